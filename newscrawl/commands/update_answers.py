"""``newscrawl update_answers [SITE]``: the answers of the test pages, written again for review."""
from __future__ import annotations

import argparse

from scrapy.exceptions import UsageError

from newscrawl.command_line.command import NewscrawlCommand
from newscrawl.command_line.output import show
from newscrawl.devtools.fixtures.update import pages_of, update
from newscrawl.errors import AnswerError

FAILED = 1


class Command(NewscrawlCommand):
    requires_checkout = True
    requires_crawler_process = False

    def syntax(self) -> str:
        return "[SITE]"

    def short_desc(self) -> str:
        return "Write the answers of test pages again from what is read today"

    def long_desc(self) -> str:
        return ("Reads the test pages of a site, or of all, and writes those of their answers that differ. What a person wrote stays: headers, "
                "the time of the fetch, and the fields named in not_yet. Look at each difference with git diff before you commit it.")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if len(args) > 1:
            raise UsageError("name one SITE, or none for all", print_help=False)
        site = args[0] if args else None
        if not pages_of(site):
            self.refuse(f"there is no folder tests/pages/{site} with test pages")
        try:
            changed = list(update(site))
        except AnswerError as error:
            self.complain(error)
            self.exitcode = FAILED
            return
        show("".join(f"{path}\n" for path in changed))
        show(f"{len(changed)} answers changed; look at each difference with git diff before you commit it\n")
