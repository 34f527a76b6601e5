"""Mail addresses on a page, however they are written, and the same ones with an invented local part.

The letters and digits before the ``@`` are replaced, each by another one; signs, the host and the way of writing stay. An address is
always replaced by the same one, whether it is written in letters, entities (``&#64;``), escapes (``\\u0040``, ``%40``), in words
(``[at]``, ``골뱅이``), with markup between its parts, or scrambled by Cloudflare (``data-cfemail``). What a page's own script decodes
is not seen.
"""
from __future__ import annotations

import hashlib
import re
from html import unescape

_ESCAPED = r"&\#[xX]?[0-9a-fA-F]{2,6};|&[a-z]{2,8};|\\{1,4}+(?:u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|.)|%[0-9a-fA-F]{2}"
_UNIT = re.compile(rf"{_ESCAPED}|[A-Za-z0-9_.+-]")
"""One character of an address, in any way of writing; also what only looks so, such as ``\\n``."""
_AT = re.compile(r"[@＠]|&\#(?:0*64|[xX]0*40);|&commat;|\\{1,4}(?:u0040|x40)|%40|\s?[\[({]\s?(?:at|@|골뱅이)\s?[\])}]\s?|\s?골뱅이\s?|\s(?:at|AT)\s",
                 re.IGNORECASE)
_BETWEEN = r"(?:<[^<>]{0,200}>|[\"']\s?\+\s?[\"'])"
"""Markup, or a script's ``"a" + "@" + "b"``."""
_BEFORE = re.compile(rf"((?:{_UNIT.pattern})++){_BETWEEN}*+$")
_DOT = r"\s?[\[(]\s?(?:dot|점|\.)\s?[\])]\s?"
_AFTER = re.compile(rf"{_BETWEEN}{{0,3}}((?:{_DOT}|{_UNIT.pattern}){{1,64}}+)", re.IGNORECASE)
_HOST = re.compile(r"[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.(?!(?:png|jpe?g|gif|webp|svg|css|m?js|map)\b)[A-Za-z]{2,}")  # icon@2x.png is none
_CLOUDFLARE = re.compile(r"(data-cfemail=[\"']?|/cdn-cgi/l/email-protection#)([0-9a-fA-F]{6,400})")
_TWO_ATTRIBUTES = re.compile(
    r"(data-[\w-]{0,30}=[\"'])([A-Za-z0-9_.+-]{1,64})(?=[\"']\s{1,9}data-[\w-]{0,30}(?:domain|host)[\w-]{0,30}=[\"'][\w-]+\.)")
_LOCAL = re.compile(r"[A-Za-z0-9_.+-]")
LONGEST = 600
"""Characters before the ``@`` that are looked at."""


def reworded_mail(text: str) -> str:
    """A text in which every mail address has another local part."""
    parts: list[str] = []
    end = 0
    for at in _AT.finditer(text):
        if at.start() < end or not _is_host(text, at.end()):
            continue
        begin = max(end, at.start() - LONGEST)
        if before := _BEFORE.search(text[begin:at.start()]):
            new = _with_new_local(before[1])
            parts += (text[end:begin + before.start(1)], new)
            end = begin + before.end(1)
    text = "".join([*parts, text[end:]])
    text = _TWO_ATTRIBUTES.sub(lambda found: found[1] + invented_local(found[2]), text)
    return _CLOUDFLARE.sub(lambda found: found[1] + _scrambled(found[2]), text)


def invented_local(local: str) -> str:
    """
    >>> invented_local("20231234") != "20231234", len(invented_local("Hong.GD+news")), invented_local("HONG") == invented_local("hong").upper()
    (True, 12, True)
    """
    digest = hashlib.sha256(local.lower().encode()).digest()
    return "".join(_other(letter, digest[place % len(digest)]) for place, letter in enumerate(local))


def _other(letter: str, number: int) -> str:
    """Another letter of the same case, or another digit; a sign stays."""
    for first, count in (("0", 10), ("a", 26), ("A", 26)):
        place = ord(letter) - ord(first)
        if 0 <= place < count:
            return chr(ord(first) + (place + 1 + number % (count - 1)) % count)
    return letter


def _is_host(text: str, start: int) -> bool:
    after = _AFTER.match(text, start)
    return bool(after and _HOST.match(re.sub(_DOT, ".", "".join(map(_plain, re.findall(rf"{_DOT}|{_UNIT.pattern}", after[1]))))))


def _with_new_local(written: str) -> str:
    """``written`` may begin with what is no part of the address: ``\\u003ehong``."""
    units = _UNIT.findall(written)
    plain = [_plain(unit) for unit in units]
    first = next((place for place in range(len(units), 0, -1) if not _LOCAL.fullmatch(plain[place - 1])), 0)
    new = invented_local("".join(plain[first:]))
    return "".join([*units[:first], *(_as(unit, old, letter) for unit, old, letter in zip(units[first:], plain[first:], new, strict=True))])


def _plain(unit: str) -> str:
    """The character that a unit stands for; a line break for one that is part of no address."""
    if unit[0] == "&":
        letter = unescape(unit)
        return letter if len(letter) == 1 else "\n"
    if unit[0] == "%":
        return chr(int(unit[1:], 16))
    if unit[0] == "\\":
        code = unit.lstrip("\\")[1:]
        return chr(int(code, 16)) if code else "\n"
    return unit


def _as(unit: str, old: str, new: str) -> str:
    """A character in the way in which a unit is written."""
    if old == new or unit == old:
        return new if unit == old else unit
    if unit[0] == "&":
        return f"&#x{ord(new):x};" if unit[2] in "xX" else f"&#{ord(new)};"
    digits = len(unit.lstrip("\\%ux"))
    return f"{unit[:-digits]}{ord(new):0{digits}x}"


def _scrambled(code: str) -> str:
    """Cloudflare's: the first byte is a key, with which the others are xor-ed."""
    key, *letters = bytes.fromhex(code[:len(code) // 2 * 2])
    local, at, host = "".join(chr(letter ^ key) for letter in letters).partition("@")
    if not at or not all(map(_LOCAL.fullmatch, local)):
        return code
    return bytes([key, *(ord(letter) ^ key for letter in invented_local(local) + at + host)]).hex()
