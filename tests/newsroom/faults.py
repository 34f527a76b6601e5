"""What can be wrong with a site, by name. A fault answers instead of the paper, or leaves the request to it."""
from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from itertools import count

from tests.loopback import Answer
from tests.newsroom.paper import Asked, Fault, Paper, json_answer

HTML = {"Content-Type": "text/html; charset=utf-8"}
NOTICES = {
    "captcha": ("보안 확인", "비정상적인 접근이 감지되었습니다. 자동화된 프로그램이 아님을 확인하기 위해 아래 그림의 글자를 입력해 주세요. "
                          "계속 같은 화면이 나오면 잠시 뒤 다시 시도해 주시기 바랍니다."),
    "maintenance": ("서비스 점검 안내", "더 나은 서비스를 위해 시스템 점검을 하고 있습니다. 점검 시간은 오늘 밤 자정부터 새벽 여섯 시까지이며, "
                                "점검 중에는 기사를 보실 수 없습니다. 이용에 불편을 드려 죄송합니다."),
    "consent": ("쿠키 이용 안내", "이 사이트는 쿠키를 사용합니다. 계속 보시려면 쿠키와 개인정보 이용에 동의해 주세요. 동의하지 않으면 "
                            "콘텐츠 이용이 제한됩니다. 자세한 것은 개인정보처리방침에서 보실 수 있습니다."),
}
"""Kind -> title and text of a page that a site shows, with status 200, instead of what was asked for."""

MISSING = ("<html><head><title>안내</title></head><body><div class='error'><h2>없는 페이지입니다</h2><p>요청하신 기사가 삭제되었거나 "
           "주소가 바뀌었습니다.</p></div></body></html>")


def notice(kind: str, ray: str = "") -> Answer:
    title, text = NOTICES[kind]
    mark = f"<p class='ray'>Ray ID: {ray}</p>" if ray else ""
    return html(f"<html><head><title>{title}</title></head><body><div class='wrap'><h1>{title}</h1><p>{text}</p>{mark}</div></body></html>")


def html(page: str, status: int = 200) -> Answer:
    return Answer(page.encode(), status)


def redirect(url: str) -> Answer:
    return Answer(status=302, headers={"Location": url, **HTML})


def for_articles(answer: Callable[[Paper, Asked], Answer | None]) -> Fault:
    return lambda paper, asked: answer(paper, asked) if asked.kind == "article" else None


def for_later_pages(answer: Callable[[Paper, Asked], Answer | None]) -> Fault:
    """For the full section's listing page 3 and later ones."""
    return lambda paper, asked: (
        answer(paper, asked) if asked.kind == "listing" and asked.section == paper.crawled[0] and asked.page >= 3 else None)


def for_listings(answer: Callable[[Paper, Asked], Answer | None]) -> Fault:
    """For every page of the full section's listing, in every form."""
    return lambda paper, asked: answer(paper, asked) if asked.kind == "listing" and asked.section == paper.crawled[0] else None


def for_everything(answer: Callable[[Paper, Asked], Answer | None]) -> Fault:
    return lambda paper, asked: answer(paper, asked) if asked.kind != "robots" else None


# Notices

def a_notice(kind: str) -> Fault:
    return for_articles(lambda paper, asked: notice(kind))


def a_notice_with_a_ray(kind: str) -> Fault:
    """Each answer has another text."""
    return for_articles(lambda paper, asked: notice(kind, sha256(asked.address.encode()).hexdigest()[:16]))


def a_notice_everywhere(kind: str) -> Fault:
    return for_everything(lambda paper, asked: notice(kind))


def a_notice_after(requests: int, kind: str = "captcha") -> Fault:
    asked_so_far = count()
    return for_everything(lambda paper, asked: notice(kind) if next(asked_so_far) >= requests else None)


def a_stale_cache() -> Fault:
    """Every article's address shows the page of the first one that was asked for."""
    first: list[Answer] = []

    def stale(paper: Paper, asked: Asked) -> Answer:
        first.append(paper.draw(asked))
        return first[0]

    return for_articles(stale)


# Articles that are gone

def articles_answer(status: int, retry_after: int | None = None) -> Fault:
    stated = {"Retry-After": str(retry_after)} if retry_after else {}
    return for_articles(lambda paper, asked: Answer(b"<html><body><h1>error</h1></body></html>", status, HTML | stated))


def everything_answers(status: int, retry_after: int | None = None) -> Fault:
    stated = {"Retry-After": str(retry_after)} if retry_after else {}
    return for_everything(lambda paper, asked: Answer(b"<html><body><h1>error</h1></body></html>", status, HTML | stated))


def articles_say_missing() -> Fault:
    return for_articles(lambda paper, asked: html(MISSING))


# Redirects

def listing_redirects_home() -> Fault:
    return for_listings(lambda paper, asked: redirect(f"https://{paper.host}/"))


def listing_redirects_to_itself() -> Fault:
    return for_listings(lambda paper, asked: redirect(f"https://{asked.address}"))


def later_pages_redirect_to_the_first(first: Callable[[Paper], str]) -> Fault:
    return for_later_pages(lambda paper, asked: redirect(first(paper)))


def listing_redirects_to_another_section(other: Callable[[Paper], str]) -> Fault:
    return for_listings(lambda paper, asked: redirect(other(paper)))


def listing_refreshes_itself() -> Fault:
    page = "<html><head><meta http-equiv='refresh' content='0; url=https://{}'><title>이동</title></head><body>잠시만 기다려 주세요</body></html>"
    return for_listings(lambda paper, asked: html(page.format(asked.address)))


def interfaces_redirect_home() -> Fault:
    """REST and feeds of WordPress are closed; the category's page is not."""
    return lambda paper, asked: redirect(f"https://{paper.host}/") if asked.kind == "menu" or asked.form in {"json", "feed"} else None


def articles_go_round() -> Fault:
    """A cookie wall: it leads to itself, back and forth."""
    def wall(paper: Paper, asked: Asked) -> Answer | None:
        if asked.kind == "article":
            return redirect(f"https://{paper.host}/wall?to={asked.address.partition('/')[2]}")
        if asked.address.startswith(f"{paper.host}/wall?"):
            return redirect(f"https://{paper.host}/wall2?{asked.address.partition('?')[2]}")
        if asked.address.startswith(f"{paper.host}/wall2?"):
            return redirect(f"https://{paper.host}/wall?{asked.address.partition('?')[2]}")
        return None

    return wall


# Listings

def later_pages_are(answer: Answer) -> Fault:
    return for_later_pages(lambda paper, asked: answer)


def later_pages_are_empty() -> Fault:
    """The page's frame, without a row."""
    def empty(paper: Paper, asked: Asked) -> Answer:
        if asked.form == "json":
            return json_answer([] if paper.site == "byline" else {})
        stories, paper.stories = paper.stories, []
        try:
            return paper.draw(replace(asked, page=1))
        finally:
            paper.stories = stories

    return for_later_pages(empty)


def every_page_is_the_first() -> Fault:
    """The parameter with the page's number is ignored."""
    return for_listings(lambda paper, asked: paper.draw(replace(asked, page=1)) if asked.page > 1 else None)


def listing_is_drawn_by_script() -> Fault:
    """The rows come by a script; side boxes are in the markup."""
    def drawn(paper: Paper, asked: Asked) -> Answer | None:
        if asked.form in {"json", "feed"}:
            return html("", 404)
        shown = paper.draw(asked).body.decode()
        for story in paper.shown(asked.section):
            if story not in paper.popular():
                shown = shown.replace(f"{paper.address(story).partition('/')[2]}\"", '#"').replace(story.title, "")
        return html(shown)

    return for_listings(drawn)


def codes_mean_other_sections() -> Fault:
    """The sections' codes were dealt out anew: the menu shows it. To be ended with ``deal_codes_back``."""
    def dealt(paper: Paper, asked: Asked) -> Answer | None:
        keys = list(paper.menu)
        # No crawled section keeps its code, and none has that of another crawled one's articles... the last ones get theirs.
        paper.codes = dict(zip(keys, [paper.menu[key][0] for key in keys[-1:] + keys[:-1]], strict=True))
        return None

    return dealt


# Broken answers

def half_bodies() -> Fault:
    """Cut in the middle, without a length."""
    def half(paper: Paper, asked: Asked) -> Answer:
        whole = paper.draw(asked)
        return replace(whole, body=whole.body[:_middle(whole.body)], length=-1)

    return for_articles(half)


def broken_gzip() -> Fault:
    def broken(paper: Paper, asked: Asked) -> Answer:
        whole = paper.draw(asked)
        packed = gzip.compress(whole.body)
        return replace(whole, body=packed[:len(packed) * 6 // 10], headers={**whole.headers, "Content-Encoding": "gzip"})

    return for_articles(broken)


def _middle(body: bytes) -> int:
    """A place in the middle of the article's text, between two letters."""
    place = body.find(b"</p>", body.find("이미 임자가".encode()))
    place = place if place > 0 else body.find("이미 임자가".encode())
    return len(body[:place + 60].decode(errors="ignore").encode())


# robots.txt

def robots(answer: Callable[[Paper], Answer]) -> Fault:
    return lambda paper, asked: answer(paper) if asked.kind == "robots" else None


def robots_forbid_articles(paper: Paper) -> Answer:
    path = re.split(r"[?\d]", paper.address(paper.stories[0]).partition("/")[2])[0]
    return Answer(f"User-agent: *\nDisallow: /{path}\n".encode(), headers={"Content-Type": "text/plain"})


def robots_lead_elsewhere() -> Fault:
    """robots.txt redirects to a host that forbids everything."""
    def led(paper: Paper, asked: Asked) -> Answer | None:
        if asked.address == "robots.example/robots.txt":
            return Answer(b"User-agent: *\nDisallow: /\n", headers={"Content-Type": "text/plain"})
        return redirect("https://robots.example/robots.txt") if asked.kind == "robots" else None

    return led


# Redesigns

def renamed(page: str) -> str:
    """All class names and ids are new."""
    return re.sub(r"""\b(class|id)=(["'])(.*?)\2""", lambda found: (
        f'{found[1]}="{" ".join(map(new_name, found[3].split()))}"'), page)


def new_name(name: str) -> str:
    return "n-" + sha256(name.encode()).hexdigest()[:8].translate(str.maketrans("0123456789", "ghijklmnop"))


def renamed_without_meta(page: str) -> str:
    page = re.sub(r"<meta property[^>]*>|<meta name=\"description\"[^>]*>|<link rel=\"canonical\"[^>]*>", "", page)
    return renamed(re.sub(r'<script type="application/ld\+json">.*?</script>', "", page))


