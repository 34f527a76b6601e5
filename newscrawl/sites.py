"""Finds a site by its name, its paper's name in Korean or English, its host, or any URL on it."""
from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from functools import cache
from typing import TypeVar
from urllib.parse import urlsplit

from scrapy.settings import Settings
from scrapy.spiderloader import SpiderLoader

from newscrawl import settings
from newscrawl.errors import UnknownSiteError
from newscrawl.families.base.arguments import normalized_name
from newscrawl.families.base.news_spider import NewsSpider

Site = TypeVar("Site")
"""A spider, or its class."""
MAX_NAMED = 3
MIN_SIMILARITY = 0.5
"""A site with less similarity (0 to 1) is not suggested."""


def find_site(given: str, sites: Sequence[Site]) -> Site:
    """The site that a person means: ``etnews``, ``ETNews``, ``전자신문``, ``m.etnews.com``. Raises UnknownSiteError."""
    for names in (_names, _other_names):
        named = {normalized_name(name): site for site in sites for name in names(site)}
        if found := named.get(normalized_name(given)):
            return found
    if "." in given and (found := _at(_host(given), _domains(sites))):
        return found
    raise _unknown(given, sites)


def name_of(given: str) -> str:
    """The name of the site that a person means; what was given, where it means none."""
    try:
        return find_site(given, all_sites()).name
    except UnknownSiteError:
        return given


def spider_for(url: str, site: str | None = None) -> NewsSpider:
    """The spider that ``site`` means, or, where it is left out, the one at that address. Raises UnknownSiteError."""
    if site:
        return find_site(site, all_sites())
    if spider := site_at(url):
        return spider
    raise _unknown(url, all_sites())


def site_at(url: str) -> NewsSpider | None:
    """The site at an address, or None."""
    return _at(urlsplit(url).hostname or "", _all_domains())


@cache
def all_sites() -> tuple[NewsSpider, ...]:
    """Every site of newscrawl's, by name."""
    project = Settings()
    project.setmodule(settings)
    loader = SpiderLoader.from_settings(project)
    return tuple(spider_class() for name in sorted(loader.list())
                 if issubclass(spider_class := loader.load(name), NewsSpider))


def _names(site: object) -> list[str]:
    """The site's own name, and its paper's in Korean and English; a spider that is none of ours has the first only."""
    english = getattr(site, "english", "")
    stated = [getattr(site, "name", ""), getattr(site, "publisher", None), english, english.removeprefix("The ")]
    return [name for name in stated if name]


def _other_names(site: object) -> tuple[str, ...]:
    """Other names in its titles and bylines; one may be a sister paper's."""
    return getattr(site, "also_called", ())


def _host(given: str) -> str:
    try:
        return urlsplit(given if "//" in given else f"//{given}").hostname or ""
    except ValueError:
        return ""


def _at(host: str, domains: Mapping[str, Site]) -> Site | None:
    """The site at the host, or at a domain above it."""
    labels = host.lower().split(".")
    parent_domains = (".".join(labels[start:]) for start in range(len(labels)))
    return next(filter(None, map(domains.get, parent_domains)), None)


def _domains(sites: Sequence[Site]) -> dict[str, Site]:
    return {domain: site for site in sites for domain in getattr(site, "allowed_domains", [])}


@cache
def _all_domains() -> dict[str, NewsSpider]:
    return _domains(all_sites())


def _unknown(given: str, sites: Sequence[Site]) -> UnknownSiteError:
    host = _host(given) if "." in given else ""
    wanted = host.removeprefix("www.").removeprefix("m.") or given
    similar = [(max(_similarity(wanted, name) for name in (*_names(site), *_other_names(site), *getattr(site, "allowed_domains", ()))), site)
             for site in sites]
    nearest_sites = sorted((pair for pair in similar if pair[0] >= MIN_SIMILARITY), key=lambda pair: -pair[0])[:MAX_NAMED]
    nearest = f"; nearest: {', '.join(_shown(site) for _, site in nearest_sites)}" if nearest_sites else ""
    return UnknownSiteError(f"no site {host or given!r} is known{nearest}; `newscrawl sites` lists all")


def _shown(site: object) -> str:
    name, *others = _names(site)
    return f"{name} ({others[0]})" if others else name


def _similarity(given: str, name: str) -> float:
    """0 to 1. In jamo, so that one wrong letter in a Korean syllable is one letter; the beginning of a name is like it."""
    first, second = (unicodedata.normalize("NFD", normalized_name(text)) for text in (given, name))
    return 1.0 if first and second.startswith(first) else SequenceMatcher(None, first, second).ratio()
