"""The log of a crawl: a file named after its run, Korean time, and one line for a page that could not be fetched.

A run gets its name when it holds its site's lock. Until then log lines wait in memory; a run that never begins leaves no log.
"""
from __future__ import annotations

import logging
import re
from copy import copy
from datetime import datetime
from logging.handlers import MemoryHandler
from pathlib import Path

from scrapy.settings import BaseSettings

from newscrawl.failures import cause_of
from newscrawl.text.dates import KST
from newscrawl.text.printable import printable

logger = logging.getLogger(__name__)
_CREDENTIALS = re.compile(r"""\b([a-z][a-z0-9+.-]*://)[^\s/?#'"]+@""", re.IGNORECASE)
_SECRET = re.compile(r"""('\w*(?:SECRET|PASS|TOKEN|API_?KEY|ACCESS_KEY|CREDENTIAL)\w*': )(?:'[^']*'|"[^"]*")""")
_LIKE_A_MESSAGE = re.compile(r"\n(?=\d)")


class CrawlFormatter(logging.Formatter):
    """Korean time with its offset; no traceback where the network is to blame."""

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:  # noqa: N802
        return datetime.fromtimestamp(record.created, KST).isoformat(" ", "seconds")

    def format(self, record: logging.LogRecord) -> str:
        cause = cause_of(record.exc_info[1]) if record.exc_info else None
        if cause is None:
            return in_lines(super().format(record))
        # A copy: other handlers get the same record.
        without_traceback = copy(record)
        without_traceback.exc_info = without_traceback.exc_text = None
        line = " ".join(super().format(without_traceback).split())
        return in_lines(line if cause in line else f"{line}: {cause}")


def in_lines(message: str) -> str:
    r"""A message of which nothing steers a terminal, and no line looks like another message's.

    >>> in_lines("got \x1b[2J\n2026-11-22 all is well")
    'got �[2J\n    2026-11-22 all is well'
    """
    return _LIKE_A_MESSAGE.sub("\n    ", printable(without_secrets(message)))


def without_secrets(text: str) -> str:
    """A text without the names and passwords in addresses, and without the values of settings that hold secrets.

    >>> without_secrets("FEEDS: {'s3://KEY:secret@bucket/a.csv': {}}, 'AWS_SECRET_ACCESS_KEY': 'secret', 'CONTACT': 'me@example.org'")
    "FEEDS: {'s3://***@bucket/a.csv': {}}, 'AWS_SECRET_ACCESS_KEY': '***', 'CONTACT': 'me@example.org'"
    """
    return _SECRET.sub(r"\1'***'", _CREDENTIALS.sub(r"\1***@", text))


class CrawlLog:
    """Takes the place of Scrapy's own log handler, whose format cannot be changed."""

    def __init__(self, settings: BaseSettings) -> None:
        """Before Scrapy sets its logging up. Raises ValueError for an unknown LOG_LEVEL."""
        self.settings = settings
        self.handler = MemoryHandler(capacity=1)
        self.handler.setLevel(settings["LOG_LEVEL"])
        settings.set("LOG_INSTALL_ROOT_HANDLER", value=False, priority="cmdline")
        # A full disk is reported once, by the crawl, and not by every line that the log cannot take.
        logging.raiseExceptions = False
        logging.root.setLevel(logging.NOTSET)
        logging.root.addHandler(self.handler)

    def begin(self) -> None:
        """After Scrapy has set its logging up, which closes all handlers. Raises OSError where LOG_FILE cannot be written."""
        if not self.settings.getbool("LOG_ENABLED"):
            self.handler.setTarget(logging.NullHandler())
        elif self.settings["LOG_FILE"] is not None:
            self._write_to(Path(self.settings["LOG_FILE"]) if self.settings["LOG_FILE"] else None)

    def name(self, site: str, run: str) -> None:
        """Begins the run's own log file, unless LOG_FILE names another."""
        path = log_path(self.settings, site, run)
        if path is None or self.settings["LOG_FILE"]:
            return
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._write_to(path)
        except OSError as error:
            self._write_to(None)
            # No traceback: the disk is at fault, not the program.
            logger.error("cannot write the log %s: %s; it goes to standard error", path, error.strerror or error)  # noqa: TRY400

    def _write_to(self, path: Path | None) -> None:
        """To the file, or to standard error; what waited comes first."""
        mode = "a" if self.settings.getbool("LOG_FILE_APPEND") else "w"
        target = logging.FileHandler(path, mode, self.settings["LOG_ENCODING"]) if path else logging.StreamHandler()
        target.setFormatter(CrawlFormatter(self.settings["LOG_FORMAT"]))
        self.handler.setTarget(target)
        self.handler.flush()


def log_path(settings: BaseSettings, site: str, run: str) -> Path | None:
    """Where the log of a run is; None where none is kept, or where it goes to standard error."""
    if settings["LOG_FILE"]:
        return Path(settings["LOG_FILE"])
    if settings["LOG_FILE"] is not None or not settings.getbool("LOG_ENABLED"):
        return None
    return Path(settings["OUTPUT_DIR"]) / "logs" / site / f"{run}.log"
