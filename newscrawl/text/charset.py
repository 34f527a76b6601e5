"""Detects the encoding of a page: many Korean sites declare a wrong one, or none."""
from __future__ import annotations

import codecs
from collections.abc import Mapping

from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding, read_bom, resolve_encoding

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
# Declarations that are believed. Others, mostly server defaults such as Latin-1, decode any bytes without an error.
_BELIEVABLE = {"utf-8", "utf-16", "utf-16-le", "utf-16-be", "cp949", "euc_kr", "johab", "iso2022_kr"}


def choose_encoding(body: bytes, content_type: str | None = None) -> str:
    """The name of the encoding that reads ``body`` with the fewest replacement characters.

    Candidates are UTF-8, what the HTTP header and the page itself declare (if it can hold Korean), and CP949 (the superset of EUC-KR that
    Korean software writes); on a tie the earlier wins. A byte order mark settles it. A single broken byte costs each
    candidate one character, so it does not turn a whole UTF-8 page to garbage, as "strict UTF-8, else CP949" does.

    >>> choose_encoding("똠방각하".encode("cp949"), "text/html; charset=utf-8")
    'cp949'
    >>> choose_encoding("똠방각하".encode() + b"\\xff", "text/html; charset=euc-kr")
    'utf-8'
    """
    marked, _ = read_bom(body)
    if marked:
        return marked
    if is_utf8(body):
        return "utf-8"
    declared = [http_content_type_encoding(content_type), html_body_declared_encoding(body)]
    candidates = dict.fromkeys(["utf-8", *filter(None, map(_plausible, declared)), "cp949"])
    # A candidate without an error wins; counting errors is slower.
    return next((name for name in [*candidates][1:] if _is_in(body, name)), None) or min(
        candidates, key=lambda name: body.decode(name, "replace").count(REPLACEMENT))


def is_utf8(body: bytes) -> bool:
    """Whether a body is valid UTF-8."""
    return _is_in(body, "utf-8")


def _is_in(body: bytes, encoding: str) -> bool:
    try:
        body.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def content_type(headers: Mapping[str, str] | None) -> str | None:
    """The Content-Type of a mapping of headers, whatever the case of its keys."""
    return next((value for key, value in (headers or {}).items() if key.lower() == "content-type"), None)


def _plausible(declared: str | None) -> str | None:
    name = resolve_encoding(declared) if declared else None
    return name if name and codecs.lookup(name).name in _BELIEVABLE else None
