"""The module of a spider, as text."""
from __future__ import annotations

import json
import re
from urllib.parse import urlsplit

from newscrawl.families.base.news_spider import NewsSpider
from newscrawl.families.cms.system import SiteAddresses, own_addresses
from newscrawl.families.undeclared import host_of
from newscrawl.probe.addresses import domain_of
from newscrawl.probe.findings import Findings, ProbeError
from newscrawl.probe.sections import Section
from newscrawl.text.hosts import is_host_of


def source(found: Findings) -> str:
    """Raises ProbeError where the listing's address lacks what its CMS's addresses carry."""
    bases = (found.cms and found.cms.bases) or (NewsSpider,)
    imports = sorted(f"from {base.__module__} import {base.__name__}" for base in bases)
    class_name = "".join(part.capitalize() for part in found.name.split("_")) + "Spider"
    lines = [f'"""{found.publisher}."""', *imports, "", "", f"class {class_name}({', '.join(base.__name__ for base in bases)}):"]
    return "\n".join([*lines, *(f"    {name} = {_literal(value)}" for name, value in _attributes(found).items()), ""])


def _attributes(found: Findings) -> dict[str, object]:
    """What the spider declares, in the order in which people write it."""
    own = found.sections.own
    key = key_of(own)
    attributes = found.cms.attributes if found.cms else own_addresses
    try:
        of_cms = attributes(SiteAddresses(found.host, key, own.code, found.sections.listing_url, found.address.form, found.address.pattern,
                                          found.sections.is_paged))
    except ValueError as error:
        raise ProbeError(str(error)) from None
    declared: dict[str, object] = {
        "name": found.name,
        "publisher": found.publisher,
        "english": english_of(found),
        "also_called": tuple(sorted(found.also_called)),
        "encoding": "" if found.encoding in {"UTF-8", "UTF8"} else found.encoding,
        "robots": found.robots,
        **{name: of_cms.pop(name) for name in ("host", "limits") if name in of_cms},
        "allowed_domains": [domain(found)],
        "sections": {key: own.label},
        **of_cms,
        # A CMS's pages have selectors of their own.
        **({} if found.cms and found.cms.paper else found.selectors)}
    return {name: value for name, value in declared.items() if value}


def domain(found: Findings) -> str:
    """The listing's host without ``www.``; where articles are at another, what the two have in common."""
    own = host_of(f"https://{found.host}/")
    return own if is_host_of(urlsplit(found.addresses[0]).hostname or "", [own]) else domain_of(found.addresses[0])


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


def _literal(value: object) -> str:
    """A value as a person writes it in a spider: texts in double quotes, patterns raw."""
    match value:
        case str() if "\\" in value and '"' not in value:
            return f'r"{value}"'
        case str():
            return json.dumps(value, ensure_ascii=False)
        case dict():
            return f"{{{', '.join(f'{_literal(key)}: {_literal(one)}' for key, one in value.items())}}}"
        case tuple():
            return f"({', '.join(map(_literal, value))}{',' if len(value) == 1 else ''})"
        case list():
            return f"[{', '.join(map(_literal, value))}]"
    return repr(value)
