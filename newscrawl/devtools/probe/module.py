"""A new site's spider, as a class and as the text of its module."""
from __future__ import annotations

import ast
import re
from typing import Any
from urllib.parse import urlsplit

from newscrawl.devtools.probe.findings import Findings
from newscrawl.devtools.probe.sections import Section
from newscrawl.errors import ProbeError
from newscrawl.families.base.news_spider import NewsSpider
from newscrawl.families.cms.system import SiteAddresses, address_attributes
from newscrawl.families.undeclared import host_of
from newscrawl.text.hosts import is_host_of, registered_domain


def spider_class(found: Findings) -> type[NewsSpider]:
    """The spider, made of what was found and not of its text. Raises ProbeError where the listing's address lacks what its CMS needs."""
    made: type[NewsSpider] = type(_class_name(found), _bases(found), attributes(found))
    return made


def source(found: Findings) -> str:
    """The module of that spider: imports, and a class of literals. What a page says stands in literals alone. Raises ProbeError."""
    bases, values = _bases(found), attributes(found)
    imports = sorted(f"from {base.__module__} import {base.__name__}" for base in bases)
    lines = [f'"""The site {found.name}."""', *imports, "", "",
             f"class {_class_name(found)}({', '.join(base.__name__ for base in bases)}):"]
    text = "\n".join([*lines, *(f"    {name} = {_literal(value)}" for name, value in values.items()), ""])
    _check(text, values)
    return text


def _bases(found: Findings) -> tuple[type, ...]:
    return (found.cms and found.cms.bases) or (NewsSpider,)


def attributes(found: Findings) -> dict[str, Any]:
    """What the site's class declares, in the order in which people write it. Raises ProbeError."""
    own = found.sections.own
    key = key_of(own)
    attributes = found.cms.attributes if found.cms else address_attributes
    try:
        of_cms = attributes(SiteAddresses(found.host, key, own.code, found.sections.listing_url, found.address.form, found.address.pattern,
                                          found.sections.is_paged))
    except ValueError as error:
        raise ProbeError(str(error)) from None
    declared: dict[str, Any] = {
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
    _check_templates(declared)
    return {name: value for name, value in declared.items() if value or name == "category_base"}


def _check_templates(declared: dict[str, Any]) -> None:
    """That the templates of addresses have the fields that a spider fills, and no braces of the page's own. Raises ProbeError."""
    for name in ("listing_url", "article_url"):
        text = declared.get(name, "")
        if set(re.findall("[{}]", re.sub(r"\{(?:code|page|id)\}", "", text))):
            raise ProbeError(f"{name} would be {text}, and the braces in it cannot be written; write the spider by hand (docs/add-a-site.md)")


def domain(found: Findings) -> str:
    """The listing's host without ``www.``; where articles are at another, what the two have in common."""
    own, of_articles = host_of(f"https://{found.host}/"), urlsplit(found.addresses[0]).hostname or ""
    return own if is_host_of(of_articles, [own]) else registered_domain(of_articles)


def key_of(section: Section) -> str:
    """Our key: the label where it is in Latin letters, else the code; ``all`` where there is none. A code that says nothing in Latin letters is
    ``section`` and the CMS's number.

    >>> key_of(Section("", "전체기사"))
    'all'
    >>> key_of(Section("S1N4", "AI·Robot")), key_of(Section("startup", "스타트업")), key_of(Section("14", "과학"))
    ('ai_robot', 'startup', 'section_14')
    >>> key_of(Section("%ec%9d%b4%ec%95%bc%ea%b8%b0", "이야기", "27"))
    'section_27'
    """
    label = re.sub(r"[^a-z0-9]+", "_", section.label.lower()).strip("_") if section.label.isascii() or "·" in section.label else ""
    if label and not re.search("[가-힣]", section.label):
        return label
    if not section.code:
        return "all"
    if "%" in section.code or not section.code.isascii():
        return f"section_{section.number}".strip("_")
    code = re.sub(r"[^a-z0-9]+", "_", section.code.lower()).strip("_")
    return code if code.replace("_", "").isalpha() and len(code) > 1 else f"section_{code}"


def english_of(found: Findings) -> str:
    """A name in Latin letters: one that the site calls itself, else the spider's."""
    latin = (name for name in (found.publisher, *sorted(found.also_called)) if name.isascii() and "." not in name)
    return next(latin, found.name.replace("_", " ").title())


def _class_name(found: Findings) -> str:
    return "".join(part.capitalize() for part in found.name.split("_")) + "Spider"


def _literal(value: Any) -> str:
    """A value by ``repr``, in double quotes where that needs no escape.

    >>> _literal('a[href="x"]'), _literal({"it": "IT"}), _literal(("가",)), _literal("its \\"name\\" isn't")
    ('\\'a[href="x"]\\'', '{"it": "IT"}', '("가",)', '\\'its "name" isn\\\\\\'t\\'')
    """
    if isinstance(value, str):
        written = repr(value)
        return f'"{written[1:-1]}"' if written[0] == "'" and '"' not in value else written
    if isinstance(value, dict):
        return f"{{{', '.join(f'{_literal(key)}: {_literal(item)}' for key, item in value.items())}}}"
    inside = ", ".join(map(_literal, value))
    return f"({inside},)" if isinstance(value, tuple) else f"[{inside}]"


def _check(text: str, values: dict[str, Any]) -> None:
    """That a module declares just these values, in one class, and does nothing else. Raises ProbeError."""
    try:
        is_good = _declared(ast.parse(text)) == values
    except (SyntaxError, TypeError, ValueError, RecursionError, MemoryError):
        is_good = False
    if not is_good:
        raise ProbeError("what the pages say cannot be written as a spider's module; write it by hand (docs/add-a-site.md)")


def _declared(module: ast.Module) -> dict[str, Any]:
    """What the one class of a module declares. Raises ValueError and TypeError for anything else."""
    docstring, *imports, made = module.body
    if not (isinstance(docstring, ast.Expr) and isinstance(docstring.value, ast.Constant) and isinstance(made, ast.ClassDef)
            and all(isinstance(line, ast.ImportFrom) and (line.module or "").startswith("newscrawl.") for line in imports)
            and all(isinstance(base, ast.Name) for base in made.bases) and not made.decorator_list and not made.keywords):
        raise ValueError(ast.dump(module))
    values = {}
    for line in made.body:
        if not isinstance(line, ast.Assign):
            raise TypeError(ast.dump(line))
        values[ast.unparse(line.targets[0])] = ast.literal_eval(line.value)
    return values
