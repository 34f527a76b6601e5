"""Pages that mean harm: shapes on which a reading that is not linear grows out of bounds, each of any size.

A shape repeats what a page may have many of: elements, attributes, names, texts, references. Its size is in bytes, roughly.
"""
# ruff: noqa: E501 - a table of shapes, one a line
from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

URL = "https://www.paper.example/news/view/20261117001"
OWN_URL = "https://www.etnews.com/20180319000234"
LISTING_URL = "https://www.paper.example/news/list"
TITLE = "가온전자, 스스로 식는 칩을 공개하다"
SENTENCES = "가온전자가 스스로 열을 식히는 칩을 처음으로 공개했다고 밝혔다. 이 칩은 값이 싸다는 말이 나온다. 업계는 반긴다고 한다. "
PARAGRAPHS = f"<p>{SENTENCES}</p>" * 4

Shape = Callable[[int], bytes]


def article(inner: str = "", *, head: str = "", header: str = "", title: str = TITLE, tail: str = "", attributes: str = "") -> bytes:
    """An article's page, with something in its head, in its header, in its text and after it."""
    return (f'<html><head><meta charset="utf-8"><title>{title}</title><meta property="og:title" content="{title}">'
            f'<meta property="og:type" content="article">{head}</head><body><h1>{TITLE}</h1><div class="meta">입력 2026-11-20 15:24 {header}</div>'
            f'<div>홍길동 기자</div><div class="text article_view" {attributes} id="articleBody" itemprop="articleBody">{PARAGRAPHS}{inner}'
            f'</div>{tail}</body></html>').encode()


def bare(head: str) -> bytes:
    """A page whose text only its scripts have."""
    return f'<html><head><meta charset="utf-8"><title>{TITLE}</title>{head}</head><body><h1>{TITLE}</h1></body></html>'.encode()


def listing(rows: str, head: str = "", around: str = "") -> bytes:
    return (f'<html><head><meta charset="utf-8"><title>IT 뉴스</title>{head}</head><body>{around}<ul class="list">{rows}</ul></body></html>').encode()


def feed(items: str, ends: str = "") -> bytes:
    return f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>가온</title>{items}{ends}</channel></rss>'.encode()


def times(text: str, size: int) -> str:
    return text * max(size // len(text.encode()), 1)


def numbered(text: str, size: int) -> str:
    """The text again and again, with a running number in place of ``#``."""
    return "".join(text.replace("#", str(number)) for number in range(max(size // (len(text.encode()) + 4), 1)))


def row(number: int) -> str:
    return f'<li><a href="/news/view/2026111{number:07}">칩이 스스로 식는다는 {number}번째 소식이 나왔다</a> <span>2026-11-20 15:24</span></li>'


def rows(size: int) -> str:
    return "".join(map(row, range(size // 140 + 1)))


def state(value: Any, attributes: str = 'type="application/json"') -> str:
    return f"<script {attributes}>{json.dumps(value, ensure_ascii=False)}</script>"


def ld(value: Any) -> str:
    return state(value, 'type="application/ld+json"')


def flight(lines: str) -> str:
    return f"<script>self.__next_f.push([1,{json.dumps(lines, ensure_ascii=False)}])</script>"


NUXT = 'type="application/json" id="__NUXT_DATA__"'
STORY = {"@type": "NewsArticle", "headline": TITLE, "datePublished": "2026-11-20T15:24:00+09:00"}


def shared(depth: int) -> str:
    """A state in which each part has the next one twice: 2**depth values for whoever follows each path."""
    return state([[1], *([number + 1, number + 1] for number in range(1, depth)), ["끝"]], NUXT)


def shared_flight(depth: int) -> str:
    lines = "".join(f'{number:x}:{{"title":"가","content":"${number + 1:x}","body":"${number + 1:x}","items":["${number + 1:x}","${number + 1:x}"]}}\n' for number in range(depth))
    return flight(f"{lines}{depth:x}:{{}}\n")


def shared_body(depth: int) -> str:
    """An article whose text is parts that have each other twice."""
    flat: list[Any] = [{"title": 1, "body": 2, "published_at": 3, "content": 2}, TITLE, {"content": 4, "children": 4}, "2026-11-20T15:24:00+09:00", [5, 5]]
    for _ in range(depth):
        flat += [{"type": len(flat) + 1, "content": len(flat) + 2, "children": len(flat) + 2}, "paragraph", [len(flat) + 3, len(flat) + 3]]
    return state([*flat, {"text": len(flat) + 1}, SENTENCES], NUXT)


ARTICLES: dict[str, Shape] = {
    # References
    "nuxt: refers to itself": lambda size: bare(head=state([[1], [1, 0, 2], {"a": 0, "title": 3, "body": 1, "content": 2}, TITLE], NUXT)),
    "nuxt: shared references": lambda size: bare(head=shared(size // 20)),
    "nuxt: shared body": lambda size: bare(head=shared_body(size // 60)),
    "nuxt: one value, many references": lambda size: bare(
        head=state([[1] * (size // 6), {"title": 2, "content": 3, "body": 3}, TITLE, [4] * (size // 6), SENTENCES * 3], NUXT)),
    "flight: refers to itself": lambda size: bare(head=flight('0:{"title":"가","content":"$1","body":"$0"}\n1:["$0","$1","$1"]\n')),
    "flight: shared references": lambda size: bare(head=shared_flight(size // 80)),
    "flight: long path": lambda size: bare(head=flight("".join(f'{n:x}:["$0{":a" * 500}"]\n' for n in range(size // 1000 + 1)))),
    "flight: one long path": lambda size: bare(head=flight(f'0:{{"a":"$0{":a" * (size // 2)}"}}\n')),
    "flight: broken rows": lambda size: bare(head=flight(times("zz:x ", size))),
    "flight: short chunks": lambda size: bare(head=numbered('<script>self.__next_f.push([1,"#:{\\"a\\":\\"$#\\"}\\n"])</script>', size)),
    "apollo: references": lambda size: bare(head="<script>window.__APOLLO_STATE__=" + json.dumps(
        {"ROOT_QUERY": {}, **{f"a{n}": {"x": {"__ref": f"a{n + 1}"}, "y": {"__ref": f"a{n + 1}"}, "title": "가", "content": [{"__ref": f"a{n + 1}"}] * 2}
                              for n in range(size // 110)}}) + "</script>"),
    "state: nested": lambda size: bare(head=state(json.loads('{"a":' * 400 + "1" + "}" * 400))),
    "state: JSON in strings": lambda size: bare(head=state({"items": [json.dumps({"title": TITLE, "content": SENTENCES * 2})] * (size // 700)})),
    "state: articles": lambda size: bare(head=state([{"title": TITLE, "content": SENTENCES * 2, "date": "2026-11-20"}] * (size // 600))),
    "state: assignments": lambda size: bare(head="<script>" + times("__a={", size // 2) + times("window.__b={};", size // 2) + "</script>"),
    "state: undefined": lambda size: bare(head="<script>window.__A=[" + times("undefined,", size) + "1]</script>"),
    "state: many scripts": lambda size: bare(head=times('<script>window.__A={"title":"가"}</script>', size)),
    "state: one text": lambda size: bare(head=state({"title": TITLE, "content": times("<p>가나다라마바사 했다.</p>", size)})),
    "state: parts of a text": lambda size: bare(
        head=state({"title": TITLE, "content": [{"type": "text", "content": "가나다라 했다."}] * (size // 50)})),
    # Elements
    "nested: div": lambda size: article(times("<div>", size) + "끝이라고 했다."),
    "nested: span": lambda size: article(times("<span class='a'>", size) + "끝이라고 했다."),
    "nested: b": lambda size: article(times("<b>가", size)),
    "nested: figure": lambda size: article(times('<figure class="photo">', size) + '<img src="/a.jpg">'),
    "nested: table": lambda size: article(times("<table><tr><td>가", size)),
    "nested: li": lambda size: article(times("<ul><li>가", size)),
    "nested: a": lambda size: article(times('<a href="/x"><i>', size)),
    "nested: groups of 200": lambda size: article(times("<div class='photo ad'>" * 200 + "<img src=/a.jpg>글" + "</div>" * 200, size)),
    "nested: lists of 200": lambda size: article(times("<ul><li>가" * 100 + "</li></ul>" * 100, size)),
    "nested: tables of 100": lambda size: article(times("<table><tr><td>가" * 60 + "</td></tr></table>" * 60, size)),
    "nested: spans of 200": lambda size: article(times("<span class=hidden>가" * 200 + "</span>" * 200, size)),
    "siblings: b 입력": lambda size: article(header=times("<b>입력</b>", size)),
    "siblings: b 입력 before the text": lambda size: article(tail="", header="", head="", attributes="").replace(
        b"<h1>", times("<b>입력</b>", size).encode() + b"<h1>", 1),
    "siblings: b 입력 after the text": lambda size: article(tail=times("<b>입력</b>", size)),
    "siblings: p": lambda size: article(times("<p>가", size)),
    "siblings: .meta p": lambda size: article(header=times("<p>가</p>", size), tail='<div class="meta"></div>' + times("<p>가</p>", size)),
    "siblings: .meta": lambda size: article(tail=times('<p class="meta">가</p>', size)),
    "siblings: br": lambda size: article(times("가<br>", size)),
    "siblings: span aria-hidden": lambda size: article(times('<span aria-hidden="true">가</span>', size)),
    "siblings: mjx-math": lambda size: article(times("<mjx-math>가</mjx-math>", size)),
    "siblings: MathJax": lambda size: article(times('<span class="MathJax">가</span>', size)),
    "siblings: formula pictures": lambda size: article(times('<img class="latex" alt="x">', size)),
    "siblings: advertisements": lambda size: article(times("가나다<div class='ad'>광고</div>라마 ", size)),
    "siblings: empty div in a sentence": lambda size: article(times("가나다<div></div>라마 ", size)),
    "siblings: empty section in a sentence": lambda size: article("<p>" + times("가나다<section></section>라마 ", size)),
    "siblings: sup": lambda size: article(times("가<sup>2</sup>", size)),
    "siblings: one row, many cells": lambda size: article("<table><tr>" + times("<td>가", size) + "<tr>" + times("<td>나", size) + "</table>"),
    "siblings: spans of rows": lambda size: article("<table>" + times("<tr><td rowspan=1000 colspan=1000>가<td>나", size) + "</table>"),
    "siblings: li": lambda size: article("<ul>" + times("<li>가</li>", size) + "</ul>"),
    "siblings: li with links": lambda size: article("<ul>" + numbered('<li><a href="/#">가나다라</a>', size) + "</ul>"),
    "siblings: li, plain among others": lambda size: article("<ul><p>가</p>" + times("<li>가</li>", size) + "</ul>"),
    "siblings: dl": lambda size: article("<dl>" + times("<dt>가<dd>나", size) + "</dl>"),
    "siblings: h2": lambda size: article(times("<h2>소제목이 있다</h2>", size)),
    "siblings: h1 with the title": lambda size: article(times(f"<h1>{TITLE}</h1>", size)),
    "siblings: iframes": lambda size: article(numbered('<iframe src="https://www.youtube.com/embed/a#bcdefgh"></iframe>', size)),
    "siblings: videos": lambda size: article(numbered('<video src="/v#.mp4"></video>', size)),
    "siblings: pre": lambda size: article(times("<pre>x = 1\ny = 2\n</pre>", size)),
    "siblings: code": lambda size: article("<pre>" + times("<code>x</code>\n", size) + "</pre>"),
    "siblings: unknown tags": lambda size: article(numbered("<x#>가", size)),
    "siblings: tables": lambda size: article(times("<table><tr><td>가<td>나<tr><td>가<td>나</table>", size)),
    "siblings: blockquotes": lambda size: article(times("<blockquote>가나다라 했다.</blockquote>", size)),
    "siblings: noscript": lambda size: article(times("<img data-x=1><noscript><img src='/a.jpg'></noscript>", size)),
    "siblings: sources in a picture": lambda size: article(
        "<picture>" + numbered('<source srcset="">', size // 2) + times("<img src=data:x>", size // 2) + "</picture>"),
    "comments": lambda size: article(times("<!-- a -->", size)),
    "comments in the head": lambda size: article(head=times("<!-- a -->", size)),
    "comments before the title": lambda size: article(head="").replace(b"<h1>", times("<!--a-->가", size).encode() + b"<h1>", 1),
    "processing instructions": lambda size: article(times("<?a b?>", size)),
    "after the end": lambda size: article() + times("<p>가</p>", size).encode(),
    "html again": lambda size: article() + times("<html a='b'>", size).encode(),
    "body again": lambda size: article() + numbered("<body a#='b'>", size).encode(),
    # Attributes
    "classes: inherited": lambda size: article("".join(f"<div class='photo{n} ad{n} x{n}'>" for n in range(min(size // 30, 250))) + times("<p class='a'>가</p>", size)),
    "classes: inherited, many": lambda size: article("<div class='" + numbered("caption# ", size // 2) + "'>" + times("<p class='a'>가</p>", size // 2)),
    "classes: one long": lambda size: article(attributes="", inner=f"<div class='{numbered('photo-# ', size)}'><p>가</p></div>"),
    "classes: long at many levels": lambda size: article("".join(f"<div class='{numbered(f'ad-{n}-# ', size // 200)}'>" for n in range(200)) + "가나다라"),
    "classes: different": lambda size: article(numbered("<p class='ad-# photo-#'>가</p>", size)),
    "classes: nested and different": lambda size: article(times("<div class='ad box caption'>" * 100 + "가<p>나</p>" + "</div>" * 100, size)),
    "ids": lambda size: article(numbered("<p id='a#'>가</p>", size)),
    "ids: one": lambda size: article(times("<p id='articleBody'>가</p>", size)),
    "datetime": lambda size: article(header=times("<time datetime='2026-11-20T15:24:00+09:00'>가</time>", size)),
    "datetime: in the text": lambda size: article(times("<time datetime='2026-11-20T15:24:00+09:00'>가</time>", size)),
    "datetime: one long": lambda size: article(header=f"<time datetime='{times('2026-11-20 ', size)}'>가</time>"),
    "attributes of one tag": lambda size: article("<p " + numbered("a#=b ", size) + ">가</p>"),
    "attributes: same": lambda size: article("<p " + times("a=b ", size) + ">가</p>"),
    "attributes: many tags": lambda size: article(times("<p " + numbered("a#=b ", 2000) + ">가</p>", size)),
    "style: long": lambda size: article(f"<p style='{times('display : ', size)}'>가</p>"),
    "style: many": lambda size: article(times("<p style='text-align:center;color:red'>가</p>", size)),
    "style sheet": lambda size: article(head=times("<style>" + times(".a,.b{display:none}", 2000) + "</style>", size)),
    "style sheet: names": lambda size: article(head="<style>" + numbered(".a#,", min(size, 29_000)) + "b{display:none}" * 60 + "</style>"),
    "hidden": lambda size: article(times("<p hidden>가", size)),
    # Pictures and addresses
    "img: placeholder": lambda size: article(f"<img src=_btn-a{times('-a_btn', size)}>"),
    "img: placeholder, spaces": lambda size: article(f"<img src='{times('btn_ ', size)}'>"),
    "img: icon": lambda size: article(f"<img src='{times('/icon-', size)}'>"),
    "img: srcset": lambda size: article(f"<img srcset='{times('/a.jpg 1w, ', size)}'>"),
    "img: query": lambda size: article(f"<img src='/a.jpg?{times('src=http://a&', size)}'>"),
    "img: many": lambda size: article(numbered('<img src="/a#.jpg">', size)),
    "img: one address": lambda size: article(times('<img src="/a.jpg">', size)),
    "img: captions": lambda size: article(numbered('<figure><img src="/a#.jpg"><figcaption>새 칩의 모습 /사진=가온전자</figcaption></figure>', size)),
    "img: captions of one": lambda size: article('<figure><img src="/a.jpg">' + times("<figcaption>새 칩의 모습 /사진=가온</figcaption>", size) + "</figure>"),
    "img: captions above": lambda size: article(times("<figcaption>새 칩의 모습 /사진=가온</figcaption>", size) + '<img src="/a.jpg">'),
    "img: alt": lambda size: article(f'<img src="/a.jpg" alt="{times("가나다라", size // 2)}"><p>{times("가나다라", size // 2)}</p>'),
    "img: in one link": lambda size: article('<a href="https://other.example/">' + times('<img src="/a.jpg">', size) + "</a>"),
    "base: long, with images": lambda size: article(numbered('<img src="a#.jpg">', size // 2), head=f'<base href="https://www.paper.example/{times("a", size // 2)}/">'),
    "base: long, with links": lambda size: article(numbered('<a href="a#">가나다라마바사</a>', size // 2), head=f'<base href="https://www.paper.example/{times("a", size // 2)}/">'),
    "base: dots": lambda size: article('<img src="../a.jpg">', head=f'<base href="https://www.paper.example/{times("a/../", size)}/">'),
    "href: long": lambda size: article(f'<a href="/{times("가", size)}">가나다라</a>'),
    "links": lambda size: article(numbered('<a href="/news/#">다른 기사의 제목이 여기에 있다</a> ', size)),
    "links in the header": lambda size: article(header=numbered('<a href="/news/#">가나다라</a> ', size)),
    "links: menus": lambda size: article(tail="<nav>" + numbered('<a href="/#">반도체</a> ', size) + "</nav>"),
    "links: next pages": lambda size: article(numbered('<a href="?page=#">#</a> ', size)),
    "links: anchors": lambda size: article(times('<h2><a href="#a">가나다라</a></h2>', size)),
    # Data and texts
    "meta: many": lambda size: article(head=numbered('<meta name="a#" content="b">', size)),
    "meta: one name": lambda size: article(head=times(f'<meta property="og:title" content="{TITLE}">', size)),
    "meta: og:url": lambda size: article(head=numbered('<meta property="og:url" content="https://www.paper.example/#">', size)),
    "meta: description": lambda size: article(f"<p>{times('다나가', size // 2)}</p>", head=f'<meta property="og:description" content="{times("가나다라마바사", size // 2)}">'),
    "meta: description of pairs": lambda size: article(
        f"<p>{times('다나가', size // 2)}</p>", head='<meta property="og:description" content="' + "".join(chr(0xAC00 + n % 11000) for n in range(size // 6)) + '">'),
    "meta: authors": lambda size: article(head="".join(
        f'<meta property="article:author" content="김{chr(0xAC00 + n % 150)}{chr(0xAC00 + n // 150 % 11000)} 기자">' for n in range(size // 60))),
    "meta: keywords": lambda size: article(head=f'<meta name="keywords" content="{numbered("가나#,", size)}">'),
    "meta: site names": lambda size: article(head=numbered('<meta property="og:site_name" content="가온#">', size)),
    "meta: sections": lambda size: article(head=numbered('<meta property="article:section" content="가온#">', size)),
    "meta: images": lambda size: article(head=numbered('<meta property="og:image" content="/a#.jpg">', size)),
    "meta: robots": lambda size: article(head=times('<meta name="robots" content="noai, noindex">', size)),
    "title: long": lambda size: article(title=times("가나 ", size)),
    "title: long, many headings": lambda size: article(times("<h2>가나다라마바사 아자차카</h2>", size // 2), title=times("가나다라마바사 ", size // 2)),
    "title: its own part in headings": lambda size: article(times(f"<h2>{TITLE}</h2>", size // 2), title=TITLE + times(" 가나", size // 2)),
    "title: its own part in texts": lambda size: article(times("<i>가나다</i>", size // 2), title=times("가나다", size // 2)),
    "title: separators": lambda size: article(title=TITLE + times(" | 가", size)),
    "title: ends": lambda size: article(title=TITLE + times(" - 가온", size), head='<meta property="og:site_name" content="가온">'),
    "title: words": lambda size: article(title=numbered("가나# ", size)),
    "title: headings of its words": lambda size: article(numbered("<h2>가나# 다라#</h2>", size // 2), title=numbered("가나# ", size // 2)),
    "author: names": lambda size: article(header=times("홍길동·", size)),
    "author: different names": lambda size: article(header="".join(f"김{chr(0xAC00 + n % 11000)}수 기자 a{n}@a.kr " for n in range(size // 40))),
    "author: JSON-LD": lambda size: article(head=ld({**STORY, "author": [{"@type": "Person", "name": f"김{chr(0xAC00 + n % 11000)}수"} for n in range(size // 45)]})),
    "author: at the end": lambda size: article("".join(f"<p>김{chr(0xAC00 + n % 11000)}수 기자 a{n}@a.kr</p>" for n in range(size // 45))),
    "author: one byline of names": lambda size: article(head='<meta name="author" content="' + "".join(
        f"김{chr(0xAC00 + n % 11000)}수, " for n in range(size // 11)) + '기자">'),
    "mails": lambda size: article(numbered("<p>hong#@paper.example</p>", size)),
    "mails: links": lambda size: article(numbered('<a href="mailto:hong#@paper.example">홍길동</a>', size)),
    "text: one": lambda size: article(f"<p>{times(SENTENCES, size)}</p>"),
    "text: one word": lambda size: article(f"<p>{times('가', size)}</p>"),
    "text: spaces": lambda size: article(f"<p>가{' ' * size}나</p>"),
    "text: lines": lambda size: article("<pre>" + times("가\n", size) + "</pre>"),
    "text: labels": lambda size: article(times("<p>관련기사</p>", size)),
    "text: copyright": lambda size: article(times("<p>ⓒ 가온 무단 전재 및 재배포 금지</p>", size)),
    "text: triangles": lambda size: article(times("<p>▲ 가나다라</p>", size)),
    "text: same sentence": lambda size: article(times(f"<p>{SENTENCES}</p>", size)),
    "text: different sentences": lambda size: article(numbered("<p>가온전자가 #번째로 칩을 공개했다고 밝혔다.</p>", size)),
    "text: times": lambda size: article(header=times("입력 2026-11-20 15:24 ", size)),
    "text: times in blocks": lambda size: article(header=times("<p>수정 2026-11-20 15:24</p>", size)),
    "text: dates in text": lambda size: article(times("<p>2026-11-20 15:24</p>", size)),
    "text: entities": lambda size: article(times("&amp;lt;", size)),
    "text: hash tags": lambda size: article(numbered("<p>#가나 </p>", size)),
    "text: footnotes": lambda size: article(numbered("<p>[#] 가나다라</p>", size)),
    "text: bylines in blocks": lambda size: article(times("<p>홍길동 기자</p>", size)),
    "text: quotes": lambda size: article(times('<p>"가나다라"라고 했다.</p>', size)),
    "text: datelines": lambda size: article(times("<p>(서울=가온) 홍길동 기자 = 가나다라 했다.</p>", size)),
    "labels: list": lambda size: article(header=times("<span>글자크기</span><span>공유</span>", size)),
    "labels: dt": lambda size: article(header=times("<dl><dt>제목</dt><dd>가나다라마바사아자</dd></dl>", size)),
    "sections: breadcrumb": lambda size: article(header='<div class="breadcrumb location path">' + numbered('<a href="/s#">홈</a> &gt; ', size) + "</div>"),
    "tags": lambda size: article(tail='<div class="tag tags keyword">' + numbered('<a href="/tag/#">가나#</a> ', size) + "</div>"),
    "forms": lambda size: article(times("<form><input name=a value=b><button>구독</button></form>", size)),
    "forms: options": lambda size: article("<select>" + times("<option>가", size) + "</select>"),
    "forms: inputs": lambda size: article(times("<input type=text value='로그인'>", size)),
    "forms: nested labels": lambda size: article(times("<form><label>", size)),
    "json-ld: scripts": lambda size: article(head=times(ld(STORY), size)),
    "json-ld: graph": lambda size: article(head=ld({"@graph": [{**STORY, "headline": f"다른 {n}", "url": f"/news/{n}000"} for n in range(size // 150)]})),
    "json-ld: nested": lambda size: article(head=times(ld(json.loads('{"@graph":[' * 200 + "]}" * 200)), size)),
    "json-ld: deep": lambda size: article(head=f'<script type="application/ld+json">{times(chr(123) + chr(34) + "a" + chr(34) + ":", size)}</script>'),
    "json-ld: broken": lambda size: article(head=f'<script type="application/ld+json">{{"a":"{times("x" + chr(10) + chr(34), size)}</script>'),
    "json-ld: broken commas": lambda size: article(head=f'<script type="application/ld+json">[{times(",]", size)}</script>'),
    "json-ld: videos": lambda size: article(head=ld({**STORY, "video": [{"@type": "VideoObject", "contentUrl": f"/v{n}.mp4"} for n in range(size // 60)]})),
    "json-ld: parts": lambda size: article(head=ld({**STORY, "hasPart": [{"isAccessibleForFree": False, "cssSelector": f".a{n} ~ p"} for n in range(size // 60)]})),
    "json-ld: one part, many elements": lambda size: article(
        times("<p class='pay'>가</p>", size), head=ld({**STORY, "isAccessibleForFree": False, "hasPart": [{"isAccessibleForFree": False, "cssSelector": ".pay ~ p"}]})),
    "json-ld: body": lambda size: article(head=ld({**STORY, "articleBody": times("가나다라 했다.\n", size)})),
    "json-ld: body of tags": lambda size: article(head=ld({**STORY, "articleBody": times("<p ", size)})),
    "json-ld: types": lambda size: article(head=ld({**STORY, "@type": ["NewsArticle"] * (size // 16)})),
    "json-ld: tags": lambda size: article(head=ld({**STORY, "keywords": [f"가나{n}" for n in range(size // 14)]})),
    "json-ld: updates": lambda size: article(head=ld({**STORY, "@type": "LiveBlogPosting", "liveBlogUpdate": [
        {"datePublished": "2026-11-20T15:24:00+09:00", "headline": f"가나 {n}", "articleBody": "가나다라 했다."} for n in range(size // 120)]})),
    "scripts: empty": lambda size: article(head=times("<script>a</script>", size)),
    "scripts: long": lambda size: article(head=f"<script>{times('__a = b; ', size)}</script>"),
    "bytes: broken": lambda size: article() + b"\xff\xfe\xb0\xa1" * (size // 4),
    "bytes: nul": lambda size: article() + b"\0" * size,
    "bytes: less-than": lambda size: article() + b"<" * size,
    "bytes: open tag": lambda size: article("<p " + times("<", size)),
    "bytes: open quote": lambda size: article('<p a="' + times("가나 ", size)),
    "bytes: end tags": lambda size: article(times("</p>", size)),
    "bytes: end tags of others": lambda size: article("<div>" * 200 + times("</span>", size)),
    "bytes: misnested": lambda size: article(times("<b><i></b></i>", size)),
    "bytes: misnested blocks": lambda size: article(times("<a><div></a>", size)),
}

LISTINGS: dict[str, Shape] = {
    "rows": lambda size: listing(rows(size)),
    "rows without ids": lambda size: listing(numbered('<li><a href="/news/abc-#-def">칩이 스스로 식는다는 소식이 나왔다</a></li>', size)),
    "one link": lambda size: listing(times('<li><a href="/news/view/20261117001">칩이 스스로 식는다는 소식이 나왔다</a></li>', size)),
    "menu labels": lambda size: listing(rows(3000), around="<nav>" + times('<a href="/it">반도체</a>', size) + "</nav>"),
    "menu labels, numbered": lambda size: listing(rows(3000), around="<nav>" + numbered('<a href="/it#">반도체</a>', size) + "</nav>"),
    "nested rows": lambda size: listing("".join(f"<div>{row(n)}" for n in range(size // 150))),
    "nested lists": lambda size: listing("".join(f"<ul>{row(n)}" for n in range(size // 150))),
    "many texts in a row": lambda size: listing("".join(f"{row(n)[:-5]}{'<p>가나다</p>' * 20}</li>" for n in range(size // 450))),
    "one row of links": lambda size: listing("<li>" + "".join(row(n)[4:-5] for n in range(size // 130)) + "</li>"),
    "siblings without rows": lambda size: listing(rows(3000) + times("<li>가</li>", size)),
    "side blocks": lambda size: listing(rows(3000), around="".join(f"<div class='side'><ul>{row(n)}{row(n + 1)}</ul></div>" for n in range(size // 330))),
    "titles: long": lambda size: listing(rows(3000) + f'<li><a href="/news/view/20261117001">{times("칩이 식는다 ", size)}</a></li>'),
    "titles in nested tags": lambda size: listing("".join(
        f'<li><a href="/news/view/2026111{n:07}">{"<b>" * 20}칩이 스스로 식는다는 {n}번째 소식{"</b>" * 20}</a></li>' for n in range(size // 250))),
    "one link of many titles": lambda size: listing(rows(3000) + '<li><a href="/news/view/20261117001">' + times("<b>칩이 스스로 식는다는 소식</b>", size) + "</a></li>"),
    "pager": lambda size: listing(rows(3000), around='<div class="paging">' + numbered('<a href="?page=#">#</a>', size) + "</div>"),
    "script links": lambda size: listing(numbered("<li><a href=\"javascript:go('20261117#')\">칩이 스스로 식는다는 소식이 나왔다</a></li>", size),
                                         head="<script>function go(id){location.href='/news/view/'+id}</script>"),
    "script functions": lambda size: listing(
        rows(3000) + numbered("<li><a onclick=\"go#('20261117#')\" href='#'>칩이 스스로 식는다는 소식이 나왔다</a></li>", size // 2),
        head="<script>" + numbered("function go#(id){location.href='/news/view/'+id}\n", size // 2) + "</script>"),
    "times": lambda size: listing("".join(f"{row(n)[:-5]}{'<span>2026-11-20 15:24</span>' * 10}</li>" for n in range(size // 450))),
    "classes": lambda size: listing("".join(row(n).replace("<li>", f"<li class='a{n} b{n}'>") for n in range(size // 160))),
    "different tags": lambda size: listing("".join(row(n).replace("li>", f"x{n}>") for n in range(size // 150))),
    "base: long": lambda size: listing(rows(size // 2), head=f'<base href="https://www.paper.example/{times("a", size // 2)}/">'),
    "base: long, relative links": lambda size: listing(
        numbered('<li><a href="20261117#">칩이 스스로 식는다는 소식이 나왔다</a></li>', size // 2), head=f'<base href="https://www.paper.example/{times("a", size // 2)}/">'),
    "pictures": lambda size: listing(numbered('<li><a href="/news/view/2026111700#"><img src="/a.jpg" alt="칩이 스스로 식는다는 소식"></a></li>', size)),
    "two links a row": lambda size: listing(numbered(
        '<li><a href="/news/view/2026111700#"><img src="/a.jpg"></a><a href="/news/view/2026111700#">칩이 스스로 식는다는 소식</a></li>', size)),
    "parameters": lambda size: listing(rows(3000) + f'<li><a href="/news/view/20261117001?{numbered("a#=1&", size)}">칩이 스스로 식는다는 소식이 나왔다</a></li>'),
    "feed: items": lambda size: feed(numbered("<item><title>칩 #</title><link>https://www.paper.example/news/#</link></item>", size)),
    "feed: nested items": lambda size: feed(times("<item><title>칩</title><link>https://www.paper.example/news/1</link>", size)),
    "feed: items of one link": lambda size: feed("<item>" + times("<link>https://www.paper.example/news/1</link>", size) + "</item>"),
    "feed: open tags": lambda size: feed("<item>" + times("<title>", size)),
    "feed: open sources": lambda size: feed("<item>" + times("<source>", size)),
    "feed: sources in items": lambda size: feed(times("<item><source><link>/a</link>", size)),
    "feed: comments": lambda size: feed(times("<!--", size)),
    "feed: CDATA": lambda size: feed("<item><title>" + times("<![CDATA[", size)),
    "feed: closed CDATA": lambda size: feed("<item><title>" + times("<![CDATA[a]]>", size)),
    "feed: titles": lambda size: feed("<item>" + times("<title>가</title>", size) + "</item>"),
    "feed: dates": lambda size: feed("<item><link>/a</link>" + times("<pubDate>x</pubDate>", size) + "</item>"),
    "feed: ends": lambda size: feed(times("</item>", size)),
    "feed: atom links": lambda size: f"<feed><entry>{times(chr(60) + 'link rel=self href=a/>', size)}</entry></feed>".encode(),
    "feed: JSON": lambda size: json.dumps({"version": "https://jsonfeed.org/version/1", "items": [
        {"url": f"https://www.paper.example/{n}", "title": "칩"} for n in range(size // 60)]}).encode(),
    "feed: broken JSON": lambda size: ('{"version": "https://jsonfeed.org/version/1", "items": [' + times('{"a":', size)).encode(),
    "feed: broken JSON items": lambda size: ('{"version": "https://jsonfeed.org/version/1", "items": [' + times('{"a":1},x', size)).encode(),
    "feed: sitemap": lambda size: f"<urlset>{numbered('<url><loc>https://www.paper.example/#</loc></url>', size)}</urlset>".encode(),
    "feed: blank before": lambda size: b"\n" * size + feed(""),
    "article": lambda size: article(times(f"<p>{SENTENCES}</p>", size)),
}
