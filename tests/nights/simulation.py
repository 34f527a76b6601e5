"""A simulated newsroom: what twelve sites bring night after night, with ordinary variation, and with faults on known nights.

It makes the facts that real crawls leave (``newscrawl.nights.facts``), with times of its own: nothing sleeps, and nothing is fetched.
"""
from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

from newscrawl.nights.calendar import day_kind, news_day
from newscrawl.nights.facts import NightFacts, SectionFacts
from newscrawl.nights.judge import Past, judge
from newscrawl.nights.verdicts import Verdict, Word
from newscrawl.text.dates import KST

FIRST_NIGHT = date(2026, 6, 1)
NIGHTS = 120
"""To 28 September: with a slow August, Liberation Day, and Chuseok (24 to 26 September)."""
DAY = timedelta(days=1)


@dataclass
class Site:
    """How a site usually behaves. ``sections`` are the articles of a working day."""

    name: str
    sections: dict[str, float]
    weekend: float = 0.3
    growth: float = 0.0
    """Share by which it grows over the nights."""

    overdispersion: float = 1.4
    length: int = 1400
    ids: bool = False
    """Whether its ids are running numbers."""

    own_share: float = 0.6
    """Of the running numbers that its crawled sections own."""

    declared: str = "site"
    """The layer that gives its title, body and time."""

    previews: float = 0.0
    lost: float = 0.004
    """The share of its articles that give no text, for ordinary reasons."""


def sites() -> list[Site]:
    return [
        Site("big", {"it": 60, "science": 25, "game": 18}, ids=True), Site("portal", {"it": 140, "mobile": 55}, weekend=0.45),
        Site("daily", {"internet": 14, "game": 8, "it": 20}, ids=True, own_share=0.35), Site("weekly", {"news": 6}, weekend=0.15),
        Site("security", {"news": 24}, weekend=0.1, declared="family"), Site("startup", {"news": 11, "invest": 7}, growth=0.6),
        Site("wire", {"tech": 75, "telecom": 30}, weekend=0.5, overdispersion=1.8), Site("blog", {"all": 3}, weekend=0.4),
        Site("paid", {"it": 30}, previews=0.1, length=900), Site("chip", {"semiconductor": 22, "display": 9}, ids=True, own_share=0.8),
        Site("bigger", {"it": 45, "ai": 30, "car": 12, "energy": 9}, growth=0.25), Site("slow", {"column": 4, "news": 9}, overdispersion=1.2)]


@dataclass
class Fault:
    """What goes wrong at a site on the nights from ``first`` to ``last`` (both counted from 0), and the words that name it."""

    name: str
    site: str
    first: int
    last: int
    words: frozenset[Word]
    change: Callable[[NightFacts, Newsroom, int], NightFacts | None]
    within: int = 1
    """It must be named on one of so many of its first nights."""

    @property
    def nights(self) -> range:
        return range(self.first, self.last + 1)


@dataclass
class Newsroom:
    """One run of the simulation. ``published`` has what the papers really published: site -> section -> day -> hours."""

    seed: int
    random: random.Random = field(init=False)
    published: dict[str, dict[str, dict[date, list[float]]]] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    backlog: dict[tuple[str, str], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.random = random.Random(self.seed)

    def count(self, mean: float, overdispersion: float) -> int:
        """A draw with that mean, and that many times Poisson's variance."""
        if mean <= 0:
            return 0
        if overdispersion > 1:
            shape = mean / (overdispersion - 1)
            mean = self.random.gammavariate(shape, mean / shape)
        if mean > 60:
            return max(0, round(self.random.gauss(mean, math.sqrt(mean))))
        limit, product, n = math.exp(-mean), self.random.random(), 0
        while product > limit:
            product *= self.random.random()
            n += 1
        return n

    def of_day(self, site: Site, section: str, day: date) -> list[float]:
        """The hours at which a section published articles that day."""
        days = self.published.setdefault(site.name, {}).setdefault(section, {})
        if day not in days:
            kind = day_kind(day)
            factor = {"work": 1.0, "saturday": site.weekend, "rest": site.weekend, "festival": site.weekend * 0.4}[kind]
            if kind == "rest" and day.weekday() < 5:
                factor *= 0.9
            if kind == "work":
                factor *= (1.05, 1.0, 1.02, 1.0, 0.88)[day.weekday()]
            if day.month == 8:
                factor *= 0.85
            grown = 1 + site.growth * (day - FIRST_NIGHT).days / NIGHTS
            # One launch day, with twice the news everywhere.
            launch = 2.0 if day == date(2026, 7, 22) else 1.0
            number = self.count(site.sections[section] * factor * grown * launch, site.overdispersion)
            days[day] = sorted(min(23.99, max(0.0, self.random.gauss(13, 4))) for _ in range(number))
        return days[day]

    def night(self, site: Site, night: date, since: date | None) -> NightFacts:
        """An ordinary night at three in the morning. ``since`` is the night before, or None."""
        day = news_day(night)
        first = news_day(since) + DAY if since else day - 6 * DAY
        at = datetime.combine(night, time(3), KST)
        facts = NightFacts(site.name, night, [f"{night:%Y%m%d}T030000"], "complete", started=at, finished=at + timedelta(minutes=20))
        for section in site.sections:
            of_section = facts.sections[section] = SectionFacts(state="closed", end="all of page 1 and 2 was known", pages=2)
            for offset in range((day - first).days + 1):
                hours = self.of_day(site, section, first + offset * DAY)
                if hours:
                    of_section.by_day[f"{first + offset * DAY:%Y-%m-%d}"] = len(hours)
                    of_section.new += len(hours)
                    of_section.newest = datetime.combine(first + offset * DAY, time(), KST) + timedelta(hours=hours[-1])
            of_section.samples = [f"https://{site.name}.example/{section}/{night}"] if of_section.new else []
        self.dress(facts, site)
        return facts

    def dress(self, facts: NightFacts, site: Site) -> None:
        """The facts that follow from how many articles there are."""
        new = sum(section.new for section in facts.sections.values())
        lost = sum(self.random.random() < site.lost for _ in range(new))
        dead = sum(self.random.random() < 0.004 for _ in range(new))
        if lost:
            facts.rejected["no-body"] = lost
        if dead:
            facts.rejected["http"] = dead
        new -= lost + dead
        facts.counts = {"new": new, "listing_pages": 2 * len(facts.sections), "requests": new + 10, "edited": self.count(0.02 * new, 1)}
        facts.lengths = [max(60, round(self.random.lognormvariate(math.log(site.length), 0.55))) for _ in range(min(new, 400))]
        previews = sum(self.random.random() < site.previews for _ in range(new))
        facts.access = {key: value for key, value in (("full", new - previews), ("preview", previews)) if value}
        odd = self.count(0.02 * new, 1)
        facts.layers = {name: {site.declared: max(0, new - odd), "json-ld": odd} for name in ("title", "body", "published_at") if new}
        photos = sum(self.random.random() < 0.08 for _ in range(new))
        facts.tallies = {"rows": {"row_css": 2 * len(facts.sections)}, "template/article": {"a1": new - photos, "b2": photos},
                         "proof": {"own-id": new}, "response_ms": {"126": new + 8, "794": 2}}
        if site.ids:
            low = self.numbers.setdefault(site.name, 100_000)
            span = max(new, sum(self.random.random() < 1 / site.own_share for _ in range(new)) if site.own_share == 1 else
                       new + self.count(new * (1 / site.own_share - 1), 1.3))
            self.numbers[site.name] = low + span
            facts.numbers = sorted(self.random.sample(range(low + 1, low + span + 1), new)) if new else []


# Faults


def share_kept(facts: NightFacts, keep: float, room: Newsroom) -> NightFacts:
    """The night with only a share of its articles; everything that follows from their number shrinks with it."""
    for section in facts.sections.values():
        section.by_day = {day: kept for day, number in section.by_day.items() if (kept := sum(room.random.random() < keep for _ in range(number)))}
        section.new = sum(section.by_day.values())
        if not section.new:
            section.newest, section.samples = None, []
    before = facts.counts["new"]
    facts.rejected = _scaled(facts.rejected, round(100 * keep), 100)
    facts.counts["new"] = new = min(before, sum(section.new for section in facts.sections.values()))
    facts.lengths = facts.lengths[:new]
    facts.layers = {name: _scaled(tally, new, before) for name, tally in facts.layers.items()}
    facts.access = _scaled(facts.access, new, before)
    facts.tallies["template/article"] = _scaled(facts.tallies["template/article"], new, before)
    facts.numbers = sorted(room.random.sample(facts.numbers, min(new, len(facts.numbers))))
    return facts


def _scaled(tally: dict[str, int], new: int, before: int) -> dict[str, int]:
    return {key: round(value * new / before) for key, value in tally.items() if before and round(value * new / before)}


def redesign_with_fallback(facts: NightFacts, room: Newsroom, night: int) -> NightFacts:
    for name in ("title", "body"):
        facts.layers[name] = {"json-ld" if name == "title" else "generic": facts.counts["new"]}
    facts.tallies["template/article"] = {"z9": facts.counts["new"]}
    return facts


def redesign_without_fallback(facts: NightFacts, room: Newsroom, night: int) -> NightFacts:
    offered = facts.counts["new"]
    facts = share_kept(facts, 0.0, room)
    facts.rejected["no-body"] = offered
    facts.outcome = "suspicious" if offered else "complete"
    return facts


def section_late(section: str) -> Callable[[NightFacts, Newsroom, int], NightFacts]:
    def change(facts: NightFacts, room: Newsroom, night: int) -> NightFacts:
        of_section = facts.sections[section]
        facts.counts["new"] -= of_section.new
        of_section.by_day, of_section.new, of_section.newest, of_section.samples = {}, 0, None, []
        return facts
    return change


def outcome(word: str, reason: str) -> Callable[[NightFacts, Newsroom, int], NightFacts]:
    def change(facts: NightFacts, room: Newsroom, night: int) -> NightFacts:
        offered = facts.counts["new"]
        facts = share_kept(facts, 0.0, room)
        facts.outcome, facts.rejected = word, {reason: max(1, offered)}
        return facts
    return change


def empty_listing(section: str) -> Callable[[NightFacts, Newsroom, int], NightFacts]:
    def change(facts: NightFacts, room: Newsroom, night: int) -> NightFacts:
        facts = section_late(section)(facts, room, night)
        emptied = facts.sections[section]
        emptied.state, emptied.trouble, emptied.end = "open", "no-links", "the first page offers no article"
        facts.outcome = "empty"
        return facts
    return change


def half_the_pages_500(facts: NightFacts, room: Newsroom, night: int) -> NightFacts:
    before = facts.counts["new"]
    facts = share_kept(facts, 0.5, room)
    facts.rejected["unreachable"] = before - facts.counts["new"]
    facts.outcome = "partial"
    return facts


def date_format_changed(facts: NightFacts, room: Newsroom, night: int) -> NightFacts:
    facts.layers["published_at"] = {"none": facts.counts["new"]}
    for section in facts.sections.values():
        section.by_day, section.newest = {}, None
    return facts


def paywall(facts: NightFacts, room: Newsroom, night: int) -> NightFacts:
    paid = round(0.7 * facts.counts["new"])
    facts.access = {"preview": paid, "full": facts.counts["new"] - paid}
    facts.lengths = [length // 5 if n < paid else length for n, length in enumerate(facts.lengths)]
    return facts


def frozen(facts: NightFacts, room: Newsroom, night: int) -> NightFacts:
    return share_kept(facts, 0.0, room)


def missed(facts: NightFacts, room: Newsroom, night: int) -> None:
    return None


def leak(first: int) -> Callable[[NightFacts, Newsroom, int], NightFacts]:
    def change(facts: NightFacts, room: Newsroom, night: int) -> NightFacts:
        share = 0.03 * (night - first + 1) / 7
        offered = facts.counts["new"]
        lost = sum(room.random.random() < share for _ in range(offered))
        facts = share_kept(facts, 1 - lost / offered, room) if offered else facts
        facts.rejected["no-body"] = facts.rejected.get("no-body", 0) + lost
        return facts
    return change


def word(*words: Word) -> frozenset[Word]:
    return frozenset(words)


FAULTS = [
    Fault("redesign with fallback", "big", 40, 41, word("redesigned"), redesign_with_fallback),
    Fault("redesign without fallback", "daily", 44, 45, word("redesigned"), redesign_without_fallback),
    Fault("section late", "wire", 51, 51, word("late"), section_late("telecom")),
    Fault("blocked", "portal", 60, 61, word("blocked"), outcome("blocked", "blocked")),
    Fault("captcha", "chip", 65, 65, word("blocked"), outcome("blocked", "captcha")),
    Fault("empty listing", "bigger", 72, 73, word("empty"), empty_listing("ai")),
    Fault("half the pages 500", "wire", 80, 80, word("partial"), half_the_pages_500),
    Fault("date format changed", "security", 85, 86, word("redesigned"), date_format_changed),
    Fault("paywall", "paid", 88, 90, word("thinned"), paywall),
    Fault("frozen listing", "portal", 93, 94, word("late"), frozen),
    Fault("missed night", "startup", 98, 98, word("not reached"), missed),
    Fault("slow leak", "big", 100, 112, word("partial"), leak(100), within=10),
]
"""Every kind on working nights; none at a site whose habit could not show it in one night."""


def simulate(seed: int, faults: list[Fault] = FAULTS) -> Iterator[tuple[Site, int, NightFacts | None, list[NightFacts]]]:
    """(site, number of the night, its facts or None, the nights before) for every site and night."""
    room = Newsroom(seed)
    for site in sites():
        past: list[NightFacts] = []
        for number in range(NIGHTS):
            night = FIRST_NIGHT + number * DAY
            facts: NightFacts | None = room.night(site, night, past[-1].night if past else None)
            for fault in faults:
                if fault.site == site.name and number in fault.nights and facts:
                    facts = fault.change(facts, room, number)
            yield site, number, facts, past
            if facts:
                past.append(facts)


@dataclass
class Score:
    """What came of the verdicts of one simulated newsroom."""

    named: dict[str, int | None] = field(default_factory=dict)
    """Fault -> on which of its nights it was named, from 0; None if never in time."""

    false_alarms: list[Verdict] = field(default_factory=list)
    quiet_nights: int = 0
    true_alarms: int = 0


Judge = Callable[[str, date, "NightFacts | None", Past], list[Verdict]]


def score(seed: int, judged_by: Judge = judge, faults: list[Fault] = FAULTS) -> Score:
    """Judges every site and night of one newsroom. The two nights after a fault are neither misses nor false alarms: its past is in them."""
    result = Score({fault.name: None for fault in faults})
    alarms: dict[str, dict[date, dict[str | None, Word]]] = {}
    for site, number, facts, past in simulate(seed, faults):
        night = FIRST_NIGHT + number * DAY
        verdicts = judged_by(site.name, night, facts, Past(past, alarms.setdefault(site.name, {})))
        alarmed = {verdict.section: verdict.word for verdict in verdicts if verdict.is_alarm}
        if alarmed:
            alarms[site.name][night] = alarmed
        here = [fault for fault in faults if fault.site == site.name]
        now = next((fault for fault in here if number in fault.nights), None)
        if now:
            if verdicts[0].word in now.words and result.named[now.name] is None and number - now.first < now.within:
                result.named[now.name] = number - now.first
            result.true_alarms += verdicts[0].is_alarm
        elif not any(fault.last < number <= fault.last + 2 for fault in here):
            result.quiet_nights += 1
            if verdicts[0].is_alarm:
                result.false_alarms.append(verdicts[0])
    return result


def without_faults() -> list[Fault]:
    return []


def shifted(faults: list[Fault], by: int) -> list[Fault]:
    """The same faults on other nights."""
    return [replace(fault, first=fault.first + by, last=fault.last + by) for fault in faults]
