"""Recognises notices: what a site shows instead of an article, such as a login, an error or "no such article"."""
from __future__ import annotations

import re
from typing import NamedTuple

from newscrawl.extract.layers.markup.container import text_container
from newscrawl.page.document import Page
from newscrawl.page.dom import INVISIBLE_TAGS, visible_text
from newscrawl.text.whitespace import letters_of

MAX_NOTICE_PAGE_CHARS = 1500
"""A page with a notice instead of an article has no more text."""
MAX_SOURCE_PER_CHAR = 3
"""So many characters of the source may be composed to one (NFC)."""
MAX_PREVIEW_CHARS = 300
"""A login notice counts if the body is shorter."""

_MISSING = re.compile(
    r"(?:없는|삭제된|존재하지\s?않는|찾을\s수\s없는)\s?(?:기사|페이지|게시물|뉴스|링크|콘텐츠)|(?:기사|페이지|게시물|뉴스)(?:가|를|이)\s"
    r"(?:없습니다|삭제(?:되었|됐)|존재하지\s?않|찾을\s수\s없)|이미\s삭제된|not\s?found", re.IGNORECASE)
_LOGIN = re.compile(r"회원\s?전용|유료\s?(?:회원|기사|구독)|로그인(?:이\s필요|\s?후\s|하시면|\s?해\s?주세요)|구독(?:자|회원)\s?(?:전용|만)|"
                    r"프리미엄\s(?:회원|기사)|회원이\s아니신가요|구독하시면|이미\s구독\s중이")
# Logins for something else than reading the article.
_NOT_FOR_READING = re.compile(r"댓글|의견|공감|스크랩|추천|좋아요|글쓰기|덧글|투표")
LOGIN_NOTICE_AROUND = 30
"""Characters around a login notice that are examined."""
_LIKE_LOGIN = re.compile(re.sub(r"\\s\??", r"\\s*", _LOGIN.pattern))
"""Matches in the source's text wherever ``_LOGIN`` matches in the visible text."""
_ERROR = re.compile(
    r"(?:500|502|503|504)\s|서버\s?(?:오류|에러|점검)|일시적(?:인|으로)?\s|internal\sserver|bad\sgateway|service\sunavailable|access\sdenied|"
    r"forbidden|captcha|ray\sid|(?:비정상|정상)적인\s접근|사람인지\s확인|로봇이\s아닙니다|자동화된\s프로그램|오류가\s발생", re.IGNORECASE)
_ALERT = re.compile(r"alert\(\s*['\"](.{2,200}?)['\"]\s*\)")


class NotArticle(NamedTuple):
    """Why a page is not an article."""

    kind: str
    """``home``, ``listing``, ``search``, ``login``, ``missing``, ``error``, ``photo``, ``other``; ``no-title`` or ``no-body`` when
    it cannot be told."""

    message: str


def error_notice(page: Page) -> NotArticle | None:
    """The notice that a page shows instead of an article: missing, login, or error; None if there is none."""
    text = visible_text(page.tree)
    if len(text) < 10:
        alert = _ALERT.search(page.response.text)
        text = alert[1] if alert else text
    if not text:
        return NotArticle("error", "the page is empty")
    if len(text) >= MAX_NOTICE_PAGE_CHARS:
        return None
    if missing := _MISSING.search(text):
        return NotArticle("missing", f"the page says that the article is not there ({missing[0].strip()})")
    if login := _login_notice(text):
        return NotArticle("login", f"the page asks for a login instead of showing an article ({login})")
    if error := _ERROR.search(text):
        return NotArticle("error", f"the page tells of an error ({error[0].strip()})")
    return None


def login_notice(page: Page) -> str | None:
    """The request to log in that a page shows around its text; None if there is none."""
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
