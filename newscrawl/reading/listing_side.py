"""Which blocks beside a list are no part of it: named or titled as rankings and recommendations, numbered, or without the times
that the list's rows have."""
from __future__ import annotations

import re
from collections import defaultdict
from itertools import islice

from lxml.html import HtmlElement

from newscrawl.reading.elements import HEADINGS, shown
from newscrawl.reading.listing_rows import Row
from newscrawl.reading.page import Page

LOOKED_AT = 12
"""Rows of a block that tell what its rows are like."""
LEAST_NUMBERED = 3
"""Rows of a ranking."""
TIMED = 0.6
"""Of the list's rows; then a block whose rows have no time is another's."""
LONGEST_TITLE = 30
"""Letters of a block's title."""
MOST_IN_TITLE = 12
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


class SideBlocks:
    """The blocks in which rows stand, and which of them are side blocks, seen from the block that holds most of the list."""

    def __init__(self, page: Page, rows: list[Row], main: list[Row]) -> None:
        self.page = page
        self.by_block: dict[HtmlElement, list[Row]] = defaultdict(list)
        for row in rows:
            self.by_block[row.block].append(row)
        own = {row.offer for row in main}
        self.main = max(self.by_block, key=lambda block: sum(row.offer in own for row in self.by_block[block]))
        self.around = {self.main, *self.main.iterancestors()}
        self.held = holders(rows)
        self.is_timed = self._timed(self.main) >= TIMED
        self.known = {self.main: False}

    def holds(self, row: Row) -> bool:
        """Whether a row stands in a side block."""
        block = row.block
        if block not in self.known:
            self.known[block] = self._is_side(block)
        return self.known[block]

    def _is_side(self, block: HtmlElement) -> bool:
        apart: list[HtmlElement] = []
        shared: HtmlElement | None = block
        while shared is not None and shared not in self.around:
            apart.append(shared)
            shared = shared.getparent()
        rows, title = self.by_block[block], title_above(block, self.held, shared)
        if any(map(names_side, apart)) or is_numbered(rows) or SIDE_TITLES.search(title):
            return True
        if not self.is_timed:
            return False
        is_later = self.page.place(block) > self.page.place(self.main)
        return (is_later and bool(LATER_TITLES.search(title))) or (len(rows) > 1 and self._timed(block) == 0)

    def _timed(self, block: HtmlElement) -> float:
        rows = self.by_block[block][:LOOKED_AT]
        return sum(row.time(self.page) is not None for row in rows) / len(rows)


def names_side(element: HtmlElement) -> bool:
    """Whether a class name or the id says that what is in the element stands beside the list."""
    return any(map(SIDE_NAMES.search, [*(element.get("class") or "").split(), element.get("id") or ""]))


def holders(rows: list[Row]) -> set[HtmlElement]:
    """Every element that holds a headline of the rows."""
    return {around for row in rows for around in (row.offer.anchor, *row.offer.anchor.iterancestors())}


def title_above(block: HtmlElement, held: set[HtmlElement], shared: HtmlElement | None = None) -> str:
    """What stands as a title above a block's rows, in it or before it, below what it shares with the list; "" when nothing does.
    What is in ``held`` holds headlines and is no title."""
    for element in (block, *block.iterancestors()):
        if element is shared or element.tag == "body":
            break
        for candidate in (*islice(element, 1), *islice(element.itersiblings(preceding=True), 2)):
            if candidate not in held and (title := _as_title(candidate)):
                return title
    return ""


def is_numbered(rows: list[Row]) -> bool:
    """Whether the rows begin with 1, 2, 3."""
    if len(rows) < LEAST_NUMBERED:
        return False
    first = [next((text for text, _ in row.texts()), "") for row in rows[:LOOKED_AT]]
    numbers = [int(match[1]) if (match := _NUMBER.match(text)) else 0 for text in first]
    return numbers[0] > 0 and numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def _as_title(element: HtmlElement) -> str:
    """The text of a heading, of one at the head of a box, or of a short line."""
    inside = [inner for inner in islice(element.iter(), MOST_IN_TITLE + 1) if isinstance(inner.tag, str)]
    if not inside:
        return ""
    heading = next((inner for inner in inside if inner.tag in HEADINGS | {"strong", "caption"}), None)
    if heading is None:
        if len(inside) > MOST_IN_TITLE:
            return ""
        heading = element
    text = shown(heading)
    return text if len(text) <= LONGEST_TITLE else ""
