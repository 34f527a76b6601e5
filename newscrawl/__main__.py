"""``newscrawl``, and ``python -m newscrawl``: the commands of ``scrapy`` with our settings, from any folder."""
from __future__ import annotations

import os
import sys

from scrapy.cmdline import execute


def main() -> None:
    """Runs the command of the command line, and exits with its code."""
    os.environ.setdefault("SCRAPY_SETTINGS_MODULE", "newscrawl.settings")
    execute(["newscrawl", *sys.argv[1:]])


if __name__ == "__main__":
    main()
