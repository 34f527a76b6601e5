"""The metroseoul page that the project began with, rebuilt from its saved text where that is at hand."""
from __future__ import annotations

import html
from pathlib import Path

import pytest

import newscrawl

SEED = Path(__file__).resolve().parents[2] / "shared" / "seed" / "metroseoul_article_page.txt"
ADDRESS = "https://www.metroseoul.co.kr/article/20231206500284"


def rebuild(text: str) -> tuple[bytes, str, list[str], list[str]]:
    """The page of the text's lines, as the site's markup is known to be; and title, deck and paragraphs among them."""
    lines = text.splitlines()
    crumb = next(n for n, line in enumerate(lines) if ">" in line)
    menu, rest = lines[:crumb], [line for line in lines[crumb + 1:] if line]
    title, deck, caption, *body = rest[0], rest[1:4], *rest[4:-1]
    share = rest[-1]
    items = "".join(f"<li>{html.escape(line)}</li>" for line in menu if line.strip())
    paragraphs = "".join(f"<p>{html.escape(line)}</p>\n" for line in [caption, *body])
    page = (
        f"<html><head><meta property='og:title' content='{html.escape(title, quote=True)}'>"
        "<meta property='og:image' content='//cdn.emetro.co.kr/imagebank/2023/12/06/main.jpg'></head><body>"
        f"<ul>{items}</ul><div class='container'><div class='article-title'><p>{html.escape(lines[crumb])}</p>"
        f"<h1>{html.escape(title)}</h1><p>{'<br>'.join(map(html.escape, deck))}</p>"
        "<div><span>홍길동 기자</span><span>입력2023-12-06 15:10:22</span></div></div>"
        f"<div class='row'><div class='col-12'>{paragraphs}<div>{html.escape(share)}</div></div></div></div></body></html>")
    return page.encode(), title, deck, [line for line in body if line.strip()]


@pytest.mark.skipif(not SEED.exists(), reason="the saved text is not at hand")
def test_the_page_it_began_with() -> None:
    page, title, deck, paragraphs = rebuild(SEED.read_text("utf-8"))
    article = newscrawl.read_page(page, ADDRESS)
    assert article.section == ["IT/과학", "IT/인터넷"]
    assert article.title == title
    assert article.subtitle == deck
    assert len(deck) == 3
    [image] = article.images
    assert image.credit == "오픈AI"
    assert image.caption
    assert article.body == "\n\n".join(paragraphs)
    assert article.body.startswith("'챗GPT' 오픈AI와")
    # The saved text's own last words.
    assert article.body.endswith('본다"고 밝혔다.')
    assert article.rights.notice == "Copyright ⓒ 메트로신문 & metroseoul.co.kr"
