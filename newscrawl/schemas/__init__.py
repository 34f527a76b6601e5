"""JSON Schemas of the records, made from the dataclasses in ``newscrawl.items`` and kept here for whoever loads the files."""
from __future__ import annotations

import ast
import inspect
import json
from dataclasses import fields, is_dataclass
from datetime import datetime
from functools import cache
from itertools import pairwise
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Literal, get_args, get_origin, get_type_hints

from newscrawl.items import ARTICLE_SCHEMA, REJECTED_SCHEMA, TOMBSTONE_SCHEMA, Article, RejectedPage, Tombstone

SCHEMAS: dict[str, type] = {ARTICLE_SCHEMA: Article, REJECTED_SCHEMA: RejectedPage, TOMBSTONE_SCHEMA: Tombstone}
"""The schemas of the lines that are written today, with their dataclasses; ``versions`` knows those before them."""

_PLAIN = {str: {"type": "string"}, int: {"type": "integer"}, float: {"type": "number"}, NoneType: {"type": "null"}}
_KOREAN_TIME = {"type": "string", "format": "date-time", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+09:00$"}


def path_of(name: str) -> Path:
    """Where the schema of that name is kept: ``newscrawl/article/2`` in ``article-2.json``."""
    return Path(__file__).with_name("-".join(name.split("/")[1:]) + ".json")


def schema_text(name: str) -> str:
    """The JSON Schema (2020-12) as it is kept: every key required, no other allowed, contracts as descriptions."""
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": name, **_object(SCHEMAS[name])}
    schema["properties"]["schema"]["const"] = name
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def _object(item: type) -> dict[str, Any]:
    types, contracts = get_type_hints(item), _contracts(item)
    properties = {}
    for field in fields(item):
        properties[field.name] = _of(types[field.name])
        if field.name in contracts:
            properties[field.name]["description"] = contracts[field.name]
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def _of(kind: Any) -> dict[str, Any]:
    if is_dataclass(kind):
        return _object(kind)  # type: ignore[arg-type]
    if kind is datetime:
        return dict(_KOREAN_TIME)
    if get_origin(kind) is list:
        return {"type": "array", "items": _of(get_args(kind)[0])}
    if get_origin(kind) is Literal:
        return {"enum": list(get_args(kind))}
    if get_origin(kind) is UnionType or len(get_args(kind)) > 1:
        return {"anyOf": [_of(choice) for choice in get_args(kind)]}
    return dict(_PLAIN[kind])


@cache
def _contracts(item: type) -> dict[str, str]:
    """The text under each attribute of a class, on one line."""
    body = ast.parse(inspect.getsource(item)).body[0].body  # type: ignore[attr-defined]
    contracts = {}
    for statement, below in pairwise(body):
        if (isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name)
                and isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant)):
            contracts[statement.target.id] = " ".join(str(below.value.value).replace("``", "`").split())
    return contracts
