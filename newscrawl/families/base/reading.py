"""What is done with a page as a whole: an article is read, proved and made the record; a listing gives its links, a menu its codes.

Nothing but the page is needed, and what comes back is plain, so that it can be done in another process (``newscrawl.worker``).
"""
from __future__ import annotations

from dataclasses import dataclass, field, replace

from newscrawl.cleaning.article import clean
from newscrawl.cleaning.rules.rule import family
from newscrawl.extract.article_pages import MAX_PAGES, next_article_page, number_of
from newscrawl.extract.blocks import own_text
from newscrawl.extract.fields import BODY
from newscrawl.extract.notices import NotArticle, error_notice
from newscrawl.extracted import ExtractedArticle, Link, Proof
from newscrawl.families.base.article_pages import ArticlePages
from newscrawl.families.base.layered_reading import GOES_ON
from newscrawl.families.base.listing_pages import ListingPages
from newscrawl.items import Article, Layers
from newscrawl.page.document import Page
from newscrawl.page.dom import visible_text
from newscrawl.text.dates import Moment
from newscrawl.text.headlines import gist, likeness

JOINED = "body: joined from {} pages"
BROKEN_OFF = "body: page {} could not be read ({}); the rest is missing"


@dataclass(slots=True)
class Beginning:
    """An article whose next page is still to be read."""

    next_page: str
    number: int
    """Of the next page."""

    extracted: ExtractedArticle
    """What was read so far, without the reader's own cleaning rules."""


@dataclass(slots=True)
class Reading:
    """What a page behind a link gave."""

    article: Article | None = None
    """The record; None for a page that is not the article, and for the beginning of one."""

    beginning: Beginning | None = None
    problem: NotArticle | None = None
    """Why the page is not the article that was asked for."""

    proof: Proof | None = None
    """What shows that it is."""

    article_id: str = ""
    published_at: Moment | None = None
    layers: Layers = field(default_factory=Layers)
    """Where each field was read, before cleaning."""

    dropped: list[str] = field(default_factory=list)
    """The family of the rule of each block that cleaning dropped."""

    gist: str | None = None
    """Of the text of a page that was read, but does not prove to be the article."""


def read_article_page(reader: ArticlePages, page: Page, link: Link, listing: str | None) -> Reading:
    """The article on the page behind a link, or why it is none. Raises PageRefused."""
    if not reader.is_article_page(link, page):
        stands_there = NotArticle("another-article", "another page stands at the article's address")
        led_away = NotArticle("redirected", f"led to {page.url}, which is no article")
        return Reading(problem=error_notice(page) or (stands_there if page.url in {link.url, link.address} else led_away))
    extracted = reader.read_article(page, listing, link)
    verdict = reader.judge(page, extracted, link.title)
    if isinstance(verdict, Proof) and extracted.article_id != link.id and not (
            link.title and extracted.title and likeness(extracted.title, link.title) == "same"):
        verdict = NotArticle("another-article", f"led to {page.url}, which is article {extracted.article_id}")
    if isinstance(verdict, NotArticle):
        shown = " ".join(block.text for block in extracted.body) or visible_text(page.tree)
        return Reading(problem=verdict, article_id=extracted.article_id, gist=gist(shown))
    reading = _so_far(reader, extracted, 1)
    reading.proof, reading.article_id = verdict, extracted.article_id
    reading.published_at, reading.layers = extracted.published_at, extracted.layers
    return reading


def read_links(reader: ListingPages, page: Page) -> list[Link]:
    """The articles that a listing offers. Raises PageRefused."""
    return reader.article_links(page)


def read_codes(reader: ListingPages, page: Page) -> dict[str, str]:
    """Section key -> code, for the sections that a menu names. Raises PageRefused."""
    return reader.read_menu(page)


def read_next_page(reader: ArticlePages, page: Page, beginning: Beginning) -> Reading:
    """The article with one more page. Raises PageRefused."""
    extracted = beginning.extracted
    if number_of(page.url, extracted.fetched_url) != beginning.number:
        return break_off(reader, beginning, f"led to {page.url}")
    if notice := error_notice(page):
        return break_off(reader, beginning, notice.message)
    known = {block.text for block in extracted.body}
    bodies = (layer.read_body(page) for _, layer in reader.layers_of(BODY))
    more = [block for block in next(filter(None, bodies), []) if block.text not in known]
    if not own_text(more):
        return break_off(reader, beginning, "it has no text of its own")
    extracted.body += more
    extracted.next_page = next_article_page(page, extracted.fetched_url)
    _warn(extracted, JOINED.format(beginning.number))
    return _so_far(reader, extracted, beginning.number)


def break_off(reader: ArticlePages, beginning: Beginning, why: str) -> Reading:
    """The article without the pages that are still to be read, and a warning. Raises PageRefused."""
    beginning.extracted.next_page = None
    _warn(beginning.extracted, BROKEN_OFF.format(beginning.number, why))
    return _so_far(reader, beginning.extracted, beginning.number)


def _so_far(reader: ArticlePages, extracted: ExtractedArticle, number: int) -> Reading:
    """The record, or, if the article goes on after the page of that number, its beginning."""
    if extracted.next_page and number < MAX_PAGES:
        return Reading(beginning=Beginning(extracted.next_page, number + 1, replace(extracted, boilerplate=())))
    article, trace = clean(replace(extracted, boilerplate=reader.boilerplate))
    return Reading(article, dropped=[family(segment.rule or "") for segment in trace.dropped])


def _warn(extracted: ExtractedArticle, message: str) -> None:
    """Puts a warning in the place of what was said before about the article's pages."""
    before = tuple(wording.partition("{")[0] for wording in (GOES_ON, JOINED))
    extracted.warnings[:] = [*(warning for warning in extracted.warnings if not warning.startswith(before)), message]
