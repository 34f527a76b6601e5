"""Normalises white space; extracts letters and digits."""
from __future__ import annotations

import re
import unicodedata

# Of what emoji are joined by ZWJ, https://unicode.org/emoji/charts/emoji-zwj-sequences.html: signs, skin tones, the emoji variation selector.
_EMOJI = "\ufe0f\u2190-\u21ff\u2300-\u27bf\u2900-\u297f\u2b00-\u2bff\U0001f000-\U0001faff"
# The flags of England, Scotland and Wales: a black flag, five tag characters, the end tag. Any other sequence of tags could hide words.
_FLAGS = "|".join("\U0001f3f4" + "".join(chr(0xE0000 + ord(letter)) for letter in f"gb{part}") + "\U000e007f" for part in ("eng", "sct", "wls"))
# Without width or meaning in Korean text: ZWSP, ZWNJ, WORD JOINER, invisible operators, BOM, SOFT HYPHEN; control characters; halves of
# surrogate pairs; a ZWJ that joins no emoji; what turns the direction of a line (ALM, LRM, RLM, embeddings, overrides, isolates); annotations;
# tag characters, which no reader sees and a language model does.
_INVISIBLE = re.compile(
    f"({_FLAGS})|"
    "[\u200b\u200c\u2060-\u2064\ufeff\u00ad\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff"
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f\ufff9-\ufffb\U000e0000-\U000e007f]|"
    f"(?<![{_EMOJI}])\u200d|\u200d(?![{_EMOJI}])")
_NO_LETTERS = re.compile(r"[\W_]+")


def one_line(text: str) -> str:
    r"""NFC text with each run of white space replaced by one blank.

    >>> one_line(" 메트로\u00a0신문\u200b \n IT ")
    '메트로 신문 IT'
    """
    line = " ".join(text.split())
    if not line.isprintable():
        line = " ".join(_INVISIBLE.sub(_flag, line).split())
    return unicodedata.normalize("NFC", line)


def tidy_lines(text: str) -> str:
    r"""Like ``one_line``, but keeps line breaks.

    >>> tidy_lines(" 첫\u00a0 줄 \n\t둘째 줄\u200b")
    '첫 줄\n둘째 줄'
    """
    if "\n" not in text and "\r" not in text:
        return one_line(text)
    return "\n".join(map(one_line, text.replace("\r", "\n").split("\n"))).strip("\n")


def verbatim(text: str) -> str:
    r"""Lines as they are, indentation, tabs and empty lines too; without empty lines at both ends and without invisible characters.

    >>> verbatim("\n\tif a:\r\n\u00a0 b\u200b\n\n")
    '\tif a:\n  b'
    """
    lines = _INVISIBLE.sub(_flag, text.replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " ")).split("\n")
    shown = [number for number, line in enumerate(lines) if not line.isspace() and line]
    return "\n".join(lines[shown[0]:shown[-1] + 1]) if shown else ""


def _flag(found: re.Match[str]) -> str:
    return found[1] or ""


def letters_of(text: str) -> str:
    """Only the letters and digits of a text.

    >>> letters_of("'새 기술'이 1위_")
    '새기술이1위'
    """
    return _NO_LETTERS.sub("", text)
