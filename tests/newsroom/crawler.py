"""Runs commands of newscrawl, each in a process of its own, forked from one that has loaded everything: a crawl costs what it does.

Jobs come on standard input, one JSON object a line: ``arguments``, ``environ``, ``folder`` (for ``stdout`` and ``stderr``), ``clock``
(seconds to add to the machine's; needs libfaketime, by which this process was started). Standard output says
``ready``, then the exit code of each.
"""
from __future__ import annotations

import json
import os
import signal
import sys
from pathlib import Path
from typing import Any

import scrapy.commands
from scrapy.spiderloader import SpiderLoader
from scrapy.utils.misc import load_object, walk_modules_iter
from scrapy.utils.project import get_project_settings

import newscrawl.commands
from newscrawl.__main__ import main

SECONDS = 120
"""A command that takes longer is ended."""


def load() -> None:
    """Imports what every command would, but no reactor, which a process cannot share with its children."""
    settings = get_project_settings()
    SpiderLoader.from_settings(settings)
    for package in (scrapy.commands, newscrawl.commands):
        list(walk_modules_iter(package.__name__))
    for name in ("DOWNLOADER_MIDDLEWARES", "SPIDER_MIDDLEWARES", "EXTENSIONS", "ITEM_PIPELINES"):
        for path in {**settings.getdict(f"{name}_BASE"), **settings.getdict(name)}:
            load_object(path)
    load_object(settings["DOWNLOADER"])
    load_object("tests.loopback.LoopbackHandler")
    assert "twisted.internet.reactor" not in sys.modules


def serve() -> None:
    load()
    reply("ready")
    for line in sys.stdin:
        job = json.loads(line)
        child = os.fork()
        if not child:
            become(job)
            main()
            return
        _, status = os.waitpid(child, 0)
        reply(os.waitstatus_to_exitcode(status))


def reply(answer: object) -> None:
    sys.stdout.write(f"{answer}\n")
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
