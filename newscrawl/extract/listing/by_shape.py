"""The list of articles on a page of which nothing is known: the repeated structure that holds most headlines.

Offers whose headlines stand in the same markup make a group, and the group that is worth most is the list. What else is linked
by addresses of the same form belongs to it too (a top story, a second block), unless it stands in a side block.
"""
from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from urllib.parse import urlsplit

from newscrawl.extract.listing.offers import Offer, numbers_in, offers, path_of
from newscrawl.extract.listing.rows import Row, rows_of, shape_of
from newscrawl.extract.listing.sidebars import SideBlocks, Surroundings, is_numbered
from newscrawl.items import Link
from newscrawl.page.document import Page

LOOKED_AT = 12
"""Rows of a group that tell what its rows are like."""
COUNTED = range(8, 40)
"""Letters of a headline that count: the first few are those of a menu's label, the last those of a summary."""
SAME_HOST = 0.7
"""Of a list's offers; then offers of other hosts are advertisements."""

_LONG = re.compile(r"\d{4}")


def links_by_shape(page: Page, link_of: Callable[[str], Link | None], least: int = 1) -> list[Link]:
    """The articles of the page's list, each once, in page order; none when fewer than ``least`` headlines are alike.

    ``link_of`` tells which addresses can be an article's.
    """
    found = offers(page, link_of)
    surroundings = Surroundings(found)
    main = main_rows(found, surroundings, page, least)
    if not main:
        return []
    rows = rows_of(_once([*_of_one_form(main, found)], main), page)
    side = SideBlocks(page, rows, main, surroundings)
    kept = sorted((row for row in rows if not side.holds(row)), key=lambda row: page.index.order[row.offer.elements[0]])
    return [replace(row.offer.link, title=row.offer.title, time=row.time) for row in kept]


def main_rows(found: list[Offer], surroundings: Surroundings, page: Page, least: int) -> list[Row]:
    """The rows of the shape that is worth most."""
    by_shape: dict[tuple[str, ...], list[Offer]] = defaultdict(list)
    for offer in found:
        by_shape[shape_of(offer)].append(offer)
    groups = [rows_of(of_shape, page) for of_shape in by_shape.values()
              if len({offer.link.id for offer in of_shape if offer.is_headline}) >= least]
    return max(groups, key=lambda rows: worth_of(rows, surroundings), default=[])


def worth_of(rows: list[Row], surroundings: Surroundings) -> float:
    """Letters of the headlines, more when rows also tell times and summaries, less when they are numbered or stand aside."""
    letters = sum({row.offer.link.id: len(COUNTED[:len(row.offer.title) - COUNTED.start + 1]) for row in rows if row.offer.is_headline}.values())
    looked_at = rows[:LOOKED_AT]
    timed = sum(row.time is not None for row in looked_at) / len(looked_at)
    rich = sum(row.says_more for row in looked_at) / len(looked_at)
    worth = letters * (1 + timed) * (1 + rich / 2)
    block, _ = Counter(row.block for row in rows).most_common(1)[0]
    return worth / 4 if is_numbered(looked_at) or surroundings.is_side(block) else worth


def _of_one_form(main: list[Row], found: list[Offer]) -> Iterator[Offer]:
    """The main rows' offers but for advertisements, and others whose address is of the form of theirs."""
    hosts = Counter(path_of(row.offer.link.url)[0] for row in main)
    host, count = hosts.most_common(1)[0]
    is_one_host = count >= SAME_HOST * len(main)
    own = {row.offer for row in main}
    paths = {path_of(row.offer.link.url) for row in main}
    ids = id_parameters([row.offer.link.url for row in main])
    for offer in found:
        path = path_of(offer.link.url)
        if offer in own:
            if path[0] == host or not is_one_host:
                yield offer
        elif is_one_host and path[0] == host and path in paths and offer.is_headline and ids <= numbers_in(offer.link.url).keys():
            yield offer


def id_parameters(addresses: list[str]) -> set[str]:
    """Names of the parameters that tell the articles of a list apart: all of them have one, and its value differs."""
    if all(_LONG.search(urlsplit(address).path) for address in addresses):
        return set()
    numbers = [numbers_in(address) for address in addresses]
    common = set.intersection(*(set(carried) for carried in numbers))
    differing = {name for name in common if len({carried[name] for carried in numbers}) > 1}
    return {name for name in differing if all(_LONG.search(carried[name]) for carried in numbers)} or differing


def _once(chosen: list[Offer], main: list[Row]) -> list[Offer]:
    """Each address once: where the main rows have it, else where it is first met with a headline."""
    own = {row.offer for row in main}
    best: dict[str, Offer] = {}
    for offer in chosen:
        known = best.setdefault(offer.link.id, offer)
        if (offer in own, offer.is_headline) > (known in own, known.is_headline):
            best[offer.link.id] = offer
    return list(best.values())
