"""Finds the article links of a listing, and the id in their URLs."""
from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

from newscrawl.families.cms.known import undeclared_listing
from newscrawl.page.document import Page

MIN_ARTICLES = 3
"""A page with fewer articles is not a listing."""
_DIGITS = re.compile(r"\d+")
_DATED = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")


@dataclass(frozen=True, slots=True)
class ArticleAddress:
    """How a site's articles are addressed."""

    form: str
    """The canonical form, with ``{id}``."""

    pattern: str
    """Regular expression for path and query, with the group ``id``."""


def article_addresses(page: Page) -> list[str]:
    """The addresses of the articles that a page lists, each once, in page order; [] when it is no listing."""
    addresses = [link.url for link in undeclared_listing(page).article_links(page)]
    return addresses if len(addresses) >= MIN_ARTICLES else []


def article_address(addresses: Iterable[str]) -> ArticleAddress | None:
    """What the addresses of several articles have in common, and what is each one's own; None when nothing is.

    >>> article_address(["https://a.example/view.php?cat=it&no=12", "https://a.example/view.php?cat=it&no=13"])
    ArticleAddress(form='https://a.example/view.php?no={id}', pattern='/view\\\\.php\\\\?(?:.*&)?no=(?P<id>\\\\d+)')
    >>> article_address(["https://a.example/n/20261120500187", "https://a.example/n/20261119500042"]).pattern
    '/n/(?P<id>(?P<date>\\\\d{8})\\\\d{6})(?:$|[/?])'
    """
    urls = [urlsplit(address) for address in dict.fromkeys(addresses)]
    if len(urls) < 2:
        return None
    root = f"{urls[0].scheme}://{urls[0].netloc}"
    queries = [dict(parse_qsl(url.query)) for url in urls]
    for name in queries[0]:
        values = [query.get(name, "") for query in queries]
        if len(set(values)) == len(urls) and all(map(_DIGITS.search, values)):
            path = urls[0].path
            return ArticleAddress(f"{root}{path}?{name}={{id}}", rf"{re.escape(path)}\?(?:.*&)?{re.escape(name)}={_group(values)}")
    paths = [url.path.split("/") for url in urls]
    if len({len(path) for path in paths}) > 1:
        return None
    differing = [index for index, segments in enumerate(zip(*paths, strict=True)) if len(set(segments)) > 1]
    if not differing:
        return None
    # From the first difference to the last: the parts before an id are often needed in the URL.
    first, last = differing[0], differing[-1] + 1
    values = ["/".join(path[first:last]) for path in paths]
    before, after = "/".join(paths[0][:first]), "".join(f"/{segment}" for segment in paths[0][last:])
    return ArticleAddress(f"{root}{before}/{{id}}{after}", f"{re.escape(before)}/{_group(values)}(?:$|[/?])")


def _group(values: list[str]) -> str:
    """The group of an id, as narrow as the examples allow."""
    if not all(map(_DIGITS.fullmatch, values)):
        depth = values[0].count("/")
        return f"(?P<id>{'/'.join(['[^/?&]+'] * (depth + 1))})"
    lengths = {len(value) for value in values}
    if all(map(_DATED.match, values)) and min(lengths) > 8:
        rest = f"{{{lengths.pop() - 8}}}" if len(lengths) == 1 else "+"
        return rf"(?P<id>(?P<date>\d{{8}})\d{rest})"
    return r"(?P<id>\d+)"
