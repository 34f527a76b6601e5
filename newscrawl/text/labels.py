"""Tells an article's own section and tags from what stands on all pages of a site."""

import re
from collections.abc import Collection, Sequence

from newscrawl.text.names import WIRES
from newscrawl.text.titles import is_outlet_name
from newscrawl.text.whitespace import letters_of

MIN_LIST = 3
"""A list of fewer tags may have none that stands in the text."""
_NO_SECTION = re.compile(
    r"[a-z0-9_/-]*\d[a-z0-9_/-]*|(?:[A-Z]{1,3}\d{1,4}){2,}|[A-Z]{1,4}\d{3,}|[a-z_/-]*[_/-][a-z_/-]*"  # codes
    r"|(?:분야별|섹션별|카테고리별|전체|최신|최근|주요|많이\s?본|실시간|인기|추천|관련|일반|오늘의|이\s?시각)\s?(?:뉴스|기사|소식)"
    r"|뉴스\s?\d{1,2}|\d{1,2}\s?뉴스|뉴스\s?(?:데스크|룸|광장|라인|투데이|나이트|와이드|이브닝|퍼레이드|타임|파이팅|특보|홈)"
    r"|기사\s?(?:본문|보기)|홈|HOME|Home|메인")
_GENERIC = re.compile(
    "뉴스|news|신문|기사|속보|(?:종합)?일간지|(?:인터넷|온라인)신문|언론사?|미디어|방송|보도|오피니언|커뮤니티|포토|스페셜|동영상|칼럼|사설|"
    "정치|경제|사회|문화|국제|연예|스포츠|it")
_PAPER_WORDS = re.compile(r"(?:뉴스|news|닷컴|com|신문|일보|온라인|인터넷|tv|방송)+", re.IGNORECASE)


def own_sections(names: Sequence[str], outlets: Collection[str] = ()) -> list[str]:
    """The names that are sections: no codes, agencies, papers, programmes, and no headings of a list of all articles.

    >>> own_sections(["iMBC 연예", "분야별 뉴스"]), own_sections(["경제 일반", "연합뉴스", "0400"]), own_sections(["뉴스 7"])
    (['iMBC 연예'], ['경제 일반'], [])
    """
    return [name for name in names if not (_NO_SECTION.fullmatch(name.strip()) or name.strip() in WIRES or is_outlet_name(name, outlets))]


def own_tags(tags: Sequence[str], outlets: Collection[str], text: str) -> list[str]:
    """The tags of the article: without the paper's names, and none if not one of the list stands in the article's ``text``.

    >>> own_tags(["반도체", "가나 뉴스", "GANA NEWS"], ["가나뉴스", "gana"], "새 반도체가 나왔다.")
    ['반도체']
    >>> own_tags(["가나신문", "뉴스", "정치"], ["가나신문"], "새 반도체가 나왔다."), own_tags(["빛", "소리", "바람"], [], "새 반도체가 나왔다.")
    ([], [])
    """
    papers = {_plain(outlet) for outlet in outlets} | {_stem(outlet) for outlet in outlets}
    named = [tag for tag in tags if not ({_plain(tag), _stem(tag)} & papers and _stem(tag))]
    left = [tag for tag in named if not _GENERIC.fullmatch(_plain(tag))]
    letters = _plain(text)
    if len(tags) >= MIN_LIST and letters and not any(_plain(tag) in letters for tag in left):
        return []
    if len(named) < len(tags):  # names of the site stand with names of what it has
        return left
    return named if left else []


def _plain(text: str) -> str:
    return letters_of(text).casefold()


def _stem(text: str) -> str:
    """A paper's name without the words that all papers have."""
    return _PAPER_WORDS.sub("", _plain(text))
