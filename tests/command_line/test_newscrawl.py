"""The command ``newscrawl``: from any folder, with one line for each mistake."""
from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path

import pytest
from scrapy.utils.project import get_project_settings

import newscrawl
from newscrawl.__main__ import GROUPS, main, names
from newscrawl.command_line.checks import PLAYWRIGHT_SETTINGS, WITHOUT_DEFAULT
from newscrawl.demo.pack import pack
from newscrawl.output.outcome import BUSY, EXIT_CODES

ROOT = Path(newscrawl.__file__).parents[1]
Typed = Callable[..., tuple[int, str, str]]
NOBODY = 65534
"""A user's number."""


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("newsroom") / "newsroom.warc.gz"
    pack(path)
    return path


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], archive: Path, tmp_path: Path) -> Iterator[Typed]:
    """``newscrawl`` in this process, for what ends before anything begins; a crawl would crawl the demo."""
    monkeypatch.setenv("SCRAPY_SETTINGS_MODULE", "newscrawl.settings")

    def type_in(*arguments: str) -> tuple[int, str, str]:
        replay = ["-s", f"REPLAY={archive}", "-s", f"OUTPUT_DIR={tmp_path}/out"] if arguments[:1] == ("crawl",) else []
        monkeypatch.setattr(sys, "argv", ["newscrawl", *arguments, *replay])
        with pytest.raises(SystemExit) as ended:
            main()
        return int(ended.value.code or 0), *capfd.readouterr()

    yield type_in
    assert not (tmp_path / "out").exists()


def call(*arguments: str, program: str = "newscrawl", cwd: Path = ROOT, before: Sequence[str] = (),
         **environment: str) -> tuple[int, str, str]:
    """Exit code, standard output and standard error of a command in a process of its own."""
    path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
    done = subprocess.run([*before, sys.executable, "-m", program, *arguments], cwd=cwd,
                          env={**os.environ, "PYTHONPATH": path, **environment}, capture_output=True, timeout=120, check=False)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


# The program


@pytest.mark.slow
@pytest.mark.parametrize("arguments", [[], ["-h"], ["--help"], ["help"]])
def test_our_commands_come_first(arguments: list[str]) -> None:
    code, out, err = call(*arguments)
    assert (code, err) == (0, "")
    ours = re.findall(r"^  (\w+) +[A-Z]", out, re.MULTILINE)
    assert ours == [name for members in GROUPS.values() for name in members]
    assert out.index("Scrapy's own") > out.index(ours[-1])


def test_every_command_of_ours_is_in_a_group() -> None:
    modules = {path.stem for path in (ROOT / "newscrawl" / "commands").glob("*.py")} - {"__init__"}
    assert modules == {name for members in GROUPS.values() for name in members}
    assert modules < set(names())


@pytest.mark.parametrize("name", sorted(name for members in GROUPS.values() for name in members))
def test_help_of_each(typed: Typed, name: str) -> None:
    code, out, err = typed(name, "-h")
    assert (code, err) == (0, "")
    assert f"  newscrawl {name}" in out
    assert "scrapy " not in out


@pytest.mark.slow
@pytest.mark.parametrize("argument", ["version", "--version"])
def test_version(argument: str) -> None:
    code, out, err = call(argument)
    assert (code, err, out.count("\n")) == (0, "", 1)
    assert out.startswith(f"newscrawl {newscrawl.__version__} (Scrapy ")


@pytest.mark.parametrize(("arguments", "message"), [
    (["craw", "metroseoul"], "newscrawl: there is no command 'craw', is it crawl? `newscrawl -h` lists all\n"),
    (["xyzzy"], "newscrawl: there is no command 'xyzzy'; `newscrawl -h` lists all\n"),
    (["--nolog"], "newscrawl: there is no command ''; `newscrawl -h` lists all\n"),
])
def test_an_unknown_command(typed: Typed, arguments: list[str], message: str) -> None:
    assert typed(*arguments) == (2, "", message)


def test_help_of_crawl_says_what_can_be_given_and_what_comes_back(typed: Typed) -> None:
    _, out, _ = typed("crawl", "-h")
    words = ("section=", "since=", "until=", "max_pages=", "refetch=", "CONTACT=", "OUTPUT_DIR=", "REPLAY=", "FIRST_DAYS=", "LEDGER=",
             "REVISIT_AFTER_DAYS=", "RETRY_AFTER_NIGHTS=", "SKIP_SITES_FORBIDDING_AI=", "SKIP_PAGES_FORBIDDING_AI=",
             "SKIP_SITES_FORBIDDING_CRAWLING=", "Examples")
    assert [word for word in words if word not in out] == []
    codes = out.partition("Exit codes")[2].partition("Examples")[0]
    assert {int(code) for code in re.findall(r"^  (\d)  ", codes, re.MULTILINE)} == {2, BUSY, *EXIT_CODES.values()}
    assert all(f"  {code}  {outcome}" in codes for outcome, code in EXIT_CODES.items())


@pytest.mark.slow
def test_another_projects_folder_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "scrapy.cfg").write_text("[settings]\ndefault = other.settings\n", "utf-8")
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "__init__.py").touch()
    (tmp_path / "other" / "settings.py").write_text("BOT_NAME = 'other'\nSPIDER_MODULES = []\n", "utf-8")
    code, out, _ = call("sites", "metroseoul", cwd=tmp_path)
    assert (code, out.splitlines()[0]) == (0, "site         metroseoul")


@pytest.mark.slow
def test_scrapy_works_wherever_our_settings_are_named(tmp_path: Path) -> None:
    code, out, _ = call("crawl", "-h", program="scrapy", cwd=tmp_path, SCRAPY_SETTINGS_MODULE="newscrawl.settings")
    assert code == 0
    assert "  scrapy crawl SITE" in out
    assert "  scrapy crawl metroseoul -s CONTACT" in out


@pytest.mark.slow
def test_settings_of_ones_own(tmp_path: Path) -> None:
    (tmp_path / "mine.py").write_text("from newscrawl.settings import *\nCONTACT = 'desk@example.org'\nMY_OWN = 1\n", "utf-8")
    environment = {"SCRAPY_SETTINGS_MODULE": "mine", "PYTHONPATH": f"{ROOT}{os.pathsep}{tmp_path}"}
    done = subprocess.run([sys.executable, "-m", "newscrawl", "settings", "--get", "CONTACT"], cwd=tmp_path, env={**os.environ, **environment},
                          capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout) == (0, "desk@example.org\n")


def test_settings_that_are_not_there(typed: Typed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCRAPY_SETTINGS_MODULE", "nowhere.settings")
    assert typed("sites") == (
        2, "", "newscrawl: SCRAPY_SETTINGS_MODULE=nowhere.settings cannot be imported: No module named 'nowhere'\n")


# Mistakes


@pytest.mark.parametrize(("arguments", "message"), [
    ([], "newscrawl crawl: name a site, as in newscrawl crawl metroseoul; `newscrawl sites` lists all"),
    (["metroseol"], "newscrawl crawl metroseol: no site 'metroseol' is known; nearest: metroseoul (메트로신문); `newscrawl sites` lists all"),
    (["metroseoul", "etnews"], "newscrawl crawl metroseoul: one site a process: "
                               "for site in metroseoul etnews; do newscrawl crawl $site; done"),
    (["메트로신문", "-a", "section=internett"], "newscrawl crawl metroseoul: unknown section 'internett'; there are internet (인터넷), "),
    (["metroseoul", "--section", "internet"], "newscrawl crawl metroseoul: there is no option --section; write -a section=internet"),
    (["metroseoul", "--max-pages=3"], "newscrawl crawl metroseoul: there is no option --max-pages; write -a max_pages=3"),
    (["metroseoul", "--contact", "me"], "newscrawl crawl metroseoul: there is no option --contact; write -s CONTACT=me"),
    (["metroseoul", "--wat"], "newscrawl crawl metroseoul: there is no option --wat; -h names those that there are"),
    (["metroseoul", "-x"], "newscrawl crawl metroseoul: there is no option -x; -h names those that there are"),
    (["metroseoul", "since=yesterday"], "newscrawl crawl metroseoul: an argument needs its -a: write -a since=yesterday"),
    (["metroseoul", "-a", "since"], "newscrawl crawl metroseoul: Invalid -a value, use -a NAME=VALUE"),
    (["metroseoul", "-a", "since=2026-11-24"], "newscrawl crawl metroseoul: since=2026-11-24 is in the future; today is 2026-11-23 in Korea"),
    (["metroseoul", "-a", "since=today", "-a", "until=yesterday"], "newscrawl crawl metroseoul: since=2026-11-23 is later than until=2026-11-22"),
    (["metroseoul", "-s", "FIRST_DAY=3"], "newscrawl crawl metroseoul: there is no setting FIRST_DAY; is it FIRST_DAYS?"),
    (["metroseoul", "-s", "first_days=3"], "newscrawl crawl metroseoul: there is no setting first_days; is it FIRST_DAYS?"),
    (["metroseoul", "-s", "XYZZY=1"], "newscrawl crawl metroseoul: there is no setting XYZZY; newscrawl crawl -h names ours"),
    (["metroseoul", "-s", "CONTACT"], "newscrawl crawl metroseoul: -s CONTACT names no value; write -s NAME=VALUE"),
    (["metroseoul", "-s", "DOWNLOAD_DELAY=slow"], "newscrawl crawl metroseoul: DOWNLOAD_DELAY=slow is no number"),
    (["metroseoul", "-s", "ROBOTSTXT_OBEY=no"], "newscrawl crawl metroseoul: ROBOTSTXT_OBEY=no is neither 0 nor 1"),
    (["metroseoul", "-s", "DOWNLOAD_HANDLERS=[]"], "newscrawl crawl metroseoul: DOWNLOAD_HANDLERS=[] is no JSON object"),
    (["metroseoul", "-L", "loud"], "newscrawl crawl metroseoul: there is no log level loud; there are DEBUG, INFO, WARNING, ERROR, CRITICAL"),
    (["metroseoul", "--logfile=/nonexist/x"], "newscrawl crawl metroseoul: cannot write /nonexist/x: there is no folder /nonexist"),
    (["metroseoul", "--logfile=/dev"], "newscrawl crawl metroseoul: cannot write /dev: it is no file"),
    (["metroseoul", "--pidfile=/nonexist/x"], "newscrawl crawl metroseoul: cannot write /nonexist/x: No such file or directory"),
])
def test_a_mistake_is_one_line_before_anything_begins(typed: Typed, arguments: list[str], message: str) -> None:
    code, out, err = typed("crawl", *arguments)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert err.startswith(message)


@pytest.mark.parametrize(("value", "message"), [
    ("", "OUTPUT_DIR is empty; name a folder, or leave it out"),
    ("~nobody_of_that_name/x", "Could not determine home directory."),
    ("/dev/null/output", "cannot write to /dev/null; choose another place with -s OUTPUT_DIR=…"),
])
@pytest.mark.slow
def test_places_that_are_none(archive: Path, tmp_path: Path, value: str, message: str) -> None:
    assert call("crawl", "metroseoul", "-s", f"REPLAY={archive}", "-s", f"OUTPUT_DIR={value}", cwd=tmp_path) == (
        2, "", f"newscrawl crawl metroseoul: {message}\n")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_a_file_in_the_way_of_the_log(archive: Path, tmp_path: Path) -> None:
    (tmp_path / "logs").touch()
    code, out, err = call("crawl", "metroseoul", "-s", f"REPLAY={archive}", "-s", f"OUTPUT_DIR={tmp_path}")
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert re.match(rf"newscrawl crawl metroseoul: cannot write to {tmp_path}/logs", err)


@pytest.mark.slow
@pytest.mark.skipif(os.getuid() != 0 or not shutil.which("setpriv"), reason="only root can give away its rights, with util-linux")
def test_places_that_only_another_user_may_write(archive: Path, tmp_path: Path) -> None:
    theirs, readable = tmp_path / "theirs", tmp_path / "readable"
    for folder, mode in ((theirs, 0o700), (readable, 0o755)):
        folder.mkdir()
        folder.chmod(mode)
        os.chown(folder, NOBODY, NOBODY)
    unprivileged = ["setpriv", "--bounding-set", "-dac_override,-dac_read_search", "--"]
    for places in ([f"OUTPUT_DIR={theirs}/x"], [f"OUTPUT_DIR={theirs}"], [f"OUTPUT_DIR={readable}/x"],
                   [f"LOG_FILE={readable}/x", f"OUTPUT_DIR={tmp_path}/x"], [f"LOG_FILE={theirs}/x", f"OUTPUT_DIR={tmp_path}/x"]):
        settings = [word for place in places for word in ("-s", place)]
        code, out, err = call("crawl", "metroseoul", "-s", f"REPLAY={archive}", *settings, before=unprivileged)
        assert (code, out, err.count("\n")) == (2, "", 1), err
        assert err.startswith("newscrawl crawl metroseoul: cannot write ")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["readable", "theirs"]


@pytest.mark.slow
def test_the_home_folder_may_be_written_as_a_tilde(archive: Path, tmp_path: Path) -> None:
    (tmp_path / "newsroom.warc.gz").write_bytes(archive.read_bytes())
    code, _, err = call("crawl", "metroseoul", "-s", "REPLAY=~/newsroom.warc.gz", "-s", "OUTPUT_DIR=~/news", "-s", "LEDGER=~/ledger.sqlite",
                        "-a", "section=게임", cwd=tmp_path, HOME=str(tmp_path))
    assert (code, err) == (0, "")
    assert sorted(path.name for path in tmp_path.iterdir() if "-" not in path.name) == ["ledger.sqlite", "news", "newsroom.warc.gz"]


@pytest.mark.slow
def test_relative_days_and_labels_are_restated_in_the_manifest(archive: Path, tmp_path: Path) -> None:
    """In a replay days are counted from the day on which the archive was made."""
    code, _, err = call("crawl", "메트로신문", "-s", f"REPLAY={archive}", "-s", f"OUTPUT_DIR={tmp_path}", "-a", "section=게임,INTERNET",
                        "-a", "since=yesterday", "-a", "until=today", cwd=tmp_path)
    assert (code, err) == (0, "")
    [manifest] = tmp_path.glob("runs/metroseoul/*.json")
    assert json.loads(manifest.read_text("utf-8"))["arguments"] == {
        "section": "game,internet", "since": "2026-11-22", "until": "2026-11-23"}


# Settings that are known


def test_every_setting_that_scrapy_and_scrapy_playwright_read_is_known() -> None:
    known = {*get_project_settings(), *WITHOUT_DEFAULT}
    read = re.compile(r"settings(?:\.get\w*\(\s*|\[)[\"']([A-Z][A-Z0-9_]+)[\"']")
    assert {name for source in _sources("scrapy") for name in read.findall(source)} - known == set()
    playwrights = {name for source in _sources("scrapy_playwright") for name in re.findall(r"\bPLAYWRIGHT_[A-Z_]+\b", source)}
    assert playwrights == PLAYWRIGHT_SETTINGS


def _sources(package: str) -> list[str]:
    spec = find_spec(package)
    assert spec
    assert spec.origin
    return [path.read_text("utf-8") for path in Path(spec.origin).parent.rglob("*.py")]


# What a terminal cannot show


@pytest.mark.slow
@pytest.mark.parametrize("arguments", [["sites"], ["sites", "metroseoul"], ["demo"], ["check", "metroseoul"], ["crawl", "메트로신문"], []])
def test_a_terminal_without_korean(archive: Path, tmp_path: Path, arguments: list[str]) -> None:
    settings = ["-s", f"OUTPUT_DIR={tmp_path}", "-s", f"REPLAY={archive}"] if arguments and arguments != ["demo"] else []
    settings = ["-s", f"OUTPUT_DIR={tmp_path}"] if arguments == ["demo"] else settings
    code, out, err = call(*arguments, *settings, cwd=tmp_path, PYTHONIOENCODING="ascii")
    assert (code, err) == (0, "")
    assert out
    assert out.isascii()
