"""Writes to standard output; an encoding without Korean or a closed pipe is no error."""
from __future__ import annotations

import io
import os
import sys

from newscrawl.text.printable import printable


def escape_unencodable() -> None:
    """Lets a terminal that knows no Korean show ``\\uc804`` in its place, where Python would end with a traceback."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")


def show(text: str, *, styled: bool = False) -> None:
    """Writes text for a person. What could steer the terminal is replaced, unless the text is ``styled`` and holds nothing of a stranger's."""
    _write(sys.stdout.write, text if styled else printable(text))


def complain(text: str) -> None:
    """Writes one line for a person to standard error."""
    sys.stderr.write(f"{printable(' '.join(text.split()))}\n")


def write_data(data: bytes) -> None:
    """Writes what another program reads: UTF-8, whatever the terminal is set to."""
    sys.stdout.flush()
    _write(sys.stdout.buffer.write, data)


def _write(write: object, what: str | bytes) -> None:
    try:
        write(what)  # type: ignore[operator]
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader has closed the pipe; Python would report that again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
