"""Makes paragraphs from the runs of text that a walk over the body meets: each is link text or not, bold or not."""
from __future__ import annotations

import re
from collections.abc import Iterator

from newscrawl.text.paragraphs import breaks

TextRun = tuple[str, bool, bool]
"""(text, is link text, is bold); a plain tuple, since a page has thousands."""
LINE_BREAK: TextRun = ("\n", False, False)
"""A ``<br>``."""
_ENDS_OPEN = re.compile(r"[가-힣A-Za-z0-9,·]$(?<!다)(?<!요)")


def is_unfinished(runs: list[TextRun]) -> bool:
    """Whether a text breaks off within a sentence; a subheading does not."""
    text, link, bold = runs[-1]
    return not (link or bold) and text != "\n" and _ENDS_OPEN.search("".join([text for text, _, _ in runs]).rstrip()[-3:]) is not None


def measure(paragraph: list[TextRun]) -> tuple[float, bool]:
    """The share of link text, and whether all of the text is bold."""
    if all(not (link or bold) for _, link, bold in paragraph):
        return 0.0, False
    letters = [(len("".join(text.split())), link, bold) for text, link, bold in paragraph]
    linked = sum(number for number, link, _ in letters if link)
    return linked / max(sum(number for number, _, _ in letters), 1), all(bold for number, _, bold in letters if number)


def split_paragraphs(runs: list[TextRun]) -> Iterator[list[TextRun]]:
    """The text runs of each paragraph; two line breaks in a row end a paragraph."""
    if LINE_BREAK not in runs:
        yield runs
        return
    stack = breaks("".join([text for text, _, _ in runs]))[::-1]
    position = 0
    paragraph: list[TextRun] = []
    for text, link, bold in runs:
        while stack and stack[-1] <= position + len(text):
            cut = stack.pop() - position
            yield [*paragraph, (text[:cut], link, bold)]
            paragraph, text, position = [], text[cut:], position + cut
        paragraph.append((text, link, bold))
        position += len(text)
    yield paragraph
