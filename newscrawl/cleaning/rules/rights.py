"""Copyright lines, and what they say about AI."""
from __future__ import annotations

import re
from collections.abc import Iterable

from newscrawl.cleaning.rules.cues import any_of, cues
from newscrawl.cleaning.rules.rule import EDGE, MAX_LINE, NOTICE, line

RULES = (
    line("copyright.after-share-bar",
         r"(?:트위터|페이스북|카카오스토리|카카오톡|네이버|블로그|밴드|라인|이메일|URL|복사|공유|[\s|·]){2,40}copyrights?\s{0,2}(?:\(c\)|[ⓒ©]).{0,120}",
         "트위터 페이스북 카카오스토리 Copyright ⓒ 한빛타임스", "트위터 페이스북 Copyright를 둘러싼 논쟁이 뜨겁다.", NOTICE),
    line("copyright.holder", r"\W{0,4}저작권자?\s?(?:\(c\)|[ⓒ©|:]|는).{0,160}", "저작권자 © 한빛타임스 무단전재 및 재배포 금지",
         "저작권자의 동의 없이 학습에 쓴 사실이 드러났다.", NOTICE),
    line("copyright.english", r"\W{0,4}copyrights?\s{0,2}(?:\(c\)|[ⓒ©@:]|\d{4}|by\b|.{0,40}reserved|.{0,80}금지).{0,160}",
         "Copyright ⓒ 한빛타임스 & hanbit.example", "Copyright라는 낱말이 화면에 그대로 남았다.", NOTICE),
    line("copyright.sign", r"\W{0,4}(?:\(c\)|[ⓒ©])\s{0,2}.{1,60}(?:금지|reserved|(?:co\.kr|com|net|kr))\W{0,4}",
         "[ⓒ 한빛경제 & hanbit.co.kr, 무단전재 및 재배포 금지]", "ⓒ 기호를 붙이는 관행이 바뀐다.", NOTICE),
    line("copyright.no-reprint", r"(?!.{0,200}(?:다|요)\.\W{0,2}$).{0,80}무단\s?(?:전재|복제|배포).{0,60}금지.{0,60}",
         "< 한빛일보, 무단 전재 및 재배포 금지 >", "무단전재 금지 원칙을 다시 확인했다."),
    line("copyright.no-reproduction", r"\W{0,4}(?:no|unauthori[sz]ed)\s(?:reproduction|redistribution|copying).{0,100}",
         "No reproduction or redistribution without permission.", "Reproduction of the painting is allowed."),
    line("copyright.no-use", r".{0,80}무단\s?(?:사용|이용|도용).{0,60}금지.{0,60}", "한빛일보 기사 무단 사용 금지",
         "기사 무단 사용 금지, 왜 중요한가", EDGE),
    line("copyright.source", r"\W{0,2}출처\s?[:=：]\s?[^.]{1,40}(?:https?://|www\.).{0,80}",
         "출처 : 한빛일보(https://www.hanbit.example)", "출처: 이름을 밝히지 않은 사람이라고 했다."),
    line("copyright.no-resale", r"\W{0,4}(?:무단\s?전재|재판매)[^.]{0,40}(?:금지|금합니다)\W{0,4}", "*재판매 및 DB 금지",
         "재판매 업체들은 DB를 새로 갖췄다.", NOTICE),
)

# Lines that forbid reprinting come first; what only names a source forbids nothing.
_FORBIDDING = sorted((rule for rule in RULES if rule.id != "copyright.source"), key=lambda rule: rule.id != "copyright.no-reprint")
NOTICE_WORDS = tuple(dict.fromkeys(word for rule in _FORBIDDING for word in sorted(cues(rule.pattern))))
"""Lower-case; every copyright line has one of them. The more telling come first."""
NOTICE_WORD = any_of(NOTICE_WORDS)
_NOTICE = re.compile(r"[\[<(]?\s?(?:저작권자|copyright|ⓒ|©|\(c\)|무단|재판매)", re.IGNORECASE)
_AI = re.compile(r"(?:AI|인공지능)\s?(?:학습|활용|이용|데이터)[^,.\]>)]{0,40}금지", re.IGNORECASE)


def copyright_line(text: str) -> str | None:
    r"""The first copyright line of a text, without the share bar that may stand before it on the same line.

    >>> copyright_line("홍길동 기자\n트위터 페이스북 Copyright ⓒ 한빛타임스")
    'Copyright ⓒ 한빛타임스'
    >>> copyright_line("저작권자의 동의 없이 학습에 쓴 사실이 드러났다.") is None
    True
    """
    if (len(text) > MAX_LINE and "\n" not in text) or not NOTICE_WORD.search(text.lower()):
        return None
    found = (match for one in text.split("\n") if len(one) <= MAX_LINE and (match := _NOTICE.search(one)) and _is_copyright(one))
    notice = next((match.string[match.start():].strip() for match in found), None)
    # What follows the closing bracket is another line's.
    return notice[:notice.index(">") + 1] if notice and notice.startswith("<") and ">" in notice else notice


def ai_clause(lines: Iterable[str]) -> str | None:
    """What copyright lines say about AI: the part between commas that names it.

    >>> ai_clause(["저작권자 © 한빛타임스 무단전재 및 재배포 금지, AI학습 및 활용 금지"])
    'AI학습 및 활용 금지'
    """
    found = (_AI.search(one) for one in lines)
    return next((match.group().strip() for match in found if match), None)


def _is_copyright(text: str) -> bool:
    return any(rule.pattern.fullmatch(text) for rule in RULES)
