"""What holds for every site."""
from __future__ import annotations

import asyncio
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from scrapy import Request
from scrapy.settings import Settings
from scrapy.spiderloader import SpiderLoader

from newscrawl import settings
from newscrawl.errors import ArgumentError
from newscrawl.families.base.listing_pages import ListingPages
from newscrawl.families.base.news_spider import NewsSpider
from newscrawl.text.hosts import is_host_of
from tests.saved import saved_pages

PROJECT = Settings()
PROJECT.setmodule(settings)
SITES = SpiderLoader.from_settings(PROJECT)
EVERY_SITE = pytest.mark.parametrize("site", sorted(SITES.list()))


def spider(site: str, **given: str) -> NewsSpider:
    spider_class = SITES.load(site)
    assert issubclass(spider_class, NewsSpider)
    return spider_class(**given)


def start_requests(site: str) -> list[Request]:
    async def collect() -> list[Request]:
        return [request async for request in spider(site).start()]

    return asyncio.run(collect())


@EVERY_SITE
def test_file_name_is_spider_name_is_class_name(site: str) -> None:
    spider_class = SITES.load(site)
    assert spider_class.__module__ == f"newscrawl.spiders.{site}"
    assert spider_class.__name__ == "".join(part.capitalize() for part in site.split("_")) + "Spider"


def test_spiders_holds_sites_and_nothing_else() -> None:
    folder = Path(settings.__file__).parent / "spiders"
    assert {path.stem for path in folder.glob("*.py")} - {"__init__"} == set(SITES.list())


@EVERY_SITE
def test_declaration_is_whole(site: str) -> None:
    one = spider(site)
    assert one.publisher
    assert one.english
    assert one.allowed_domains
    assert all("/" not in domain and not domain.startswith("www.") for domain in one.allowed_domains)
    assert one.sections
    assert set(one.section_codes) <= set(one.sections)
    reads_menu = one.menu_code or type(one).read_menu is not ListingPages.read_menu
    assert set(one.section_codes) == set(one.sections) or (one.menu_url and reads_menu)


@EVERY_SITE
def test_start_asks_for_something_on_its_own_hosts(site: str) -> None:
    requests = start_requests(site)
    assert requests
    domains = spider(site).allowed_domains
    assert all(is_host_of(urlsplit(request.url).hostname or "", domains) for request in requests)


@EVERY_SITE
def test_canonical_address_carries_the_id(site: str) -> None:
    one = spider(site)
    for page in saved_pages():
        # A page at an address that the site does not know has an id of another kind.
        if page.site == site and page.answer.get("id", "").startswith(f"{site}:"):
            article_id, canonical = page.answer["id"].partition(":")[2], page.answer["url"]
            # The addresses of some WordPress sites carry no id, but a short one does.
            address = canonical if one.article_id(canonical) else one.canonical_url(article_id)
            link = one.article_link(address)
            assert link
            assert (link.id, link.url) == (article_id, address)
            assert one.article_id(address.replace(urlsplit(address).hostname or "", "example.org")) is None


@EVERY_SITE
def test_has_saved_pages(site: str) -> None:
    kinds = {page.is_listing for page in saved_pages() if page.site == site}
    assert kinds == {True, False}


@EVERY_SITE
def test_arguments_are_read_in_one_place(site: str) -> None:
    """So that they are tested once, below, and not for each site."""
    assert SITES.load(site).__init__ is NewsSpider.__init__
    sections = spider(site).sections
    assert spider(site, section=",".join(sections)).arguments.sections == tuple(sections)


@pytest.mark.parametrize(("given", "message"), [
    ({"section": "nope"}, "unknown section 'nope'; there are "),
    ({"since": "2026-13-01"}, "since=2026-13-01 is no day; write it as 2026-11-22"),
    ({"until": "그저께"}, "until=그저께 is no day; write it as 2026-11-22"),
    ({"since": "2026-11-02", "until": "2026-11-01"}, "since=2026-11-02 is later than until=2026-11-01"),
    ({"max_pages": "0"}, "max_pages=0 is no number of pages; write 1 or more"),
    ({"refetch": "yes"}, "refetch=yes is neither 0 nor 1"),
    ({"sections": "it"}, "unknown argument 'sections'; there are section, since, until, max_pages, refetch"),
])
def test_wrong_arguments_are_told_in_one_line(given: dict[str, str], message: str) -> None:
    with pytest.raises(ArgumentError) as wrong:
        spider("metroseoul", **given)
    assert str(wrong.value).startswith(message)
    assert "\n" not in str(wrong.value)


def test_several_sections_each_once_and_in_order() -> None:
    assert spider("metroseoul", section="game, internet,game").arguments.sections == ("game", "internet")


def test_a_scheduler_may_add_arguments_of_its_own() -> None:
    assert spider("metroseoul", _job="6487ec79947edab326d6db28a2d86511").arguments.max_pages is None
