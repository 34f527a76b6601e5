"""Equal text, equal digest; any other text, another."""
from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from newscrawl.text.digest import digest, normalise

RECORD = Path(__file__).parents[2] / "docs" / "record.md"
TITLE, BODY = "누리AI, 새 모형 ‘똠’ 공개", "첫 문단이다.\n\n둘째 문단, “말”이다."

WHITE = [*map(chr, range(9, 14)), *map(chr, range(0x2000, 0x200B)), *" \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000"]
INVISIBLE = list("\u00ad\u200b\u200c\u200d\u2060\ufeff")


def vectors() -> list[dict[str, str]]:
    """The test vectors that docs/record.md gives to other programs; none when it has no such block."""
    text = RECORD.read_text("utf-8") if RECORD.exists() else ""
    block = re.search(r"^```json digest-vectors\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
    found: list[dict[str, str]] = json.loads(block[1]) if block else []
    return found


def test_the_documentation_has_vectors() -> None:
    assert vectors(), f"{RECORD} has no block that begins with ```json digest-vectors"


@pytest.mark.parametrize("vector", [pytest.param(vector, id=str(n)) for n, vector in enumerate(vectors())])
def test_vector(vector: dict[str, str]) -> None:
    assert digest(vector["title"], vector["body"]) == vector["digest"]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_composed_or_not(form: str) -> None:
    title, body = (unicodedata.normalize(form, text) for text in (TITLE, BODY))
    assert digest(title, body) == digest(TITLE, BODY)


@pytest.mark.parametrize("white", WHITE, ids=ascii)
def test_white_space_does_not_matter(white: str) -> None:
    title, body = f"{white}{TITLE.replace(' ', white * 2)}{white}", re.sub(r"\s+", f" {white}", BODY)
    assert digest(title, body) == digest(TITLE, BODY)


@pytest.mark.parametrize("invisible", INVISIBLE, ids=ascii)
def test_what_is_invisible_does_not_matter(invisible: str) -> None:
    assert digest(invisible.join(TITLE), invisible + invisible.join(BODY)) == digest(TITLE, BODY)


@pytest.mark.parametrize(("title", "body"), [
    ("", ""), (TITLE, ""), (BODY, TITLE), (f"{TITLE} {BODY}", ""), ("", f"{TITLE}\n{BODY}"),
    (TITLE.replace("AI", "ai"), BODY), (TITLE.replace("‘똠’", "'똠'"), BODY), (TITLE.replace(", ", ","), BODY),
    (TITLE.replace("누리AI", "누리ＡＩ"), BODY), (TITLE, BODY.replace("이다.", "이다")), (TITLE, BODY.replace("첫 문단", "첫문단")),
    (TITLE, BODY + "\u0301"), (TITLE, BODY + "\x1f"), (TITLE, BODY + "\u180e"), (TITLE, BODY + "\ufe0f"), (TITLE, BODY + "…"),
])
def test_any_other_character_matters(title: str, body: str) -> None:
    assert digest(title, body) != digest(TITLE, BODY)


def test_an_article_is_parted_in_title_and_body() -> None:
    words = ["하나", "둘", "셋", "넷"]
    digests = [digest(" ".join(words[:n]), "\n".join(words[n:])) for n in range(5)]
    assert len(set(digests)) == 5
    assert all(re.fullmatch("sha256:[0-9a-f]{64}", value) for value in digests)


def test_compatible_is_not_equal() -> None:
    texts = ["㈜누리", "(주)누리", "½", "1⁄2", "ﬁ", "fi", "²", "2"]
    assert len({digest(text, "") for text in texts}) == len(texts)


texts = st.text() | st.text(st.sampled_from([*"가힣ᄀ\u1161\u11a8e\u0301A.", *WHITE, *INVISIBLE]))
noise = st.sampled_from([*WHITE, *INVISIBLE])


@given(texts)
@example("e\u200b\u0301")
@example("\u1100\u2060\u1161")
def test_a_normal_text_stays(text: str) -> None:
    normal = normalise(text)
    assert normalise(normal) == normal == unicodedata.normalize("NFC", normal)
    assert not set(normal) & {*WHITE, *INVISIBLE} - {" "}
    assert digest(text, text) == digest(normal, normal)


@given(texts, texts)
def test_texts_with_one_digest_are_one_text(one: str, other: str) -> None:
    assert (digest(one, "") == digest(other, "")) == (normalise(one) == normalise(other))


@given(st.lists(st.text(st.characters(categories=["L", "N", "P"]), min_size=1), min_size=1), st.data())
def test_only_where_words_part_counts(words: list[str], data: st.DataObject) -> None:
    words = [unicodedata.normalize("NFC", word) for word in words]
    gaps = [data.draw(st.sampled_from(INVISIBLE)) + data.draw(st.sampled_from(WHITE)) + data.draw(noise) for _ in words]
    assert normalise("".join(f"{word}{gap}" for word, gap in zip(words, gaps, strict=True))) == " ".join(words)


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters=[*WHITE, *INVISIBLE]), min_size=1), st.data())
def test_a_letter_less_is_another_text(text: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text) - 1))
    less = text[:at] + text[at + 1:]
    assume(unicodedata.normalize("NFC", less) != unicodedata.normalize("NFC", text))
    assert digest("", less) != digest("", text)
