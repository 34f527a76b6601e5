"""Writing to standard output, whatever it can show and whoever stops reading."""
from __future__ import annotations

import io
import os
import sys


def take_any_letter() -> None:
    """Lets a terminal that knows no Korean show ``\\uc804`` in its place, where Python would end with a traceback."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")


def show(text: str) -> None:
    """Writes text for a person."""
    _write(sys.stdout.write, text)


def hand_over(data: bytes) -> None:
    """Writes what another program reads: UTF-8, whatever the terminal is set to."""
    sys.stdout.flush()
    _write(sys.stdout.buffer.write, data)


def _write(write: object, what: str | bytes) -> None:
    try:
        write(what)  # type: ignore[operator]
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read has seen enough; Python would complain again when it closes the pipe.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
