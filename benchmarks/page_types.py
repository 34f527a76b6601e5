"""How surely articles are told from other pages: a table of right and wrong, and how far each page is from the wrong side.

The pages are those of ``benchmarks/unseen.py``, as they are and in each of its disguises. Counted are the pages that the evidence decides
on: those of undeclared papers and at addresses that no site knows, with a title and a text. A page's margin is its points above or below
``evidence.ARTICLE``; the weakest disguise counts. Exit code 1 where a page is on the wrong side.

``--fit`` computes weights anew: those nearest to today's that keep every page ``MARGIN`` points from the wrong side, as far as that can be
(a linear classifier with hinge loss; no weight changes its sign). ``--leave-one-out`` does that without one host at a time, and judges the
host's pages with the result: what a page of a host that nobody has seen can expect.
"""
from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from unseen import DISGUISES, Case, cases, is_left, say

from newscrawl.cleaning.article import clean
from newscrawl.extract.evidence import ARTICLE, BIAS, EVIDENCE, evidence
from newscrawl.extract.look import Look
from newscrawl.extract.notices import MAX_PREVIEW_CHARS, login_notice
from newscrawl.families.base.news_spider import NewsSpider
from newscrawl.page.document import Page
from newscrawl.read import article_reader

MARGIN = 2.0
"""Points that a page should be from the wrong side."""
ROUNDS = 300
STEP = 0.3
PULL = 0.02
"""How strongly a weight is pulled back to today's in a round."""
SHOWN = 12
"""Pages shown that are nearest to the wrong side."""
Weights = dict[str, float]
TODAY: Weights = {"": float(BIAS), **{row.key: float(row.weight) for row in EVIDENCE}}
"""Key of the evidence -> weight; that of "" always counts."""


class Example(NamedTuple):
    name: str
    host: str
    disguise: str
    is_article: bool
    keys: frozenset[str]

    def margin(self, weights: Weights) -> float:
        """Points from the boundary; negative on the wrong side."""
        points = weights[""] + sum(weights[key] for key in self.keys) - ARTICLE
        return points + 0.5 if self.is_article else -points - 0.5


def examples() -> list[Example]:
    found = []
    for case in cases():
        for name, disguise in DISGUISES.items():
            disguised = disguise(case)
            if (keys := keys_of(disguised)) is not None and (case.text is None or name == "as it is" or is_left(disguised, case.text)):
                found.append(Example(case.name, case.host, name, case.text is not None, keys))
    return found


def keys_of(case: Case) -> frozenset[str] | None:
    """The evidence on a page; None where something else decides."""
    page = Page.from_bytes(case.body, case.url, case.headers, case.fetched_at)
    reader = article_reader(page)
    if isinstance(reader, NewsSpider):
        return None
    extracted = reader.read_article(page)
    article, _ = clean(extracted)
    asks_for_login = sum(len(block.text) for block in article.blocks) < MAX_PREVIEW_CHARS and login_notice(page)
    if not article.title or not article.body or asks_for_login:
        return None
    return frozenset(row.key for row in evidence(Look(page, extracted, article)))


def fit(found: Iterable[Example]) -> Weights:
    """The weights nearest to today's that keep the examples ``MARGIN`` from the wrong side; each page counts once, with all its disguises."""
    found = list(found)
    pages = Counter(example.name for example in found)
    shares: dict[tuple[frozenset[str], bool], float] = defaultdict(float)
    for example in found:
        shares[example.keys, example.is_article] += 1 / pages[example.name]
    weights = dict(TODAY)
    best, least = dict(weights), float("inf")
    for number in range(ROUNDS):
        step, change, loss = STEP / (1 + number / 50), defaultdict[str, float](float), 0.0
        for (keys, is_article), share in shares.items():
            side = 1 if is_article else -1
            short = MARGIN - side * (weights[""] + sum(weights[key] for key in keys) - ARTICLE + 0.5)
            if short > 0:
                loss += share * short
                for key in ("", *keys):
                    change[key] += side * share * min(short, 3.0)
        loss += PULL * sum((weights[key] - TODAY[key]) ** 2 for key in weights)
        if loss < least:
            best, least = dict(weights), loss
        largest = max((abs(value) for value in change.values()), default=0.0) or 1.0
        for key in weights:
            moved = weights[key] + step * change[key] / largest - step * PULL * (weights[key] - TODAY[key])
            weights[key] = max(moved, 0.0) if TODAY[key] > 0 else min(moved, 0.0)
    return best


def weakest(found: Iterable[Example], weights: Weights) -> list[tuple[float, Example]]:
    """(margin, example) of each page in its weakest disguise, the least first."""
    by_page: dict[str, tuple[float, Example]] = {}
    for example in found:
        margin = example.margin(weights)
        if example.name not in by_page or margin < by_page[example.name][0]:
            by_page[example.name] = margin, example
    return sorted(by_page.values(), key=lambda pair: pair[0])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fit", action="store_true", help="print weights computed anew, beside today's")
    parser.add_argument("--leave-one-out", action="store_true", help="judge each host's pages with weights fitted without them")
    parser.add_argument("--all", action="store_true", help="print the margin of every page")
    options = parser.parse_args()
    found = examples()
    _print_table(found, TODAY)
    pages = weakest(found, TODAY)
    for margin, example in pages if options.all else pages[:SHOWN]:
        say(f"{margin:6.1f}  {'article' if example.is_article else 'other':8} {example.name} ({example.disguise}): {', '.join(sorted(example.keys))}")
    if options.fit:
        fitted = fit(found)
        say(f"\n{'evidence':18}{'today':>7}{'fitted':>8}{'articles':>10}{'others':>8}")
        for key, weight in fitted.items():
            say(f"{key or '(always)':18}{TODAY[key]:7.0f}{weight:8.1f}" + "".join(
                f"{_share(key, [one for one in found if one.is_article is kind]):{width}.2f}" for kind, width in ((True, 10), (False, 8))))
        _print_table(found, {key: float(round(weight)) for key, weight in fitted.items()})
    if options.leave_one_out:
        _leave_one_out(found)
    return int(bool(pages) and pages[0][0] < 0)


def _share(key: str, found: list[Example]) -> float:
    return sum(not key or key in example.keys for example in found) / max(len(found), 1)


def _print_table(found: list[Example], weights: Weights) -> None:
    say(f"\n{'':18}{'articles':>9}{'refused':>9}{'least':>7}{'others':>8}{'accepted':>10}{'least':>7}")
    for disguise in DISGUISES:
        line = f"{disguise:18}"
        for kind, width in ((True, 9), (False, 8)):
            margins = [one.margin(weights) for one in found if one.disguise == disguise and one.is_article is kind]
            line += f"{len(margins):{width}}{sum(margin < 0 for margin in margins):{width + (not kind) * 2}}{min(margins, default=0):7.1f}"
        say(line)


def _leave_one_out(found: list[Example]) -> None:
    wrong = total = 0
    for host in sorted({example.host for example in found}):
        own = [example for example in found if example.host == host]
        fitted = fit([example for example in found if example.host != host])
        for margin, example in weakest(own, fitted):
            total += 1
            if margin < 0:
                wrong += 1
                say(f"{host}: {example.name} ({example.disguise}) is on the wrong side by {-margin:.1f}")
    say(f"left out, one host at a time: {wrong} of {total} pages are on the wrong side in some disguise")


if __name__ == "__main__":
    sys.exit(main())
