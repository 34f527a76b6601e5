"""Resolves links whose URL a script makes: ``javascript:fn_view('123')``, if the page has
``function fn_view(id) { location.href = "/board/view.do?no=" + id; }``. No script is run, and nothing is guessed: a function that
does more than join its parameters and texts, or that sends a form, is not resolved."""
from __future__ import annotations

import re
from functools import cached_property
from typing import NamedTuple

from newscrawl.page.document import Page

MAX_FUNCTION_CHARS = 600
"""At most so many characters are between a function's name and its target URL."""

_FUNCTION = re.compile(r"function\s{1,3}([\w$]{1,60})\s{0,3}\(([\w$\s,]{0,200})\)")
_GOES = re.compile(r"location(?:\.href)?\s{0,3}=(?!=)\s{0,3}([^;\n]{1,300})|location\.(?:assign|replace)\(([^;\n)]{1,300})\)")
_CALL = re.compile(r"\s{0,5}(?:javascript:)?\s{0,5}(?:return\s)?\s{0,5}([\w$]{1,60})\(([^()]{0,200})\)", re.IGNORECASE)
_PART = re.compile(r"\s{0,5}(?:'([^']*)'|\"([^\"]*)\"|([\w$]{1,60}))\s{0,5}(\+|,|$)")


class UrlTemplate(NamedTuple):
    """The URL that a function makes from its parameters."""

    parameters: list[str]
    parts: list[tuple[str, bool]]
    """(text, false) or (parameter name, true)."""


class Scripts:
    """The functions of a page that open a URL made from their parameters."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def address(self, call: str) -> str:
        """The URL that a call opens; "" if it cannot be resolved."""
        match = _CALL.match(call)
        template = self._url_templates.get(match[1]) if match else None
        if not match or not template:
            return ""
        arguments = _parts(match[2], ",")
        if len(arguments) != len(template.parameters) or any(is_name and not text.isdecimal() for text, is_name in arguments):
            return ""
        given = dict(zip(template.parameters, (text for text, _ in arguments), strict=True))
        return "".join(given[text] if is_name else text for text, is_name in template.parts)

    @cached_property
    def _url_templates(self) -> dict[str, UrlTemplate]:
        templates: dict[str, UrlTemplate] = {}
        for _, text in self.page.index.scripts:
            functions = [*_FUNCTION.finditer(text)] if "location" in text else []
            ends = [*(function.start() for function in functions), len(text)]
            for function, end in zip(functions, ends[1:], strict=False):
                target = _GOES.search(text, function.end(), min(end, function.end() + MAX_FUNCTION_CHARS))
                parameters = [name.strip() for name in function[2].split(",") if name.strip()]
                parts = _parts(target[1] or target[2], "+") if target else []
                if parts and all(text in parameters for text, is_name in parts if is_name) and any(is_name for _, is_name in parts):
                    templates.setdefault(function[1], UrlTemplate(parameters, parts))
        return templates


def _parts(expression: str, sign: str) -> list[tuple[str, bool]]:
    """The texts and names in an expression, separated by ``sign``; [] if the expression has anything else."""
    templates: list[tuple[str, bool]] = []
    position = 0
    while part := _PART.match(expression, position):
        quoted, double_quoted, name, separator = part.groups()
        templates.append((name, True) if name else (quoted or double_quoted or "", False))
        position = part.end()
        if separator != sign:
            break
    return templates if templates and not expression[position:].strip() and separator == "" else []
