"""The report as a page: one HTML file that needs no network; and as text for a terminal or a mail."""
from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined

from newscrawl.nights.report import Report, as_json
from newscrawl.nights.verdicts import IN_KOREAN, Verdict, Word
from newscrawl.output.disk import write_whole

FOLDER = "reports"
TEMPLATE = "report.html.j2"
MARKS: dict[Word, str] = {"good": "✓", "quiet": "·", "late": "◷", "partial": "◐", "thinned": "▁", "empty": "∅", "redesigned": "△",
                          "blocked": "⊘", "unreachable": "✕", "failed": "!", "not reached": "–"}
"""A mark beside each word's colour: colours alone tell nothing to many readers."""

LANGUAGES = ("ko", "en")
LABELS: dict[str, tuple[str, str]] = {
    "title": ("밤사이 수집 보고", "The night's crawl"),
    "night": ("밤", "night"),
    "site": ("사이트", "site"),
    "verdict": ("판정", "verdict"),
    "reason": ("까닭", "why"),
    "articles": ("기사", "articles"),
    "new": ("새 기사", "new"),
    "usual": ("평소", "usual"),
    "edited": ("고침", "edited"),
    "reread": ("다시 읽음", "reread"),
    "deleted": ("삭제", "deleted"),
    "rejected": ("거른 쪽", "rejected"),
    "heat": ("최근 30일", "the last 30 nights"),
    "sections": ("섹션", "sections"),
    "fill": ("필드별 읽은 곳", "fields by layer"),
    "edits": ("고쳐진 기사", "edited articles"),
    "before": ("전", "before"),
    "after": ("후", "after"),
    "deletions": ("삭제된 기사", "deleted articles"),
    "pages": ("기사가 되지 못한 쪽", "pages that gave no article"),
    "gap": ("번호의 빈자리", "ids that were not met"),
    "look": ("살펴볼 곳", "to look at"),
    "well": ("정상인 곳", "well"),
    "watched": ("찾는 낱말이 든 기사", "articles with watched words"),
    "search": ("제목에서 찾기", "search in titles"),
    "all_sites": ("모든 사이트", "all sites"),
    "all_sections": ("모든 섹션", "all sections"),
    "time": ("시각", "time"),
    "section": ("섹션", "section"),
    "headline": ("제목", "title"),
    "words": ("낱말", "words"),
    "shown": ("건 표시", "shown"),
    "none": ("해당하는 기사가 없습니다", "no article fits"),
    "since": ("{}부터", "since {}"),
    "sample": ("예", "sample"),
    "missing": ("수집이 없었던 밤", "nights without a crawl"),
    "died": ("도중에 죽은 밤", "nights that died"),
    "cut_short": ("모두 돌기 전에 끝난 밤", "the night ended before all sites were crawled"),
    "made": ("작성", "made"),
    "address": ("주소", "address"),
    "message": ("설명", "message"),
    "response": ("응답 시간", "response time"),
    "slow": ("95%가 이 안에", "95% within"),
    "outcome": ("실행 결과", "outcome"),
    "field": ("필드", "field"),
    "layer": ("읽은 곳", "layer"),
    "change": ("종류", "kind"),
    "no_articles": ("이 밤에 새 기사가 없습니다", "no new article this night"),
    "unjudged": ("판정 없음", "no verdict"),
    "missed_ids": ("만나지 못한 것으로 보이는 기사", "articles probably not met"),
    "sure": ("확신", "sure"),
}
"""The words of the page: in Korean, in English."""


def labels(language: str) -> dict[str, str]:
    return {key: words[LANGUAGES.index(language)] for key, words in LABELS.items()}


@cache
def _environment() -> Environment:
    # Titles and messages are other people's text: everything is escaped.
    environment = Environment(loader=PackageLoader("newscrawl.nights", "."), autoescape=True, undefined=StrictUndefined,
                              trim_blocks=True, lstrip_blocks=True)
    environment.filters["web"] = web_address
    environment.filters["seconds"] = in_seconds
    environment.filters["mark"] = MARKS.__getitem__
    return environment


def web_address(address: str | None) -> str:
    """An address that a link may lead to, or "": never ``javascript:``."""
    return address if address and urlsplit(address).scheme in {"http", "https"} else ""


def in_seconds(milliseconds: int) -> str:
    """``0.126``, ``2.0``"""
    return f"{milliseconds / 1000:.3f}" if milliseconds < 1000 else f"{milliseconds / 1000:.1f}"


def name_of(word: Word, language: str) -> str:
    return IN_KOREAN[word] if language == "ko" else word


def reason_of(verdict: Verdict, language: str) -> str:
    return verdict.reason_ko if language == "ko" else verdict.reason


def headline(report: Report, language: str) -> str:
    """One sentence on the night."""
    wrong, new = report.wrong, sum(site.counts.get("new", 0) for site in report.sites)
    named = ", ".join(f"{site.publisher} {name_of(site.verdict.word, language)}" for site in wrong[:4]) + ("…" if len(wrong) > 4 else ".")
    well = len(report.sites) - len(wrong)
    if language == "ko":
        state = f"{well}곳은 정상, {len(wrong)}곳을 살펴보십시오: {named}" if wrong else "모두 정상입니다."
        return f"{len(report.sites)}곳에서 새 기사 {new:,}건. {state}"
    state = f"{well} are well; look at {len(wrong)}: {named}" if wrong else "All are well."
    return f"{new:,} new articles from {len(report.sites)} sites. {state}"


def html(report: Report, language: str = "ko") -> str:
    """The page, self-contained."""
    return _environment().get_template(TEMPLATE).render(
        report=report, language=language, t=labels(language), headline=headline(report, language),
        name=lambda word: name_of(word, language), reason=lambda verdict: reason_of(verdict, language))


def text(report: Report, language: str = "ko") -> str:
    """The report in a few lines."""
    t = labels(language)
    lines = [f"{report.night}: {headline(report, language)}"]
    for site in report.wrong:
        since = f" ({t['since'].format(site.failing_since)})" if site.failing_since and site.failing_since != report.night else ""
        lines.append(f"  {site.site}: {name_of(site.verdict.word, language)}{since}: {reason_of(site.verdict, language)}")
    lines += [f"  {t['missing']}: {night}" for night in report.missing]
    lines += [f"  {t['died']}: {night}" for night in report.died]
    if report.record and report.record.cut_short:
        lines.append(f"  {t['cut_short']}: {report.record.cut_short}")
    lines += [f"  {', '.join(article.words)}: {article.title} {article.url}" for article in report.watched[:20]]
    return "\n".join(lines) + "\n"


def page_path(output: Path, night: date) -> Path:
    return output / FOLDER / f"{night}.html"


def write(output: Path, report: Report, language: str) -> Path:
    """Writes ``reports/<night>.html`` and ``.json``, each whole or not at all. Returns the page's path. Raises OSError."""
    path = page_path(output, report.night)
    write_whole(path, html(report, language).encode())
    write_whole(path.with_suffix(".json"), as_json(report))
    return path
