"""A terminal of so many columns for a program, and what stands on its screen."""
from __future__ import annotations

import fcntl
import os
import pty
import re
import struct
import subprocess
import termios
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_SIGN = re.compile(r"\x1b\[([?\d;]*)([A-Za-z])|([\r\n])|([^\x1b\r\n]+)")


class Terminal:
    """A running program, and all that it has written to its terminal so far."""

    def __init__(self, process: subprocess.Popen[bytes], end: int) -> None:
        self.process, self._end = process, end
        self.written = ""

    def read_until(self, pattern: str) -> None:
        """Raises AssertionError if the program ends without having written it."""
        while not re.search(pattern, self.written):
            assert self._read(), f"ended without {pattern!r}:\n{self.written}"

    def read_to_the_end(self) -> int:
        """Until the program ends; its exit code."""
        while self._read():
            pass
        return self.process.wait()

    def _read(self) -> bool:
        with suppress(OSError):  # Linux's way to say that nobody writes any more
            if some := os.read(self._end, 65536):
                self.written += some.decode("utf-8", "ignore")
                return True
        return False

    @property
    def screen(self) -> list[str]:
        """The lines that a person sees, without colours; no line is longer than the terminal is wide."""
        lines, row, column = [""], 0, 0
        for numbers, command, line_end, text in _SIGN.findall(self.written):
            if command == "A":
                row -= int(numbers or 1)
            elif command == "K":
                lines[row] = ""
            elif line_end == "\r":
                column = 0
            elif line_end:
                row += 1
                lines += [""] * (row + 1 - len(lines))
            elif text:
                lines[row] = lines[row][:column].ljust(column) + text + lines[row][column + len(text):]
                column += len(text)
        return [line for line in lines if line]


@contextmanager
def on_a_terminal(command: list[str], folder: Path, columns: int = 100, **environment: str) -> Iterator[Terminal]:
    """Ends the program with the block."""
    end, other_end = pty.openpty()
    fcntl.ioctl(other_end, termios.TIOCSWINSZ, struct.pack("HHHH", 30, columns, 0, 0))
    plain = {name: value for name, value in os.environ.items() if name not in {"COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR"}}
    with subprocess.Popen(command, cwd=folder, env={**plain, "TERM": "xterm-256color", **environment},
                          stdin=other_end, stdout=other_end, stderr=other_end) as process:
        os.close(other_end)
        try:
            yield Terminal(process, end)
        finally:
            process.kill()
            os.close(end)
