"""Finds the list of articles on any page: the repeated structure with most headlines.

Offers whose headlines have the same markup form a group; the group with the highest score is the list. Other links with the same URL
pattern belong to it too (a top story, a second block), unless they are in a side block.
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

SAMPLED_ROWS = 12
"""So many rows of a group are examined."""
COUNTED = range(8, 40)
"""Characters of a headline that count for the score: menu labels are shorter, summaries longer."""
MIN_SAME_HOST_SHARE = 0.7
"""If this share of a list's offers is on one host, offers on other hosts are advertisements."""

_LONG = re.compile(r"\d{4}")


def links_by_shape(page: Page, link_of: Callable[[str], Link | None], min_headlines: int = 1) -> list[Link]:
    """The articles of the page's list, each once, in page order; [] if fewer than ``min_headlines`` headlines have the same markup.

    ``link_of`` returns the link for a URL that can be an article's, else None.
    """
    found = offers(page, link_of)
    surroundings = Surroundings(found)
    main = main_rows(found, surroundings, page, min_headlines)
    if not main:
        return []
    rows = rows_of(_once([*_of_one_form(main, found)], main), page)
    side = SideBlocks(page, rows, main, surroundings)
    kept = sorted((row for row in rows if not side.holds(row)), key=lambda row: page.index.order[row.offer.elements[0]])
    return [replace(row.offer.link, title=row.offer.title, time=row.time) for row in kept]


def main_rows(found: list[Offer], surroundings: Surroundings, page: Page, min_headlines: int) -> list[Row]:
    """The rows of the group with the highest score."""
    by_shape: dict[tuple[str, ...], list[Offer]] = defaultdict(list)
    for offer in found:
        by_shape[shape_of(offer)].append(offer)
    groups = [rows_of(of_shape, page) for of_shape in by_shape.values()
              if len({offer.link.id for offer in of_shape if offer.is_headline}) >= min_headlines]
    return max(groups, key=lambda rows: score_of(rows, surroundings), default=[])


def score_of(rows: list[Row], surroundings: Surroundings) -> float:
    """The score of a group: characters of headlines, more with times and summaries, less if numbered or in a side block."""
    letters = sum({row.offer.link.id: len(COUNTED[:len(row.offer.title) - COUNTED.start + 1]) for row in rows if row.offer.is_headline}.values())
    sample = rows[:SAMPLED_ROWS]
    timed = sum(row.time is not None for row in sample) / len(sample)
    rich = sum(row.has_summary for row in sample) / len(sample)
    score = letters * (1 + timed) * (1 + rich / 2)
    block, _ = Counter(row.block for row in rows).most_common(1)[0]
    return score / 4 if is_numbered(sample) or surroundings.is_side(block) else score


def _of_one_form(main: list[Row], found: list[Offer]) -> Iterator[Offer]:
    """The offers of the main rows without advertisements, and other offers with their URL pattern."""
    hosts = Counter(path_of(row.offer.link.url)[0] for row in main)
    host, count = hosts.most_common(1)[0]
    is_one_host = count >= MIN_SAME_HOST_SHARE * len(main)
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
    """Names of the URL parameters that all articles of a list have, with different values."""
    if all(_LONG.search(urlsplit(address).path) for address in addresses):
        return set()
    numbers = [numbers_in(address) for address in addresses]
    common = set.intersection(*(set(carried) for carried in numbers))
    differing = {name for name in common if len({carried[name] for carried in numbers}) > 1}
    return {name for name in differing if all(_LONG.search(carried[name]) for carried in numbers)} or differing


def _once(chosen: list[Offer], main: list[Row]) -> list[Offer]:
    """Each URL once: in a main row if there is one, else where it first has a headline."""
    own = {row.offer for row in main}
    best: dict[str, Offer] = {}
    for offer in chosen:
        known = best.setdefault(offer.link.id, offer)
        if (offer in own, offer.is_headline) > (known in own, known.is_headline):
            best[offer.link.id] = offer
    return list(best.values())
