"""Decides what a page is if it is not an article: a home page, a listing, a notice instead of the article.

A page of an undeclared paper needs a score to count as an article: from what it declares, and from what only articles have.
"""
from __future__ import annotations

import re
from itertools import pairwise
from urllib.parse import parse_qs, urlsplit

from newscrawl.extract.layers.json_ld import JSON_LD
from newscrawl.extract.layers.markup.container import HEADLINE
from newscrawl.extract.layers.markup.headline import title_element
from newscrawl.extract.notices import MAX_PREVIEW_CHARS, NotArticle, error_notice, login_notice
from newscrawl.items import MEDIA, Article, ExtractedArticle, ExtractedBlock
from newscrawl.page.document import Page
from newscrawl.page.dom import visible_text

MIN_ARTICLE_SCORE = 2
"""A page with this score is an article."""
MIN_PARAGRAPH_CHARS = 50
"""A longer paragraph is no label."""
MANY_CHARS = 800
"""Only articles have so many characters in such paragraphs."""
FEW_CHARS = 100
"""A shorter text is hardly an article."""
LINKED_SHARE = 0.5
"""A headline with this share of link text links to another article; a time may be beside it."""
MIN_TEASER_CHARS = 20
"""The shortest text below such a headline."""
_SEARCH = re.compile(r"/search|검색\s?결과|통합검색|[:|-]\s?[^:|]{0,20}검색$")
_PICTURES = re.compile(r"/photo|/gallery|photoview|/video|/vod|/clip|포토\s?(?:뉴스|갤러리)|화보", re.IGNORECASE)

# Titles of long texts that are no articles: terms, policies, about pages.
_NO_NEWS = re.compile(
    r"(?:\S{1,20}\s)?(?:개인정보\s?(?:처리|취급|보호)\s?(?:방침|정책)|(?:이용|서비스|회원)\s?약관|(?:회사|매체|신문사)\s?소개|이용\s?안내|"
    r"(?:윤리|편집)\s?(?:강령|규약|규정)|청소년\s?보호\s?(?:정책|방침)|저작권\s?(?:규약|정책|안내|보호\s?정책))")


def why_not_article(page: Page, extracted: ExtractedArticle, article: Article, *, declared: bool) -> NotArticle | None:
    """Why a page is not an article, judged by what was read from it; None if it is one.

    ``declared`` is true if the URL is an article's of a declared site; then only a missing title or text makes it none.
    """
    letters = sum(len(block.text) for block in article.blocks)
    if letters < MAX_PREVIEW_CHARS and (notice := login_notice(page)):
        return NotArticle("login", f"the page asks for a login instead of showing an article ({notice})")
    if article.title and article.body and (declared or article_score(page, extracted, article) >= MIN_ARTICLE_SCORE):
        return None
    if not declared and is_home(page.url):
        return NotArticle("home", "the address is the site's home page")
    if instead := error_notice(page):
        return instead
    if not declared and (_SEARCH.search(urlsplit(page.url).path) or _SEARCH.search(page.title_tag)):
        return NotArticle("search", "the page is a search result")
    if _PICTURES.search(urlsplit(page.url).path) or (article.images and not article.body):
        return NotArticle("photo", "the page shows pictures or a video without an article's text")
    if not declared and _NO_NEWS.fullmatch(article.title):
        return NotArticle("other", "the page's text is about the paper or its use")
    if not declared and (extracted.body or headlines(page) > 4 or "profile" in page.meta.get("og:type", [])):
        return NotArticle("listing", "the page lists articles and is none itself")
    if not article.title:
        return NotArticle("no-title", "no title was found on the page")
    return NotArticle("no-body", "no article text was found on the page")


def article_score(page: Page, extracted: ExtractedArticle, article: Article) -> int:
    """The score of a page as an article: what it declares counts most; features of listings count against it."""
    declared = (bool(JSON_LD.read_title(page)) or "article" in page.meta.get("og:type", [])
                or "article:published_time" in page.meta or extracted.layers.title == "state")
    paragraphs = [block for block in article.blocks if block.type != "heading" and len(block.text) > MIN_PARAGRAPH_CHARS]
    listed = _listed_in(extracted.body)
    return (2 * declared
            + (title_element(page) is not None)
            + (article.published_at is not None)
            + bool(article.authors)
            + (len(paragraphs) > 1)
            + (sum(len(block.text) for block in paragraphs) > MANY_CHARS)
            - (len(article.body) < FEW_CHARS)
            - 4 * bool(_NO_NEWS.fullmatch(article.title))
            - ("website" in page.meta.get("og:type", []))
            - 4 * ("profile" in page.meta.get("og:type", []))
            - 4 * (len(article.images) > 2 and bool(_PICTURES.search(urlsplit(page.url).path)))
            - 3 * is_home(page.url)
            - 4 * (listed > 4 and listed * 5 > 2 * len(article.blocks)))


def is_home(url: str) -> bool:
    parts = urlsplit(url)
    return parts.path.strip("/") in {"", "index.html", "index.php", "main"} and not any(
        name in parse_qs(parts.query) for name in ("p", "no", "idxno", "id", "act", "mod"))


def headlines(page: Page) -> int:
    """How many links on the page look like headlines."""
    return sum(len(visible_text(link)) in HEADLINE for link in page.index.by_tag["a"])


def _listed_in(body: list[ExtractedBlock]) -> int:
    """How many linked headlines have a text below them, as items of a listing have."""
    shown_blocks = [block for block in body if block.type not in MEDIA]
    return sum(above.link_share >= LINKED_SHARE and len(above.text) in HEADLINE and below.link_share < LINKED_SHARE
               and len(below.text) >= MIN_TEASER_CHARS for above, below in pairwise(shown_blocks))
