"""The module of a spider, as text."""
from __future__ import annotations

import json
import re
from urllib.parse import urlsplit

from newscrawl.families.cms.ndsoft import NdsoftSpider
from newscrawl.families.cms.wordpress import WordpressSpider
from newscrawl.families.undeclared import host_of
from newscrawl.probe.addresses import domain_of
from newscrawl.probe.findings import Findings, ProbeError
from newscrawl.probe.sections import Section
from newscrawl.text.hosts import is_host_of

# Of a CMS: the bases, and where each is from.
BASES = {
    "ndsoft": (("NdsoftSpider",), ("from newscrawl.families.cms.ndsoft import NdsoftSpider",)),
    "wordpress": (("WordpressSpider",), ("from newscrawl.families.cms.wordpress import WordpressSpider",)),
    "dadamedia": (("DadamediaPages", "NewsSpider"), ("from newscrawl.families.cms.dadamedia import DadamediaPages",
                                                     "from newscrawl.families.base.news_spider import NewsSpider")),
    None: (("NewsSpider",), ("from newscrawl.families.base.news_spider import NewsSpider",)),
}


def source(found: Findings) -> str:
    """Raises ProbeError where the listing's address lacks what its CMS's addresses carry."""
    bases, imports = BASES.get(found.cms, BASES[None])
    class_name = "".join(part.capitalize() for part in found.name.split("_")) + "Spider"
    lines = [f'"""{found.publisher}."""', *imports, "", "", f"class {class_name}({', '.join(bases)}):"]
    return "\n".join([*lines, *(f"    {name} = {value}" for name, value in _attributes(found)), ""])


def _attributes(found: Findings) -> list[tuple[str, str]]:
    own = found.sections.own
    code = _ndsoft_code(found) if found.cms == "ndsoft" else own.code
    key = key_of(own)
    rows = [("name", _text(found.name)), ("publisher", _text(found.publisher)), ("english", _text(english_of(found)))]
    if found.also_called:
        rows.append(("also_called", f"({', '.join(map(_text, sorted(found.also_called)))},)"))
    if found.encoding not in {"UTF-8", "UTF8"}:
        rows.append(("encoding", _text(found.encoding)))
    if found.robots:
        rows.append(("robots", _text(found.robots)))
    if found.cms in {"ndsoft", "wordpress"}:
        rows.append(("host", _text(found.host)))
    elif not found.sections.is_paged:
        rows.append(("limits", _text("Where the page's number stands in a listing's address is a guess.")))
    rows += [("allowed_domains", f"[{_text(domain(found))}]"), ("sections", f"{{{_text(key)}: {_text(own.label)}}}")]
    if found.cms == "wordpress":
        return [*rows, *_wordpress(found, key)]
    rows.append(("section_codes", f"{{{_text(key)}: {_text(code)}}}"))
    if found.cms != "ndsoft":
        rows += [("listing_url", _text(found.sections.listing_url)), ("article_url", _text(found.address.form)),
                 ("id_patterns", f'(r"{found.address.pattern}",)')]
    if found.cms not in {"ndsoft", "wordpress", "dadamedia"}:
        rows += [(name, _text(css)) for name, css in found.selectors.items()]
    return rows


def _wordpress(found: Findings, key: str) -> list[tuple[str, str]]:
    """What the base does not know: a slug that is not our key, and another folder than ``category``."""
    slug, folder = found.sections.own.code, found.sections.listing_url.partition("/{code}")[0].rpartition("/")[2]
    rows = [] if slug == key else [("slugs", f"{{{_text(key)}: {_text(slug)}}}")]
    return rows if folder == WordpressSpider.category_base else [*rows, ("category_base", _text(folder))]


def domain(found: Findings) -> str:
    """The listing's host without ``www.``; where articles are at another, what the two have in common."""
    own = host_of(f"https://{found.host}/")
    return own if is_host_of(urlsplit(found.addresses[0]).hostname or "", [own]) else domain_of(found.addresses[0])


def _ndsoft_code(found: Findings) -> str:
    match = re.search(NdsoftSpider.menu_code, found.sections.listing_url.replace("{code}", found.sections.own.code))
    if not match:
        raise ProbeError("the listing is not a section's; take one from the menu whose address has sc_section_code=")
    return match[1]


def key_of(section: Section) -> str:
    """Our key: the label where it is in Latin letters, else the code.

    >>> key_of(Section("S1N4", "AI·Robot")), key_of(Section("startup", "스타트업")), key_of(Section("14", "과학"))
    ('ai_robot', 'startup', 'section_14')
    """
    label = re.sub(r"[^a-z0-9]+", "_", section.label.lower()).strip("_") if section.label.isascii() or "·" in section.label else ""
    if label and not re.search("[가-힣]", section.label):
        return label
    code = re.sub(r"[^a-z0-9]+", "_", section.code.lower()).strip("_")
    return code if code.replace("_", "").isalpha() and len(code) > 1 else f"section_{code}"


def english_of(found: Findings) -> str:
    """A name in Latin letters: one that the site calls itself, else the spider's."""
    latin = (name for name in (found.publisher, *sorted(found.also_called)) if name.isascii() and "." not in name)
    return next(latin, found.name.replace("_", " ").title())


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
