"""Bars of buttons: sharing, and reading tools (font size, printing, reactions)."""
from __future__ import annotations

from newscrawl.cleaning.rules.rule import NOTICE, bar, line, words

# Names of services; an article may have one alone on a line.
_SERVICES = (r"트위터|페이스북|카카오스토리|카카오톡|카카오|카톡|네이버\s?(?:블로그|밴드|카페|라인|폴라)?|블로그|밴드|라인|핀터레스트|"
             r"구글\s?플러스|인스타그램|텔레그램|링크드인|레딧|스레드|facebook|twitter|kakaotalk|kakaostory|kakao|"
             r"naver|band|pinterest|telegram|line")
_LABELS = (r"이메일|메일|URL|주소|링크|SNS|e-?mail|tweet|share|복사|공유|스크랩|보내기|바로가기|버튼|\(?으\)?로|로|X")
_ACTIONS = (r"(?:URL|주소|링크)\s?복사(?:하기)?|복사하기|공유하기|(?:기사\s?)?스크랩하기|기사\s?(?:보내기|공유|스크랩)|퍼가기|"
            r"이\s(?:글|기사|포스트|게시물|콘텐츠)(?:을|를)?\s?공유(?:하기)?:?|이\s기사를\s공유합니다|다른\s공유\s찾기|(?:트위터|페이스북|카카오스토리|카카오톡|카톡|메일|이메일|블로그|밴드|라인)(?:\(?으\)?로)?\s?"
            r"(?:공유|보내기)")

# Buttons that no article has as a line, and labels that an article may have.
_TOOLS = (r"본문\s글씨\s(?:줄이기|키우기)|글(?:자|씨)\s?크기(?:\s?(?:설정|조정|조절|변경))?|글씨\s?(?:크게|작게)|인쇄하기|"
          r"언어\s?변경|음성으로\s?듣기|기사\s?듣기|다크모드|클린뷰|댓글수|조회수|추천수|기사\s스크랩")
_TOOL_LABELS = (r"크게|작게|가|인쇄|프린트|스크랩|닫기|폰트|번역|좋아요|댓글|공유|설정|글자|크기|보통|매우|아주|원문|보기|확대|축소|개|건|"
                r"print|font|size|plus|minus|조회|추천|읽음|배속|x|슬퍼요|화나요|훈훈해요|유익해요|놀랐어요|응원해요|추천해요|싫어요|기뻐요|"
                r"후속\s?(?:기사)?\s?원해요|감동이에요|비?공감")

RULES = (
    bar("share.bar", _ACTIONS, f"{_SERVICES}|{_LABELS}", ("페이스북 트위터 URL복사", "공유하기", "이 글 공유하기:", "카카오톡으로 보내기"),
        ("트위터와 카카오스토리가 다시 주목받는다.", "공유하기 단추를 없앤다", "이 글 공유하기가 늘었다.")),
    words("share.words", f"{_SERVICES}|{_LABELS}", ("트위터 페이스북 카카오스토리", "X", "네이버 밴드"),
          ("네이버", "카카오", "네이버·카카오", "라인")),
    bar("tools.bar", _TOOLS, _TOOL_LABELS, ("글자크기 가 가 가", "기사 듣기"), ("가격은 그대로다.", "글자 크기 조절 추가")),
    words("tools.words", _TOOL_LABELS, ("좋아요 0 슬퍼요 0", "가 가 가"), ("보기", "설정", "매우 좋다.")),
    line("tools.reading-time", r"(?:이\s)?(?:기사|글)?.{0,6}(?:읽는\s?(?:데|시간)|예상\s?시간|소요\s?시간).{0,8}\d{1,3}\s?분.{0,6}|"
                               r"(?:reading\s?time:?\s)?~?\s?\d{1,3}[\s-]min(?:ute)?s?(?:\sread)?",
         ("이 기사를 읽는 데 2분", "Reading time ~6 minutes", "3 min read"), "이 기사를 읽는 데 2분이면 된다고 했지만 아니었다."),
    line("enlarge.video", r"[\[<(](?:동)?영상[\])>]|(?:동)?영상\s?(?:재생|보기|닫기|바로\s?보기)(?:하기)?", ("동영상 재생", "[영상]"),
         ("영상", "영상 재생 시간이 길다.")),
    line("enlarge.picture", r"(?:사진|이미지)\s?(?:크게|확대|확대보기)(?:\s?보기)?|"
                            r"(?:클릭하면\s)?(?:원본|큰)\s?(?:사진|이미지)?\s?(?:보기|보실\s수\s있습니다)\.?",
         ("이미지 확대보기", "클릭하면 큰 이미지 보실 수 있습니다"), "사진 확대 기능을 넣었다.", NOTICE),
)
