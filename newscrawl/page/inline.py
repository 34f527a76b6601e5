"""Elements in a line whose text is not simply read: powers and indices, formulas, and what no reader sees."""
from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice

from lxml.etree import _Element as Element

from newscrawl.page.limits import kept_if_short, text_nodes

HIDEABLE_TAGS = frozenset({"caption", "dd", "div", "dt", "li", "p", "td", "th"})
"""Tags of blocks that may be hidden within a text."""
INLINE_TAGS = frozenset({
    "a", "abbr", "b", "bdi", "big", "cite", "em", "font", "i", "ins", "label", "mark", "mjx-container", "mjx-math", "nobr", "s", "small",
    "span", "strong", "u"})
"""Tags of elements that may be hidden within a line. A hidden block keeps its mark: ``cleaning`` drops it."""
REPLACED_TAGS = INLINE_TAGS | {"sup", "sub", "math", "script", "img"}
"""Tags of elements in whose place something else may stand: see ``replaced_text``."""
MAX_SCRIPT_CHARS = 12
"""A longer text in ``<sup>`` or ``<sub>`` is small print, not a power or an index."""
MAX_SHEET_CHARS = 30_000
"""A longer style sheet is a framework's, whose names scripts set and take away."""
MAX_RULES = 100
MAX_UNSEEN_CHARS = 500
"""A script may show a longer text."""

# https://www.unicode.org/charts/PDF/U2070.pdf
_SUPERSCRIPTS = str.maketrans("0123456789+-−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ")
_SUBSCRIPTS = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
_PLAIN = re.compile(r"(?i:st|nd|rd|th|tm|sm|[rc]|\W*)")
"""What stands raised and is no power: 1st, a trade mark's sign."""
_HIDING_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d]*[1-9])|opacity\s*:\s*0(?![.\d]*[1-9])|text-indent\s*:\s*-\d{3}|"
    r"(?:left|top)\s*:\s*-\d{3,}|clip\s*:\s*rect\(\s*[01]|clip-path\s*:\s*inset\(\s*(?:50|100)%", re.IGNORECASE)
_HIDES = re.compile(r"display\s?:\s?none|visibility\s?:\s?hidden")
_ONE_NAME = re.compile(r"[a-z]*[.#]([\w-]+)")
_HIDING_NAME = re.compile(
    r"^(?:blind|(?:(?:sr|screen-?reader)s?|visually|visuallyhidden|a11y)(?:[-_](?:only|text|hidden|hide|blind))?|"
    r"a11y\w*|(?:is[-_])?(?:hidden|blind|hide)|"
    r"d-none|u-hidden|offscreen|ir|ir[-_]\w+|(?:u[-_])?skip(?:[-_]?text)?|"
    r"for[-_]a11y|screen[-_]?(?:out|reader)|(?:txt|text)[-_]?hid(?:e|den)|hid(?:e|den)[-_]?(?:txt|text)|show[-_]for[-_]sr|element[-_]invisible|"
    r"assistive[-_]text|cdk[-_]visually[-_]hidden|voice[-_]?only|accessibility|wa)$", re.IGNORECASE)
"""Class names of texts for screen readers only."""
_SHOWN_AGAIN = re.compile(r"\w{2,8}:|d-\w{2}-(?!none)")
"""Class names that show on a wide screen what another hides on a narrow one: ``hidden md:block``, ``d-none d-md-inline``."""
_ICON_NAME = re.compile(r"^(?:material-(?:icons|symbols)\S*|ico|icon|icons|xi|fa|fas|far|fab)$|^(?:ico|icon|fa|xi|bi)[-_]", re.IGNORECASE)
_ICON = re.compile(r"[a-z][a-z0-9_]*")
"""What an icon font turns into its picture."""
_RENDERED = frozenset({"MathJax", "MathJax_Display", "MathJax_SVG", "MathJax_SVG_Display", "MathJax_Preview", "MathJax_CHTML", "mjx-chtml"})
"""Class names of formulas that MathJax 2 has set; the script after them has the source."""
_FORMULA_PICTURE = re.compile(r"(?:^|[\s_-])(?:latex|tex|math|mathjax|mwe-math\S*|formula|equation)(?:$|[\s_-])", re.IGNORECASE)
_DISPLAY = re.compile(r"\{\\(?:display|text)style\s+(.*)\}", re.DOTALL)
_NO_WIDTH = re.compile("[\u2061-\u2064\u200b]")
MAX_DRAWINGS = 4
"""MathJax puts its drawings of a formula, no more than so many, right before the script with its source."""
_ANCHOR_SIGN = re.compile(r"[^\w\s]{0,2}[\ufe0e\ufe0f]?")
"""The text of a heading's link to itself: #, ¶, §, a chain."""


def replaced_text(element: Element, tag: str, before: str, hidden: frozenset[str] = frozenset()) -> str | None:
    """What stands in the text in place of an element; "" for one that no reader sees; None for one that is read as it is.

    ``before`` is the text right before it on its line. ``hidden`` are the class names and ids that the page's style sheet hides.
    """
    if tag in INLINE_TAGS:
        if tag == "a" and _is_anchor(element):
            return ""
        if (element.attrib or tag == "mjx-math") and is_unseen(element, hidden) and is_small(element):
            shown = next(element.iter("math"), None)  # hidden for a picture of it, or for a browser's readers
            return formula(shown) if shown is not None else ""
        return None
    if tag in {"sup", "sub"}:
        return _raised_or_lowered(element, tag, before)
    if tag == "math":
        return formula(element)
    if tag == "script":
        return _set_by_script(element)
    return _formula_picture(element) if tag == "img" else None


def names_hidden_by(style_sheets: Iterable[str]) -> frozenset[str]:
    """Class names and ids of which style sheets say no more than that they are hidden; rules for print or narrow screens do not count.

    >>> sorted(names_hidden_by([".note, #tip{display:none} .menu{display:none} .menu{display:block} @media print{.p{} .x{display:none}}"]))
    ['note', 'tip']
    """
    hidden: set[str] = set()
    for sheet in style_sheets:
        if len(sheet) > MAX_SHEET_CHARS:
            continue
        for rule in islice(_HIDES.finditer(sheet), MAX_RULES):
            opening = sheet.rfind("{", 0, rule.start())
            if sheet.count("{", 0, opening) != sheet.count("}", 0, opening):
                continue  # within @media
            selectors = sheet[sheet.rfind("}", 0, opening) + 1:opening].rpartition("*/")[2]
            names = [selector[1] for selector in map(_ONE_NAME.fullmatch, map(str.strip, selectors.split(","))) if selector]
            after = sheet[rule.end():]
            hidden.update(name for name in names if not re.search(rf"[.#]{re.escape(name)}\s*\{{[^}}]*display\s*:\s*(?!none)", after))
    return frozenset(hidden)


def is_unseen(element: Element, hidden: frozenset[str] = frozenset()) -> bool:
    """Whether a reader does not see an element within a line: by its style, an attribute, a class name, or as the name of an icon."""
    names, style = element.get("class"), element.get("style")
    if element.get("hidden") is not None or (style is not None and _HIDING_STYLE.search(style)):
        return True
    if element.get("aria-hidden") == "true":
        return not _is_only_formula(element)
    if element.tag == "mjx-math":
        return _follows_math(element)
    if names and (kind := _kind_of(names)) != "":
        if kind == "icon":
            return not len(element) and _ICON.fullmatch((element.text or "").strip()) is not None
        return kind == "hidden" or _script_after(element)
    return bool(hidden) and (element.get("id") in hidden or (names is not None and not hidden.isdisjoint(names.split())))


def is_small(element: Element) -> bool:
    """Whether no more than a label is hidden; a script may show a whole article, or a picture."""
    return sum(map(len, text_nodes(element))) <= MAX_UNSEEN_CHARS and next(element.iterdescendants("img", "p", "div", "figure"), None) is None


@kept_if_short(maxsize=20_000)
def _kind_of(names: str) -> str:
    words = names.split()
    if any(map(_HIDING_NAME.match, words)) and not any(map(_SHOWN_AGAIN.match, words)):
        return "hidden"
    if any(map(_ICON_NAME.search, words)):
        return "icon"
    return "" if _RENDERED.isdisjoint(words) else "rendered"


def _is_only_formula(element: Element) -> bool:
    """Whether an element hidden from screen readers shows a formula that the page says nowhere else."""
    return "katex-html" in (element.get("class") or "") and element.getprevious() is None


def _follows_math(element: Element) -> bool:
    """Whether MathJax 3 gives the formula's MathML beside its drawing of it."""
    around = element.getparent()
    return around is not None and next(around.iter("math"), None) is not None


def _script_after(element: Element) -> bool:
    return any(later.tag == "script" and (later.get("type") or "").startswith("math/") for later in islice(element.itersiblings(), MAX_DRAWINGS))


def _set_by_script(script: Element) -> str | None:
    """The source of a formula that MathJax 2 sets."""
    return f" {(script.text or '').strip()} " if (script.get("type") or "").startswith("math/tex") else None


def _formula_picture(picture: Element) -> str | None:
    names, said = picture.get("class"), (picture.get("alt") or "").strip()
    if not said or not names or not _FORMULA_PICTURE.search(names):
        return None
    before = picture.getprevious()
    if before is not None and next(before.iter("math"), None) is not None:
        return ""  # said before
    return without_display(said)


def _is_anchor(link: Element) -> bool:
    """Whether a link leads to its own heading, and its text is a sign."""
    return "#" in (link.get("href") or "") and _ANCHOR_SIGN.fullmatch("".join(text_nodes(link)).strip()) is not None


def _raised_or_lowered(element: Element, tag: str, before: str) -> str | None:
    text = "".join(text_nodes(element)).strip()
    if not text or len(text) > MAX_SCRIPT_CHARS or " " in text or not before or before[-1].isspace() or next(element.iter("img"), None) is not None:
        return None
    if next(element.iter("a"), None) is not None:
        return f"[{text}]" if text.isdecimal() else None  # a note's number
    return raised(text) if tag == "sup" else lowered(text)


def raised(text: str) -> str:
    """A power: by signs of its own where Unicode has them.

    >>> raised("-9"), raised("2n"), raised("x"), raised("a+b"), raised("st")
    ('⁻⁹', '²ⁿ', '^x', '^(a+b)', 'st')
    """
    return text if _PLAIN.fullmatch(text) and not any(sign in text for sign in "+-−=()") else _moved(text, _SUPERSCRIPTS, "^")


def lowered(text: str) -> str:
    """An index.

    >>> lowered("2"), lowered("max"), lowered("i,j")
    ('₂', '_max', '_(i,j)')
    """
    return _moved(text, _SUBSCRIPTS, "_")


def _moved(text: str, signs: dict[int, int], mark: str) -> str:
    if all(ord(letter) in signs for letter in text):
        return text.translate(signs)
    return f"{mark}{text}" if text.isalnum() else f"{mark}({text})"


def formula(math: Element) -> str:
    """A formula as text: its source in TeX, if the page has it; else its MathML on one line."""
    for annotation in math.iter("annotation"):
        if "tex" in (annotation.get("encoding") or "").lower() and (annotation.text or "").strip():
            return without_display(annotation.text or "")
    return without_display(math.get("alttext") or "") or _NO_WIDTH.sub("", _linear(math))


def without_display(tex: str) -> str:
    r"""TeX without the size that it is set in.

    >>> without_display(r"{\displaystyle E=mc^{2}}")
    'E=mc^{2}'
    """
    tex = " ".join(tex.split())
    return match[1].strip() if (match := _DISPLAY.fullmatch(tex)) else tex


def _linear(element: Element, depth: int = 0) -> str:
    tag = element.tag.rpartition(":")[2] if isinstance(element.tag, str) else ""
    parts = [child for child in element if isinstance(child.tag, str)]
    if tag in {"annotation", "annotation-xml", "mphantom"} or depth > 50:
        return ""
    if not parts:
        return " ".join((element.text or "").split())
    inner = [_linear(part, depth + 1) for part in parts]
    match tag, inner:
        case "msup" | "mover", [base, power]:
            return base + raised(power)
        case "msub" | "munder", [base, index]:
            return base + lowered(index)
        case "msubsup" | "munderover", [base, index, power]:
            return base + lowered(index) + raised(power)
        case "mfrac", [above, below]:
            return f"{_grouped(above)}/{_grouped(below)}"
        case "mroot", [root, degree]:
            return f"{raised(degree)}√{_grouped(root)}"
        case "msqrt", _:
            return f"√{_grouped(''.join(inner))}"
        case "mfenced", _:
            return f"({','.join(inner)})"
        case "mtr" | "mtable", _:
            return " ".join(inner)
    return "".join(inner)


def _grouped(text: str) -> str:
    return text if len(text) < 2 or text.isalnum() else f"({text})"
