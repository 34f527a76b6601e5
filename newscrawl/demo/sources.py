"""The newsroom's sources: what each article truly says, apart from the furniture of its page.

A source is a header of `key: value` lines, then blocks parted by blank lines:

    ## a heading
    > a quotation
    - a list, an item a line
    | a table | a row a line |
    @banner or @see 20261120500101: furniture in mid-body, no part of the article

Anything else is a paragraph; a line break inside it is a `<br>`. Inline, there are `**bold**` and `[text](address)`.
"""

import re
from collections import defaultdict
from configparser import ConfigParser
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

KOREAN_TIME = timezone(timedelta(hours=9))
IMAGES = "//cdn.emetro.co.kr/html/image_view_maxw.php?x=1000&ds=1000&f="
MARKS = {"## ": "heading", "> ": "quote", "- ": "list", "| ": "table", "@": "furniture"}
BOLD = re.compile(r"\*\*(.+?)\*\*")
LINK = re.compile(r"\[([^\]]+)\]\(([^)]+)\)")


@dataclass(frozen=True)
class Block:
    """One block of a body; its lines are a paragraph's lines, a list's items or a table's rows."""

    kind: str
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """What a reader reads: no inline markup, a table's cells parted by tabs."""
        text = LINK.sub(r"\1", BOLD.sub(r"\1", "\n".join(self.lines)))
        return text.replace(" | ", "\t") if self.kind == "table" else text


@dataclass(frozen=True)
class Image:
    """A photograph; `url` is protocol-relative, as the paper writes it."""

    url: str
    caption: str
    credit: str


@dataclass(frozen=True)
class Story:
    """One article as its source states it."""

    id: str
    title: str
    deck: tuple[str, ...]
    section: str
    also: str | None
    reporter: str
    email: str
    published: datetime
    image: Image | None
    blocks: tuple[Block, ...]
    markup: str
    caption_markup: str
    share: str
    link: str

    @property
    def article(self) -> tuple[Block, ...]:
        """The blocks that are the article's own."""
        return tuple(block for block in self.blocks if block.kind != "furniture")


@dataclass(frozen=True)
class Section:
    """A section of the paper; its listing lives at `/newsList/<id>`."""

    id: str
    key: str
    breadcrumb: tuple[str, ...]
    pinned: str | None


@dataclass(frozen=True)
class Newsroom:
    """All articles, newest first, and how the paper arranges them."""

    stories: dict[str, Story]
    sections: dict[str, Section]
    most_read: tuple[str, ...]
    headlines: tuple[str, ...]

    def listing(self, section: Section) -> list[Story]:
        """The articles of a section, newest first; the parent section has all."""
        return [story for story in self.stories.values() if section.id in self.sections_of(story)]

    def sections_of(self, story: Story) -> set[str]:
        """The ids of the sections that list the article."""
        return {section for section in (story.section, story.also, "14") if section}


def folder() -> Path:
    """Where the sources and templates lie."""
    return Path(__file__).with_name("newsroom")


def read_newsroom() -> Newsroom:
    """Read every source."""
    paper = ConfigParser(default_section="none")
    paper.read(folder() / "paper.ini", encoding="utf-8")
    front = paper["front"]
    sections = {id_: read_section(id_, paper) for id_ in paper.sections() if id_.isdigit()}
    stories = [read_story(path) for path in (folder() / "articles").glob("*.txt")]
    stories.sort(key=lambda story: story.published, reverse=True)
    return Newsroom(
        {story.id: story for story in stories},
        sections,
        tuple(front["most_read"].split()),
        tuple(front["headlines"].split()),
    )


def read_section(id_: str, paper: ConfigParser) -> Section:
    """Read one section from `paper.ini`."""
    fields = paper[id_]
    return Section(id_, fields["key"], tuple(fields["breadcrumb"].split(">")), fields.get("pinned"))


def read_story(path: Path) -> Story:
    """Read one article's source; its file is named for its id."""
    head, *blocks = re.split(r"\n\n+", path.read_text(encoding="utf-8").strip())
    fields: defaultdict[str, list[str]] = defaultdict(list)
    for line in head.splitlines():
        key, _, value = line.partition(": ")
        fields[key].append(value)
    single = {key: values[0] for key, values in fields.items()}
    reporter, email = single["author"].split()
    return Story(
        id=path.stem,
        title=single["title"],
        deck=tuple(fields["deck"]),
        section=single["section"],
        also=single.get("also"),
        reporter=reporter,
        email=email,
        published=datetime.strptime(single["published"], "%Y-%m-%d %H:%M:%S").replace(tzinfo=KOREAN_TIME),
        image=Image(IMAGES + single["image"], single["caption"], single["credit"]) if "image" in single else None,
        blocks=tuple(read_block(block) for block in blocks),
        markup=single["markup"],
        caption_markup=single.get("caption_markup", "plain"),
        share=single["share"],
        link=single.get("link", "plain"),
    )


def read_block(source: str) -> Block:
    """Read one block; the mark before its lines shows its kind."""
    for mark, kind in MARKS.items():
        if source.startswith(mark):
            return Block(kind, tuple(line.removeprefix(mark).removesuffix(" |") for line in source.splitlines()))
    return Block("paragraph", tuple(source.splitlines()))


def truth(story: Story, newsroom: Newsroom) -> dict[str, Any]:
    """What a crawl must export of the article, in the keys of the record."""
    blocks = [{"type": block.kind, "text": block.text} for block in story.article]
    image = story.image
    return {
        "section": list(newsroom.sections[story.section].breadcrumb),
        "title": story.title,
        "subtitle": list(story.deck),
        "authors": [{"name": story.reporter, "email": story.email, "role": "기자"}],
        "published_at": story.published.isoformat(),
        "published_precision": "second",
        "body": "\n\n".join(block["text"] for block in blocks),
        "blocks": blocks,
        "images": [{"url": "https:" + image.url, "caption": image.caption, "credit": image.credit}] if image else [],
    }


def expected() -> dict[str, dict[str, Any]]:
    """The truth about every article, by id."""
    newsroom = read_newsroom()
    return {id_: truth(story, newsroom) for id_, story in newsroom.stories.items()}
