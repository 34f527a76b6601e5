"""Rules for lines that are mostly links: headlines of other articles, and pointers to them."""
from __future__ import annotations

import re

from newscrawl.cleaning.rules.rule import LinkRule

RULES = (
    LinkRule("link.only", 0.95, None, ("누리AI, 새 모형 공개",), ("누리AI가 새 모형을 공개했다.",)),
    LinkRule("related.pointer", 0.475,
             re.compile(r"[☞▶►▷→]|\[?(?:관련|연관)|(?:연재|시리즈)\s?(?=\S)|[\[<]?(?:다음|이전|추천|함께\s볼)\s?(?:기사|뉴스|영상|글|포토)"),
             ("▶ 누리AI가 새 모형을 공개했다.",), ("누리AI가 새 모형을 공개했다.",)),
)
LIST_SHARE = 0.25
"""A block with this share of link text belongs to the list of other articles whose title is above it."""
