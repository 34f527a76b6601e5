"""What there is to know of every site before it is crawled, for a terminal and for ``docs/sites.md``."""
from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from newscrawl.families.base.news_spider import NewsSpider


@dataclass(frozen=True, slots=True)
class Entry:
    """A site, in words."""

    name: str
    paper: str
    """Korean and English name."""

    host: str
    kind: str
    """CMS, listings, and the encoding where it is not UTF-8."""

    sections: str
    """Our keys with the menu's labels."""

    sure: str
    """``modelled``, or ``checked`` with the day."""

    robots: str
    limits: str
    ai: str
    """The publisher's words on AI; "" where none are known."""

    portal: bool


@dataclass(frozen=True, slots=True)
class NotCovered:
    paper: str
    host: str
    why: str


# Nothing works around a refusal: who wants these asks the publisher.
NOT_COVERED = (
    NotCovered("법률신문 (The Law Times)", "www.lawtimes.co.kr", "answers crawlers with 403, its feeds too"),
    NotCovered("더벨 (thebell)", "www.thebell.co.kr", "its articles are for subscribers, and a firewall turns crawlers away"),
    NotCovered("아웃스탠딩 (Outstanding)", "outstanding.kr", "its articles are for subscribers, and how its pages are made is not established"),
    NotCovered("넥스트유니콘, 디스콰이엇, 더브이씨 (start-up newsrooms)", "nextunicorn.kr, disquiet.io, thevc.kr",
               "their pages are drawn by scripts, and neither their JSON nor their markup is established"),
)


def entry(spider: NewsSpider) -> Entry:
    encoding = "" if spider.encoding == "UTF-8" else f"; {spider.encoding}"
    terms = f"“{spider.ai_terms}”" if spider.ai_terms else ""
    return Entry(
        name=spider.name,
        paper=f"{spider.publisher} ({spider.english})",
        host=urlsplit(spider.canonical_url("1")).hostname or spider.allowed_domains[0],
        kind=f"{spider.cms}; {spider.listing_shape}{encoding}",
        sections=", ".join(f"{key} ({label})" for key, label in spider.sections.items()),
        sure=f"checked {spider.checked}" if spider.checked else "modelled",
        robots=spider.robots,
        limits=spider.limits,
        ai=f"{terms}: not for AI" if terms and spider.forbids_ai else terms,
        portal=spider.portal)


def text(entries: Sequence[Entry]) -> str:
    """For a terminal: a line a site; portals, then what is not covered, after the papers."""
    rows = [(one.name, one.paper, one.host, one.kind, one.sure) for one in (*_papers(entries), *_portals(entries))]
    lines = ["  ".join(_padded(cell, width) for cell, width in zip(row, _widths(rows), strict=True)).rstrip() for row in rows]
    return "\n".join([*lines, "", "Not covered:", *(f"  {one.paper}: {one.why}" for one in NOT_COVERED), ""])


def markdown(entries: Sequence[Entry]) -> str:
    """``docs/sites.md``."""
    papers, portals = _papers(entries), _portals(entries)
    checked = sum(one.sure != "modelled" for one in entries)
    return "\n".join([
        "# The sites", "",
        "Written by `scrapy sites --markdown > docs/sites.md` from what the modules in `newscrawl/spiders/` declare; a test keeps it true.",
        "", f"There are {len(papers)} papers and {len(portals)} portals. {checked} of them have been checked on real pages; `modelled` "
        "means that a site follows public descriptions of it, and that its tests run on pages written for the purpose. "
        "`scrapy check_site SITE` checks one from your network; please report what you see.",
        *_part("Papers", papers), *_part("Portals", portals),
        "", "## Not covered", "", "| paper | host | why |", "|---|---|---|",
        *(f"| {_cell(one.paper)} | {one.host} | {_cell(one.why)} |" for one in NOT_COVERED), ""])


def _part(title: str, entries: Sequence[Entry]) -> list[str]:
    if not entries:
        return []
    return ["", f"## {title}", "", "| site | paper | host | kind | sections | how sure | robots.txt | known limits | terms on AI |",
            "|---|---|---|---|---|---|---|---|---|",
            *("| " + " | ".join([f"`{one.name}`", *map(_cell, (one.paper, one.host, one.kind, one.sections, one.sure, one.robots,
                                                               one.limits, one.ai))]) + " |" for one in entries)]


def _papers(entries: Iterable[Entry]) -> list[Entry]:
    return sorted((one for one in entries if not one.portal), key=lambda one: one.name)


def _portals(entries: Iterable[Entry]) -> list[Entry]:
    return sorted((one for one in entries if one.portal), key=lambda one: one.name)


def _cell(words: str) -> str:
    return words.replace("|", "\\|").replace("\n", " ")


def _widths(rows: Sequence[tuple[str, ...]]) -> list[int]:
    return [max(map(_columns, column)) for column in zip(*rows, strict=True)]


def _padded(words: str, width: int) -> str:
    return words + " " * (width - _columns(words))


def _columns(words: str) -> int:
    """Columns of a terminal: a Korean letter takes two."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in words)
