"""What all invented papers share: stories, sections, the answer to a request, and the faults that come before it."""
from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from html import escape
from typing import ClassVar

from tests.loopback import Answer, Site
from tests.newsroom.stories import APART, START, Story, invented

NOT_FOUND = "<html><head><title>404</title></head><body><h1>404</h1><p>요청하신 페이지를 찾을 수 없습니다.</p></body></html>"
ROBOTS = "User-agent: *\nDisallow: /admin/\n"


@dataclass(frozen=True)
class Asked:
    """A request, as the paper understands it."""

    address: str
    """Host, path and query."""

    kind: str
    """``article``, ``listing``, ``menu`` (an interface that names sections), ``home``, ``robots`` or ``other``."""

    story: Story | None = None
    section: str = ""
    page: int = 1
    form: str = "page"
    """Of a listing: ``page``, ``json`` or ``feed``."""


Fault = Callable[["Paper", Asked], Answer | None]
"""What is answered instead; None leaves the request to the paper."""


class Paper(Site):
    """One site's structure, with invented articles. A subclass draws its pages and routes its addresses."""

    site: ClassVar[str]
    """The spider."""

    host: ClassVar[str]
    menu: ClassVar[dict[str, tuple[str, str]]]
    """Section key -> its code and label. The first is full, the second, if there is one, has a few articles; others only stand in menus."""

    crawled: ClassVar[tuple[str, ...]]
    """The sections that a crawl is asked for."""

    first_number: ClassVar[int] = 31000
    per_page: ClassVar[int] = 6

    def __init__(self, full: int = 24, few: int = 5) -> None:
        super().__init__()
        self.now = START
        self.stories: list[Story] = []
        self.codes = {key: code for key, (code, _) in self.menu.items()}
        """Section key -> the code at which it is now."""

        self.faults: list[Fault] = []
        self.design: Callable[[str], str] = lambda page: page
        self._number = 0
        for key, count in zip(self.crawled, (full, few), strict=False):
            for place in reversed(range(count)):
                self.write(key, START - timedelta(hours=1) - place * APART)

    def publish(self, section: str, count: int = 1) -> list[Story]:
        """Articles of the last hours, the last one newest."""
        return [self.write(section, self.now - timedelta(minutes=20 * place + 30)) for place in reversed(range(count))]

    def write(self, section: str, published: datetime) -> Story:
        self._number += 1
        story = invented(self._number, section, published)
        self.stories.append(story)
        return story

    # What is shown

    def shown(self, section: str) -> list[Story]:
        """The articles of a section, newest first."""
        stories = (story for story in self.stories if story.section == section and not story.deleted)
        return sorted(stories, key=lambda story: (story.lifted or story.published, story.number), reverse=True)

    def on_page(self, section: str, page: int) -> list[Story]:
        return self.shown(section)[(page - 1) * self.per_page:page * self.per_page]

    def last_page(self, section: str) -> int:
        return max(1, -(-len(self.shown(section)) // self.per_page))

    @property
    def wanted(self) -> dict[str, Story]:
        """Article id -> story, for all that a reader of the crawled sections finds."""
        return {self.article_id(story): story for key in self.crawled for story in self.shown(key)}

    def popular(self) -> list[Story]:
        """Three articles for the box beside every page."""
        return [story for story in self.stories if not (story.deleted or story.protected)][3:24:8]

    # Addresses

    def article_id(self, story: Story) -> str:
        return str(self.first_number + story.number)

    def address(self, story: Story) -> str:
        """Host, path and query."""
        raise NotImplementedError

    def url(self, story: Story) -> str:
        return f"https://{self.address(story)}"

    def by_id(self, article_id: str) -> Story | None:
        return next((story for story in self.stories if self.article_id(story) == article_id), None)

    def at(self, code: str) -> str | None:
        """The key of the section at a code."""
        return next((key for key, stated in self.codes.items() if stated == code), None)

    def route(self, address: str) -> Asked:
        raise NotImplementedError

    # Answers

    def answer(self, address: str, headers: Mapping[str, str]) -> Answer:
        asked = Asked(address, "robots") if address.endswith("/robots.txt") else self.route(address)
        for fault in self.faults:
            if (instead := fault(self, asked)) is not None:
                return instead
        return self.draw(asked)

    def draw(self, asked: Asked) -> Answer:
        """What the paper answers when nothing is wrong."""
        if asked.kind == "robots":
            return Answer(ROBOTS.encode(), headers={"Content-Type": "text/plain; charset=utf-8"})
        if asked.kind == "article" and asked.story and not asked.story.deleted:
            return self.html(self.article_page(asked.story))
        if asked.kind in {"listing", "menu"}:
            return self.listing(asked)
        if asked.kind == "home":
            return self.html(self.home_page())
        return replace(self.html(NOT_FOUND), status=404)

    def listing(self, asked: Asked) -> Answer:
        return self.html(self.listing_page(asked.section, asked.page))

    def html(self, page: str) -> Answer:
        return Answer(self.design(page).encode())

    def article_page(self, story: Story) -> str:
        raise NotImplementedError

    def listing_page(self, section: str, page: int) -> str:
        raise NotImplementedError

    def home_page(self) -> str:
        return self.listing_page(self.crawled[0], 1)


def json_answer(content: object, **headers: str) -> Answer:
    stated = {"Content-Type": "application/json; charset=utf-8", **{name.replace("_", "-"): value for name, value in headers.items()}}
    return Answer(json.dumps(content, ensure_ascii=False).encode(), headers=stated)


def paragraphs(story: Story) -> str:
    return "\n".join(f"<p>{escape(text, quote=False)}</p>" for text in story.paragraphs)


def head(title: str, paper_name: str, url: str, story: Story | None = None) -> str:
    """A head as most papers have it; an article's also states it in meta and JSON-LD."""
    stated = f'<meta property="og:type" content="website"><meta property="og:title" content="{escape(title)}">'
    if story:
        described = json.dumps({
            "@context": "https://schema.org", "@type": "NewsArticle", "headline": story.title, "url": url,
            "mainEntityOfPage": {"@type": "WebPage", "@id": url}, "datePublished": story.published.isoformat(),
            "author": {"@type": "Person", "name": story.reporter}, "publisher": {"@type": "Organization", "name": paper_name},
        }, ensure_ascii=False)
        stated = (f'<meta property="og:type" content="article"><meta property="og:title" content="{escape(story.title)}">'
                  f'<meta property="og:url" content="{escape(url)}"><meta name="description" content="{escape(story.paragraphs[0][:80])}">'
                  f'<meta property="article:published_time" content="{story.published.isoformat()}">'
                  f'<link rel="canonical" href="{escape(url)}"><script type="application/ld+json">{described}</script>')
    return (f'<head><meta charset="utf-8"><title>{escape(title, quote=False)} - {paper_name}</title>'
            f'<meta property="og:site_name" content="{paper_name}">{stated}</head>')
