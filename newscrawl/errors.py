"""Every exception that newscrawl raises, under one root. Each message is one line that a person can act on.

Others derive from Scrapy's exceptions for dropping a request or an item: ``pipelines.validate.RejectedItem``, and the failures of
requests under ``failures.KnownFailure``.
"""
from __future__ import annotations

from typing import ClassVar


class NewscrawlError(Exception):
    """The root of the others."""


class ArchiveError(NewscrawlError):
    """The file is missing, or is no WARC file; the message is one line. Raised by ``archive.replay``."""


class CommandLineError(NewscrawlError):
    """A mistake on the command line; the message is one line that says what to write instead. Raised by ``command_line.checks``."""


class NotInLedgerError(NewscrawlError):
    """The ledger knows no such site, article or run; the message is one line. Raised by ``commands.ledger``."""


class DatasetError(NewscrawlError, ValueError):
    """The files are not what their manifests promise; the message is one line that names the file. Raised by ``dataset``."""


class NotFetchedError(NewscrawlError):
    """The page could not be fetched; the message is one line. Raised by ``devtools.explain.fetch``."""


class PageRefused(NewscrawlError):  # noqa: N818 - says what happens to the page
    """A page that is not read to its end; ``reason`` is one word, the message one line."""

    reason: ClassVar[str]


class PageTooLarge(PageRefused):
    """The page is past a limit of its size; the message is one line. Raised by ``page.limits`` and ``cleaning.article``."""

    reason = "too-large"


class PageTooCostly(PageRefused):
    """Reading the page took more time or memory than a page may; the message is one line. Raised by ``budget``."""

    reason = "too-costly"


class NoWorkerError(NewscrawlError):
    """There is no process in which pages can be read; the message is one line that says why. Raised by ``worker``."""


class ReadingFailed(NewscrawlError):  # noqa: N818 - what happened, not whose fault it is
    """The reading raised an exception in the worker; the message names it, the cause holds the traceback. Raised by ``worker``."""


class FixtureError(NewscrawlError):
    """No test page (fixture) can be made of a page; the message is one line. Raised by ``devtools.fixtures.files``."""


class AnswerError(NewscrawlError, ValueError):
    """The answer of a test page does not fit the page any more; the message is one line. Raised by ``devtools.fixtures.update``."""


class ProbeError(NewscrawlError):
    """No spider can be made for the site; the message is one line. Raised by ``devtools.probe.findings``."""


class ArgumentError(NewscrawlError, ValueError):
    """A wrong spider argument; the message is one line that names the valid choices. Raised by ``families.base.arguments``."""


class LedgerError(NewscrawlError):
    """The ledger cannot be used; the message is one line that says what to do. Raised by ``ledger.database``."""


class HistoryError(NewscrawlError):
    """The history of the nights cannot be used; the message is one line that says what to do. Raised by ``nights.history``."""


class NightBusyError(NewscrawlError):
    """Another night is going on in the output folder; the message is one line that names it. Raised by ``nights.night``."""


class PlanError(NewscrawlError):
    """The plan of the nights cannot be followed; the message is one line that says what to write. Raised by ``nights.plan``."""


class TornLineError(NewscrawlError, ValueError):
    """A line is not a record of its file's schema. Raised by ``output.lines``."""


class SiteLockedError(NewscrawlError):
    """Another run of the site is going on; the message is one line that names it. Raised by ``output.lock``."""


class ManifestError(NewscrawlError):
    """A manifest that cannot be read; the message is one line. Raised by ``output.manifest``."""


class DamagedManifestError(ManifestError):
    """What stands in a manifest's place is none. Raised by ``output.manifest``."""


class RunStartError(NewscrawlError):
    """A run cannot start; the message is one line that says what to do. Raised by ``output.opening``."""

    def __init__(self, message: str, exit_code: int) -> None:
        super().__init__(message)
        self.exit_code = exit_code


class NotAnArticle(NewscrawlError, ValueError):  # noqa: N818 - what the page is, not what went wrong
    """The page holds no article. ``kind`` is one word for it, the message says the same in plain words. Raised by ``read``."""

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind


class NotAListing(NewscrawlError, ValueError):  # noqa: N818 - what the page is, not what went wrong
    """The page lists no articles. ``kind`` is one word for it, the message says the same in plain words. Raised by ``read``."""

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind
        """``article``, ``missing``, ``login``, ``error``, or ``no-links`` when there is just no list."""


class NoBrowserError(NewscrawlError):
    """There is no browser; the message is one line that says what to install. Raised by ``rendering.browser``."""


class UnknownSchemaError(NewscrawlError, ValueError):
    """A schema that this newscrawl cannot read; the message goes on from the name of a file. Raised by ``schemas.versions``."""


class UnknownSiteError(NewscrawlError, LookupError):
    """No site of newscrawl's is at that host or has that name; the message is one line that names the nearest. Raised by ``sites``."""
