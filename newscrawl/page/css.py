"""CSS selectors, as XPath that libxml2 is quick at.

On a whole page, the last part of a selector that names a class or an id is looked up in the page's index; XPath then tests
the few elements found by what the selector asks for around them, and goes on from there to what it asks for below.
"""
from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from cssselect import HTMLTranslator, parse
from cssselect.parser import Class, CombinedSelector, Hash, Tree
from cssselect.parser import Element as Tag
from cssselect.xpath import XPathExpr
from lxml.etree import XPath
from lxml.etree import _Element as Element

from newscrawl.page.index import ElementIndex


class _Translator(HTMLTranslator):
    """cssselect's selectors as XPath that libxml2 is quick at: the same elements, in half the time."""

    def xpath_descendant_combinator(self, left: XPathExpr, right: XPathExpr) -> XPathExpr:
        # libxml2 walks ``//`` once, and ``/descendant-or-self::*/`` once for every element below.
        return left.join("//", right)

    def xpath_class(self, class_selector: Class) -> XPathExpr:
        # Most elements fail the cheap test.
        xpath = self.xpath(class_selector.selector)
        xpath.add_condition(f"contains(@class, {self.xpath_literal(class_selector.class_name)})")
        return self.xpath_attrib_includes(xpath, "@class", class_selector.class_name)


class _Path(NamedTuple):
    """How the elements are found that one alternative of a selector matches: ``ul.menu > li a`` by ``menu``."""

    name: Class | Hash | None
    """The last class or id that is named; None where there is none, and the whole page is walked."""

    tag: str | None
    """Of which tag the element of that name is; None for any."""

    is_met: XPath | None
    """What else an element of that name, and those around it, must be; None when the name is all."""

    below: XPath | None
    """From there to the elements that are meant; None when it is they."""


_AROUND = {" ": "ancestor::*", ">": "parent::*", "+": "preceding-sibling::*[1]", "~": "preceding-sibling::*"}
_BELOW = {" ": "descendant::", ">": "child::", "+": "following-sibling::*[1]/self::", "~": "following-sibling::"}


def select(element: Element, selector: str) -> list[Element]:
    """The elements below ``element`` that a CSS selector matches, in page order."""
    found: list[Element] = _compiled(selector)(element)
    return found


def select_on_page(index: ElementIndex, selector: str) -> list[Element]:
    """The elements of a page that a CSS selector matches, in page order."""
    parts: list[list[Element]] = []
    for path in _paths(selector):
        if starts := _starts(index, path):
            parts += filter(None, map(path.below, starts)) if path.below else [starts]
    if len(parts) < 2:  # each is in page order
        return parts[0] if parts else []
    return sorted({element for part in parts for element in part}, key=index.order.__getitem__)


def _starts(index: ElementIndex, path: _Path) -> list[Element]:
    match path.name:
        case Class(class_name=name):
            named = index.with_class(name, path.tag)
        case Hash(id=name):
            named = index.by_id.get(name, [])
        case _:
            return [index.root]
    return [element for element in named if path.is_met(element)] if path.is_met and named else named


@lru_cache(maxsize=1024)
def _compiled(selector: str) -> XPath:
    return XPath(_Translator().css_to_xpath(selector))


@lru_cache(maxsize=1024)
def _paths(selector: str) -> list[_Path]:
    return [_path(alternative.parsed_tree) for alternative in parse(selector)]


def _path(tree: Tree) -> _Path:
    below = ""
    while not (name := _name(tree)) and isinstance(tree, CombinedSelector):
        below = f"/{_BELOW[tree.combinator]}{_step(tree.subselector)}{below}"
        tree = tree.selector
    if name is None:
        return _Path(None, None, None, XPath(f"descendant-or-self::{_step(tree)}{below}"))
    is_all = name is tree and name.selector.canonical() == "*"
    is_met = None if is_all else XPath(f"boolean({_condition(tree)})")
    return _Path(name, _tag(name), is_met, XPath(below[1:]) if below else None)


def _name(tree: Tree) -> Class | Hash | None:
    """The class or id that the last part of a selector names."""
    part = tree.subselector if isinstance(tree, CombinedSelector) else tree
    while not isinstance(part, (Class, Hash, Tag)):
        part = part.selector
    return None if isinstance(part, Tag) else part


def _tag(part: Tree) -> str | None:
    """The tag that a part of a selector asks for."""
    while not isinstance(part, Tag):
        part = part.selector
    return part.element.lower() if part.element else None


def _condition(tree: Tree) -> str:
    """XPath that is true of an element which a selector matches, read from its end."""
    if isinstance(tree, CombinedSelector):
        return f"self::{_step(tree.subselector)} and {_AROUND[tree.combinator]}[{_condition(tree.selector)}]"
    return f"self::{_step(tree)}"


def _step(part: Tree) -> str:
    """An XPath step to an element that a part without combinators matches."""
    step = _Translator().xpath(part)
    return f"{step.element}[{step.condition}]" if step.condition else step.element
