"""An explanation as text, in the width of a terminal, where a Korean letter takes two columns."""
from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from newscrawl.devtools.explain.explanation import Explanation, FieldStory, Piece
from newscrawl.devtools.explain.wording import safe
from newscrawl.text.plurals import counted

NARROWEST = 40
"""Columns; on less, a line of text would be a few words."""
SIGNS = {"taken": "✓", "spare": "·", "refused": "✗"}
_COLOURS = {"bold": "1", "dim": "2", "red": "31", "green": "32", "yellow": "33"}
_OF_OUTCOME = {"taken": "green", "spare": "dim", "refused": "red"}


class Sheet:
    """Lines of text, wrapped to a width and coloured, or neither."""

    def __init__(self, width: int | None, *, colours: bool) -> None:
        """Without a width nothing is wrapped."""
        self.width = max(width, NARROWEST) if width else None
        self.colours = colours
        self.lines: list[str] = []

    def title(self, text: str) -> None:
        self.lines += [""] * bool(self.lines)
        self.put("", text, 0, style="bold")

    def put(self, label: str, text: str, hang: int, *, label_style: str = "", style: str = "") -> None:
        """A label, and text that begins at column ``hang`` and hangs there in the lines that follow."""
        label = safe(label)
        text = safe(text).replace("\t", " | ")
        begin = max(hang, cells(label) + 1) if label else hang
        lines = list(self.wrapped(text, begin, hang))
        blank = " " * (begin - cells(label))
        self.lines.append(f"{self.styled(label, label_style)}{blank}{self.styled(lines[0], style)}".rstrip())
        self.lines += [" " * hang + self.styled(line, style) if line else "" for line in lines[1:]]

    def wrapped(self, text: str, first: int, hang: int) -> Iterator[str]:
        for number, line in enumerate(text.split("\n")):
            if self.width is None:
                yield line
            else:
                yield from wrap(line, self.width - hang, self.width - (hang if number else first))

    def styled(self, text: str, style: str) -> str:
        return f"\x1b[{_COLOURS[style]}m{text}\x1b[0m" if self.colours and style and text else text


def render(explanation: Explanation, width: int | None, *, colours: bool) -> str:
    """The whole explanation; lines end in a line break."""
    sheet = Sheet(width, colours=colours)
    _identity(sheet, explanation)
    _fields(sheet, explanation)
    _body(sheet, explanation)
    _ending(sheet, explanation)
    return "\n".join(sheet.lines) + "\n"


def _identity(sheet: Sheet, explanation: Explanation) -> None:
    sheet.title("WHAT THE PAGE WAS TAKEN FOR")
    for name, text in explanation.facts:
        refused = name == "kind" and explanation.refused
        sheet.put(f"  {name}", text, 17, label_style="bold", style="red" if refused else "")


def _fields(sheet: Sheet, explanation: Explanation) -> None:
    sheet.title("THE FIELDS OF THE RECORD, AND WHERE EACH WAS READ")
    sheet.put("", "Every field is looked for in several places. The first whose value can be right is taken (✓), what others say is "
                  "not used (·), and what cannot be right is refused (✗). The places:", 2, style="dim")
    for layer, place in explanation.places:
        sheet.put(f"    {layer}", place, 13, label_style="dim", style="dim")
    for story in explanation.fields:
        sheet.lines.append("")
        _field(sheet, story)


def _field(sheet: Sheet, story: FieldStory) -> None:
    sheet.put(f"  {story.field}", story.value or "—", 17, label_style="bold", style="bold" if story.value else "")
    for step in story.steps:
        style = _OF_OUTCOME[step.outcome]
        text = f"{step.value} ({step.note})" if step.value else step.note
        sheet.put(f"    {SIGNS[step.outcome]} {step.layer}", text, 17, label_style=style, style="" if step.outcome == "refused" else "dim")
    if story.note:
        sheet.put("    " if story.steps else "", story.note, 17, style="dim")


def _body(sheet: Sheet, explanation: Explanation) -> None:
    sheet.title("THE BODY, IN PAGE ORDER")
    dropped = sum(piece.fate == "dropped" for piece in explanation.pieces)
    kept = sum(piece.fate == "kept" for piece in explanation.pieces)
    if not explanation.pieces:
        sheet.put("", "No text was found.", 2)
        return
    sheet.put("", f"+ is in the record ({counted(kept, 'piece')} of text), − was dropped ({dropped}); in brackets what it is, or the "
                  "rule that dropped it.", 2, style="dim")
    for piece in explanation.pieces:
        _piece(sheet, piece)


def _piece(sheet: Sheet, piece: Piece) -> None:
    match piece.fate:
        case "kept":
            sheet.put(f"  + [{piece.label}]", piece.text, 6, label_style="green")
        case "dropped":
            sheet.put(f"  − [{piece.label}]", piece.text, 6, label_style="red", style="dim")
        case "repeated":
            sheet.put(f"  · [{piece.label}]", f"{piece.text} (a second time)", 6, style="dim")
        case "caption":
            sheet.put("  · [caption]", f"{piece.text} (gave the image or video its caption)", 6, label_style="green", style="dim")
        case "image" | "video" if piece.media:
            sheet.put(f"  + [{piece.fate}]", piece.text, 6, label_style="green")
            for name, text in (("caption", piece.media.caption), ("credit", getattr(piece.media, "credit", None))):
                if text:
                    sheet.put(f"      {name}:", text, 6, label_style="green")


def _ending(sheet: Sheet, explanation: Explanation) -> None:
    sheet.title("WARNINGS")
    for warning in explanation.warnings or ["none"]:
        sheet.put("  !" if explanation.warnings else "", warning, 4 if explanation.warnings else 2, label_style="yellow")
    sheet.title("WHAT THE PAGE SAYS ABOUT ITS USE")
    for name, text in explanation.rights:
        sheet.put(f"  {name}", text or "—", 18, label_style="bold")


def wrap(text: str, width: int, first: int) -> Iterator[str]:
    """Lines of at most ``width`` columns, the first of ``first``, broken at blanks, or in a word that is wider than a line."""
    line, room = "", first
    for word in text.split(" "):
        if line and cells(line) + 1 + cells(word) > room:
            yield line
            line, room = "", width
        elif line:
            line += " "
        while cells(word) > room - cells(line):
            cut = _fitting(word, room - cells(line))
            yield line + word[:cut]
            line, word, room = "", word[cut:], width
        line += word
    yield line


def _fitting(word: str, room: int) -> int:
    """How many characters of a word fit, one at least."""
    taken = 0
    for number, letter in enumerate(word):
        taken += cells(letter)
        if taken > room:
            return max(number, 1)
    return len(word)


def cells(text: str) -> int:
    """Columns that a text takes.

    >>> cells("AI가"), cells(unicodedata.normalize("NFD", "가"))
    (4, 2)
    """
    if text.isascii():
        return len(text)
    return sum(_cells_of(letter) for letter in text)


def _cells_of(letter: str) -> int:
    # Vowels and finals of decomposed Hangul are drawn into the letter before them.
    if "\u1160" <= letter <= "\u11ff" or unicodedata.category(letter) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(letter) in {"W", "F"} else 1
