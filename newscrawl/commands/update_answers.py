"""``scrapy update_answers [SITE]``: the answers of the test pages, written again for review."""
from __future__ import annotations

import argparse
import sys

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from newscrawl.samples.update import UnreadableAnswerError, pages_of, update

FAILED = 1
WRONG_USE = 2


class Command(ScrapyCommand):
    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        return "[SITE]"

    def short_desc(self) -> str:
        return "Write the answers of the test pages again from what is read today; review them with git diff"

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if len(args) > 1:
            raise UsageError("name one SITE, or none for all", print_help=False)
        site = args[0] if args else None
        if not pages_of(site):
            sys.stderr.write(f"scrapy update_answers: there are no test pages of {site or 'any site'}; they stand in tests/pages of a checkout\n")
            self.exitcode = WRONG_USE
            return
        try:
            changed = list(update(site))
        except UnreadableAnswerError as error:
            sys.stderr.write(f"scrapy update_answers: {error}\n")
            self.exitcode = FAILED
            return
        sys.stdout.write("".join(f"{path}\n" for path in changed))
        sys.stdout.write(f"{len(changed)} answers changed; look at each difference with git diff before you commit it\n")
