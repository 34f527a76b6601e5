"""``scrapy sites``: every site with what is known of it."""
from __future__ import annotations

import argparse
import sys

from scrapy.commands import ScrapyCommand
from scrapy.spiderloader import get_spider_loader

from newscrawl.catalogue import entry, markdown, text
from newscrawl.families.base.news_spider import NewsSpider


class Command(ScrapyCommand):
    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        return "[--markdown]"

    def short_desc(self) -> str:
        return "Print the sites: paper, host, kind, how sure; --markdown writes docs/sites.md"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--markdown", action="store_true", help="print the whole table, as docs/sites.md has it")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings is not None
        loader = get_spider_loader(self.settings)
        spiders = [spider_class() for name in loader.list() if issubclass(spider_class := loader.load(name), NewsSpider)]
        entries = [entry(spider) for spider in spiders]
        sys.stdout.write(markdown(entries) if opts.markdown else text(entries))
