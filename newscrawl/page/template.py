"""A fingerprint of the template that a page was made with, so that a redesign is seen: tags and class names, no text and no digits."""
from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Iterable
from functools import lru_cache

from lxml.etree import _Element as Element

FINGERPRINT_CHARS = 8
"""Hex digits of a fingerprint."""
# Class names that say the state of one element, and numbers, which differ from page to page of one template.
_STATE = re.compile(r"\d|^(?:first|last|on|off|active|odd|even|new|hot|current|selected|sticky|has-.*|no-.*)$", re.IGNORECASE)


def fingerprint(elements: Iterable[Element]) -> str:
    """The fingerprint of the paths to ``elements``, in hex: the same for pages of one template, whatever they say and in whatever number.

    An article's are its title and its body, a listing's its rows.
    """
    paths = sorted({"/".join(path_of(element)) for element in elements})
    return sys.intern(hashlib.sha256("\n".join(paths).encode()).hexdigest()[:FINGERPRINT_CHARS])


def path_of(element: Element) -> list[str]:
    """The steps from the root to an element, each its tag with its class names in order: ``["html", "body", "ul.list.wide", "li"]``."""
    return [_step(str(around.tag), around.get("class") or "") for around in [*reversed([*element.iterancestors()]), element]]


@lru_cache(maxsize=10_000)
def _step(tag: str, class_names: str) -> str:
    if tag in {"html", "body"}:
        return tag  # their class names say which page it is, not which template
    return ".".join([tag, *sorted({name for name in class_names.split() if not _STATE.search(name)})])
