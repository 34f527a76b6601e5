"""Tells sentences from labels and headlines."""
from __future__ import annotations

import re

# It begins with the punctuation, which re finds quickly: 다. 요? 말했다”
SENTENCE_END = re.compile(r"[.?!\"”](?:(?<=[가-힣)\]][.?!])(?:\s|[\"'”’)\]]|$)|(?<=다[\"”])|"
                          r"(?<=[A-Za-z][.?!])\s(?<!(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\.\s)(?<!Sept\.\s)(?<!\.m\.\s))")


def is_sentence(text: str) -> bool:
    """Whether a text contains the end of a sentence."""
    return bool(SENTENCE_END.search(text))
