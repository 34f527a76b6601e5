"""What goes between a process and its worker: frames of JSON, of which types come from the annotations of the function that is called.

Nothing is unpickled: a page that takes over the worker cannot send an object that does harm here.
"""
from __future__ import annotations

import importlib
from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar, get_type_hints

import msgspec

from newscrawl.errors import NotAListing, NotAnArticle, PageTooCostly, PageTooLarge, ReadingFailed, UnknownSiteError
from newscrawl.page.document import Page, PlainPage

_Value = TypeVar("_Value")
HEAD_BYTES = 8
"""A frame begins with its length, in so many bytes."""
MAX_BYTES = 100_000_000
"""An answer is no longer."""


class Call(msgspec.Struct):
    function: str
    """``module:name``."""

    arguments: msgspec.Raw
    """A JSON array."""

    seconds: float
    """Of the processor; 0 is without a limit, also below."""

    megabytes: int


class Answer(msgspec.Struct):
    """What a function returned, or the exception that it raised."""

    value: msgspec.Raw = msgspec.Raw(b"null")
    error: str | None = None
    """The name of the exception's class."""

    message: str = ""
    kind: str = ""
    """As NotAnArticle and NotAListing have it."""

    traceback: str = ""
    """Of an exception that no caller expects."""


def call(function: Callable[..., Any], arguments: tuple[Any, ...], seconds: float, megabytes: int) -> bytes:
    """The frame that calls a function of a module. A page goes as it was fetched; a spider as the name of its class."""
    packed = msgspec.Raw(msgspec.json.encode(arguments, enc_hook=_plain))
    return frame(msgspec.json.encode(Call(f"{function.__module__}:{function.__qualname__}", packed, seconds, megabytes)))


def arguments_of(asked: Call) -> tuple[Callable[..., Any], tuple[Any, ...]]:
    """The function that is called, and its arguments."""
    function = named(asked.function)
    types, _ = _types(function)
    return function, msgspec.json.decode(asked.arguments, type=types, dec_hook=_made)


def returned(value: Any) -> Answer:
    """The answer of a function that returned a value."""
    return Answer(msgspec.Raw(msgspec.json.encode(value, enc_hook=_plain)))


def value_of(content: bytes, function: Callable[..., _Value]) -> _Value:
    """What the function returned. Raises what it raised; ReadingFailed, with the traceback, for an exception that no caller expects."""
    answered = msgspec.json.decode(content, type=Answer)
    if answered.error is None:
        value: _Value = msgspec.json.decode(answered.value, type=_types(function)[1], dec_hook=_made)
        return value
    raised = _EXPECTED.get(answered.error)
    if raised is None:
        raise ReadingFailed(f"{answered.error}: {answered.message}") from _Traceback(answered.traceback)
    raise raised(answered.kind, answered.message) if answered.kind else raised(answered.message)


def failed(raised: BaseException, traceback: str) -> Answer:
    """The answer of a function that raised an exception."""
    known = next((kind.__name__ for kind in type(raised).__mro__ if kind.__name__ in _EXPECTED), None)
    return Answer(error=known or type(raised).__name__, message=str(raised), kind=getattr(raised, "kind", ""), traceback="" if known else traceback)


def frame(content: bytes) -> bytes:
    return len(content).to_bytes(HEAD_BYTES) + content


def missing(begun: bytes | bytearray) -> int:
    """How many bytes of a frame are still to come. Raises EOFError for one that is too long."""
    if len(begun) < HEAD_BYTES:
        return HEAD_BYTES - len(begun)
    length = int.from_bytes(begun[:HEAD_BYTES])
    if length > MAX_BYTES:
        raise EOFError
    return HEAD_BYTES + length - len(begun)


@cache
def named(name: str) -> Any:
    """What a module has under ``module:name``."""
    module, _, attribute = name.partition(":")
    found: Any = importlib.import_module(module)
    for part in attribute.split("."):
        found = getattr(found, part)
    return found


@cache
def _types(function: Callable[..., Any]) -> tuple[Any, Any]:
    """The types of a function's arguments, as of one tuple, and that of what it returns."""
    hints = get_type_hints(function)
    returned = hints.pop("return")
    return tuple[tuple(hints.values())], returned  # type: ignore[misc]


def _plain(what: Any) -> Any:
    """A page as its plain parts; a spider as the name of its class."""
    if isinstance(what, Page):
        return what.plain()
    return f"{type(what).__module__}:{type(what).__qualname__}"


def _made(kind: type, plain: Any) -> Any:
    if issubclass(kind, Page):
        return Page.from_plain(msgspec.convert(plain, PlainPage))
    return _spider(plain)


@cache
def _spider(name: str) -> Any:
    return named(name)()


_EXPECTED: dict[str, Callable[..., Exception]] = {
    kind.__name__: kind for kind in (NotAListing, NotAnArticle, PageTooCostly, PageTooLarge, UnknownSiteError, ValueError, TypeError)}


class _Traceback(Exception):  # noqa: N818 - what a log shows above the error
    """The traceback in the worker."""

    def __str__(self) -> str:
        return f"\n{self.args[0]}"
