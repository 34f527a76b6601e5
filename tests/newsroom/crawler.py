"""Runs commands of newscrawl, each in a process of its own, forked from one that has loaded everything: a crawl costs what it does.

Jobs come on standard input, one JSON object a line: ``arguments``, ``environ``, ``folder`` (for ``stdout`` and ``stderr``), ``clock``
(seconds to add to the machine's; needs libfaketime, by which this process was started). The exit codes go to standard output.
"""
from __future__ import annotations

import json
import os
import signal
import sys
from pathlib import Path
from typing import Any

import scrapy.cmdline  # noqa: F401
from scrapy.spiderloader import SpiderLoader
from scrapy.utils.project import get_project_settings

import newscrawl.commands.check_site
import newscrawl.commands.crawl
import newscrawl.commands.ledger
import newscrawl.output.store  # noqa: F401
from newscrawl.__main__ import main

SECONDS = 120
"""A command that takes longer is ended."""


def serve() -> None:
    SpiderLoader.from_settings(get_project_settings())
    for line in sys.stdin:
        job = json.loads(line)
        child = os.fork()
        if not child:
            become(job)
            main()
            return
        _, status = os.waitpid(child, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


def become(job: dict[str, Any]) -> None:
    """Makes this process look like one that was started for the job."""
    signal.alarm(SECONDS)
    folder = Path(job["folder"])
    for number, path, flags in ((0, os.devnull, os.O_RDONLY), (1, folder / "stdout", os.O_WRONLY | os.O_CREAT | os.O_TRUNC),
                                (2, folder / "stderr", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)):
        opened = os.open(path, flags, 0o644)
        os.dup2(opened, number)
        os.close(opened)
    os.environ.update(job["environ"])
    if job["clock"] is not None:
        os.environ["FAKETIME"] = f"{job['clock']:+.0f}"
    sys.argv = ["newscrawl", *job["arguments"]]


if __name__ == "__main__":
    serve()
