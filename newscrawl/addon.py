"""Settings that follow from other settings."""
from __future__ import annotations

import logging
from pathlib import Path

from scrapy.settings import SETTINGS_PRIORITIES, BaseSettings

import newscrawl
from newscrawl.output.run import ledger_path
from newscrawl.output.stored import feeds

logger = logging.getLogger(__name__)
REPLAYS = "replay"
"""The folder of the outputs of replays, in OUTPUT_DIR."""
NO_CONTACT = "No CONTACT is set: sites cannot reach you. Say who crawls with -s CONTACT=you@example.org"


class Newscrawl:
    """OUTPUT_DIR gives the files and the ledger their place, CONTACT the user agent its address, and REPLAY closes the network.

    A replay writes into a folder of its own, unless the command line gives OUTPUT_DIR: an archive may be a stranger's.
    """

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
    set_output(settings)
    settings.set("LEDGER", ledger_path(settings["LEDGER"], settings["OUTPUT_DIR"]), "cmdline")
    settings.set("FEEDS", {**settings.getdict("FEEDS"), **feeds()}, "cmdline")


def set_output(settings: BaseSettings) -> None:
    """Makes OUTPUT_DIR absolute; for a replay without one it is the replay's own, ``replay/pages.warc.gz``, which has its own ledger.

    Raises ValueError for an empty setting.
    """
    output = output_folder(settings["OUTPUT_DIR"])
    if settings["REPLAY"] and not _is_given(settings, "OUTPUT_DIR"):
        output = output / REPLAYS / Path(settings["REPLAY"]).name
        if not _is_given(settings, "LEDGER"):
            settings.set("LEDGER", "", "cmdline")
    settings.set("OUTPUT_DIR", output, "cmdline")


def _is_given(settings: BaseSettings, name: str) -> bool:
    """Whether the command line gives a setting."""
    return (settings.getpriority(name) or 0) >= SETTINGS_PRIORITIES["cmdline"]


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
    if not _is_given(settings, "DOWNLOAD_DELAY"):
        settings.set("DOWNLOAD_DELAY", 0, "cmdline")
    settings.set("AUTOTHROTTLE_ENABLED", value=False, priority="cmdline")
