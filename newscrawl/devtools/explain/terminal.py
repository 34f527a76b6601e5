"""An explanation as text, in the width of a terminal, where a Korean letter takes two columns."""
from __future__ import annotations

from collections.abc import Iterator

from rich.cells import cell_len, chop_cells

from newscrawl.devtools.explain.explanation import Explanation, FieldExplanation, Segment
from newscrawl.text.plurals import counted
from newscrawl.text.printable import printable

MIN_COLUMNS = 40
"""On fewer columns a line would have only a few words."""
SIGNS = {"taken": "✓", "spare": "·", "refused": "✗"}
_COLOURS = {"bold": "1", "dim": "2", "red": "31", "green": "32", "yellow": "33"}
_OF_OUTCOME = {"taken": "green", "spare": "dim", "refused": "red"}


class Sheet:
    """Lines of text, wrapped to a width and coloured, or neither."""

    def __init__(self, width: int | None, *, colours: bool) -> None:
        """Without a width nothing is wrapped."""
        self.width = max(width, MIN_COLUMNS) if width else None
        self.colours = colours
        self.lines: list[str] = []

    def title(self, text: str) -> None:
        self.lines += [""] * bool(self.lines)
        self.put("", text, 0, style="bold")

    def put(self, label: str, text: str, hang: int, *, label_style: str = "", style: str = "") -> None:
        """A label, and text that begins at column ``hang`` and hangs there in the lines that follow."""
        label = printable(label)
        text = printable(text).replace("\t", " | ")
        begin = max(hang, cell_len(label) + 1) if label else hang
        lines = list(self.wrapped(text, begin, hang))
        blank = " " * (begin - cell_len(label))
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
        is_wrong = name == "kind" and explanation.not_article
        sheet.put(f"  {name}", text, 17, label_style="bold", style="red" if is_wrong else "")


def _fields(sheet: Sheet, explanation: Explanation) -> None:
    sheet.title("THE FIELDS OF THE RECORD, AND WHERE EACH WAS READ")
    sheet.put("", "Every field is looked for in several places. The first whose value can be right is taken (✓), what others say is "
                  "not used (·), and what cannot be right is refused (✗). The places:", 2, style="dim")
    for layer, source in explanation.layer_sources:
        sheet.put(f"    {layer}", source, 13, label_style="dim", style="dim")
    for field in explanation.fields:
        sheet.lines.append("")
        _field(sheet, field)


def _field(sheet: Sheet, field: FieldExplanation) -> None:
    sheet.put(f"  {field.field}", field.value or "—", 17, label_style="bold", style="bold" if field.value else "")
    for answer in field.answers:
        style = _OF_OUTCOME[answer.outcome]
        text = f"{answer.value} ({answer.note})" if answer.value else answer.note
        sheet.put(f"    {SIGNS[answer.outcome]} {answer.layer}", text, 17, label_style=style, style="" if answer.outcome == "refused" else "dim")
    if field.note:
        sheet.put("    " if field.answers else "", field.note, 17, style="dim")


def _body(sheet: Sheet, explanation: Explanation) -> None:
    sheet.title("THE BODY, IN PAGE ORDER")
    dropped = sum(segment.fate == "dropped" for segment in explanation.segments)
    kept = sum(segment.fate == "kept" for segment in explanation.segments)
    if not explanation.segments:
        sheet.put("", "No text was found.", 2)
        return
    sheet.put("", f"+ is in the record ({counted(kept, 'piece')} of text), − was dropped ({dropped}); in brackets what it is, or the "
                  "rule that dropped it.", 2, style="dim")
    for segment in explanation.segments:
        _segment(sheet, segment)


def _segment(sheet: Sheet, segment: Segment) -> None:
    match segment.fate:
        case "kept":
            sheet.put(f"  + [{segment.label}]", segment.text, 6, label_style="green")
        case "dropped":
            sheet.put(f"  − [{segment.label}]", segment.text, 6, label_style="red", style="dim")
        case "repeated":
            sheet.put(f"  · [{segment.label}]", f"{segment.text} (a second time)", 6, style="dim")
        case "caption":
            sheet.put("  · [caption]", f"{segment.text} (gave the image or video its caption)", 6, label_style="green", style="dim")
        case "image" | "video" if segment.media:
            sheet.put(f"  + [{segment.fate}]", segment.text, 6, label_style="green")
            for name, text in (("caption", segment.media.caption), ("credit", getattr(segment.media, "credit", None))):
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
        if line and cell_len(line) + 1 + cell_len(word) > room:
            yield line
            line, room = "", width
        elif line:
            line += " "
        while cell_len(word) > room - cell_len(line):
            cut = len(chop_cells(word, max(room - cell_len(line), 1))[0]) or 1
            yield line + word[:cut]
            line, word, room = "", word[cut:], width
        line += word
    yield line
