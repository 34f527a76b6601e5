"""``scrapy schema``: writes the JSON Schemas of the records from the dataclasses that define them."""
from __future__ import annotations

import argparse
import sys

from scrapy.commands import ScrapyCommand

from newscrawl.schemas import SCHEMAS, path_of, schema_text


class Command(ScrapyCommand):
    requires_project = True
    requires_crawler_process = False

    def short_desc(self) -> str:
        return "Write the JSON Schemas of the records into newscrawl/schemas"

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        for name in SCHEMAS:
            path_of(name).write_text(schema_text(name), encoding="utf-8")
            sys.stdout.write(f"{path_of(name)}\n")
