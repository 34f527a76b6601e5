"""The cleaner reads Korean manuals as if they were articles: what it drops of them is text that it takes for boilerplate."""
from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path
from typing import Any

import pytest

from newscrawl.cleaning.cleaner import clean_body
from newscrawl.extracted import ExtractedArticle, ExtractedBlock

PACKAGES = ("korean-rnd-regs-mcp", "korean-tax-mcp")
"""Their manuals are in JSON and Markdown; prose.txt names the versions and licences."""
LINES_OF_AN_ARTICLE = 40
MIN_LINES = 20_000
MAX_DROPPED = 1 / 5_000
MIN_HANGUL = 5
LOOKED_AT = {
    "문의처 : 국가연구시설장비진흥센터 정책기획실 (T. 042-865-3951)": "contact.office",
    "<출처: 원천기술개발사업 평가 매뉴얼, 미래부, ’16.5월>": "caption.without-image",
    "<출처: 프라스카티 매뉴얼 2015, OECD>": "caption.without-image",
}
"""Line -> the rule that drops it: the telephone of an office, and two credits of figures."""
ADDRESS = "https://www.hanbit.example/1"


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from strings(inner)


def manuals() -> Iterator[list[str]]:
    """The lines of each document that have some Korean words."""
    for package in PACKAGES:
        for file in files(package) or []:
            path = Path(str(file.locate()))
            if path.suffix not in {".json", ".md"} and path.name != "METADATA":
                continue
            text = path.read_text("utf-8")
            if path.suffix == ".json":
                text = "\n".join(strings(json.loads(text)))
            yield [line.strip() for line in text.split("\n") if len(re.findall("[가-힣]", line)) >= MIN_HANGUL]


def test_hardly_a_line_of_prose_is_dropped() -> None:
    try:
        documents = list(manuals())
    except PackageNotFoundError as absent:
        pytest.skip(f"the prose is not installed ({absent.name}): pip install --no-deps -r tests/cleaning/prose.txt")
    number, dropped = 0, dict[str, str]()
    for lines in documents:
        for begin in range(0, len(lines), LINES_OF_AN_ARTICLE):
            own = dict.fromkeys(lines[begin:begin + LINES_OF_AN_ARTICLE])  # a line that is said twice may go once
            number += len(own)
            body = [ExtractedBlock("paragraph", line) for line in own]
            article = ExtractedArticle("hanbit", "1", ADDRESS, ADDRESS, datetime(2026, 11, 20, tzinfo=UTC), title="제목", body=body)
            dropped |= {segment.text: segment.rule for segment in clean_body(article).segments if segment.rule}
    assert number >= MIN_LINES
    assert dropped == LOOKED_AT
    assert len(dropped) < number * MAX_DROPPED
