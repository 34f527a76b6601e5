"""Where test pages stand: ``tests/pages/<site>/<slug>.html``, the answer beside it as ``.json``."""
from __future__ import annotations

import json
import re
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from newscrawl.cleaning.article import clean
from newscrawl.extract.page_type import why_not_article
from newscrawl.families.base.article_pages import ArticlePages
from newscrawl.families.base.news_spider import NewsSpider
from newscrawl.page.document import Page
from newscrawl.samples.answer import as_text, of_article, of_links
from newscrawl.text.dates import KST

PROJECT = Path(__file__).resolve().parents[2]
PAGES = PROJECT / "tests" / "pages"


class NoSampleError(Exception):
    """No test page can be made of it; the message is one line."""


def answer_of(page: Page, reader: ArticlePages) -> dict[str, Any]:
    """What a site's reader makes of an article's or a listing's page, not yet checked. Raises NoSampleError."""
    unchecked = {"checked": False, "fetched_at": page.fetched_at.astimezone(KST).isoformat(timespec="seconds")}
    if reader.page_id(page):
        found = reader.read_article(page)
        article, _ = clean(found)
        if said := why_not_article(page, found, article, declared=isinstance(reader, NewsSpider)):
            raise NoSampleError(f"{page.url}: {said.message}")
        return {**unchecked, **of_article(article)}
    links = reader.article_links(page) if isinstance(reader, NewsSpider) else []
    if not links:
        raise NoSampleError(f"{page.url} is no address of an article of {reader.name}, and no article was found on it as a listing")
    return {**unchecked, "url": page.url, "links": of_links(links)}


def slug_of(page: Page, reader: ArticlePages) -> str:
    """``article_<id>``, or ``listing_<end of the address>``."""
    article_id = reader.page_id(page)
    name = f"article_{article_id}" if article_id else f"listing_{page.url.split('//')[-1].split('/', 1)[-1]}"
    return re.sub(r"\W+", "_", name, flags=re.ASCII).strip("_").lower()[:60]


def files_of(site: str, slug: str, page: bytes, answer: Mapping[str, Any]) -> dict[Path, bytes]:
    """The two files of a test page. Raises NoSampleError where one stands already that a person has checked."""
    path = PAGES / site / f"{slug}.html"
    if (path.exists() or path.with_suffix(".json").exists()) and not _is_unchecked(path.with_suffix(".json")):
        raise NoSampleError(f"{path} is there already; choose another name with --slug")
    return {path: page, path.with_suffix(".json"): as_text(dict(answer))}


def put(site: str, slug: str, page: bytes, answer: Mapping[str, Any]) -> Path:
    """Writes a page and its answer, and returns the page's path. Raises NoSampleError where one stands already, and OSError."""
    path = PAGES / site / f"{slug}.html"
    if path.exists() or path.with_suffix(".json").exists():
        raise NoSampleError(f"{path} is there already; choose another name with --slug")
    put_all(files_of(site, slug, page, answer))
    return path


def put_all(files: Mapping[Path, bytes]) -> None:
    """Writes all files, or none: each beside its place, and only when all are written, into it. Raises OSError."""
    with ExitStack() as undo:
        for path, content in files.items():
            for folder in [above for above in (path.parent, *path.parent.parents) if not above.exists()][::-1]:
                folder.mkdir()
                undo.callback(folder.rmdir)
            undo.callback(_beside(path).unlink, missing_ok=True)
            _beside(path).write_bytes(content)
        for path in files:
            if not path.exists():
                undo.callback(path.unlink, missing_ok=True)
            _beside(path).replace(path)
        undo.pop_all()


def _beside(path: Path) -> Path:
    return path.with_name(f".{path.name}.new")


def _is_unchecked(answer: Path) -> bool:
    """Whether an answer is as a tool wrote it, so that another one loses nothing."""
    try:
        return json.loads(answer.read_bytes()).get("checked") is False
    except (OSError, ValueError, AttributeError):
        return False
