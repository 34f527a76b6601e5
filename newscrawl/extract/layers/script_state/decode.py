"""The state that a page's scripts carry for the browser, decoded into plain values.

Known are JSON scripts (``__NEXT_DATA__`` and others), Nuxt's flat array, JSON that a script assigns to a name
(``Fusion.globalContent={…}``, ``window.__NUXT__={…}``) and Next.js's flight payload: rows that refer to each other, in chunks
over many scripts. Nothing here raises on a page's account; what cannot be read is left out.
"""
from __future__ import annotations

import json
import re
from base64 import b64decode
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

from lxml.etree import _Element as Element

from newscrawl.page.document import Page

MARKERS = ("Fusion.", "__")
"""A script without them assigns no state that is known here."""

MAX_VALUES = 200_000
"""Looked at in one state, the outermost first."""
_MAX_STATES = 500
_MAX_STEPS = 8
"""From reference to reference."""
_MIN_INNER = 200
"""Characters; shorter strings are not looked into for JSON."""

_JSON_TYPES = ("application/json", "text/json")
_JSON = json.JSONDecoder(strict=False)
_UNDEFINED = re.compile(r"undefined(?<=[:,\[]undefined)(?=[,}\]])")  # begins with a word, which re looks for quickly
_ASSIGNED = re.compile(
    r"(?:Fusion\.(?:globalContent|contentCache)|__(?<!\w__)[A-Za-z]\w{0,60})(?:[\"']\])?\s*=\s*(?:JSON\.parse\(\s*)?(?=[{\[\"])")
_PUSHED = re.compile(r"__next_f(?:\s*\|\|\s*\[\s*\]\s*\))?\.push\(\s*(?=\[)")
_ROW = re.compile(rb"\n*([0-9a-f]{0,8}):(?:([TAOobUSsLlGgMmV])([0-9a-f]{1,8}),|([A-Z#rx]?))")
_LATER_ROW = re.compile(rb"[0-9a-f]{1,8}:(?=[\[{\"]|T[0-9a-f]{1,8},|I\[)")
_REFERENCE = re.compile(r"\$[L@QWKi]?([0-9a-f]{1,8})((?::[^:]*)*)")
_ELEMENT = {"type": 1, "key": 2, "props": 3}
"""Where React's ``["$", type, key, props]`` keeps what a path names."""


def states(page: Page) -> Iterator[Any]:
    """The states of the page, in its order, the flight payload last."""
    yield from islice(_plain_states(page.index.scripts), _MAX_STATES)
    pushing = (text for _, text in page.index.scripts if "__next_f" in text)
    chunks = (chunk for text in pushing for chunk in _values(text, _PUSHED, ("__next_f",)))
    if payload := b"".join(map(_bytes_of, chunks)):
        yield _flight(payload)


def objects(state: Any) -> Iterator[dict[str, Any]]:
    """The objects of a state, the outermost first, each once; also those in strings of JSON."""
    waiting = deque([state])
    seen = {id(state): state}
    left = MAX_VALUES
    while waiting and left > 0:
        container = waiting.popleft()
        if isinstance(container, dict):
            yield container
        left -= len(container)
        for value in islice(container.values() if isinstance(container, dict) else container, MAX_VALUES):
            if isinstance(value, str):
                if len(value) < _MIN_INNER or not value.startswith(("{", "[")):
                    continue
                value = _loads(value)
            if isinstance(value, (dict, list)) and id(value) not in seen:
                seen[id(value)] = value
                waiting.append(value)


def _plain_states(scripts: list[tuple[Element, str]]) -> Iterator[Any]:
    for script, text in scripts:
        kind = (script.get("type") or "").partition(";")[0].strip().lower()
        if kind in _JSON_TYPES or script.get("id") == "__NEXT_DATA__":
            found = [_loads(text.strip().removeprefix("<!--").removesuffix("-->"))]
            if script.get("id") == "__NUXT_DATA__" or script.get("data-nuxt-data") is not None:
                found = [_hydrated(found[0])]
        elif kind != "application/ld+json" and any(marker in text for marker in MARKERS) and "__next_f" not in text:
            values = _values(_UNDEFINED.sub("null", text) if "undefined" in text else text, _ASSIGNED, MARKERS)
            found = [_loads(value) if isinstance(value, str) else value for value in values]
        else:
            continue
        for state in found:
            if isinstance(state, (dict, list)):
                if '"__ref"' in text:
                    _link(state, lambda value: value)
                yield state


def _values(text: str, opening: re.Pattern[str], marks: Iterable[str]) -> Iterator[Any]:
    """The JSON values that begin where ``opening`` ends, which itself begins with one of ``marks``."""
    place = failures = 0
    # Not search: at the beginnings of two alternatives it would stop at every letter of a long script.
    for begins in sorted(position for mark in marks for position in _positions(text, mark)):
        if failures >= _MAX_STATES:
            return
        if begins < place or not (start := opening.match(text, begins)):
            continue
        try:
            value, place = _JSON.raw_decode(text, start.end())
        except json.JSONDecodeError as error:
            place, failures = max(error.pos, start.end()), failures + 1
        except (ValueError, RecursionError):
            place, failures = start.end(), failures + 1
        else:
            yield value


def _positions(text: str, mark: str) -> Iterator[int]:
    place = text.find(mark)
    while place >= 0:
        yield place
        place = text.find(mark, place + 1)


def _loads(text: str) -> Any:
    try:
        return _JSON.decode(text)
    except (ValueError, RecursionError):
        return None


def _hydrated(flat: Any) -> Any:
    """The value that Nuxt laid flat (``devalue``): members are named by their place in the array."""
    if not isinstance(flat, list):
        return None
    made: list[Any] = [type(item)() if isinstance(item, (dict, list)) else item for item in flat]

    def at(place: Any) -> Any:
        for _ in range(_MAX_STEPS):
            if not isinstance(place, int) or not 0 <= place < len(flat):
                return None
            match flat[place]:
                case ["Date" | "BigInt" | "EmptyRef" | "EmptyShallowRef", str(text)]:
                    return text
                case [str(), int(inner)] if flat[place][0] not in {"Set", "Map"}:
                    place = inner  # Reactive, Ref and their kin wrap another value
                case _:
                    return made[place]
        return None

    for source, target in zip(flat, made, strict=True):
        if isinstance(source, dict):
            target.update((key, at(place)) for key, place in source.items())
        elif isinstance(source, list):
            target.extend(at(place) for place in source)
    return at(0)


def _bytes_of(chunk: Any) -> bytes:
    match chunk:
        case [1, str(text)]:
            return text.encode("utf-8", "surrogatepass")
        case [3, str(text)]:
            try:
                return b64decode(text)
            except ValueError:
                return b""
    return b""


def _flight(payload: bytes) -> list[Any]:
    """The models of a flight payload, with the rows that they refer to put in their place."""
    models: dict[str, Any] = {}
    texts: dict[str, str] = {}
    place = 0
    while place < len(payload):
        row = _ROW.match(payload, place)
        if row is None:  # a row's stated length was wrong
            later = _LATER_ROW.search(payload, place)
            place = later.start() if later else len(payload)
            continue
        name, begin = row[1].decode(), row.end()
        if row[3]:
            place = begin + int(row[3], 16)
            if row[2] == b"T":
                texts[name] = payload[begin:place].decode("utf-8", "replace")
            continue
        end = payload.find(b"\n", begin)
        place = len(payload) if end < 0 else end
        if name and not row[4]:
            models[name] = _loads(payload[begin:place].decode("utf-8", "replace"))
    rows = list(models.values())
    _link(rows, lambda value: _resolved(value, models, texts))
    return rows


def _link(state: Any, resolve: Callable[[str], Any]) -> None:
    """Puts in place what strings that begin with ``$``, and Apollo's ``{"__ref": …}``, refer to. Then a state may be circular."""
    waiting = [state]
    changes: list[tuple[Any, Any, Any]] = []
    entities: dict[str, Any] = {}
    while waiting:
        container = waiting.pop()
        if isinstance(container, dict) and "ROOT_QUERY" in container:
            entities = container
        for key, value in container.items() if isinstance(container, dict) else enumerate(container):
            if isinstance(value, str):
                if value.startswith("$") and (resolved := resolve(value)) is not value:
                    changes.append((container, key, resolved))
            elif isinstance(value, dict) and isinstance(value.get("__ref"), str):
                changes.append((container, key, value))
            elif isinstance(value, (dict, list)):
                waiting.append(value)
    for container, key, value in changes:
        reference = value.get("__ref") if isinstance(value, dict) else None
        container[key] = entities.get(reference, value) if isinstance(reference, str) else value


def _resolved(value: Any, models: dict[str, Any], texts: dict[str, str]) -> Any:
    """What a string of the payload stands for: ``$24`` for a row, ``$24:path`` for a part of it, ``$$…`` for ``$…``."""
    path: list[str] = []
    for _ in range(_MAX_STEPS):
        while path and not _refers(value):
            value = _member(value, path.pop(0))
        if not _refers(value):
            return value
        if value.startswith(("$$", "$D")):
            return value[1:].removeprefix("D")
        reference = _REFERENCE.fullmatch(value)
        if reference is None:
            return None  # $undefined, $Sreact.fragment, …
        if reference[1] in texts:
            return texts[reference[1]]
        value, path = models.get(reference[1]), [*reference[2].split(":")[1:], *path]
    return None


def _refers(value: Any) -> bool:
    return isinstance(value, str) and value.startswith("$") and value != "$"


def _member(value: Any, key: str) -> Any:
    if isinstance(value, dict):
        return value.get(key)
    if isinstance(value, list):
        place = _ELEMENT.get(key) if key in _ELEMENT else int(key) if key.isdecimal() and len(key) < 9 else None
        return value[place] if place is not None and place < len(value) else None
    return None
