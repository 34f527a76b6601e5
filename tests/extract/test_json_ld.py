"""JSON-LD with errors, of several articles, and with entities."""
from __future__ import annotations

import json

import pytest

from newscrawl.text.json_text import decode_json
from tests.extract.invented import SENTENCES, TITLE, URL, page, read

ARTICLE = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": TITLE, "datePublished": "2026-11-19T10:00:00+09:00",
           "dateModified": "2026-11-19T12:00:00+09:00", "keywords": "풍차,섬마을", "articleSection": "IT"}
STATED = ("2026-11-19T10:00:00+09:00", "2026-11-19T12:00:00+09:00", ["풍차", "섬마을"], ["IT"], [])


def valid(**changed: object) -> str:
    return json.dumps(ARTICLE | changed, ensure_ascii=False)


def stated(json_ld: str) -> tuple[str | None, str | None, list[str], list[str], list[str]]:
    """Times, tags, section and warnings of a page that says them in JSON-LD only."""
    article = read(page(json_ld=json_ld, line=""))
    times = [time.isoformat() if time else None for time in (article.published_at, article.modified_at)]
    return times[0], times[1], article.tags, article.section, article.provenance.warnings


@pytest.mark.parametrize("json_ld", [
    valid(), f"<!--\n{valid()}\n-->", f"//<![CDATA[\n{valid()}\n//]]>", f"/*<![CDATA[*/{valid()}/*]]>*/", f"// 기사\n{valid()}",
    f"{valid()[:-1]},}}", valid().replace('", "', '",, "', 1), valid().replace('", "', '", /* 제목 */ "'), f"{valid()};", f"var article = {valid()};",
    json.dumps({"@type": "Organization", "name": "별빛일보"}) + "\n" + valid(), valid().replace('"', "'"), valid().replace('"', "&quot;"),
    valid().replace("풍차 내놨다", '"풍차" 내놨다'),
    valid().replace("풍차 내놨다", "풍차\n내놨다"), valid().replace("풍차 내놨다", "\\'풍차\\' 내놨다"),
    valid().replace('", "keywords"', '"\n "keywords"'), valid().replace('"headline"', "headline"),
    valid(**{"@type": "https://schema.org/NewsArticle"}), valid(**{"@type": "schema:ReportageNewsArticle"}),
    valid(**{"@type": ["Article", "BlogPosting"]}), valid(**{"@type": "LiveBlogPosting"}), json.dumps({"@graph": ARTICLE}),
    json.dumps({"@type": "WebPage", "mainEntity": [ARTICLE]}), json.dumps({"@type": "WebPage", "mainEntityOfPage": ARTICLE})])
def test_what_json_ld_plainly_says_is_read(json_ld: str) -> None:
    assert stated(json_ld) == STATED


@pytest.mark.parametrize("json_ld", [valid()[:-20], "기사 정보", "{{article}}"])
def test_what_is_no_json_is_said(json_ld: str) -> None:
    assert stated(json_ld) == (None, None, [], [], ["json-ld: a script is no JSON; what it says was not read"])


@pytest.mark.parametrize("json_ld", ["", " ", json.dumps({"@type": "Organization", "name": "별빛일보"}), valid(**{"@type": "Product"})])
def test_nothing_is_read_of_what_is_no_article(json_ld: str) -> None:
    assert stated(json_ld) == (None, None, [], [], [])


OTHER = {"headline": "다른 마을에 생긴 작은 도서관 이야기", "datePublished": "2026-11-01T01:00:00+09:00", "keywords": "도서관",
         "articleSection": "사회", "author": {"name": "강다른"}}


@pytest.mark.parametrize("address", [{"url": f"{URL[:-1]}9"}, {"mainEntityOfPage": {"@id": f"{URL[:-1]}9"}}, {}])
def test_a_related_article_says_nothing_of_this_one(address: dict[str, object]) -> None:
    other = ARTICLE | OTHER | address
    article = read(page(json_ld=json.dumps(other)))
    assert ([author.name for author in article.authors], article.tags, article.section) == (["나루빛"], [], [])
    assert stated(json.dumps([other, ARTICLE])) == STATED
    assert stated(json.dumps([other, ARTICLE | {"headline": "풍차", "url": URL}])) == STATED


def test_an_edited_headline_is_still_of_this_article() -> None:
    assert stated(valid(headline="물결에너지, 바람 없는 날에도 도는 풍차 공개")) == STATED


def test_entities_that_were_escaped_again() -> None:
    body = f"&lt;p&gt;{SENTENCES[0]} &quot;좋다&quot;고 했다.&lt;/p&gt;\\n{SENTENCES[1]} R&amp;amp;D\\n{SENTENCES[2]}"
    json_ld = json.dumps(ARTICLE | {"headline": "물결에너지 &#039;풍차&#039; 공개", "keywords": "R&amp;D,C&#43;&#43;"}, ensure_ascii=False)
    article = read(page(json_ld=f'{json_ld[:-1]}, "articleBody": "{body}"}}', title="물결에너지 '풍차' 공개", text=""))
    assert (article.title, article.tags) == ("물결에너지 '풍차' 공개", ["R&D", "C++"])
    assert article.body == f'{SENTENCES[0]} "좋다"고 했다.\n\n{SENTENCES[1]} R&D\n\n{SENTENCES[2]}'


@pytest.mark.parametrize("half", ["\\ud83d", "\\ude80"])
def test_half_of_a_surrogate_pair_goes(half: str) -> None:
    article = read(page(json_ld=valid(headline="물결에너지, 바람 없는 ⬥", articleSection="IT ⬥").replace("⬥", half)))
    assert (article.title, article.section) == (TITLE, ["IT"])


@pytest.mark.parametrize("text", [
    '{"a":"' + '"/*' * 20_000, '{"a":"' + '" ' * 20_000, '{"a":1' + ", " * 20_000, "[" * 50_000, '{"a":"' + 'x "y" ' * 20_000])
def test_no_text_takes_long(text: str) -> None:
    """Quadratic time would take minutes: the test's own limit stops it."""
    assert decode_json(text).is_whole is False
