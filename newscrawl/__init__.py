"""newscrawl: Korean tech news, from section listings to clean JSON Lines.

The flow, and where each arrow lives::

    listing page --> article page --> FoundArticle --> Article --> JSON Lines
          spiders/, families/           items.py      pipelines/     feed/

    spiders/     the sites, one module each: a declaration on a family
    families/    how kinds of site work: NewsSpider walks listings, layers.py reads each field from the first layer that can be
                 right, NdsoftSpider is one CMS, UndeclaredPaper any paper
    rendering/   pages that a script draws, in a browser that starts with the first of them
    reading/     the layers: JSON-LD, meta, embedded state, and the generic reading of any Korean news page
    text/        pure functions on Korean news text: boilerplate rules, bylines, captions, dates, charset, digest
    items.py     the contracts: FoundArticle as read, Article as exported
    pipelines/   clean, validate, deduplicate: one stage a module
    feed/        JSON Lines files, and what was rejected
    archive/     WARC replay
    middlewares.py  time of receipt and true encoding of every response
    addon.py     settings that follow from OUTPUT_DIR, CONTACT and REPLAY
    read.py      read_page: the same reading without a crawl
    explain/     why a record says what it says
    samples/     test pages made of saved ones, reworded
    catalogue.py what is known of every site
    live_check.py  whether a live site still looks as its module says
    probe/       a new site's spider, from one of its listings
    commands/    scrapy crawl, read, explain, probe, save_page, check_site, sites, schema
    demo/        an invented newsroom that can be crawled without a network

Who may import whom: ``spiders -> families -> reading, rendering -> text, items``; ``pipelines -> text, items``; ``text`` imports nothing of
ours. ``read.py`` stands on top. ``tests/test_architecture.py`` holds these arrows.
"""
from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from newscrawl.read import NotAnArticle, UnknownSiteError, read_page

__version__ = "0.1.0"
__all__ = ["NotAnArticle", "UnknownSiteError", "__version__", "read_page"]


def __getattr__(name: str) -> Any:
    # Lazily, because newscrawl.text must not bring Scrapy in.
    if name in {"NotAnArticle", "UnknownSiteError", "read_page"}:
        from newscrawl import read

        return getattr(read, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
