"""A whole crawl of one site in a process of its own, against a loopback server that plays the site."""
from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.loopback import PORT, Site, serving

ROOT = Path(__file__).resolve().parents[2]


def crawl(name: str, site: Site, output: Path, *more: str) -> subprocess.CompletedProcess[str]:
    """``scrapy crawl NAME`` with the loopback server in the network's place, and no pause between requests."""
    handlers = json.dumps(dict.fromkeys(("http", "https"), "tests.loopback.LoopbackHandler"))
    with serving(site) as port:
        return subprocess.run(
            [sys.executable, "-m", "scrapy", "crawl", name, "-s", f"DOWNLOAD_HANDLERS={handlers}", "-s", "DOWNLOAD_DELAY=0",
             "-s", "RETRY_TIMES=0", "-s", "CONTACT=tests@example.org", "-s", f"OUTPUT_DIR={output}", "-s", "LOG_FILE=",
             "-a", "since=2026-11-01", *more],
            cwd=ROOT, env={**os.environ, PORT: str(port)}, capture_output=True, text=True, timeout=120, check=False)


def written(output: Path, kind: str) -> list[dict[str, Any]]:
    """The lines of one kind: ``articles``, ``rejected``."""
    return [json.loads(line) for path in sorted(output.glob(f"{kind}/*/*.jsonl")) for line in path.read_text("utf-8").splitlines()]
