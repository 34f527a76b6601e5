"""An explanation as a web page: the article, where each field was read, and beside them the page's visible text.

Everything except this module's own words is third-party text: it goes through ``escaped``, and never into an attribute.
"""
from __future__ import annotations

import html
from collections.abc import Iterable
from itertools import groupby
from operator import itemgetter

from newscrawl.devtools.explain.explanation import Explanation, FieldExplanation, Segment
from newscrawl.devtools.explain.terminal import SIGNS
from newscrawl.devtools.explain.visible import Line, visible_lines
from newscrawl.devtools.explain.wording import LAYER_NAMES
from newscrawl.page.document import Page
from newscrawl.text.plurals import counted
from newscrawl.text.printable import printable
from newscrawl.text.whitespace import one_line

_HEAD = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex">
"""
_STYLE = """<style>
:root { color-scheme: light dark; --kept: #1a7f37; --dropped: #b3261e; --field: #0969da; --quiet: #6b7280; --line: #8884; }
/* Korean breaks at blanks; only what is wider than a line breaks elsewhere. */
body { margin: 0; font: 15px/1.6 system-ui, sans-serif; word-break: keep-all; overflow-wrap: break-word;
  display: grid; grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); }
main, aside { padding: 1rem 1.5rem; min-width: 0; } aside { border-left: 1px solid var(--line); }
h1 { font-size: 1.4rem; line-height: 1.35; margin: .5rem 0; } h2 { font-size: 1.05rem; margin: 2rem 0 .5rem; border-bottom: 1px solid var(--line); }
main > h2:first-of-type, aside > h2:first-of-type { margin-top: 1rem; }
h3 { font-size: 1rem; margin: 1.2rem 0 0; } h3 span { font-weight: normal; white-space: pre-line; margin-left: .6rem; }
dl { display: grid; grid-template-columns: 8rem minmax(0, 1fr); gap: .15rem 1rem; margin: .5rem 0; } dd { margin: 0; white-space: pre-line; }
dt { font-weight: 600; } p { margin: .3rem 0; } table { border-collapse: collapse; margin-left: 1rem; width: calc(100% - 1rem); table-layout: fixed; }
td { padding: .05rem .6rem .05rem 0; vertical-align: top; white-space: pre-line; } td:first-child { width: 11rem; }
summary { cursor: pointer; color: var(--quiet); }
.quiet, .spare { color: var(--quiet); } .taken td:first-child { color: var(--kept); font-weight: 600; }
.refused td:first-child, .wrong { color: var(--dropped); font-weight: 600; }
.piece { white-space: pre-wrap; border-left: 4px solid transparent; padding-left: .6rem; }
.kept, .image, .caption { border-color: var(--kept); } .dropped { border-color: var(--dropped); color: var(--quiet); }
.field { border-color: var(--field); } .address { word-break: break-all; }
aside .kept, aside .caption { background: #1a7f3722; } aside .dropped { background: #b3261e22; } aside .field { background: #0969da22; }
small { font-weight: 600; margin-right: .4rem; } .dropped small { color: var(--dropped); }
.kept small, .image small, .caption small { color: var(--kept); } .field small { color: var(--field); }
@media (max-width: 60rem) {
  body { display: block; } main, aside { padding: .5rem 1rem; } aside { border-left: 0; border-top: 1px solid var(--line); }
  dl { grid-template-columns: minmax(0, 1fr); gap: 0; } dd { margin-bottom: .4rem; }
  table { margin-left: 0; width: 100%; } td:first-child { width: 8.5rem; }
}
</style>
"""
MIN_FOLDED = 4
"""Lines in a row that are folded where no part of the article is among them."""
_SUMMARY = 60
"""Characters shown of what is folded."""


def render(explanation: Explanation, page: Page) -> str:
    """The whole page; it asks for nothing from anywhere."""
    title = escaped(explanation.article.title or explanation.article.url)
    return "".join([
        _HEAD, f"<title>Explained: {title}</title>\n", _STYLE, "</head>\n<body>\n<main>\n", f"<h1>{title}</h1>\n",
        _verdict(explanation), _body(explanation), _warnings(explanation), _fields(explanation), _identity(explanation),
        _rights(explanation), "</main>\n",
        _beside(visible_lines(page, explanation), explanation), "</body>\n</html>\n"])


def escaped(text: str) -> str:
    """Third-party text, escaped for HTML."""
    return html.escape(printable(text))


def _pairs(pairs: Iterable[tuple[str, str]], wrong: str = "") -> str:
    rows = (f"<dt>{escaped(name)}</dt><dd{' class=wrong' if name == wrong else ''}>{escaped(text) or '—'}</dd>\n" for name, text in pairs)
    return f"<dl>\n{''.join(rows)}</dl>\n"


def _verdict(explanation: Explanation) -> str:
    """Where there is no article, the first thing to know."""
    problem = explanation.not_article
    return f"<p class=wrong>No article: {escaped(problem)}. What follows was read all the same.</p>\n" if problem else ""


def _identity(explanation: Explanation) -> str:
    return "<h2>What the page was taken for</h2>\n" + _pairs(explanation.facts, "kind" if explanation.not_article else "")


def _fields(explanation: Explanation) -> str:
    sources = _pairs((LAYER_NAMES[layer], f"{place} ({layer} in the record)") for layer, place in explanation.layer_sources)
    return ("<h2>Where each field was read</h2>\n<p class=quiet>Several places are asked in turn. The first whose value can be right is taken "
            "(✓), what others say is not needed (·), and what cannot be right is refused (✗).</p>\n"
            f"<details><summary>The places</summary>\n{sources}</details>\n" + "".join(map(_field, explanation.fields)))


def _field(field: FieldExplanation) -> str:
    rows = "".join(f"<tr class={answer.outcome}><td>{SIGNS[answer.outcome]} {escaped(LAYER_NAMES[answer.layer])}</td><td>{escaped(answer.value)}"
                   f"{' ' if answer.value else ''}<span class=quiet>{escaped(f'({answer.note})' if answer.value else answer.note)}</span></td></tr>\n"
                   for answer in field.answers)
    note = f"<p class=quiet>{escaped(field.note)}</p>\n" if field.note else ""
    return f"<h3>{escaped(field.field)}<span>{escaped(field.value) or '—'}</span></h3>\n" + (f"<table>\n{rows}</table>\n" if rows else "") + note


def _body(explanation: Explanation) -> str:
    return ("<h2>The body, in page order</h2>\n<p class=quiet>Green is in the record, red was dropped by the rule that is named.</p>\n"
            + (_folded([(_segment(segment), segment.text, segment.fate == "dropped") for segment in explanation.segments])
               or "<p>No text was found.</p>\n"))


def _folded(lines: Iterable[tuple[str, str, bool]]) -> str:
    """Lines as (markup, text, whether it is no part of the article), with long runs of such folded."""
    shown = []
    for is_spare, run in groupby(lines, key=itemgetter(2)):
        marked, texts, _ = zip(*run, strict=True)
        if is_spare and len(marked) >= MIN_FOLDED:
            first = one_line(" · ".join(texts))
            first = f"{first[:_SUMMARY].rstrip()} …" if len(first) > _SUMMARY else first
            shown.append(f"<details><summary>{counted(len(marked), 'line')}: {escaped(first)}</summary>\n{''.join(marked)}</details>\n")
        else:
            shown += marked
    return "".join(shown)


def _segment(segment: Segment) -> str:
    text = f"<span class=address>{escaped(segment.text)}</span>" if segment.fate in {"image", "video", "repeated"} else escaped(segment.text)
    if segment.fate == "repeated":
        text += " (a second time)"
    elif segment.fate == "caption":
        text += " (gave the image or video its caption)"
    elif segment.media:
        text += "".join(f"<br><small>{name}</small>{escaped(value)}" for name, value in (
            ("caption", segment.media.caption), ("credit", getattr(segment.media, "credit", None))) if value)
    return f'<p class="piece {segment.fate}"><small>{_sign(segment.fate)} {escaped(segment.label)}</small>{text}</p>\n'


def _sign(fate: str) -> str:
    return {"kept": "+", "image": "+", "video": "+", "dropped": "−"}.get(fate, "·")


def _warnings(explanation: Explanation) -> str:
    return "".join(["<h2>Warnings</h2>\n", *(f"<p>{escaped(warning)}</p>\n" for warning in explanation.warnings)]) if explanation.warnings else ""


def _rights(explanation: Explanation) -> str:
    return f"<h2>What the page says about its use</h2>\n{_pairs(explanation.rights)}"


def _beside(lines: list[Line], explanation: Explanation) -> str:
    note = "Green is in the body, red was dropped from it, blue is the title or subtitle. The rest was not taken for a part of the article."
    if explanation.segments and not any(line.fate in {"kept", "dropped"} for line in lines):
        layer = explanation.article.provenance.layers.body
        note = f"None of the body stands in the visible text: it was read from {LAYER_NAMES[layer] if layer else 'nowhere'}."
    return f"<aside>\n<h2>The page's visible text</h2>\n<p class=quiet>{escaped(note)}</p>\n{_folded(map(_line, lines))}</aside>\n"


def _line(line: Line) -> tuple[str, str, bool]:
    label = f"<small>{escaped(line.label)}</small>" if line.label else ""
    return f'<p class="piece {line.fate}">{label}{escaped(line.text)}</p>\n', line.text, not line.fate
