"""The near side: starts the worker, asks it for one page after the other, ends and replaces it."""
from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
import weakref
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import ParamSpec, TypeVar

from newscrawl.budget import MEGABYTES, SECONDS
from newscrawl.errors import NoWorkerError, PageTooCostly
from newscrawl.worker import messages
from newscrawl.worker.messages import HEAD_BYTES

START_SECONDS = 120
"""The worker may take so long until it listens, on a machine however busy; it takes less than one."""
PATIENCE = 10
"""A page may take so many times its budget by the clock, and a second: the budget counts the processor's time only."""

_Arguments = ParamSpec("_Arguments")
_Value = TypeVar("_Value")


class Worker:
    """One process that reads pages, one after the other. It is started for the first, and replaced after a page that was too much for it.

    It can be asked for functions of modules whose arguments and results are annotated with plain types (``worker.messages``), from one
    event loop or from none.
    """

    def __init__(self, modules: Sequence[str], seconds: float = SECONDS, megabytes: int = MEGABYTES) -> None:
        """``modules`` are those that it will need; the others are the budget of each page, as of ``budget.reading_budget``."""
        self.modules, self.seconds, self.megabytes = modules, seconds, megabytes
        self._process: _Process | None = None
        # One page is read, and the next waits in the socket, so that the worker need not wait.
        self._places, self._sending, self._turn = asyncio.Semaphore(2), asyncio.Lock(), asyncio.Lock()

    async def ask(self, noted: AbstractContextManager[None], function: Callable[_Arguments, _Value], *arguments: _Arguments.args,
                  **_: _Arguments.kwargs) -> _Value:
        """What the function returns. Who asks first is answered first. ``noted`` is entered as long as this page is read.

        Raises what the function raises; PageTooCostly also where the process died or did not answer; ReadingFailed for an exception that
        no caller expects; NoWorkerError.
        """
        loop, call = asyncio.get_running_loop(), messages.call(function, arguments, self.seconds, self.megabytes)
        async with self._places:
            process = await self._sent(loop, call)
            async with self._turn:
                if process is not self._process:  # it ended at the page before
                    process = await self._sent(loop, call)
                with noted, self._reading(process):
                    return messages.value_of(await asyncio.wait_for(process.receive(loop), self._patience), function)

    async def _sent(self, loop: asyncio.AbstractEventLoop, call: bytes) -> _Process:
        """The process to which the call was sent. If it ends before it has the whole call, its next answer is the end of file."""
        async with self._sending:
            process = self.start()
            if not process.listens:
                with self._starting(process):
                    await asyncio.wait_for(process.receive(loop), START_SECONDS)
            with suppress(OSError):
                await process.send(loop, call)
        return process

    def ask_and_wait(self, function: Callable[_Arguments, _Value], *arguments: _Arguments.args, **_: _Arguments.kwargs) -> _Value:
        """What the function returns, and what it raises, where there is no event loop."""
        process = self.start()
        if not process.listens:
            with self._starting(process):
                process.receive_and_wait(START_SECONDS)
        call = messages.call(function, arguments, self.seconds, self.megabytes)
        with self._reading(process):
            return messages.value_of(process.exchange_and_wait(call, self._patience), function)

    def start(self) -> _Process:
        """Starts the process, unless it runs. Raises NoWorkerError."""
        if self._process is None or not self._process.is_alive():
            self.end()
            self._process = _Process(self.modules)
        return self._process

    def end(self) -> None:
        """Kills the process, whatever it does; a new one is started when there is something to read."""
        if self._process:
            self._process.end()
            self._process = None

    @property
    def _patience(self) -> float | None:
        return PATIENCE * self.seconds + 1 if self.seconds else None

    @contextmanager
    def _starting(self, process: _Process) -> Iterator[None]:
        try:
            yield
        except (OSError, EOFError):
            self.end()
            raise NoWorkerError(f"the process that reads pages did not start: it {process.how_it_ended()}") from None
        process.listens = True

    @contextmanager
    def _reading(self, process: _Process) -> Iterator[None]:
        """Ends the process if the page was too much for it, or if nobody waits for the answer any more."""
        try:
            yield
        except TimeoutError:
            self.end()
            raise PageTooCostly(f"reading the page took more than {self._patience:g} seconds") from None
        except (OSError, EOFError):
            self.end()
            raise PageTooCostly(f"the process that read the page {process.how_it_ended()}") from None
        except (PageTooCostly, asyncio.CancelledError, KeyboardInterrupt):
            self.end()
            raise


class _Process:
    """The process, and the socket on which it is asked."""

    def __init__(self, modules: Sequence[str]) -> None:
        """Raises NoWorkerError."""
        self.listens = False
        """Whether it has said that it waits for calls."""
        if os.name != "posix":
            raise NoWorkerError("pages cannot be read in another process on this system; PAGE_WORKER=False says so")
        self._near, far = socket.socketpair()
        paths = os.pathsep.join(path or str(Path.cwd()) for path in sys.path)
        try:
            with far:
                self._process = subprocess.Popen(
                    [sys.executable, "-P", "-m", "newscrawl.worker", str(far.fileno()), str(os.getpid()), *modules],
                    stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, pass_fds=[far.fileno()], env={**os.environ, "PYTHONPATH": paths},
                    process_group=0)  # Ctrl-C is not for it
        except OSError as error:
            self._near.close()
            raise NoWorkerError(f"the process that reads pages did not start: {error.strerror}") from error
        self._ended = weakref.finalize(self, _end, self._process, self._near)
        weakref.finalize(self, self._near.close)

    def is_alive(self) -> bool:
        return self._process.poll() is None

    def end(self) -> None:
        """Kills it. Who waits for the socket is told; it is closed when nobody does."""
        self._ended()

    def how_it_ended(self) -> str:
        """In words that go on from a name of the process, after its end."""
        status = self._process.wait()
        return f"died of {signal.Signals(-status).name}" if status < 0 else f"ended with exit code {status}"

    async def send(self, loop: asyncio.AbstractEventLoop, call: bytes) -> None:
        """Raises OSError, and EOFError, as all four."""
        self._near.setblocking(False)
        await loop.sock_sendall(self._near, call)

    def exchange_and_wait(self, call: bytes, seconds: float | None) -> bytes:
        self._near.settimeout(seconds)
        self._near.sendall(call)
        return self.receive_and_wait(seconds)

    async def receive(self, loop: asyncio.AbstractEventLoop) -> bytes:
        self._near.setblocking(False)
        content = bytearray()
        while (missing := messages.missing(content)) > 0:
            content += _some(await loop.sock_recv(self._near, missing))
        return bytes(content[HEAD_BYTES:])

    def receive_and_wait(self, seconds: float | None) -> bytes:
        self._near.settimeout(seconds)
        content = bytearray()
        while (missing := messages.missing(content)) > 0:
            content += _some(self._near.recv(missing))
        return bytes(content[HEAD_BYTES:])


def _some(received: bytes) -> bytes:
    if not received:
        raise EOFError
    return received


def _end(process: subprocess.Popen[bytes], near: socket.socket) -> None:
    with suppress(OSError):  # the other end is closed
        near.shutdown(socket.SHUT_RDWR)
    process.kill()
    process.wait()
