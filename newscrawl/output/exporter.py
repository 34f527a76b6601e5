"""JSON Lines by orjson, and CSV without formulas."""
from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import is_dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

import orjson
from itemadapter import ItemAdapter
from scrapy.exporters import BaseItemExporter, CsvItemExporter

_FORMULA = tuple("=+-@\t\r\n＝＋－＠")


def line_of(value: Any) -> bytes:
    """One line of JSON, line feed included.

    What orjson refuses (integers over 64 bits, keys that are no strings, lone surrogates) is written by ``json`` instead,
    with a replacement character for a lone surrogate, which no UTF-8 can hold.
    """
    try:
        return orjson.dumps(value, default=_plain, option=orjson.OPT_APPEND_NEWLINE)
    except TypeError:
        text = json.dumps(_known_to_json(value), ensure_ascii=False, default=_plain)
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").encode() + b"\n"


class OrjsonLinesExporter(BaseItemExporter):
    """Writes an item a line, keys in the order of its fields.

    Dataclasses and dicts go to orjson whole. If fields are selected or have serializers, Scrapy's field-by-field export is used.
    """

    def __init__(self, file: BytesIO, **options: Any) -> None:
        super().__init__(dont_fail=True, **options)
        self.file = file
        self._whole: dict[type, bool] = {}

    def export_item(self, item: Any) -> None:
        whole = self._whole.get(type(item))
        if whole is None:
            whole = self._whole[type(item)] = self._is_written_whole(item)
        self.file.write(line_of(item if whole else dict(self.get_serialized_fields(item))))

    def _is_written_whole(self, item: Any) -> bool:
        if self.fields_to_export is not None or not (is_dataclass(item) or type(item) is dict):
            return False
        adapter = ItemAdapter(item)
        if is_dataclass(item) and (hasattr(item, "__dict__") or any(name.startswith("_") for name in adapter.field_names())):
            return False
        return not any("serializer" in adapter.get_field_meta(name) for name in adapter.field_names())


class GuardedCsvExporter(CsvItemExporter):
    """CSV in which a spreadsheet sees no formula: a text that begins like one gets an apostrophe before it.

    https://owasp.org/www-community/attacks/CSV_Injection; the wide signs are formulas where a spreadsheet is set to an East Asian language.
    """

    def _build_row(self, values: Iterable[Any]) -> Iterable[Any]:
        for value in super()._build_row(values):
            yield f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def _plain(value: Any) -> Any:
    """Converts a type that neither JSON writer knows to one that both know."""
    if isinstance(value, datetime):
        return value.isoformat()
    if ItemAdapter.is_item(value):
        return ItemAdapter(value).asdict()
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if isinstance(value, set | frozenset | tuple):
        return list(value)
    return str(value)


def _known_to_json(value: Any) -> Any:
    """Non-finite numbers as null, as orjson writes them: ``NaN`` is no JSON."""
    if ItemAdapter.is_item(value) and not isinstance(value, dict):
        value = ItemAdapter(value).asdict()
    if isinstance(value, float) and (value != value or value in {float("inf"), float("-inf")}):
        return None
    if isinstance(value, dict):
        return {key if key is None or isinstance(key, str | int | float) else str(key): _known_to_json(inner)
                for key, inner in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_known_to_json(inner) for inner in value]
    return value
