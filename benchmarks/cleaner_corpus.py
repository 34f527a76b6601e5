"""How many lines of real Korean text the cleaner would drop from the middle of an article, where none should be.

::

    python benchmarks/cleaner_corpus.py FOLDER [--most 0.0002]

Every line of every ``*.txt`` below FOLDER that has a Korean letter stands once as a paragraph, once as a subheading and once as an item of
a list between sentences of an article. What is dropped is printed with its rule, to be looked at. Manuals in Korean do well as a folder:
they name services, buttons and files all the time. Exit code 1 where a larger share of the paragraphs than ``--most`` is dropped.
"""
from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from newscrawl.cleaning.cleaner import clean_body
from newscrawl.extracted import ExtractedArticle, ExtractedBlock, ExtractedBlockType
from newscrawl.text.whitespace import one_line

BEFORE = ("새 기술이 나왔다. 업계는 이 기술이 내년부터 널리 쓰일 것으로 본다.", "연구진은 시험을 세 해 동안 했다고 설명했다.")
AFTER = ("다른 나라도 비슷한 시험을 시작했다.", "연구진은 내년 봄에 결과를 내놓을 계획이라고 밝혔다.")
PLACES: dict[ExtractedBlockType, str] = {"paragraph": "{}", "heading": "{}", "list": "가나 반도체\n{}\n다라 전지"}
ADDRESS = "https://paper.example/1"
MOST = 1 / 5000
_KOREAN = re.compile("[가-힣]")


def lines(folder: Path) -> Iterator[str]:
    """The different lines with a Korean letter, in the order of the files."""
    seen: set[str] = set()
    for path in sorted(folder.rglob("*.txt")):
        for text in path.read_text("utf-8", errors="replace").splitlines():
            line = one_line(text)
            if _KOREAN.search(line) and line not in seen:
                seen.add(line)
                yield line


def rule_of(line: str, block_type: ExtractedBlockType) -> str | None:
    """The id of the rule that drops a line in the middle of an article; None where it stays, as text or as a picture's caption."""
    blocks = [*(ExtractedBlock("paragraph", text) for text in BEFORE), ExtractedBlock(block_type, PLACES[block_type].format(line)),
              *(ExtractedBlock("paragraph", text) for text in AFTER)]
    extracted = ExtractedArticle("paper", "1", ADDRESS, ADDRESS, datetime(2026, 11, 20, tzinfo=UTC), title="제목", body=blocks)
    return next((segment.rule for segment in clean_body(extracted).segments if segment.text == line and segment.rule), None)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="text files in Korean, a paragraph a line")
    parser.add_argument("--most", type=float, default=MOST, metavar="SHARE", help="share of the paragraphs that may be dropped")
    arguments = parser.parse_args()
    number, dropped = 0, Counter[str]()
    for line in lines(arguments.folder):
        number += 1
        for block_type in PLACES:
            if rule := rule_of(line, block_type):
                dropped[block_type] += 1
                sys.stdout.write(f"{block_type} {rule}: {line}\n")
    if not number:
        sys.stderr.write(f"{arguments.folder} has no line of Korean text in a file *.txt\n")
        return 1
    sys.stdout.write(f"{number} lines; dropped as a paragraph {dropped['paragraph']}, as a subheading {dropped['heading']}, "
                     f"as an item {dropped['list']}\n")
    return int(dropped["paragraph"] > arguments.most * number)


if __name__ == "__main__":
    sys.exit(main())
