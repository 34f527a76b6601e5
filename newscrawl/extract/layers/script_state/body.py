"""Converts a body in a page's state to HTML: from text, escaped HTML, or blocks (Arc, Editor.js, ProseMirror, …)."""
from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from newscrawl.page.limits import kept_if_short

MIN_CHARS = 100
"""A shorter text is a summary or a label, not a body."""
MIN_BRIEF_CHARS = 20
"""Likewise of a brief, of which the page says more surely that it is the article."""
MIN_SENTENCES = 2
MAX_TEASER_CHARS = 300
"""A shorter text that ends in ``...`` is only the beginning of a body."""
MAX_BLOCKS = 5_000
MAX_STEPS = 5 * MAX_BLOCKS
"""Values that are looked at for them."""
MAX_CHARS = 20_000_000
"""A limit for a body: references in a state can expand to far more than the page's length."""

# Placeholders for advertisements are a name between signs: $$ARTICLEAD$$, [[AD]], {{ad_1}}.
AD_SIGNS = (("$$", "$$"), ("%%", "%%"), ("##", "##"), ("@@", "@@"), ("[[", "]]"), ("{{", "}}"), ("[%", "%]"))
AD_NAME = r"\s{0,3}(?:[a-z]{0,12}[_-]?ads?[_-]?\d{0,3}|광고\d{0,3})\s{0,3}"
_SIGNED = "|".join(f"{re.escape(opening)}{AD_NAME}{re.escape(closing)}" for opening, closing in AD_SIGNS)
AD_MARKER = re.compile(rf"(?:(?<=[>\n])|\A)[^\S\n]{{0,20}}(?:{_SIGNED})[^\S\n]{{0,20}}(?=[<\n]|\Z)", re.IGNORECASE)
PLACEHOLDER = re.compile("|".join(rf"\[?{re.escape(opening)}[A-Z]{{3,10}}\d{{1,3}}{re.escape(closing)}\]?" for opening, closing in AD_SIGNS[:4]))
"""Placeholders for images are a numbered name between signs: ``[%%IMAGE1%%]``."""

TITLES = ("title", "headline", "headlines", "subject", "articletitle", "newstitle", "contenttitle", "contentstitle", "arttitle",
          "posttitle", "storytitle", "articlesubject", "newssubject", "articleheadline", "maintitle", "headtitle", "webtitle")
"""Plain keys of an article's title, best first; a block that has one is a teaser for another article."""

# Plain keys of a block's content, best first.
INNER_KEYS = ("content", "contents", "html", "rendered", "text", "value", "body", "children", "contentelements", "blocks",
              "paragraphs", "paragraph", "items", "nodes", "data", "basic")
WRAPPING_KEYS = ("data", "attrs", "image", "file", "rawoembed")
KIND_KEYS = ("type", "kind", "blocktype", "style", "nodetype", "subtype")
ADDRESS_KEYS = ("url", "src", "imageurl", "imgurl", "imagepath", "originurl", "path")
CAPTION_KEYS = ("caption", "imagecaption", "imgcaption", "desc", "description", "subtitle")
PLAYER_KEYS = ("embed", "embedurl", "embedlink", "contenturl", "videourl", "source", "src", "url")
"""Where a block keeps the address of its video, by plain key, best first."""
PLAYER_HTML_KEYS = ("html", "embedhtml", "embed", "code", "content")
CODE_KEYS = ("code", "content", "text", "value")
CREDIT_KEYS = ("name", "byline", "credit", "copyright")


def _kind(figcaption: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z])(?:{figcaption})(?![a-z])")


LEFT_OUT = _kind(r"interstitial\w*|related\w*|link_?list|ads?|advert\w*|banner|promo\w*|poll|newsletter\w*|subscri\w*|"
                 r"recommend\w*|reporter\w*|profile")
"""Kinds of block that are not the article's: related articles, advertisements, the writer's profile."""
IMAGE = _kind(r"images?|img|photos?|picture|figure")
HEADING = _kind(r"header|heading|headline|sub_?(?:heading|headline|title)|h[1-6]")
QUOTE = _kind(r"(?:block|pull)?_?quote")
LIST = _kind(r"(?:bullet|ordered|unordered|bulleted|numbered)?[-_]?list|[uo]l")
TABLE = _kind(r"table")
VIDEO = _kind(r"videos?|youtube|vimeo|oembed(?:_response)?|embed(?:ded)?|movie|vod|navertv|kakaotv")
CODE = _kind(r"code(?:_?block)?|code_?snippet|preformatted|highlighted_?code")
INLINE = _kind(r"text|span|link|a|b|strong|em|bold|mark|hard_?break|br")

_TAG_NAMES = ("p|br|div|span|a|b|strong|em|i|u|s|img|figure|figcaption|table|tbody|tr|td|th|h[1-6]|ul|ol|li|section|article|"
              "blockquote|iframe|font|center|sup|sub|script|style|ins|hr|video|aside|mark")
TAG = re.compile(rf"</?(?=[a-z])(?:{_TAG_NAMES})(?:\s[^<>]*)?/?>", re.IGNORECASE)
_ESCAPED_TAG = re.compile(rf"&(?:amp;)?lt;/?(?:{_TAG_NAMES})(?:\s|/|&(?:amp;)?gt;)", re.IGNORECASE)
_BREAKING_TAG = re.compile(r"</?(?=[a-z])(?:p|br|div|li|table|tr|h[1-6]|section|article|blockquote|figure)(?:\s[^<>]*)?/?>", re.IGNORECASE)
_ANY_TAG = re.compile(r"<[^<>]*>")
_FILE = re.compile(r"\.(?:mp4|webm|m3u8|mov)(?:$|\?)", re.IGNORECASE)
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_LETTERS = re.compile(r"[^\W_]+")
_SENTENCE_END = re.compile(r"[가-힣][.?!](?![.\w])")
_TEASER_END = re.compile(r"(?:\.{2,}|…|\[\+\d+ chars\])\s*\Z")


@kept_if_short(maxsize=4096)
def plain_key(key: str) -> str:
    """A key in normalised form: ``sub_title``, ``subTitle`` and ``SUB-TITLE`` are equal."""
    return key.lower().replace("_", "").replace("-", "")


def plain_keys(source: Mapping[str, Any]) -> dict[str, Any]:
    return {plain_key(key): value for key, value in source.items()}


def printable(text: str) -> str:
    """The text without characters that HTML does not allow, such as lone surrogates."""
    return _UNPRINTABLE.sub("", text)


def weight(parts: list[str], *, brief: bool = False) -> int:
    """How many letters a body has; 0 if it is no body: too short, without Korean sentences, or only a beginning. ``brief`` asks for one
    sentence only."""
    text = _ANY_TAG.sub(" ", "\n".join(parts))
    letters = len(text) - len(_LETTERS.sub("", text))
    min_chars, min_sentences = (MIN_BRIEF_CHARS, 1) if brief else (MIN_CHARS, MIN_SENTENCES)
    if letters < min_chars or (letters < MAX_TEASER_CHARS and _TEASER_END.search(text[-40:])):
        return 0
    sentences = sum(1 for _ in islice(_SENTENCE_END.finditer(text), min_sentences))
    return letters if sentences == min_sentences else 0


def as_html(text: str) -> str:
    """HTML of a text that is HTML, escaped HTML, or plain text with one paragraph a line."""
    text = printable(text)
    for _ in range(2):
        if not TAG.search(text) and _ESCAPED_TAG.search(text):
            text = html.unescape(text)
    text = PLACEHOLDER.sub("", AD_MARKER.sub("", text))
    if _BREAKING_TAG.search(text):
        return text
    return "".join(f"<p>{_inline_html(line)}</p>" for line in text.splitlines() if line.strip())


def html_parts(body: Any) -> list[str]:
    """HTML of a body (a text, or nested blocks), one part a block; one more than MAX_BLOCKS if there are more."""
    return _cut(islice(filter(None, _parts(body)), MAX_BLOCKS + 1))


def inline(node: Any, between: str = "") -> str:
    """The text of a node and its children as HTML, with ``between`` as the only break."""
    return between.join(_cut(_inline_html(text) for text in _texts(node)))


def _texts(node: Any) -> Iterator[str]:
    stack = [node]
    seen: set[int] = set()
    for _ in range(MAX_BLOCKS):
        if not stack:
            return
        inner = stack.pop()
        if isinstance(inner, str):
            yield printable(inner)
        elif isinstance(inner, (list, dict)) and id(inner) not in seen:
            seen.add(id(inner))
            if isinstance(inner, list):
                stack += inner[:MAX_BLOCKS][::-1]
            else:
                fields = plain_keys(inner)
                stack.append("\n" if "break" in _kind_of(fields) else _inner(fields))


def _cut(parts: Iterable[str]) -> list[str]:
    lengths = 0
    kept = []
    for part in parts:
        lengths += len(part)
        if lengths > MAX_CHARS:
            break
        kept.append(part)
    return kept


def _inline_html(text: str) -> str:
    if TAG.search(text):
        return _BREAKING_TAG.sub(" ", text)
    return html.escape(html.unescape(text), quote=False)


def _parts(body: Any) -> Iterator[str]:
    stack = [body]
    seen: set[int] = set()
    for _ in range(MAX_STEPS):
        if not stack:
            return
        block = stack.pop()
        if isinstance(block, str):
            yield as_html(block)
        elif isinstance(block, (list, dict)) and id(block) not in seen:
            seen.add(id(block))
            if isinstance(block, list):
                stack += block[:MAX_STEPS][::-1]
                continue
            result = _block(block)
            if isinstance(result, str):
                yield result
            else:
                stack.append(result)


def _block(block: dict[str, Any]) -> Any:
    """HTML of a block, or its content if that is more blocks."""
    fields = plain_keys(block)
    for key in WRAPPING_KEYS:
        if isinstance(wrapped := fields.get(key), dict):
            fields = plain_keys(wrapped) | fields
    kind, inner = _kind_of(fields), _inner(fields)
    if LEFT_OUT.search(kind):
        return ""
    if IMAGE.search(kind):
        return _figure(fields)
    if HEADING.search(kind):
        return f"<h3>{inline(inner)}</h3>"
    if VIDEO.search(kind) and (player := _player(fields)):
        return player
    if any(fields.get(key) for key in TITLES):
        return ""
    if CODE.search(kind) and (code := "".join(_cut(_texts(next((fields[key] for key in CODE_KEYS if fields.get(key)), ""))))):
        return f"<pre><code>{html.escape(code, quote=False)}</code></pre>"
    if TABLE.search(kind) and (rows := _rows(fields)):
        return f"<table>{''.join(_cut(f'<tr>{_cells(row)}</tr>' for row in rows))}</table>"
    if LIST.search(kind) and isinstance(items := fields.get("items") or fields.get("listitems") or inner, list):
        return f"<ul>{''.join(_cut(f'<li>{inline(item)}</li>' for item in items))}</ul>"
    if QUOTE.search(kind):
        return f"<blockquote>{inline(inner, between='<br>')}</blockquote>"
    if kind and isinstance(inner, list) and all(map(_is_inline, inner)):
        return as_html(inline(inner))
    return as_html(inner) if isinstance(inner, str) else inner


def _kind_of(fields: dict[str, Any]) -> str:
    return " ".join(value[:40].lower() for key in KIND_KEYS if isinstance(value := fields.get(key), str))


def _inner(fields: dict[str, Any]) -> Any:
    """The content of a block: text, or more blocks."""
    values = (fields.get(key) for key in INNER_KEYS)
    return next((value for value in values if isinstance(value, (str, list, dict)) and value), "")


def _is_inline(node: Any) -> bool:
    if isinstance(node, dict):
        kind = _kind_of(plain_keys(node))
        return not kind or bool(INLINE.search(kind))
    return isinstance(node, str)


def _rows(fields: dict[str, Any]) -> list[list[Any]]:
    """The cells of a table, by row."""
    rows = fields.get("rows") or fields.get("content")
    return [row for row in (fields.get("header"), *(rows if isinstance(rows, list) else [])) if isinstance(row, list) and row]


def _cells(row: list[Any]) -> str:
    return "".join(_cut(f"<td>{inline(cell)}</td>" for cell in row))


def _figure(fields: dict[str, Any]) -> str:
    """An image with its caption, which ends in the credit."""
    address = _first(fields, ADDRESS_KEYS)
    caption = TAG.sub(" ", _first(fields, CAPTION_KEYS))
    credits_ = fields.get("credits")
    named = [person for group in ("affiliation", "by") for person in (credits_.get(group) or [])] if isinstance(credits_, dict) else []
    credited = (_first(plain_keys(person), CREDIT_KEYS) for person in (*named, fields) if isinstance(person, dict))
    credit = next(filter(None, credited), "")
    if credit and credit not in caption[-len(credit) - 5:]:  # where captions credit somebody: … 제공), …]
        caption = f"{caption} /{credit}" if caption else f"사진={credit}"
    figcaption = f"<figcaption>{html.escape(html.unescape(caption))}</figcaption>" if caption else ""
    return f'<figure><img src="{html.escape(address)}">{figcaption}</figure>' if address else ""


def _player(fields: dict[str, Any]) -> str:
    """A video with its caption: the element that the block holds, or one made of its address; "" where there is neither."""
    held = next((text for key in PLAYER_HTML_KEYS if isinstance(text := fields.get(key), str) and "<iframe" in text), "")
    address = _first(fields, PLAYER_KEYS) if not held else ""
    if not held and not address.startswith(("https://", "http://", "//")):
        return ""
    tag = "video" if _FILE.search(address) else "iframe"
    caption = html.escape(html.unescape(TAG.sub(" ", _first(fields, CAPTION_KEYS))))
    shown = held or f'<{tag} src="{html.escape(address)}" allowfullscreen></{tag}>'
    return f"<figure>{printable(shown)}{f'<figcaption>{caption}</figcaption>' if caption else ''}</figure>"


def _first(fields: dict[str, Any], keys: tuple[str, ...]) -> str:
    texts = (printable(value).strip() for key in keys if isinstance(value := fields.get(key), str))
    return next(filter(None, texts), "")
