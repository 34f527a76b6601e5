"""The worker: ``python -P -m newscrawl.worker SOCKET PARENT [MODULE ...]`` answers calls until the socket is closed.

The modules are imported before, while the first page is still on its way.
"""
from __future__ import annotations

import contextlib
import ctypes
import gc
import importlib
import os
import signal
import socket
import sys
from collections.abc import Callable
from traceback import format_exc
from typing import Any

import msgspec

from newscrawl.budget import end_after, reading_budget
from newscrawl.worker import messages
from newscrawl.worker.messages import HEAD_BYTES, Answer, Call

PR_SET_PDEATHSIG = 1
"""https://man7.org/linux/man-pages/man2/PR_SET_PDEATHSIG.2const.html"""


def main(descriptor: int, parent: int, *modules: str) -> None:
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):  # systemd stops all processes of a service at once; the parent says when it is over
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)
    _die_with(parent)
    try:
        for module in modules:
            importlib.import_module(module)
    except ImportError as error:
        sys.exit(f"newscrawl.worker: {error}")
    gc.freeze()
    with socket.socket(fileno=descriptor) as near:
        near.sendall(messages.frame(b""))  # it listens
        while content := _received(near):
            near.sendall(messages.frame(msgspec.json.encode(answered(msgspec.json.decode(content, type=Call)))))


def answered(call: Call) -> Answer:
    """Calls the function within its budget. What libxml2 does cannot be interrupted: the kernel ends the process some seconds later."""
    end_after(call.seconds)
    try:
        function, arguments = messages.arguments_of(call)
        with reading_budget(call.seconds, call.megabytes):
            returned = function(*arguments)
        return messages.returned(returned)
    except Exception as raised:  # noqa: BLE001 - it is raised in the process that asked
        return messages.failed(raised, format_exc())


def _received(near: socket.socket) -> bytes:
    """The content of a frame; nothing where the socket is closed."""
    with contextlib.suppress(ConnectionError):
        head = near.recv(HEAD_BYTES, socket.MSG_WAITALL)
        if len(head) == HEAD_BYTES:
            return near.recv(int.from_bytes(head), socket.MSG_WAITALL)
    return b""


def _die_with(parent: int) -> None:
    """Lets the kernel end this process with its parent (Linux). Elsewhere it ends with the page that is being read."""
    if sys.platform == "linux":
        prctl: Callable[..., Any] = ctypes.CDLL(None).prctl
        prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            sys.exit()


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), *sys.argv[3:])
