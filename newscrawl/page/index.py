"""An index of a page's elements, so that each lookup by tag, class or id does not search the whole page."""
from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property
from itertools import chain

from lxml.etree import XPath, tostring
from lxml.etree import _Element as Element

from newscrawl.page.dom import names_in
from newscrawl.page.limits import kept_if_short
from newscrawl.page.players import PLAYERS

_CLASSES = XPath("descendant-or-self::*/@class", smart_strings=False)
_WITH_CLASS = XPath("descendant-or-self::*[@class]")
_ADDRESSES = XPath("//a/@href", smart_strings=False)
_WITH_ID = XPath("//*[@id]")
_IDS = XPath("descendant-or-self::*/@id", smart_strings=False)


class ClassPattern:
    """A regular expression for ``class`` attributes. Pages have few different values, so each is matched once."""

    def __init__(self, pattern: str) -> None:
        search = re.compile(pattern).search

        @kept_if_short(maxsize=4_000)
        def is_in(class_names: str) -> bool:
            return search(class_names) is not None

        self.is_in = is_in


class _ByTag(dict[str, list[Element]]):
    """Finds the elements of a tag on first use: reading a declared page needs few tags, and never the links."""

    def __init__(self, root: Element) -> None:
        super().__init__()
        self.root = root

    def __missing__(self, tag: str) -> list[Element]:
        self[tag] = list(self.root.iter(tag))
        return self[tag]


class ElementIndex:
    """The elements of a tree in page order, by tag, by class name and by id."""

    def __init__(self, root: Element) -> None:
        self.root = root
        self._like: dict[ClassPattern, list[Element]] = {}

    @cached_property
    def elements(self) -> list[Element]:
        """All elements and comments in page order; text may follow a comment."""
        return list(self.root.iter())

    @cached_property
    def by_tag(self) -> Mapping[str, list[Element]]:
        """Tag -> its elements in page order."""
        return _ByTag(self.root)

    @cached_property
    def players(self) -> list[Element]:
        """The elements that may be players, in page order."""
        return list(self.root.iter(*PLAYERS))

    @cached_property
    def texts(self) -> list[tuple[Element, str]]:
        """(element, text) for each text that is not blank, scripts included."""
        found = []
        for element in self.elements:
            text, tail = element.text, element.tail
            if text and not text.isspace() and isinstance(element.tag, str):
                found.append((element, text))
            if tail and not tail.isspace() and (around := element.getparent()) is not None:
                found.append((around, tail))
        return found

    @cached_property
    def plain(self) -> str:
        """All text in one string, scripts included: a quick test whether a search is worth while."""
        return tostring(self.root, method="text", encoding="unicode")

    @cached_property
    def scripts(self) -> list[tuple[Element, str]]:
        """(element, text) for each ``<script>`` that is not empty. The texts are long, so they are extracted once."""
        return [(script, text) for script in self.by_tag["script"] if (text := script.text)]

    @cached_property
    def classes(self) -> list[str]:
        """The ``class`` attributes, in page order; no element is made for it."""
        classes: list[str] = _CLASSES(self.root)
        return classes

    @cached_property
    def classed(self) -> list[Element]:
        """The elements that have a ``class`` attribute, in page order."""
        elements: list[Element] = _WITH_CLASS(self.root)
        return elements

    @cached_property
    def positions_by_class(self) -> dict[str, list[int]]:
        """Whole ``class`` attribute -> positions in ``classed``; a page has few different attributes."""
        found: dict[str, list[int]] = defaultdict(list)
        for position, class_names in enumerate(self.classes):
            found[class_names].append(position)
        return found

    @cached_property
    def class_names(self) -> str:
        """All different ``class`` attributes in one string: a quick test which names there are not."""
        return "\n".join(self.positions_by_class)

    @cached_property
    def ids(self) -> list[str]:
        """All ids, in page order; no element is made for it."""
        ids: list[str] = _IDS(self.root)
        return ids

    @cached_property
    def by_id(self) -> dict[str, list[Element]]:
        found: dict[str, list[Element]] = defaultdict(list)
        for element in _WITH_ID(self.root):
            found[element.get("id")].append(element)
        return found

    @cached_property
    def links(self) -> list[tuple[Element, str]]:
        """(element, URL as in the markup) for each ``<a>``; the URL is "" if there is none."""
        return [(link, link.get("href", "")) for link in self.by_tag["a"]]

    @cached_property
    def addresses(self) -> str:
        """The URLs of all links, one a line; no element is made for it."""
        return "\n".join(_ADDRESSES(self.root))

    def with_class(self, name: str, tag: str | None = None) -> list[Element]:
        """The elements with a class name, in page order. ``tag`` is a hint: the result has all with that tag, and maybe others."""
        if tag and "positions_by_class" not in vars(self):  # if they are computed, searching one tag is not faster
            return [element for element in self.by_tag[tag] if name in (names := element.get("class") or "") and name in names_in(names)]
        if name not in self.class_names:
            return []
        return self._at([positions for class_names, positions in self.positions_by_class.items()
                         if name in class_names and name in names_in(class_names)])

    def with_class_like(self, pattern: ClassPattern) -> list[Element]:
        """The elements whose ``class`` attribute matches a pattern, in page order."""
        if pattern not in self._like:
            self._like[pattern] = self._at([positions for class_names, positions in self.positions_by_class.items() if pattern.is_in(class_names)])
        return self._like[pattern]

    def _at(self, positions: list[list[int]]) -> list[Element]:
        """Elements of ``classed``, in page order."""
        return [self.classed[position] for position in sorted(chain.from_iterable(positions))] if positions else []

    @cached_property
    def order(self) -> dict[Element, int]:
        """Element -> its position in page order."""
        return {element: number for number, element in enumerate(self.elements)}
