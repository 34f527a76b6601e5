"""What WordPress writes into every page, whatever the theme."""
from __future__ import annotations

import re

from newscrawl.page.document import Page

_CATEGORY_IN_REST = re.compile(r"/wp/v2/categories/(\d+)$")
_CATEGORY_IN_BODY = re.compile(r"(?:^|\s)category-(\d+)(?:\s|$)")


def has_fingerprint(page: Page) -> bool:
    """Whether a page names WordPress as its generator, or links to WordPress's files."""
    return any(text.startswith("WordPress") for text in page.meta.get("generator", [])) or any(
        "/wp-content/" in address or "api.w.org" in address for address in _addresses(page, "link", "href")) or any(
        "/wp-includes/" in address for address in _addresses(page, "script", "src"))


def post_number(page: Page) -> str | None:
    """The number of the post on a page, in the markup that WordPress writes; None if the page is not a post."""
    links = {link.get("rel"): link.get("href") or "" for link in page.tree.iter("link")
             if link.get("rel") == "shortlink" or link.get("type") == "application/json"}
    body = next(page.tree.iter("body"), None)
    marks = body.get("class") or "" if body is not None else ""
    stated = ((r"[?&]p=(\d+)$", links.get("shortlink", "")), (r"(?:^|\s)postid-(\d+)(?:\s|$)", marks),
              (r"/wp/v2/posts/(\d+)$", links.get("alternate", "")))
    return next((match[1] for pattern, text in stated if (match := re.search(pattern, text))), None)


def category_number(page: Page) -> str:
    """The number of the category that a page lists, in the markup that WordPress writes; "" if it lists none."""
    addresses = (link.get("href") or "" for link in page.index.by_tag["link"] if link.get("type") == "application/json")
    marks = next((body.get("class") or "" for body in page.index.by_tag["body"]), "")
    stated = [*(_CATEGORY_IN_REST.search(address) for address in addresses), _CATEGORY_IN_BODY.search(marks)]
    return next((match[1] for match in stated if match), "")


def _addresses(page: Page, tag: str, attribute: str) -> list[str]:
    return [address for element in page.index.by_tag[tag] if (address := element.get(attribute))]
