"""The report: its facts, and its page in a real Chromium."""
from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page, async_playwright

from newscrawl.errors import NoBrowserError
from newscrawl.nights import alerts, page
from newscrawl.nights.history import History
from newscrawl.nights.metrics import metrics
from newscrawl.nights.report import ArticleRow, Report, as_json, edit_of, report_of
from newscrawl.rendering.browser import check_browser
from tests.nights.simulation import DAY, FIRST_NIGHT, simulate

HOSTILE = '<script>document.title = "taken"</script><img src=x onerror="document.title = \'taken\'">'
LAST = 73
"""The second night on which the listing ``ai`` of ``bigger`` is empty."""


def has_browser() -> bool:
    try:
        return bool(check_browser())
    except NoBrowserError:
        return False


pytestmark = pytest.mark.slow
needs_browser = pytest.mark.skipif(not has_browser() and "CI" not in os.environ, reason="no Chromium is installed")


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """A night of a simulated newsroom, with articles, an edit and rejected pages by hand."""
    folder = tmp_path_factory.mktemp("report")
    with History(folder / "history.sqlite") as history:
        for site, number, facts, _ in simulate(seed=4):
            if number <= LAST:
                if facts:
                    history.enter(facts)
                history.judge(site.name, FIRST_NIGHT + number * DAY)
        made = report_of(folder / "output", history, FIRST_NIGHT + LAST * DAY, ["반도체"], {"bigger": {"ai": "인공지능"}}, {"bigger": "더큰일보"})
    titles = ["가나전자, 전력 절반 쓰는 AI 반도체 공개", HOSTILE, "네이버·카카오, 하반기 새 서비스"]
    made.articles = [ArticleRow(site, "it", title, f"https://{site}.example/{number}", f"2026-08-12 14:{number:02}", "new",
                                ["반도체"] if "반도체" in title else [])
                     for number, (title, site) in enumerate((title, site) for title in titles for site in ("big", "wire", "portal"))]
    bigger = next(site for site in made.sites if site.site == "bigger")
    bigger.edits = [edit_of({"title": "옛 제목", "body": "첫 문장은 그대로다. 둘째 문장은 바뀐다."},
                            {"title": HOSTILE, "body": "첫 문장은 그대로다. 둘째 문장은 달라졌다. 셋째가 왔다.", "url": "javascript:alert(1)"})]
    bigger.rejected_pages = [("https://bigger.example/9", "no-body", HOSTILE)]
    return made


def test_the_worst_stands_first_with_its_reason(report: Report) -> None:
    assert [site.site for site in report.wrong] == ["bigger"]
    bigger = report.sites[0]
    assert (bigger.verdict.word, bigger.failing_since) == ("empty", FIRST_NIGHT + 72 * DAY)
    assert [verdict.word for verdict in bigger.sections if verdict.section == "ai"] == ["empty"]
    assert [(word, night) for night, word, _, _ in bigger.days][-3:] == [
        ("good", FIRST_NIGHT + 71 * DAY), ("empty", FIRST_NIGHT + 72 * DAY), ("empty", FIRST_NIGHT + 73 * DAY)]
    assert page.headline(report, "en").endswith("11 are well; look at 1: 더큰일보 empty.")
    assert page.text(report).startswith("2026-08-13: 12곳에서 새 기사 ")


def test_an_edit_is_shown_word_by_word(report: Report) -> None:
    edit = report.sites[0].edits[0]
    assert "".join(piece for piece, _ in edit.before) == "옛 제목\n\n첫 문장은 그대로다. 둘째 문장은 바뀐다."
    assert [piece for piece, gone in edit.before if not gone] == ["첫 문장은 그대로다. 둘째 문장은 "]
    assert edit.after[-1] == ("달라졌다. 셋째가 왔다.", True)


def test_how_long_a_site_takes_to_answer(report: Report) -> None:
    assert {(site.response.median, site.response.slow, site.response.usual) for site in report.sites if site.response} == {
        (126, 126, 126), (126, 794, 126)}  # with few answers the slow ones are the last 5 of 100
    assert "응답 시간: 0.126 s · 95%가 이 안에 0.126 s · 평소 0.126 s" in page.html(report)
    assert 'newscrawl_site_response_seconds{site="bigger",quantile="0.95"} 0.126\n' in metrics(report)


def test_the_same_facts_are_in_json(report: Report) -> None:
    facts = json.loads(as_json(report))
    assert [site["site"] for site in facts["sites"]] == [site.site for site in report.sites]
    assert facts["sites"][0]["verdict"]["word"] == "empty"
    assert len(facts["nights"]) == 30


def test_metrics_have_one_verdict_a_site(report: Report) -> None:
    lines = metrics(report).splitlines()
    ones = [line for line in lines if line.startswith("newscrawl_site_verdict{") and line.endswith(" 1")]
    assert len(ones) == 12
    assert 'newscrawl_site_verdict{site="bigger",verdict="empty"} 1' in ones
    assert 'newscrawl_site_failing_nights{site="bigger"} 2' in lines


def test_an_alert_is_sent_when_a_verdict_changes_and_only_then(tmp_path: Path) -> None:
    with History(tmp_path / "history.sqlite") as history:
        said = []
        for site, number, facts, _ in simulate(seed=4):
            if site.name == "bigger" and number <= 75 and facts:
                history.enter(facts)
                history.judge(site.name, facts.night)
                if number >= 70:
                    report = report_of(tmp_path / "output", history, facts.night, [], {}, {})
                    said.append(alerts.message(report, "en"))
    assert [bool(message) for message in said] == [False, False, True, False, True, False]
    assert "bigger: good → empty: " in (said[2] or "")
    assert "bigger: empty → " in (said[4] or "")


def test_an_alert_that_cannot_be_sent_fails_nothing_and_tells_no_secret(report: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOKEN", "s3cr3t")
    changed = [site for site in report.sites if site.verdict.is_alarm]
    changed[0].days = [(night, "good" if night < report.night else "empty", "", "") for night, *_ in changed[0].days]
    told = alerts.send(report, ["json://$TOKEN@127.0.0.1:9/", "json://${NOT_SET}@127.0.0.1:9/", "nosuch://$TOKEN/"], "ko")
    assert told == ["json: not sent: it was refused or could not be reached", "json: not sent: the environment has no NOT_SET",
                    "nosuch: not sent: Apprise does not know such an address"]


def in_chromium(path: Path, look: Callable[[Page], Awaitable[Any]], **context: Any) -> tuple[Any, list[str]]:
    """(what ``look`` returns, console errors and requests other than for the file itself)."""
    async def run() -> tuple[Any, list[str]]:
        noticed: list[str] = []
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=check_browser(), args=["--no-sandbox"] if os.geteuid() == 0 else [])
            opened = await (await browser.new_context(**context)).new_page()
            opened.on("console", lambda message: noticed.append(message.text) if message.type == "error" else None)
            opened.on("pageerror", lambda error: noticed.append(str(error)))
            opened.on("request", lambda request: noticed.append(request.url) if request.url != path.as_uri() else None)
            await opened.goto(path.as_uri())
            result = await look(opened)
            await browser.close()
            return result, noticed
    return asyncio.run(run())


@needs_browser
@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_page_works_in_chromium(language: str, report: Report, tmp_path: Path) -> None:
    path = page.write(tmp_path, report, language)

    async def look(opened: Page) -> dict[str, Any]:
        rows = opened.locator("#list tbody tr:visible")
        found: dict[str, Any] = {"title": await opened.title(), "all": await rows.count(), "cells": await opened.locator(".heat td").count()}
        await opened.fill("#search", "반도체")
        found["searched"] = await rows.count()
        await opened.select_option("#site", "wire")
        found["of one site"] = await rows.count()
        await opened.fill("#search", "없는 낱말")
        found["none"] = (await rows.count(), await opened.locator("#none").is_visible())
        found["hostile"] = await opened.locator("text=onerror").count()
        found["links"] = await opened.locator("a[href^='javascript']").count()
        return found

    found, noticed = in_chromium(path, look)
    assert found == {"title": f"{page.labels(language)['title']} 2026-08-13", "all": 9, "cells": 12 * 30, "searched": 3, "of one site": 1,
                     "none": (0, True), "hostile": found["hostile"], "links": 0}
    assert found["hostile"] >= 4
    assert noticed == []


@needs_browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_serious_fault(scheme: str, report: Report, tmp_path: Path) -> None:
    axe = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")

    async def look(opened: Page) -> list[str]:
        await opened.evaluate(axe)
        result = await opened.evaluate("() => axe.run()")
        return [f"{fault['id']}: {fault['nodes'][0]['html'][:120]}" for fault in result["violations"] if fault["impact"] in {"serious", "critical"}]

    faults, _ = in_chromium(page.write(tmp_path, report, "ko"), look, color_scheme=scheme, bypass_csp=True)
    assert faults == []


BROKEN_WORDS = """() => {
  const broken = [], walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  for (let node; node = walker.nextNode();) {
    for (const word of node.data.matchAll(/[가-힣]+/g)) {
      const range = document.createRange();
      range.setStart(node, word.index);
      range.setEnd(node, word.index + word[0].length);
      if (new Set([...range.getClientRects()].map(box => Math.round(box.top))).size > 1) broken.push(word[0]);
    }
  }
  return broken;
}"""


@needs_browser
@pytest.mark.parametrize(("media", "width"), [("screen", 360), ("screen", 1280), ("print", 703)], ids=["phone", "desktop", "A4"])
def test_nothing_is_cut_and_no_word_is_broken(media: str, width: int, report: Report, tmp_path: Path) -> None:
    """The printed page is as wide as A4 between margins of 12 mm."""
    async def look(opened: Page) -> tuple[int, int, list[str], int]:
        await opened.emulate_media(media="print" if media == "print" else "screen")
        await opened.evaluate("dispatchEvent(new Event('beforeprint'))")
        cut = "[...document.querySelectorAll('.scroll')].filter(box => box.scrollWidth > box.clientWidth + 1).length"
        return (int(await opened.evaluate("document.documentElement.scrollWidth")), int(await opened.evaluate(cut)),
                list(await opened.evaluate(BROKEN_WORDS)), await opened.locator("details[open] details:not([open])").count())

    found, _ = in_chromium(page.write(tmp_path, report, "ko"), look, viewport={"width": width, "height": 1000})
    # On a phone the nights are scrolled.
    assert found == (width, 1 if width == 360 else 0, [], 0)


def test_nights_without_a_crawl_are_shouted(tmp_path: Path) -> None:
    with History(tmp_path / "history.sqlite") as history:
        for site, number, facts, _ in simulate(seed=4, faults=[]):
            if site.name == "wire" and number in {0, 1, 4} and facts:
                history.enter(facts)
                history.judge(site.name, facts.night)
        report = report_of(tmp_path / "output", history, FIRST_NIGHT + 4 * DAY, [], {}, {})
    assert report.missing == [FIRST_NIGHT + 2 * DAY, FIRST_NIGHT + 3 * DAY]
    assert "2026-06-03, 2026-06-04" in page.html(report, "en")
    assert report.made - datetime.now(UTC) < timedelta(minutes=5)
