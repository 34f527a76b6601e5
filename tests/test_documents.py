"""Every command, recipe and file that the documents show, as it stands, in a fresh checkout."""
from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections import Counter
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
import yaml
from scrapy.settings import Settings

import newscrawl
from newscrawl.demo.pack import pack
from tests.documents import ROOT, Block, Checkout, archive, blocks_of

RUN = ["README.md", "CONTRIBUTING.md", *(str(path.relative_to(ROOT)) for path in sorted(ROOT.glob("docs/*.md")))]
"""README.ko.md has the commands of README.md, which a test holds."""
OWN_WORDS = ["CHANGELOG.md", "CODE_OF_CONDUCT.md", "SECURITY.md", "README.ko.md",
             *(str(path.relative_to(ROOT)) for path in sorted(ROOT.glob("docs/decisions/*.md")))]
LOADERS = ("datasets", "duckdb", "pandas", "polars", "pyarrow")
EUNHA = "https://www.eunha.example"
SHOWN = {"file", "output", "layout"}


def shown_as(block: Block) -> str:
    if block.how:
        return {"replay": "replayed", "scrapyd": "run"}.get(block.how, "shown" if block.how in SHOWN else block.how)
    return "shown" if block.language == "json" else "run"


def test_what_runs_is_counted() -> None:
    """A block that does not run must be a decision: who adds one counts it here."""
    blocks = [block for document in RUN for block in blocks_of(document)]
    assert Counter(map(shown_as, blocks)) == {"run": 23, "replayed": 6, "shown": 12, "not run": 10}
    assert [(str(block).split(":")[0], block.what) for block in blocks if block.how == "not run"] == [
        ("README.md", "needs root and a network"), ("README.md", "it runs this test"), ("README.md", "needs a network"),
        ("README.md", "needs a network"), ("CONTRIBUTING.md", "it runs this test"), ("docs/add-a-site.md", "needs a network"),
        ("docs/nights.md", "needs a network"), ("docs/nights.md", "an excerpt of nightly.toml"), ("docs/scheduling.md", "needs root and a network"),
        ("docs/scheduling.md", "needs Docker and a network")]


def test_every_document_is_looked_at() -> None:
    names = subprocess.run(["git", "ls-files", "-co", "--exclude-standard", "*.md"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    assert {name for name in names.split() if not name.startswith("tests/")} == {*RUN, *OWN_WORDS}


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    return Checkout(tmp_path / "newscrawl")


@pytest.fixture(scope="session")
def archives(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """What the markers of replayed blocks name: the demo's newsroom, and the invented paper of tests/devtools/probe."""
    folder = tmp_path_factory.mktemp("archives")
    pack(folder / "demo.warc.gz")
    listing, article = (ROOT / f"tests/devtools/probe/pages/unknown_{kind}.html" for kind in ("listing", "article"))
    eunha = {f"{EUNHA}/robots.txt": b"User-agent: *\nDisallow: /admin/\n"}
    eunha |= {f"{EUNHA}/list.php?sec=14{page}": listing.read_bytes() for page in ("", "&page=1")}
    eunha[f"{EUNHA}/list.php?sec=14&page=2"] = listing.read_bytes().replace(b"no=202611", b"no=202610")
    for link in newscrawl.read_listing(listing.read_bytes(), f"{EUNHA}/list.php?sec=14").links:
        number = link.url.rpartition("no=")[2]
        page = article.read_text("cp949").replace("달 뒷면에 심은 감자, 첫 싹 텄다", link.title or "").encode("cp949")
        eunha |= {f"{EUNHA}/view.php?{sec}no={number}": page for sec in ("", "sec=14&")}
    return {"demo": folder / "demo.warc.gz", "eunha": archive(folder / "eunha.warc.gz", eunha)}


@pytest.mark.slow
@pytest.mark.parametrize("document", RUN)
def test_its_blocks_run_one_after_the_other(document: str, checkout: Checkout, archives: dict[str, Path]) -> None:
    if document == "docs/consume.md" and not os.environ.get("CI") and not all(map(find_spec, LOADERS)):
        pytest.skip("needs pip install -e '.[consume]'")
    output = ""
    for block in blocks_of(document):
        environ = checkout.replaying(archives[block.what]) if block.how == "replay" else {}
        if block.how in {"", "replay"} and block.language in {"sh", "python"}:
            command = ["sh", "-e", "-c"] if block.language == "sh" else [sys.executable, "-c"]
            done = checkout.run([*command, block.text], environ)
            assert done.returncode == 0, f"{block}\n{done.stdout}\n{done.stderr}"
            assert "Traceback" not in done.stderr, f"{block}\n{done.stderr}"
            output = done.stdout
        elif block.how in SHOWN:
            SHOWS[block.how](block, checkout, output)
        elif block.language == "json" and document == "README.md":
            assert_is_the_demos(block, checkout)
        else:
            not_to_run = {("cron", ""), ("mermaid", ""), ("json", "digest-vectors")}
            assert block.how in {"not run", "scrapyd"} or (block.language, block.name) in not_to_run, block


def assert_is_of_the_file(block: Block, checkout: Checkout, _: str) -> None:
    assert block.text in (checkout.folder / block.what).read_text("utf-8"), block


def assert_was_printed(block: Block, checkout: Checkout, output: str) -> None:
    """Its lines in their order, and between two without "…" no other."""
    pieces = re.split(r"^…$\n?", block.text, flags=re.MULTILINE)
    plain = "".join(f"{line.rstrip()}\n" for line in output.replace(f"{checkout.folder}/", "").splitlines())
    at = 0
    for piece in pieces:
        at = plain.find(piece, at)
        assert at >= 0, f"{block}: this was not printed:\n{piece}\n\nbut:\n{plain}"
        at += len(piece)


def assert_are_the_places(block: Block, checkout: Checkout, _: str) -> None:
    """Of what a crawl leaves, each file is at a place that is shown; the tombstones' and the rejected pages' places are only shown."""
    shown = {line.split()[0].replace("<site>", "*").replace("<run>", "*") for line in block.text.splitlines()}
    output = checkout.folder / "output"
    there = {path for path in output.rglob("*") if path.is_file() and path.name not in {".gitkeep", ".lock", ".reading"} and "demo" not in path.parts}
    assert there == {path for pattern in shown for path in checkout.folder.glob(pattern)}
    places = {pattern.split("/")[1] for pattern in shown}
    assert places == {"articles", "deleted", "rejected", "runs", "logs", "reports", "nights", "history.sqlite", "ledger.sqlite"}


SHOWS = {"file": assert_is_of_the_file, "output": assert_was_printed, "layout": assert_are_the_places}


def assert_is_the_demos(block: Block, checkout: Checkout) -> None:
    record: dict[str, Any] = json.loads(block.text)
    [path] = checkout.folder.glob("output/demo/articles/metroseoul/*.jsonl")
    records = {line["id"]: line for line in map(json.loads, path.read_text("utf-8").splitlines())}
    assert json.dumps(records[record["id"]]) == json.dumps(record), "the keys' order counts too"


@pytest.mark.slow
def test_the_readme_prints_the_demos_articles(checkout: Checkout) -> None:
    assert checkout.run(["make", "demo"]).returncode == 0
    [snippet] = [block.text for block in blocks_of("README.md") if "load_articles" in block.text]
    lines = checkout.run([sys.executable, "-c", snippet]).stdout.splitlines()
    assert len(lines) == 38
    assert all(re.fullmatch(r"2026-11-\d\d \d\d:\d\d:\d\d\+09:00 \S.*", line) for line in lines)


def test_the_readmes_have_the_same_blocks_links_and_tables() -> None:
    english, korean = (blocks_of(name) for name in ("README.md", "README.ko.md"))
    assert [(block.language, block.how) for block in korean] == [(block.language, block.how) for block in english]
    for ours, theirs in zip(english, korean, strict=True):
        if ours.how == "layout":  # places are the same, what they hold is said in words
            assert [line.split()[0] for line in theirs.text.splitlines()] == [line.split()[0] for line in ours.text.splitlines()]
        else:
            assert theirs.commands == ours.commands, theirs
    texts = [(ROOT / name).read_text("utf-8") for name in ("README.md", "README.ko.md")]
    for pattern in (r"\]\(((?!README)[^)]+)\)", r"^\| (`[^|]+`) \|", r"^(#+) "):  # links, the first cells of tables, headings
        ours, theirs = (Counter(re.findall(pattern, text, re.MULTILINE)) for text in texts)
        assert theirs == ours
    assert "(README.ko.md)" in texts[0]
    assert "(README.md)" in texts[1]


@pytest.mark.parametrize("document", [*RUN, *OWN_WORDS])
def test_links_lead_to_files_and_headings_that_there_are(document: str) -> None:
    for link in re.findall(r"\]\(([^)\s]+)\)", (ROOT / document).read_text("utf-8")):
        if re.match(r"https?://|mailto:", link):
            continue
        path, _, anchor = link.partition("#")
        there = (ROOT / document).parent / path if path else ROOT / document
        assert there.exists(), link
        headings = re.findall(r"^#+ (.*)$", there.read_text("utf-8"), re.MULTILINE) if anchor else []
        assert not anchor or anchor in {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}, link


@pytest.mark.parametrize("document", RUN)
def test_no_shell_takes_part_of_an_address_for_its_own(document: str) -> None:
    """zsh stops at an unquoted ? that matches no file, and every shell at &."""
    for block in blocks_of(document):
        if block.language == "sh":
            bare = re.sub(r"\"[^\"]*\"|'[^']*'", "", block.commands)
            assert not re.search(r"[?\[\]]|https?://\S*&", bare), block


@pytest.mark.parametrize("document", [*RUN, *OWN_WORDS])
def test_files_that_are_named_are_there(document: str) -> None:
    """In the checkout, or below the package where a path is written from there."""
    text = re.sub(r"^```.*?^```$", "", (ROOT / document).read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    named = set(re.findall(r"`((?:[\w@.-]+/)+[\w@.-]*|[\w@-]+\.(?:py|toml|cfg|json|txt))`", text)) - MADE
    named = {name for name in named if name.split("/")[0] not in MADE and not re.fullmatch(r"newscrawl/\w+/\d", name)}
    assert {name for name in named if not (ROOT / name).exists() and not any(ROOT.glob(f"newscrawl/**/{name}"))} == set()


MADE = {"output", "build", "nightly.toml", "setup.py", "runs", "deleted", "articles", "newscrawl/spiders/eunha.py"}
"""What commands make, and is not there before."""


@pytest.mark.parametrize("document", [*RUN, *OWN_WORDS])
def test_settings_that_are_named_are_there(document: str) -> None:
    text = (ROOT / document).read_text("utf-8")
    named = set(re.findall(r"`([A-Z]+(?:_[A-Z]+)+)`", text)) | set(re.findall(r"-s ([A-Z_]+)=", text))
    known = Settings()
    known.setmodule("newscrawl.settings")
    assert {name for name in named if name not in known} == ({"NOT_COVERED"} & named) | ({"PLAYWRIGHT_CHROMIUM_EXECUTABLE"} & named) | (
        {"NO_COLOR"} & named)


def test_the_base_classes_that_are_named_are_there() -> None:
    table = re.findall(r"^\| .* \| ((?:`\w+`(?:, )?)+) \| `([\w/]+\.py)` \|$", (ROOT / "CONTRIBUTING.md").read_text("utf-8"), re.MULTILINE)
    named = {(name, path) for names, path in table for name in re.findall(r"`(\w+)`", names)}
    assert len(named) == 14
    for name, path in named:
        assert f"class {name}(" in (ROOT / "newscrawl/families" / path).read_text("utf-8")
    used = {base.strip() for path in ROOT.glob("newscrawl/spiders/*.py")
            for bases in re.findall(r"^class \w+Spider\(([^)]*)\):", path.read_text("utf-8"), re.MULTILINE) for base in bases.split(",")}
    assert used <= {name for name, _ in named}, "what sites are made of is in the table"


def test_the_glossary_names_code_that_there_is() -> None:
    """Each term once; the code column names classes, functions and attributes that newscrawl defines."""
    text = (ROOT / "docs/glossary.md").read_text("utf-8")
    rows = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in text.splitlines() if line.startswith("| ") and "---" not in line]
    terms = [row[0] for row in rows if row[0] != "term"]
    assert len(terms) == len(set(terms)) > 50
    named = {name for row in rows for name in re.findall(r"`([\w./]+)`", row[2])}
    paths = {name for name in named if "/" in name}
    assert all((ROOT / path).exists() for path in paths)
    source = "\n".join(path.read_text("utf-8") for path in sorted(ROOT.glob("newscrawl/**/*.py")))
    for name in sorted(named - paths):
        owner, _, member = name.rpartition(".")
        owned = re.search(rf"^class {owner}\b.*?(?=^\S)", source + "\nend", re.MULTILINE | re.DOTALL) if owner else None
        assert not owner or owned, name
        scope, indent = (owned[0], "    ") if owned else (source, "")
        assert re.search(rf"^{indent}(?:(?:class|def|async def) {member}\b|{member}\b ?[:=])", scope, re.MULTILINE), name


def test_make_has_every_target_that_is_named() -> None:
    named = {target for document in [*RUN, *OWN_WORDS] for target in re.findall(r"`make ([a-z-]+)[^`]*`|^make ([a-z-]+)", (
        ROOT / document).read_text("utf-8"), re.MULTILINE) for target in target if target}
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert named
    assert named <= targets


@pytest.mark.slow
def test_a_night_by_cron(checkout: Checkout, archives: dict[str, Path]) -> None:
    """The line as cron runs it: a good night is silent, one that some site spoilt is told in a few lines."""
    [line] = [line for block in blocks_of("docs/scheduling.md") if block.language == "cron"
              for line in block.text.splitlines() if line[0].isdigit()]
    assert "%" not in line, "which cron takes for a new line"
    command = line.split(maxsplit=5)[5].replace("/srv/newscrawl", str(checkout.folder))
    plan = checkout.folder / "nightly.toml"
    plan.write_text('sites = ["metroseoul"]\n', "utf-8")
    done = checkout.run(["sh", "-c", command], checkout.replaying(archives["demo"]))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    plan.write_text('sites = ["metroseoul", "etnews"]\n', "utf-8")
    done = checkout.run(["sh", "-c", command], checkout.replaying(archives["demo"]))
    plan.unlink()
    assert (done.returncode, done.stderr) == (3, "")
    assert [line.split()[0] for line in done.stdout.splitlines() if re.match("metroseoul|etnews", line)] == ["etnews", "metroseoul"]
    assert "살펴볼 곳: etnews" in done.stdout


@pytest.mark.slow
def test_the_systemd_units_are_right(tmp_path: Path) -> None:
    if not shutil.which("systemd-analyze"):
        assert not os.environ.get("CI"), "systemd is not installed"
        pytest.skip("needs systemd-analyze")
    units, program = tmp_path / "etc/systemd/system", tmp_path / "opt/newscrawl/bin/newscrawl"
    shutil.copytree("/usr/lib/systemd/system", tmp_path / "usr/lib/systemd/system", symlinks=True)
    units.mkdir(parents=True)
    program.parent.mkdir(parents=True)
    program.write_text("#!/bin/sh\n", "utf-8")
    program.chmod(0o755)
    for unit in ROOT.glob("deploy/newscrawl*.*"):
        shutil.copy(unit, units)

    def verify() -> str:
        said = subprocess.run(["systemd-analyze", "verify", f"--root={tmp_path}", "newscrawl@metroseoul.timer", "newscrawl@metroseoul.service",
                               "newscrawl-nightly.timer", "newscrawl-nightly.service"],
                              capture_output=True, text=True, timeout=60, check=False)
        return "".join(line for line in said.stderr.splitlines(keepends=True) if "newscrawl" in line.replace(str(tmp_path), ""))

    assert verify() == ""
    timer = (units / "newscrawl@.timer").read_text("utf-8")
    calendar = re.findall(r"^OnCalendar=(.*)$", timer, re.MULTILINE)
    assert subprocess.run(["systemd-analyze", "calendar", *calendar], capture_output=True, timeout=60, check=False).returncode == 0
    (units / "newscrawl@.timer").write_text(timer.replace("OnCalendar", "OnKalendar"), "utf-8")
    assert "OnKalendar" in verify(), "a wrong unit is seen"


def test_the_image_runs_as_a_user_of_its_own() -> None:
    text = (ROOT / "Dockerfile").read_text("utf-8")
    steps = [(step, rest) for step, _, rest in (line.partition(" ") for line in text.replace("\\\n", " ").splitlines())]
    order = [step for step, _ in steps]
    assert order == ["FROM", "RUN", "COPY", "COPY", "COPY", "RUN", "USER", "WORKDIR", "VOLUME", "ENTRYPOINT"]
    values = dict(steps)
    assert values["USER"] not in {"root", "0"}
    assert f"useradd --uid 10001 --create-home {values['USER']}" in text
    assert "pip install --no-cache-dir --require-hashes -r /src/requirements/run.txt " in values["RUN"]
    assert "pip install --no-cache-dir --no-deps --no-build-isolation /src" in values["RUN"]
    assert values["WORKDIR"] == values["VOLUME"] == "/data"
    assert f"install -d -o {values['USER']} /data" in values["RUN"]
    assert json.loads(values["ENTRYPOINT"]) == ["newscrawl"]
    copied = {name for step, rest in steps if step == "COPY" for name in shlex.split(rest)[:-1]}
    assert all((ROOT / name).exists() for name in copied)
    let_in = {line[1:] for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines() if line.startswith("!")}
    assert let_in == copied


@pytest.mark.parametrize("path", sorted(ROOT.glob(".github/**/*.yml")), ids=lambda path: path.name)
def test_what_the_forge_reads_is_yaml(path: Path) -> None:
    read = yaml.safe_load(path.read_text("utf-8"))
    if path.parent.name == "ISSUE_TEMPLATE" and path.name != "config.yml":
        assert set(read) == {"name", "description", "title", "labels", "body"}
        fields = [field for field in read["body"] if field["type"] != "markdown"]
        assert all({"id", "type", "attributes"} <= set(field) and field["attributes"]["label"] for field in fields)
        assert len({field["id"] for field in fields}) == len(fields)
        assert any(field.get("validations", {}).get("required") for field in fields)


def test_the_forge_runs_what_ci_runs() -> None:
    workflow = yaml.safe_load((ROOT / ".github/workflows/ci.yml").read_text("utf-8"))
    steps = [step for job in workflow["jobs"].values() for step in job["steps"]]
    assert [step["run"] for step in steps if "run" in step] == ["bash .ci/run"]
    assert workflow["permissions"] == {"contents": "read"}
