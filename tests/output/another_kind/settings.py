"""The project's settings, and one more kind of output: a row and its schema, as ``newscrawl.output.kinds`` asks for."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from newscrawl.output.kinds import KINDS, OutputKind, no_entry
from newscrawl.schemas import SCHEMAS
from newscrawl.settings import *  # noqa: F403

SPIDER_MODULES = ["tests.output.another_kind.spiders"]
HEADLINE_SCHEMA = "newscrawl/headline/1"


@dataclass(slots=True)
class Headline:
    """An article's title as its page had it."""

    schema: str
    id: str
    title: str
    read_at: datetime


SCHEMAS[HEADLINE_SCHEMA] = Headline
KINDS.append(OutputKind("headlines", HEADLINE_SCHEMA, Headline, no_entry, has_revisions=False, count_as=lambda item: "headlines"))
