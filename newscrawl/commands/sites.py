"""``newscrawl sites [SITE]``: every site, or all that is known of one."""
from __future__ import annotations

import argparse
import io
import json
import shutil
import sys
from collections.abc import Sequence

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from scrapy.spiderloader import get_spider_loader

from newscrawl.command_line.command import NewscrawlCommand
from newscrawl.command_line.output import show, write_data
from newscrawl.devtools.catalogue import NOT_COVERED, SiteEntry, as_json, entry, facts, in_order, markdown
from newscrawl.devtools.unproved import unproved
from newscrawl.errors import UnknownSiteError
from newscrawl.families.base.news_spider import NewsSpider
from newscrawl.sites import find_site

GAP = 2
"""Columns between two of the table's."""
WIDE = 100
"""Columns of a terminal that has room for the hosts."""
WHOLE_LINES = 1000
"""Columns that no site's line fills."""


class Command(NewscrawlCommand):
    requires_crawler_process = False

    def syntax(self) -> str:
        return "[SITE] [--json] | --markdown"

    def short_desc(self) -> str:
        return "List the sites; with SITE, all that is known of one"

    def long_desc(self) -> str:
        return ("Without SITE, a line a site. With SITE, which may be its name, its paper's, its host or any address of it: its sections, how "
                "sure its reading is, what is known not to work, what robots.txt said, and what the publisher says on AI.")

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--json", action="store_true", help="print it as JSON: an array of sites, or one site")
        parser.add_argument("--markdown", action="store_true", help="print what docs/sites.md holds (in a checkout)")

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        self.requires_checkout = opts.markdown  # its test pages say which selectors are proved
        super().process_options(args, opts)
        if len(args) > 1 or (opts.markdown and (args or opts.json)):
            self.refuse("name one SITE or none; --markdown goes alone")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings is not None
        loader = get_spider_loader(self.settings)
        sites = [site for name in loader.list() if issubclass(site := loader.load(name), NewsSpider)]
        try:
            entries = in_order(entry(site()) for site in ([find_site(args[0], sites)] if args else sites))
        except UnknownSiteError as error:
            self.refuse(error)
        width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
        if opts.markdown:
            write_data(markdown(entries, unproved()).encode())
        elif opts.json:
            found = [as_json(site) for site in entries]
            write_data(f"{json.dumps(found[0] if args else found, ensure_ascii=False, indent=2)}\n".encode())
        elif args:
            show(site_details(entries[0], width), styled=True)
        else:
            show(table(entries, width) + not_covered(width), styled=True)
            if width:
                show(f"\n{self.invocation} SITE shows all that is known of a site.\n")


def table(entries: Sequence[SiteEntry], width: int | None) -> str:
    """A line a site. ``width`` is the terminal's; None for a pipe, where lines stay whole, so that grep finds sections too."""
    rows = [_row(site, width) for site in entries]
    longest = {title: max(len(title), *(cell_len(row[title]) for row in rows)) for title in rows[0]}
    if width:
        # Only the sections are cut: what a person types must be whole.
        rest = width - sum(longest[title] + GAP for title in longest if title != "sections")
        longest["sections"] = max(min(longest["sections"], rest), len("sections"))
    lines = Table(box=None, show_header=width is not None, pad_edge=False, padding=(0, GAP, 0, 0))
    for title, columns in longest.items():
        lines.add_column(title, no_wrap=True, overflow="ellipsis", width=columns)
    for row in rows:
        lines.add_row(*row.values())
    return _lines(lines, width)


def _row(site: SiteEntry, width: int | None) -> dict[str, str]:
    host = {"host": site.host} if width is None or width >= WIDE else {}
    return {"site": site.name, "paper": site.paper if width is None else site.publisher, **host,
            "sections": ", ".join(site.sections.values()), "how sure": site.confidence if width is None else site.confidence.partition(" ")[0]}


def site_details(site: SiteEntry, width: int | None) -> str:
    """All that is known of a site, a line a fact; on a terminal, folded to its width."""
    lines = Table.grid(padding=(0, 2, 0, 0))
    for label, words in (("site", site.name), *facts(site)):
        lines.add_row(label, words)
    return _lines(lines, width)


def _lines(lines: Table, width: int | None) -> str:
    console = Console(file=io.StringIO(), width=width or WHOLE_LINES, force_terminal=width is not None, highlight=False, markup=False)
    with console.capture() as written:
        console.print(lines)
    return "".join(f"{line.rstrip()}\n" for line in written.get().splitlines())


def not_covered(width: int | None) -> str:
    """What is left out, and why."""
    lines = Table.grid(padding=(0, 2, 0, 0))
    for site in NOT_COVERED:
        lines.add_row(site.paper, site.why)
    return f"\nNot covered:\n{_lines(lines, width)}"
