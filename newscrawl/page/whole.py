"""Whether a document is whole, or breaks off. Every function is linear in the size of the document."""
from __future__ import annotations

import re
from collections import Counter

_START = re.compile(rb"<!doctype\s+html|<(?:html|head|body)[\s>]", re.IGNORECASE)
_END = re.compile(rb"</(?:html|body)\s*>", re.IGNORECASE)
_XML_START = re.compile(rb"\s*+(?:\xef\xbb\xbf)?\s*+(?>(?:<\?[^>]*>\s*+|<!--.*?-->\s*+)*)<(rss|feed|urlset|sitemapindex|rdf:RDF)[\s>]", re.DOTALL)
_UNSEEN = re.compile(rb"<!--.*?(?:-->|\Z)|<(script|style|textarea|title)\b.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)
"""Comments and raw text, in which no tag is one; up to the end where they break off."""
_RAW = ((b"<!--", b"-->"), *((b"<" + name, b"</" + name) for name in (b"script", b"style", b"textarea", b"title")))
"""Their starts and ends, as nearly all pages write them."""
_RAW_END = re.compile(rb"-->|</(?:script|style|textarea|title)\s*>", re.IGNORECASE)
_TAG = re.compile(rb"<(/?)(div|article|section|main|header|footer|table|ul|ol|h[1-6]|a|span|strong|figure|blockquote)\b", re.IGNORECASE)
"""Of elements whose end tag may not be left out; HTML lets authors leave out those of html, body, p, li, td and others."""
_BLOCKS = frozenset({b"div", b"article", b"section", b"main", b"header", b"footer", b"table", b"ul", b"ol", b"figure", b"blockquote"})


def has_start(source: bytes) -> bool:
    """Whether it is an HTML document, and no fragment of one."""
    return bool(_START.search(source, 0, 4096))


def has_end(source: bytes) -> bool:
    """Whether an HTML document has its ``</body>`` or ``</html>``.

    >>> has_end(b"<html><body><p>1</body></html>"), has_end(b"<html><script>w('</html>')</script><p>1")
    (True, False)
    """
    # Nearly every page: nothing stands behind its last tag, or it is clear that this tag stands in no comment and in no script.
    if source[-64:].rstrip().lower().endswith(b"</html>"):
        return True
    lower = source.lower()
    end = lower.rfind(b"</body>")
    if end >= 0 and all(_is_closed(lower, start, close, end) for start, close in _RAW):
        return True
    return bool(_END.search(_UNSEEN.sub(b"", source)))


def _is_closed(source: bytes, start: bytes, close: bytes, end: int) -> bool:
    """Whether the last ``start`` before ``end`` is closed before it, if there is one."""
    last = source.rfind(start, 0, end)
    return last < 0 or source.find(close, last, end) >= 0


def breaks_off(source: bytes) -> bool:
    """Whether a document ends before its end, as far as it shows itself: without its end tag, and within a tag, a script or an element
    whose end tag may not be left out. An HTML document that only leaves out end tags does not break off.

    >>> breaks_off(b"<html><body><div><p>1</p></div>"), breaks_off(b"<html><body><div><p>The second")
    (False, True)
    >>> breaks_off(b"<rss><channel><item></item></channel></rss>"), breaks_off(b"<rss><channel><item></item>")
    (False, True)
    """
    if xml := _XML_START.match(source):
        return b"</" + xml[1] not in source
    if not has_start(source):
        return False
    return not has_end(source) and has_open_element(source)


def has_open_element(source: bytes) -> bool:
    """Whether the source ends within a tag, a comment, a script or an element that needs an end tag."""
    unseen = [*_UNSEEN.finditer(source)]
    if unseen and unseen[-1].end() == len(source) and not _RAW_END.search(source, max(unseen[-1].start(), len(source) - 20)):
        return True
    seen = _UNSEEN.sub(b"", source)
    if seen.rfind(b"<") > seen.rfind(b">"):
        return True
    depth: Counter[bytes] = Counter()
    for tag in _TAG.finditer(seen):
        depth[tag[2].lower()] += -1 if tag[1] else 1
    ends_in_text = not seen.rstrip().endswith(b">")
    return any(number > 0 and (name in _BLOCKS or ends_in_text) for name, number in depth.items())
