"""What there is to know of every site before it is crawled: for a terminal, for other programs, and for ``docs/sites.md``."""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import urlsplit

from newscrawl.devtools.unproved import Declared
from newscrawl.families.base.news_spider import NewsSpider


@dataclass(frozen=True, slots=True)
class Entry:
    """A site as it declares itself; the keys are those of ``newscrawl sites --json``."""

    name: str
    publisher: str
    english: str
    also_called: list[str]
    host: str
    """Of its articles' addresses."""

    domains: list[str]
    """All that a crawl of it may ask, with the hosts below."""

    sections: dict[str, str]
    """Our keys, as ``-a section=`` takes them, with the labels of the site's menu."""

    cms: str
    listings: str
    """How its listings go on."""

    encoding: str
    rendered: bool
    """Whether a browser draws its pages."""

    portal: bool
    """Whether it carries other papers' articles."""

    checked: str | None
    """The day on which its reading was checked on a real page; None for a site modelled on descriptions."""

    robots: str
    """What its robots.txt said when last asked; "" where nobody has asked."""

    limits: str
    """What is known not to work; "" where nothing is."""

    ai_terms: str
    """The publisher's words on automated use; "" where none are known."""

    forbids_ai: bool

    @property
    def paper(self) -> str:
        return f"{self.publisher} ({self.english})"

    @property
    def sure(self) -> str:
        return f"checked {self.checked}" if self.checked else "modelled"


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
    assert spider.publisher, "a declared site has a paper"
    return Entry(
        name=spider.name, publisher=spider.publisher, english=spider.english, also_called=list(spider.also_called),
        host=urlsplit(spider.canonical_url("1")).hostname or spider.allowed_domains[0], domains=list(spider.allowed_domains),
        sections=dict(spider.sections), cms=spider.cms, listings=spider.listing_shape, encoding=spider.encoding, rendered=spider.rendered,
        portal=spider.portal, checked=spider.checked, robots=spider.robots, limits=spider.limits, ai_terms=spider.ai_terms,
        forbids_ai=spider.forbids_ai)


def as_json(one: Entry) -> dict[str, Any]:
    return asdict(one)


def in_order(entries: Iterable[Entry]) -> list[Entry]:
    """Papers by name, then portals."""
    return sorted(entries, key=lambda one: (one.portal, one.name))


def facts(one: Entry) -> Iterator[tuple[str, str]]:
    """All that is known of a site, each with its label; what is not known is left out."""
    yield "paper", one.paper
    if one.also_called:
        yield "also called", ", ".join(one.also_called)
    if one.portal:
        yield "kind", "a portal, which carries the articles of other papers"
    yield "hosts", ", ".join(dict.fromkeys([one.host, *one.domains]))
    yield "made with", f"{one.cms}; listings: {one.listings}" + ("; drawn by a browser" if one.rendered else "")
    if one.encoding != "UTF-8":
        yield "encoding", one.encoding
    yield "sections", ", ".join(f"{key} ({label})" for key, label in one.sections.items())
    yield "how sure", f"{one.sure}{'' if one.checked else ': after public descriptions, never seen on a real page'}"
    if one.limits:
        yield "limits", one.limits
    yield "robots.txt", one.robots or "not asked yet; every crawl asks it and obeys"
    if one.ai_terms:
        yield "terms on AI", f"“{one.ai_terms}”" + (": its text is not for AI" if one.forbids_ai else "")


def markdown(entries: Sequence[Entry], unproved: Sequence[Declared]) -> str:
    """``docs/sites.md``: a table of all sites, the selectors that no test page proves, then a section of each site."""
    ordered = in_order(entries)
    portals, checked = sum(one.portal for one in ordered), sum(one.checked is not None for one in ordered)
    return "\n".join([
        "# The sites", "",
        "Written by `newscrawl sites --markdown > docs/sites.md` from what the modules in `newscrawl/spiders/` declare; a test keeps it true.",
        "`newscrawl sites SITE` prints the same of one site, and `newscrawl sites --json` gives it to other programs.", "",
        f"{_many(len(ordered) - portals, 'paper')} and {_many(portals, 'portal')}. {checked} of them have been checked on real pages; "
        "`modelled` means that a site follows public descriptions of it, and that its tests run on pages written for the purpose. "
        "`newscrawl check_site SITE` checks one from your network; please report what you see.", "",
        _robots(ordered), "",
        "| site | paper | host | made with | how sure |", "|---|---|---|---|---|",
        *("| " + " | ".join([f"[{one.name}](#{one.name})", *map(_cell, (one.paper, one.host, one.cms, one.sure))]) + " |" for one in ordered),
        "", "## Not covered", "", "| paper | host | why |", "|---|---|---|",
        *(f"| {_cell(one.paper)} | {one.host} | {_cell(one.why)} |" for one in NOT_COVERED),
        "", "## Selectors that no test page proves", "",
        "They follow public descriptions, and match nothing on the pages under `tests/pages`. A test page that has their markup takes them off.", "",
        "| site or family | attribute | selector |", "|---|---|---|",
        *(f"| {one.owner} | `{one.attribute}` | `{_cell(one.selector)}` |" for one in unproved),
        "", "## Each site", *(line for one in ordered for line in _section(one))]) + "\n"


def _section(one: Entry) -> Iterator[str]:
    """What the table leaves out, and what is the same of most sites."""
    in_table = {"paper", "how sure"} if one.robots else {"paper", "how sure", "robots.txt"}
    yield from ("", f"### {one.name}", "", f"{one.paper}, {one.sure}", "")
    yield from (f"- {label}: {words}" for label, words in facts(one) if label not in in_table)


def _robots(entries: Sequence[Entry]) -> str:
    asked = sum(bool(one.robots) for one in entries)
    known = f"The robots.txt of {asked} has been read; their sections say what it said." if asked else "None of their robots.txt has been read yet."
    return f"{known} Every crawl asks it first and obeys, and the manifest of the run says what it said."


def _cell(words: str) -> str:
    return words.replace("|", "\\|").replace("\n", " ")


def _many(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"
