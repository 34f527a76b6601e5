"""ExtractedArticle -> Article: makes the record from the cleaned body."""
from __future__ import annotations

import re
from collections.abc import Collection
from itertools import islice

import newscrawl
from newscrawl.cleaning.cleaner import clean_body
from newscrawl.cleaning.rules.rights import ai_clause, copyright_line
from newscrawl.cleaning.trace import TEXT_TYPES, Trace
from newscrawl.errors import PageTooLarge
from newscrawl.extracted import ExtractedArticle
from newscrawl.items import ARTICLE_SCHEMA, Article, Author, Block, Layers, Provenance, Rights
from newscrawl.text.bylines import Person, parse_byline, read_dateline, sign_off
from newscrawl.text.digest import digest
from newscrawl.text.hosts import is_public_address
from newscrawl.text.whitespace import one_line

_MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}", re.ASCII)
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
MAX_RECORD_CHARS = 2_000_000
"""Characters of all texts and addresses in a record, whose line has at most some 8 MB then; the longest real articles have a tenth of it."""
MAX_AUTHORS = 100
"""People who sign in the text; a longer list is none of authors."""
KEY_CHARS = 20
"""Characters of the JSON around a text, about."""
MAX_LAST_LINES = 5
"""A reporter signs off in one of so many last lines."""
_HASHTAG = re.compile(r"#([^\s#,]{1,30})")


def clean(extracted: ExtractedArticle) -> tuple[Article, Trace]:
    """The article as exported, and the trace of its body. Pure: ``extracted`` is not changed.

    Raises PageTooLarge for a record past its limit.
    """
    trace = clean_body(extracted)
    layers = _copy(extracted.layers)
    published, modified = extracted.published_at, extracted.modified_at
    authors, agency = _people(extracted, trace, layers)
    is_full = layers.authors == "text" and len(authors) == MAX_AUTHORS
    warnings = [*extracted.warnings, *([f"authors: more than {MAX_AUTHORS} are not read"] if is_full else [])]
    images = [image for image in trace.images if is_public_address(image.url)]
    if not images:
        layers.images = None
    elif all(image.url == extracted.lead_image for image in images):
        layers.images = "meta"
    hashtags = [] if extracted.tags else [tag for text in trace.texts_dropped_by("tags") for tag in _HASHTAG.findall(text)]
    layers.tags = "text" if hashtags else layers.tags
    title = one_line(extracted.title or "")
    # Of an article that is a picture, the text is what stands below it.
    blocks = trace.blocks or [Block("paragraph", image.caption) for image in trace.images if image.caption and "다." in image.caption]
    text = "\n\n".join(block.text for block in blocks)
    article = Article(
        schema=ARTICLE_SCHEMA,
        id=f"{extracted.site}:{extracted.article_id}",
        revision=1,
        change="new",
        site=extracted.site,
        publisher=extracted.publisher,
        url=extracted.url,
        original_url=extracted.original_url if is_public_address(extracted.original_url or "") else None,
        listing=extracted.listing,
        section=[one_line(name) for name in extracted.section],
        title=title,
        subtitle=list(filter(None, map(one_line, extracted.subtitle))),
        authors=authors,
        agency=agency,
        published_at=published.time if published else None,
        published_precision=published.precision if published else None,
        modified_at=modified.time if modified else None,
        crawled_at=extracted.fetched_at.replace(microsecond=0),
        body=text,
        blocks=blocks,
        images=images,
        videos=[video for video in trace.videos or extracted.stated_videos if is_public_address(video.url)],
        tags=list(dict.fromkeys(tag for word in extracted.tags or hashtags if (tag := one_line(word).lstrip("#")))),
        language=extracted.language,
        access=extracted.access,
        digest=digest(title, text),
        cluster=None,
        provenance=Provenance(f"newscrawl {newscrawl.__version__}", extracted.fetched_url, layers, warnings, extracted.archive),
        rights=_rights(extracted, trace),
    )
    if (size := _chars(article)) > MAX_RECORD_CHARS:
        raise PageTooLarge(f"the record has {size} characters; a record may have {MAX_RECORD_CHARS}")
    return article, trace


def _chars(article: Article) -> int:
    """The characters of what a page can make long."""
    texts = [article.title, article.body, *article.subtitle, *article.section, *article.tags, *(block.text for block in article.blocks)]
    texts += [text for image in article.images for text in (image.url, image.caption or "", image.credit or "")]
    texts += [text for video in article.videos for text in (video.url, video.caption or "")]
    texts += [text for author in article.authors for text in (author.name, author.email or "", author.role or "")]
    return sum(map(len, texts)) + KEY_CHARS * len(texts)


def _people(extracted: ExtractedArticle, trace: Trace, layers: Layers) -> tuple[list[Author], str | None]:
    """Authors and agency: from the page's byline, completed from bylines and the dateline in the text."""
    needs_more = not extracted.authors or any(not (author.email and author.role) for author in extracted.authors)
    signed = [*trace.texts_dropped_by("byline"), *trace.texts_dropped_by("reporter")] if needs_more else []
    people = [(text, parse_byline(text, extracted.outlets)) for text in signed]
    in_text = [person for _, named in people for person in named]
    dateline = read_dateline(trace.blocks[0].text, extracted.outlets) if trace.blocks else None
    agency = dateline.agency if dateline else None
    layers.agency = "text" if agency else None
    if dateline:
        in_text = [*dateline.people, *in_text]
    authors = [Author(author.name, author.email, author.role) for author in extracted.authors]
    if not authors and not in_text:
        in_text = _signing_off(trace, extracted.outlets)
    if not authors and in_text:
        authors = [Author(name) for name in islice(dict.fromkeys(person.name for person in in_text), MAX_AUTHORS)]
        layers.authors = "text"
    if len(authors) == 1 and not authors[0].email:
        # A byline with an address and no name belongs to the only author.
        addresses = [_MAIL.findall(text) for text, named in people if not named]
        authors[0].email = next((found_in[0] for found_in in addresses if len(found_in) == 1), None)
    people_by_name: dict[str, list[Person]] = {}
    for person in in_text:
        people_by_name.setdefault(person.name, []).append(person)
    for author in authors:
        for person in people_by_name.get(author.name, ()):
            author.email = author.email or person.email
            author.role = author.role or person.role
    return authors, agency


def _signing_off(trace: Trace, outlets: Collection[str]) -> list[Person]:
    """The reporter in one of the last lines; those that cleaning has dropped may be the one."""
    lines = [segment.text for segment in trace.segments if segment.type in TEXT_TYPES and not segment.by_class]
    return next((people for text in lines[:-MAX_LAST_LINES - 1:-1] if (people := sign_off(text, outlets))), [])


def _rights(extracted: ExtractedArticle, trace: Trace) -> Rights:
    notices = [notice for segment in trace.dropped if (notice := copyright_line(segment.text))]
    if extracted.notice:
        notices.append(extracted.notice)
    return Rights(notices[0] if notices else None, extracted.directives, ai_clause(notices), _license(one_line(extracted.license or "")))


def _license(stated: str) -> str | None:
    """An address that anybody can open, or a name."""
    return stated if stated and (not _ADDRESS.match(stated) or is_public_address(stated)) else None


def _copy(layers: Layers) -> Layers:
    return Layers(**{name: getattr(layers, name) for name in Layers.__slots__})
