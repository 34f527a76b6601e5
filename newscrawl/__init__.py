"""newscrawl: Korean tech news, from section listings to clean JSON Lines.

The flow, and where each arrow lives::

    listing page --> article page --> FoundArticle --> Article --> JSON Lines --> ledger
          spiders/, families/           items.py      pipelines/     output/      ledger/

The ledger leads back to the beginning: the next run reads what it does not know, and asks again what may have changed.

    spiders/     the sites, one module each: a declaration on a family
    families/    how kinds of site work: base/ is what every site is made of, cms/ the systems that papers share, listings/ the
                 strategies of listings; undeclared.py reads any paper that nobody declared
    extract/     from a page to fields, links and page type: layers/ (JSON-LD, meta, script state, markup), listing/, rights
    page/        a fetched page, parsed once: tree, index, CSS; it knows no field
    rendering/   pages that a script draws, in a browser that starts with the first of them
    text/        pure functions on Korean news text: bylines, captions, dates, charset, digest
    cleaning/    what is no part of an article: rules with id, scope and examples, the passes, the trace, the record
    items.py     the contracts: FoundArticle as read, Article as exported
    pipelines/   clean, validate, revise, deduplicate: one stage a module
    output/      durable JSON Lines, manifests, recovery: how a run begins, writes and ends
    ledger/      what has been seen (SQLite), an index over the files: spiders and pipelines ask, output alone writes
    archive/     WARC replay
    middlewares.py  the site's own hosts only; time of receipt and true encoding of every response
    errors.py    every exception of ours, under one root
    signals.py   what a spider tells besides its items
    progress.py  what a person sees on a terminal while it crawls
    log.py       the log: named after its run, Korean time, one line for a page that could not be fetched
    failures.py  why a page could not be fetched, in plain words
    settings.py  what differs from Scrapy's defaults, each with its reason
    addon.py     settings that follow from OUTPUT_DIR, LEDGER, CONTACT and REPLAY
    sites.py     which site a person means, by name, host or address
    read.py      read_page, read_listing: the same reading without a crawl
    dataset.py   load_articles: the articles of finished runs, the consumers' door
    schemas/     the records for other tools: JSON Schema, Arrow
    __main__.py  the command newscrawl, from any folder
    command_line/  what all commands share: how they are called, their checks and their help
    checkout.py  whether this is a checkout or an installed package
    devtools/    for those who work on newscrawl: explain, probe, fixtures, live check, catalogue
    commands/    newscrawl crawl, sites, ledger, read, explain, probe, save_page, update_answers, check_site, schema, demo
    demo/        an invented newsroom that can be crawled without a network

Who may import whom: ``spiders -> families -> extract -> page -> text``; ``extract -> cleaning.rules``; ``families -> rendering``;
``pipelines -> cleaning -> items``; ``families, pipelines, output -> ledger``; ``text`` imports nothing of ours. ``read.py`` stands on top;
``dataset.py`` needs only ``items`` and ``schemas``.
``tests/test_architecture.py`` holds these arrows.
"""
from __future__ import annotations

from typing import TYPE_CHECKING, Any

from newscrawl.errors import DatasetError, NewscrawlError, NotAListing, NotAnArticle, UnknownSiteError

if TYPE_CHECKING:
    from newscrawl.dataset import load_articles
    from newscrawl.read import read_listing, read_page

__version__ = "0.3.0"
__all__ = ["DatasetError", "NewscrawlError", "NotAListing", "NotAnArticle", "UnknownSiteError", "__version__", "load_articles", "read_listing",
           "read_page"]


def __getattr__(name: str) -> Any:
    # Lazily, because newscrawl.text must not bring Scrapy in.
    found: Any
    if name == "load_articles":
        from newscrawl import dataset

        found = dataset.load_articles
    elif name in __all__:
        from newscrawl import read

        found = getattr(read, name)
    else:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals()[name] = found  # so that it is looked for once
    return found
