"""Titles of lists of other articles, and pointers to them."""
from __future__ import annotations

from newscrawl.cleaning.rules.rule import EDGE, Scope, line

HAND = Scope("end", linked=0.3)
_TITLES = (r"(?:관련|연관|추천|인기|최신|주요|이전|다음)\s?(?:기사|뉴스|글|영상)(?:\s?(?:보기|더보기|목록))?|"
           r"(?:오늘의|이\s?시각|지금\s뜨는|많이\s본|가장\s많이\s본|실시간|놓치면\s안\s될)\s?(?:주요\s?|인기\s?|핫\s?)?(?:기사|뉴스|이슈)|"
           r"(?:\S{1,20}\s)?주요\s?뉴스|(?:코너|카테고리|분야|섹션|날짜)별\s?(?:기사|뉴스)(?:\s?(?:보기|모음))?|핫\s?(?:클릭|이슈|뉴스)|베스트\s?(?:클릭|뉴스)|함께\s(?:읽|보)(?:으면|면)\s좋은\s(?:기사|뉴스|글)|"
           r"(?:함께|같이|더|이어서)\s(?:읽기|보기|볼\s만한\s기사|읽어\s?보기)|브랜드\s?뉴스룸|"
           r"관련\s?키워드|당신이\s(?:관심|좋아할).{0,12}|인기\s?검색어|HOT\s?(?:뉴스|포토|클릭|이슈)|TOP\s?(?:뉴스|기사)|AD\s?링크|추천\s?콘텐츠")

RULES = (
    line("related.title", rf"\W{{0,4}}(?:{_TITLES})\W{{0,4}}", ("[관련기사]", "많이 본 뉴스"), "관련 기사들이 쏟아졌다."),
    line("related.labelled", r"[\[<(【☞▶►▷→※]{1,3}\s{0,2}(?:관련|연관|이전|추천)\s?(?:기사|뉴스)[\]>)】:\s].{0,120}",
         "[관련기사] 누리AI, 새 모형 공개", "관련 기사에 달린 댓글이 화제다."),
    line("related.hand", r"☞\s?(?![^=]{1,40}=)(?!.{0,100}다\.\W{0,2}$).{2,100}", "☞ 한빛전자, 지난달에도 새 제품",
         ("화살표 ☞ 모양이 바뀌었다.", "☞ 학생별 계정으로 지급만 가능"), HAND),
    line("reporter.other-articles",
         r".{0,20}(?:기자|특파원)의?\s?(?:다른\s?기사|기사|페이지|구독|홈)(?:\s?(?:더\s?보기|보기))?\W{0,3}|기자의?\s?기사\s?더\s?보기|다른\s?기사\s?보기",
         ("홍길동 기자의 다른 기사", "다른기사 보기"), ("홍길동 기자의 기사가 상을 받았다.", "다른 기사를 보니 사정이 같았다.")),
    line("navigation.crumb", r"(?:홈|HOME)\s?[>›»]\s?.{1,40}", "홈 > 통신 > 이동통신", ("홈 > 설정 > 화면을 누른다", "홈 네트워크를 넓힌다."), EDGE),
)
ANNOUNCING = frozenset({"related", "reporter"})
"""Families whose lines are titles of lists of other articles; the list is dropped with them."""
