"""How well a night's verdicts name what went wrong: precision, recall and delay over simulated newsrooms, beside two yardsticks.

    python benchmarks/drift.py --seeds 20

Each seed is twelve sites over 120 nights (``tests/nights/simulation.py``). The yardsticks are what people use: an alarm when a site brings
nothing, and one when it brings less than its mean by three standard deviations. They name no kind of fault, so any alarm of theirs on a
faulty night counts. It fails if a fault was missed, or at more than one false alarm in 360 quiet nights of a site.
"""
from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from statistics import mean, stdev

sys.path.insert(0, str(Path(__file__).parents[1]))

from newscrawl.nights.facts import NightFacts
from newscrawl.nights.judge import judge
from newscrawl.nights.look import Past
from newscrawl.nights.verdicts import BY_SEVERITY, Verdict
from tests.nights.simulation import FAULTS, Fault, Score, score

MAX_FALSE_ALARMS = 1 / 360
"""In a quiet night of a site."""
ANY_ALARM = frozenset(BY_SEVERITY) - {"good", "quiet"}


def verdict(facts: NightFacts | None, site: str, night: date, *, is_alarm: bool) -> list[Verdict]:
    return [Verdict(site, night, None, "partial" if is_alarm else "good", f"{facts.new if facts else 0} articles", "")]


def zero_items(site: str, night: date, tonight: NightFacts | None, past: Past) -> list[Verdict]:
    """An alarm if a site brings nothing."""
    return verdict(tonight, site, night, is_alarm=tonight is None or tonight.new == 0)


def three_sigma(site: str, night: date, tonight: NightFacts | None, past: Past) -> list[Verdict]:
    """An alarm if a site brings less than its mean by three standard deviations, or nothing."""
    counts = [facts.new for facts in past.nights[-30:]]
    low = mean(counts) - 3 * stdev(counts) if len(counts) > 6 else 0
    return verdict(tonight, site, night, is_alarm=tonight is None or tonight.new < low or tonight.new == 0)


def results(seeds: int, by: Callable[..., list[Verdict]], faults: list[Fault]) -> list[Score]:
    return [score(seed, by, faults) for seed in range(seeds)]


def print_row(name: str, scores: list[Score]) -> tuple[int, float]:
    """Prints one row. Returns (faults missed, false alarms in a quiet night)."""
    named = [night for result in scores for night in result.named.values()]
    missed, false = named.count(None), sum(len(result.false_alarms) for result in scores)
    quiet, true = sum(result.quiet_nights for result in scores), sum(result.true_alarms for result in scores)
    delays = [night for night in named if night is not None]
    sys.stdout.write(f"{name:24} {true / max(1, true + false):9.3f} {(len(named) - missed) / len(named):7.3f} "
                     f"{mean(delays) if delays else float('nan'):6.2f} {360 * false / quiet:23.2f}\n")
    return missed, false / quiet


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=20)
    seeds = parser.parse_args().seeds
    sys.stdout.write(f"{seeds} newsrooms, {len(FAULTS)} faults each\n{'':24} precision  recall  delay  false alarms in 360 nights\n")
    ours = results(seeds, judge, FAULTS)
    missed, false = print_row("newscrawl", ours)
    anything = [replace(fault, words=ANY_ALARM) for fault in FAULTS]
    print_row("zero items", results(seeds, zero_items, anything))
    print_row("three sigma", results(seeds, three_sigma, anything))
    delays = defaultdict(list)
    for result in ours:
        for name, night in result.named.items():
            delays[name].append(night)
    for name, nights in delays.items():
        found = [night for night in nights if night is not None]
        sys.stdout.write(f"  {name:28} named in {len(found)} of {len(nights)}, after {mean(found) if found else float('nan'):.1f} nights\n")
    for result in ours:
        for alarm in result.false_alarms:
            sys.stdout.write(f"  false: {alarm.site} {alarm.night} {alarm.word}: {alarm.reason}\n")
    return int(missed > 0 or false > MAX_FALSE_ALARMS)


if __name__ == "__main__":
    sys.exit(main())
