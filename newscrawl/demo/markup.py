"""Articles' blocks as HTML, in the several habits of the paper's editors."""

from functools import cache
from html import escape
from string import Template

from newscrawl.demo.sources import BOLD, LINK, Block, Image, Newsroom, Story, folder

PARAGRAPHS = {
    "p": "<p>{}</p>\n",
    "nbsp": "<p>{}</p>\n<p>&nbsp;</p>\n",
    "br": "{}<br><br>\n",
    "bare": "{}<br />\n&nbsp;<br />\n",
    "div": "<div>{}</div>\n<div><br></div>\n",
}
SUBHEADING_MARKS = "◇◆■▲"


@cache
def template(name: str) -> Template:
    """The template of that name."""
    return Template((folder() / "templates" / f"{name}.html").read_text(encoding="utf-8"))


def fill(name: str, **values: str) -> str:
    """Fill a template; the values are HTML already."""
    return template(name).substitute(values)


def inline(text: str) -> str:
    """A line as HTML, its bold and links as elements."""
    text = escape(text, quote=False)
    return LINK.sub(r'<a href="\2" target="_blank">\1</a>', BOLD.sub(r"<strong>\1</strong>", text))


def block_html(block: Block, paragraph: str) -> str:
    """A block of the article itself; `paragraph` is the editor's way to write one."""
    lines = [inline(line) for line in block.lines]
    match block.kind:
        case "heading":
            # A subheading with a mark is a plain line; one without is bold.
            return paragraph.format(lines[0] if lines[0][0] in SUBHEADING_MARKS else f"<strong>{lines[0]}</strong>")
        case "quote":
            return f"<blockquote>{'<br>'.join(lines)}</blockquote>\n"
        case "list":
            return "<ul>\n" + "".join(f"  <li>{line}</li>\n" for line in lines) + "</ul>\n"
        case "table":
            rows = ("".join(f"<td>{cell}</td>" for cell in line.split(" | ")) for line in lines)
            return '<table class="article-table">\n' + "".join(f"  <tr>{row}</tr>\n" for row in rows) + "</table>\n"
        case _:
            return paragraph.format("<br>\n".join(lines))


def furniture_html(block: Block, newsroom: Newsroom) -> str:
    """An advertisement, a prompt or a link to another article, set between paragraphs."""
    name, _, id_ = block.lines[0].partition(" ")
    return fill(f"body_{name}", id=id_, title=escape(newsroom.stories[id_].title, quote=False) if id_ else "")


def image_html(image: Image, style: str, paragraph: str) -> str:
    """The photograph and its caption, which in the plain style is a line like the paragraphs after it."""
    url = escape(image.url)
    if style == "figcaption":
        return fill("figure", url=url, caption=f"{inline(image.caption)} /{inline(image.credit)}")
    return f'<img src="{url}" alt="">\n' + paragraph.format(f"{inline(image.caption)}/{inline(image.credit)}")


def body_html(story: Story, newsroom: Newsroom) -> str:
    """The body as the CMS holds it: photograph, blocks, and what advertising put between them."""
    paragraph = PARAGRAPHS[story.markup]
    parts = [image_html(story.image, story.caption_markup, paragraph)] if story.image else []
    parts += [
        furniture_html(block, newsroom) if block.kind == "furniture" else block_html(block, paragraph)
        for block in story.blocks
    ]
    return "".join(parts)
