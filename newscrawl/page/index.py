"""One look at every element of a page, so that those who ask for elements by their names need not each look again."""
from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property, lru_cache
from itertools import chain

from lxml.etree import XPath, tostring
from lxml.etree import _Element as Element

from newscrawl.page.dom import names_in

_CLASSES = XPath("descendant-or-self::*/@class[. != '']", smart_strings=False)
_WITH_CLASS = XPath("descendant-or-self::*[@class != '']")
_ADDRESSES = XPath("//a/@href", smart_strings=False)
_WITH_ID = XPath("//@id/..")


class ClassPattern:
    """A regular expression looked for in ``class`` attributes. Sites write few different ones, so each is looked at once."""

    def __init__(self, pattern: str) -> None:
        search = re.compile(pattern).search

        @lru_cache(maxsize=20_000)
        def is_in(class_names: str) -> bool:
            return search(class_names) is not None

        self.is_in = is_in


class _ByTag(dict[str, list[Element]]):
    """Looks for the elements of a tag when it is first asked for: a declared page is asked for few, and never for its links."""

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
        """Comments too, since text may follow one."""
        return list(self.root.iter())

    @cached_property
    def by_tag(self) -> Mapping[str, list[Element]]:
        """Of each tag that is asked for, its elements in page order."""
        return _ByTag(self.root)

    @cached_property
    def texts(self) -> list[tuple[Element, str]]:
        """Each text that is not blank, and the element whose own it is; scripts' too."""
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
        """All text run together, scripts' too: made by libxml2 in no time, to know what need not be looked for."""
        return tostring(self.root, method="text", encoding="unicode")

    @cached_property
    def scripts(self) -> list[tuple[Element, str]]:
        """Each ``<script>`` that is not empty, and its text, which is long and takes time to get."""
        return [(script, text) for script in self.by_tag["script"] if (text := script.text)]

    @cached_property
    def classed(self) -> list[Element]:
        """The elements that have a ``class`` attribute."""
        elements: list[Element] = _WITH_CLASS(self.root)
        return elements

    @cached_property
    def places_by_class(self) -> dict[str, list[int]]:
        """Places in ``classed``, by the whole ``class`` attribute, of which a page has few different ones."""
        found: dict[str, list[int]] = defaultdict(list)
        for place, class_names in enumerate(_CLASSES(self.root)):
            found[class_names].append(place)
        return found

    @cached_property
    def class_names(self) -> str:
        """All different ``class`` attributes, to know at once which names there are not."""
        return "\n".join(self.places_by_class)

    @cached_property
    def by_id(self) -> dict[str, list[Element]]:
        found: dict[str, list[Element]] = defaultdict(list)
        for element in _WITH_ID(self.root):
            found[element.get("id")].append(element)
        return found

    @cached_property
    def links(self) -> list[tuple[Element, str]]:
        """Each ``<a>``, and its address as the markup has it; "" for none."""
        return [(link, link.get("href", "")) for link in self.by_tag["a"]]

    @cached_property
    def addresses(self) -> str:
        """Those of all links, a line each; the links themselves need not be made for it."""
        return "\n".join(_ADDRESSES(self.root))

    def with_class(self, name: str, tag: str | None = None) -> list[Element]:
        """The elements that carry a class name, in page order; of those of a tag where one is given, and maybe of others."""
        if tag and "places_by_class" not in vars(self):  # once all are known, to go through one tag's is no quicker
            return [element for element in self.by_tag[tag] if name in names_in(element.get("class") or "")]
        if name not in self.class_names:
            return []
        return self._at([places for class_names, places in self.places_by_class.items()
                         if name in class_names and name in names_in(class_names)])

    def with_class_like(self, pattern: ClassPattern) -> list[Element]:
        """The elements in whose ``class`` attribute a pattern is found, in page order."""
        if pattern not in self._like:
            self._like[pattern] = self._at([places for class_names, places in self.places_by_class.items() if pattern.is_in(class_names)])
        return self._like[pattern]

    def _at(self, places: list[list[int]]) -> list[Element]:
        """Elements of ``classed``, in page order."""
        return [self.classed[place] for place in sorted(chain.from_iterable(places))] if places else []

    @cached_property
    def order(self) -> dict[Element, int]:
        """The number of each element in page order."""
        return {element: number for number, element in enumerate(self.elements)}
