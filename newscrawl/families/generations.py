"""Sites whose articles have addresses of several kinds, since their CMS changed, and with it often the ids."""
from __future__ import annotations

from string import Formatter

from newscrawl.families.base.article_pages import ArticlePages
from newscrawl.items import FoundArticle, Link, safe_id
from newscrawl.page.document import Page


class Generations(ArticlePages):
    """Each generation of addresses has a pattern and a canonical form of its own.

    What it is for: ids that cannot be turned into each other (``/article/N`` and ``/NewsView/…``), and addresses that say more
    than the id (a section, a day), so that no address can be made of an id alone.
    What to set: ``article_urls`` instead of ``article_url`` and ``id_patterns``.
    """

    article_urls: dict[str, str]
    """Regular expression that the path and query begin with -> canonical address, the newest first. The address is filled with the
    groups of the expression. Group ``id`` is the id; without one, the id is what the other expressions find in that address."""

    @property
    def id_patterns(self) -> tuple[str, ...]:  # type: ignore[override]
        return tuple(self.article_urls)

    def article_link(self, url: str) -> Link | None:
        match = self._match(url)
        if match is None:
            return None
        address = self.article_urls[match.re.pattern].format(**match.groupdict())
        own = match if "id" in match.re.groupindex else self._match(address)
        return Link(address, safe_id(own["id"])) if own else None

    def article_id(self, url: str) -> str | None:
        link = self.article_link(url)
        return link.id if link else None

    def canonical_url(self, article_id: str) -> str:
        """The address of an id in the newest generation that needs no more; "" where every one does."""
        enough = (form for form in self.article_urls.values() if {name for _, name, _, _ in Formatter().parse(form) if name} == {"id"})
        # An id that is safe as a file's name has hyphens where the address may have slashes.
        addresses = (form.format(id=own) for form in enough for own in (article_id, article_id.replace("-", "/")))
        return next((address for address in addresses if self.article_id(address) == article_id), "")

    def read_article(self, page: Page, listing: str | None = None, link: Link | None = None) -> FoundArticle:
        found = super().read_article(page, listing, link)
        if met := self.article_link(page.url) or link:
            found.url = met.url
        return found
