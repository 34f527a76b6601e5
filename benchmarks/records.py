"""What every saved page is read as, before and after a change of the code: equal, or the difference is a change that has a name.

::

    python benchmarks/records.py write /tmp/before.jsonl            # on the code as it was
    python benchmarks/records.py compare /tmp/before.jsonl          # on the code as it is; exit 1 where a record differs

Pages are those under ``tests/pages`` and, where they are at hand, the real ones beside the project; each also as another host's, without
scripts, without ``<meta>``, with class names scrambled, and with every block a ``<div>``.
"""
from __future__ import annotations

import argparse
import dataclasses
import hashlib
import json
import re
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import newscrawl

ROOT = Path(__file__).resolve().parent.parent
REAL = ROOT.parent / "shared" / "pages"
FETCHED_AT = datetime.fromisoformat("2026-11-23T03:00:00+09:00")
OTHER_HOST = "https://paper.example/view/20261122001"


def scrambled(page: bytes) -> bytes:
    """Class names and ids replaced by digests of themselves, in attributes only."""
    def other(match: re.Match[bytes]) -> bytes:
        names = (b"c" + hashlib.sha256(name).hexdigest()[:6].encode() for name in match[2].split())
        return match[1] + b'"' + b" ".join(names) + b'"'

    return re.sub(rb'(\s(?:class|id)\s*=\s*)"([^"]*)"', other, page)


MUTATIONS: dict[str, Callable[[bytes], bytes]] = {
    "as it is": lambda page: page,
    "another host": lambda page: page,
    "no scripts": lambda page: re.sub(rb"(?is)<script\b.*?</script\s*>", b"", page),
    "no meta": lambda page: re.sub(rb"(?i)<meta\b(?![^>]*charset)[^>]*>", b"", page),
    "scrambled": scrambled,
    "divs": lambda page: re.sub(rb"(?i)<(/?)(?:p|article|section|h[1-6]|main)\b", rb"<\1div", page),
}


def pages() -> Iterator[tuple[str, bytes, str, dict[str, str], datetime]]:
    """(name, bytes, address, headers, when it was fetched) of every saved page."""
    for path in sorted([*(ROOT / "tests" / "pages").glob("*/*"), *REAL.rglob("*.html")]):
        answer_path = path.with_suffix(".json")
        if path.suffix not in {".html", ".xml", ".txt"}:
            continue
        answer: dict[str, Any] = json.loads(answer_path.read_text("utf-8")) if answer_path.exists() else {}
        url = answer.get("provenance", {}).get("fetched_url") or answer.get("url") or OTHER_HOST
        fetched_at = answer.get("fetched_at")
        name = f"{path.parent.name}/{path.stem}"
        yield name, path.read_bytes(), url, answer.get("headers", {}), datetime.fromisoformat(fetched_at) if fetched_at else FETCHED_AT


def read(read_as: Callable[..., Any], page: bytes, url: str, headers: dict[str, str], fetched_at: datetime) -> Any:
    """The record or the links as plain data, or why there are none."""
    try:
        return dataclasses.asdict(read_as(page, url, headers=headers, fetched_at=fetched_at))
    except (ValueError, LookupError) as error:
        return f"{type(error).__name__}: {error}"


def records() -> Iterator[tuple[str, str]]:
    """(name, what was read as one line of JSON), as an article and as a listing, in every mutation."""
    for name, page, url, headers, fetched_at in pages():
        for mutation, change in MUTATIONS.items():
            address = OTHER_HOST if mutation == "another host" else url
            changed = change(page)
            for kind, read_as in (("article", newscrawl.read_page), ("listing", newscrawl.read_listing)):
                what = read(read_as, changed, address, headers, fetched_at)
                yield f"{name} | {mutation} | {kind}", json.dumps(what, ensure_ascii=False, sort_keys=True, default=str)


def differences(before: Any, after: Any, where: str = "") -> Iterator[str]:
    """The places where two values differ, a line each."""
    if isinstance(before, dict) and isinstance(after, dict):
        for key in sorted(before.keys() | after.keys()):
            yield from differences(before.get(key), after.get(key), f"{where}.{key}")
    elif before != after:
        yield f"{where.lstrip('.')}: {before!r:.200} -> {after!r:.200}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["write", "compare"])
    parser.add_argument("file", type=Path)
    parser.add_argument("--leave-out", action="append", default=[], metavar="KEY", help="a key of the record that may differ")
    arguments = parser.parse_args()
    if arguments.what == "write":
        with arguments.file.open("w", encoding="utf-8") as file:
            for name, line in records():
                file.write(f"{name}\t{line}\n")
        return 0
    before = dict(line.rstrip("\n").split("\t", 1) for line in arguments.file.open(encoding="utf-8"))
    different = compared = 0
    for name, line in records():
        compared += 1
        old, new = json.loads(before.pop(name, "null")), json.loads(line)
        changes = [change for change in differences(old, new) if change.partition(":")[0].split(".")[0] not in arguments.leave_out]
        if changes:
            different += 1
            sys.stdout.write("\n  ".join([name, *changes]) + "\n")
    sys.stdout.write(f"{compared} compared, {different} differ, {len(before)} are no longer there\n")
    return 1 if different or before else 0


if __name__ == "__main__":
    sys.exit(main())
