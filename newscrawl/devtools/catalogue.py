"""What is known about every site: for the terminal, as JSON, and for ``docs/sites.md``."""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import urlsplit

from newscrawl.devtools.unproved import Declared
from newscrawl.families.base.news_spider import NewsSpider


@dataclass(frozen=True, slots=True)
class SiteEntry:
    """A site as it declares itself; the keys are those of ``newscrawl sites --json``."""

    name: str
    publisher: str
    english: str
    also_called: list[str]
    host: str
    """Of its articles' addresses."""

    domains: list[str]
    """Domains that a crawl of the site may request, with their subdomains."""

    sections: dict[str, str]
    """Our keys, as ``-a section=`` takes them, with the labels of the site's menu."""

    cms: str
    listings: str
    """How its listings continue."""

    encoding: str
    broken_certificate: str
    needs_cookies: bool
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

    terms: str
    """What the publisher's terms of use say on crawling, with the month; "" where that is not established."""

    forbids_crawling: bool
    """Whether they forbid it, or allow it only with consent."""

    ai_terms: str
    """The publisher's words on automated use; "" where none are known."""

    forbids_ai: bool

    @property
    def paper(self) -> str:
        return f"{self.publisher} ({self.english})"

    @property
    def allows(self) -> str:
        """What the terms say, in two words for a table."""
        return "forbid crawling" if self.forbids_crawling else "restrict use" if self.terms else "not established"

    @property
    def confidence(self) -> str:
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


def entry(spider: NewsSpider) -> SiteEntry:
    assert spider.publisher, "a declared site has a paper"
    return SiteEntry(
        name=spider.name, publisher=spider.publisher, english=spider.english, also_called=list(spider.also_called),
        host=urlsplit(spider.canonical_url("1")).hostname or spider.allowed_domains[0], domains=list(spider.allowed_domains),
        sections=dict(spider.sections), cms=spider.cms, listings=spider.listing_shape, encoding=spider.encoding,
        broken_certificate=spider.broken_certificate, needs_cookies=spider.needs_cookies, rendered=spider.rendered,
        portal=spider.portal, checked=spider.checked, robots=spider.robots, limits=spider.limits, terms=spider.terms,
        forbids_crawling=spider.forbids_crawling, ai_terms=spider.ai_terms, forbids_ai=spider.forbids_ai)


def as_json(site: SiteEntry) -> dict[str, Any]:
    return asdict(site)


def in_order(entries: Iterable[SiteEntry]) -> list[SiteEntry]:
    """Papers by name, then portals."""
    return sorted(entries, key=lambda site: (site.portal, site.name))


def facts(site: SiteEntry) -> Iterator[tuple[str, str]]:
    """All that is known of a site, each with its label; what is not known is left out."""
    yield "paper", site.paper
    if site.also_called:
        yield "also called", ", ".join(site.also_called)
    if site.portal:
        yield "kind", "a portal, which carries the articles of other papers"
    yield "hosts", ", ".join(dict.fromkeys([site.host, *site.domains]))
    yield "made with", f"{site.cms}; listings: {site.listings}" + ("; drawn by a browser" if site.rendered else "")
    if site.encoding != "UTF-8":
        yield "encoding", site.encoding
    yield "sections", ", ".join(f"{key} ({label})" for key, label in site.sections.items())
    yield "how sure", f"{site.confidence}{'' if site.checked else ': after public descriptions, never seen on a real page'}"
    if site.broken_certificate:
        yield "certificate", f"not verified: {site.broken_certificate}"
    if site.needs_cookies:
        yield "cookies", "its own are kept during a crawl"
    if site.limits:
        yield "limits", site.limits
    yield "robots.txt", site.robots or "not asked yet; every crawl asks it and obeys"
    if site.terms:
        yield "terms", site.terms
    if site.ai_terms:
        yield "terms on AI", f"“{site.ai_terms}”" + (": its text is not for AI" if site.forbids_ai else "")


def markdown(entries: Sequence[SiteEntry], unproved: Sequence[Declared]) -> str:
    """``docs/sites.md``: a table of all sites, the selectors that no test page proves, then a section of each site."""
    ordered = in_order(entries)
    portals, checked = sum(site.portal for site in ordered), sum(site.checked is not None for site in ordered)
    return "\n".join([
        "# The sites", "",
        "Written by `newscrawl sites --markdown > docs/sites.md` from what the modules in `newscrawl/spiders/` declare; a test keeps it true.",
        "`newscrawl sites SITE` prints the same of one site, and `newscrawl sites --json` gives it to other programs.", "",
        f"{_counted(len(ordered) - portals, 'paper')} and {_counted(portals, 'portal')}. {checked} of them have been checked on real pages; "
        "`modelled` means that a site follows public descriptions of it, and that its tests run on pages written for the purpose. "
        "`newscrawl check SITE` checks one from your network; please report what you see.", "",
        _robots(ordered), "",
        "| site | paper | host | made with | how sure | terms |", "|---|---|---|---|---|---|",
        *("| " + " | ".join([f"[{site.name}](#{site.name})", *map(_cell, (site.paper, site.host, site.cms, site.confidence, site.allows))]) + " |"
          for site in ordered),
        "", "The last column is what the publisher's terms of use say on crawling, in public reviews; a site's section has the month. Whoever "
        "crawls decides whether that is allowed, and asks the publisher where it is not; `-s SKIP_SITES_FORBIDDING_CRAWLING=1` leaves out those that "
        "forbid it. `not established` is no permission.",
        "", "## Not covered", "", "| paper | host | why |", "|---|---|---|",
        *(f"| {_cell(site.paper)} | {site.host} | {_cell(site.why)} |" for site in NOT_COVERED),
        "", "## Selectors that no test page proves", "",
        "They follow public descriptions, and match nothing on the pages under `tests/pages`. A test page that has their markup takes them off.", "",
        "| site or family | attribute | selector |", "|---|---|---|",
        *(f"| {selector.owner} | `{selector.attribute}` | `{_cell(selector.selector)}` |" for selector in unproved),
        "", "## Each site", *(line for site in ordered for line in _section(site))]) + "\n"


def _section(site: SiteEntry) -> Iterator[str]:
    """What the table leaves out, and what is the same of most sites."""
    in_table = {"paper", "how sure"} if site.robots else {"paper", "how sure", "robots.txt"}
    yield from ("", f"### {site.name}", "", f"{site.paper}, {site.confidence}", "")
    yield from (f"- {label}: {words}" for label, words in facts(site) if label not in in_table)


def _robots(entries: Sequence[SiteEntry]) -> str:
    asked = sum(bool(site.robots) for site in entries)
    known = f"The robots.txt of {asked} has been read; their sections say what it said." if asked else "None of their robots.txt has been read yet."
    return f"{known} Every crawl asks it first and obeys, and the manifest of the run says what it said."


def _cell(words: str) -> str:
    return words.replace("|", "\\|").replace("\n", " ")


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
