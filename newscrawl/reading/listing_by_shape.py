"""The list of articles on a page of which nothing is known: the repeated structure that holds most headlines.

Offers whose headlines stand in the same markup make a group, and the group that is worth most is the list. What else is linked
by addresses of the same form belongs to it too (a top story, a second block), unless it stands in a side block.
"""
from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator

from lxml.html import HtmlElement

from newscrawl.items import Link
from newscrawl.reading.listing_offers import Offer, form_of, offers
from newscrawl.reading.listing_rows import Row, rows_of
from newscrawl.reading.listing_side import SIDE_TITLES, SideBlocks, holders, is_numbered, names_side, title_above
from newscrawl.reading.page import Page

DEEPEST_SHAPE = 7
"""Elements around a headline that make its shape."""
LOOKED_AT = 12
"""Rows of a group that tell what its rows are like."""
MOST_COUNTED = 40
"""Letters of a headline that count: a group of summaries is no better than one of headlines."""
SAME_HOST = 0.7
"""Of a list's offers; then offers of other hosts are advertisements."""

_STATE = re.compile(r"\d|^(?:first|last|on|off|active|odd|even|new|cur\w{0,5})$")


def links_by_shape(page: Page, link_of: Callable[[str], Link | None], least: int = 1) -> list[Link]:
    """The articles of the page's list, each once, in page order; none when fewer than ``least`` headlines are alike.

    ``link_of`` tells which addresses can be an article's.
    """
    found = offers(page, link_of)
    main = main_rows(found, page, least)
    if not main:
        return []
    rows = rows_of(_once([*_of_one_form(main, found)], main))
    side = SideBlocks(page, rows, main)
    kept = sorted((row for row in rows if not side.holds(row)), key=lambda row: page.place(row.offer.elements[0]))
    return [Link(row.offer.link.url, row.offer.link.id, row.offer.title, row.time(page)) for row in kept]


def main_rows(found: list[Offer], page: Page, least: int) -> list[Row]:
    """The rows of the shape that is worth most."""
    by_shape: dict[tuple[str, ...], list[Offer]] = defaultdict(list)
    for offer in found:
        by_shape[shape_of(offer)].append(offer)
    groups = [rows_of(of_shape) for of_shape in by_shape.values()
              if len({offer.link.id for offer in of_shape if offer.is_headline}) >= least]
    return max(groups, key=lambda rows: worth_of(rows, page), default=[])


def worth_of(rows: list[Row], page: Page) -> float:
    """Letters of the headlines, more when rows also tell times and summaries, less when they are numbered or stand aside."""
    letters = sum({row.offer.link.id: min(len(row.offer.title), MOST_COUNTED) for row in rows if row.offer.is_headline}.values())
    looked_at = rows[:LOOKED_AT]
    timed = sum(row.time(page) is not None for row in looked_at) / len(looked_at)
    rich = sum(row.says_more for row in looked_at) / len(looked_at)
    worth = letters * (1 + timed) * (1 + rich / 2)
    block, _ = Counter(row.block for row in rows).most_common(1)[0]
    if is_numbered(looked_at) or any(map(names_side, [block, *block.iterancestors()])):
        worth /= 4
    if SIDE_TITLES.search(title_above(block, holders(rows))):
        worth /= 2
    return worth


def shape_of(offer: Offer) -> tuple[str, ...]:
    """The tags around a headline, with the first class name that says anything; states and numbers do not."""
    shape: list[str] = []
    is_named = False
    element: HtmlElement | None = offer.anchor
    while element is not None and len(shape) < DEEPEST_SHAPE:
        names = [] if is_named else [name for name in (element.get("class") or "").split() if not _STATE.search(name)]
        shape.append(".".join([str(element.tag), *names[:1]]))
        is_named = is_named or bool(names)
        element = element.getparent()
    return tuple(shape)


def _of_one_form(main: list[Row], found: list[Offer]) -> Iterator[Offer]:
    """The main rows' offers but for advertisements, and others whose address is of the form of theirs."""
    host, count = Counter(form_of(row.offer.link.url).host for row in main).most_common(1)[0]
    is_one_host = count >= SAME_HOST * len(main)
    forms = {form_of(row.offer.link.url) for row in main}
    own = {row.offer for row in main}
    for offer in found:
        form = form_of(offer.link.url)
        if offer in own:
            if form.host == host or not is_one_host:
                yield offer
        elif is_one_host and form.host == host and offer.is_headline and any(map(form.is_like, forms)):
            yield offer


def _once(chosen: list[Offer], main: list[Row]) -> list[Offer]:
    """Each address once: where the main rows have it, else where it is first met with a headline."""
    own = {row.offer for row in main}
    best: dict[str, Offer] = {}
    for offer in chosen:
        known = best.setdefault(offer.link.id, offer)
        if (offer in own, offer.is_headline) > (known in own, known.is_headline):
            best[offer.link.id] = offer
    return list(best.values())
