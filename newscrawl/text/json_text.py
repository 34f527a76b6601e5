"""Decodes JSON as pages have it: valid, or with the errors of templates that write it by hand.

Read in spite of its errors is what has only one meaning: comments (``/* */``, ``//``, ``<!-- -->``, CDATA marks), trailing, doubled
and missing commas, line breaks and quotes inside strings, needless backslashes, single quotes, keys without quotes, entities instead
of quotes, several values in one text, a name that the value is assigned to.
"""

import html
import json
import re
from typing import Any, NamedTuple

_JSON = json.JSONDecoder(strict=False)  # line breaks inside strings are the most frequent error
_OPENING = re.compile(r"[{\[]")
# Atomic groups and no possessive repeats of groups, which Python 3.11.2 matches wrongly (https://github.com/python/cpython/issues/106052).
_BLANK = r"(?>(?:\s|//[^\n]{0,200}(?=\n)|/\*(?:[^*]|\*(?!/)){0,200}\*/)*)"  # blanks and short comments
_VALUE = r"(?:[\"'{\[\d-]|(?:true|false|null|undefined)\b)"
_KEY = r"(?:\"[@$\w:-]{1,60}\"|'[@$\w:-]{1,60}'|[@$A-Za-z_][\w$]{0,60})\s*:"
# A quote closes a string only before what can follow a value or a key.
_AFTER = rf"(?:{_BLANK}(?:\Z|[}}\]]|:{_BLANK}{_VALUE}|,{_BLANK}(?:{_VALUE}|{_KEY}|[,}}\]]))|[^\S\n]*\n{_BLANK}{_KEY})"
_TOKEN = re.compile(
    rf"\"(?P<double>(?>(?:[^\"\\]|\\.|\"(?!{_AFTER}))*))(?:\"|\Z)|'(?P<single>(?>(?:[^'\\]|\\.|'(?!{_AFTER}))*))(?:'|\Z)"
    rf"|(?P<mark>(?://\s*|/\*\s*)?(?:<!\[CDATA\[|\]\]>|<!--|-->)(?:\s*\*/)?)|(?P<comment>//[^\n]*|/\*.*?(?:\*/|\Z))"
    rf"|(?P<comma>,(?={_BLANK}[,}}\]]))|(?P<none>\bundefined\b(?={_BLANK}[,}}\]]))"
    rf"|(?P<key>(?<![\w$@])[@$A-Za-z_][\w$]{{0,60}}(?={_BLANK}:))", re.DOTALL)
_MISSING_COMMA = re.compile(rf"[^\S\n]*\n{_BLANK}{_KEY}")
_BARE_QUOTE = re.compile(r'(?<!\\)((?:\\\\)*)"')
_ESCAPE = re.compile(r"\\(?:u[0-9A-Fa-f]{4}|[\"\\/bfnrt]|(?P<other>.))", re.DOTALL)


class Decoded(NamedTuple):
    """The values in a text, and whether all of it could be read."""

    values: list[Any]
    is_whole: bool


def decode_json(text: str) -> Decoded:
    r"""The objects and arrays in a text. Never raises.

    >>> decode_json('{"a": 1}').values, decode_json('<!-- {"a": "b "c" d",} --> {\'e\': 1};').values
    ([{'a': 1}], [{'a': 'b "c" d'}, {'e': 1}])
    >>> decode_json('{"a": [1, 2')
    Decoded(values=[], is_whole=False)
    """
    try:
        return Decoded([_JSON.decode(text.strip())], True)
    except (ValueError, RecursionError):
        pass
    if '"' not in text and "&" in text:
        text = html.unescape(text)
    text = _TOKEN.sub(_as_json, text)
    values: list[Any] = []
    opening = _OPENING.search(text)
    while opening:
        try:
            value, end = _JSON.raw_decode(text, opening.start())
        except (ValueError, RecursionError):
            return Decoded(values, False)
        values.append(value)
        opening = _OPENING.search(text, end)
    return Decoded(values, bool(values) or not text.strip())


def _as_json(token: re.Match[str]) -> str:
    """A token as JSON has it."""
    if token["key"]:
        return f'"{token["key"]}"'
    if token["none"]:
        return "null"
    if token["double"] is None and token["single"] is None:
        return " "
    inside = _ESCAPE.sub(_known_escape, token["double"] if token["single"] is None else token["single"])
    if '"' in inside:
        inside = _BARE_QUOTE.sub(lambda quote: f'{quote[1]}\\"', inside)
    return f'"{inside}"' + ("," if _MISSING_COMMA.match(token.string, token.end()) else "")


def _known_escape(escape: re.Match[str]) -> str:
    return escape[0] if escape["other"] is None else escape["other"]
