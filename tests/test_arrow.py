"""The Arrow schema says what the JSON Schema says."""
from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

from newscrawl.items import ARTICLE_SCHEMA
from newscrawl.schemas import schema_text

pa = pytest.importorskip("pyarrow", reason="pip install -e '.[arrow]'")


def as_json_schema(kind: Any, nullable: bool) -> dict[str, Any]:
    """An Arrow type in the JSON Schema's words, without contracts and choices."""
    if pa.types.is_struct(kind):
        return {field.name: as_json_schema(field.type, field.nullable) for field in kind}
    if pa.types.is_list(kind):
        return {"items": as_json_schema(kind.value_type, kind.value_field.nullable)}
    name = {pa.string(): "string", pa.int64(): "integer", pa.timestamp("ms", "Asia/Seoul"): "date-time"}[kind]
    return {"type": name, "nullable": nullable}


def plain(schema: dict[str, Any]) -> dict[str, Any]:
    """The JSON Schema with as little."""
    if "properties" in schema:
        return {name: plain(inner) for name, inner in schema["properties"].items()}
    if "items" in schema:
        return {"items": plain(schema["items"])}
    choices = schema.get("anyOf", [schema])
    [kind] = [choice for choice in choices if choice.get("type") != "null"]
    return {"type": kind.get("format") or kind.get("type", "string"), "nullable": len(choices) == 2}


def test_it_is_the_json_schema() -> None:
    from newscrawl.schemas.arrow import article_schema

    columns = as_json_schema(pa.struct(list(article_schema())), nullable=False)
    assert columns == plain(json.loads(schema_text(ARTICLE_SCHEMA)))
    assert list(columns) == list(json.loads(schema_text(ARTICLE_SCHEMA))["properties"])


def test_without_pyarrow_it_says_what_to_install() -> None:
    program = "import sys; sys.modules['pyarrow'] = None; import newscrawl.schemas.arrow"
    failed = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert failed.returncode == 1
    assert failed.stderr.splitlines()[-1] == (
        "ImportError: newscrawl.schemas.arrow needs pyarrow; newscrawl's extra 'arrow' brings it, or pip install pyarrow")
