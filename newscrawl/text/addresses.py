"""One way to write an address, so that an article of a paper without a spider has one URL and one id."""
from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote, unquote_plus, unquote_to_bytes, urlsplit, urlunsplit

_TRACKING = re.compile(
    r"utm_\w+|(?:fb|g|d|y|tw|tt)clid|msclkid|[gw]braid|li_fat_id|_ga|_gl|mc_[ce]id|igsh(?:id)?|spm|cmpid|at_(?:medium|campaign|custom\d)|"
    r"n_(?:media|query|rank|match|ad(?:_group|_group_type)?|keyword(?:_id)?|campaign_type)|napm|(?:jsession|phpsess)id|outlink", re.IGNORECASE)
"""Parameters of campaigns, click counters and sessions."""
_ORIGIN = re.compile(r"ref(?:_?(?:src|url)|err?er)?|_?fr(?:om)?|via|src|source", re.IGNORECASE)
"""Parameters that tell where a reader came from; some sites give them an id."""
_AN_ID = re.compile(r"\d{4}")
_SESSION = re.compile(r";(?:j?sessionid|phpsessid)=[^/;?]*", re.IGNORECASE)
_INDEX = re.compile(r"(?<=/)(?:index|default)\.(?:html?|php|aspx?|jsp|do)$", re.IGNORECASE)
_PORTS = {"http": 80, "https": 443}
_HOMES = frozenset({"", "main", "index.html", "index.htm", "index.php", "main.html", "home", "home.nhn", "main/home.nhn"})
_UNQUOTED = "!$&'()*+,-./:;=@_~"
"""Besides letters and digits, what may stand in a path as it is (RFC 3986); in a query also ``?``."""


def normal_address(url: str) -> str:
    """A URL in its normal form: host in lower case and ASCII, no default port, everything quoted once and in one way (NFC), no fragment,
    no session, no ``index.html``, no tracking parameters; the others keep their order.

    Raises ValueError for an address with an invalid host or port.

    >>> normal_address("https://Paper.example:443/뉴스/1?utm_source=rss&no=12&ref=main#reply")
    'https://paper.example/%EB%89%B4%EC%8A%A4/1?no=12'
    >>> normal_address("http://paper.example/2026/chip/index.html?from=20261120"), normal_address("https://paper.example")
    ('http://paper.example/2026/chip/?from=20261120', 'https://paper.example/')
    """
    parts = urlsplit(url.strip())
    scheme = parts.scheme.lower()
    port = "" if parts.port in {None, _PORTS.get(scheme)} else f":{parts.port}"
    path = _INDEX.sub("", _SESSION.sub("", parts.path)) or "/"
    kept = [part for part in parts.query.split("&") if part and not _is_tracking(part)]
    return urlunsplit((scheme, _ascii_host(parts.hostname or "") + port, _quoted(path, _UNQUOTED), _quoted("&".join(kept), f"{_UNQUOTED}?"), ""))


def _is_tracking(parameter: str) -> bool:
    name, _, value = parameter.partition("=")
    name = unquote_plus(name)
    return bool(_TRACKING.fullmatch(name)) or (bool(_ORIGIN.fullmatch(name)) and not _AN_ID.search(value))


def _ascii_host(host: str) -> str:
    host = host.rstrip(".")
    try:
        return host if host.isascii() else host.encode("idna").decode()
    except UnicodeError:  # no name server could know it
        return host


def _quoted(text: str, safe: str) -> str:
    """Quoted once, however it was: what is quoted and need not be is unquoted, unless that would change the meaning."""
    return re.sub(r"(?:%[0-9a-fA-F]{2}|[^%])+|%", lambda run: _requoted(run[0], safe), text)


def _requoted(text: str, safe: str) -> str:
    if text == "%":
        return "%25"
    # Quoted delimiters stay quoted: they are data there, and not between parts.
    parts = re.split(r"(%(?:2[356BFbf]|3[BDFbdf]))", text)
    return "".join(part.upper() if number % 2 else _plain(part, safe) for number, part in enumerate(parts))


def _plain(text: str, safe: str) -> str:
    octets = unquote_to_bytes(text)
    try:
        return quote(unicodedata.normalize("NFC", octets.decode()), safe=safe)
    except UnicodeDecodeError:  # in another encoding than UTF-8
        return quote(octets, safe=safe)


def is_home(url: str) -> bool:
    """Whether a URL is that of a site's home page.

    >>> is_home("https://paper.example/index.html"), is_home("https://paper.example/?p=12"), is_home("https://paper.example/it")
    (True, False, False)
    """
    parts = urlsplit(url)
    return parts.path.strip("/") in _HOMES and not re.search(r"\d", parts.query)
