"""Compares what a page says its title is: the heading wins over a title that is cut, escaped, or has more behind it."""
from __future__ import annotations

from collections.abc import Collection

from newscrawl.extract.layers.markup.container import text_container
from newscrawl.extract.layers.markup.headline import has_text, is_subject_of_text, names_board, title_element
from newscrawl.extract.layers.script_state.article import state_article
from newscrawl.page.document import Page
from newscrawl.page.dom import visible_text
from newscrawl.text.titles import clean_title, has_ellipsis, headline_in, is_cut, shows_cut
from newscrawl.text.whitespace import letters_of


def as_shown(title: str, page: Page) -> str | None:
    """The page's heading, or the title in its script state, if it equals this title except for punctuation or the paper's name."""
    heading = title_element(page)
    if heading is not None and headline_in(text := visible_text(heading), title):
        return text
    in_state = state_article(page)
    stated = in_state.title if in_state else None
    return stated if stated and headline_in(stated, title) else None


def whole_title(title: str, page: Page, outlets: Collection[str]) -> str:
    """The page's heading where this title is cut, or has more behind it than the heading and another title of the page say."""
    heading = title_element(page)
    shown = visible_text(heading) if heading is not None else ""
    if letters_of(shown) == letters_of(title) or (heading is not None and has_text(heading, title)):
        return title
    stated = [clean_title(text, outlets) for text in (*page.meta.get("og:title", [])[:1], page.title_tag) if text]
    for whole in filter(None, (shown, *stated)):
        if is_cut(title, whole) and (shows_cut(title, whole) or (whole == shown and whole in stated)) and not has_ellipsis(whole):
            return whole
    is_longer = shown and is_cut(shown, title) and any(headline_in(shown, text) for text in stated if text != title)
    return shown if is_longer else title


def is_of_the_site(title: str, page: Page) -> bool:
    """Whether a title is the site's, not the article's: the article's text is about the page's heading, not about this title."""
    heading = title_element(page)
    return (heading is not None and not headline_in(visible_text(heading), title) and text_container(page) is not None
            and (not is_subject_of_text(page, title) or names_board(page, title)))
