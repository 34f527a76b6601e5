"""``scrapy probe`` in a copy of the project: the spider and the test pages that it writes pass the tests that every site passes."""
from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from newscrawl.devtools.probe.addresses import article_addresses
from newscrawl.families.cms import dadamedia, ndsoft, wordpress
from newscrawl.families.cms.system import SiteAddresses
from newscrawl.page.document import Page
from tests.loopback import PORT, Answer, Site, serving
from tests.saved import FETCHED_AT, FOLDER, SavedPage, saved_pages

ROOT = Path(__file__).resolve().parents[3]
HERE = Path(__file__).parent / "pages"
EUNHA = "https://www.eunha.example"
UNKNOWN = (HERE / "unknown_listing.html", f"{EUNHA}/list.php?sec=14", HERE / "unknown_article.html", f"{EUNHA}/view.php?sec=14&no=20261120501")
WORDPRESS = (HERE / "wordpress_listing.html", "https://startup-maeul.example/category/invest",
             FOLDER / "startup-maeul.example" / "article_wordpress_newspaper.html", "https://startup-maeul.example/archives/20417")
NDSOFT = (FOLDER / "robotsaem.example" / "not_section_list.html",
          "https://www.robotsaem.example/news/articleList.html?sc_section_code=S1N1&view_type=sm",
          FOLDER / "robotsaem.example" / "article_ndsoft_g2.html", "https://www.robotsaem.example/news/articleView.html?idxno=51877")
MODULES = {
    "robotsaem": '''\
class RobotsaemSpider(NdsoftSpider):
    name = "robotsaem"
    publisher = "로봇샘뉴스"
    english = "Robotsaem"
    host = "www.robotsaem.example"
    allowed_domains = ["robotsaem.example"]
    sections = {"section_s1n1": "로봇"}
    section_codes = {"section_s1n1": "S1N1"}
''',
    "startup_maeul": '''\
class StartupMaeulSpider(WordpressSpider):
    name = "startup_maeul"
    publisher = "스타트업마을"
    english = "Startup Maeul"
    host = "startup-maeul.example"
    allowed_domains = ["startup-maeul.example"]
    sections = {"invest": "투자"}
''',
    "eunha": '''\
class EunhaSpider(NewsSpider):
    name = "eunha"
    publisher = "은하타임즈"
    english = "Eunha"
    encoding = "CP949"
    allowed_domains = ["eunha.example"]
    sections = {"section_14": "과학"}
    section_codes = {"section_14": "14"}
    listing_url = "https://www.eunha.example/list.php?sec={code}&page={page}"
    article_url = "https://www.eunha.example/view.php?no={id}"
    id_patterns = ("/view\\\\.php\\\\?(?:.*&)?no=(?P<id>(?P<date>\\\\d{8})\\\\d{3})",)
    title_css = "h2.view_title"
    published_css = "p.view_info"
    body_css = "div#view_body"
''',
}


def run(project: Path, *command: str, **environ: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", *command], cwd=project, env={**os.environ, "PYTHONPATH": str(project), **environ},
                          capture_output=True, text=True, timeout=120, check=False)


def probe(project: Path, listing: Path, listing_url: str, article: Path, article_url: str, *more: str) -> subprocess.CompletedProcess[str]:
    return run(project, "scrapy", "probe", "--listing", str(listing), "--listing-url", listing_url,
               "--article", str(article), "--article-url", article_url, *more)


def answers(project: Path, name: str) -> list[Path]:
    return sorted((project / "tests" / "pages" / name).glob("*.json"))


@pytest.mark.slow
@pytest.mark.parametrize(("name", "saved"), [("robotsaem", NDSOFT), ("startup_maeul", WORDPRESS), ("eunha", UNKNOWN)])
def test_what_it_writes_passes_once_the_answers_are_checked(project: Path, name: str, saved: tuple[Path, str, Path, str]) -> None:
    done = probe(project, *saved)
    assert (done.returncode, done.stderr) == (0, "")
    text = (project / "newscrawl" / "spiders" / f"{name}.py").read_text("utf-8")
    assert text.endswith("\n\n\n" + MODULES[name])
    if find_spec("ruff"):  # `make test` does without linters
        assert run(project, "ruff", "check", "newscrawl/spiders").returncode == 0
    wanted = f"{name}/ or {name}] or checked"
    unchecked = run(project, "pytest", "-q", "tests/test_pages.py", "tests/test_spiders.py", "-k", wanted)
    assert unchecked.returncode == 1
    assert re.search(rf"AssertionError: not checked yet: .*\n.*'{name}/", unchecked.stdout)
    assert unchecked.stdout.count("FAILED") == 1
    for path in answers(project, name):
        answer = json.loads(path.read_text("utf-8"))
        assert answer.pop("checked") is False
        path.write_text(json.dumps(answer), "utf-8")
    checked = run(project, "pytest", "-q", "tests/test_pages.py", "tests/test_spiders.py", "-k", wanted)
    assert checked.returncode == 0, checked.stdout


@pytest.mark.slow
def test_more_pages_are_saved_beside_them(project: Path) -> None:
    probe(project, *UNKNOWN)
    save = ("scrapy", "save_page", str(UNKNOWN[2]), "--url", UNKNOWN[3], "--reword", "--fetched-at", "2026-11-23T03:00:00+09:00")
    assert run(project, *save).stderr.endswith("article_20261120501.html is there already; choose another name with --slug\n")
    done = run(project, *save, "--slug", "article_potato")
    assert (done.returncode, done.stderr) == (0, "")
    answer = json.loads((project / "tests" / "pages" / "eunha" / "article_potato.json").read_text("utf-8"))
    assert (answer["checked"], answer["fetched_at"], answer["id"]) == (False, "2026-11-23T03:00:00+09:00", "eunha:20261120501")
    page = (project / "tests" / "pages" / "eunha" / "article_potato.html").read_bytes()
    assert page == (project / "tests" / "pages" / "eunha" / "article_20261120501.html").read_bytes()


@pytest.mark.slow
def test_pages_are_reworded_and_keep_their_encoding(project: Path) -> None:
    probe(project, *UNKNOWN)
    page = (project / "tests" / "pages" / "eunha" / "article_20261120501.html").read_bytes().decode("cp949")
    assert "은하타임즈" in page
    assert "입력 2026-11-20 11:20" in page
    assert "감자" not in page
    assert "나별님" not in page
    answer = json.loads((project / "tests" / "pages" / "eunha" / "article_20261120501.json").read_text("utf-8"))
    assert (answer["published_at"], answer["modified_at"]) == ("2026-11-20T11:20:00+09:00", "2026-11-20T14:05:00+09:00")
    assert [block["type"] for block in answer["blocks"]] == ["paragraph"] * 4
    assert [(author["role"], author["name"][0]) for author in answer["authors"]] == [("기자", "나")]


@pytest.mark.slow
def test_it_tells_what_it_found(project: Path) -> None:
    said = probe(project, *UNKNOWN).stdout
    for line in (r"paper +은하타임즈", r"CMS +none that is known", r"encoding +CP949", r"articles +4 on the listing", r"section +과학 \(14\)",
                 r"others +정치 \(10 as section_10\), 모바일 \(15 as section_15\), 게임 \(16 as section_16\)",
                 r"field +selectors +json-ld +meta +state +generic", r"title +- +- +1\* +- +1", r"body +- +- +- +- +1\*"):
        assert re.search(f"^{line}$", said, re.MULTILINE), line
    assert "generation section-list" in probe(project, *NDSOFT).stdout


@pytest.mark.slow
@pytest.mark.parametrize(("saved", "more", "message"), [
    ((*UNKNOWN[2:], *UNKNOWN[2:]), [], f"{UNKNOWN[3]} is no listing: it is an article"),
    ((FOLDER / "mulgyeol.example" / "not_deleted_alert.html", f"{EUNHA}/list", *UNKNOWN[2:]), [], f"{EUNHA}/list is no listing: the page says"),
    ((HERE / "empty.html", f"{EUNHA}/list", *UNKNOWN[2:]), [], f"{HERE}/empty.html: No such file or directory"),
    (UNKNOWN, ["--name", "thelec"], "newscrawl/spiders/thelec.py is there already; choose another name with --name"),
    (UNKNOWN, ["--name", "Eun-ha"], "Eun-ha is no name for a spider; give one in small letters with --name"),
    ((UNKNOWN[0], "https://www.thelec.kr/news/articleList.html", *UNKNOWN[2:]), [], "the site is declared already, as thelec"),
    ((UNKNOWN[0], "eunha", *UNKNOWN[2:]), [], "eunha is no address; write it as https://www.example.com/news/"),
    ((NDSOFT[0], "https://www.robotsaem.example/news/articleList.html?view_type=sm", *NDSOFT[2:]), [],
     "the listing is not a section's; take one from the menu whose address has sc_section_code="),
])
def test_what_cannot_be_probed_is_one_line(project: Path, saved: tuple[Path, str, Path, str], more: list[str], message: str) -> None:
    before = sorted(project.rglob("*.py"))
    done = probe(project, *saved, *more)
    assert done.returncode == 1
    assert done.stderr.startswith(f"scrapy probe: {message}")
    assert done.stderr.count("\n") == 1
    assert sorted(project.rglob("*.py")) == before


@pytest.mark.slow
def test_a_site_is_not_overwritten(project: Path) -> None:
    probe(project, *UNKNOWN)
    again = probe(project, *UNKNOWN)
    assert (again.returncode, again.stderr) == (1, "scrapy probe: the site is declared already, as eunha\n")


def live(project: Path, port: int, *more: str) -> subprocess.CompletedProcess[str]:
    handlers = json.dumps(dict.fromkeys(("http", "https"), "tests.loopback.LoopbackHandler"))
    return run(project, "scrapy", "probe", UNKNOWN[1], "-s", f"DOWNLOAD_HANDLERS={handlers}", "-s", "DOWNLOAD_DELAY=0",
               "-s", "CONTACT=tests@example.org", "-s", f"OUTPUT_DIR={project}/output", *more, **{PORT: str(port)})


@pytest.fixture
def site() -> Site:
    site = Site()
    site.pages["www.eunha.example/robots.txt"] = Answer(b"User-agent: *\nDisallow: /view.php?sec=14&no=20261119502\n")
    site.pages["www.eunha.example/list.php?sec=14"] = Answer(UNKNOWN[0].read_bytes(), headers={"Content-Type": "text/html"})
    for number in (20261120501, 20261119507, 20261119502):
        site.pages[f"www.eunha.example/view.php?sec=14&no={number}"] = Answer(UNKNOWN[2].read_bytes(), headers={"Content-Type": "text/html"})
    return site


@pytest.mark.slow
def test_a_live_site_is_asked_as_a_crawl_asks(project: Path, site: Site) -> None:
    with serving(site) as port:
        done = live(project, port)
    assert (done.returncode, done.stderr) == (0, "")
    assert re.search(r"robots.txt +\d{4}-\d\d-\d\d: allows the listing\n", done.stdout)
    assert f"not fetched: {EUNHA}/view.php?sec=14&no=20261119502: Forbidden by robots.txt" in done.stdout
    assert [asked.split("/", 1)[1] for asked in site.asked if "robots" not in asked] == [
        "list.php?sec=14", "view.php?sec=14&no=20261120501", "view.php?sec=14&no=20261119507"]
    assert site.agents == {"newscrawl/0.3.0 (+tests@example.org)"}
    assert 'robots = "20' in (project / "newscrawl" / "spiders" / "eunha.py").read_text("utf-8")
    kept = project / "output" / "probe" / "eunha"
    assert (kept / "article_1.html").read_bytes() == UNKNOWN[2].read_bytes()
    assert subprocess.run(["git", "check-ignore", "-q", "output/probe/eunha/article_1.html"], cwd=ROOT, check=False).returncode == 0


@pytest.mark.slow
def test_a_listing_that_robots_txt_forbids_is_not_fetched(project: Path, site: Site) -> None:
    site.pages["www.eunha.example/robots.txt"] = Answer(b"User-agent: *\nDisallow: /\n")
    with serving(site) as port:
        done = live(project, port)
    assert (done.returncode, done.stderr) == (1, f"scrapy probe: {UNKNOWN[1]}: Forbidden by robots.txt\n")
    assert all("robots.txt" in asked for asked in site.asked)


HUGE = b"<html><body>" + b"<br>" * 500_001 + b"</body></html>"


@pytest.mark.slow
@pytest.mark.parametrize(("answer", "message"), [
    (Answer(UNKNOWN[0].read_bytes(), delay=20), "timeout"), (Answer(HUGE), "the page has 500005 tags; a page may have 500000")])
def test_a_listing_that_costs_too_much_is_one_line(project: Path, site: Site, answer: Answer, message: str) -> None:
    site.pages["www.eunha.example/list.php?sec=14"] = answer
    with serving(site) as port:
        done = live(project, port, "-s", "DOWNLOAD_TIMEOUT=2")
        answer.delay = 0
    assert done.returncode == 1
    assert done.stderr.startswith(f"scrapy probe: {UNKNOWN[1]}: ")
    assert message in done.stderr.lower()
    assert done.stderr.count("\n") == 1


@pytest.mark.slow
def test_a_saved_page_past_its_limits_is_one_line(project: Path, tmp_path: Path) -> None:
    (tmp_path / "huge.html").write_bytes(HUGE)
    for saved in ((tmp_path / "huge.html", *UNKNOWN[1:]), (*UNKNOWN[:2], tmp_path / "huge.html", UNKNOWN[3])):
        done = probe(project, *saved)
        assert done.returncode == 1
        assert done.stderr.startswith("scrapy probe: ")
        assert done.stderr.count("\n") == 1


# Who adds a site gives a page, and one whose list is in its markup.
GIVEN = [page for page in saved_pages() if page.is_listing and page.path.suffix == ".html" and page.site != "chosunbiz"]


@pytest.mark.parametrize("page", GIVEN, ids=str)
def test_articles_of_every_saved_listing_are_found(page: SavedPage) -> None:
    links = article_addresses(Page.from_bytes(page.body, page.url, page.headers, FETCHED_AT))
    offered = {link["url"] for link in page.answer["links"]}
    if len(offered) >= 3:
        assert len(links) >= len(offered)


def files(project: Path) -> dict[Path, bytes]:
    return {path.relative_to(project): path.read_bytes() for path in project.rglob("*")
            if path.is_file() and "__pycache__" not in path.parts and "output" not in path.parts}


@pytest.mark.parametrize("closed", [FOLDER / "mulgyeol.example" / "not_deleted_alert.html", *sorted(FOLDER.glob("*/not_members_only.html"))[:1]],
                         ids=lambda path: path.stem)
def test_a_page_that_is_no_article_is_left_out_and_said(project: Path, closed: Path) -> None:
    done = probe(project, *UNKNOWN, "--article", str(closed), "--article-url", f"{EUNHA}/view.php?sec=14&no=20261120502")
    assert (done.returncode, done.stderr) == (0, "")
    assert f"left out: {EUNHA}/view.php?sec=14&no=20261120502: the " in done.stdout
    assert [path.stem for path in answers(project, "eunha")] == ["article_20261120501", "listing_list_php_sec_14"]


def test_nothing_is_written_when_no_page_is_an_article(project: Path) -> None:
    before = files(project)
    done = probe(project, *UNKNOWN[:2], FOLDER / "mulgyeol.example" / "not_deleted_alert.html", UNKNOWN[3])
    assert (done.returncode, done.stderr) == (1, "scrapy probe: none of the pages that were fetched is an article\n")
    assert files(project) == before


def test_what_cannot_be_written_leaves_nothing_and_may_be_tried_again(project: Path) -> None:
    before = files(project)
    # A folder where the module is to be put.
    in_the_way = project / "newscrawl" / "spiders" / ".eunha.py.new"
    in_the_way.mkdir()
    failed = probe(project, *UNKNOWN)
    assert failed.returncode == 1
    assert failed.stderr == f"scrapy probe: {in_the_way}: Is a directory\n"
    in_the_way.rmdir()
    assert files(project) == before
    assert not (project / "tests" / "pages" / "eunha").exists()
    assert probe(project, *UNKNOWN).returncode == 0


def test_test_pages_that_nobody_has_checked_are_no_obstacle(project: Path) -> None:
    """As a probe leaves them that was killed before it had written the module."""
    assert probe(project, *UNKNOWN).returncode == 0
    written = files(project)
    (project / "newscrawl" / "spiders" / "eunha.py").unlink()
    assert probe(project, *UNKNOWN).returncode == 0
    assert files(project).keys() == written.keys()
    (project / "newscrawl" / "spiders" / "eunha.py").unlink()
    [article, _] = answers(project, "eunha")
    article.write_text(article.read_text("utf-8").replace('"checked": false,', ""), "utf-8")
    refused = probe(project, *UNKNOWN)
    assert (refused.returncode, refused.stderr) == (
        1, f"scrapy probe: {article.with_suffix('.html')} is there already; choose another name with --slug\n")
    assert not (project / "newscrawl" / "spiders" / "eunha.py").exists()


HOSTILE = '"""\n__import__("os").system("touch pwned")\n"""\\'


def test_what_a_page_says_is_written_as_text_and_never_run(project: Path, tmp_path: Path) -> None:
    pages = []
    for page in (UNKNOWN[0], UNKNOWN[2]):
        pages.append(tmp_path / f"hostile_{page.name}")
        said = page.read_bytes().decode("cp949")
        meta = f"<meta property='og:site_name' content='{HOSTILE}'><meta name='author' content='{HOSTILE}'>"
        pages[-1].write_bytes(said.replace("<head>", f"<head>{meta}").replace("과학", HOSTILE[:19]).encode("cp949"))
    done = probe(project, pages[0], UNKNOWN[1], pages[1], UNKNOWN[3])
    assert (done.returncode, done.stderr) == (0, "")
    text = (project / "newscrawl" / "spiders" / "eunha.py").read_text("utf-8")
    [_, _, made] = ast.parse(text).body
    assert isinstance(made, ast.ClassDef)
    declared = {ast.unparse(line.targets[0]): ast.literal_eval(line.value) for line in made.body if isinstance(line, ast.Assign)}
    assert declared["publisher"] == " ".join(HOSTILE.split())
    assert "system" not in {node.attr for node in ast.walk(made) if isinstance(node, ast.Attribute)}
    assert run(project, "scrapy", "list").returncode == 0
    assert not [*project.rglob("pwned")]


def test_what_each_cms_declares_of_a_new_site() -> None:
    site = SiteAddresses("www.paper.example", "startup", "new/startup", "https://www.paper.example/section/{code}/page/{page}/",
                         "https://www.paper.example/{id}/", r"/(?P<id>\d+)/", is_paged=False)
    assert wordpress.CMS.attributes(site) == {"host": "www.paper.example", "slugs": {"startup": "new/startup"}, "category_base": "section"}
    listed = site._replace(code="S1N4", listing_url="https://www.paper.example/news/articleList.html?sc_section_code={code}&page={page}")
    assert ndsoft.CMS.attributes(listed) == {"host": "www.paper.example", "section_codes": {"startup": "S1N4"}}
    with pytest.raises(ValueError, match="the listing is not a section's"):
        ndsoft.CMS.attributes(site)
    own = {"section_codes": {"startup": "new/startup"}, "listing_url": site.listing_url, "article_url": site.article_url,
           "id_patterns": (r"/(?P<id>\d+)/",)}
    assert dadamedia.CMS.attributes(site._replace(is_paged=True)) == own
    assert dadamedia.CMS.attributes(site) == {"limits": "Where the page's number stands in a listing's address is a guess.", **own}
