"""What a check found, as text for a person: one site in full, or a line each; and as JSON."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from newscrawl.devtools.check.declared import Finding, State, findings, outcome
from newscrawl.devtools.check.visit import Trouble, Visit
from newscrawl.items import Article
from newscrawl.text.plurals import counted

MAX_VALUE_CHARS = 40
"""A longer value is cut."""
HOLDS = "holds"
_WORDS: dict[State, str] = {"holds": "holds", "unseen": "not seen", "broken": "BROKEN"}


@dataclass(frozen=True)
class Checked:
    """One site, checked."""

    visit: Visit
    findings: list[Finding]
    outcome: str
    """``holds``, ``changed``, or why pages or fields are missing: ``captcha``, ``unreachable``, ``no-body``, …"""

    @classmethod
    def of(cls, visit: Visit) -> Checked:
        found = findings(visit)
        return cls(visit, found, outcome(visit, found))

    @property
    def broken(self) -> list[Finding]:
        return [finding for finding in self.findings if finding.state == "broken"]


def report(checked: Checked) -> str:
    """The pages, each article with its fields and the layer of each, then every declaration and whether it holds."""
    visit = checked.visit
    lines = [f"listing  {page.url}: {counted(len(links), 'article')}" for page, links in visit.listings]
    for page, article, proof in visit.articles:
        layers = article.provenance.layers
        lines += ["", f"article  {page.url}", f"  {'proof':<13}{proof.kind}"]
        lines += [f"  {name:<13}{_short(_value(article, name))}  [{getattr(layers, name) or '-'}]" for name in layers.__slots__]
        lines += [f"  warning      {warning}" for warning in article.provenance.warnings]
    if checked.findings:
        lines += ["", "declared"]
        lines += [line for finding in checked.findings for line in _lines(finding)]
    lines += ["", *(f"MISSING  {trouble.url}: {trouble.message}" for trouble in visit.troubles)]
    return "\n".join([*lines, f"{visit.site.name}: {checked.outcome}{_because(checked)}"]).strip() + "\n"


def row(checked: Checked) -> str:
    """One line of the table of all sites."""
    visit = checked.visit
    numbers = f"{len(visit.listings[0].links) if visit.listings else 0:>4} {len(visit.articles):>3}"
    return f"{visit.site.name:<17}{checked.outcome:<13}{numbers}  {_because(checked).removeprefix(': ')}".rstrip() + "\n"


HEADER = f"{'site':<17}{'outcome':<13}rows art  what no longer holds\n"


def as_json(checked: Checked) -> dict[str, Any]:
    """For ``--json``: everything that the report tells."""
    visit = checked.visit
    return {
        "site": visit.site.name, "section": visit.section, "outcome": checked.outcome,
        "listings": [{"url": page.url, "articles": len(links)} for page, links in visit.listings],
        "articles": [{"url": page.url, "title": article.title, "letters": len(article.body), "proof": proof.kind,
                      "layers": {name: getattr(article.provenance.layers, name) for name in article.provenance.layers.__slots__}}
                     for page, article, proof in visit.articles],
        "declared": [finding._asdict() for finding in checked.findings],
        "missing": [trouble._asdict() for trouble in visit.troubles]}


def _because(checked: Checked) -> str:
    """What is broken, or what could not be fetched; "" if the site holds."""
    if checked.outcome == HOLDS:
        return ""
    if checked.outcome == "changed":
        broken = checked.broken
        return ": " + "; ".join(f"{finding.what} {finding.told}{f' -> {finding.mend}' if finding.mend else ''}" for finding in broken[:3])
    first: Trouble | None = next((trouble for trouble in checked.visit.troubles if trouble.reason == checked.outcome), None)
    return f": {first.message}" if first else ""


def _lines(finding: Finding) -> list[str]:
    """The finding, and below it what the pages show in its place."""
    told = f"  {_WORDS[finding.state]:<9}{finding.what:<15}{finding.declared}  ({finding.told})"
    return [told, f"  {'':<24}-> {finding.mend}"] if finding.mend and finding.state != "holds" else [told]


def _value(article: Article, name: str) -> str:
    value = getattr(article, name)
    if name == "body":
        return f"{counted(len(article.blocks), 'block')}, {counted(len(article.body), 'letter')}: {value}" if value else ""
    if name == "authors":
        return ", ".join(author.name for author in value)
    if name == "images":
        return f"{len(value)}" if value else ""
    return ", ".join(value) if isinstance(value, list) else str(value or "")


def _short(text: str) -> str:
    text = " ".join(text.split()) or "-"
    return text if len(text) <= MAX_VALUE_CHARS else f"{text[:MAX_VALUE_CHARS]}…"
