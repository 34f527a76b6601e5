"""Papers on systems that many papers share: ND Soft, WordPress, Dada Media, Arc XP."""
from __future__ import annotations

import json
import re
from base64 import b32encode
from datetime import UTC
from hashlib import sha256
from html import escape
from urllib.parse import parse_qs, urlsplit

from tests.loopback import Answer
from tests.newsroom.paper import Asked, Paper, head, json_answer, paragraphs
from tests.newsroom.stories import Story


class Ndsoft(Paper):
    site, host = "aitimes_kr", "www.aitimes.kr"
    menu = {"tech": ("S1N2", "AI Tech"), "focus": ("S1N3", "Focus"), "industry": ("S1N4", "AI Industry"), "today": ("S1N5", "Today"),
            "opinion": ("S1N6", "Opinion")}
    crawled = ("tech", "focus")

    def address(self, story: Story) -> str:
        return f"{self.host}/news/articleView.html?idxno={self.article_id(story)}"

    def route(self, address: str) -> Asked:
        if match := re.search(r"/news/articleView\.html\?idxno=(\d+)", address):
            return Asked(address, "article", self.by_id(match[1]))
        if match := re.search(r"/news/articleList\.html\?sc_section_code=(\w+)&view_type=sm(?:&page=(\d+))?$", address):
            section = self.at(match[1])
            return Asked(address, "listing" if section else "other", section=section or "", page=int(match[2] or 1))
        return Asked(address, "home" if address == f"{self.host}/" else "other")

    def listing_page(self, section: str, page: int) -> str:
        rows = "".join(
            f'<li><h4 class="titles"><a href="{self.path(story)}" target="_top">{escape(story.title)}</a></h4><p class="lead line-6x2">'
            f'<a href="{self.path(story)}">{escape(story.paragraphs[0][:60])}…</a></p><span class="byline"><em>{self.menu[section][1]}</em>'
            f'<em>{story.reporter} 기자</em><em>{story.published:%Y.%m.%d %H:%M}</em></span></li>' for story in self.on_page(section, page))
        pager = "".join(f'<li><a href="/news/articleList.html?page={number}&sc_section_code={self.codes[section]}&view_type=sm">{number}</a></li>'
                        for number in range(1, self.last_page(section) + 1))
        return self._page(head(self.menu[section][1], "인공지능신문", f"https://{self.host}/"), (
            f'<header class="article-list-header"><h3 class="heading">{self.menu[section][1]}</h3></header>'
            f'<section id="section-list" class="section-list"><ul class="type2">{rows}</ul></section><ul class="pagination">{pager}</ul>'))

    def article_page(self, story: Story) -> str:
        return self._page(head(f"{story.title} < 기사본문", "인공지능신문", self.url(story), story), (
            f'<header class="article-view-header"><h3 class="heading">{escape(story.title)}</h3><ul class="infomation">'
            f'<li>기자명 {story.reporter} 기자</li><li>입력 {story.published:%Y.%m.%d %H:%M}</li><li>댓글 0</li></ul></header>'
            f'<article id="article-view-content-div" class="article-veiw-body view-page" itemprop="articleBody">{paragraphs(story)}'
            '<div class="article-copywriter">저작권자 &copy; 인공지능신문 무단전재 및 재배포 금지</div></article>'
            f'<div class="tag-group">{"".join(f"<a href=#>#{tag}</a> " for tag in story.tags)}</div>'))

    def path(self, story: Story) -> str:
        return self.address(story).removeprefix(self.host)

    def _page(self, top: str, main: str) -> str:
        links = "".join(f'<li><a href="/news/articleList.html?sc_section_code={code}&view_type=sm">{self.menu[key][1]}</a></li>'
                        for key, code in self.codes.items())
        read = "".join(f'<li class="clearfix"><a href="{self.path(story)}"><em class="number">{place}</em> <span class="auto-titles">'
                       f'{escape(story.title)}</span></a></li>' for place, story in enumerate(self.popular(), 1))
        return (f'<!DOCTYPE html><html lang="ko">{top}<body><div id="user-wrap"><header id="user-header"><ul id="user-menu">{links}</ul></header>'
                f'<section id="user-container">{main}<aside class="user-aside"><article class="box-skin"><header class="header">'
                f'<strong>많이 본 기사'
                f'</strong></header><section class="content"><ol class="auto-article">{read}</ol></section></article></aside></section>'
                '<footer id="user-footer"><address>서울특별시 금천구 가상디지털로 10 | 등록번호 : 서울 아00000 | 발행·편집인 : 채우리</address>'
                '<p class="copyright">Copyright &copy; 2026 인공지능신문. All rights reserved.</p></footer></div></body></html>')


class Wordpress(Paper):
    site, host = "byline", "byline.network"
    menu = {"ai": ("article/ai", "AI"), "security": ("security", "보안"), "cloud": ("cloud", "클라우드")}
    numbers = {"ai": 57, "security": 9, "cloud": 12}
    """Section key -> the category's number."""

    crawled = ("ai", "security")
    first_number = 9431000

    def address(self, story: Story) -> str:
        return f"{self.host}/{story.published:%Y/%m}/{story.published:%d}-{story.number}/"

    def route(self, address: str) -> Asked:
        parts = urlsplit(f"//{address}")
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        if parts.path == "/wp-json/wp/v2/categories":
            return Asked(address, "menu")
        if parts.path == "/wp-json/wp/v2/posts":
            section = next((key for key, number in self.numbers.items() if str(number) == query.get("categories")), "")
            return Asked(address, "listing", section=section, page=int(query["page"]), form="json")
        if match := re.match(r"/category/(.+?)/(?:page/(\d+)/|(feed)/)?$", parts.path):
            section = self.at(match[1]) or ""
            page = int(match[2] or query.get("paged") or 1)
            return Asked(address, "listing" if section else "other", section=section, page=page, form=match[3] or "page")
        story = next((story for story in self.stories if self.address(story) == f"{parts.netloc}{parts.path}"
                      or query.get("p") == self.article_id(story)), None)
        return Asked(address, "article" if story else "home" if parts.path == "/" else "other", story)

    def listing(self, asked: Asked) -> Answer:
        if asked.kind == "menu":
            return json_answer([{"id": self.numbers[key], "slug": self.codes[key].rpartition("/")[2]} for key in self.crawled])
        if asked.page > self.last_page(asked.section):
            return Answer(b'{"code":"rest_post_invalid_page_number"}', 400) if asked.form == "json" else self.draw(Asked(asked.address, "other"))
        stories = self.on_page(asked.section, asked.page)
        if asked.form == "json":
            return json_answer([{
                "id": int(self.article_id(story)), "date": f"{story.published:%Y-%m-%dT%H:%M:%S}",
                "date_gmt": f"{story.published.astimezone(UTC):%Y-%m-%dT%H:%M:%S}", "link": self.url(story),
                "title": {"rendered": escape(story.title)}} for story in stories], X_WP_TotalPages=str(self.last_page(asked.section)))
        if asked.form == "feed":
            items = "".join(
                f"<item><title>{escape(story.title)}</title><link>{self.url(story)}</link><guid isPermaLink='false'>https://{self.host}/?p="
                f"{self.article_id(story)}</guid><pubDate>{story.published:%a, %d %b %Y %H:%M:%S +0900}</pubDate></item>" for story in stories)
            feed = f"<?xml version='1.0' encoding='UTF-8'?><rss version='2.0'><channel><title>바이라인네트워크</title>{items}</channel></rss>"
            return Answer(feed.encode(), headers={"Content-Type": "application/rss+xml; charset=utf-8"})
        return self.html(self.listing_page(asked.section, asked.page))

    def listing_page(self, section: str, page: int) -> str:
        rows = "".join(
            f'<article id="post-{self.article_id(story)}" class="post post-{self.article_id(story)} type-post status-publish hentry">'
            f'<div class="post-content"><h2 class="post-title entry-title"><a href="{self.url(story)}">{escape(story.title)}</a></h2>'
            f'<div class="post-meta vcard"><p>by {story.reporter} | <span class="updated">{story.published:%Y년 %m월 %d일}</span></p></div>'
            f'<p>{escape(story.paragraphs[0][:60])}…</p></div></article>' for story in self.on_page(section, page))
        following = f"/category/{self.codes[section]}/page/{page + 1}/"
        more = f'<a class="next page-numbers" href="{following}">다음</a>' if page < self.last_page(section) else ""
        return self._page(head(self.menu[section][1], "바이라인네트워크", ""), f"archive category category-{self.numbers[section]}",
                          f'<div class="paginated_content">{rows}</div><div class="archive-pagination">{more}</div>')

    def article_page(self, story: Story) -> str:
        number, section = self.article_id(story), self.codes[story.section]
        body = (f'<form action="https://{self.host}/wp-login.php?action=postpass" class="post-password-form" method="post"><p>이 콘텐츠는 비밀번호로 '
                '보호되어 있습니다. 이 콘텐츠를 보려면 아래에 비밀번호를 입력해주세요:</p><p><label>비밀번호: '
                '<input name="post_password" type="password"></label> <input type="submit" name="Submit" value="확인"></p>'
                '</form>') if story.protected else paragraphs(story)
        title = f"보호된 글: {story.title}" if story.protected else story.title
        links = (f'<link rel="alternate" title="JSON" type="application/json" href="https://{self.host}/wp-json/wp/v2/posts/{number}">'
                 f'<link rel="shortlink" href="https://{self.host}/?p={number}"><meta name="generator" content="WordPress 6.6.2"></head>')
        top = head(title, "바이라인네트워크", self.url(story), story).replace("</head>", links)
        return self._page(top, f"post-template-default single single-post postid-{number}", (
            f'<article id="post-{number}" class="module post-{number} post type-post status-publish hentry"><div class="post-header">'
            f'<h1 class="entry-title">{escape(title)}</h1><div class="post-meta vcard"><p>by <a href="https://{self.host}/author/a/" rel="author">'
            f'{story.reporter}</a> | <span class="updated">{story.published:%Y년 %m월 %d일}</span> | '
            f'<a href="https://{self.host}/category/{section}/" rel="tag">{self.menu[story.section][1]}</a></p></div></div>'
            f'<div class="post-wrap"><div class="post-content entry-content">{body}'
            '<div class="sharedaddy sd-sharing-enabled"><h3 class="sd-title">이 글 공유하기:</h3></div></div></div></article>'))

    def home_page(self) -> str:
        shown = "".join(f'<li><a href="{self.url(story)}">{escape(story.title)}</a></li>' for story in self.shown("security"))
        return self._page(head("바이라인네트워크", "바이라인네트워크", ""), "home blog", f'<div class="home-posts"><ul>{shown}</ul></div>')

    def _page(self, top: str, marks: str, main: str) -> str:
        links = "".join(f'<li><a href="https://{self.host}/category/{code}/">{self.menu[key][1]}</a></li>' for key, code in self.codes.items())
        read = "".join(f'<li><a href="{self.url(story)}">{escape(story.title)}</a></li>' for story in self.popular())
        return (f'<!DOCTYPE html><html lang="ko-KR">{top}<body class="{marks}"><div id="page-container"><header class="header"><nav>'
                f'<ul id="et-menu">'
                f'{links}</ul></nav></header><div id="main-content">{main}</div>'
                f'<div class="et_pb_extra_column_sidebar"><h4 class="widgettitle">많이 본 글</h4><ul>{read}</ul></div>'
                '<footer id="footer"><p id="footer-info">© 바이라인네트워크 무단 전재 및 재배포 금지</p></footer></div></body></html>')


class Dadamedia(Paper):
    site, host = "hellot", "www.hellot.net"
    menu = {"all": ("", "전체기사"), "news": ("101", "뉴스"), "special": ("140", "기획특집")}
    crawled = ("all",)
    first_number = 116000

    def address(self, story: Story) -> str:
        return f"{self.host}/news/article.html?no={self.article_id(story)}"

    def route(self, address: str) -> Asked:
        if match := re.search(r"/news/article\.html\?no=(\d+)", address):
            return Asked(address, "article", self.by_id(match[1]))
        if match := re.search(r"/news/article_list_all\.html(?:\?page=(\d+))?$", address):
            return Asked(address, "listing", section="all", page=int(match[1] or 1))
        return Asked(address, "home" if address == f"{self.host}/" else "other")

    def listing_page(self, section: str, page: int) -> str:
        rows = "".join(
            f'<li><a href="/news/article.html?no={self.article_id(story)}"><div class="txt"><h2 class="clamp c2">{escape(story.title)}</h2>'
            f'<p class="ffd clamp c3">{escape(story.paragraphs[0][:60])}…</p><ul class="art_info"><li class="name">{story.reporter} 기자</li>'
            f'<li class="date">{story.published:%Y.%m.%d %H:%M:%S}</li></ul></div></a></li>' for story in self.on_page(section, page))
        pager = "".join(f'<li><a href="/news/article_list_all.html?page={number}">{number}</a></li>'
                        for number in range(1, self.last_page(section) + 1))
        return self._page(head("전체기사", "헬로티", ""), (
            f'<div class="arl_032"><h2 class="head">전체기사</h2><ul class="art_list_all">{rows}</ul></div><ul class="paging">{pager}</ul>'))

    def article_page(self, story: Story) -> str:
        return self._page(head(story.title, "헬로티", self.url(story), story), (
            '<div class="arv_001"><div class="path_wrap"><ul><li><a href="/news/section_list_all.html?sec_no=101">뉴스</a></li></ul></div>'
            f'<div class="art_top"><h2>{escape(story.title)}</h2><ul class="art_info"><li class="art_name">{story.reporter} 기자</li>'
            f'<li>등록 {story.published:%Y.%m.%d %H:%M:%S}</li></ul></div></div><div class="arv_005"><div class="cnt_view news_body_area">'
            f'<div class="smartOutput" id="news_body_area">{paragraphs(story)}</div></div></div>'
            '<div class="arv_copy">Copyright @ 헬로티 All rights reserved.</div>'))

    def _page(self, top: str, main: str) -> str:
        links = "".join(f'<li><a href="/news/section_list_all.html?sec_no={code}">{label}</a></li>' if code else
                        f'<li><a href="/news/article_list_all.html">{label}</a></li>' for code, label in self.menu.values())
        read = "".join(f'<li><a href="/news/article.html?no={self.article_id(story)}"><b>{place}</b>'
                       f'<p class="clamp">{escape(story.title)}</p></a></li>' for place, story in enumerate(self.popular(), 1))
        return (f'<!DOCTYPE html><html lang="ko">{top}<body class="body_wrap"><div id="wrap"><ul class="menu_wrap" id="gnb">{links}</ul>'
                f'<div id="container" class="column_wrap"><div class="contents_wrap">{main}</div><div class="col_right">'
                f'<div class="arl_044 ranking">'
                f'<h2 class="head">많이 본 기사</h2><ol>{read}</ol></div></div></div>'
                '<div class="footer"><p>서울특별시 마포구 가상로 10 | 등록번호: 서울 아00000</p>'
                '<p class="copyright">Copyright @헬로티 All rights reserved.</p></div></div></body></html>')


class Arc(Paper):
    site, host = "chosunbiz", "biz.chosun.com"
    menu = {"it_science": ("it-science", "IT·과학"), "stock": ("stock", "증권"), "policy": ("policy", "정책")}
    crawled = ("it_science",)
    _FETCH = "/pf/api/v3/content/fetch/story-feed"

    def article_id(self, story: Story) -> str:
        return b32encode(sha256(str(story.number).encode()).digest()).decode()[:26]

    def address(self, story: Story) -> str:
        return f"{self.host}/it-science/ict/{story.published:%Y/%m/%d}/{self.article_id(story)}/"

    def route(self, address: str) -> Asked:
        parts = urlsplit(f"//{address}")
        if match := re.search(r"/\d{4}/\d\d/\d\d/([A-Z2-7]{26})/?$", parts.path):
            return Asked(address, "article", self.by_id(match[1]))
        if parts.path == self._FETCH:
            query = json.loads(parse_qs(parts.query)["query"][0])
            return Asked(address, "listing", section="it_science", page=query["offset"] // self.per_page + 1, form="json")
        if parts.path.startswith("/arc/outboundfeeds/rss/category/it-science/"):
            return Asked(address, "listing", section="it_science", form="feed")
        if section := self.at(parts.path.strip("/")):
            return Asked(address, "listing", section=section)
        return Asked(address, "home" if parts.path == "/" else "other")

    def listing(self, asked: Asked) -> Answer:
        if asked.form == "json":
            return json_answer(self._feed(asked.section, asked.page))
        if asked.form == "feed":
            items = "".join(f"<item><title><![CDATA[{story.title}]]></title><link>{self.url(story)}</link><pubDate>"
                            f"{story.published.astimezone(UTC):%a, %d %b %Y %H:%M:%S +0000}</pubDate></item>" for story in self.shown(asked.section))
            feed = f"<?xml version='1.0' encoding='UTF-8'?><rss version='2.0'><channel><title>조선비즈</title>{items}</channel></rss>"
            return Answer(feed.encode(), headers={"Content-Type": "application/rss+xml; charset=utf-8"})
        return self.html(self.listing_page(asked.section, asked.page))

    def listing_page(self, section: str, page: int) -> str:
        code, label = self.menu[section]
        query = json.dumps({"includeContentTypes": "story", "includeSections": f"/{code}", "size": self.per_page})
        state = {"story-feed": {query: {"data": self._feed(section, page), "expires": 1}}}
        return self._page(head(label, "조선비즈", ""), {"_id": f"/{code}", "name": label, "node_type": "section"}, state)

    def article_page(self, story: Story) -> str:
        texts = [{"_id": f"A{place}", "type": "text", "content": escape(text, quote=False)} for place, text in enumerate(story.paragraphs)]
        others = {"story-feed": {'{"includeSections":"/it-science","size":5}': {"data": {"content_elements": [
            {**self._teaser(story), "content_elements": [{"type": "text", "content": story.paragraphs[0]}]} for story in self.popular()]}}}}
        return self._page(head(story.title, "조선비즈", self.url(story), story), {
            **self._teaser(story), "type": "story", "content_elements": texts,
            "taxonomy": {"primary_section": {"_id": "/it-science/ict", "name": "ICT"}, "tags": [{"text": tag} for tag in story.tags]}}, others)

    def _teaser(self, story: Story) -> dict[str, object]:
        return {"_id": self.article_id(story), "type": "story", "canonical_url": self.address(story).removeprefix(self.host),
                "canonical_website": "chosunbiz", "headlines": {"basic": story.title}, "description": {"basic": "앞머리"},
                "display_date": f"{story.published.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}", "credits": {"by": [{"name": story.reporter}]}}

    def _feed(self, section: str, page: int) -> dict[str, object]:
        return {"type": "results", "count": len(self.shown(section)), "content_elements": [*map(self._teaser, self.on_page(section, page))]}

    def _page(self, top: str, content: object, cache: object) -> str:
        links = "".join(f'<a href="/{code}/">{label}</a>' for code, label in self.menu.values())
        state = (f"window.Fusion=window.Fusion||{{}};Fusion.arcSite=\"chosunbiz\";Fusion.contextPath=\"/pf\";Fusion.globalContent="
                 f"{json.dumps(content, ensure_ascii=False)};Fusion.contentCache={json.dumps(cache, ensure_ascii=False)};Fusion.spa=false;")
        return (f'<!DOCTYPE html><html lang="ko">{top}<body><div id="fusion-app" class="fusion-app">'
                f'<header class="page-header"><nav>{links}</nav></header>'
                '<main><div class="article-skeleton"></div></main>'
                '<footer class="page-footer"><p>Copyright 조선비즈 All rights reserved.</p></footer></div>'
                f'<script id="fusion-metadata" type="application/javascript">{state}</script></body></html>')
