"""``reports/metrics.prom``: the last night for Prometheus' text file collector.

The format: https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format
"""
from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from newscrawl.nights.page import FOLDER
from newscrawl.nights.report import Report, SiteReport
from newscrawl.nights.verdicts import BY_SEVERITY
from newscrawl.output.disk import write_whole

FILE = "metrics.prom"


def metrics(report: Report) -> str:
    """The night as metrics."""
    return "".join(f"{line}\n" for line in _lines(report))


def _lines(report: Report) -> Iterator[str]:
    if report.record and report.record.ended:
        yield from _head("newscrawl_night_end_time_seconds", "When the last night ended, in Unix time.")
        yield f"newscrawl_night_end_time_seconds {report.record.ended.timestamp():.0f}"
    yield from _head("newscrawl_site_verdict", "1 for the verdict on the site, 0 for the others.")
    for site in report.sites:
        for word in BY_SEVERITY:
            yield f'newscrawl_site_verdict{{site="{_escaped(site.site)}",verdict="{word}"}} {int(site.verdict.word == word)}'
    yield from _head("newscrawl_site_articles", "Lines and pages of the night, by kind.")
    for site in report.sites:
        yield from (f'newscrawl_site_articles{{site="{_escaped(site.site)}",kind="{kind}"}} {site.counts.get(kind, 0)}'
                    for kind in ("new", "edited", "deleted", "unchanged", "rejected"))
    yield from _head("newscrawl_site_response_seconds", "How long the site took to answer: quantiles of the night's answers.")
    for site in report.sites:
        if site.response:
            for quantile, milliseconds in (("0.5", site.response.median), ("0.95", site.response.slow)):
                yield f'newscrawl_site_response_seconds{{site="{_escaped(site.site)}",quantile="{quantile}"}} {milliseconds / 1000:g}'
    yield from _head("newscrawl_site_failing_nights", "Nights in a row with an alarm.")
    yield from (f'newscrawl_site_failing_nights{{site="{_escaped(site.site)}"}} {_failing(site, report)}' for site in report.sites)


def _head(name: str, told: str) -> Iterator[str]:
    yield f"# HELP {name} {told}"
    yield f"# TYPE {name} gauge"


def _failing(site: SiteReport, report: Report) -> int:
    return (report.night - site.failing_since).days + 1 if site.failing_since else 0


def _escaped(value: str) -> str:
    return value.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")


def write(output: Path, report: Report) -> None:
    """Writes the file, whole or not at all. Raises OSError."""
    write_whole(output / FOLDER / FILE, metrics(report).encode())
