"""What kind of page it is: its paper, id, canonical URL and encoding."""
from __future__ import annotations

from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding, read_bom

from newscrawl.extract.evidence import ARTICLE, BIAS, Evidence, points
from newscrawl.extracted import ExtractedArticle
from newscrawl.families.base.article_pages import ArticlePages
from newscrawl.families.base.news_spider import NewsSpider
from newscrawl.families.base.site_info import SiteInfo
from newscrawl.families.cms.known import cms_of
from newscrawl.families.undeclared import UnknownAddress
from newscrawl.page.document import Page


def facts(page: Page, reader: ArticlePages, extracted: ExtractedArticle, not_article: str | None, found: list[Evidence],
          *, has_id: bool) -> list[tuple[str, str]]:
    lines = [
        ("address", page.url),
        ("fetched", f"{page.fetched_at:%Y-%m-%d %H:%M:%S} Korean time" + (f", from the archive {page.archive}" if page.archive else "")),
        ("kind", f"no article: {not_article}. A crawl would not export it; what follows was read all the same"
         if not_article else "an article"),
        ("evidence", _evidence(found, is_known=isinstance(reader, NewsSpider))),
        ("paper", _paper(page, reader)),
        ("id", _id(page, reader, extracted) if has_id else "none, since the address carries none"),
        ("canonical url", _canonical(page, reader, extracted) if has_id else "none, for lack of an id"),
    ]
    return [*lines, *([("passed over", note)] if (note := _ignored_urls(page, reader, extracted)) else []), ("encoding", _encoding(page))]


def _evidence(found: list[Evidence], *, is_known: bool) -> str:
    """The rows of the table that hold, a line each, and their sum."""
    rows = [f"{row.weight:+} {row.sentence}" for row in found]
    end = (f"= {points(found)} with {BIAS} for any page, " + (
        "which does not decide here: the address is an article's" if is_known else f"where an article has at least {ARTICLE}"))
    return "\n".join([*rows, end])


def _paper(page: Page, reader: ArticlePages) -> str:
    own = reader.name if reader.publisher is None else f"{reader.publisher} ({reader.name})"
    if isinstance(reader, NewsSpider):
        path = type(reader).__module__.replace(".", "/")
        return f"{own}, a site that newscrawl knows: {path}.py" + (f", on the CMS {reader.cms}" if reader.cms != SiteInfo.cms else "")
    if isinstance(reader, UnknownAddress):
        return f"{own}, at an address that the site {reader.spider.name} does not know: its selectors are tried first"
    cms = cms_of(page)
    if cms and cms.paper:
        return f"{own}, which no spider of newscrawl declares; its CMS is {cms.key}, so its selectors are tried first"
    return f"{own}, which no spider of newscrawl declares, on " + (
        f"the CMS {cms.key}: read without selectors" if cms else "no CMS that we know: read without selectors")


def _id(page: Page, reader: ArticlePages, extracted: ExtractedArticle) -> str:
    own = f"{extracted.site}:{extracted.article_id}"
    if isinstance(reader, NewsSpider):
        return f"{own}, from the page's address" if reader.article_id(page.url) else f"{own}, as the page itself tells"
    if isinstance(reader, UnknownAddress) and reader.is_stated:
        return f"{own}, from the address that the page states"
    return f"{own}, from the host and a digest of the canonical url, as nobody declared where its addresses carry an id"


def _canonical(page: Page, reader: ArticlePages, extracted: ExtractedArticle) -> str:
    if isinstance(reader, NewsSpider):
        declared = extracted.url == reader.canonical_url(extracted.article_id)
        return f"{extracted.url}, " + ("in the form that the site's spider declares" if declared else "as the page itself tells")
    source = next((name for name, address in _stated(page) if _is_same(address, extracted.url)), "the page's address")
    return f"{extracted.url}, from {source}"


def _ignored_urls(page: Page, reader: ArticlePages, extracted: ExtractedArticle) -> str:
    """Addresses that an undeclared page gives as its canonical one, and that cannot be it."""
    if isinstance(reader, NewsSpider):
        return ""
    others = [f"{address} in {name}" for name, address in _stated(page) if not _is_same(address, extracted.url)]
    return "; ".join(others) and f"{'; '.join(others)} (another host, a home page, or not the first)"


def _is_same(stated: str, canonical: str) -> bool:
    # A copy in the Web Archive states its own address with the article's at the end.
    return stated.endswith(canonical)


def _stated(page: Page) -> list[tuple[str, str]]:
    links = [('<link rel="canonical">', link.get("href") or "") for link in page.tree.iter("link")
             if (link.get("rel") or "").lower() == "canonical"]
    metas = [('<meta property="og:url">', address) for address in page.meta.get("og:url", [])]
    return [(name, page.absolute(address)) for name, address in [*links, *metas] if address]


def _encoding(page: Page) -> str:
    body = page.response.body
    header = page.response.headers.get("Content-Type")
    declared = {
        "a byte order mark": read_bom(body)[0],
        "the HTTP header": http_content_type_encoding(header.decode("latin-1") if header else None),
        "the page": html_body_declared_encoding(body),
    }
    lines = [f"{who} says {name}" for who, name in declared.items() if name]
    disagree = any(name and name != page.response.encoding for name in declared.values())
    return (f"{page.response.encoding}; {' and '.join(lines) or 'nothing is declared'}"
            + ("; they disagree with each other or with the bytes, so the one that breaks fewest letters is taken" if disagree else ""))
