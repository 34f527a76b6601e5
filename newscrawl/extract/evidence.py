"""What speaks for and against a page being an article: one table, each row with its weight in points.

A page with at least ``ARTICLE`` points is an article. The weights are measured: ``benchmarks/page_types.py`` reads all pages at hand, as they
are and in disguise, prints how far each is from the wrong side, and ``--fit`` computes the weights again.
"""
from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

from newscrawl.extract.layers.markup.headline import title_element
from newscrawl.extract.look import MIN_ROWS, Look
from newscrawl.text.addresses import is_home
from newscrawl.text.titles import is_outlet_name, is_short_form

ARTICLE = 0
"""Points of a page that is just an article."""
BIAS = -9
"""Points of a page of which nothing holds."""
FEW_CHARS, THIN_CHARS, MANY_CHARS = 80, 120, 800
"""Characters of a body: a label or a teaser, a brief, more than any listing has in one place."""
FEW_SENTENCES, MANY_SENTENCES = 3, 6
MANY_PICTURES = 2
_STATIC_PATH = re.compile(
    r"/(?:about(?:-?us)?|terms?(?:-of-\w+)?|privacy(?:-policy)?|policy|policies|greetings?|intro(?:duction)?|company|history|contact(?:-?us)?|sitemap|"
    r"faq|help|agreement|guide|login|signin|join|register|member|subscribe)(?:[/.]|$)|인사말|소개|약관|방침", re.IGNORECASE)
_FORUM = re.compile(r"/(?:forums?|community|free_?board|cafe|qna|talk)(?:[/._?]|$)|[?&](?:id|bo_table|board)=(?:free|qna|talk)", re.IGNORECASE)
_CUT = re.compile(r"(?:\.{3,}|…)\s?$")
_POLITE = re.compile(r"(?:니다|세요|에요|예요|어요|아요|해요|시오)[.!?]?[\"”’)\]]{0,2}$")
_PLAIN = re.compile(r"[^니]다[.!?]?[\"”’)\]]{0,2}$")


class Evidence(NamedTuple):
    """A row of the table: a sentence that holds of a page or not, and how many points it then has."""

    key: str
    weight: int
    sentence: str
    holds: Callable[[Look], bool]


EVIDENCE = (
    Evidence("json-ld", 6, "JSON-LD describes an article", lambda look: look.has_json_ld),
    Evidence("published-time", 5, "meta states a time of publication", lambda look: look.has_published_time),
    Evidence("state", 6, "a script has an article's data", lambda look: look.extracted.layers.title == "state"),
    Evidence("og-article", 1, "og:type says article", lambda look: look.says("og:type", "article")),
    Evidence("heading", 1, "the title stands on the page as a heading", lambda look: title_element(look.page) is not None),
    Evidence("date", 4, "a date is shown", lambda look: look.shows_date),
    Evidence("date-by-title", 2, "a date stands between the title and the text", lambda look: look.shows_date_by_title),
    Evidence("byline", 3, "someone is named as the author", lambda look: bool(look.article.authors)),
    Evidence("sentences", 1, "the text has several sentences", lambda look: len(look.sentences) >= FEW_SENTENCES),
    Evidence("many-sentences", 2, "the text has many sentences", lambda look: len(look.sentences) >= MANY_SENTENCES),
    Evidence("long", 1, "the text is long", lambda look: look.sentence_chars >= MANY_CHARS),
    Evidence("plain-style", 1, "the sentences are in the plain style of news",
             lambda look: 2 * sum(_PLAIN.search(text) is not None for text in look.sentences) > len(look.sentences)),
    Evidence("short-form", 7, "the title says that it is a flash, a notice of people or a picture",
             lambda look: is_short_form(look.article.title)),
    Evidence("article-body", 2, "the markup says what the body of the article is", lambda look: look.has_named_body),
    Evidence("id", 5, "the address has an article's id", lambda look: look.has_id),
    Evidence("caption", 6, "the text is a picture's caption, and a date stands above it",
             lambda look: look.shows_date_by_title and any(image.caption == look.article.body for image in look.article.images)),
    Evidence("thin", -2, "the text is short, and no data say that it is an article",
             lambda look: not look.is_declared and len(look.article.body) < THIN_CHARS),
    Evidence("few-chars", -6, "the text is hardly a sentence, and no data say that it is an article",
             lambda look: not look.is_declared and look.sentence_chars + look.code_chars < FEW_CHARS),
    Evidence("polite-undated", -3, "an undated text addresses the reader",
             lambda look: not look.shows_date and 2 * sum(_POLITE.search(text) is not None for text in look.sentences) > len(look.sentences)),
    Evidence("cut", -4, "the text's paragraphs are cut off, as teasers are",
             lambda look: sum(_CUT.search(block.text) is not None for block in look.article.blocks) * 3 >= max(len(look.article.blocks), 3)),
    Evidence("rows-in-body", -6, "the text is rows of linked headlines",
             lambda look: look.rows_in_body >= MIN_ROWS and look.rows_in_body * 5 > len(look.article.blocks)),
    Evidence("site-title", -3, "the title is the site's name", lambda look: is_outlet_name(look.article.title, look.extracted.outlets)),
    Evidence("static", -18, "the title is that of terms, a policy or an introduction", lambda look: look.is_static),
    Evidence("forum", -7, "the address is a forum's", lambda look: _FORUM.search(look.address) is not None),
    Evidence("static-address", -4, "the address is that of a static page", lambda look: _STATIC_PATH.search(look.address) is not None),
    Evidence("search", -8, "the page is a search result", lambda look: look.is_search),
    Evidence("listing-address", -6, "the address is a listing's", lambda look: look.has_listing_address),
    Evidence("home", -8, "the address is a home page's", lambda look: is_home(look.page.url)),
    Evidence("og-website", -1, "og:type says website", lambda look: look.says("og:type", "website")),
    Evidence("og-profile", -8, "og:type says profile", lambda look: look.says("og:type", "profile")),
    Evidence("pictures", -10, "the address is that of pictures or a video, and there are some",
             lambda look: look.has_pictures_address and len(look.article.images) > MANY_PICTURES),
    # What takes time to find comes last: see is_article.
    Evidence("most-sentences", 1, "most sentences of the page are in the text", lambda look: look.has_most_sentences),
    Evidence("row-of-many", -6, "the text is one of many rows", lambda look: look.rows_around > 0),
    Evidence("many-headlines", -2, "linked headlines outweigh the text", lambda look: look.is_of_headlines),
    Evidence("menu-title", -3, "the title is a menu's label", lambda look: look.is_title_in_menu),
    Evidence("action", -4, "a button offers to buy, apply or vote", lambda look: look.offers_action),
)


def evidence(look: Look) -> list[Evidence]:
    """What holds of a page, in the order of the table."""
    return [row for row in EVIDENCE if row.holds(look)]


def points(found: Iterable[Evidence]) -> int:
    return BIAS + sum(row.weight for row in found)


def is_article(look: Look) -> bool:
    """Whether a page has enough points. Rows that cannot change the answer are not asked."""
    total = BIAS
    for number, row in enumerate(EVIDENCE):
        if total + _WORST[number] >= ARTICLE or total + _BEST[number] < ARTICLE:
            return total + _WORST[number] >= ARTICLE
        total += row.weight * row.holds(look)
    return total >= ARTICLE


_WORST = [sum(min(row.weight, 0) for row in EVIDENCE[number:]) for number in range(len(EVIDENCE))]
_BEST = [sum(max(row.weight, 0) for row in EVIDENCE[number:]) for number in range(len(EVIDENCE))]
"""The points that a row and those after it can take away, or give."""
