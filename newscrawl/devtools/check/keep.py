"""Keeps the pages of a visit as test pages: as they came, or in words of our own."""
from __future__ import annotations

from pathlib import Path

from newscrawl.devtools.check.visit import Visit
from newscrawl.devtools.fixtures.answer import as_text
from newscrawl.devtools.fixtures.files import answer_of, slug_of, write_all
from newscrawl.devtools.fixtures.reword import is_korean, reword, reword_url
from newscrawl.errors import FixtureError
from newscrawl.families.base.news_spider import NewsSpider
from newscrawl.page.document import Page
from newscrawl.page.dom import visible_text

NOT_HTML = {"<?xml": ".xml", "[": ".txt", "{": ".txt"}
"""How a listing that is no HTML begins, and what its test page ends with."""


def keep(visit: Visit, folder: Path, *, in_own_words: bool) -> list[Path]:
    """Writes each page and its answer into ``folder/<site>``; gives the pages' paths.

    The answer of a page that is no article and no listing says why, so that notices are kept too. Pages that cannot be reworded (feeds,
    JSON, other languages) are left out with ``in_own_words``. Raises OSError.
    """
    spider = visit.site()
    files: dict[Path, bytes] = {}
    kept = []
    named = [(f"listing_{visit.section}_{number}", listing.page) for number, listing in enumerate(visit.listings, 1)]
    named += [(slug_of(page, spider), page) for page in [*(article.page for article in visit.articles), *visit.others]]
    for slug, page in named:
        ending = next((ending for start, ending in NOT_HTML.items() if page.response.text.lstrip("\ufeff \r\n").startswith(start)), ".html")
        if in_own_words and (ending != ".html" or not is_korean(visible_text(page.tree))):
            continue
        path = folder / visit.site.name / f"{slug}{ending}"
        body, answer = _reworded(page, spider) if in_own_words else (page.response.body, _answer(page, spider))
        files |= {path: body, path.with_suffix(".json"): as_text(answer)}
        kept.append(path)
    write_all(files)
    return kept


def _reworded(page: Page, spider: NewsSpider) -> tuple[bytes, dict[str, object]]:
    kind = _content_type(page)
    body = reword(page.response.body, [*spider.outlets, *spider.sections.values()], kind)
    return body, _answer(Page.from_bytes(body, reword_url(page.url), {"Content-Type": kind} if kind else {}, page.fetched_at), spider)


def _answer(page: Page, spider: NewsSpider) -> dict[str, object]:
    kind = _content_type(page)
    try:
        answer = answer_of(page, spider)
    except FixtureError as error:
        answer = {"checked": False, "url": page.url, "problem": str(error)}
    return answer | ({"headers": {"Content-Type": kind}} if kind else {})


def _content_type(page: Page) -> str | None:
    stated = page.response.headers.get("Content-Type")
    return stated.decode("latin-1") if stated else None
