"""The base of every command of ours: the name it is called by, its help, and one line for each mistake."""
from __future__ import annotations

import argparse
import sys
import textwrap
from pathlib import Path
from typing import NoReturn

from scrapy.commands import ScrapyCommand, ScrapyHelpFormatter
from scrapy.exceptions import UsageError

from newscrawl.checkout import checkout
from newscrawl.command_line import checks
from newscrawl.command_line.output import complain, escape_unencodable
from newscrawl.errors import CommandLineError

COMMAND_LINE_ERROR = 2
"""Exit code, as everywhere in Scrapy."""
WIDTH = 100
"""Columns of help."""
NEEDS_CHECKOUT = "it writes into a checkout of the project, and this newscrawl is an installed package; call it in a git clone"


def program() -> str:
    """``scrapy`` where the user called that, else ``newscrawl``."""
    called = Path(sys.argv[0])
    name = called.parent.name if called.stem == "__main__" else called.stem
    return "scrapy" if name == "scrapy" else "newscrawl"


class HelpFormatter(ScrapyHelpFormatter, argparse.RawDescriptionHelpFormatter):
    """Keeps the lines of what a command tells below its options."""


class NewscrawlCommand(ScrapyCommand):
    """A command of ours: what is wrong on the command line gets one line and exit code 2, before anything begins.

    What to set: what Scrapy asks for, and ``requires_checkout`` or ``below_options`` where they apply.
    What to override: ``process_options``, calling this one first; raise CommandLineError there for a mistake.
    """

    requires_project = True
    requires_checkout = False
    """Whether it writes into the project's own folders, so that an installed package cannot run it."""

    about = ""
    """The subject of the command in messages, such as a site."""

    @property
    def invocation(self) -> str:
        """As the user called it: ``newscrawl crawl`` or ``scrapy crawl``."""
        return f"{program()} {type(self).__module__.rpartition('.')[2]}"

    def below_options(self) -> str:
        """What ``-h`` tells below the options, line by line."""
        return ""

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        escape_unencodable()
        super().add_options(parser)
        parser.prog = self.invocation
        parser.usage = f"{self.invocation} {self.syntax()}"
        parser.description = "\n".join(textwrap.fill(line, WIDTH) for line in self.long_desc().splitlines())
        parser.epilog = self.below_options()
        parser.formatter_class = HelpFormatter

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings is not None
        try:
            checks.check_options(args, set(self.settings))
            checks.check_settings(opts.set, self.settings)
            super().process_options(args, opts)
            checks.set_places(self.settings)
        except (CommandLineError, UsageError) as error:
            self.refuse(error)
        except OSError as error:
            self.refuse(f"cannot write {error.filename}: {error.strerror}")
        if self.requires_checkout and not checkout():
            self.refuse(NEEDS_CHECKOUT)

    def complain(self, message: object) -> None:
        """Writes one line to standard error."""
        complain(f"{self.invocation}{f' {self.about}' if self.about else ''}: {message}")

    def refuse(self, message: object) -> NoReturn:
        """Ends the program for a mistake of the user, with one line and exit code 2."""
        self.complain(message)
        sys.exit(COMMAND_LINE_ERROR)
