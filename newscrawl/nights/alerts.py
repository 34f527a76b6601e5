"""Sends what has changed in a night through Apprise. An alert that fails never fails the night; the night's record says so."""
from __future__ import annotations

import logging
import os
import re
from collections.abc import Sequence

from newscrawl.nights.page import headline, name_of, reason_of
from newscrawl.nights.report import Report
from newscrawl.nights.verdicts import Verdict, Word

_VARIABLE = re.compile(r"\$(?:\{(\w+)\}|(\w+))")


def changed(report: Report) -> list[tuple[Verdict, Word | None]]:
    """(tonight's verdict, the word before it) for each site whose verdict has become an alarm, another one, or none."""
    found: list[tuple[Verdict, Word | None]] = []
    for site in report.sites:
        before: Word | None = next((word for night, word, _, _ in reversed(site.days) if word and night < report.night), None)  # type: ignore[misc]
        was_alarm = before is not None and before not in {"good", "quiet"}
        if site.verdict.word != before and (site.verdict.is_alarm or was_alarm):
            found.append((site.verdict, before))
    return found


def message(report: Report, language: str) -> str | None:
    """What is sent: the headline, and each change with its reason; None if nothing has changed."""
    lines = [f"{verdict.site}: {name_of(before, language) if before else '–'} → {name_of(verdict.word, language)}: {reason_of(verdict, language)}"
             for verdict, before in changed(report)]
    return "\n".join([headline(report, language), "", *lines]) if lines else None


def send(report: Report, addresses: Sequence[str], language: str) -> list[str]:
    """Sends the changes of a night to each address. Returns a line on each, without what is secret in it."""
    body = message(report, language)
    if body is None or not addresses:
        return []
    for name in ("apprise", "requests", "urllib3"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # they log addresses
    return [_send(address, f"newscrawl {report.night}", body) for address in addresses]


def _send(address: str, title: str, body: str) -> str:
    kind = address.partition(":")[0]
    try:
        from apprise import (  # here, since it is an extra, takes a second to load, and most nights send nothing
            Apprise,
            NotifyType,
        )
    except ImportError:
        return f"{kind}: not sent: Apprise is not installed; pip install 'newscrawl[alerts]'"
    missing = [name for name in map(_name, _VARIABLE.finditer(address)) if name not in os.environ]
    if missing:
        return f"{kind}: not sent: the environment has no {missing[0]}"
    apprise = Apprise()
    if not apprise.add(_VARIABLE.sub(lambda found: os.environ[_name(found)], address)):
        return f"{kind}: not sent: Apprise does not know such an address"
    sent = apprise.notify(title=title, body=body, notify_type=NotifyType.WARNING)
    return f"{kind}: {'sent' if sent else 'not sent: it was refused or could not be reached'}"


def _name(found: re.Match[str]) -> str:
    return found[1] or found[2]
