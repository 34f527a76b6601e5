"""Which blocks beside a list are no part of it: named or titled as rankings and recommendations, numbered, or without the times
that the list's rows have."""
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

LOOKED_AT = 12
"""Rows of a block that tell what its rows are like."""
MIN_NUMBERED = 3
"""Rows of a ranking."""
TIMED = 0.6
"""Of the list's rows; then a block whose rows have no time is another's."""
MAX_TITLE_CHARS = 30
"""Letters of a block's title."""
MAX_IN_TITLE = 12
"""Elements of what is a block's title, or begins with one."""

SIDE_NAMES = re.compile(
    r"(?:^|[-_])(?:a?side(?:bar|bx|box|cont\w{0,4})?|right|rgt|r[-_]?side|wing|quick|ranks?|ranking|best|hot|popular|pop|most|"
    r"many|recommend\w{0,3}|series|relat\w{0,4}|banner|ads?|sticky|pick|trend\w{0,3})(?:$|[-_\d])", re.IGNORECASE)
SIDE_TITLES = re.compile(
    r"많이\s?(?:본|읽은|찾은)|인기|랭킹|조회\s?순|댓글\s?많은|베스트|\bBEST\b|\bHOT\b|핫\s?(?:뉴스|이슈|클릭)|추천|"
    r"관련\s?(?:기사|뉴스)|실시간|급상승|트렌드|지금\s?뜨는|놓치|함께\s?(?:보|읽)|다른\s?기사|최근\s?본|"
    r"연재|시리즈|기획|\bPICK\b", re.IGNORECASE)
LATER_TITLES = re.compile(r"이\s?시각|오늘의|주요\s?(?:뉴스|기사)|헤드라인|포토|영상|최신|이슈|\bTOP\b|\bTV\b", re.IGNORECASE)
"""Above the list they are titles of its first stories, below it of others."""
_NUMBER = re.compile(r"(\d{1,2})(?!\d)")


class Surroundings:
    """What stands around the elements of a page: names and titles of the boxes they are in, each looked for once."""

    def __init__(self, found: Iterable[Offer]) -> None:
        self.held = _holders(found)
        """What holds headlines, and so is no title."""

        self._named: dict[Element, Element | None] = {}
        self._titled: dict[Element, Element | None] = {}

    def named_side(self, element: Element) -> Element | None:
        """The nearest element around whose class name or id says that it stands beside the list."""
        return _nearest(element, self._named, names_side)

    def titled(self, element: Element) -> Element | None:
        """The nearest element around that has a title in it or before it."""
        return _nearest(element, self._titled, lambda around: bool(self.title_of(around)))

    def title_of(self, element: Element) -> str:
        """What stands as a title at an element's beginning or before it."""
        if element.tag == "body":
            return ""
        candidates = (*islice(element, 1), *islice(element.itersiblings(preceding=True), 2))
        return next((title for candidate in candidates if candidate not in self.held and (title := _as_title(candidate))), "")

    def is_side(self, element: Element, shared: Collection[Element] = ()) -> bool:
        """Whether an element stands in a side block, by names or titles below what is ``shared`` with the list."""
        named, titled = self.named_side(element), self.titled(element)
        if named is not None and named not in shared:
            return True
        return titled is not None and titled not in shared and bool(SIDE_TITLES.search(self.title_of(titled)))


class SideBlocks:
    """The blocks in which rows stand, and which of them are side blocks, seen from the block that holds most of the list."""

    def __init__(self, page: Page, rows: list[Row], main: list[Row], surroundings: Surroundings) -> None:
        self.page = page
        self.surroundings = surroundings
        self.by_block: dict[Element, list[Row]] = defaultdict(list)
        self.by_shape: dict[tuple[Element, tuple[str, ...]], list[Row]] = defaultdict(list)
        for row in rows:
            self.by_block[row.block].append(row)
            self.by_shape[row.block, shape_of(row.offer)].append(row)
        self.own = {row.offer for row in main}
        self.main = max(self.by_block, key=self._share_of_list)
        self.around = {self.main, *self.main.iterancestors()}
        self.is_timed = self._timed(self.by_block[self.main]) >= TIMED
        self.known: dict[Element, bool] = {}

    def holds(self, row: Row) -> bool:
        """Whether a row stands in a side block, or is of another kind than the list's rows."""
        is_own = row.offer in self.own
        alone = not is_own and len(self._alike(row)) == 1
        # The title of a box with one row stands in the row.
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
        """Whether a row tells no time where the list's rows do; a top story may, but it has a picture or a text."""
        alike = self._alike(row)
        if len(alike) == 1 and (row.has_picture or row.says_more):
            return False
        return self._timed(alike) == 0

    def _alike(self, row: Row) -> list[Row]:
        """The rows of one shape in a block."""
        return self.by_shape[row.block, shape_of(row.offer)]

    def _timed(self, rows: list[Row]) -> float:
        looked_at = rows[:LOOKED_AT]
        return sum(row.time is not None for row in looked_at) / len(looked_at)


def names_side(element: Element) -> bool:
    """Whether a class name or the id says that what is in the element stands beside the list."""
    return any(map(SIDE_NAMES.search, [*(element.get("class") or "").split(), element.get("id") or ""]))


def is_numbered(rows: list[Row]) -> bool:
    """Whether the rows begin with 1, 2, 3, and tell no time, as those of a board may."""
    if len(rows) < MIN_NUMBERED or any(row.time for row in rows[:LOOKED_AT]):
        return False
    first = [next((text for text, _ in row.texts), "") for row in rows[:LOOKED_AT]]
    numbers = [int(match[1]) if (match := _NUMBER.match(text)) else 0 for text in first]
    return numbers[0] > 0 and numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def _as_title(element: Element) -> str:
    """The text of a heading, of one at the head of a box, or of a short line."""
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
    """Every element that holds a headline."""
    held: set[Element] = set()
    for offer in found:
        element: Element | None = offer.anchor
        while element is not None and element not in held:
            held.add(element)
            element = element.getparent()
    return held


def _nearest(element: Element, known: dict[Element, Element | None], wanted: Callable[[Element], bool]) -> Element | None:
    """The element, or the nearest around it, that is wanted; ``known`` keeps what was found."""
    unknown: list[Element] = []
    place: Element | None = element
    while place is not None and place not in known:
        unknown.append(place)
        place = place.getparent()
    nearest = None if place is None else known[place]
    for around in reversed(unknown):
        nearest = known[around] = around if wanted(around) else nearest
    return nearest
