"""``newscrawl schema``: writes the JSON Schemas of the records from the dataclasses that define them."""
from __future__ import annotations

import argparse

from newscrawl.command_line.command import NewscrawlCommand
from newscrawl.command_line.output import show
from newscrawl.schemas import SCHEMAS, path_of, schema_text


class Command(NewscrawlCommand):
    requires_checkout = True
    requires_crawler_process = False

    def short_desc(self) -> str:
        return "Write the JSON Schemas of the records into newscrawl/schemas (in a checkout)"

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        for name in SCHEMAS:
            path_of(name).write_text(schema_text(name), encoding="utf-8")
            show(f"{path_of(name)}\n")
