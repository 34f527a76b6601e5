"""Recognises notices: what a site shows instead of an article, such as a captcha, a login, an error or "no such article".

The words are of many sites, in Korean and English; a notice in other words is none, but it is no proof of an article either
(``extract.proof``), and one text at many addresses is not believed (``pipelines.hold``).
"""
from __future__ import annotations

import re
from typing import NamedTuple

from newscrawl.extract.layers.markup.container import text_container
from newscrawl.extracted import MEDIA, ExtractedArticle
from newscrawl.page.document import Page
from newscrawl.page.dom import INVISIBLE_TAGS, visible_text
from newscrawl.text.whitespace import letters_of

MAX_NOTICE_PAGE_CHARS = 1500
"""A page with a notice instead of an article has no more text."""
MIN_SHOWN_CHARS = 10
"""A page with less text may tell what it has to say by a script's ``alert``."""
MAX_FRAME_CHARS = 400
"""A page without a text that shows no more is an empty frame: a logo, a menu, a footer."""
PROTECTED = "post-password-form"
"""The class name of the form that WordPress shows in the place of a protected post, in every language."""
MAX_SOURCE_PER_CHAR = 3
"""So many characters of the source may be composed to one (NFC)."""
MAX_PREVIEW_CHARS = 300
"""A notice counts if the body in which it stands is shorter."""

_MISSING = re.compile(
    r"(?:없는|삭제된|존재하지\s?않는|찾을\s수\s없는)\s?(?:기사|페이지|게시물|뉴스|링크|콘텐츠|글입니다)|(?:기사|페이지|게시물|뉴스)(?:가|를|이)\s"
    r"(?:없습니다|삭제(?:되었|됐)|존재하지\s?않|찾을\s수\s없)|이미\s삭제된|(?:삭제|비공개\s?처리)(?:되었|된\s(?:글|기사))|not\s?found|"
    r"(?:page|article|story|post)\s(?:does\snot|doesn['’]t|no\slonger)\sexist|has\sbeen\s(?:removed|deleted)|no\slonger\savailable",
    re.IGNORECASE)
_LOGIN = re.compile(r"회원\s?전용|유료\s?(?:회원|기사|구독)|로그인(?:이\s필요|\s?후\s|하시면|\s?해\s?주세요)|구독(?:자|회원)\s?(?:전용|만)|"
                    r"프리미엄\s(?:회원|기사)|회원이\s아니신가요|구독하시면|이미\s구독\s중이")
# Logins for something else than reading the article.
_NOT_FOR_READING = re.compile(r"댓글|의견|공감|스크랩|추천|좋아요|글쓰기|덧글|투표")
LOGIN_NOTICE_AROUND = 30
"""Characters around a login notice that are examined."""
_LIKE_LOGIN = re.compile(re.sub(r"\\s\??", r"\\s*", _LOGIN.pattern))
"""Matches in the source's text wherever ``_LOGIN`` matches in the visible text."""
# In the order in which they are asked: a page that checks for robots often tells of blocking, too.
_WORDS: dict[str, re.Pattern[str]] = {kind: re.compile(words, re.IGNORECASE) for kind, words in {
    "captcha": r"captcha|캡차|캡챠|로봇이\s?아(?:닙|님|니)|사람인지\s?(?:확인|아닌지)|사람임을|자동\s?(?:입력|등록|가입)\s?방지|보안\s?문자|"
               r"자동화된\s(?:프로그램|접근|요청|수집)|(?:비정상|이상)(?:적인)?\s(?:접근|접속|트래픽|요청|활동)|"
               r"(?:not|are\syou)\sa\s(?:robot|human)|(?:you\sare|you['’]re|verify(?:ing)?)\s(?:a\s)?human|unusual\s(?:traffic|activity)|"
               r"(?:checking|verifying)\s(?:if\sthe\ssite|your\sbrowser)|just\sa\smoment|enable\sjavascript\sand\scookies|security\scheck",
    "maintenance": r"(?:서비스|서버|시스템|사이트|홈페이지|정기|긴급|임시|네트워크|전산|내부)\s?점검|점검\s?(?:중|안내|시간|작업|관계로|으로\s인)|"
                   r"(?:서비스|이용)(?:가|이|를)?\s?(?:일시\s?)?(?:중단|중지)(?:됩|되|합|하|을|\s?안내)|페이지\s?준비\s?중|사이트\s?(?:준비|공사)\s?중|"
                   r"(?:under|scheduled|for|undergoing)\s(?:\w+\s)?maintenance|maintenance\s(?:mode|in\sprogress)|be\s(?:right\s)?back\s(?:soon|shortly)|"
                   r"temporarily\s(?:down|offline)",
    "consent": r"쿠키.{0,30}(?:동의|허용|수락)|동의(?:하고\s(?:계속|이용)|해\s?주(?:세요|셔야|시기)|하셔야|가\s필요)|"
               r"(?:accept|agree|consent|allow|manage).{0,40}cookies|cookies.{0,60}(?:accept|agree|consent|allow)|(?:your|cookie)\s(?:consent|privacy\schoices)|"
               r"we\s(?:value|respect|care\sabout)\syour\sprivacy",
    "blocked": r"access\s(?:to\s.{1,40}\s)?(?:is\s|was\s|has\sbeen\s)?(?:denied|blocked)|forbidden|"
               r"you\s(?:have\sbeen|are|were)\sblocked|request\s(?:was\s)?(?:blocked|rejected)|"
               r"too\smany\srequests|(?:접근|접속|요청)(?:이|을|은)?\s?(?:차단|거부|제한)|차단(?:되었|된\s(?:페이지|접근|ip))|정상적인\s접근|잘못된\s접근|ray\sid",
    "error": r"(?:500|502|503|504)\s|서버\s?(?:오류|에러)|일시적(?:인|으로)?\s|internal\sserver|bad\sgateway|service\sunavailable|오류가\s발생|"
             r"문제가\s발생|something\swent\swrong|an\serror\s(?:has\s)?occurred",
}.items()}
_TOLD = {
    "captcha": "the page wants to know whether a person reads it", "maintenance": "the page tells of maintenance",
    "consent": "the page asks for consent", "blocked": "the page says that access is denied", "error": "the page tells of an error"}
_ALERT = re.compile(r"alert\(\s*['\"](.{2,200}?)['\"]\s*\)")


class NotArticle(NamedTuple):
    """Why a page is not an article."""

    kind: str
    """A notice: ``captcha``, ``maintenance``, ``consent``, ``blocked``, ``login``, ``missing``, ``error``, ``empty``. Another page:
    ``home``, ``listing``, ``search``, ``photo``, ``other``, ``another-article``. ``unproved``, ``no-title`` or ``no-body`` when it
    cannot be told."""

    message: str


def error_notice(page: Page) -> NotArticle | None:
    """The notice that a page shows instead of an article or a listing, judged by all its visible text; None if there is none."""
    text = visible_text(page.tree, enough=MAX_NOTICE_PAGE_CHARS)
    if len(text) < MIN_SHOWN_CHARS:
        alert = _ALERT.search(page.response.text)
        text = alert[1] if alert else text
    if not text:
        return NotArticle("empty", "the page is empty")
    if len(text) >= MAX_NOTICE_PAGE_CHARS:
        return None
    return notice_in(f"{page.title_tag} {text}")


def notice_in(text: str) -> NotArticle | None:
    """The notice that a short text is: missing, login, captcha, maintenance, consent, blocked or error; None if it is none."""
    if missing := _MISSING.search(text):
        return NotArticle("missing", f"the page says that the article is not there ({missing[0].strip()})")
    if login := _login_notice(text):
        return NotArticle("login", f"the page asks for a login instead of showing an article ({login})")
    for kind, words in _WORDS.items():
        if found := words.search(text):
            return NotArticle(kind, f"{_TOLD[kind]} ({found[0].strip()})")
    return None


def spans_of_notices(text: str) -> list[tuple[int, int]]:
    """(begin, end) of the words by which a notice is known."""
    return [found.span() for words in _WORDS.values() for found in words.finditer(text)]


def notice_instead(page: Page, extracted: ExtractedArticle) -> NotArticle | None:
    """The notice that stands in an article's place, also between a site's menus, where nothing proves that the page is an article.

    It is looked for in what was read as title and text. It is not asked for proved articles: an article may be about captchas.
    """
    text = " ".join(block.text for block in extracted.body if block.type not in MEDIA)
    if page.index.with_class(PROTECTED):
        return NotArticle("login", "the post is protected by a password")
    if found := notice_in(extracted.title or ""):
        return found
    if len(text) >= MAX_PREVIEW_CHARS:
        return None  # an article's own text may speak of logins and captchas
    if found := error_notice(page):
        return found
    if len(text) < MAX_PREVIEW_CHARS and (found := notice_in(text)):
        return found
    if not text and not extracted.title and len(visible_text(page.tree, enough=MAX_FRAME_CHARS)) < MAX_FRAME_CHARS:
        return NotArticle("empty", "the page is a frame without an article")
    return None


def login_notice(page: Page) -> str | None:
    """The request to log in that a page shows around its text, or in its place; None if there is none."""
    if page.index.with_class(PROTECTED):
        return "a password"
    return _login_notice(_around(page)) if _LIKE_LOGIN.search(page.index.plain) else None


def _login_notice(text: str) -> str | None:
    """The first request in a text to log in for reading, not for commenting."""
    for login in _LOGIN.finditer(text):
        if not _NOT_FOR_READING.search(text[max(0, login.start() - LOGIN_NOTICE_AROUND):login.end() + LOGIN_NOTICE_AROUND]):
            return login[0].strip()
    return None


def _around(page: Page) -> str:
    """The visible text of a short page; of a long page, the text around the container."""
    container = text_container(page)
    if container is None or not _is_long(page):
        whole = visible_text(page.tree)
        if container is None or len(whole) < MAX_NOTICE_PAGE_CHARS:
            return whole
    around = container.getparent()
    return visible_text(around if around is not None else container)


def _is_long(page: Page) -> bool:
    """Whether a page certainly has more text than a notice page; decided without joining all of it."""
    letters = 0
    for element, text in page.index.texts:
        if element.tag not in INVISIBLE_TAGS:
            letters += len(letters_of(text))
            if letters > MAX_NOTICE_PAGE_CHARS * MAX_SOURCE_PER_CHAR:
                return True
    return False
