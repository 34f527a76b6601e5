"""What a stranger's text may do to a terminal, a log or a spreadsheet; and who may read what a crawl leaves."""
from __future__ import annotations

import csv
import logging
import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest

from newscrawl.items import Author
from newscrawl.log import CrawlFormatter
from newscrawl.output.exporter import GuardedCsvExporter
from tests.loopback import PORT, serving
from tests.nightly import ROOT, Paper, command

STEERING = "\x1b[2J\x9b31m\r\u202e\u2066\U000e0041"


@pytest.mark.parametrize("told", ["explain", "read", "probe"])
def test_nothing_on_a_terminal_steers_it(tmp_path: Path, told: str) -> None:
    page = tmp_path / "page.html"
    page.write_text(f"<html><head><title>{STEERING}</title></head><body><h1>새 칩{STEERING}</h1><p>{STEERING} 없는 쪽</p></body></html>", "utf-8")
    url = f"https://www.eunha.example/1?q={STEERING}"
    where = ["--listing", str(page), "--listing-url", url, "--article", str(page), "--article-url", url] if told == "probe" else [
        str(page), "--url", url]
    said = subprocess.run([sys.executable, "-m", "newscrawl", told, *where], cwd=ROOT, capture_output=True, timeout=120, check=False)
    text = (said.stdout + said.stderr).decode()
    assert text
    assert not set(STEERING.replace("[2J", "").replace("31m", "")) & set(text)


def test_no_message_of_a_log_steers_a_terminal_looks_like_another_or_holds_a_password() -> None:
    message = f"got {STEERING}\n2026-11-22 03:00:00+09:00 [newscrawl] INFO: all is well\n by http://me:hush@proxy.example:3128/"
    record = logging.LogRecord("newscrawl", logging.INFO, "", 0, "%s", (message,), None)
    assert CrawlFormatter("%(levelname)s: %(message)s").format(record) == (
        "INFO: got �[2J�31m����\n    2026-11-22 03:00:00+09:00 [newscrawl] INFO: all is well\n by http://***@proxy.example:3128/")


def test_a_spreadsheet_sees_no_formula() -> None:
    file = BytesIO()
    exporter = GuardedCsvExporter(file)
    cells = ["=HYPERLINK(\"https://x.example\")", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "제목 = 1", "가", ""]
    exporter.start_exporting()
    exporter.export_item({**{str(number): cell for number, cell in enumerate(cells)}, "list": ["=1", "b"], "number": -1, "author": Author("=김")})
    exporter.finish_exporting()
    [_, row] = csv.reader(file.getvalue().decode().splitlines(keepends=True))
    assert row == [*(f"'{cell}" for cell in cells[:7]), *cells[7:], "'=1,b", "-1", str(Author("=김"))]


@pytest.mark.slow
def test_what_a_crawl_leaves(tmp_path: Path) -> None:
    paper = Paper()
    paper.publish("tech", 1, 2)
    shared, output = tmp_path / "shared.csv", tmp_path / "output"
    asked = command(output, "-a", "section=tech", "-O", str(shared), "-s", "FTP_PASSWORD=hush", "-s", "AWS_SECRET_ACCESS_KEY=hush",
                    "-s", "TEMPLATES_DIR=s3://key:hush@bucket/x")
    with serving(paper) as port:
        said = subprocess.run(asked, cwd=ROOT, env={**os.environ, PORT: str(port)}, capture_output=True, text=True, timeout=120, check=False,
                              umask=0o077)
    assert said.returncode == 0, said.stderr
    made = [path for path in tmp_path.rglob("*") if path.is_file()]
    [log] = [path for path in made if path.suffix == ".log"]
    assert not [path for path in made if path.stat().st_mode & 0o077]
    assert not [path for path in made if b"hush" in path.read_bytes()]
    assert "s3://***@bucket/x" in log.read_text("utf-8")
    assert shared.read_text("utf-8").startswith("schema,id,")
