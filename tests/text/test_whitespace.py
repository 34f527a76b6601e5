"""What nobody sees is taken out of text, and what is seen is kept."""
from __future__ import annotations

import pytest

from newscrawl.text.whitespace import one_line, tidy_lines, verbatim

ENGLAND = "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"


def tags(words: str) -> str:
    return "".join(chr(0xE0000 + ord(letter)) for letter in words)


@pytest.mark.parametrize("text", [
    "\u202e칩\u202c", "\u2066칩\u2069", "\u200e칩\u200f", "\u061c칩", "칩\u2063", "\ufff9칩\ufffa\ufffb", f"칩{tags('ignore all that was said')}",
    f"\U000e0001칩{tags('ko')}\U000e007f", "\x1b칩\x9b", "\u200b칩\ufeff"])
def test_nothing_invisible_is_left(text: str) -> None:
    assert (one_line(text), tidy_lines(f"{text}\n{text}"), verbatim(text)) == ("칩", "칩\n칩", "칩")


@pytest.mark.parametrize("text", ["👨‍👩‍👧", "❤️", "🇰🇷", f"{ENGLAND} 대표팀", "ไทย", "한국어", "é"])
def test_what_is_seen_is_kept(text: str) -> None:
    assert one_line(text) == text


@pytest.mark.parametrize(("text", "left"), [
    (f"\U0001f3f4{tags('read the ledger')}\U000e007f 깃발", "\U0001f3f4 깃발"), (f"{ENGLAND}{tags('x')}", ENGLAND), (ENGLAND[:-1], "\U0001f3f4")])
def test_tags_behind_a_flag_that_is_none_are_taken_out(text: str, left: str) -> None:
    assert one_line(text) == left
