"""CSS selectors, as XPath that is fast in libxml2.

On a whole page, the last class or id in a selector is looked up in the page's index. XPath then tests the few elements found: those
around them must match the selector's earlier parts, and the rest of the selector is searched below them.
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
    """Translates selectors as cssselect does, to XPath that takes half the time."""

    def xpath_descendant_combinator(self, left: XPathExpr, right: XPathExpr) -> XPathExpr:
        # libxml2 walks ``//`` once, and ``/descendant-or-self::*/`` once for every element below.
        return left.join("//", right)

    def xpath_class(self, class_selector: Class) -> XPathExpr:
        # Most elements fail this cheap test.
        xpath = self.xpath(class_selector.selector)
        xpath.add_condition(f"contains(@class, {self.xpath_literal(class_selector.class_name)})")
        return self.xpath_attrib_includes(xpath, "@class", class_selector.class_name)


class _Path(NamedTuple):
    """How the matches of one alternative of a selector are found: ``ul.menu > li a`` starts at class ``menu``."""

    name: Class | Hash | None
    """The last class or id in the selector; None if it has none, and the whole page is searched."""

    tag: str | None
    """The tag that an element of that name must have; None for any."""

    is_met: XPath | None
    """A test for elements of that name and those around them; None if the name is enough."""

    below: XPath | None
    """The path from there to the matches; None if those elements are the matches."""


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
    if len(parts) < 2:  # each part is in page order
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
    """The class or id in the last part of a selector."""
    part = tree.subselector if isinstance(tree, CombinedSelector) else tree
    while not isinstance(part, (Class, Hash, Tag)):
        part = part.selector
    return None if isinstance(part, Tag) else part


def _tag(part: Tree) -> str | None:
    """The tag in a part of a selector."""
    while not isinstance(part, Tag):
        part = part.selector
    return part.element.lower() if part.element else None


def _condition(tree: Tree) -> str:
    """An XPath condition that is true for elements that a selector matches."""
    if isinstance(tree, CombinedSelector):
        return f"self::{_step(tree.subselector)} and {_AROUND[tree.combinator]}[{_condition(tree.selector)}]"
    return f"self::{_step(tree)}"


def _step(part: Tree) -> str:
    """An XPath step for a part without combinators."""
    step = _Translator().xpath(part)
    return f"{step.element}[{step.condition}]" if step.condition else step.element
