"""Reads an article's fields from an object in a page's state, by the key names that sites use.

Keys are in the form of ``body.plain_key``. Of several patterns the first that finds anything is used.
"""
from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Any

from newscrawl.extract.layers.script_state.body import TAG, TITLES, plain_key, plain_keys, printable
from newscrawl.page.limits import MAX_KEY_CHARS, MAX_LISTED
from newscrawl.text.entities import unescaped
from newscrawl.text.whitespace import one_line

MAX_TIME_CHARS = 60
MAX_TEXT_CHARS = 1_000

SUBTITLES = (r"(?:article|news|art)?sub(?:title|headline|head|subject|titl)s?\d?|decks?",)
AUTHORS = (r"bylines?(?:list)?|credits", r"(?:article|news)?(?:authors?|writers?|reporters?|journalists?)(?:list|infos?)?",
           r"(?:writer|reporter|author|byline)(?:display|text)|contributors?|creators?")
WRITER = re.compile(r"(?P<who>writer|reporter|author|journalist|byline)(?:kor|ko)?(?:name|nm)")
PUBLISHED = (
    r"(?:date)?firstpub\w*|datepublished", r"displaydate\w*", r"(?:article|news)?pub(?!lisher)\w{2,}", r"deploy\w*",
    r"\w{0,8}(?:service|release|open)d?(?:date|dt|day|time|at)\w*",
    r"\w{0,8}reg(?:i|ist|ister|istered|istration)?(?:date|dt|day|time|at|ymd)\w*",
    r"\w{0,8}(?:input|writ(?:e|ten)|wrt|ins|insert|send|issue)(?:date|dt|time|at)\w*",
    r"(?:article|news)?(?:date|datetime|dt)")
CREATED = (r"\w{0,8}creat(?:e|ed|ion)(?:date|dt|time|at|on)\w*|datecreated",)
MODIFIED = (r"(?:date)?last(?:updated?|modified|modify)\w*|datemodified", r"redeploy\w*",
            r"\w{0,8}(?:modif|mod(?=date|dt|time|at))\w*", r"\w{0,8}(?:update|upd(?=date|dt|time|at))\w*",
            r"\w{0,8}edit(?:ed)?(?:date|dt|time|at)\w*", r"\w{0,8}ch(?:an)?ge?d?(?:date|dt|time|at)\w*")
SECTIONS = (r"(?:sub)?section(?:name|nm|title)", r"sections", r"section", r"\w{0,10}category\w{0,3}(?:name|nm)", r"categor(?:y|ies)")
TAGS = (r"(?:article|news)?(?:hash)?tags?(?:list)?", r"keywords?(?:list)?", r"(?:hash)?tagstr(?:ing)?", r"seokeywords")

_TEXT_KEYS = ("basic", "rendered", "name", "text", "title", "tag", "value", "label")
_NO_TIME = re.compile(r"(?<!s)end|expir|embargo|until|start|reserv|yn$|type|status|count|user|name")
_NAME = re.compile(r"(?:name|nm|display)$|^(?:author|writer|reporter|journalist)$")
_NO_NAME = re.compile(r"job|dept|depart|team|company|media|org|office|nick|user|eng|file|image|path|group|type")
_ROLE = re.compile(r"job|role|position|duty|title|grade")
_COMMAS = re.compile(r"[,#;|]")
_CODE = re.compile(r"[a-z0-9_/-]+")
_BREAK = re.compile(r"<br\s*/?>|&lt;br\s*/?&gt;|[\r\n]+", re.IGNORECASE)
_HANGUL = re.compile(r"[가-힣]")


def titles(source: dict[str, Any]) -> list[str]:
    """Candidates for the title, the likeliest first."""
    found = {plain: value for key, value in source.items() if value and (plain := plain_key(key)) in TITLES}
    return [title for key in sorted(found, key=TITLES.index) for text in _texts(found[key]) if (title := _line(text))]


def subtitle(fields: dict[str, Any]) -> tuple[str, ...]:
    return _first(fields, SUBTITLES, lambda value: (_line(line) for text in _texts(value) for line in _BREAK.split(text)))


def byline(fields: dict[str, Any]) -> tuple[str, ...]:
    """Texts such as ``홍길동 기자 hong@paper.example``."""
    return _first(fields, AUTHORS, _people) or _flat_writer(fields)


def published_at(fields: dict[str, Any]) -> tuple[str, ...]:
    """Candidates for the time of publication, the likeliest first; some may be no time."""
    return tuple(_times(fields, PUBLISHED))


def created_at(fields: dict[str, Any]) -> tuple[str, ...]:
    """Candidates for the time at which the paper's system made the article; it may have been published much later."""
    return tuple(_times(fields, CREATED))


def modified_at(fields: dict[str, Any]) -> tuple[str, ...]:
    return tuple(_times(fields, MODIFIED))


def section(fields: dict[str, Any]) -> tuple[str, ...]:
    """Section names, not codes such as ``politics``; a section before its subsection."""
    from_the_top = dict(sorted(_with_taxonomy(fields).items(), key=lambda field: field[0].startswith("sub")))
    return _first(from_the_top, SECTIONS, lambda value: (
        _line(name) for text in _parents(value) + _texts(value) for name in text.split(">") if not _CODE.fullmatch(name)))


def tags(fields: dict[str, Any]) -> tuple[str, ...]:
    return _first(_with_taxonomy(fields), TAGS, lambda value: (_line(tag) for text in _texts(value) for tag in _COMMAS.split(text)))


def _with_taxonomy(fields: dict[str, Any]) -> dict[str, Any]:
    """Arc has sections and tags one level down."""
    taxonomy = fields.get("taxonomy")
    return fields | plain_keys(taxonomy) if isinstance(taxonomy, dict) else fields


def _first(fields: dict[str, Any], patterns: tuple[str, ...], read: Callable[[Any], Iterable[str]]) -> tuple[str, ...]:
    """The texts of the first pattern that has any."""
    for pattern in patterns:
        values = [value for key, value in fields.items() if value and len(key) <= MAX_KEY_CHARS and _is_named(key, pattern)]
        if found := dict.fromkeys(text for value in values for text in read(value) if text):
            return tuple(found)
    return ()


@lru_cache(maxsize=20_000)
def _is_named(key: str, pattern: str) -> bool:
    return re.fullmatch(pattern, key) is not None


def _texts(value: Any) -> list[str]:
    """The texts of a value: a text, the texts in a list, or an object's text under a usual key (preferably Korean)."""
    listed = value[:MAX_LISTED + 1] if isinstance(value, list) else [value]
    found = []
    for item in listed:
        if isinstance(item, dict):
            fields = plain_keys(item)
            texts = [text for key in _TEXT_KEYS if isinstance(text := fields.get(key), str) and text.strip()]
            item = next(filter(_HANGUL.search, texts), texts[0] if texts else None)
        if isinstance(item, str) and len(item) <= MAX_TEXT_CHARS:
            found.append(item)
    return found


def _parents(section: Any) -> list[str]:
    """The names of a section's parent: ``{"parent": …, "name": …}``."""
    parent = plain_keys(section).get("parent") if isinstance(section, dict) else None
    return [name for name in _texts(parent) if _HANGUL.search(name)]


def _line(text: str) -> str:
    return one_line(TAG.sub("", unescaped(TAG.sub("", _BREAK.sub(" ", printable(text))))))


def _people(value: Any) -> Iterator[str]:
    """Bylines from a text, a person, or a list; Arc has them in ``{"by": […]}``."""
    if isinstance(value, dict):
        value = value.get("by") or [value]
    for item in value[:MAX_LISTED + 1] if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            yield _person(_with_original(plain_keys(item)))
        elif isinstance(item, str) and len(item) <= MAX_TEXT_CHARS and not _CODE.fullmatch(item):
            yield _line(item)


def _with_original(fields: dict[str, Any]) -> dict[str, Any]:
    """Arc has a person's role two levels down."""
    added = fields.get("additionalproperties")
    original = added.get("original") if isinstance(added, dict) else None
    return plain_keys(original) | fields if isinstance(original, dict) else fields


def _person(fields: dict[str, Any]) -> str:
    """A byline with name, role and e-mail address; "" without a name."""
    texts = ((key, value) for key, value in fields.items() if isinstance(value, str) and len(value) <= MAX_TEXT_CHARS)
    lines = {key: line for key, value in texts if (line := _line(value))}
    name = _korean_name(lines) or next((text for key, text in lines.items() if _NAME.search(key) and not _NO_NAME.search(key)), "")
    role = next((text for key, text in lines.items() if _ROLE.search(key) and _HANGUL.search(text) and text not in name), "")
    mail = next((text for key, text in lines.items() if "mail" in key and "@" in text and text not in name), "")
    return " ".join(filter(None, (name, role, mail))) if name else ""


def _korean_name(lines: dict[str, str]) -> str:
    """The name of a person whom Arc also has in Western order (``name``: 선민 박): as the byline has it, or from its two parts."""
    stated, first, last = (lines.get(key, "") for key in ("byline", "firstname", "lastname"))
    if _HANGUL.search(stated) or not (_HANGUL.fullmatch(last[:1]) and _HANGUL.match(first)):
        return stated if _HANGUL.search(stated) else ""
    return last + first


def _flat_writer(fields: dict[str, Any]) -> tuple[str, ...]:
    """The byline from the keys ``writerName``, ``writerEmail``, … next to the title."""
    who = next((match["who"] for key, value in fields.items() if value and (match := WRITER.fullmatch(key))), None)
    person = _person({key: value for key, value in fields.items() if who and key.startswith(who)})
    return (person,) if person else ()


def _times(fields: dict[str, Any], patterns: tuple[str, ...]) -> Iterator[str]:
    for pattern in patterns:
        for key, value in fields.items():
            if isinstance(value, (str, int)) and _is_named(key, pattern) and not _NO_TIME.search(key):
                yield str(value)[:MAX_TIME_CHARS]
