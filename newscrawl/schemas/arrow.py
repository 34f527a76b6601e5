"""The Arrow schema of an article, made from the dataclasses as the JSON Schemas are: for Parquet, Polars, datasets and the like.

Times are ``timestamp[ms, tz=Asia/Seoul]``: milliseconds are the coarsest that Parquet and Polars know, so that a file read back has
the schema that it was written with.
"""
from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import datetime
from types import NoneType
from typing import Any, Literal, get_args, get_origin, get_type_hints

from newscrawl.items import Article

try:
    import pyarrow as pa
except ModuleNotFoundError as error:
    raise ImportError("newscrawl.schemas.arrow needs pyarrow; newscrawl's extra 'arrow' brings it, or pip install pyarrow") from error

_PLAIN = {str: pa.string(), int: pa.int64(), float: pa.float64(), datetime: pa.timestamp("ms", tz="Asia/Seoul")}


def article_schema() -> pa.Schema:
    """Columns in the record's order; what the record allows to be null is nullable, and nothing else."""
    return pa.schema(_fields(Article))


def _fields(item: type) -> list[pa.Field]:
    types = get_type_hints(item)
    return [_field(field.name, types[field.name]) for field in fields(item)]


def _field(name: str, kind: Any) -> pa.Field:
    choices = set(get_args(kind)) - {NoneType}
    if NoneType in get_args(kind):
        [kind] = choices
        return pa.field(name, _type(kind))
    return pa.field(name, _type(kind), nullable=False)


def _type(kind: Any) -> pa.DataType:
    if is_dataclass(kind):
        return pa.struct(_fields(kind))  # type: ignore[arg-type]
    if get_origin(kind) is list:
        return pa.list_(_field("element", get_args(kind)[0]))
    if get_origin(kind) is Literal:
        return pa.string()
    return _PLAIN[kind]
