"""Papers on systems of their own, and a portal: numbered pages, pages by day, pages by a cursor."""
from __future__ import annotations

import re
from datetime import date, datetime
from html import escape
from typing import ClassVar
from urllib.parse import parse_qs, urlsplit

from newscrawl.text.dates import KST
from tests.loopback import Answer
from tests.newsroom.paper import Asked, Paper, head, json_answer, paragraphs
from tests.newsroom.stories import Story


class Zdnet(Paper):
    """Numbered pages."""

    site, host = "zdnet", "zdnet.co.kr"
    menu = {"computing": ("0020", "컴퓨팅"), "game": ("0060", "게임"), "internet": ("0040", "인터넷"), "semiconductor": ("0050", "반도체/디바이스")}
    crawled = ("computing", "game")

    def article_id(self, story: Story) -> str:
        return f"{story.published:%Y%m%d}{story.number:06}"

    def address(self, story: Story) -> str:
        return f"{self.host}/view/?no={self.article_id(story)}"

    def route(self, address: str) -> Asked:
        query = {name: values[0] for name, values in parse_qs(urlsplit(f"//{address}").query).items()}
        if address.startswith(f"{self.host}/view/"):
            return Asked(address, "article", self.by_id(query.get("no", "")))
        if address.startswith(f"{self.host}/news/") and (section := self.at(query.get("lstcode", ""))):
            return Asked(address, "listing", section=section, page=int(query.get("page", 1)))
        return Asked(address, "home" if address == f"{self.host}/" else "other")

    def listing_page(self, section: str, page: int) -> str:
        rows = "".join(
            f'<div class="newsPost"><div class="assetText"><a href="/view/?no={self.article_id(story)}"><h3>{escape(story.title)}</h3><p>'
            f'{escape(story.paragraphs[0][:60])}</p></a><p class="byline"><a href="/reporter/?lstcode=x">{story.reporter} 기자</a>'
            f'<span>{story.published:%Y.%m.%d %p %I:%M}</span></p></div></div>' for story in self.on_page(section, page))
        pager = "".join(f'<a href="/news/?lstcode={self.codes[section]}&page={number}">{number}</a>'
                        for number in range(1, self.last_page(section) + 1))
        return self._page(head(self.menu[section][1], "지디넷코리아", ""), (
            f'<div class="list_top"><h2>{self.menu[section][1]}</h2></div><div class="left_cont"><div class="news_box big">{rows}</div>'
            f'<div class="paging">{pager}</div></div>'))

    def article_page(self, story: Story) -> str:
        return self._page(head(story.title, "지디넷코리아", self.url(story), story), (
            f'<div class="contentWrapper view"><div class="left_cont"><div class="news_head"><h1>{escape(story.title)}</h1>'
            f'<p class="meta"><span>입력:{story.published:%Y/%m/%d %H:%M}</span></p>'
            f'<div class="journalist_1"><strong>{story.reporter} 기자</strong></div>'
            f'</div><div class="view_cont" id="articleView"><div id="content-{self.article_id(story)}">{paragraphs(story)}</div>'
            '<p class="copy">&lt;Copyright ⓒ 메가뉴스 &amp; ZDNET KOREA, 무단 전재 및 재배포 금지&gt;</p></div></div></div>'))

    def _page(self, top: str, main: str) -> str:
        links = "".join(f'<li><a href="/news/?lstcode={code}">{self.menu[key][1]}</a></li>' for key, code in self.codes.items())
        read = "".join(f'<li><a href="/view/?no={self.article_id(story)}">{escape(story.title)}</a></li>' for story in self.popular())
        return (f'<!DOCTYPE html><html lang="ko">{top}<body><div class="header"><ul class="menu">{links}</ul></div><div class="container">{main}'
                f'<div class="right_cont"><div class="ranking"><h2>많이 본 뉴스</h2><ol>{read}</ol></div></div></div>'
                '<div class="footer"><p>(주)메가뉴스 제호 : 지디넷코리아 등록번호 : 서울아00000</p>'
                '<p>COPYRIGHT © ZDNETKOREA ALL RIGHTS RESERVED.</p></div></body></html>')


class Inews24(Paper):
    """A listing a day; its second page and later ones are those of the same day."""

    site, host = "inews24", "www.inews24.com"
    menu = {"it": ("it", "IT·과학"), "economy": ("economy", "경제"), "society": ("society", "사회")}
    crawled = ("it",)
    first_number = 1902000

    def address(self, story: Story) -> str:
        return f"{self.host}/view/{self.article_id(story)}"

    def route(self, address: str) -> Asked:
        if match := re.search(r"/view/(\d+)$", address):
            return Asked(address, "article", self.by_id(match[1]))
        if match := re.search(r"/list/(\w+)(?:\?date=(\d{8})&page=(\d+))?$", address):
            section = self.at(match[1])
            day = datetime.strptime(match[2], "%Y%m%d").replace(tzinfo=KST).date() if match[2] else self.now.date()
            # The page without a day, then today, then the days before.
            page = (self.now.date() - day).days + 2 if match[2] else 1
            return Asked(address, "listing" if section else "other", section=section or "", page=page)
        return Asked(address, "home" if address == f"{self.host}/" else "other")

    def on_page(self, section: str, page: int) -> list[Story]:
        if page == 1:
            return self.shown(section)[:self.per_page]
        return [story for story in self.shown(section) if story.published.date() == self.day(page)]

    def day(self, page: int) -> date:
        return date.fromordinal(self.now.date().toordinal() - max(page - 2, 0))

    def last_page(self, section: str) -> int:
        return 8

    def listing_page(self, section: str, page: int) -> str:
        rows = "".join(
            f'<li class="list"><div class="thumb"><a href="/view/{self.article_id(story)}"><img src="/t.jpg" alt=""></a></div>'
            f'<h3><a href="/view/{self.article_id(story)}">{escape(story.title)}</a></h3><p>{escape(story.paragraphs[0][:60])}...</p>'
            f'<time>{story.published:%Y.%m.%d %H:%M}</time></li>' for story in self.on_page(section, page))
        return self._page(head(self.menu[section][1], "아이뉴스24", ""), (
            f'<article class="list"><h2>{self.menu[section][1]}</h2><ol>{rows}</ol><nav class="page">'
            f'<a href="/list/{self.codes[section]}?date={self.day(page):%Y%m%d}&page=1">1</a></nav></article>'))

    def article_page(self, story: Story) -> str:
        return self._page(head(story.title, "아이뉴스24", self.url(story), story), (
            f'<article class="view"><header><h1>{escape(story.title)}</h1><div class="info"><time datetime="{story.published.isoformat()}">입력 '
            f'{story.published:%Y.%m.%d %H:%M}</time><address>{story.reporter} 기자</address></div></header><article id="articleBody">'
            f'{paragraphs(story)}</article><p class="copy">Copyright ⓒ 아이뉴스24. All rights reserved. 무단 전재 및 재배포 금지</p></article>'))

    def _page(self, top: str, main: str) -> str:
        links = "".join(f'<li><a href="/list/{code}">{self.menu[key][1]}</a></li>' for key, code in self.codes.items())
        read = "".join(f'<li><a href="/view/{self.article_id(story)}">{escape(story.title)}</a></li>' for story in self.popular())
        return (f'<!DOCTYPE html><html lang="ko">{top}<body><header class="top"><nav><ul>{links}</ul></nav></header>'
                f'<main>{main}<aside><h3>가장 많이 본 뉴스</h3><ol>{read}</ol></aside></main><footer>'
                f'<p>아이뉴스24 | 서울특별시 중구 가상로 20 | 등록번호 서울 아00000</p>'
                '<p>Copyright ⓒ inews24.com. All rights reserved.</p></footer></body></html>')


class Naver(Paper):
    """A portal: pages by a cursor, as HTML in JSON; a listing by day is asked for after the last of them."""

    site, host = "naver", "news.naver.com"
    article_host = "n.news.naver.com"
    menu = {"mobile": ("731", "모바일"), "science": ("228", "과학 일반"), "internet": ("226", "인터넷/SNS"), "game": ("229", "게임/리뷰")}
    crawled = ("mobile", "science")
    paper: ClassVar[str] = "한빛데일리"

    def article_id(self, story: Story) -> str:
        return f"999-{41000 + story.number:010}"

    def address(self, story: Story) -> str:
        return f"{self.article_host}/article/{self.in_url(story)}"

    def in_url(self, story: Story) -> str:
        return self.article_id(story).replace("-", "/")

    def route(self, address: str) -> Asked:
        parts = urlsplit(f"//{address}")
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        if match := re.search(r"/(?:mnews/)?article/(\d{3}/\d{10})$", parts.path):
            return Asked(address, "article", self.by_id(match[1].replace("/", "-")))
        if match := re.fullmatch(r"/breakingnews/section/105/(\d+)", parts.path):
            section = self.at(match[1])
            return Asked(address, "listing" if section else "other", section=section or "", form=query.get("date", "page"))
        if parts.path.startswith("/section/template/") and (section := self.at(query["sid2"])):
            return Asked(address, "listing", section=section, page=int(query["pageNo"]), form="json")
        return Asked(address, "home" if parts.path == "/" else "other")

    def listing(self, asked: Asked) -> Answer:
        if asked.form == "json":
            return json_answer({"renderedComponent": {"SECTION_ARTICLE_LIST_FOR_LATEST": self._rows(asked.section, asked.page)}})
        if asked.form != "page":  # a day before: everything has been shown by the cursor
            return self.html(self._listing(asked.section, ""))
        return self.html(self.listing_page(asked.section, asked.page))

    def listing_page(self, section: str, page: int) -> str:
        return self._listing(section, self._rows(section, page))

    def _listing(self, section: str, rows: str) -> str:
        return self._page(head(f"{self.menu[section][1]} : 네이버 뉴스", "네이버 뉴스", ""), (
            f'<div id="newsct" class="section_wrap"><div class="section_latest">{rows}</div></div>'))

    def _rows(self, section: str, page: int) -> str:
        has_next = "true" if page < self.last_page(section) else "false"
        rows = "".join(
            f'<li class="sa_item _LAZY_LOADING_WRAP"><div class="sa_text"><a href="https://{self.article_host}/mnews/article/{self.in_url(story)}" '
            f'class="sa_text_title"><strong class="sa_text_strong">{escape(story.title)}</strong></a><div class="sa_text_lede">'
            f'{escape(story.paragraphs[0][:60])}…</div><div class="sa_text_press">{self.paper}</div>'
            f'<div class="sa_text_datetime"><b>{(self.now - story.published).total_seconds() // 3600:.0f}시간전</b></div></div></li>'
            for story in self.on_page(section, page))
        return (f'<div class="section_latest_article _CONTENT_LIST" data-sid="105" data-sid2="{self.codes[section]}"'
                f' data-cluid="" data-has-next="{has_next}" data-cursor-name="next" data-cursor="2026112018440{page}" data-page-no="{page}"'
                ' data-date="" data-template="SECTION_ARTICLE_LIST">'
                f'<ul class="sa_list">{rows}</ul></div>')

    def article_page(self, story: Story) -> str:
        text = "<br><br>".join(escape(text, quote=False) for text in story.paragraphs)
        return self._page(head(story.title, self.paper, self.url(story), story), (
            f'<div id="ct" class="newsct_wrapper"><div class="media_end_head"><a href="https://hanbit.example" class="media_end_head_top_logo">'
            f'<img src="/logo.png" alt="{self.paper}"></a>'
            f'<div class="media_end_head_title"><h2 id="title_area"><span>{escape(story.title)}</span></h2></div>'
            f'<div class="media_end_head_info"><em class="media_end_head_journalist_name">{story.reporter} 기자</em>'
            f'<div class="media_end_head_info_datestamp"><em>입력</em>'
            f'<span data-date-time="{story.published:%Y-%m-%d %H:%M:%S}">{story.published:%Y.%m.%d. %H:%M}</span></div></div></div>'
            f'<div id="newsct_article"><article id="dic_area" class="go_trans _article_content">{text}</article></div><div class="copyright">'
            f'<p class="c_text">Copyright ⓒ {self.paper}. All rights reserved. 무단 전재, 재배포 금지.</p></div></div>'))

    def _page(self, top: str, main: str) -> str:
        links = "".join(f'<li class="ct_snb_nav_item"><a href="https://{self.host}/breakingnews/section/105/{code}">{self.menu[key][1]}</a></li>'
                        for key, code in self.codes.items())
        read = "".join(f'<li><a href="https://{self.article_host}/mnews/article/{self.in_url(story)}?cds=news_edit">{escape(story.title)}</a></li>'
                       for story in self.popular())
        return (f'<!doctype html><html lang="ko">{top}<body><header class="Nheader"><a href="https://{self.host}">뉴스</a></header>'
                f'<div id="ct_wrap">'
                f'<ul class="ct_snb_nav">{links}</ul>{main}<div class="media_ranking"><h3>{self.paper} 주요뉴스</h3><ul>{read}</ul></div></div>'
                '<footer class="Nfooter"><p>이 콘텐츠의 저작권은 제공처에 있으며, 이를 무단 이용하는 경우 법적 책임을 질 수 있습니다.</p></footer>'
                '</body></html>')
