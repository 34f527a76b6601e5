"""Finds the list of articles on any page: the repeated structure with most headlines.

Offers whose headlines have the same markup form a group; the group with the highest score is the list. Other links with the same URL
pattern belong to it too (a top story, a second block), unless they are in a side block.
"""
from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice
from urllib.parse import parse_qsl, urlsplit

from newscrawl.extract.listing.offers import Offer, numbers_in, offers, path_of
from newscrawl.extract.listing.rows import Row, rows_of, shape_of
from newscrawl.extract.listing.sidebars import SideBlocks, Surroundings, is_numbered
from newscrawl.extracted import Link
from newscrawl.page.document import Page
from newscrawl.page.dom import HEADING_TAGS

SAMPLED_ROWS = 12
"""So many rows of a group are examined."""
COUNTED = range(8, 40)
"""Characters of a headline that count for the score: menu labels are shorter, summaries longer."""
SHORT_TITLE = 12
"""A title beside a time counts as so many characters at least."""
MIN_HEADLINE_SHARE = 0.2
"""So many titles of a list are long enough for headlines; papers' names beside a time are not."""
MIN_LABELS = 3
"""A URL without an id that is linked in so many rows is a category's."""
MIN_CERTAIN_SHARE = 0.2
"""If this share of a group's URLs have ids, the others are articles' too."""
MIN_LONG_TITLES, LONG_TITLE = 10, 14
"""So many titles of so many characters are not a menu's labels."""
MIN_IN_HEADER = 10
"""A list in the page's header has so many headlines; fewer are a menu's."""
MIN_LEADS = 3
MIN_LEAD_LENGTH = 0.7
"""Headlines with stories below them are at least so long, compared with these; a section's name is shorter."""
MIN_BELOW_SHARE = 0.8
"""So many stories of a group are below another group's headlines."""
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
    if not main and min_headlines > 1:
        # Some pages are in their header, or in an element with a menu's name, as a whole.
        found = offers(page, link_of, in_header=True)
        surroundings = Surroundings(found)
        main = main_rows(found, surroundings, page, MIN_IN_HEADER)
    if not main:
        return []
    side = SideBlocks(page, _all_rows(main, found, page), main, surroundings)
    kept = sorted((row for row in side.rows if not side.holds(row)), key=lambda row: page.index.order[row.offer.elements[0]])
    return [replace(row.offer.link, title=row.offer.title, time=row.time) for row in kept]


def main_rows(found: list[Offer], surroundings: Surroundings, page: Page, min_headlines: int) -> list[Row]:
    """The rows of the group with the highest score; where they are in rows of another group, below its headlines, the other's."""
    by_shape: dict[tuple[str, ...], list[Offer]] = defaultdict(list)
    for offer in found:
        by_shape[shape_of(offer)].append(offer)
    groups = [rows for of_shape in by_shape.values() if (rows := _plausible(of_shape, page))
              and len({row.offer.link.id for row in rows if row.offer.is_headline or (row.time and _has_headlines(rows))}) >= min_headlines]
    best = max(groups, key=lambda rows: score_of(rows, surroundings), default=[])
    return next((rows for rows in groups if rows is not best and _leads(rows, best, page)), best)


def _plausible(alike: list[Offer], page: Page) -> list[Row]:
    """The rows of a group without links that are no articles': URLs without an id count only in the form of those with one, or where
    most rows have a heading, a time or a summary, or the titles are long."""
    certain = [offer for offer in alike if offer.has_id]
    if len(certain) == len(alike):
        return rows_of(alike, page)
    places = Counter(offer.link.id for offer in alike)
    forms = {_form(offer) for offer in certain}
    likely = [offer for offer in alike if offer.has_id or (places[offer.link.id] < MIN_LABELS and (not forms or _form(offer) in forms))]
    rows = rows_of(likely, page)
    sample = rows[:SAMPLED_ROWS]
    is_list = len(certain) >= MIN_CERTAIN_SHARE * len(likely) or any(
        sum(map(evidence, sample)) > len(sample) / 2 for evidence in (_in_heading, _is_timed, _has_summary)) or (
        len(rows) >= MIN_LONG_TITLES and sum(len(row.offer.title) >= LONG_TITLE for row in rows) > len(rows) / 2)
    return rows if is_list else rows_of(certain, page)


def _form(offer: Offer) -> tuple[str | None, int, frozenset[str]]:
    """Host, depth and parameters of a URL."""
    parts = urlsplit(offer.link.url)
    return parts.hostname, parts.path.rstrip("/").count("/"), frozenset(name for name, _ in parse_qsl(parts.query))


def _in_heading(row: Row) -> bool:
    return row.offer.anchor.tag in HEADING_TAGS or next(row.offer.anchor.iter(*HEADING_TAGS), None) is not None or any(
        around.tag in HEADING_TAGS for around in islice(row.offer.anchor.iterancestors(), 2))


def _is_timed(row: Row) -> bool:
    return row.time is not None


def _has_summary(row: Row) -> bool:
    return row.has_summary


def _leads(rows: list[Row], best: list[Row], page: Page) -> bool:
    """Whether most headlines of a group are stories below those of other ``rows``: each in one of their elements, and after its headline."""
    if len(rows) < MIN_LEADS or len(rows) >= len(best) or _letters(rows) / len(rows) < MIN_LEAD_LENGTH * _letters(best) / len(best):
        return False
    order = page.index.order
    lead_of = {row.element: row for row in rows}
    below = 0
    for row in best:
        lead = next((lead_of[around] for around in row.offer.anchor.iterancestors() if around in lead_of), None)
        below += lead is not None and order[lead.offer.anchor] < order[row.offer.anchor]
    return below >= MIN_BELOW_SHARE * len(best)


def _letters(rows: list[Row]) -> int:
    """The characters of headlines that count, each headline once. Among headlines, a short title with a time is one."""
    titles = {row.offer.title for row in rows if row.offer.is_headline}
    short = {row.offer.title for row in rows if not row.offer.is_headline and row.time} if _has_headlines(rows) else ()
    return sum(len(COUNTED[:len(title) - COUNTED.start + 1]) for title in titles) + SHORT_TITLE * len(short)


def _has_headlines(rows: list[Row]) -> bool:
    return sum(row.offer.is_headline for row in rows) >= MIN_HEADLINE_SHARE * len(rows)


def score_of(rows: list[Row], surroundings: Surroundings) -> float:
    """The score of a group: characters of headlines, more with times and summaries, less if numbered or in a side block."""
    letters = _letters(rows)
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
        elif is_one_host and path[0] == host and path in paths and offer.is_headline and offer.has_id and ids <= numbers_in(offer.link.url).keys():
            yield offer


def id_parameters(addresses: list[str]) -> set[str]:
    """Names of the URL parameters that all articles of a list have, with different values."""
    if all(_LONG.search(urlsplit(address).path) for address in addresses):
        return set()
    numbers = [numbers_in(address) for address in addresses]
    common = set.intersection(*(set(carried) for carried in numbers))
    differing = {name for name in common if len({carried[name] for carried in numbers}) > 1}
    return {name for name in differing if all(_LONG.search(carried[name]) for carried in numbers)} or differing


def _all_rows(main: list[Row], found: list[Offer], page: Page) -> list[Row]:
    """The main rows, and rows of other offers with their URL pattern, each URL once. A main row holds what is below its headline."""
    of_main = {row.offer: row for row in main}
    return [of_main.get(row.offer, row) for row in rows_of(_once([*_of_one_form(main, found)], main), page)]


def _once(chosen: list[Offer], main: list[Row]) -> list[Offer]:
    """Each URL once: in a main row if there is one, else where it first has a headline."""
    own = {row.offer for row in main}
    best: dict[str, Offer] = {}
    for offer in chosen:
        known = best.setdefault(offer.link.id, offer)
        if (offer in own, offer.is_headline) > (known in own, known.is_headline):
            best[offer.link.id] = offer
    return list(best.values())
