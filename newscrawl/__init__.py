"""newscrawl: Korean tech news, from section listings to clean JSON Lines.

The flow, and where each arrow lives::

    listing page --> article page --> ExtractedArticle --> Article --> JSON Lines --> ledger
          spiders/, families/         extracted.py    items.py      output/      ledger/

The next run asks the ledger: it reads new articles, and fetches again what may have changed.

    spiders/     the sites, one module each: attributes on a family
    families/    base classes for kinds of site: base/ for every site, cms/ for systems that papers share, listings/ for listings that
                 are not numbered pages; undeclared.py reads papers without a spider
    extract/     from a page to fields, links and page type: layers/ (JSON-LD, meta, script state, markup), listing/, rights
    page/        a fetched page, parsed once: tree, index, CSS; it knows no field
    rendering/   renders pages that need JavaScript in a browser
    text/        pure functions on Korean news text: bylines, captions, dates, charset, digest
    cleaning/    drops boilerplate: rules with id, scope and examples, the passes, the trace, the record
    extracted.py what is read from a page: ExtractedArticle and its blocks, a listing and its links, a proof
    items.py     what is exported: Article, RejectedPage, Tombstone
    pipelines/   validate, revise, hold back, deduplicate: one stage a module
    output/      durable JSON Lines, manifests, recovery: how a run starts, writes and ends
    ledger/      an index of what has been seen (SQLite): spiders and pipelines query it, only output writes
    nights/      what came of each night against the nights before: facts, history, verdicts, the nightly run, its report and alerts
    archive/     WARC replay
    middlewares/ what is asked of a site and when (hosts, robots.txt, pauses), and what counts as an answer
    worker/      the process beside the crawl in which pages are read, its messages, and what asks it
    budget.py    a budget of time and memory for the reading of one page
    watchdog.py  ends a crawl that stands still
    errors.py    every exception of ours, under one root
    signals.py   signals that spiders send besides their items
    progress.py  the live display of a crawl on a terminal
    log.py       the log: named after its run, Korean time, one line for a page that could not be fetched
    failures.py  why a page could not be fetched: one word for counting, and plain words
    settings.py  what differs from Scrapy's defaults, each with its reason
    addon.py     settings that follow from OUTPUT_DIR, LEDGER, CONTACT and REPLAY
    sites.py     finds a site by name, host or URL
    read.py      read_page, read_listing: the same reading without a crawl
    dataset.py   load_articles: reads the articles of finished runs
    schemas/     the schemas of the records (JSON Schema, Arrow), and the upgrade of older versions
    __main__.py  the command newscrawl, from any folder
    command_line/  what all commands share: how they are called, their checks and their help
    checkout.py  whether this is a checkout or an installed package
    devtools/    for those who work on newscrawl: explain, probe, fixtures, check, catalogue
    commands/    newscrawl crawl, sites, ledger, nightly, status, report, read, explain, probe, save_page, update_answers, check, schema, demo
    demo/        an invented newsroom that can be crawled without a network

Who may import whom: ``spiders -> families -> extract -> page -> text``; ``extract -> cleaning.rules``; ``families -> rendering -> middlewares``;
``families -> cleaning -> extracted -> items``; ``families -> worker -> page``; ``families, pipelines, output -> ledger``; ``text`` imports nothing of
ours. ``read.py`` stands on top;
``nights`` reads finished files, and runs crawls as processes;
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
    # Lazily, because importing newscrawl.text must not import Scrapy.
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
