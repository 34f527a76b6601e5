"""One look at every element of a page, so that the layers that ask for elements by their names need not each look again."""
from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache
from typing import Literal

from lxml.etree import _Element as Element

Kind = Literal["signer", "crumb", "category", "subject", "dadamedia", "ndsoft"]

# What class names say of an element, in the ways that Korean sites write it.
_KINDS = re.compile(
    r"(?P<signer>byline|journalist|reporter|writer|author)|(?P<crumb>breadcrumb|location|path|\bloc\b)|"
    r"(?P<category>categor|\bcate?\b|section[-_]name)|(?P<subject>subject|title|headline)|(?P<dadamedia>art_info|arv_00)|"
    r"(?P<ndsoft>ArtList_Title|arl_view)")


@lru_cache(maxsize=20_000)
def kinds_of(class_names: str) -> frozenset[str]:
    """What a ``class`` attribute says of its element."""
    return frozenset(match.lastgroup or "" for match in _KINDS.finditer(class_names))


class Census:
    """The elements of a tree in page order, by tag, by id, and by what their class names say."""

    def __init__(self, tree: Element) -> None:
        self.elements: list[Element] = list(tree.iter())
        """Comments too, since text may follow one."""

        self.by_tag: dict[str, list[Element]] = defaultdict(list)
        self.ids: dict[str, Element] = {}
        self.named: dict[str, list[Element]] = defaultdict(list)
        """By ``Kind``."""

        for element in self.elements:
            tag = element.tag
            if not isinstance(tag, str):
                continue
            self.by_tag[tag].append(element)
            if class_names := element.get("class"):
                for kind in kinds_of(class_names):
                    self.named[kind].append(element)
            if own_id := element.get("id"):
                self.ids.setdefault(own_id, element)
