"""``newscrawl answer PAGE …``: writes the answers of test pages anew, after a change of how pages are read."""
from __future__ import annotations

import argparse
import json
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from newscrawl.families.article_pages import ArticlePages
from newscrawl.read import UnknownSiteError, reader_for, spider_for
from newscrawl.reading.page import Page
from newscrawl.samples.answer import FETCHED_AT, as_text
from newscrawl.samples.shelf import NoSampleError, answer_of

FAILED = 1
KEPT = ("headers", "not_yet", "next_page")
"""Keys of an answer that a person has written."""


class Command(ScrapyCommand):
    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        return "PAGE [PAGE …]"

    def short_desc(self) -> str:
        return "Write the answers of test pages anew"

    def long_desc(self) -> str:
        return ("Reads test pages of articles and listings, as tests/pages/eunha/article_1.html, with the address, the headers and the time that "
                "their answers beside them keep, and writes those that differ. They are to be checked again: \"checked\" is false.")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if not args:
            raise UsageError("name the pages, as tests/pages/eunha/*.html", print_help=False)
        for name in args:
            try:
                changed = _answer_anew(Path(name))
            except OSError as error:
                self._fail(f"cannot read or write {error.filename}: {error.strerror}")
            except (NoSampleError, UnknownSiteError, ValueError) as error:
                self._fail(f"{name}: {' '.join(str(error).split())}")
            else:
                sys.stdout.write(f"{name}: {'written anew; check it by eye' if changed else 'the same'}\n")

    def _fail(self, message: str) -> None:
        sys.stderr.write(f"newscrawl answer: {message}\n")
        self.exitcode = FAILED


def _answer_anew(path: Path) -> bool:
    """Whether the answer has changed. Raises NoSampleError for a page without an answer to compare with, ValueError for a broken one."""
    beside = path.with_suffix(".json")
    if not beside.exists():
        raise NoSampleError("it has no answer beside it; newscrawl save_page makes a test page")
    old: dict[str, Any] = json.loads(beside.read_text("utf-8"))
    if not ("links" in old or "provenance" in old):
        raise NoSampleError("its answer is no record and no listing; write it by hand")
    url = old["url"] if "links" in old else old["provenance"]["fetched_url"]
    fetched_at = datetime.fromisoformat(old["fetched_at"]) if "fetched_at" in old else FETCHED_AT
    page = Page.from_bytes(path.read_bytes(), url, old.get("headers", {}), fetched_at)
    read = answer_of(page, _reader(page, path.parent.name))
    del read["checked"]
    if "fetched_at" not in old:
        del read["fetched_at"]
    read |= {key: old[key] for key in (*KEPT, *old.get("not_yet", ())) if key in old}
    if read == {key: value for key, value in old.items() if key != "checked"}:
        return False
    beside.write_bytes(as_text({"checked": False, **read}))
    return True


def _reader(page: Page, folder: str) -> ArticlePages:
    """Raises UnknownSiteError for an address without a host."""
    try:
        return spider_for(page.url, folder)
    except UnknownSiteError:
        return reader_for(page)
