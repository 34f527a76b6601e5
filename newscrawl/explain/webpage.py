"""An explanation as a page to look at: what the record says on the left, the page's text on the right.

Everything but the words of this module is third-party text, so it goes through ``told`` and never into an attribute.
"""
from __future__ import annotations

import html
from collections.abc import Sequence

from newscrawl.explain.explanation import Explanation, FieldStory, Piece
from newscrawl.explain.terminal import SIGNS
from newscrawl.explain.visible import Line, visible_lines
from newscrawl.explain.wording import safe
from newscrawl.page.document import Page

_HEAD = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex">
"""
_STYLE = """<style>
:root { color-scheme: light dark; --kept: #1a7f37; --dropped: #b3261e; --quiet: #6b7280; --line: #8884; }
body { margin: 0; font: 15px/1.55 system-ui, sans-serif; display: grid; grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); }
main, aside { padding: 1rem 1.5rem; overflow-wrap: anywhere; }
aside { border-left: 1px solid var(--line); height: 100vh; box-sizing: border-box; overflow-y: auto; position: sticky; top: 0; }
@media (max-width: 60rem) { body { display: block; } aside { height: auto; position: static; border: 0; } }
h1 { font-size: 1.3rem; } h2 { font-size: 1.05rem; margin: 2rem 0 .5rem; border-bottom: 1px solid var(--line); }
h3 { font-size: 1rem; margin: 1.2rem 0 0; } h3 span { font-weight: normal; white-space: pre-line; margin-left: .6rem; }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .15rem 1rem; margin: .5rem 0; } dd { margin: 0; }
dt { font-weight: 600; } p { margin: .3rem 0; } table { border-collapse: collapse; margin-left: 1rem; }
td { padding: .05rem .6rem .05rem 0; vertical-align: top; white-space: pre-line; } td:first-child { white-space: nowrap; }
.quiet, .spare { color: var(--quiet); } .taken td:first-child { color: var(--kept); font-weight: 600; }
.refused td:first-child, .wrong { color: var(--dropped); font-weight: 600; }
.piece { white-space: pre-wrap; border-left: 4px solid transparent; padding-left: .6rem; }
.kept, .image, .caption { border-color: var(--kept); } .dropped { border-color: var(--dropped); color: var(--quiet); }
.field { border-color: #0969da; }
aside .kept, aside .caption { background: #1a7f3722; } aside .dropped { background: #b3261e22; } aside .field { background: #0969da22; }
small { font-weight: 600; margin-right: .4rem; } .dropped small { color: var(--dropped); }
.kept small, .image small, .caption small { color: var(--kept); } .field small { color: #0969da; }
</style>
"""


def render(explanation: Explanation, page: Page) -> str:
    """The whole page; it asks for nothing from anywhere."""
    title = told(explanation.article.title or explanation.article.url)
    return "".join([
        _HEAD, f"<title>Explained: {title}</title>\n", _STYLE, "</head>\n<body>\n<main>\n", f"<h1>{title}</h1>\n",
        _identity(explanation), _fields(explanation), _body(explanation), _ending(explanation), "</main>\n",
        _beside(visible_lines(page, explanation), explanation), "</body>\n</html>\n"])


def told(text: str) -> str:
    """Third-party text, to be seen and nothing else."""
    return html.escape(safe(text))


def _pairs(pairs: Sequence[tuple[str, str]], wrong: str = "") -> str:
    rows = (f"<dt>{told(name)}</dt><dd{' class=wrong' if name == wrong else ''}>{told(text) or '—'}</dd>\n" for name, text in pairs)
    return f"<dl>\n{''.join(rows)}</dl>\n"


def _identity(explanation: Explanation) -> str:
    return "<h2>What the page was taken for</h2>\n" + _pairs(explanation.facts, "kind" if explanation.refused else "")


def _fields(explanation: Explanation) -> str:
    return ("<h2>The fields of the record, and where each was read</h2>\n<p class=quiet>Every field is looked for in several places. The "
            "first whose value can be right is taken (✓), what others say is not used (·), and what cannot be right is refused (✗). "
            "The places:</p>\n"
            + _pairs(explanation.places) + "".join(map(_field, explanation.fields)))


def _field(story: FieldStory) -> str:
    rows = "".join(f"<tr class={step.outcome}><td>{SIGNS[step.outcome]} {told(step.layer)}</td><td>{told(step.value)}"
                   f"{' ' if step.value else ''}<span class=quiet>{told(f'({step.note})' if step.value else step.note)}</span></td></tr>\n"
                   for step in story.steps)
    note = f"<p class=quiet>{told(story.note)}</p>\n" if story.note else ""
    return f"<h3>{told(story.field)}<span>{told(story.value) or '—'}</span></h3>\n" + (f"<table>\n{rows}</table>\n" if rows else "") + note


def _body(explanation: Explanation) -> str:
    return ("<h2>The body, in page order</h2>\n<p class=quiet>Green is in the record, red was dropped by the rule that is named.</p>\n"
            + ("".join(map(_piece, explanation.pieces)) or "<p>No text was found.</p>\n"))


def _piece(piece: Piece) -> str:
    text = told(piece.text)
    if piece.fate == "repeated":
        text += " (a second time)"
    elif piece.fate == "caption":
        text += " (gave the image its caption)"
    elif piece.image:
        text += "".join(f"<br><small>{name}</small>{told(said)}" for name, said in (
            ("caption", piece.image.caption), ("credit", piece.image.credit)) if said)
    return f'<p class="piece {piece.fate}"><small>{_sign(piece.fate)} {told(piece.label)}</small>{text}</p>\n'


def _sign(fate: str) -> str:
    return {"kept": "+", "image": "+", "dropped": "−"}.get(fate, "·")


def _ending(explanation: Explanation) -> str:
    warnings = "".join(f"<p>{told(warning)}</p>\n" for warning in explanation.warnings) or "<p>none</p>\n"
    return f"<h2>Warnings</h2>\n{warnings}<h2>What the page says about its use</h2>\n{_pairs(explanation.rights)}"


def _beside(lines: list[Line], explanation: Explanation) -> str:
    note = ("Green is in the body, red was dropped from it, blue is the title or subtitle. The rest was not taken for a part of the article.")
    if explanation.pieces and not any(line.fate in {"kept", "dropped"} for line in lines):
        layer = explanation.article.provenance.layers.body
        note = f"None of the body stands in the visible text: {layer} has it."
    shown = "".join(f'<p class="piece {line.fate}">{f"<small>{told(line.label)}</small>" if line.label else ""}{told(line.text)}</p>\n'
                    for line in lines)
    return f"<aside>\n<h2>The page's visible text</h2>\n<p class=quiet>{told(note)}</p>\n{shown}</aside>\n"
