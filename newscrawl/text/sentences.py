"""What is a sentence, and no label or headline."""
from __future__ import annotations

import re

# It begins with the sign, which re is quick to find: 다. 요? 말했다”
SENTENCE_END = re.compile(r"[.?!\"”](?:(?<=[가-힣)\]][.?!])(?:\s|[\"'”’)\]]|$)|(?<=다[\"”])|(?<=[A-Za-z][.?!])\s)")


def is_sentence(text: str) -> bool:
    """Whether a text holds the end of a sentence."""
    return bool(SENTENCE_END.search(text))
