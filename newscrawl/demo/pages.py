"""The paper's pages: articles, listings, the front page and robots.txt, by address."""

from collections.abc import Iterable, Iterator
from html import escape
from urllib.parse import quote

from newscrawl.demo.markup import body_html, fill
from newscrawl.demo.sources import Newsroom, Section, Story, folder, read_newsroom

HOME = "https://www.metroseoul.co.kr"
LOGO = "//img.metroseoul.co.kr/images/logo_og.png"
PER_PAGE = 5
LINKS = {
    "plain": "/article/{}",
    "full": HOME + "/article/{}",
    "mobile": "http://m.metroseoul.co.kr/article/{}",
    "ref": "/article/{}?ref=main",
}


def render() -> dict[str, bytes]:
    """Every page of the newsroom."""
    newsroom = read_newsroom()
    pages = {
        f"{HOME}/robots.txt": (folder() / "robots.txt").read_text(encoding="utf-8"),
        f"{HOME}/": front_page(newsroom),
        **{f"{HOME}/article/{story.id}": article_page(story, newsroom) for story in newsroom.stories.values()},
    }
    for section in newsroom.sections.values():
        pages.update(listing_pages(section, newsroom))
    return {url: page.encode() for url, page in pages.items()}


def shell(title: str, description: str, main: str, image: str = LOGO) -> str:
    """A whole page: the paper's head, menu and footer around `main`."""
    return fill(
        "shell",
        title=escape(title),
        description=escape(description),
        image=escape(image),
        menu=fill("menu"),
        main=main,
        footer=fill("footer"),
    )


def headlines(stories: Iterable[Story]) -> str:
    """Titles linked to their articles, as list items."""
    return "".join(
        f'<li><a href="/article/{story.id}">{escape(story.title, quote=False)}</a></li>\n' for story in stories
    )


def sidebar(newsroom: Newsroom) -> str:
    """The column beside every page, with the most-read articles."""
    return fill("sidebar", most_read=headlines(newsroom.stories[id_] for id_ in newsroom.most_read))


def article_page(story: Story, newsroom: Newsroom) -> str:
    """An article's page, with everything on it that is not the article."""
    parent, section = newsroom.sections["14"], newsroom.sections[story.section]
    main = fill(
        "article",
        id=story.id,
        section_id=section.id,
        parent=escape(parent.breadcrumb[-1]),
        section=escape(section.breadcrumb[-1]),
        title=escape(story.title, quote=False),
        deck="<br>\n".join(escape(line, quote=False) for line in story.deck),
        reporter=story.reporter,
        email=story.email,
        writer=quote(story.email, safe=""),
        published=f"{story.published:%Y-%m-%d %H:%M:%S}",
        body=body_html(story, newsroom),
        share=fill(f"share_{story.share}", id=story.id),
        related=headlines(neighbours(story, newsroom)),
        others=headlines(by_same_reporter(story, newsroom)),
        sidebar=sidebar(newsroom),
    )
    return shell(story.title, summary(story)[:120], main, story.image.url if story.image else LOGO)


def neighbours(story: Story, newsroom: Newsroom) -> list[Story]:
    """The three articles that follow in the section's listing, going round."""
    listing = newsroom.listing(newsroom.sections[story.section])
    at = listing.index(story) + 1
    return (listing[at:] + listing)[:3]


def by_same_reporter(story: Story, newsroom: Newsroom) -> list[Story]:
    """Up to three other articles under the same byline."""
    return [other for other in newsroom.stories.values() if other.email == story.email and other is not story][:3]


def summary(story: Story) -> str:
    """The article flattened to one line, its caption first, as the listing shows it."""
    caption = [f"{story.image.caption} /{story.image.credit}"] if story.image else []
    return " ".join(" ".join([*caption, *(block.text for block in story.article)]).split())[:300]


def listing_pages(section: Section, newsroom: Newsroom) -> Iterator[tuple[str, str]]:
    """A section's listing pages by address, with one past the end, which holds no article."""
    stories = newsroom.listing(section)
    last = -(-len(stories) // PER_PAGE)
    address = f"{HOME}/newsList/{section.id}"
    for number in range(1, last + 2):
        shown = stories[(number - 1) * PER_PAGE : number * PER_PAGE]
        pinned = [newsroom.stories[section.pinned]] if section.pinned and number == 1 else []
        page = listing_page(section, [*pinned, *shown], last, newsroom)
        yield f"{address}?page={number}", page
        if number == 1:
            yield address, page


def listing_page(section: Section, shown: list[Story], last: int, newsroom: Newsroom) -> str:
    """One page of a section's listing."""
    pager = "".join(f'<a href="/newsList/{section.id}?page={n}">{n}</a>\n' for n in range(1, last + 1))
    title = section.breadcrumb[-1]
    main = fill(
        "listing",
        breadcrumb=escape(">".join(section.breadcrumb)),
        items="".join(item_html(story) for story in shown),
        pager=pager,
        sidebar=sidebar(newsroom),
    )
    return shell(title, f"메트로신문 {title} 뉴스", main)


def item_html(story: Story) -> str:
    """One article on a listing."""
    image = story.image.url if story.image else "//img.metroseoul.co.kr/images/noimage.png"
    link = LINKS[story.link].format(story.id)
    return fill(
        "item",
        link=link,
        image=escape(image),
        title=escape(story.title, quote=False),
        summary=escape(summary(story), quote=False),
    )


def front_page(newsroom: Newsroom) -> str:
    """The home page: a few headlines under the menu."""
    top = headlines(newsroom.stories[id_] for id_ in newsroom.headlines)
    return shell("메트로신문", "글로벌 메트로신문", fill("home", headlines=top, sidebar=sidebar(newsroom)))
