"""Judges a site and its sections on one night against their own past.

Each check looks at one kind of evidence and gives a verdict or none; the worst counts. The thresholds were set on simulated nights
(``benchmarks/drift.py``), where misses and false alarms weigh the same.
"""
from __future__ import annotations

from datetime import date

from newscrawl.nights import pages
from newscrawl.nights.counts import fewer, section_verdict, usual
from newscrawl.nights.facts import NightFacts
from newscrawl.nights.look import Look, Past
from newscrawl.nights.record import SiteRun
from newscrawl.nights.verdicts import SEVERITY, Verdict

CHECKS = (pages.outcome, pages.unreadable, pages.fields_moved, pages.rows_moved, pages.new_template, pages.shorter, pages.previews,
          pages.leak, pages.gap, pages.first_night)
"""The checks of a whole site. One that applies returns a verdict."""


def judge(site: str, night: date, tonight: NightFacts | None, past: Past, run: SiteRun | None = None) -> list[Verdict]:
    """The verdict on the site, first, then one on each of its sections. ``tonight`` is None if no run of the site has ended; then ``run`` is
    what became of its process."""
    if tonight is None:
        return [no_facts(site, night, run or SiteRun(site))]
    look = Look(tonight, past.window())
    sections = [section_verdict(look, key) for key in sorted(tonight.sections)]
    found = [verdict for check in CHECKS if (verdict := check(look))]
    if len(sections) > 1 and (verdict := fewer(look, None)):
        found.append(verdict)
    # The worst of the sections speaks for the site too.
    found += [Verdict(site, night, None, worse.word, f"{worse.section}: {worse.reason}", f"{worse.section}: {worse.reason_ko}", worse.numbers,
                      worse.sample) for worse in sections if worse.is_alarm]
    return [max(found, key=lambda verdict: SEVERITY[verdict.word]) if found else usual(look, None), *sections]


def no_facts(site: str, night: date, run: SiteRun) -> Verdict:
    """The verdict on a site of which no run has ended."""
    if run.outcome in {"killed", "failed"}:
        return Verdict(site, night, None, "failed", f"its crawl broke off: {run.line}", f"수집이 도중에 끊겼습니다: {run.line}")
    why = f": {run.line}" if run.line else ""
    return Verdict(site, night, None, "not reached", f"no crawl of the site ended this night{why}", f"이 밤에 끝난 수집이 없습니다{why}")
