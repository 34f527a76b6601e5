"""Finds blocks that are not part of the list: those with names or titles of rankings and recommendations, numbered ones, and those
without times if the list's rows have times."""
from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from itertools import islice

from lxml.etree import _Element as Element

from newscrawl.extract.listing.offers import Offer
from newscrawl.extract.listing.rows import Row, shape_of
from newscrawl.page.document import Page
from newscrawl.page.dom import HEADING_TAGS, visible_text

SAMPLED_ROWS = 12
"""So many rows of a block are examined."""
MIN_NUMBERED_ROWS = 3
"""A ranking has at least so many rows."""
MIN_TIMED_SHARE = 0.6
"""If this share of the list's rows has a time, a block without times is a side block."""
MAX_TITLE_CHARS = 30
"""A longer text is not a block's title."""
MAX_IN_TITLE = 12
"""At most so many elements are searched for a block's title."""

SIDE_NAMES = re.compile(
    r"(?:^|[-_])(?:a?side(?:bar|bx|box|cont\w{0,4})?|right|rgt|r[-_]?side|wing|quick|ranks?|ranking|best|hot|popular|pop|most|"
    r"many|recommend\w{0,3}|series|relat\w{0,4}|banner|ads?|sticky|pick|trend\w{0,3})(?:$|[-_\d])", re.IGNORECASE)
SIDE_TITLES = re.compile(
    r"많이\s?(?:본|읽은|찾은)|인기|랭킹|조회\s?순|댓글\s?많은|베스트|\bBEST\b|\bHOT\b|핫\s?(?:뉴스|이슈|클릭)|추천|"
    r"관련\s?(?:기사|뉴스)|실시간|급상승|트렌드|지금\s?뜨는|놓치|함께\s?(?:보|읽)|다른\s?기사|최근\s?본|"
    r"연재|시리즈|기획|\bPICK\b", re.IGNORECASE)
LATER_TITLES = re.compile(r"이\s?시각|오늘의|주요\s?(?:뉴스|기사)|헤드라인|포토|영상|최신|이슈|\bTOP\b|\bTV\b", re.IGNORECASE)
"""Above the list these are titles of its first stories, below it of other blocks."""
_NUMBER = re.compile(r"(\d{1,2})(?!\d)")


class Surroundings:
    """Names and titles of the boxes around a page's elements; cached."""

    def __init__(self, found: Iterable[Offer]) -> None:
        self.held = _holders(found)
        """Elements that contain headlines, and so are no titles."""

        self._named: dict[Element, Element | None] = {}
        self._titled: dict[Element, Element | None] = {}

    def named_side(self, element: Element) -> Element | None:
        """The nearest ancestor with a side block's class name or id."""
        return _nearest(element, self._named, has_side_name)

    def titled(self, element: Element) -> Element | None:
        """The nearest ancestor with a title in it or before it."""
        return _nearest(element, self._titled, lambda around: bool(self.title_of(around)))

    def title_of(self, element: Element) -> str:
        """The title at the beginning of an element or before it; "" if there is none."""
        if element.tag == "body":
            return ""
        candidates = (*islice(element, 1), *islice(element.itersiblings(preceding=True), 2))
        return next((title for candidate in candidates if candidate not in self.held and (title := _as_title(candidate))), "")

    def is_side(self, element: Element, shared: Collection[Element] = ()) -> bool:
        """Whether an element is in a side block, by names or titles of ancestors that are not ``shared`` with the list."""
        named, titled = self.named_side(element), self.titled(element)
        if named is not None and named not in shared:
            return True
        return titled is not None and titled not in shared and bool(SIDE_TITLES.search(self.title_of(titled)))


class SideBlocks:
    """The blocks with rows, and which of them are side blocks, compared with the block that has most of the list."""

    def __init__(self, page: Page, rows: list[Row], main: list[Row], surroundings: Surroundings) -> None:
        self.page = page
        self.rows = rows
        self.surroundings = surroundings
        self.by_block: dict[Element, list[Row]] = defaultdict(list)
        self.by_shape: dict[tuple[Element, tuple[str, ...]], list[Row]] = defaultdict(list)
        for row in rows:
            self.by_block[row.block].append(row)
            self.by_shape[row.block, shape_of(row.offer)].append(row)
        self.own = {row.offer for row in main}
        self.main = max(self.by_block, key=self._share_of_list)
        self.around = {self.main, *self.main.iterancestors()}
        self.is_timed = self._timed(self.by_block[self.main]) >= MIN_TIMED_SHARE or self._timed(main) >= MIN_TIMED_SHARE
        self.known: dict[Element, bool] = {}

    def holds(self, row: Row) -> bool:
        """Whether a row is in a side block, or of another kind than the list's rows."""
        is_own = row.offer in self.own
        alone = not is_own and len(self._alike(row)) == 1
        # A box with one row has its title inside the row.
        box, start = (row.element, row.offer.anchor) if alone else (row.block, row.block)
        if box not in self.known:
            self.known[box] = box is not self.main and self._is_side(box, start)
        return self.known[box] or (self.is_timed and not is_own and self._is_foreign(row))

    def _share_of_list(self, block: Element) -> float:
        rows = self.by_block[block]
        share = sum(row.offer in self.own for row in rows)
        return share / 4 if is_numbered(rows) or self.surroundings.is_side(block) else share

    def _is_side(self, box: Element, start: Element) -> bool:
        if is_numbered(self.by_block.get(box, [])) or self.surroundings.is_side(start, self.around):
            return True
        titled = self.surroundings.titled(start)
        is_later = self.page.index.order[box] > self.page.index.order[self.main]
        return (self.is_timed and is_later and titled is not None and titled not in self.around
                and bool(LATER_TITLES.search(self.surroundings.title_of(titled))))

    def _is_foreign(self, row: Row) -> bool:
        """Whether a row has no time though the list's rows have; a top story may lack it, but has an image or a summary."""
        same_shape = self._alike(row)
        if len(same_shape) == 1 and (row.has_picture or row.has_summary):
            return False
        return self._timed(same_shape) == 0

    def _alike(self, row: Row) -> list[Row]:
        """The rows of the same shape in the block."""
        return self.by_shape[row.block, shape_of(row.offer)]

    def _timed(self, rows: list[Row]) -> float:
        sample = rows[:SAMPLED_ROWS]
        return sum(row.time is not None for row in sample) / len(sample)


def has_side_name(element: Element) -> bool:
    """Whether the element has a side block's class name or id."""
    return any(map(SIDE_NAMES.search, [*(element.get("class") or "").split(), element.get("id") or ""]))


def is_numbered(rows: list[Row]) -> bool:
    """Whether the rows begin with 1, 2, 3, and have no times; rows of a bulletin board have numbers and times."""
    if len(rows) < MIN_NUMBERED_ROWS or any(row.time for row in rows[:SAMPLED_ROWS]):
        return False
    first = [next((text for text, _ in row.texts), "") for row in rows[:SAMPLED_ROWS]]
    numbers = [int(match[1]) if (match := _NUMBER.match(text)) else 0 for text in first]
    return numbers[0] > 0 and numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def _as_title(element: Element) -> str:
    """The text of a heading, of the heading of a box, or of a short line."""
    inside = [inner for inner in islice(element.iter(), MAX_IN_TITLE + 1) if isinstance(inner.tag, str)]
    if not inside:
        return ""
    heading = next((inner for inner in inside if inner.tag in HEADING_TAGS | {"strong", "caption"}), None)
    if heading is None:
        if len(inside) > MAX_IN_TITLE:
            return ""
        heading = element
    text = visible_text(heading)
    return text if len(text) <= MAX_TITLE_CHARS else ""


def _holders(found: Iterable[Offer]) -> set[Element]:
    """Every element that contains a headline."""
    held: set[Element] = set()
    for offer in found:
        element: Element | None = offer.anchor
        while element is not None and element not in held:
            held.add(element)
            element = element.getparent()
    return held


def _nearest(element: Element, known: dict[Element, Element | None], test: Callable[[Element], bool]) -> Element | None:
    """The element or its nearest ancestor that passes ``test``; ``known`` caches results."""
    unknown: list[Element] = []
    ancestor: Element | None = element
    while ancestor is not None and ancestor not in known:
        unknown.append(ancestor)
        ancestor = ancestor.getparent()
    nearest = None if ancestor is None else known[ancestor]
    for around in reversed(unknown):
        nearest = known[around] = around if test(around) else nearest
    return nearest
