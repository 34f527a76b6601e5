"""Decides what a page is if it is not an article: a home page, a listing, a notice instead of the article.

A page of an undeclared paper, or at an address that its site does not know, is an article by the ``evidence`` for and against it.
"""
from __future__ import annotations

from newscrawl.extract.evidence import is_article
from newscrawl.extract.look import Look
from newscrawl.extract.notices import MAX_PREVIEW_CHARS, NotArticle, error_notice, login_notice
from newscrawl.extracted import ExtractedArticle
from newscrawl.items import Article
from newscrawl.page.document import Page
from newscrawl.text.addresses import is_home


def why_not_article(page: Page, extracted: ExtractedArticle, article: Article, *, declared: bool) -> NotArticle | None:
    """Why a page is not an article, judged by what was read from it; None if it is one.

    ``declared`` is true if the URL is an article's of a declared site; then only a missing title or text, or a login notice around a
    short text, makes it none.
    """
    look = Look(page, extracted, article)
    is_read = bool(article.title and article.body)
    if is_read and (declared or is_article(look)):
        return _login(look)
    return _notice_or_pictures(look) if declared else _kind(look)


def _kind(look: Look) -> NotArticle:
    """What a page without enough evidence is."""
    if is_home(look.page.url):
        return NotArticle("home", "the address is the site's home page")
    if look.is_search:
        return NotArticle("search", "the page is a search result")
    if look.is_static:
        return NotArticle("other", "the page's text is about the site or its use")
    if look.is_rows or look.has_listing_address or look.says("og:type", "profile"):
        return error_notice(look.page) or NotArticle("listing", "the page lists articles and is none itself")
    if look.is_login:
        return NotArticle("login", "the page is the form to log in")
    if look.offers_action:
        return NotArticle("other", "the page offers something, and tells no news")
    problem = _notice_or_pictures(look)
    if problem.kind in {"no-title", "no-body", "other"}:
        if look.is_list and not look.has_own_headline:
            return NotArticle("listing", "the page lists articles and is none itself")
        if look.has_static_heading:
            return NotArticle("other", "the page's text is about the site or its use")
    return problem


def _notice_or_pictures(look: Look) -> NotArticle:
    if found := _login(look) or error_notice(look.page):
        return found
    article = look.article
    if look.has_pictures_address or (article.images and not article.body):
        return NotArticle("photo", "the page shows pictures or a video without an article's text")
    if not article.title:
        return NotArticle("no-title", "no title was found on the page")
    if not article.body:
        return NotArticle("no-body", "no article text was found on the page")
    return NotArticle("other", "too little on the page speaks for an article")


def _login(look: Look) -> NotArticle | None:
    """The request to log in around a short text."""
    letters = sum(len(block.text) for block in look.article.blocks)
    if letters < MAX_PREVIEW_CHARS and (notice := login_notice(look.page)):
        return NotArticle("login", f"the page asks for a login instead of showing an article ({notice})")
    return None
