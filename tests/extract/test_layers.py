"""What a field falls back to when a layer does not give it, and which values no layer is believed for."""
from __future__ import annotations

import dataclasses
import re
from datetime import timedelta

import pytest

import newscrawl
from newscrawl.extract.fields import FIELDS
from newscrawl.extract.layer import EmptyLayer, ExtractionLayer
from newscrawl.families.base.article_pages import ArticlePages
from newscrawl.families.base.layered_reading import LayeredReading
from newscrawl.families.cms import ndsoft
from newscrawl.families.cms.known import cms_of
from newscrawl.items import Article
from newscrawl.page.document import Page
from newscrawl.text.charset import choose_encoding
from tests.saved import FETCHED_AT, SavedPage, saved_pages

DECLARED = [page for page in saved_pages()
            if not page.is_listing and "error_kind" not in page.answer and not page.site.endswith(".example")]
BODY = ("<p>누리AI가 새 모형을 내놨다. 값은 그대로다.</p><p>업계는 내년에 시장이 두 배로 커질 것으로 본다.</p><p>회사는 시험을 마쳤다고 했다.</p>"
        "<p>새 모형은 글과 그림을 함께 읽는다. 답을 모를 때는 모른다고 한다.</p><p>다음 달에는 소리도 읽게 할 계획이다.</p>")


def read(page: str, url: str = "https://www.paper.example/news/1234567") -> Article:
    return newscrawl.read_page(page.encode(), url, fetched_at=FETCHED_AT)


def page(head: str = "", header: str = "", body: str = BODY) -> str:
    return (f"<html><head><title>누리AI, 새 모형 공개 - 한빛일보</title><meta property='og:type' content='article'>"
            f"<meta property='og:site_name' content='한빛일보'>{head}</head><body><div><h1>누리AI, 새 모형 공개</h1>{header}</div>"
            f"<div class='v'>{body}</div></body></html>")


def renamed(names: re.Match[str]) -> str:
    """``class="a b"`` as ``class="z9-a z9-b"``."""
    return f'{names[1]}="{" ".join(f"z9-{name}" for name in names[2].split())}"'


@pytest.mark.parametrize("saved", DECLARED, ids=str)
def test_a_redesign_degrades_visibly(saved: SavedPage) -> None:
    """All class names and ids changed: title, date and text are still there, and the record says where from."""
    encoding = choose_encoding(saved.body)
    redesigned = re.sub(r'\b(class|id)="([^"]*)"', renamed, saved.body.decode(encoding)).encode(encoding)
    article = newscrawl.read_page(redesigned, saved.url, fetched_at=FETCHED_AT)
    whole = saved.answer
    assert article.title == whole["title"]
    assert article.published_at is not None
    assert article.published_at.isoformat()[:10] == whole["published_at"][:10]
    kept = [block["text"] for block in whole["blocks"] if block["type"] == "paragraph" and block["text"] in article.body]
    assert len(kept) >= 0.8 * sum(block["type"] == "paragraph" for block in whole["blocks"])
    assert article.provenance.layers.body in {"generic", "state"}
    assert article.provenance.layers.title not in {"site", "family"}


def test_a_body_far_shorter_than_json_ld_says_is_a_warning() -> None:
    saved = SavedPage("aitimes_kr", "article_updated_table_quote")
    text = "가나다라 마바사 아자차카 타파하 " * 200
    script = f'<script type="application/ld+json">{{"@type": "NewsArticle", "articleBody": "{text}"}}</script></head>'
    article = newscrawl.read_page(saved.body.replace(b"</head>", script.encode()), saved.url, fetched_at=FETCHED_AT)
    assert "body: far shorter than what json-ld says" in article.provenance.warnings


def test_a_body_foreign_to_the_description_is_a_warning() -> None:
    saved = SavedPage("thelec", "article_glass_substrate")
    foreign = "축구 대표팀이 어젯밤 열린 평가전에서 두 점 차로 이기며 본선에 나갈 채비를 마쳤다"
    changed = re.sub(rb'(property="og:description" content=")[^"]*', rb"\1" + foreign.encode(), saved.body)
    assert changed != saved.body
    article = newscrawl.read_page(changed, saved.url, fetched_at=FETCHED_AT)
    assert article.provenance.warnings == ["body: tells of something else than the page's description"]


def test_a_date_to_come_is_not_believed_and_said() -> None:
    later = (FETCHED_AT + timedelta(days=30)).isoformat()
    article = read(page(f"<meta property='article:published_time' content='{later}'>", "<p>입력 2026-11-20 09:30</p>"))
    assert article.published_at is not None
    assert article.published_at.isoformat() == "2026-11-20T09:30:00+09:00"
    assert article.provenance.layers.published_at == "generic"
    assert article.provenance.warnings == ["published_at: what meta says is still to come"]


def test_without_a_date_there_is_none() -> None:
    article = read(page())
    assert (article.published_at, article.published_precision, article.provenance.layers.published_at) == (None, None, None)


def test_the_paper_is_no_author_and_no_title() -> None:
    article = read(page("<meta name='author' content='한빛일보'><meta property='og:title' content='한빛일보'>", "<p>홍길동 기자</p>"))
    assert article.title == "누리AI, 새 모형 공개"
    assert [(author.name, author.role) for author in article.authors] == [("홍길동", "기자")]
    assert article.provenance.layers.authors == "generic"


def test_a_description_is_no_body() -> None:
    said = "누리AI가 새 모형을 내놨다. 값은 그대로다. 업계는 내년에 시장이 두 배로 커질 것으로 본다."
    script = f'<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "누리AI", "articleBody": "{said[:30]}"}}</script>'
    with pytest.raises(newscrawl.NotAnArticle):
        read(page(f"<meta property='og:description' content='{said}'>{script}", body=""))


@pytest.mark.parametrize("mark", ["has-mobile-share", "et_fixed_nav", "nav-below-header", "relatedposts-on", "comment-open", "hidden-xs"])
def test_what_a_theme_notes_on_the_whole_page_makes_no_side_block_of_it(mark: str) -> None:
    plain, marked = page(), page().replace("<body>", f"<body class='{mark}' id='top-nav'>")
    assert marked != plain
    assert read(marked).body == read(plain).body


def test_json_ld_goes_before_meta() -> None:
    script = """<script type="application/ld+json">
        {"@graph": [{"@type": "WebSite", "name": "한빛일보"}, {"@type": ["NewsArticle"], "headline": "누리AI, 새 모형 공개",
         "datePublished": "2026-11-20T00:30:00Z", "author": [{"@type": "Person", "name": "홍길동", "jobTitle": "기자"}]}]}</script>"""
    article = read(page("<meta property='article:published_time' content='2026-11-19T01:00:00+09:00'>" + script))
    assert article.published_at is not None
    assert article.published_at.isoformat() == "2026-11-20T09:30:00+09:00"
    assert article.provenance.layers.published_at == article.provenance.layers.authors == "json-ld"


@pytest.mark.parametrize(("site", "cms", "generation"), [
    ("aitimes_kr", "ndsoft", "section-list"), ("thelec", "ndsoft", "altlist"), ("garam-ej.example", "ndsoft", "foundation"),
    ("comworld", "ndsoft", "tables"), ("datanet", "ndsoft", "foundation"), ("bloter", "ndsoft", "section-list"), ("epnc", "ndsoft", "altlist"),
    ("byline", "wordpress", None), ("techsuda", "wordpress", None), ("hellot", "dadamedia", None),
    ("startup-maeul.example", "wordpress", None), ("hyeonjang-tech.example", "dadamedia", None), ("dareum-biz.example", "arc", None),
    ("saebit-daily.example", "nextjs", None), ("maru-post.example", "nextjs", None), ("etnews", None, None), ("metroseoul", None, None),
    ("narae-inside.example", None, None), ("oreum-news.example", None, None)])
def test_the_cms_is_told_by_its_marks(site: str, cms: str | None, generation: str | None) -> None:
    for saved in saved_pages():
        if saved.site == site and saved.slug.startswith("article_") and saved.slug != "article_members_only":
            found = Page.from_bytes(saved.body, saved.url, saved.headers, FETCHED_AT)
            known = cms_of(found)
            assert (known and known.key, known and known.design(found)) == (cms, generation)


@pytest.mark.parametrize(("mark", "generation"), [
    ("<div class='arl_view_title_box'><h1 class='arl_view_title'>제목</h1></div><div id='arl_view_content'></div>", "mod"),
    ("<td class='ArtList_Title'><a href='articleView.html?idxno=1'>제목</a></td>", "tables"),
    ("<p>섹션 목록을 다룬 글에 ndsoft라는 말이 나온다.</p>", None)])
def test_old_generations_of_nd_soft(mark: str, generation: str | None) -> None:
    found = Page.from_bytes(f"<html><body>{mark}</body></html>".encode(), "https://www.paper.example/", None, FETCHED_AT)
    assert ndsoft.design(found) == generation
    assert cms_of(found) == (ndsoft.CMS if generation else None)


@pytest.mark.parametrize("layer", [EmptyLayer(), *LayeredReading.LAYERS.values()], ids=lambda layer: type(layer).__name__)
def test_every_layer_can_be_asked_for_every_field(layer: ExtractionLayer) -> None:
    empty = Page.from_bytes(b"<html></html>", "https://www.paper.example/1", None, FETCHED_AT)
    assert [bool(field.ask(layer, empty)) for field in FIELDS] == [False] * len(FIELDS)


def test_fields_have_the_names_of_the_record() -> None:
    names = {field.name for field in dataclasses.fields(Article)}
    assert {field.key for field in FIELDS} <= names
    for field in FIELDS:
        assert hasattr(ArticlePages, field.css)
        assert all(hasattr(ArticlePages, name) for name in field.site_names)


def test_an_unknown_fallback_field_fails_at_once() -> None:
    with pytest.raises(TypeError, match=r"Typo\.fallback_fields names byline; there are title, subtitle, published_at"):
        type("Typo", (ArticlePages,), {"fallback_fields": ArticlePages.fallback_fields | {"byline"}})
