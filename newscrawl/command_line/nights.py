"""The base of the commands about nights: where their files are, and what the sites are called."""
from __future__ import annotations

from pathlib import Path

from scrapy.spiderloader import get_spider_loader

from newscrawl.addon import output_folder
from newscrawl.command_line.command import NewscrawlCommand
from newscrawl.output.run import ledger_path

HISTORY = "history.sqlite"
"""Beside the ledger."""


class NightsCommand(NewscrawlCommand):
    @property
    def output(self) -> Path:
        assert self.settings is not None
        return output_folder(self.settings["OUTPUT_DIR"])

    @property
    def ledger(self) -> Path:
        assert self.settings is not None
        return ledger_path(self.settings["LEDGER"], self.output)

    @property
    def history(self) -> Path:
        return self.ledger.with_name(HISTORY)

    def site_names(self) -> tuple[dict[str, dict[str, str]], dict[str, str]]:
        """(site -> section key -> label, site -> the paper's name)"""
        assert self.settings is not None
        loader = get_spider_loader(self.settings)
        spiders = [loader.load(name) for name in loader.list()]
        return ({spider.name: getattr(spider, "sections", {}) for spider in spiders},
                {spider.name: getattr(spider, "publisher", None) or spider.name for spider in spiders})
