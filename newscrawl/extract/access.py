"""Whether a page shows all of its article, or the beginning of a paid one.

A page is believed that declares what it is and shows no sign against it: ``full`` where it declares itself free and asks nobody below the
text to pay; ``preview`` where it declares itself paid and what stands below the text is a notice or a wall to subscribers. A notice alone,
as papers show for other services of theirs, a declaration alone, as on pages that hold all of the text, and a class name alone prove nothing.
"""
from __future__ import annotations

import re
from itertools import islice

from cssselect import SelectorError
from lxml.etree import XPathError
from lxml.etree import _Element as Element

from newscrawl.extract.layers import json_ld
from newscrawl.extracted import MEDIA, ExtractedBlock
from newscrawl.items import Access
from newscrawl.page.css import select_on_page
from newscrawl.page.document import Page
from newscrawl.page.dom import INVISIBLE_TAGS, is_hidden, visible_text
from newscrawl.page.index import ClassPattern
from newscrawl.text.sentences import is_sentence
from newscrawl.text.whitespace import letters_of

NEAR = 40
"""Texts below the article's last sentence among which a notice is looked for."""
LAST_BLOCKS = 5
"""Of the body, in which a notice may stand too."""
MAX_SELECTOR_CHARS = 200
"""Of a selector that a page states."""
MAX_WALLS = 20
"""Elements that are named walls, or are said to be paid, and are looked at."""
KEY_LETTERS = 12
"""Letters of a sentence's end by which it is found on the page."""

_WHAT = r"(?:기사|글|콘텐츠|컨텐츠|칼럼|뉴스)"
NOTICE = re.compile(
    rf"(?:이|본|해당|나머지|전체)\s?{_WHAT}\s?(?:는|은|를|을|의|전문|전체|내용)?.{{0,40}}(?:유료|구독|프리미엄|멤버십|회원).{{0,30}}(?:전용|만\s|이용|볼\s?수|읽을\s?수|공개|제공|있습니다|입니다)"
    rf"|(?:전문|전체\s?{_WHAT}|나머지\s?(?:내용|{_WHAT})|남은\s?(?:내용|{_WHAT})|{_WHAT}\s?전문)(?:은|는|을|를).{{0,40}}(?:구독|유료|멤버십|프리미엄|회원|로그인)"
    rf"|(?:유료|프리미엄|멤버십)\s?(?:회원|구독자?|독자|가입자?|멤버)\s?(?:만|에게만|전용|으?로\s?가입|이\s?되시면).{{0,40}}(?:{_WHAT}|전문|볼\s?수|읽을\s?수|이용|공개)"
    rf"|(?:구독|결제|(?:유료|멤버십)\s?가입)\s?(?:후|하고|하시면|하면|해야)\s.{{0,30}}(?:이용|보실|볼\s?수|읽을\s?수|읽으실|계속\s?(?:읽|보)|전문)"
    r"|(?:subscribe|become\sa\s(?:member|subscriber)).{0,40}(?:continue|keep|full|rest)"
    r"|(?:this|the\sfull|the\srest\sof\s(?:this|the))\s(?:article|story|content).{0,40}(?:subscribers|members|subscription)", re.IGNORECASE)
"""What a page says below the beginning of a paid article."""
_CUE = re.compile("구독|유료|회원|프리미엄|멤버십|결제|로그인|subscri|member", re.IGNORECASE)
"""In every notice."""
_WALL = ClassPattern(
    r"(?i)(?:^|[\s_-])(?:pay-?wall|paid-?wall|subscri(?:be|ber|ption)-?wall|meter-?wall|lock(?:ed)?-?(?:box|area|wrap|content|article|layer)|"
    r"locked|premium-?(?:lock|wall|block)|paid-?(?:content|area|box|only))(?:$|[\s_-])")


def read_access(page: Page, body: list[ExtractedBlock]) -> Access | None:
    """``body`` is what was read of the page, before cleaning."""
    tier = {text.lower() for text in page.meta.get("article:content_tier", [])}
    microdata = [truth for text in page.meta.get("isaccessibleforfree", []) if (truth := json_ld.as_truth(text)) is not None]
    free = json_ld.is_free(page)
    said = [*microdata, *([] if free is None else [free]), *([True] if "free" in tier else []), *([False] if "locked" in tier else [])]
    if not said:
        return None
    below = _Below(page, body)
    if all(said) and "metered" not in tier:
        return None if below.has_notice() else "full"
    is_paid = False in microdata or free is False
    return "preview" if below.has_notice() or (is_paid and below.has_wall()) else None


class _Below:
    """What stands below the article's text."""

    def __init__(self, page: Page, body: list[ExtractedBlock]) -> None:
        self.page = page
        self.body = [block for block in body if block.type not in MEDIA]
        self.last = self._last_text()
        """The number of the text on the page that ends the article."""

    def has_notice(self) -> bool:
        if not _CUE.search(self.page.index.plain):
            return False
        ends = (line for block in self.body[-LAST_BLOCKS:] for line in block.text.split("\n"))
        return any(map(_is_notice, ends)) or any(_is_notice(visible_text(element)) for element in self._elements())

    def has_wall(self) -> bool:
        """Whether an element below the text is named a wall and says something, or is the paid part, and empty."""
        if self.last is None:
            return False
        order, last = self.page.index.order, self.page.index.texts[self.last][0]
        within = {last, *last.iterancestors()}
        paid = [element for selector in json_ld.paid_parts(self.page) for element in _selected(self.page, selector)]
        walls = [*((element, True) for element in self.page.index.with_class_like(_WALL)), *((element, False) for element in paid)]
        return any(element not in within and order[element] > order[last] and _is_shown(element)
                   and (visible_text(element) != "" if says else not is_sentence(visible_text(element))) for element, says in walls[:MAX_WALLS])

    def _elements(self) -> list[Element]:
        """Those whose own the next texts are, on the page, below the last one of the article."""
        if self.last is None:
            return []
        following = (element for element, _ in islice(self.page.index.texts, self.last + 1, None) if element.tag not in INVISIBLE_TAGS)
        return [element for element in dict.fromkeys(islice(following, NEAR)) if _is_shown(element)]

    def _last_text(self) -> int | None:
        texts = self.page.index.texts
        sentences = [block.text for block in self.body if is_sentence(block.text) and not _is_notice(block.text)]
        for sentence in sentences[:-3:-1]:
            key = letters_of(sentence)[-KEY_LETTERS:]
            for number in range(len(texts) - 1, -1, -1):
                element, text = texts[number]
                if element.tag not in INVISIBLE_TAGS and letters_of(text[-4 * KEY_LETTERS:]).endswith(key):
                    return number
        return None


def _is_notice(text: str) -> bool:
    return len(text) < 200 and NOTICE.search(text) is not None


def _is_shown(element: Element) -> bool:
    return not any(is_hidden(around) for around in (element, *element.iterancestors()))


def _selected(page: Page, selector: str) -> list[Element]:
    """What a selector that the page itself states matches; nothing if it compares siblings, whose cost is the square of their number."""
    if len(selector) > MAX_SELECTOR_CHARS or any(sign in selector for sign in "~+:"):
        return []
    try:
        return select_on_page(page.index, selector)
    except (SelectorError, XPathError):
        return []
