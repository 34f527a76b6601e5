"""Checks the command line before anything starts. Each check raises CommandLineError with one line."""
from __future__ import annotations

import difflib
import json
import os
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from scrapy.settings import BaseSettings

from newscrawl.addon import set_output
from newscrawl.errors import CommandLineError
from newscrawl.families.base.arguments import NAMES

PLAYWRIGHT_SETTINGS = frozenset(f"PLAYWRIGHT_{name}" for name in (
    "ABORT_REQUEST", "BROWSER_PROVIDER", "BROWSER_TYPE", "CDP_KWARGS", "CDP_URL", "CONNECT_KWARGS", "CONNECT_URL", "CONTEXTS",
    "DEFAULT_NAVIGATION_TIMEOUT", "DOWNLOAD_TIMEOUT", "LAUNCH_OPTIONS", "MAX_CONTEXTS", "MAX_PAGES_PER_CONTEXT",
    "PROCESS_REQUEST_HEADERS", "RESTART_DISCONNECTED_BROWSER"))
"""scrapy-playwright states its settings nowhere but where it reads them; a test compares."""
WITHOUT_DEFAULT = frozenset({"CONCURRENT_REQUESTS_PER_IP", "META_COPY_WARN_SKIP_KEYS"})
"""What Scrapy reads and gives no default."""
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
_TRUTHS = frozenset({"0", "1", "true", "false", "True", "False"})
"""What Scrapy takes for a setting that is on or off."""


def check_options(args: Sequence[str], settings: Collection[str]) -> None:
    """That nothing is left over that looks like an option: Scrapy's parser passes by what it does not know."""
    for index, option in enumerate(args):
        name, _, value = option.lstrip("-").partition("=")
        if not option.startswith("--") or not name:
            continue
        value = value or next(iter(args[index + 1:]), "…")
        loose = name.replace("-", "_")
        if loose in NAMES:
            raise CommandLineError(f"there is no option --{name}; write -a {loose}={value}")
        if loose.upper() in settings:
            raise CommandLineError(f"there is no option --{name}; write -s {loose.upper()}={value}")
        raise CommandLineError(f"there is no option --{name}; -h names those that there are")
    if short := next((option for option in args if option.startswith("-") and option != "-"), None):
        raise CommandLineError(f"there is no option {short}; -h names those that there are")


def check_settings(given: Sequence[str], settings: BaseSettings) -> None:
    """That each ``NAME=VALUE`` is a setting of ours, of Scrapy's or of scrapy-playwright's, with a value of its kind."""
    known = {*settings, *PLAYWRIGHT_SETTINGS, *WITHOUT_DEFAULT}
    for setting in given:
        name, equals, value = setting.partition("=")
        if not equals:
            raise CommandLineError(f"-s {setting} names no value; write -s NAME=VALUE")
        if name not in known:
            [near] = difflib.get_close_matches(name.upper(), known, n=1, cutoff=0.6) or [""]
            raise CommandLineError(f"there is no setting {name}; {f'is it {near}?' if near else 'newscrawl crawl -h names ours'}")
        if kind := _not_of_its_kind(settings.get(name), value):
            raise CommandLineError(f"{name}={value} is {kind}")


def _not_of_its_kind(default: object, value: str) -> str:
    """What is wrong with a value, judged by the default's type; "" when it may be right."""
    if isinstance(default, bool):
        return "" if value in _TRUTHS else "neither 0 nor 1"
    if isinstance(default, int | float):
        return "" if _is_number(value) else "no number"
    if isinstance(default, Mapping):
        return "" if _is_object(value) else "no JSON object"
    return ""


def _is_number(value: str) -> bool:
    try:
        float(value)
    except ValueError:
        return False
    return True


def _is_object(value: str) -> bool:
    try:
        return isinstance(json.loads(value), dict)
    except ValueError:
        return False


def set_places(settings: BaseSettings) -> None:
    """Makes OUTPUT_DIR absolute, and that of a replay its own; puts the home folder for ``~``, and checks that the log can be written."""
    try:
        set_output(settings)
        for name in ("LEDGER", "REPLAY", "LOG_FILE"):
            if str(settings[name] or "").startswith("~"):
                settings.set(name, str(Path(settings[name]).expanduser()), "cmdline")
    except (ValueError, RuntimeError) as error:
        raise CommandLineError(str(error)) from error
    if settings["LOG_LEVEL"] not in LEVELS:
        raise CommandLineError(f"there is no log level {settings['LOG_LEVEL']}; there are {', '.join(LEVELS)}")
    if settings["LOG_FILE"]:
        check_file(Path(settings["LOG_FILE"]))


def check_file(path: Path) -> None:
    """That a file can be written, in a folder that is there."""
    try:
        is_there = path.exists()
        fine = path.is_file() if is_there else path.absolute().parent.is_dir()
    except OSError as error:
        raise CommandLineError(f"cannot write {path}: {error.strerror}") from error
    if not fine:
        raise CommandLineError(f"cannot write {path}: {'it is no file' if is_there else f'there is no folder {path.parent}'}")
    if not os.access(path if is_there else path.absolute().parent, os.W_OK):
        raise CommandLineError(f"cannot write {path}: no permission")


def check_folder(folder: Path) -> None:
    """That files can be made in a folder, or in the nearest above it that is there."""
    for there in (folder, *folder.parents):
        try:
            there.stat()
        except (FileNotFoundError, NotADirectoryError):
            continue
        except OSError as error:
            raise CommandLineError(f"cannot write to {there}: {error.strerror}; choose another place with -s OUTPUT_DIR=…") from error
        if not there.is_dir() or not os.access(there, os.W_OK | os.X_OK):
            raise CommandLineError(f"cannot write to {there}; choose another place with -s OUTPUT_DIR=…")
        return
