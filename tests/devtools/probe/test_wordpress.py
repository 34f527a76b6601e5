"""``probe`` on a WordPress as it comes: whatever the permalinks, the category's place and the letters of its slug."""
from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from newscrawl.devtools.probe.addresses import article_addresses
from newscrawl.devtools.probe.findings import inspect_site
from newscrawl.devtools.probe.module import attributes
from newscrawl.errors import ProbeError
from newscrawl.page.document import Page
from tests.devtools.probe.wordpress_site import CATEGORIES, HOST, PAPER, WordpressSite
from tests.loopback import PORT, serving
from tests.saved import FETCHED_AT

KOREAN = "%ec%8a%a4%ed%83%80%ed%8a%b8%ec%97%85"
PERMALINKS = ["/{day}/{slug}/", "/{slug}/", "/archives/{number}", "/{number}/", "/?p={number}"]
SECTIONS: dict[str, dict[str, object]] = {
    KOREAN: {"sections": {"section_12": "스타트업"}, "slugs": {"section_12": KOREAN}}, "ai": {"sections": {"ai": "인공지능"}},
    "news/policy": {"sections": {"policy": "정책"}, "slugs": {"policy": "news/policy"}}, "opinion": {"sections": {"opinion": "칼럼"}}}


def declared(site: WordpressSite, path: str) -> dict[str, object]:
    def page(url: str) -> Page:
        return Page.from_bytes(site.pages[url.partition("//")[2]].body, url, None, FETCHED_AT)

    listing = page(f"https://{HOST}{path}")
    found = inspect_site(listing, [page(url) for url in article_addresses(listing)[:3]], None, "")
    assert found.cms
    assert found.cms.key == "wordpress"
    return attributes(found)


@pytest.mark.parametrize("permalink", PERMALINKS)
@pytest.mark.parametrize("slug", CATEGORIES)
@pytest.mark.parametrize("page", ["", "page/2/"])
def test_what_it_declares(permalink: str, slug: str, page: str) -> None:
    assert declared(WordpressSite(permalink), f"/category/{slug}/{page}") == {
        "name": "byeolnaru", "publisher": PAPER, "english": "Byeolnaru", "host": HOST, "allowed_domains": ["byeolnaru.example"], **SECTIONS[slug]}


@pytest.mark.parametrize(("base", "slug", "own"), [
    ("topics", "ai", {"category_base": "topics"}), ("blog/category", "ai", {"category_base": "blog/category"}),
    ("blog/category", "news/policy", {"category_base": "blog/category", "slugs": {"policy": "news/policy"}}),
    # The URL is the same, whatever of it is the base.
    ("topics", "news/policy", {"category_base": "topics/news"})])
def test_a_category_at_another_place(base: str, slug: str, own: dict[str, object]) -> None:
    values = declared(WordpressSite(base=base), f"/{base}/{slug}/")
    assert {name: values[name] for name in ("category_base", "slugs") if name in values} == own


def test_the_home_page_is_no_category() -> None:
    with pytest.raises(ProbeError, match="the listing is not a category's; take one from the menu"):
        declared(WordpressSite(), "/")


@pytest.mark.slow
def test_a_live_site(project: Path) -> None:
    """The module that is written walks the category; of the home page nothing is written."""
    handlers = json.dumps(dict.fromkeys(("http", "https"), "tests.loopback.LoopbackHandler"))
    settings = ["-s", f"DOWNLOAD_HANDLERS={handlers}", "-s", "DOWNLOAD_DELAY=0", "-s", "CONTACT=tests@example.org", "-s", f"OUTPUT_DIR={project}/out"]

    def command(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run([sys.executable, "-m", "newscrawl", *words, *settings], cwd=project, capture_output=True, text=True, timeout=120,
                              check=False, env={**os.environ, "PYTHONPATH": str(project), PORT: str(port)})

    with serving(WordpressSite()) as port:
        home = command("probe", f"https://{HOST}/")
        assert (home.returncode, home.stderr) == (1, "newscrawl probe: the listing is not a category's; take one from the menu\n")
        assert not (project / "newscrawl" / "spiders" / "byeolnaru.py").exists()
        probed = command("probe", f"https://{HOST}/category/{KOREAN}/")
        assert (probed.returncode, probed.stderr) == (0, "")
        crawled = command("crawl", "byeolnaru", "-a", "since=2026-11-01")
    [path] = (project / "out" / "articles" / "byeolnaru").glob("*.jsonl")
    records = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    assert sorted(record["id"] for record in records) == [f"byeolnaru:{number}" for number in range(401, 407)], crawled.stderr
    assert {record["listing"] for record in records} == {"section_12"}
    assert {record["publisher"] for record in records} == {PAPER}
