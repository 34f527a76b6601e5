"""Addresses that a page's own script makes of a call: ``javascript:fn_view('123')`` where the page says
``function fn_view(id) { location.href = "/board/view.do?no=" + id; }``. Nothing is run, and nothing is guessed: a function that
does more than join its parameters to texts, or that sends a form, leads nowhere."""
from __future__ import annotations

import re
from functools import cached_property
from typing import NamedTuple

from newscrawl.page.document import Page

MAX_FUNCTION_CHARS = 600
"""Characters from a function's name to where it goes."""

_FUNCTION = re.compile(r"function\s{1,3}([\w$]{1,60})\s{0,3}\(([\w$\s,]{0,200})\)")
_GOES = re.compile(r"location(?:\.href)?\s{0,3}=(?!=)\s{0,3}([^;\n]{1,300})|location\.(?:assign|replace)\(([^;\n)]{1,300})\)")
_CALL = re.compile(r"\s{0,5}(?:javascript:)?\s{0,5}(?:return\s)?\s{0,5}([\w$]{1,60})\(([^()]{0,200})\)", re.IGNORECASE)
_PIECE = re.compile(r"\s{0,5}(?:'([^']*)'|\"([^\"]*)\"|([\w$]{1,60}))\s{0,5}(\+|,|$)")


class Maker(NamedTuple):
    """What a function joins to an address."""

    parameters: list[str]
    pieces: list[tuple[str, bool]]
    """Texts, and names of parameters (True)."""


class Scripts:
    """The functions of a page that go to an address made of their parameters."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def address(self, call: str) -> str:
        """The address that a call goes to; "" when that cannot be told."""
        called = _CALL.match(call)
        maker = self._makers.get(called[1]) if called else None
        if not called or not maker:
            return ""
        arguments = _pieces(called[2], ",")
        if len(arguments) != len(maker.parameters) or any(is_name and not text.isdecimal() for text, is_name in arguments):
            return ""
        given = dict(zip(maker.parameters, (text for text, _ in arguments), strict=True))
        return "".join(given[text] if is_name else text for text, is_name in maker.pieces)

    @cached_property
    def _makers(self) -> dict[str, Maker]:
        found: dict[str, Maker] = {}
        for _, text in self.page.index.scripts:
            functions = [*_FUNCTION.finditer(text)] if "location" in text else []
            ends = [*(function.start() for function in functions), len(text)]
            for function, end in zip(functions, ends[1:], strict=False):
                goes = _GOES.search(text, function.end(), min(end, function.end() + MAX_FUNCTION_CHARS))
                parameters = [name.strip() for name in function[2].split(",") if name.strip()]
                pieces = _pieces(goes[1] or goes[2], "+") if goes else []
                if pieces and all(text in parameters for text, is_name in pieces if is_name) and any(is_name for _, is_name in pieces):
                    found.setdefault(function[1], Maker(parameters, pieces))
        return found


def _pieces(expression: str, sign: str) -> list[tuple[str, bool]]:
    """The texts and names that an expression joins by a sign; none when it is anything else."""
    found: list[tuple[str, bool]] = []
    place = 0
    while piece := _PIECE.match(expression, place):
        quoted, doubly, name, follows = piece.groups()
        found.append((name, True) if name else (quoted or doubly or "", False))
        place = piece.end()
        if follows != sign:
            break
    return found if found and not expression[place:].strip() and follows == "" else []
