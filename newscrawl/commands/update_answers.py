"""``newscrawl update_answers [SITE]``: the answers of the test pages, written again for review."""
from __future__ import annotations

import argparse

import newscrawl
from newscrawl.command_line.command import NewscrawlCommand
from newscrawl.command_line.output import show
from newscrawl.devtools.fixtures.released import write_release
from newscrawl.devtools.fixtures.update import pages_of, update
from newscrawl.errors import AnswerError

FAILED = 1


class Command(NewscrawlCommand):
    requires_checkout = True
    requires_crawler_process = False

    def syntax(self) -> str:
        return "[SITE] | --release"

    def short_desc(self) -> str:
        return "Write the answers of test pages again from what is read today"

    def long_desc(self) -> str:
        return ("Reads the test pages of a site, or of all, and writes those of their answers that differ. What a person wrote stays: headers, "
                "the time of the fetch, and the fields named in not_yet. Look at each difference with git diff before you commit it.")

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--release", action="store_true", help="note today's answers as those of this version, in tests/pages/released.json")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if len(args) > 1:
            self.refuse("name one SITE, or none for all")
        site = args[0] if args else None
        if opts.release and site:
            self.refuse("--release is of all sites")
        if not pages_of(site):
            self.refuse(f"there is no folder tests/pages/{site} with test pages")
        changed = 0
        try:
            for path in update(site):
                show(f"{path}\n")
                changed += 1
        except AnswerError as error:
            self.complain(error)
            self.exitcode = FAILED
            return
        show(f"{changed} answers changed; look at each difference with git diff before you commit it\n")
        if opts.release:
            show(f"{write_release(newscrawl.__version__)}: the answers of {newscrawl.__version__}\n")
