"""Joins an article that is in several pages: they are requested one after the other, and the article is yielded after the last."""
from __future__ import annotations

from collections.abc import Iterator

from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure

from newscrawl.budget import reading_budget
from newscrawl.errors import PageRefused
from newscrawl.extract.article_pages import MAX_PAGES, next_article_page, number_of
from newscrawl.extract.blocks import own_text
from newscrawl.extract.fields import BODY
from newscrawl.extract.notices import error_notice
from newscrawl.failures import failure_reason
from newscrawl.families.base.article_pages import ArticlePages
from newscrawl.families.base.layered_reading import GOES_ON
from newscrawl.items import ExtractedArticle, ExtractedBlock
from newscrawl.page.document import Page

JOINED = "body: joined from {} pages"
BROKEN_OFF = "body: page {} could not be read ({}); the rest is missing"


class SeveralPages(ArticlePages):
    """An article whose later page cannot be read is yielded with what is there, and a warning."""

    def joined(self, extracted: ExtractedArticle, number: int = 1) -> Iterator[Request | ExtractedArticle]:
        """Yields the article, or a request for its next page. ``number`` is that of the last page that was read."""
        if extracted.next_page is None or number >= MAX_PAGES:
            yield extracted
            return
        # A page that the filter of duplicates drops would take the article with it.
        yield Request(extracted.next_page, self.parse_next_page, errback=self.next_page_failed, dont_filter=True,
                      cb_kwargs={"extracted": extracted, "number": number + 1})

    def parse_next_page(self, response: Response, extracted: ExtractedArticle, number: int) -> Iterator[Request | ExtractedArticle]:
        page = Page.from_response(response)
        if number_of(page.url, extracted.fetched_url) != number:
            yield broken_off(extracted, number, f"led to {page.url}")
            return
        if notice := error_notice(page):
            yield broken_off(extracted, number, notice.message)
            return
        known = {block.text for block in extracted.body}
        try:
            with reading_budget():
                more = [block for block in self.read_body_of(page) if block.text not in known]
        except PageRefused as refused:
            yield broken_off(extracted, number, str(refused))
            return
        if not own_text(more):
            yield broken_off(extracted, number, "it has no text of its own")
            return
        extracted.body += more
        extracted.next_page = next_article_page(page, extracted.fetched_url)
        warn(extracted, JOINED.format(number))
        yield from self.joined(extracted, number)

    def read_body_of(self, page: Page) -> list[ExtractedBlock]:
        """The body of a later page, from the first layer that has one."""
        layers = (layer for _, layer in self.layers_of(BODY))
        return next((blocks for layer in layers if (blocks := layer.read_body(page))), [])

    def next_page_failed(self, failure: Failure) -> Iterator[ExtractedArticle]:
        asked = failure.request.cb_kwargs  # type: ignore[attr-defined]
        yield broken_off(asked["extracted"], asked["number"], failure_reason(failure)[1])


def broken_off(extracted: ExtractedArticle, number: int, why: str) -> ExtractedArticle:
    """The article without the pages from this number on."""
    warn(extracted, BROKEN_OFF.format(number, why))
    return extracted


def warn(extracted: ExtractedArticle, message: str) -> None:
    """Puts a warning in the place of what was said before about the article's pages."""
    before = tuple(wording.partition("{")[0] for wording in (GOES_ON, JOINED))
    extracted.warnings[:] = [*(warning for warning in extracted.warnings if not warning.startswith(before)), message]
