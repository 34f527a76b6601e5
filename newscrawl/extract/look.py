"""What the evidence asks of a page that may be an article: each answer is computed once."""
from __future__ import annotations

import re
from functools import cached_property
from itertools import pairwise
from urllib.parse import unquote, urlsplit

from lxml.etree import _Element as Element

from newscrawl.extract.layers.json_ld import JSON_LD
from newscrawl.extract.layers.markup.container import HEADLINE, has_named_body, sentence_chars_on, text_container
from newscrawl.extract.layers.markup.header import header_lines
from newscrawl.extract.layers.markup.headline import title_element
from newscrawl.extract.side_blocks import SIDE_RULES, SIDE_TAGS, in_side, not_side
from newscrawl.extracted import MEDIA, ExtractedArticle
from newscrawl.items import Article
from newscrawl.page.document import Page
from newscrawl.page.dom import INVISIBLE_TAGS, visible_text
from newscrawl.text.dates import published_and_modified
from newscrawl.text.sentences import SENTENCE_END, is_sentence

MIN_SHARE = 0.5
"""The share of the page's sentences that an article's body has at least."""
MIN_ROWS = 4
"""So many rows of one kind are a list."""
MAX_ROW_CHARS = 600
"""A longer element is no row."""
MAX_ROW_DEPTH = 6
FEW_LISTED, MIN_LISTED = 3, 0.2
"""A page with so many linked headlines, and of so large a share, is a list; dates, summaries and labels are the rest."""
MANY_LISTED = 12
"""A page with so many is one whatever else it shows."""
MENU_TAGS = SIDE_TAGS - {"a"}
LINKED_SHARE = 0.5
"""A headline with this share of link text links to another article; a time may be beside it."""
MIN_TEASER_CHARS = 20
MAX_LABEL_LINE = 100
"""A line with a time between title and text is no longer."""
MAX_LABEL_CHARS = 20
"""A longer title is a headline, no label of a menu."""
MANY_BESIDE = 300
"""A page of one thing links to no more headlines beside it."""
MANY_HEADLINES = 5
"""So many characters of linked headlines to one of the body are a page of links."""

STATIC = re.compile(
    r"(?:\S{1,20}\s)?(?:개인정보\s?(?:처리|취급|보호)\s?(?:방침|정책)|(?:이용|서비스|회원)\s?약관|(?:회사|매체|신문사|기관|재단|센터|사이트)?\s?(?:소개|연혁)|"
    r"이용\s?안내|(?:윤리|편집)\s?(?:강령|규약|규정)|청소년\s?보호\s?(?:정책|방침)|저작권\s?(?:규약|정책|안내|보호\s?정책)|(?:대표|기관장|이사장|원장)?\s?인사말|"
    r"(?:찾아)?오시는\s?길|조직도|광고\s?(?:안내|문의)|구독\s?(?:안내|신청)|제휴\s?(?:안내|문의)|고충\s?처리인?|자주\s?(?:묻는|하는)\s?질문|FAQ|사이트\s?맵|"
    r"고객\s?센터|about(?:\sus)?|contact(?:\sus)?|privacy(?:\spolicy)?|terms(?:\sof\s(?:use|service))?)", re.IGNORECASE)
"""Titles of texts that are no articles: terms, policies, about pages."""
_ID = re.compile(r"\d{4}|[0-9A-Z]{16}")
_LOGIN_TITLE = re.compile(r"(?:\S{1,20}\s)?(?:로그인|회원\s?가입|log\s?-?in|sign\s?-?in)(?:\s페이지)?", re.IGNORECASE)
_SEARCH_PATH = re.compile(r"/search|[?&](?:query|keyword|search_?word|kwd)=", re.IGNORECASE)
_SEARCH_TITLE = re.compile(r"검색\s?결과|통합검색|[:|-]\s?[^:|]{0,20}검색$")
_LISTING_ADDRESS = re.compile(
    r"(?:^|[/_-])(?:sections?|categor(?:y|ies)|tags?|topics?|(?:article_?|news_?|board_?|press\w*)?list(?:_all)?|archives?|authors?|reporters?|pages)/?"
    r"(?:$|[.?]|(?<=[a-z]/)[\w%-]{1,20}/?$)|[?&]page(?:no|index|_no)?=\d{1,4}(?:&|$)", re.IGNORECASE)
_PICTURES = re.compile(r"/photo|/gallery|photoview|/video|/vod|/clip|포토\s?(?:뉴스|갤러리)|화보", re.IGNORECASE)
_ACTION = re.compile(
    r"장바구니(?:에)?(?:\s?담기)?|(?:바로|즉시)?\s?구매(?:하기)?|(?:즉시|입사)\s?지원(?:하기)?|지원하기|투표(?:하기)?|예매(?:하기)?|참가\s?신청(?:하기)?")


def names_page_type(text: str) -> bool:
    """Whether a text on a page says by itself that the page is no article: the title of terms, or a button that offers to buy.

    >>> names_page_type("이용약관"), names_page_type("장바구니 담기"), names_page_type("이용약관 바뀐다")
    (True, True, False)
    """
    return bool(STATIC.fullmatch(text) or _ACTION.fullmatch(text))


class Look:
    """A page and what was read from it, with what the evidence asks of them, each computed once."""

    def __init__(self, page: Page, extracted: ExtractedArticle, article: Article) -> None:
        self.page = page
        self.extracted = extracted
        self.article = article
        self.url = urlsplit(page.url)
        self.address = unquote(f"{self.url.path}?{self.url.query}" if self.url.query else self.url.path)

    def says(self, name: str, content: str) -> bool:
        return content in self.page.meta.get(name, [])

    @cached_property
    def has_json_ld(self) -> bool:
        return bool(JSON_LD.read_title(self.page))

    @cached_property
    def has_published_time(self) -> bool:
        return "article:published_time" in self.page.meta

    @cached_property
    def is_declared(self) -> bool:
        """Whether the page says in data, and not only by ``og:type``, that it is an article."""
        return self.has_json_ld or self.has_published_time or self.extracted.layers.title == "state"

    @cached_property
    def has_named_body(self) -> bool:
        """Whether an ``itemprop`` names the article's body."""
        return has_named_body(self.page)

    @cached_property
    def shows_date(self) -> bool:
        return self.article.published_at is not None and self.extracted.layers.published_at not in {"listing", "url"}

    @cached_property
    def shows_date_by_title(self) -> bool:
        """Whether a time stands between the title and the text."""
        header = " | ".join(line.text for line in header_lines(self.page) if len(line.text) <= MAX_LABEL_LINE)
        return self.article.published_at is not None and published_and_modified(header, self.page.fetched_at)[0] is not None

    @cached_property
    def offers_action(self) -> bool:
        """Whether a button or link offers to buy, to vote, to apply or the like."""
        by_tag = self.page.index.by_tag
        buttons = ["".join(button.itertext("*")).strip() for button in by_tag["button"]]
        labels = [*self.link_texts, *buttons, *(box.get("value") or "" for box in by_tag["input"])]
        return any(_ACTION.fullmatch(label) for label in labels if len(label) <= MAX_LABEL_CHARS)

    @cached_property
    def sentences(self) -> list[str]:
        """The body's sentences."""
        lines = (line for block in self.article.blocks if block.type != "heading" for line in block.text.split("\n"))
        return [sentence for line in lines if is_sentence(line) for sentence in _split(line)]

    @cached_property
    def code_chars(self) -> int:
        return sum(len(block.text) for block in self.article.blocks if block.type == "code")

    @cached_property
    def sentence_chars(self) -> int:
        return sum(map(len, self.sentences))

    @cached_property
    def has_most_sentences(self) -> bool:
        """Whether the body has most of the page's sentences."""
        return self.sentence_chars >= MIN_SHARE * sentence_chars_on(self.page) > 0

    @cached_property
    def link_texts(self) -> list[str]:
        return [visible_text(link) for link in self.page.index.by_tag["a"]]

    @cached_property
    def headlines(self) -> list[str]:
        """The texts of links that look like headlines."""
        return [text for text in self.link_texts if len(text) in HEADLINE]

    @cached_property
    def rows_in_body(self) -> int:
        """How many linked headlines of the body have a text below them, as items of a listing have."""
        shown = [block for block in self.extracted.body if block.type not in MEDIA]
        return sum(above.link_share >= LINKED_SHARE and len(above.text) in HEADLINE and "://" not in above.text and below.link_share < LINKED_SHARE
                   and len(below.text) >= MIN_TEASER_CHARS for above, below in pairwise(shown))

    @cached_property
    def rows_around(self) -> int:
        """How many rows there are of which the body's container is one: elements of its tag beside it, short, each with a linked headline."""
        element = text_container(self.page)
        for _ in range(MAX_ROW_DEPTH):
            if element is None or (around := element.getparent()) is None:
                return 0
            if len(visible_text(element, enough=MAX_ROW_CHARS)) > MAX_ROW_CHARS:
                return 0  # nor is what stands around it a row
            if _is_row(element) and (rows := sum(_shape(other) == _shape(element) and _is_row(other) for other in around)) >= MIN_ROWS:
                return rows
            element = around
        return 0

    @cached_property
    def is_title_in_menu(self) -> bool:
        """Whether the title is a label: some link has this short text."""
        title = self.article.title
        return 0 < len(title) <= MAX_LABEL_CHARS and title in self.link_texts

    @cached_property
    def title_parts(self) -> list[str]:
        """The title, and the parts of ``<title>``."""
        return [self.article.title, *(part.strip() for part in re.split(r"\s[-–<>:]\s|[|｜ㅣ│]|::", self.page.title_tag))]

    @cached_property
    def is_search(self) -> bool:
        return bool(_SEARCH_PATH.search(self.address) or _SEARCH_TITLE.search(self.page.title_tag))

    @cached_property
    def is_static(self) -> bool:
        """Whether the page's title is that of terms, a policy, an introduction or the like."""
        return any(STATIC.fullmatch(part) for part in self.title_parts)

    @cached_property
    def has_static_heading(self) -> bool:
        return any(STATIC.fullmatch(visible_text(heading)) for tag in ("h1", "h2") for heading in self.page.index.by_tag[tag])

    @cached_property
    def has_id(self) -> bool:
        """Whether the address has an article's id."""
        return _ID.search(self.address) is not None

    @cached_property
    def is_login(self) -> bool:
        """Whether the page is a form to log in, or to join."""
        asks = any(box.get("type") == "password" for box in self.page.index.by_tag["input"])
        return asks and any(_LOGIN_TITLE.fullmatch(part) for part in self.title_parts)

    @cached_property
    def has_own_headline(self) -> bool:
        """Whether the page's title is a headline that stands on it and leads nowhere, and its address has an id: it shows a single thing."""
        heading = title_element(self.page)
        return (self.has_id and heading is not None and len(visible_text(heading)) in HEADLINE and bool(self.page.title_tag)
                and len(self.headlines) <= MANY_BESIDE and next(heading.iter("a"), None) is None and next(heading.iterancestors("a"), None) is None)

    @cached_property
    def has_pictures_address(self) -> bool:
        return _PICTURES.search(self.url.path) is not None

    @cached_property
    def has_listing_address(self) -> bool:
        return _LISTING_ADDRESS.search(self.address) is not None

    @cached_property
    def is_rows(self) -> bool:
        """Whether the text is rows of a list, or one of them."""
        return self.rows_around > 0 or (self.rows_in_body >= MIN_ROWS and self.rows_in_body * 5 > len(self.article.blocks))

    @cached_property
    def is_of_headlines(self) -> bool:
        """Whether linked headlines outweigh the text."""
        return len(self.headlines) > MIN_ROWS and sum(map(len, self.headlines)) > MANY_HEADLINES * len(self.article.body)

    @cached_property
    def is_list(self) -> bool:
        """Whether linked headlines are most of what the page shows outside of its side blocks."""
        known: dict[Element, bool] = not_side([self.page.tree, *self.page.tree.iter("body")])

        def is_main(element: Element) -> bool:
            return not in_side(element, known, MENU_TAGS, SIDE_RULES)

        shown = sum(len(text.strip()) for element, text in self.page.index.texts if element.tag not in INVISIBLE_TAGS and is_main(element))
        listed = [text for link, text in zip(self.page.index.by_tag["a"], self.link_texts, strict=True) if len(text) in HEADLINE and is_main(link)]
        return len(listed) >= MANY_LISTED or (len(listed) >= FEW_LISTED and sum(map(len, listed)) > MIN_LISTED * shown)


def _split(line: str) -> list[str]:
    ends = [match.end() for match in SENTENCE_END.finditer(line)]
    return [text for start, end in pairwise([0, *ends, len(line)]) if (text := line[start:end].strip())]


def _is_row(element: Element) -> bool:
    text = visible_text(element, enough=MAX_ROW_CHARS)
    if not HEADLINE.start <= len(text) <= MAX_ROW_CHARS:
        return False
    return any(len(visible_text(link)) in HEADLINE for link in ([element] if element.tag == "a" else element.iter("a")))


def _shape(element: Element) -> tuple[str, str]:
    """Tag and first class name."""
    return str(element.tag), (element.get("class") or "").partition(" ")[0]
