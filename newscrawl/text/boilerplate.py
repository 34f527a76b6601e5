"""What stands around an article on Korean news pages, told by the names of its elements and by its wording.

Every rule is data: a name under which drops are counted, what it matches, an example and a counter-example
(``tests/text/test_boilerplate.py`` runs them all). A rule about marks looks at one class name or id; a rule about lines looks
at one whole line, so no rule can take a word out of a sentence.
"""
from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

LONGEST_LINE = 200
"""Characters; boilerplate is shorter."""


@dataclass(frozen=True, slots=True)
class Rule:
    name: str
    """Under which drops are counted; several rules may share it."""

    pattern: re.Pattern[str]
    example: str
    counter_example: str


def _mark(name: str, words: str, example: str, counter_example: str) -> Rule:
    """A rule on marks: one of the words begins and ends at the mark's edges, hyphens, underscores or digits."""
    return Rule(name, re.compile(rf"(?:^|[-_])(?:{words})(?:$|[-_\d])", re.IGNORECASE), example, counter_example)


def _line(name: str, pattern: str, example: str, counter_example: str) -> Rule:
    return Rule(name, re.compile(pattern, re.IGNORECASE), example, counter_example)


def _only(name: str, words: str, example: str, counter_example: str) -> Rule:
    """A rule on lines that consist of nothing but the given words (longer ones first), digits and signs."""
    # Atomic and possessive: each word is tried once, so that a long line of words costs no more than its length.
    return _line(name, rf"[\W\d_]{{0,{LONGEST_LINE}}}+(?>{words})(?>{words}|[\W\d_])*+", example, counter_example)


OUTSIDE = "site:drop_css"
"""The mark of what the site's own selectors say is no part of the article."""
HIDDEN = "style:display-none"
"""The mark of what a style attribute hides."""
SPONSORED = "link:other-site"
"""The mark of a picture that leads to somebody else's site."""
HEADER = "place:header"
"""The mark of what stands between the title and the line that tells the time."""

MARK_RULES = (
    _mark("hidden", HIDDEN, HIDDEN, "display"),
    _mark("share", r"(?:article|news|view|btn)?(?:sns|share|sharing|addthis|sharethis)(?:s|box|area|wrap|list|group|btn)?",
          "article-sns", "shareholder"),
    _mark("embed", r"twitter-tweet|instagram-media|fb-post", "twitter-tweet", "twitter"),
    _mark("ad", r"ads?|adv|advert\w{0,10}|(?:article|news|view)?banner(?:s|box|area)?|adsbygoogle|adfit|adbox|adarea|adwrap|"
                r"ad-?(?:container|template|wrapper|slot)|google-auto-placed|dable|taboola|criteo|sponsor\w{0,6}|powerlink",
          "banner_body", "advice"),
    _mark("related", r"(?:article|news|view)?(?:relat(?:ed|ion|e|ive)|rel)(?:s|-?(?:news|articles?|list|box|area|link))?|"
                     r"more-?(?:articles?|news)|interest-?issues?",
          "related-article", "relativity"),
    _mark("ranking", r"(?:news)?(?:rank(?:ing)?|popular|bestnews|topnews|hotnews|mostview|many-?view)(?:s|-?(?:news|list|box))?",
          "ranking-list", "frank"),
    _mark("copyright", r"copyrights?|copywriter|view-copyright", "view-copyright", "copy"),
    _mark("reporter", r"(?:article|view|news)?-?(?:writer|reporter|journalist|byline)s?(?:-?(?:box|area|info|profile))?",
          "reporter_area", "underwriter"),
    _mark("tags", r"(?:hash)?tags?(?:-?(?:group|list|box|wrap|area))?|keywords?(?:-?(?:list|zone|area|box))?",
          "tag-group", "vintage"),
    _mark("comment", r"(?:article|news)?(?:comments?|repl(?:y|ies)|cmt)s?(?:-?(?:list|box|area|wrap|view|form))?|livere|disqus",
          "comment-list", "commentary"),
    _mark("subscribe", r"newsletters?|subscri(?:be|ption)\w{0,3}|donat(?:e|ion)|promotion|promo|appdown|jebo|support-?box",
          "newsletter-box", "subscript"),
    _mark("navigation", r"nav|gnb|lnb|breadcrumbs?|footer|pagination|paging|skip-?nav", "gnb", "navy"),
    _mark("contents", r"toc|ez-toc|table-of-contents", "ez-toc", "stock"),
    _mark("tools", r"(?:font|text)-?size\w{0,4}|btns?|buttons?|print|zoom|toolbar|tts", "btn_print", "blueprint"),
    _mark("summary", r"ai-?summary|(?:news[-_])?sum[-_]?group|summary-?bot|news-?sum", "news_sum_group", "summary"),
    _mark("ad", SPONSORED, SPONSORED, "other"),
    _mark("header", HEADER, HEADER, "header"),
    _mark("site", OUTSIDE, OUTSIDE, "site"),
)
"""Of several that know the marks around a text the first gives the name, so the one that tells nothing of the text comes last."""

_SHARE = (r"트위터|페이스북|카카오스토리|카카오톡|카카오|카톡|네이버\s?(?:블로그|밴드|카페|라인|폴라)?|블로그|밴드|라인|핀터레스트|"
          r"구글\s?플러스|인스타그램|텔레그램|링크드인|레딧|이메일|메일|URL|주소|링크|SNS|facebook|twitter|kakaotalk|kakaostory|kakao|"
          r"naver|band|pinterest|telegram|line|e-?mail|tweet|share|복사(?:하기)?|공유(?:하기)?|스크랩(?:하기)?|기사\s?보내기|보내기|퍼가기|"
          r"바로가기|버튼|이\s기사를\s공유합니다|다른\s공유\s찾기|기사스크랩하기|\(?으\)?로|로|X")
_TOOLS = (r"본문\s글씨\s(?:줄이기|키우기)|글(?:자|씨)\s?크기(?:\s?(?:설정|조정|조절|변경))?|글씨\s?(?:크게|작게)|크게|작게|가|인쇄(?:하기)?|"
          r"프린트|스크랩|닫기|폰트|언어\s?변경|음성으로\s?듣기|기사\s?듣기|다크모드|번역|좋아요|클린뷰|댓글|기사\s스크랩|공유|설정|글자|크기|"
          r"보통|매우|아주|원문|보기|확대|축소|개|건|print|font|size|plus|minus|조회(?:수)?|추천(?:수)?|댓글수|읽음|배속|x|슬퍼요|화나요|훈훈해요|"
          r"유익해요|놀랐어요|응원해요|추천해요|싫어요|기뻐요|후속\s?(?:기사)?\s?(?:원해요|강추)|감동(?:이에요)?|흥미진진|쏠쏠정보|공감백배|분석탁월|비?공감")
_LIST_TITLES = (r"(?:관련|연관|추천|인기|최신|주요|이전|다음)\s?(?:기사|뉴스|글|영상)(?:\s?(?:보기|더보기|목록))?|"
                r"(?:오늘의|이\s?시각|지금\s뜨는|많이\s본|가장\s많이\s본|실시간|놓치면\s안\s될)\s?(?:주요\s?|인기\s?|핫\s?)?(?:기사|뉴스|이슈)|"
                r"(?:\S{1,20}\s)?주요\s?뉴스|핫\s?(?:클릭|이슈|뉴스)|베스트\s?(?:클릭|뉴스)|함께\s(?:읽|보)(?:으면|면)\s좋은\s(?:기사|뉴스|글)|"
                r"(?:함께|같이|더|이어서)\s(?:읽기|보기|볼\s만한\s기사|읽어\s?보기)|"
                r"브랜드\s?뉴스룸|"
                r"관련\s?키워드|당신이\s(?:관심|좋아할).{0,12}|인기\s?검색어|HOT\s?(?:뉴스|포토|클릭|이슈)|TOP\s?(?:뉴스|기사)|AD\s?링크|추천\s?콘텐츠")

LINE_RULES = (
    _line("comments", r"(?:독자|한\s?줄|네티즌|누리꾼|회원|나도|전체)?\s?(?:댓글|의견|한\s?마디|한\s?줄\s?의견|덧글|코멘트)"
                      r"\s?[(\[]?\d{0,6}\s?[개건]?[)\]]?|\d{1,6}\s?개의\s댓글",
          "독자 한마디 (2)", "의견이 갈렸다."),
    _only("share", _SHARE, "트위터 페이스북 카카오스토리", "트위터와 카카오스토리가 다시 주목받는다."),
    _line("copyright", r"(?:트위터|페이스북|카카오스토리|카카오톡|네이버|블로그|밴드|라인|이메일|URL|복사|공유|[\s|·]){2,40}"
                       r"copyrights?\s{0,2}(?:\(c\)|[ⓒ©]).{0,120}",
          "트위터 페이스북 카카오스토리 Copyright ⓒ 메트로신문 & metroseoul.co.kr", "트위터 페이스북 Copyright를 둘러싼 논쟁이 뜨겁다."),
    _only("tools", _TOOLS, "글자크기 가 가 가", "가격은 그대로다."),
    _line("tools", r"(?:이\s)?(?:기사|글)?.{0,6}(?:읽는\s?(?:데|시간)|예상\s?시간|소요\s?시간).{0,8}\d{1,3}\s?분.{0,6}", "이 기사를 읽는 데 2분",
          "이 기사를 읽는 데 2분이면 된다고 했지만 아니었다."),
    _line("time", r"(?:\W{0,4}(?:기사\s?)?(?:최종\s?)?(?:입력|수정|등록|승인|발행일?|업데이트|송고|작성일?|게시일?)[\s:：|]{0,6}"
                  r"[\d.\-/:\s\[\]()년월일시분초오전후APMapm]{0,40}){1,3}\W{0,4}", "기사입력 :[ 2026-11-20 15:24 ]", "수정 2판을 냈다."),
    _line("time", r"\W{0,4}(?:기사\s?)?(?:최초\s?)?(?:입력|등록|승인|작성|게시|발행|송고)(?:일시?|시간|시각)?\s?[:：]?\s?\d{4}[-./년]"
                  r"\s?\d{1,2}[-./월].{0,30}(?:기자|특파원)(?:\s?[\[(<]?[\w.+-]{1,40}@[\w.-]{1,60}[\])>]?)?\W{0,4}",
          "입력시간 : 2026/11/20 09:31 홍길동 기자 hong@hanbit.example", "입력 2026년 11월 담당 기자가 모두 바뀌었다."),
    _line("time", r"\W{0,4}\d{4}[-./]\s?\d{1,2}[-./]\s?\d{1,2}\.?\s{1,2}(?:오전|오후|AM|PM)?\s?\d{1,2}:\d{2}(?::\d{2})?\W{0,4}",
          "2026-11-20 15:24:07", "2026-11-20"),
    _only("ad", r"광고(?:문의|영역)?|스폰서\s?링크|파워링크|advertisement|sponsored|AD|default_(?:news|nd)_\w{2,8}", "- 광고 -",
          "광고 매출이 늘었다."),
    _line("copyright", r"\W{0,4}저작권자?\s?(?:\(c\)|[ⓒ©|:]|는).{0,160}", "저작권자 © 메트로신문 무단전재 및 재배포 금지",
          "저작권자의 동의 없이 학습에 쓴 사실이 드러났다."),
    _line("copyright", r"\W{0,4}copyrights?\s{0,2}(?:\(c\)|[ⓒ©@:]|\d{4}|by\b|.{0,40}reserved|.{0,80}금지).{0,160}",
          "Copyright ⓒ 메트로신문 & metroseoul.co.kr", "Copyright라는 낱말이 화면에 그대로 남았다."),
    _line("copyright", r"\W{0,4}(?:\(c\)|[ⓒ©])\s{0,2}.{1,60}(?:금지|reserved|(?:co\.kr|com|net|kr))\W{0,4}",
          "[ⓒ 한빛경제 & hanbit.co.kr, 무단전재 및 재배포 금지]", "ⓒ 기호를 붙이는 관행이 바뀐다."),
    _line("copyright", r"(?!.{0,200}(?:다|요)\.\W{0,2}$).{0,80}무단\s?(?:전재|복제|배포|사용).{0,60}금지.{0,60}",
          "< 한빛일보, 무단 전재 및 재배포 금지 >", "무단전재 금지 원칙을 다시 확인했다."),
    _line("copyright", r"\W{0,4}(?:no|unauthori[sz]ed)\s(?:reproduction|redistribution|copying).{0,100}",
          "No reproduction or redistribution without permission.", "Reproduction of the painting is allowed."),
    _line("copyright", r"\W{0,2}출처\s?[:=：]\s?[^.]{1,40}(?:https?://|www\.).{0,80}", "출처 : 한빛일보(https://www.hanbit.example)", "출처: 통계청"),
    _line("copyright", r"\W{0,4}(?:무단\s?전재|재판매)[^.]{0,40}(?:금지|금합니다)\W{0,4}", "*재판매 및 DB 금지",
          "재판매 업체들은 DB를 새로 갖췄다."),
    _line("related", rf"\W{{0,4}}(?:{_LIST_TITLES})\W{{0,4}}", "[관련기사]", "관련 기사들이 쏟아졌다."),
    _line("related", r"[\[<(【☞▶►▷→※]{1,3}\s{0,2}(?:관련|연관|이전|추천)\s?(?:기사|뉴스)[\]>)】:\s].{0,120}",
          "[관련기사] 누리AI, 새 모형 공개", "관련 기사에 달린 댓글이 화제다."),
    _line("related", r"☞\s?(?![^=]{1,40}=)(?!.{0,100}다\.\W{0,2}$).{2,100}", "☞ 한빛전자, 지난달에도 새 제품", "화살표 ☞ 모양이 바뀌었다."),
    _line("tip", r"[\W_]{0,4}(?:기사\s?)?제보(?:하기|문의|는?[\s:]{1,3}(?:카카오톡|카톡|이메일|메일|전화|\d)).{0,80}",
          "▶제보는 카카오톡 hanbitjebo", "제보자는 그 사실을 몰랐다."),
    _line("tip", r"[▶■☞※◎*].{0,40}(?:제보|카카오톡\s?:|이메일\s?:).{0,80}", "■ 한빛뉴스는 여러분의 제보를 기다립니다", "제보를 받았다고 밝혔다."),
    _line("tip", r"[\W_]{0,4}.{0,30}(?:여러분|독자|시청자)(?:들)?의\s.{0,10}제보를?\s?(?:기다립니다|받습니다|바랍니다)\W{0,4}",
          "한빛방송은 24시간 여러분의 제보를 기다립니다.", "여러분의 제보를 기다립니다라는 문구가 사라졌다."),
    _line("tip", r"[▷▶■☞※*·\-\[(\s]{0,4}(?:대표\s?)?(?:전화|팩스|문자|이메일|메일|카카오톡|카톡|유튜브|홈페이지|누리집)(?:번호|주소)?[\])]?"
                 r"\s?[:：]?\s?(?:[\d\-–,.\s()#]{7,30}|\S{1,40}@\S{1,60}|@\S{1,30}|https?://\S{1,80})\W{0,3}",
          "▷ 전화 : 02-000-1234, 4444", "전화 1통이면 된다고 했다."),
    _line("promotion", r"(?:[▶☞►▷◀★※→]|>>).{0,80}(?:구독|바로\s?가기|클릭|다운|채널|뉴스레터|유튜브|팔로우|받아\s?보|앱|보기|만나)"
                       r".{0,40}", "▶한빛뉴스 앱 지금 바로 다운받기~", "구독 서비스가 인기를 끈다."),
    _line("promotion", r"(?!.{0,100}(?:다|요)\.$).{0,60}(?:구독\s?하기|구독\s?신청|채널\s?추가|친구\s?추가|후원\s?하기|팔로우\s?하기|"
                       r"뉴스레터\s?신청|홈에서\s?구독)\W{0,6}", "네이버에서 한빛뉴스 구독하기", "구독하기 단추를 없앴다고 밝혔다."),
    _line("reporter", r".{0,20}(?:기자|특파원)의?\s?(?:다른\s?기사|기사|페이지|구독|홈)(?:\s?(?:더\s?보기|보기))?\W{0,3}", "홍길동 기자의 다른 기사",
          "홍길동 기자의 기사가 상을 받았다."),
    _line("reporter", r"기자의?\s?기사\s?더\s?보기|다른\s?기사\s?보기", "다른기사 보기", "다른 기사를 보니 사정이 같았다."),
    _line("comment", r"0개의\s댓글|댓글\s?(?:정렬|쓰기|내용\s?입력|삭제|모음|0|달기|운영\s?원칙)|내\s댓글\s모음|최신순.{0,20}|"
                     r"비밀번호.{0,20}|회원로그인", "댓글쓰기", "댓글을 단 사람이 많았다."),
    _line("enlarge", r"[\[<(](?:동)?영상[\])>]|(?:동)?영상\s?(?:재생|보기|닫기|바로\s?보기)(?:하기)?", "동영상 재생", "영상 재생 시간이 길다."),
    _line("enlarge", r"(?:사진|이미지)\s?(?:크게|확대|확대보기)(?:\s?보기)?|"
                     r"(?:클릭하면\s)?(?:원본|큰)\s?(?:사진|이미지)?\s?(?:보기|보실\s수\s있습니다)",
          "이미지 확대보기", "사진 확대 기능을 넣었다."),
    _line("notice", r"(?:이\s)?기사(?:는|의)\s(?:언론사|섹션).{0,60}(?:분류|선정).{0,30}|언론사가\s주요기사로.{0,40}",
          "이 기사는 언론사에서 경제 섹션으로 분류했습니다.", "이 기사는 업계의 반응을 담았다."),
    _line("notice", r"[\W_]{0,4}(?:이|본|외부)\s?(?:기고|칼럼|글|기사|원고|콘텐츠|필자)(?:문|의\s글)?(?:은|는|의|이|가)\s.{0,60}"
                    r"(?:편집\s?방[향침]|견해|입장).{0,30}(?:다를\s수|무관|일치하지|상관|아닙니다).{0,30}",
          "※ 외부 필자의 글은 본지의 편집 방향과 다를 수 있습니다.", "본지의 편집 방향과 다를 수 있다는 말이 나왔다."),
    _line("notice", r"[\W_]{0,4}(?:이|본)\s?기사는\s.{0,80}(?:서비스된|제공(?:한|된|받은)|번역한|작성된|작성한)\s(?:기사|콘텐츠)입니다\.?",
          "본 기사는 인포맥스 금융정보 단말기로 16시 28분에 서비스된 기사입니다.", "이 기사는 지난해 가장 많이 읽힌 기사입니다."),
    _line("notice", r"(?:이|해당|본)\s?(?:요약|번역)(?:문|본)?은\s.{0,20}(?:AI|인공지능|기계|챗GPT|ChatGPT).{0,40}", "이 요약은 AI가 만들었습니다.",
          "이 요약은 사람이 썼다."),
    _line("notice", r"이\s?기사(?:가|에|를)?\s?(?:대한\s|대해\s)?(?:어떠셨나요|어떻게\s(?:보셨|생각하)|도움이\s되셨|추천합니다|좋으셨).{0,12}",
          "이 기사 어떠셨나요?", "이 기사에 대한 반응은 뜨거웠다."),
    _line("notice", r"덧붙이는\s글\s?[|ㅣ:].{0,180}", "덧붙이는 글 | 이 기사는 한빛신문에도 실립니다.", "덧붙이는 글이 길었다."),
    _line("notice", r"(?:본|이)\s?저작물은.{0,20}공공누리.{0,100}", '본 저작물은 "공공누리 제1유형:출처표시" 조건에 따라 이용할 수 있습니다.',
          "이 저작물은 누구나 쓸 수 있다."),
    _line("contact", r"\W{0,4}(?:담당\s?(?:부서|자)|문의처|자료\s?제공|제공\s?부서)\s?[:：].{1,80}", "담당부서 : 홍보과(02-000-1234)",
          "담당 부서가 바뀌었다."),
    _line("attachment", r"\W{0,4}첨부(?:\s?파일)?\s?[:：].{1,80}|[^.]{1,60}\.(?:hwpx?|pdf|docx?|xlsx?|zip)\s?"
                        r"(?:[(\[].{1,20}[)\]])?(?:\s?(?:다운로드|미리보기|바로보기|내려받기)){0,3}",
          "첨부파일 : 보도자료.hwp (120KB)", "보도자료.hwp 파일이 새어 나갔다."),
    _line("tags", r"(?:#[^\s#]{1,30}[\s,]{0,3}){2,30}", "#인공지능 #반도체", "#1 자리를 지켰다"),
    _line("login", r"회원\s?전용\s?(?:기사|콘텐츠)|(?:이\s)?(?:기사|콘텐츠)는\s.{0,20}회원(?:만|에게만|\s?전용).{0,140}|"
                   r"로그인(?:이\s필요).{0,60}|"
                   r".{0,40}로그인\s?(?:후|하시면|하면).{0,20}(?:보실|볼|이용하실)\s수\s있습니다\.?",
          "회원전용기사", "로그인 기록을 지우는 회원이 늘었다."),
    _line("agency", r"[<(\[〈]?\s?(?:연합뉴스|뉴시스|뉴스1|로이터|AP|AFP|신화|교도|블룸버그)(?:\s?[=·/]\s?\S{2,10})?\s?[>)\]〉]?", "<연합뉴스>",
          "연합뉴스는 이렇게 전했다."),
    _line("navigation", r"(?:홈|HOME)\s?[>›»]\s?.{1,40}", "홈 > 통신 > 이동통신", "홈 네트워크를 넓힌다."),
    _line("end", r"[\[(<]끝[\])>]", "(끝)", "끝"),
)

_ANY_LINE = re.compile("|".join(f"({rule.pattern.pattern})" for rule in LINE_RULES), re.IGNORECASE)
"""All rules on lines at once; the group's number tells which."""
_SENTENCE_END = re.compile(r"[다요죠까][.!?][\"'”’)\]]{0,3}$")
_POINTER = re.compile(r"[☞▶►▷→]|\[?(?:관련|연관)|(?:연재|시리즈)\s?(?=\S)|[\[<]?(?:다음|이전|추천|함께\s볼)\s?(?:기사|뉴스|영상|글|포토)")
SENTENCE = re.compile(r"[가-힣][다요][.\"”']{1,3}$")
LONGEST_END = 5
"""Characters that it looks at."""
TELLING = re.compile(
    "저작권|저작물|보실 수|이 요약|이 번역|해당 요약|해당 번역|본 요약|본 번역|공유합니다|무단|재판매|opyright|OPYRIGHT|제보|구독|회원|로그인|기사|"
    "편집 방향|편집방향|편집 방침|편집방침|페이스북|트위터")
TELLING_SIGNS = "ⓒ©▶☞※◎■*>"
_TELLING_SIGN = re.compile(f"[{TELLING_SIGNS}]")
COMMENTS_TITLE = "comments"
"""The rule whose lines announce readers' comments, which go with all that follows them."""
LIST_TITLES = frozenset({"related", "reporter"})
"""Rules whose lines announce a list of other articles, which goes with them."""
LINK_RULES = frozenset({"link", "related"})
"""The rules on what is a link."""
LINK_ONLY = 0.95
"""Share of link text from which a line that is no sentence is a pointer to another page."""


@lru_cache(maxsize=20_000)
def rule_of_mark(mark: str) -> str | None:
    """The name of the rule that says that what carries this class name or id is no part of an article.

    >>> rule_of_mark("article-sns"), rule_of_mark("article_txt")
    ('share', None)
    """
    return next((rule.name for rule in MARK_RULES if rule.pattern.search(mark)), None)


@lru_cache(maxsize=20_000)
def rules_of_marks(class_names: str) -> frozenset[str]:
    """The names of the rules that know one of the names in a ``class`` attribute."""
    return frozenset(rule for name in class_names.split() if (rule := rule_of_mark(name)))


def rule_of_line(line: str, link_share: float = 0.0) -> str | None:
    """The name of the rule that says that a whole line is no part of an article.

    >>> rule_of_line("트위터 페이스북 카카오스토리"), rule_of_line("트위터가 이름을 바꿨다.")
    ('share', None)
    """
    if link_share >= LINK_ONLY and not _SENTENCE_END.search(line):
        return "link"
    if link_share >= LINK_ONLY / 2 and _POINTER.match(line):
        return "related"
    if len(line) > LONGEST_LINE or (SENTENCE.search(line[-LONGEST_END:]) and not (TELLING.search(line) or _TELLING_SIGN.search(line))):
        return None
    match = _ANY_LINE.fullmatch(line)
    return LINE_RULES[match.lastindex - 1].name if match and match.lastindex else None


def copyright_line(text: str) -> str | None:
    r"""The first copyright line of a text, without the share bar that may stand before it on the same line.

    >>> copyright_line("홍길동 기자\n트위터 페이스북 Copyright ⓒ 한빛타임스")
    'Copyright ⓒ 한빛타임스'
    >>> copyright_line("저작권자의 동의 없이 학습에 쓴 사실이 드러났다.") is None
    True
    """
    if not NOTICE_WORD.search(text):
        return None
    lines = (line for line in text.split("\n") if rule_of_line(line) == "copyright")
    notice = next((line[match.start():].strip() for line in lines if (match := _NOTICE.search(line))), None)
    # What follows the closing bracket is another line's.
    return notice[:notice.index(">") + 1] if notice and notice.startswith("<") and ">" in notice else notice


NOTICE_WORDS = ("무단", "저작권자", "opyright", "OPYRIGHT", "ⓒ", "©", "(c)", "재판매")
"""Every copyright line has one of them; the more telling first."""
NOTICE_WORD = re.compile("|".join(map(re.escape, NOTICE_WORDS)))
_NOTICE = re.compile(r"[\[<(]?\s?(?:저작권자|copyright|ⓒ|©|\(c\)|무단|재판매)", re.IGNORECASE)


def ai_clause(lines: Iterable[str]) -> str | None:
    """What copyright lines say about AI: the part between commas that names it.

    >>> ai_clause(["저작권자 © 한빛타임스 무단전재 및 재배포 금지, AI학습 및 활용 금지"])
    'AI학습 및 활용 금지'
    """
    found = (_AI.search(line) for line in lines)
    return next((match.group().strip() for match in found if match), None)


_AI = re.compile(r"(?:AI|인공지능)\s?(?:학습|활용|이용|데이터)[^,.\]>)]{0,40}금지", re.IGNORECASE)
