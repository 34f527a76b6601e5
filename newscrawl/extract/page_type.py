"""What a page is that holds no article: a home page, a listing, a notice in the article's place.

A page of an undeclared paper is taken for an article by evidence: what it declares itself to be, and what only articles have.
"""
from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit

from newscrawl.extract.layers.json_ld import JSON_LD
from newscrawl.extract.layers.markup.container import HEADLINE, text_container
from newscrawl.extract.layers.markup.headline import title_element
from newscrawl.items import Article, ExtractedArticle, ExtractedBlock
from newscrawl.page.document import Page
from newscrawl.page.dom import INVISIBLE_TAGS, visible_text
from newscrawl.text.whitespace import letters_of

MIN_ARTICLE_SCORE = 2
"""Points of evidence that make a page an article."""
MIN_PARAGRAPH_CHARS = 50
"""Letters of a paragraph that is no label."""
MANY_CHARS = 800
"""Letters of such paragraphs that few pages have but articles."""
FEW_CHARS = 100
"""Letters of a whole text that is hardly an article's."""
MAX_NOTICE_PAGE_CHARS = 1500
"""Letters; a notice in an article's place has not much more around it."""
MAX_SOURCE_PER_CHAR = 3
"""Letters of the source may become one when they are composed."""
LINKED_SHARE = 0.5
"""Share of link text in a headline that leads elsewhere; a time may stand beside it."""
MIN_TEASER = 20
"""Letters of the shortest text below one."""
MAX_PREVIEW_CHARS = 300
"""Letters of a body so short that a login notice near it counts."""

_MISSING = re.compile(
    r"(?:없는|삭제된|존재하지\s?않는|찾을\s수\s없는)\s?(?:기사|페이지|게시물|뉴스|링크|콘텐츠)|(?:기사|페이지|게시물|뉴스)(?:가|를|이)\s"
    r"(?:없습니다|삭제(?:되었|됐)|존재하지\s?않|찾을\s수\s없)|이미\s삭제된|not\s?found", re.IGNORECASE)
_LOGIN = re.compile(r"회원\s?전용|유료\s?(?:회원|기사|구독)|로그인(?:이\s필요|\s?후\s|하시면|\s?해\s?주세요)|구독(?:자|회원)\s?(?:전용|만)|"
                    r"프리미엄\s(?:회원|기사)|회원이\s아니신가요|구독하시면|이미\s구독\s중이")
# What one logs in for beside an article that everybody may read.
_MEMBERS_OWN = re.compile(r"댓글|의견|공감|스크랩|추천|좋아요|글쓰기|덧글|투표")
LOGIN_NOTICE_AROUND = 30
"""Letters before and after a login notice."""
_LIKE_LOGIN = re.compile(re.sub(r"\\s\??", r"\\s*", _LOGIN.pattern))
"""Matches in text as it is in the source wherever the other does in what is shown."""
_ERROR = re.compile(
    r"(?:500|502|503|504)\s|서버\s?(?:오류|에러|점검)|일시적(?:인|으로)?\s|internal\sserver|bad\sgateway|service\sunavailable|access\sdenied|"
    r"forbidden|captcha|ray\sid|(?:비정상|정상)적인\s접근|사람인지\s확인|로봇이\s아닙니다|자동화된\s프로그램|오류가\s발생", re.IGNORECASE)
_ALERT = re.compile(r"alert\(\s*['\"](.{2,200}?)['\"]\s*\)")
_SEARCH = re.compile(r"/search|검색\s?결과|통합검색|[:|-]\s?[^:|]{0,20}검색$")
_PICTURES = re.compile(r"/photo|/gallery|photoview|/video|/vod|/clip|포토\s?(?:뉴스|갤러리)|화보", re.IGNORECASE)

# Titles of the long texts that every site has beside its articles.
_NO_NEWS = re.compile(
    r"(?:\S{1,20}\s)?(?:개인정보\s?(?:처리|취급|보호)\s?(?:방침|정책)|(?:이용|서비스|회원)\s?약관|(?:회사|매체|신문사)\s?소개|이용\s?안내|"
    r"(?:윤리|편집)\s?(?:강령|규약|규정)|청소년\s?보호\s?(?:정책|방침)|저작권\s?(?:규약|정책|안내|보호\s?정책))")


class NotArticle(NamedTuple):
    """Why a page holds no article."""

    kind: str
    """``home``, ``listing``, ``search``, ``login``, ``missing``, ``error``, ``photo``, ``other``; ``no-title`` or ``no-body`` when
    it cannot be told."""

    message: str


def error_notice(page: Page) -> NotArticle | None:
    """What a page says instead of an article: that it is gone, for members, or broken."""
    text = visible_text(page.tree)
    if len(text) < 10:
        said = _ALERT.search(page.response.text)
        text = said[1] if said else text
    if not text:
        return NotArticle("error", "the page is empty")
    if len(text) >= MAX_NOTICE_PAGE_CHARS:
        return None
    if missing := _MISSING.search(text):
        return NotArticle("missing", f"the page says that the article is not there ({missing[0].strip()})")
    if asked := _login_notice(text):
        return NotArticle("login", f"the page asks for a login instead of showing an article ({asked})")
    if error := _ERROR.search(text):
        return NotArticle("error", f"the page tells of an error ({error[0].strip()})")
    return None


def why_not_article(page: Page, extracted: ExtractedArticle, article: Article, *, declared: bool) -> NotArticle | None:
    """Why a page is no article, told from what was read of it; None when it is one.

    ``declared`` says that the address is that of an article of a site we know, so that only a missing text speaks against it.
    """
    letters = sum(len(block.text) for block in article.blocks)
    if letters < MAX_PREVIEW_CHARS and _LIKE_LOGIN.search(page.index.plain) and (notice := _login_notice(_around(page))):
        return NotArticle("login", f"the page asks for a login instead of showing an article ({notice})")
    if article.title and article.body and (declared or article_score(page, extracted, article) >= MIN_ARTICLE_SCORE):
        return None
    if not declared and is_home(page.url):
        return NotArticle("home", "the address is the site's home page")
    if told := error_notice(page):
        return told
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


def _login_notice(text: str) -> str | None:
    """The first wording of a text that asks for a login to read on, not to comment."""
    for asked in _LOGIN.finditer(text):
        if not _MEMBERS_OWN.search(text[max(0, asked.start() - LOGIN_NOTICE_AROUND):asked.end() + LOGIN_NOTICE_AROUND]):
            return asked[0].strip()
    return None


def _around(page: Page) -> str:
    """What is shown around the article's place: of the page, if it is short, else of the container's surroundings."""
    container = text_container(page)
    if container is None or not _is_long(page):
        whole = visible_text(page.tree)
        if container is None or len(whole) < MAX_NOTICE_PAGE_CHARS:
            return whole
    around = container.getparent()
    return visible_text(around if around is not None else container)


def _is_long(page: Page) -> bool:
    """Whether a page surely shows more than a short one; known before all of it is put together."""
    letters = 0
    for element, text in page.index.texts:
        if element.tag not in INVISIBLE_TAGS:
            letters += len(letters_of(text))
            if letters > MAX_NOTICE_PAGE_CHARS * MAX_SOURCE_PER_CHAR:
                return True
    return False


def article_score(page: Page, extracted: ExtractedArticle, article: Article) -> int:
    """How much speaks for one article: what the page declares counts most, what listings have counts against it."""
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
    """How many links on the page read like headlines."""
    return sum(len(visible_text(link)) in HEADLINE for link in page.index.by_tag["a"])


def _listed_in(body: list[ExtractedBlock]) -> int:
    """How many headlines that lead elsewhere have a text of their own below them, as a listing's items do."""
    shown_blocks = [block for block in body if block.type not in {"image", "caption"}]
    return sum(above.link_share >= LINKED_SHARE and len(above.text) in HEADLINE and below.link_share < LINKED_SHARE and len(below.text) >= MIN_TEASER
               for above, below in pairwise(shown_blocks))
