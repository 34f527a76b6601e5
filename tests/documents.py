"""The fenced blocks of the documents, and the fresh checkout that they run in.

An HTML comment on the line before a block, which a reader of the rendered page does not see, says how the block differs from one
that runs as it stands::

    <!-- not run: WHY -->    it does not run: it needs a network, root, or a file that nobody has
    <!-- replay: NAME -->    its crawls are answered from an archive of the tests, and not by live sites
    <!-- file: PATH -->      it shows this file of the project, or a part of it
    <!-- output -->          it shows what the block before it printed; "…" stands for lines left out
    <!-- layout -->          it shows where files are
    <!-- scrapyd -->         it runs beside a Scrapyd of the test
"""
from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from tests.saved import FETCHED_AT

ROOT = Path(__file__).resolve().parent.parent
BLOCK = re.compile(
    r"(?:^<!-- (?P<how>[a-z ]+)(?:: (?P<what>[^\n]*?))? -->\n)?"
    r"^```(?P<language>\w+)(?: (?P<name>\S+))?\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
HOWS = {"", "not run", "replay", "file", "output", "layout", "scrapyd"}
COMMENT = re.compile(r"(?:^|(?<=\s))#(?=\s).*$", re.MULTILINE)
TIMEOUT = 300  # seconds for one block
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC).timestamp()
"""When the copied files were changed, so that make takes .venv for ready. ZIP files know no time before 1980."""


@dataclass(frozen=True)
class Block:
    """A fenced block: ``how`` and ``what`` are those of the comment before it, empty without one."""

    document: str
    line: int
    language: str
    name: str
    how: str
    what: str
    text: str

    def __str__(self) -> str:
        return f"{self.document}:{self.line}"

    @property
    def commands(self) -> str:
        """Without its comments, which each language of the README writes in its own words."""
        return "\n".join(line.rstrip() for line in COMMENT.sub("", self.text).splitlines())


def blocks_of(document: str) -> list[Block]:
    """``document`` is a path in the checkout. Raises ValueError for a fence or a comment that the runner does not know."""
    text = (ROOT / document).read_text("utf-8")
    blocks = [Block(document, text.count("\n", 0, match.start("language")) + 1, *((match[key] or "") for key in (
        "language", "name", "how", "what", "text"))) for match in BLOCK.finditer(text)]
    if len(re.findall(r"^ *```", text, re.MULTILINE)) != 2 * len(blocks):
        raise ValueError(f"{document}: a fence has no language, is indented or is not closed")
    if unknown := [str(block) for block in blocks if block.how not in HOWS]:
        raise ValueError(f"what do the comments before {unknown} mean?")
    return blocks


REPLAYED = """\
from scrapy.settings import SETTINGS_PRIORITIES, SettingsAttribute

from newscrawl.settings import *

REPLAY = {!r}
OUTPUT_DIR = SettingsAttribute(OUTPUT_DIR, SETTINGS_PRIORITIES["cmdline"])
"""
"""Settings of a replay into the output of live crawls."""


class Checkout:
    """A fresh copy of the project's files with a ``.venv`` in it, where blocks run one after the other as a reader runs them.

    What runs there imports the copy's ``newscrawl``. A crawl that asks for a live site gets no answer.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.settings = folder.parent / "settings"
        names = subprocess.run(["git", "ls-files", "-co", "--exclude-standard", "-z"], cwd=ROOT, check=True, capture_output=True).stdout
        for name in names.decode().split("\0"):
            if name and (ROOT / name).is_file():
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                (folder / name).write_bytes((ROOT / name).read_bytes())
                os.utime(folder / name, (LONG_AGO, LONG_AGO))
        (folder / ".venv").symlink_to(sys.prefix)

    def replaying(self, archive: Path) -> dict[str, str]:
        """The environment in which every crawl is answered from the archive, without a word in its command, and writes as a live one does."""
        self.settings.mkdir(exist_ok=True)
        (self.settings / "replayed.py").write_text(REPLAYED.format(str(archive)), "utf-8")
        return {"SCRAPY_SETTINGS_MODULE": "replayed"}

    def run(self, command: list[str], environ: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
        bin_folder = Path(sys.prefix) / "bin"
        return subprocess.run(command, cwd=self.folder, capture_output=True, text=True, timeout=TIMEOUT, check=False, env={
            **os.environ, "PATH": f"{bin_folder}:{os.environ['PATH']}", "PYTHONPATH": f"{self.folder}:{self.settings}",
            "PYTHONDONTWRITEBYTECODE": "1", "http_proxy": "http://127.0.0.1:9", "https_proxy": "http://127.0.0.1:9", "no_proxy": "127.0.0.1",
            "HF_HUB_OFFLINE": "1", "HF_HOME": str(self.folder.parent / "huggingface"), "COLUMNS": "120", **(environ or {})})


def archive(path: Path, pages: dict[str, bytes]) -> Path:
    """A WARC file of these pages by address, fetched when saved pages count as fetched."""
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        for url, body in pages.items():
            headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html"), ("Content-Length", str(len(body)))], protocol="HTTP/1.1")
            writer.write_record(writer.create_warc_record(
                url, "response", payload=BytesIO(body), length=len(body), http_headers=headers,
                warc_headers_dict={"WARC-Date": f"{FETCHED_AT.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"}))
    return path
