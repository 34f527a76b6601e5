"""An invented paper on WordPress as it comes: no plugin for search engines, a default theme, Korean slugs, whatever permalinks."""
from __future__ import annotations

from datetime import datetime, timedelta
from html import escape
from urllib.parse import quote

from tests.loopback import Answer, Site

HOST = "www.byeolnaru.example"
PAPER = "별나루"
NEWEST = datetime(2026, 11, 22, 9, 30)  # noqa: DTZ001  (Korean time, as WordPress writes it)
CATEGORIES = {"%ec%8a%a4%ed%83%80%ed%8a%b8%ec%97%85": (12, "스타트업"), "ai": (7, "인공지능"), "news/policy": (31, "정책"), "opinion": (9, "칼럼")}
"""Slug, as in the category's URL -> its number and name."""
TITLES = ["조약돌랩, 밤길을 비추는 신발 내놓아", "서쪽 항구에 물 위를 걷는 창고 열려", "버들소프트가 고친 지도, 골목까지 보여 준다",
          "산골 학교에 들어온 말하는 칠판", "나루모터스, 바퀴 셋 달린 배달차 시험", "별빛반도체가 만든 얇은 시계"]


def slug_of(title: str) -> str:
    return quote(title.replace(",", "").replace(" ", "-")).lower()


class WordpressSite(Site):
    """``permalink`` is the form of a post's path, with ``{day}``, ``{slug}`` and ``{number}``; ``base`` that of categories."""

    def __init__(self, permalink: str = "/{day}/{slug}/", base: str = "category") -> None:
        super().__init__()
        self.permalink, self.base = permalink, base
        self.pages[f"{HOST}/robots.txt"] = Answer(b"User-agent: *\nDisallow: /wp-admin/\n", headers={"Content-Type": "text/plain"})
        for slug, (number, label) in CATEGORIES.items():
            for page in (1, 2):
                path = f"/{base}/{slug}/" + (f"page/{page}/" if page > 1 else "")
                self.pages[f"{HOST}{path}"] = Answer(self.category(slug, number, label, page).encode())
        self.pages[f"{HOST}/"] = Answer(self.home().encode())
        for number, title in enumerate(TITLES, 401):
            self.pages[f"{HOST}{self.path(number, title)}"] = Answer(self.post(number, title).encode())

    def path(self, number: int, title: str) -> str:
        return self.permalink.format(day=f"{self.time(number):%Y/%m/%d}", slug=slug_of(title), number=number)

    def time(self, number: int) -> datetime:
        return NEWEST - timedelta(hours=7 * (number - 401))

    def url(self, number: int, title: str) -> str:
        return f"https://{HOST}{self.path(number, title)}"

    def category(self, slug: str, number: int, label: str, page: int) -> str:
        url = f"https://{HOST}/{self.base}/{slug}/"
        head = (f'<link rel="alternate" type="application/rss+xml" title="{PAPER} &raquo; {label} 카테고리 피드" href="{url}feed/" />'
                f'<link rel="alternate" title="JSON" type="application/json" href="https://{HOST}/wp-json/wp/v2/categories/{number}" />')
        mark = f"category-{slug.rpartition('/')[2]}" if slug.isascii() and "%" not in slug else f"category-{number}"
        pager = f'<nav class="navigation pagination"><div class="nav-links"><a class="next page-numbers" href="{url}page/2/">다음</a></div></nav>'
        return self.page(f"{label} &#8211; {PAPER}", head, f"archive category {mark} category-{number} hfeed", (
            f'<header class="page-header alignwide"><h1 class="page-title">카테고리: <span>{label}</span></h1></header>'
            f'{self.rows()}{pager if page == 1 else ""}'))

    def home(self) -> str:
        return self.page(f"{PAPER} &#8211; 작은 회사들의 소식", "", "home blog hfeed", self.rows())

    def rows(self) -> str:
        return "".join(
            f'<article id="post-{number}" class="post-{number} post type-post status-publish format-standard hentry entry">'
            f'<header class="entry-header"><h2 class="entry-title default-max-width"><a href="{self.url(number, title)}">{escape(title)}</a></h2>'
            f'</header><div class="entry-content"><p>{escape(title)}. 자세한 이야기는 이렇다 [&hellip;]</p></div><footer class="entry-footer">'
            f'<span class="posted-on"><time class="entry-date published updated" '
            f'datetime="{self.time(number):%Y-%m-%dT%H:%M:%S}+09:00">{self.time(number):%Y년 %m월 %d일}'
            f'</time></span></footer></article>' for number, title in enumerate(TITLES, 401))

    def post(self, number: int, title: str) -> str:
        url = self.url(number, title)
        head = (f'<link rel="canonical" href="{url}" /><link rel="shortlink" href="https://{HOST}/?p={number}" />'
                f'<link rel="alternate" title="JSON" type="application/json" href="https://{HOST}/wp-json/wp/v2/posts/{number}" />'
                f'<link rel="alternate" type="application/rss+xml" title="{PAPER} &raquo; {escape(title)} 댓글 피드" href="{url}feed/" />')
        text = "".join(f"<p>{line}</p>" for line in (
            f"{title.split()[0].rstrip(',')} 사람들은 지난봄부터 이 일을 준비했다고 말했다. 처음에는 아무도 될 것이라고 믿지 않았다.",
            f"이번에 나온 것은 {number}번째 물건이다. 값은 {number * 7}원이고, 가게에서는 다음 달 초부터 살 수 있다.",
            "회사는 겨울이 끝나기 전에 두 번째 공장을 짓겠다고 밝혔다. 마을 사람들도 잔치를 열어 함께 기뻐했다."))
        return self.page(f"{escape(title)} &#8211; {PAPER}", head, f"post-template-default single single-post postid-{number}", (
            f'<article id="post-{number}" class="post-{number} post type-post status-publish format-standard hentry category-ai entry">'
            f'<header class="entry-header"><h1 class="entry-title">{escape(title)}</h1></header><div class="entry-content">{text}</div>'
            f'<footer class="entry-footer"><div class="posted-by"><span class="posted-on">발행일 <time class="entry-date published" '
            f'datetime="{self.time(number):%Y-%m-%dT%H:%M:%S}+09:00">{self.time(number):%Y년 %m월 %d일}</time></span>'
            f'<span class="byline">글쓴이 <a href="https://{HOST}/author/han/" rel="author">한가람</a></span></div><div class="post-taxonomies">'
            f'<span class="cat-links">카테고리: <a href="https://{HOST}/{self.base}/ai/" rel="category tag">인공지능</a></span></div></footer>'
            f'</article><nav class="navigation post-navigation"><div class="nav-links"><a href="{self.url(402, TITLES[1])}" rel="prev">이전 글</a>'
            '</div></nav>'))

    def page(self, title: str, head: str, marks: str, main: str) -> str:
        menu = "".join(f'<li class="menu-item menu-item-object-category"><a href="https://{HOST}/{self.base}/{slug}/">{label}</a></li>'
                       for slug, (_, label) in CATEGORIES.items())
        recent = "".join(f'<li><a href="{self.url(number, text)}">{escape(text)}</a></li>' for number, text in enumerate(TITLES[:3], 401))
        return (
            f'<!doctype html><html lang="ko-KR"><head><meta charset="UTF-8" /><title>{title}</title>'
            f'<link rel="alternate" type="application/rss+xml" title="{PAPER} &raquo; 피드" href="https://{HOST}/feed/" />'
            f'<link rel="alternate" type="application/rss+xml" title="{PAPER} &raquo; 댓글 피드" href="https://{HOST}/comments/feed/" />'
            f'{head}<link rel="https://api.w.org/" href="https://{HOST}/wp-json/" /><meta name="generator" content="WordPress 6.6.2" />'
            f'<link rel="stylesheet" href="https://{HOST}/wp-content/themes/made/style.css?ver=2.3" /></head>'
            f'<body class="{marks} wp-embed-responsive"><div id="page" class="site"><a class="skip-link screen-reader-text" '
            f'href="#content">Skip to content</a><header id="masthead" '
            f'class="site-header has-title-and-tagline has-menu"><div class="site-branding"><p class="site-title">'
            f'<a href="https://{HOST}/" rel="home">{PAPER}</a></p><p class="site-description">작은 회사들의 소식</p></div>'
            f'<nav id="site-navigation" class="primary-navigation">'
            f'<ul id="primary-menu-list" class="menu-wrapper">{menu}<li><a href="https://{HOST}/about/">소개</a></li></ul></nav></header>'
            f'<div id="content" class="site-content"><main id="main" class="site-main">{main}</main></div>'
            '<aside class="widget-area"><section class="widget widget_recent_entries"><h2 class="widget-title">최신 글</h2>'
            f'<ul>{recent}</ul></section></aside>'
            f'<footer id="colophon" class="site-footer"><div class="site-name"><a href="https://{HOST}/">{PAPER}</a></div><div class="powered-by">'
            'Proudly powered by <a href="https://ko.wordpress.org/">WordPress</a>.</div></footer></div></body></html>')
