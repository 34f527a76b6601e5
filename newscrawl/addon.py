"""Settings that follow from other settings."""
from __future__ import annotations

import logging
from pathlib import Path

from scrapy.settings import SETTINGS_PRIORITIES, BaseSettings

import newscrawl
from newscrawl.output.run import ledger_path
from newscrawl.output.stored import feeds

logger = logging.getLogger(__name__)
NO_CONTACT = "No CONTACT is set: sites cannot reach you. Say who crawls with -s CONTACT=you@example.org"


class Newscrawl:
    """OUTPUT_DIR gives the files and the ledger their place, CONTACT the user agent its address, and REPLAY closes the network."""

    def update_settings(self, settings: BaseSettings) -> None:
        _set_feeds(settings)
        contact = settings["CONTACT"]
        agent = f"newscrawl/{newscrawl.__version__}" + (f" (+{contact})" if contact else "")
        settings.set("USER_AGENT", agent, "addon")
        if settings["REPLAY"]:
            _set_replay(settings)
        elif not contact:
            logger.warning(NO_CONTACT)


def _set_feeds(settings: BaseSettings) -> None:
    """Adds our feeds to those that the command line may have asked for with ``-o``."""
    output = output_folder(settings["OUTPUT_DIR"])
    settings.set("OUTPUT_DIR", output, "cmdline")
    settings.set("LEDGER", ledger_path(settings["LEDGER"], output), "cmdline")
    settings.set("FEEDS", {**settings.getdict("FEEDS"), **feeds()}, "cmdline")


def output_folder(stated: str | Path) -> Path:
    """The folder that OUTPUT_DIR names, absolute; ``~`` is the home folder. Raises ValueError for an empty setting."""
    # Path("") is the working directory, which nobody means to fill with files.
    if not str(stated).strip():
        raise ValueError("OUTPUT_DIR is empty; name a folder, or leave it out")
    return Path(stated).expanduser().resolve()


def _set_replay(settings: BaseSettings) -> None:
    """Every request is answered from the archive, without a pause unless the command line asks for one."""
    handler = "newscrawl.archive.replay.ReplayHandler"
    # "cmdline", because what settings.py says goes before an add-on.
    settings.set("DOWNLOAD_HANDLERS", {**settings.getdict("DOWNLOAD_HANDLERS"), "http": handler, "https": handler}, "cmdline")
    if (settings.getpriority("DOWNLOAD_DELAY") or 0) < SETTINGS_PRIORITIES["cmdline"]:
        settings.set("DOWNLOAD_DELAY", 0, "cmdline")
    settings.set("AUTOTHROTTLE_ENABLED", value=False, priority="cmdline")
