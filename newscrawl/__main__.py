"""``newscrawl``, and ``python -m newscrawl``: the commands of ``scrapy`` with our settings, from any folder."""
from __future__ import annotations

import difflib
import os
import pkgutil
import platform
import sys
from importlib import import_module

import scrapy.commands
from scrapy.cmdline import execute
from scrapy.settings import Settings

import newscrawl
from newscrawl import commands
from newscrawl.command_line.output import escape_unencodable, show

COMMAND_LINE_ERROR = 2
HELP = frozenset({"-h", "--help", "help"})
VERSION = frozenset({"--version", "version"})
GROUPS = {
    "Try it": ("demo",),
    "Crawl": ("sites", "crawl", "ledger"),
    "Every night": ("nightly", "status", "report"),
    "Read one page": ("read", "explain"),
    "Add or check a site": ("probe", "check", "save_page", "update_answers", "schema"),
}
"""Our commands, in the order in which ``newscrawl -h`` lists them."""


def main() -> None:
    """Runs the command of the command line, and exits with its code."""
    given = sys.argv[1:]
    escape_unencodable()
    if not given or given[0] in HELP:
        show(overview())
    elif given[0] in VERSION:
        show(f"newscrawl {newscrawl.__version__} (Scrapy {scrapy.__version__}, Python {platform.python_version()})\n")
    elif (command := next((word for word in given if not word.startswith("-")), "")) not in (known := names()):
        near = difflib.get_close_matches(command, known, n=1)
        sys.stderr.write(f"newscrawl: there is no command {command!r}{f', is it {near[0]}?' if near else ';'} `newscrawl -h` lists all\n")
        sys.exit(COMMAND_LINE_ERROR)
    else:
        # Given to Scrapy too, because in the folder of another Scrapy project it sets the variable to that project's.
        module = os.environ.setdefault("SCRAPY_SETTINGS_MODULE", "newscrawl.settings")
        settings = Settings()
        try:
            settings.setmodule(module, priority="project")
        except ImportError as error:
            sys.stderr.write(f"newscrawl: SCRAPY_SETTINGS_MODULE={module} cannot be imported: {error}\n")
            sys.exit(COMMAND_LINE_ERROR)
        execute(["newscrawl", *given], settings)


def names() -> list[str]:
    """Every command, ours and Scrapy's."""
    return sorted({*_modules(commands), *_modules(scrapy.commands)})


def overview() -> str:
    """Our commands in groups, then the names of Scrapy's."""
    lines = [f"newscrawl {newscrawl.__version__}: Korean tech news as clean JSON Lines", "",
             "Usage: newscrawl COMMAND ...      newscrawl COMMAND -h tells more of a command"]
    for group, members in GROUPS.items():
        lines += ["", group, *(f"  {name:<14} {_short(name)}" for name in members)]
    scrapys = sorted(_modules(scrapy.commands) - _modules(commands) - VERSION)
    return "\n".join([*lines, "", "Scrapy's own", f"  {', '.join(scrapys)}", "",
                      "To begin:", "  newscrawl demo", "  newscrawl crawl metroseoul -s CONTACT=you@example.org", ""])


def _short(name: str) -> str:
    description: str = import_module(f"newscrawl.commands.{name}").Command().short_desc()
    return description


def _modules(package: object) -> set[str]:
    return {module.name for module in pkgutil.iter_modules(vars(package)["__path__"])}


if __name__ == "__main__":
    main()
