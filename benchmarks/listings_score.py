"""How well listings are read: the saved pages of ``../shared/pages/listings``, by ``newscrawl.read_listing`` and by shape alone.

An answer's ``links`` are what the list offers; ``also`` are links of side blocks, which count neither way. An article may be had at
its paper (``url``) or as the portal's copy (``portal_copy``). The right next page is the one of ``next_pages`` with the lowest number
above the page's own, and none where the answer names none. Precision or recall below 0.98 is exit code 1; without the folder there
is nothing to do.
"""
from __future__ import annotations

import argparse
import json
import sys
import unicodedata
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

import newscrawl
from newscrawl.extract.listing.pager import page_number
from newscrawl.extracted import Link
from newscrawl.families.undeclared import UndeclaredListing
from newscrawl.page.document import Page

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "pages" / "listings"
FETCHED_AT = datetime.fromisoformat("2026-11-23T03:00:00+09:00")
LEAST = 0.98
"""Precision and recall of a page."""


class Score(NamedTuple):
    precision: float
    recall: float
    titles: float
    """Share of the right links whose title is the answer's."""

    times: float | None
    """Likewise of those whose time the answer gives."""

    next_page: bool


def score(answer: dict[str, Any], links: list[Link], next_page: str | None) -> Score:
    expected: dict[str, dict[str, Any]] = {}
    for link in answer["links"]:
        expected |= {address: link for address in (link["url"], link.get("portal_copy")) if address}
    also = {link["url"] for link in answer["also"]}
    counted = [link for link in links if link.url in expected or link.url not in also]
    right = {expected[link.url]["url"]: link for link in counted if link.url in expected}
    answers = {link["url"]: link for link in answer["links"]}
    timed = [url for url in right if answers[url].get("time")]
    return Score(
        precision=len(right) / len(counted) if counted else 0.0,
        recall=len(right) / len(answers),
        titles=sum(plain(link.title) == plain(answers[url]["title"]) for url, link in right.items()) / max(len(right), 1),
        times=sum(same_time(right[url], answers[url]["time"]) for url in timed) / len(timed) if timed else None,
        next_page=next_page == wanted_next(answer))


def wanted_next(answer: dict[str, Any]) -> str | None:
    number = page_number(answer["url"]) or 1
    later = [address for address in answer["next_pages"] if (page_number(address) or number + 1) > number]
    return min(later, key=lambda address: page_number(address) or number + 1, default=None)


def plain(title: str | None) -> str:
    """A title whose signs and blanks are written in one way."""
    return " ".join(unicodedata.normalize("NFC", title or "").split())


def same_time(link: Link, stated: str) -> bool:
    return link.time is not None and link.time.time == datetime.fromisoformat(stated)


def read(body: bytes, answer: dict[str, Any], *, by_shape: bool) -> tuple[list[Link], str | None]:
    fetched_at = datetime.fromisoformat(answer["fetched_at"]) if "fetched_at" in answer else FETCHED_AT
    if by_shape:
        page = Page.from_bytes(body, answer["url"], None, fetched_at)
        reader = UndeclaredListing(page)
        return reader.article_links(page), reader.page_after(page)
    listing = newscrawl.read_listing(body, answer["url"], fetched_at=fetched_at)
    return listing.links, listing.next_page


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=FOLDER, help="holds <name>.html and <name>.json")
    parser.add_argument("--by-shape", action="store_true", help="do not use what is known of a site or of a CMS")
    parser.add_argument("--wrong", action="store_true", help="also print what is wrong, missed or otherwise titled")
    options = parser.parse_args()
    answers = sorted(options.folder.glob("*.json"))
    if not answers:
        say(f"{options.folder} holds no listings; nothing to score")
        return
    say(f"{'':36}{'links':>7}{'precision':>11}{'recall':>8}{'titles':>8}{'times':>7}  next")
    poor = 0
    for path in answers:
        answer = json.loads(path.read_text("utf-8"))
        try:
            links, next_page = read(path.with_suffix(".html").read_bytes(), answer, by_shape=options.by_shape)
        except newscrawl.NotAListing as refused:
            say(f"{path.stem:36} refused: {refused}")
            poor += 1
            continue
        one = score(answer, links, next_page)
        times = "" if one.times is None else f"{one.times:.3f}"
        told = "right" if one.next_page else next_page
        say(f"{path.stem:36}{len(links):7}{one.precision:11.3f}{one.recall:8.3f}{one.titles:8.3f}{times:>7}  {told}")
        poor += min(one.precision, one.recall) < LEAST
        if options.wrong:
            for line in wrong(answer, links):
                say(f"    {line}")
    if poor:
        sys.exit(f"{poor} of {len(answers)} listings are read with a precision or recall below {LEAST}")


def wrong(answer: dict[str, Any], links: list[Link]) -> list[str]:
    titles = {address: plain(link["title"]) for link in answer["links"] for address in (link["url"], link.get("portal_copy")) if address}
    also = {link["url"] for link in answer["also"]}
    found = {link.url for link in links}
    return [*(f"not in the list: {link.url} {link.title}" for link in links if link.url not in titles and link.url not in also),
            *(f"missed: {link['url']} {link['title']}" for link in answer["links"] if not found & {link["url"], link.get("portal_copy")}),
            *(f"titled {link.title!r}, not {titles[link.url]!r}" for link in links if titles.get(link.url, plain(link.title)) != plain(link.title))]


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")


if __name__ == "__main__":
    main()
