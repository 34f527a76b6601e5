"""Nothing irreversible on one look: holds back what one page alone does not prove, until the whole run has been seen.

Held are articles with a weak proof, revisions and tombstones. When the spider has nothing more to ask for, each goes on through the
stages or is rejected. What is held when a run is killed or stopped is not known to the ledger, and comes again the next night.
"""
from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DontCloseSpider
from scrapy.utils.defer import deferred_from_coro

from newscrawl.extracted import Proof
from newscrawl.items import Article, Tombstone
from newscrawl.ledger.entries import StoredArticle
from newscrawl.ledger.ledger import ledger_of
from newscrawl.ledger.visits import NIGHT
from newscrawl.pipelines.validate import RejectedItem
from newscrawl.text.headlines import gist, likeness
from newscrawl.text.whitespace import letters_of

logger = logging.getLogger(__name__)

HELD, GONE, GONE_AT_ONCE = "held", "gone", "gone-at-once"
"""Reasons for which no line is written: the item comes again, a page is gone on one look, too many are gone at once."""
MANY = 5
"""So many of a kind at once are no chance; less may be all that there was."""
GONE_SHARE = 0.5
"""If more of a night's revisits are gone, the site has an outage. Papers delete a few articles in a hundred."""
CHANGED_SHARE = 0.8
"""If more of a night's revisits have changed, the site has changed, or our reading of it."""
MAX_HELD = 200
"""Of the new articles that are held, so many stay in memory; then the older half is decided on."""
COMPARED_CHARS = 1000
"""Two texts with the same beginning of so many letters are one."""
MAX_SAME_TITLES = 2
"""A title at more addresses, none of which it was the headline of, is the site's or a notice's."""


def proof_of(crawler: Crawler, article: Article) -> Proof:
    """How an article of this run was proved. One that no crawl judged counts as proved."""
    proofs: dict[str, Proof] = getattr(crawler.spider, "proofs", {})
    return proofs.get(article.id) or Proof("id", is_strong=True)


class HoldBack:
    """The stage after revision. It decides on what it held when the spider is idle, from all that the run has seen."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.articles: dict[str, Article] = {}
        """Record id -> held new article or revision, in the order of arrival."""
        self.tombstones: dict[str, Tombstone] = {}
        self.decided: dict[str, RejectedItem | None] = {}
        """Record id -> None for an item that may go on, or why it may not; for items that are on their way again."""
        self.addresses: dict[str, set[str]] = {}
        """A text or title, as ``texts_of`` gives it -> ids of the articles with a weak proof that have it."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        stage = cls(crawler)
        crawler.signals.connect(stage.spider_idle, signals.spider_idle)
        crawler.signals.connect(stage.spider_closed, signals.spider_closed)
        return stage

    def process_item(self, item: object) -> object:
        if not isinstance(item, Article | Tombstone):
            return item
        if item.id in self.decided:
            if refused := self.decided.pop(item.id):
                raise refused
            return item
        if isinstance(item, Tombstone):
            self.tombstones[item.id] = item
        elif item.revision > 1 or not proof_of(self.crawler, item).is_strong:
            self.hold(item)
        else:
            return item
        raise RejectedItem(HELD, "decided on at the end of the run", log_level="DEBUG")

    def hold(self, article: Article) -> None:
        if not proof_of(self.crawler, article).is_strong:
            for text in self.texts_of(article):
                self.addresses.setdefault(text, set()).add(article.id)
        self.articles[article.id] = article
        new = [held for held in self.articles.values() if held.revision == 1]
        if len(new) > MAX_HELD:
            self.pass_on(self.decide_new(new[:MAX_HELD // 2]))

    # The end of the run

    def spider_idle(self) -> None:
        """Raises DontCloseSpider while held items are on their way."""
        if self.tombstones or self.articles:
            new = [article for article in self.articles.values() if article.revision == 1]
            changed = [article for article in self.articles.values() if article.revision > 1]
            looks = self.stat("store/unchanged") + len(changed) + len(self.tombstones)
            self.pass_on([*self.decide_new(new), *self.decide_changed(changed, looks), *self.decide_gone(looks)])
        if self.decided:
            raise DontCloseSpider

    def spider_closed(self) -> None:
        if held := len(self.articles) + len(self.tombstones):
            logger.info("%d pages were held back when the run was ended; the next run asks for them again", held)

    def pass_on(self, items: Iterable[Article | Tombstone]) -> None:
        """Sends decided items through the stages again, from the first on."""
        for item in list(items):
            deferred_from_coro(self._send(item))

    async def _send(self, item: Article | Tombstone) -> None:
        engine = self.crawler.engine
        assert engine is not None
        await engine.scraper.start_itemproc_async(item, response=None)
        if engine._slot:  # else the engine notices only after five seconds that there is nothing more to do
            engine._slot.nextcall.schedule()

    def decide(self, item: Article | Tombstone, refused: RejectedItem | None = None) -> None:
        self.decided[item.id] = refused
        self.articles.pop(item.id, None)
        self.tombstones.pop(item.id, None)

    def decide_new(self, articles: list[Article]) -> Iterator[Article]:
        """New articles with a weak proof are believed unless other addresses show the same."""
        for article in articles:
            self.decide(article, self.repeated(article))
            yield article

    def decide_changed(self, articles: list[Article], looks: int) -> Iterator[Article]:
        """A revision needs a proof; if much has changed at once, it is ``reread``."""
        stored = {article.id: self.stored(article) for article in articles}
        edited = [article for article in articles if article.change == "edited" and not _says_so(article, stored[article.id])]
        at_once = len(edited) >= MANY and len(edited) > CHANGED_SHARE * looks
        if at_once:
            self.suspect("changed_at_once", len(edited), f"{len(edited)} of {looks} revisits have changed at once; they are written as reread")
        for article in articles:
            self.decide(article, self.unproved(article, stored[article.id]))
            yield replace(article, change="reread") if at_once and article in edited else article

    def decide_gone(self, looks: int) -> Iterator[Tombstone]:
        """A tombstone needs looks on two nights. A page that a listing still shows is not gone, nor are all pages at once."""
        tombstones = list(self.tombstones.values())
        at_once = len(tombstones) >= MANY and len(tombstones) > GONE_SHARE * looks
        if at_once:
            self.suspect("gone_at_once", len(tombstones),
                         f"{len(tombstones)} of {looks} revisits are gone at once: an outage? No tombstone is written")
        listed = {f"{self.site}:{own}" for walk in getattr(self.crawler.spider, "walks", ()) for own in walk.seen}
        for tombstone in tombstones:
            known = self.stored(tombstone)
            refused = None
            if at_once:
                refused = RejectedItem(GONE_AT_ONCE, "gone at once with many others", log_level="DEBUG")
            elif tombstone.id in listed or not (known and known.gone_since and tombstone.deleted_at - known.gone_since >= NIGHT):
                refused = RejectedItem(GONE, "gone on one look, or still listed", log_level="DEBUG")
            self.decide(tombstone, refused)
            yield tombstone

    # What the run has seen

    def repeated(self, article: Article) -> RejectedItem | None:
        """Why an article with a weak proof is not believed: its text, or its title, stands at other addresses too."""
        texts, titles = (len(self.addresses.get(text, ())) for text in self.texts_of(article))
        if texts > 1:
            if texts >= MANY:
                self.suspect("one_text", texts, f"one text stands at {texts} addresses; none of them is believed")
            return RejectedItem("stale", f"the same text stands at {texts} addresses, and nothing shows whose it is")
        if titles > MAX_SAME_TITLES:
            return RejectedItem("unproved", f"the same title stands at {titles} addresses")
        return None

    def texts_of(self, article: Article) -> tuple[str, str]:
        """What must not stand at other addresses: text and title. Under its own headline the text is compared whole, and the title not
        at all; else both without numbers, since a notice may have one that is new each time."""
        headline = proof_of(self.crawler, article).headline
        if headline and likeness(article.title, headline) == "same":
            return f"text {letters_of(article.body)[:COMPARED_CHARS]}", f"title of {article.id}"
        return f"gist {gist(article.body)}", f"gist of title {gist(article.title)}"

    def unproved(self, article: Article, known: StoredArticle | None) -> RejectedItem | None:
        """Why a revision is not believed; None if it is. A page that states its id, but has nothing of the old title, needs a second night."""
        proof = proof_of(self.crawler, article)
        if proof.is_strong:
            return None
        if repeated := self.repeated(article):
            return repeated
        is_second_look = known is not None and known.doubts > 0
        if proof.kind in {"id", "headline"} and (is_second_look or not proof.is_contradicted):
            return None
        return RejectedItem("unproved", "the page has changed, and does not show well enough that it is still this article")

    def stored(self, item: Article | Tombstone) -> StoredArticle | None:
        ledger = ledger_of(self.crawler)
        return ledger.stored(item.site, item.id.removeprefix(f"{item.site}:")) if ledger else None

    @property
    def site(self) -> str:
        return self.crawler.spider.name if self.crawler.spider else ""

    def stat(self, key: str) -> int:
        return int(self.crawler.stats.get_value(key, 0)) if self.crawler.stats else 0

    def suspect(self, word: str, number: int, message: str) -> None:
        """Counts a suspicion, and says it once."""
        if self.crawler.stats and not self.stat(f"suspicious/{word}"):
            logger.warning("%s", message)
            self.crawler.stats.set_value(f"suspicious/{word}", number)


def _says_so(article: Article, known: StoredArticle | None) -> bool:
    """Whether the page itself tells of a change after the last look, or is there again after a tombstone."""
    return known is not None and (known.deleted or (article.modified_at is not None and article.modified_at > known.last_seen))
