"""The list of articles on a page of which nothing is known: the repeated structure that holds most headlines.

Offers whose headlines stand in the same markup make a group. The richest group is the list; what else is linked in the same
form of address belongs to it (a top story, a second block) unless it stands in a side block: one named or titled as a ranking
or a recommendation, numbered, below the pager, or without the times that the list's rows have.
"""
from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from newscrawl.reading.elements import BOLD, HEADINGS, shown
from newscrawl.reading.listing_offers import Offer, form_of, offers
from newscrawl.reading.page import Page
from newscrawl.text.dates import Moment, parse_moment

LEAST_OFFERS = 3
"""Headlines of a list."""
DEEPEST_SHAPE = 7
"""Elements around a headline that make its shape."""
LONGEST_TIME = 60
"""Letters of a text that tells a row's time, and maybe its section and reporter."""
LOOKED_AT = 12
"""Rows of a group that tell what its rows are like."""
SAME_HOST = 0.7
"""Of a list's offers: then offers of other hosts are advertisements."""
TIMED = 0.6
"""Of a list's rows: then a block whose rows have no time is another's."""
LONGEST_BLOCK_TITLE = 30

SIDE_NAMES = re.compile(
    r"(?:^|[-_])(?:a?side(?:bar|bx|box|cont\w{0,4})?|right|rgt|r[-_]?side|wing|quick|ranks?|ranking|best|hot|popular|pop|most|many|recommend\w{0,3}|"
    r"series|relat\w{0,4}|banner|ads?|sticky|pick|trend\w{0,3})(?:$|[-_\d])", re.IGNORECASE)
SIDE_TITLES = re.compile(
    r"많이\s?(?:본|읽은|찾은)|인기|랭킹|조회\s?순|댓글\s?많은|베스트|\bBEST\b|\bHOT\b|핫\s?(?:뉴스|이슈|클릭)|추천|관련\s?(?:기사|뉴스)|실시간|이\s?시각|오늘의|급상승|"
    r"트렌드|지금\s?뜨는|놓치|함께\s?(?:보|읽)|다른\s?기사|최근\s?본|연재|시리즈|기획|\bPICK\b", re.IGNORECASE)
LATER_TITLES = re.compile(r"주요\s?(?:뉴스|기사)|헤드라인|포토|영상|최신|이슈|\bTOP\b|\bTV\b", re.IGNORECASE)
"""Above the list they are titles of its first stories, below it of others."""
_NUMBER = re.compile(r"\s{0,3}(\d{1,2})[위.\s]?")
_STATE = re.compile(r"\d+|^(?:first|last|on|off|active|odd|even|new|cur\w{0,5})$")


@dataclass(slots=True)
class ShapedLink:
    address: str
    title: str
    time: Moment | None


@dataclass(slots=True, eq=False)
class Row:
    """One item of a list."""

    offer: Offer
    element: HtmlElement
    """The largest element around the headline that holds no other offer of the list."""

    @property
    def block(self) -> HtmlElement:
        around = self.element.getparent()
        return self.element if around is None else around


@dataclass(slots=True, eq=False)
class Group:
    """Rows of one shape."""

    rows: list[Row] = field(default_factory=list)
    worth: float = 0.0


def links_of(page: Page) -> list[ShapedLink]:
    """The articles of the page's list, each once, in page order; none when there is no list."""
    found = offers(page)
    main = main_group(found, page)
    if main is None:
        return []
    chosen = _once([*_in_form(main, found)], main)
    rows = rows_of(chosen)
    side = SideBlocks(page, rows, main)
    kept = [row for row in rows if not side.holds(row)]
    kept.sort(key=lambda row: page.place(row.offer.links[0]))
    return [ShapedLink(row.offer.address, row.offer.title, time_of(row, page)) for row in kept]


def main_group(found: list[Offer], page: Page) -> Group | None:
    """The group that is worth most."""
    by_shape: dict[tuple[str, ...], list[Offer]] = defaultdict(list)
    for offer in found:
        by_shape[shape_of(offer)].append(offer)
    groups = [Group(rows_of(of_shape)) for of_shape in by_shape.values()
              if len({offer.address for offer in of_shape if offer.is_headline}) >= LEAST_OFFERS]
    for group in groups:
        group.worth = worth_of(group, page)
    return max(groups, key=lambda group: group.worth, default=None)


def worth_of(group: Group, page: Page) -> float:
    """Letters of its headlines, more when its rows also tell times and summaries, less when they are numbered or stand aside."""
    letters = sum({row.offer.address: min(len(row.offer.title), 40) for row in group.rows if row.offer.is_headline}.values())
    looked_at = group.rows[:LOOKED_AT]
    timed = sum(time_of(row, page) is not None for row in looked_at) / len(looked_at)
    rich = sum(len(shown(row.element)) > 2 * len(row.offer.title) + 20 for row in looked_at) / len(looked_at)
    worth = letters * (1 + timed) * (1 + rich / 2)
    block, _ = Counter(row.block for row in group.rows).most_common(1)[0]
    if is_numbered(looked_at) or any(names_side(around) for around in [block, *block.iterancestors()]):
        worth /= 4
    if SIDE_TITLES.search(title_above(block, None)):
        worth /= 2
    return worth


def shape_of(offer: Offer) -> tuple[str, ...]:
    """The tags around a headline, with the first class name that says anything; states and numbers do not."""
    shape: list[str] = []
    named = False
    element = offer.anchor
    while element is not None and len(shape) < DEEPEST_SHAPE:
        names = [] if named else [name for name in (element.get("class") or "").split() if not _STATE.search(name)]
        shape.append(".".join([str(element.tag), *names[:1]]))
        named = named or bool(names)
        element = element.getparent()
    return tuple(shape)


def rows_of(chosen: list[Offer]) -> list[Row]:
    """The row of each offer: as far up as no other of them stands."""
    held: Counter[HtmlElement] = Counter()
    for offer in chosen:
        if offer.anchor is not None:
            held.update([offer.anchor, *offer.anchor.iterancestors()])
    rows = []
    for offer in chosen:
        element = offer.anchor
        while element is not None and (around := element.getparent()) is not None and held[around] == 1 and around.tag != "body":
            element = around
        if element is not None:
            rows.append(Row(offer, element))
    return rows


def _in_form(main: Group, found: list[Offer]) -> Iterator[Offer]:
    """The main group's offers but for advertisements, and others whose address is of the form of theirs."""
    hosts = Counter(form_of(row.offer.address)[0] for row in main.rows)
    host, count = hosts.most_common(1)[0]
    one_host = count >= SAME_HOST * len(main.rows)
    forms = {form_of(row.offer.address) for row in main.rows}
    own = {id(row.offer) for row in main.rows}
    for offer in found:
        form = form_of(offer.address)
        if id(offer) in own:
            if form[0] == host or not one_host:
                yield offer
        elif one_host and form[0] == host and offer.is_headline and any(_is_alike(form, other) for other in forms):
            yield offer


def _is_alike(one: tuple[str, str, frozenset[str]], other: tuple[str, str, frozenset[str]]) -> bool:
    return one[:2] == other[:2] and (one[2] <= other[2] or other[2] <= one[2]) and bool(one[2]) == bool(other[2])


def _once(chosen: list[Offer], main: Group) -> list[Offer]:
    """Each address once: where the main group has it, else where it is first met with a headline."""
    own = {id(row.offer) for row in main.rows}
    best: dict[str, Offer] = {}
    for offer in chosen:
        known = best.setdefault(offer.address, offer)
        if (id(offer) in own, offer.is_headline) > (id(known) in own, known.is_headline):
            best[offer.address] = offer
    return list(best.values())


class SideBlocks:
    """Which blocks beside the list's own are no part of it."""

    def __init__(self, page: Page, rows: list[Row], main: Group) -> None:
        self.page = page
        self.by_block: dict[HtmlElement, list[Row]] = defaultdict(list)
        for row in rows:
            self.by_block[row.block].append(row)
        own = {id(row.offer) for row in main.rows}
        self.main = max(self.by_block, key=lambda block: (
            sum(id(row.offer) in own for row in self.by_block[block]), -self.page.place(block)))
        self.around = {self.main, *self.main.iterancestors()}
        self.is_timed = self._timed(self.main) >= TIMED
        self.known: dict[HtmlElement, bool] = {self.main: False}

    def holds(self, row: Row) -> bool:
        block = row.block
        if block not in self.known:
            self.known[block] = self._is_side(block)
        return self.known[block]

    def _is_side(self, block: HtmlElement) -> bool:
        below = [block]
        while below[-1] not in self.around and (around := below[-1].getparent()) is not None:
            below.append(around)
        shared = below.pop() if len(below) > 1 or block in self.around else None
        if any(names_side(element) for element in below):
            return True
        rows, title = self.by_block[block], title_above(block, shared)
        if is_numbered(rows) or SIDE_TITLES.search(title):
            return True
        if self.is_timed and self.page.place(block) > self.page.place(self.main) and LATER_TITLES.search(title):
            return True
        return self.is_timed and len(rows) > 1 and self._timed(block) == 0

    def _timed(self, block: HtmlElement) -> float:
        rows = self.by_block[block][:LOOKED_AT]
        return sum(time_of(row, self.page) is not None for row in rows) / len(rows)


def names_side(element: HtmlElement) -> bool:
    """Whether a class name or the id says that what is in the element stands beside the list."""
    names = (element.get("class") or "").split()
    return any(map(SIDE_NAMES.search, [*names, element.get("id") or ""]))


def title_above(block: HtmlElement, shared: HtmlElement | None) -> str:
    """What stands as a title above a block's rows, in it or before it, below what the block shares with the list."""
    for element in (block, *block.iterancestors()):
        if element is shared or element.tag == "body":
            break
        first = next(iter(element), None)
        for candidate in (first, *_before(element)):
            if candidate is not None and isinstance(candidate.tag, str) and (title := _as_title(candidate)):
                return title
    return ""


def _before(element: HtmlElement) -> Iterator[HtmlElement]:
    for number, sibling in enumerate(element.itersiblings(preceding=True)):
        if number == 2:
            break
        yield sibling


def _as_title(element: HtmlElement) -> str:
    """The text of a heading, or of a short line at the head of a box."""
    heading = element if element.tag in HEADINGS | BOLD | {"dt", "caption"} else next(element.iter(*HEADINGS, "strong", "caption"), element)
    text = shown(heading)
    return text if 0 < len(text) <= LONGEST_BLOCK_TITLE else ""


def is_numbered(rows: list[Row]) -> bool:
    """Whether the rows begin with 1, 2, 3."""
    numbers = [int(match[1]) if (match := _NUMBER.match(shown(row.element))) else None for row in rows[:LOOKED_AT]]
    return len(numbers) >= LEAST_OFFERS and numbers[0] is not None and numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def time_of(row: Row, page: Page) -> Moment | None:
    """The time that a row tells beside its headline."""
    for element in row.element.iter():
        if not isinstance(element.tag, str) or element is row.offer.anchor:
            continue
        stated = element.get("datetime") if element.tag == "time" else None
        for text in (stated, element.text, *(child.tail for child in element)):
            text = " ".join((text or "").split())
            if text and len(text) <= LONGEST_TIME and text not in row.offer.title and (moment := parse_moment(text, page.fetched_at)):
                return moment
    return None
