"""Finds the element with the article's title."""
from __future__ import annotations

import re
from itertools import islice

from lxml.etree import _Element as Element

from newscrawl.extract.layers.markup.container import HEADLINE, container_text, text_container
from newscrawl.extract.side_blocks import in_side, not_side
from newscrawl.page.document import Page, once_per_page
from newscrawl.page.dom import HEADING_TAGS, INVISIBLE_TAGS, visible_text
from newscrawl.page.index import ClassPattern
from newscrawl.page.limits import text_nodes
from newscrawl.text.bylines import is_byline
from newscrawl.text.dates import published_and_modified
from newscrawl.text.sentences import is_sentence
from newscrawl.text.titles import headline_in, is_cut, shows_cut
from newscrawl.text.whitespace import letters_of, one_line

MAX_DISTANCE = 60
"""At most so many elements are between a headline and the text."""
MAX_DISTANCE_ON_BOARD = 200
"""Likewise on a board, which has its attachments in between."""
BOARD_TITLE = range(8, 150)
"""The length of a title on a board."""
MAX_COMPARED = 4
"""The first characters of a text must be in the title before the two are compared."""
MAX_BOARD_CHARS = 15
"""The name of a board or of its site is no longer."""
_BOARD = re.compile(r"(?:보도|해명|설명|언론)\s?자료|보도\s?(?:해명|설명)\s?자료|공지\s?사항|"
                    r"(?:새|우리|군정|시정|구정|도정)\s?소식|알림\s?(?:마당|사항)|게시판|자료실|뉴스룸|뉴스")
"""Names of boards."""
_CUT_BEFORE_NAME = re.compile(r"(.{8,}?(?:…|\.\.\.|‥))\s?[-–|｜ㅣ│:<]")
_LABEL = re.compile(r"제\s*목\s?:?")
SUBJECT = ClassPattern(r"subject|title|headline|\btit\b|\bttl")
_NO_TITLES = frozenset({"title", "script", "a", "option"})


@once_per_page
def title_element(page: Page) -> Element | None:
    """The heading that equals ``og:title`` or ``<title>``, or of which they are the beginning; else another element with that text; else
    the nearest heading."""
    titles = [*page.meta.get("og:title", [])[:1], *filter(None, [page.title_tag])]
    titles += [cut[1] for title in titles if (cut := _CUT_BEFORE_NAME.match(title))]
    headings = _with_text([*page.tree.iter(*HEADING_TAGS)])
    if titles and all(names_board(page, title) for title in titles) and (on_board := _on_board(page, headings)) is not None:
        return on_board
    for title in titles:
        matching = [element for text, element in headings if headline_in(text, title)]
        if matching:
            return _last_before(page, matching)
    whole = [element for text, element in headings if any(
        is_cut(title, text) and shows_cut(title, text) and not has_text(element, title) for title in titles)]
    if whole:
        return _last_before(page, whole)
    partly = [element for _, element in headings if any(has_text(element, title) for title in titles)]
    if partly:
        return _last_before(page, partly)
    matching_texts: list[Element] = []
    for title in titles:
        matching_texts += [element for element, text in page.index.texts if text.lstrip()[:MAX_COMPARED] in title
                  and not len(element) and element.tag not in _NO_TITLES and headline_in(one_line(text), title)]
    if matching_texts or any(is_subject_of_text(page, title) for title in titles):
        return matching_texts[0] if matching_texts else None
    return _nearest_heading(page, headings)


def has_text(element: Element, title: str) -> bool:
    """Whether one of the texts in a heading is the title; others may be the deck."""
    return letters_of(title) in map(letters_of, text_nodes(element))


@once_per_page
def names_board(page: Page, title: str) -> bool:
    """Whether a title names only the site and its sections, as on boards: all of its parts but one are texts of links."""
    parts = [part.strip() for part in re.split(r"[|｜ㅣ│<>»›:]|\s-\s", title) if part.strip()]
    if not parts or any(len(part) > MAX_BOARD_CHARS for part in parts):
        return False
    named = {visible_text(link) or "".join(image.get("alt") or "" for image in link.iter("img")) for link, _ in page.index.links}
    own = [part for part in parts if part not in named and not _BOARD.fullmatch(part)]
    if len(own) > 1 or len(own) == len(parts):
        return False
    return not any(visible_text(heading) in own for heading in page.tree.iter(*HEADING_TAGS))


def is_subject_of_text(page: Page, title: str) -> bool:
    """Whether the article's text has the words of a title; it does not have those of the paper's motto."""
    text = container_text(page)
    for name in page.meta.get("og:site_name", []):
        title = title.replace(name, "")
    words = [word[:2] for word in re.findall(r"[가-힣A-Za-z0-9]{2,}", title)]
    return bool(words) and sum(word in text for word in words) * 5 >= 2 * len(words)


def _last_before(page: Page, matching: list[Element]) -> Element:
    """The last matching heading before the text, since a sticky bar may repeat the title above it; else the first one."""
    if len(matching) == 1 or (container := text_container(page)) is None:
        return matching[0]
    order = page.index.order
    text = order[container]
    return max((element for element in matching if order[element] < text), key=order.__getitem__, default=matching[0])


def _with_text(elements: list[Element]) -> list[tuple[str, Element]]:
    return [(visible_text(element), element) for element in elements]


def _on_board(page: Page, headings: list[tuple[str, Element]]) -> Element | None:
    """The title of a text on a board: the cell beside the label 제목; else the last heading, or element named so, before the text."""
    container = text_container(page)
    if container is None:
        return None
    order, side = page.index.order, dict[Element, bool]()
    begins = next((order[element] for element in container.iter("*") if is_sentence(element.text or "")), order[container])
    labels = (element for element, text in page.index.texts
              if order[element] < begins and _LABEL.fullmatch(text.strip()) and element.tag not in _NO_TITLES)
    beside = (cell for label in labels for around in (label, label.getparent()) if around is not None
              and (cell := around.getnext()) is not None and isinstance(cell.tag, str))
    if (labelled := next((cell for cell in beside if len(visible_text(cell)) in BOARD_TITLE), None)) is not None:
        return labelled
    named = [*(element for _, element in headings), *page.index.with_class_like(SUBJECT)]
    near = [element for element in named if begins - MAX_DISTANCE_ON_BOARD < order[element] < begins and not in_side(element, side)
            and len(visible_text(element)) in BOARD_TITLE and next(element.iter("a"), None) is None and not _is_repeated(element, container)]
    return max(near, key=order.__getitem__, default=None)


def _is_repeated(element: Element, container: Element) -> bool:
    """Whether a container has several elements like this one: it is a list, and they are its headlines."""
    like = (other for other in container.iter(str(element.tag)) if other.get("class") == element.get("class"))
    return container in element.iterancestors() and len(list(islice(like, 2))) > 1


def _nearest_heading(page: Page, headings: list[tuple[str, Element]]) -> Element | None:
    """The last heading before the article's text, for pages whose titles are only the paper's name."""
    container = text_container(page)
    if container is None:
        return None
    headings = headings or _with_text(page.index.with_class_like(SUBJECT))
    order = page.index.order
    begins = next((order[element] for element in container.iter("*") if is_sentence(element.text or "")), order[container])
    side = not_side(container.iterancestors())
    before = [element for text, element in headings if order[element] < begins and len(text) in HEADLINE
              and not in_side(element, side)]
    # The first of the last two headings; the second is the deck.
    near = [element for element in before if begins - order[element] < MAX_DISTANCE]
    return near[-2:][0] if near else _above_the_time(page, begins, side)


def _above_the_time(page: Page, begins: int, side: dict[Element, bool]) -> Element | None:
    """On a page without headings, the text in an element of its own before the line with the time; of two with one parent the first."""
    order = page.index.order
    lines = [(element, one_line(text)) for element, text in page.index.texts
             if begins - MAX_DISTANCE < order[element] < begins and element.tag not in _NO_TITLES | INVISIBLE_TAGS]
    timed = max((number for number, (_, line) in enumerate(lines) if published_and_modified(line, page.fetched_at)[0]), default=0)
    above = [element for element, line in lines[:timed] if len(line) in HEADLINE and not in_side(element, side)
             and not is_byline(line) and visible_text(element) == line]
    is_above_deck = len(above) > 1 and above[-1].getparent() is above[-2].getparent()
    return above[-2 if is_above_deck else -1] if above else None
