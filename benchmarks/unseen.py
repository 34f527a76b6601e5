"""A stand-in for pages that nobody has seen: every page at hand, read as if its site had another host and another template.

The pages are those of ``tests/pages``, and those of ``../shared/pages`` when they are there: articles with their text, and pages that are
none (listings, home pages, notices). Each is read as it is, and in each disguise of ``DISGUISES``. The table says, for each disguise, how
well the articles' words are read (the mean of F1, and the pages below ``MIN_F1``), how many articles are refused and how many other pages
are taken for articles. An article whose text a disguise takes away (it stood in a script, say) is left out of that disguise.

Exit code 1 where a mean is below ``MIN_F1``, an article is refused or another page accepted.
"""
from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import lxml.html
from lxml.etree import _Element as Element

import newscrawl
from newscrawl.page.document import Page
from newscrawl.page.dom import visible_text
from newscrawl.text.hosts import registered_domain
from newscrawl.text.whitespace import letters_of

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared" / "pages"
FETCHED_AT = datetime.fromisoformat("2026-11-23T03:00:00+09:00")
MIN_F1 = 0.98
MIN_LEFT = 0.9
"""The share of an article's paragraphs that a disguise must leave on the page; else there is nothing to read."""
OWN_HOST = "unseen-paper.example"
TO_DIV = ("p", "section", "article", "main", "header", "footer", "aside", "nav", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl",
          "dt", "dd", "blockquote", "figure", "figcaption", "address", "center")


class Case(NamedTuple):
    """A page with its answer."""

    name: str
    url: str
    body: bytes
    headers: dict[str, str]
    fetched_at: datetime
    text: str | None
    """The article's body; None where the page is no article."""

    neutral: tuple[str, ...] = ()
    """Texts that may stand in the body or not."""

    @property
    def host(self) -> str:
        return registered_domain(urlsplit(self.url).hostname or "")


def cases(shared: Path = SHARED) -> list[Case]:
    return [*_of_the_tests(), *_from_the_web(shared)]


def _of_the_tests() -> Iterator[Case]:
    sys.path.insert(0, str(ROOT))
    from tests.saved import saved_pages

    for page in saved_pages():
        if page.path.suffix == ".html":
            yield Case(str(page), page.url, page.body, page.headers, page.fetched_at, _text(page.answer))


def _text(answer: dict[str, Any]) -> str | None:
    return "\n\n".join(block["text"] for block in answer["blocks"]) if "blocks" in answer else None


def _from_the_web(shared: Path) -> Iterator[Case]:
    for folder in (shared, shared / "new"):
        for path in sorted(folder.glob("*.json")):
            answer = _json(path)
            yield _saved(path, answer["url"], answer["body"], tuple(answer["neutral"]))
        for path in sorted((folder / "listings").glob("*.json")):
            yield _saved(path, _json(path)["url"])
        index = folder / "not_articles" / "index.json"
        for page in _json(index) if index.exists() else []:
            yield _saved(index.with_name(page["name"]), page["url"])


def _saved(path: Path, url: str, text: str | None = None, neutral: tuple[str, ...] = ()) -> Case:
    page = path.parent / f"{path.stem if path.suffix == '.json' else path.name}.html"
    return Case(page.stem if text else f"{page.parent.name}/{page.stem}", url, page.read_bytes(), {}, FETCHED_AT, text, neutral)


def _json(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))


# Disguises


def as_it_is(case: Case) -> Case:
    return case


def other_host(case: Case) -> Case:
    """On a host that no site has; links to the old hosts go there too."""
    parts = urlsplit(case.url)
    pattern = re.compile(rb"(//(?:[\w-]+\.)*)" + re.escape(case.host.encode()) + rb"(?![\w.-])")
    hosts = (parts.hostname or "").removesuffix(case.host)
    return case._replace(url=parts._replace(netloc=hosts + OWN_HOST).geturl(), body=pattern.sub(rb"\1" + OWN_HOST.encode(), case.body))


def _changed(change: Callable[[Element], None]) -> Callable[[Case], Case]:
    """A disguise that changes the tree of a page on another host."""
    def disguise(case: Case) -> Case:
        case = other_host(case)
        page = Page.from_bytes(case.body, case.url, case.headers, case.fetched_at)
        tree = lxml.html.document_fromstring(page.response.text.encode("utf-8", "replace"), parser=lxml.html.HTMLParser(encoding="utf-8"))
        change(tree)
        for meta in tree.iter("meta"):
            if meta.get("charset") or "charset=" in (meta.get("content") or ""):
                meta.attrib.clear()
                meta.set("charset", "utf-8")
        return case._replace(body=lxml.html.tostring(tree, encoding="utf-8", doctype="<!DOCTYPE html>"),
                             headers={**case.headers, "Content-Type": "text/html; charset=utf-8"})

    return disguise


def scrambled(tree: Element) -> None:
    """Class names and ids mean nothing, but are the same wherever they were."""
    for element in tree.iter("*"):
        for name in ("class", "id"):
            if value := element.get(name):
                element.set(name, " ".join(map(_scrambled, value.split())))
    for style in tree.iter("style"):
        style.text = re.sub(r"(?<=[.#])[A-Za-z_][\w-]*(?=[^;}]*\{)", lambda name: _scrambled(name[0]), style.text or "")


def _scrambled(name: str) -> str:
    return "x" + hashlib.sha256(name.encode()).hexdigest()[:7].translate(str.maketrans("0123456789", "ghijklmnop"))


def without(*tags: str, that: Callable[[Element], bool] = lambda element: True) -> Callable[[Element], None]:
    def change(tree: Element) -> None:
        for element in [element for element in tree.iter(*tags) if that(element)]:
            element.drop_tree()  # type: ignore[attr-defined]

    return change


def all_div(tree: Element) -> None:
    for element in tree.iter(*TO_DIV):
        element.tag = "div"


def no_article_tag(tree: Element) -> None:
    for element in tree.iter("article"):
        element.tag = "div"


def _is_json_ld(script: Element) -> bool:
    return "ld+json" in (script.get("type") or "")


no_meta = without("meta", that=lambda meta: not meta.get("charset") and "charset=" not in (meta.get("content") or ""))


def everything(tree: Element) -> None:
    for change in (scrambled, without("script"), no_meta, all_div):
        change(tree)


DISGUISES: dict[str, Callable[[Case], Case]] = {
    "as it is": as_it_is,
    "another host": other_host,
    "names scrambled": _changed(scrambled),
    "no scripts": _changed(without("script", that=lambda script: not _is_json_ld(script))),
    "no JSON-LD": _changed(without("script", that=_is_json_ld)),
    "no meta": _changed(no_meta),
    "no <article>": _changed(no_article_tag),
    "blocks are <div>": _changed(all_div),
    "all of these": _changed(everything),
}


# Measures


class Result(NamedTuple):
    f1: float
    refusal: str | None
    """Kind and message of the refusal; None where the page was read as an article."""

    title: str


def read(case: Case) -> Result:
    try:
        article = newscrawl.read_page(case.body, case.url, headers=case.headers, fetched_at=case.fetched_at)
    except newscrawl.NotAnArticle as refused:
        return Result(0.0, f"{refused.kind}: {refused}", "")
    return Result(f1(article.body, case), None, article.title)


def f1(body: str, case: Case) -> float:
    """Of the multisets of words, the neutral texts left out on both sides."""
    found, right = (Counter(_without_neutral(text, case.neutral).split()) for text in (body, case.text or ""))
    return 2 * (found & right).total() / max(found.total() + right.total(), 1)


def _without_neutral(text: str, neutral: tuple[str, ...]) -> str:
    for one in sorted(neutral, key=len, reverse=True):
        text = re.sub(r"[\W_]*".join(letters_of(one)), " ", text) if letters_of(one) else text
    return text


def is_left(case: Case, text: str) -> bool:
    """Whether the article's text can still be seen on the page."""
    page = Page.from_bytes(case.body, case.url, case.headers, case.fetched_at)
    seen = letters_of(visible_text(page.tree))
    paragraphs = [letters_of(line) for line in text.split("\n") if letters_of(line)]
    return sum(len(line) for line in paragraphs if line in seen) >= MIN_LEFT * sum(map(len, paragraphs))


def needs_script_or_json(case: Case) -> bool:
    return case.text is not None and not is_left(case, case.text)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="", metavar="TEXT", help="pages whose name holds it")
    parser.add_argument("--in", dest="disguise", choices=DISGUISES, help="this disguise alone")
    parser.add_argument("--quiet", action="store_true", help="print the table, not the pages that are read wrong")
    options = parser.parse_args()
    chosen = [case for case in cases() if options.only in case.name]
    lines, is_bad = [], False
    for name, disguise in DISGUISES.items():
        if options.disguise in {None, name}:
            line, bad = _score(name, disguise, chosen, quiet=options.quiet)
            lines.append(line)
            is_bad = is_bad or bad
    say(f"\n{'':18}{'articles':>9}{'F1':>8}{'below':>7}{'refused':>9}{'others':>8}{'accepted':>10}")
    for line in lines:
        say(line)
    return int(is_bad)


def _score(name: str, disguise: Callable[[Case], Case], chosen: list[Case], *, quiet: bool) -> tuple[str, bool]:
    scores, refused, accepted, others = [], 0, 0, 0
    for case in chosen:
        disguised = disguise(case)
        if case.text is None:
            others += 1
            result = read(disguised)
            if result.refusal is None:
                accepted += 1
                say(f"{name}: {case.name} is taken for an article: {result.title}", quiet=quiet)
            continue
        result = read(disguised)
        if result.f1 < MIN_F1 and name != "as it is" and not is_left(disguised, case.text):
            continue
        scores.append(result.f1)
        refused += result.refusal is not None
        if result.f1 < MIN_F1:
            say(f"{name}: {case.name} {result.refusal or f'F1 {result.f1:.3f}'}", quiet=quiet)
    mean = sum(scores) / max(len(scores), 1)
    below = sum(score < MIN_F1 for score in scores)
    line = f"{name:18}{len(scores):9}{mean:8.3f}{below:7}{refused:9}{others:8}{accepted:10}"
    return line, mean < MIN_F1 or refused > 0 or accepted > 0


def say(text: str, *, quiet: bool = False) -> None:
    if not quiet:
        sys.stdout.write(f"{text}\n")


if __name__ == "__main__":
    sys.exit(main())
