"""Whatever the item, its line is the one that Scrapy's own exporter writes, and JSON where that one's is not."""
from __future__ import annotations

import copy
import json
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import attrs
import pytest
import scrapy
from hypothesis import given
from hypothesis import strategies as st
from scrapy.exporters import BaseItemExporter, JsonLinesItemExporter

from newscrawl.output.exporter import OrjsonLinesExporter, line_of
from newscrawl.text.dates import KST


@dataclass(slots=True)
class Slotted:
    title: str
    views: int | None = None
    tags: list[Any] = field(default_factory=list)


@dataclass
class Plain:
    title: str
    views: int | None = None
    tags: list[Any] = field(default_factory=list)


@attrs.define
class Attrs:
    title: str
    views: int | None = None
    tags: list[Any] = attrs.field(factory=list)


class Declared(scrapy.Item):
    title = scrapy.Field()
    views = scrapy.Field()
    tags = scrapy.Field()


@dataclass(slots=True)
class Shouting:
    views: int
    title: str = field(metadata={"serializer": str.upper})


class ShoutingItem(scrapy.Item):
    views = scrapy.Field()
    title = scrapy.Field(serializer=str.upper)


@dataclass
class Private:
    title: str
    _source: str


KINDS = [dict, Slotted, Plain, Attrs, Declared]
ORDINARY: list[Any] = [
    *(kind(title="뷁 “따옴표”\n\t\\ \u2028 🚀", views=3, tags=["가", None, True, 1.5, {"b": 1, "a": [[]]}]) for kind in KINDS),
    *(kind(title="시각", views=None, tags=[datetime(2026, 11, 22, 3, 0, 0, 7, KST), datetime(2026, 11, 22, tzinfo=UTC),
                                         date(2026, 11, 22), Decimal("1.10"), {"하나"}, ("가", 1)]) for kind in KINDS),
    *(kind(title="안에 또", views=-(2**63), tags=[inner(title="속") for inner in KINDS]) for kind in KINDS),
    {}, Declared(), Declared(tags=[], title="순서는 선언대로"), {"b": 1, "a": 2},
    *({"n": number, "안": {None: 1, False: 2, 3: 4, 1.5: 6, "5": 7}} for number in (1, 2**70)),
    Shouting(1, "nvidia"), ShoutingItem(title="nvidia", views=1), Private("제목", "속"),
]
OPTIONS: list[dict[str, Any]] = [
    {}, {"fields_to_export": ["tags", "title"]}, {"fields_to_export": {"views": "조회", "title": "제목"}},
    {"fields_to_export": ["title", "none"], "export_empty_fields": True}, {"export_empty_fields": True},
]


def exported(*items: Any, exporter: type[BaseItemExporter] = OrjsonLinesExporter, **options: Any) -> bytes:
    file = BytesIO()
    writer = exporter(file, encoding="utf-8", **options)
    writer.start_exporting()
    for item in items:
        writer.export_item(item)
    writer.finish_exporting()
    return file.getvalue()


def pairs(lines: bytes) -> list[Any]:
    """The lines with the order of their keys."""
    assert lines.endswith(b"\n")
    return [json.loads(line, object_pairs_hook=list) for line in lines.decode().removesuffix("\n").split("\n")]


def refuse(constant: str) -> Any:
    raise AssertionError(f"{constant} is no JSON")


@pytest.mark.parametrize("options", OPTIONS, ids=str)
@pytest.mark.parametrize("item", ORDINARY, ids=[f"{type(item).__name__}-{n}" for n, item in enumerate(ORDINARY)])
def test_same_as_scrapys_own(item: Any, options: dict[str, Any]) -> None:
    assert pairs(exported(item, **options)) == pairs(exported(item, exporter=JsonLinesItemExporter, **options))


@pytest.mark.parametrize("kind", KINDS)
def test_chosen_fields_leave_as_chosen(kind: type) -> None:
    item = kind(title="제목", views=3, tags=[])
    assert exported(item, fields_to_export=["tags", "title"]) == '{"tags":[],"title":"제목"}\n'.encode()
    assert exported(item, fields_to_export={"views": "조회"}) == '{"조회":3}\n'.encode()


@pytest.mark.parametrize("kind", KINDS)
def test_whole_or_field_by_field_is_the_same_line(kind: type) -> None:
    item = kind(title="제목", views=3, tags=["가"])
    assert exported(item) == exported(item, fields_to_export=["title", "views", "tags"])
    assert exported(item) == '{"title":"제목","views":3,"tags":["가"]}\n'.encode()


def test_serializers_are_asked_among_items_that_have_none() -> None:
    lines = exported(Slotted("a"), Shouting(1, "a"), Slotted("b"), ShoutingItem(title="b"), {"title": "c"})
    assert [json.loads(line)["title"] for line in lines.splitlines()] == ["a", "A", "b", "B", "c"]


def test_only_declared_fields_leave() -> None:
    item = Plain("제목")
    item.seen = True  # type: ignore[attr-defined]
    assert exported(item) == exported(Plain("제목"))


@pytest.mark.parametrize(("value", "written"), [
    (float("nan"), "null"),
    ([float("inf"), -float("inf"), 1.5], "[null,null,1.5]"),
    ({"수": 2**64, "없음": float("nan")}, '{"수":18446744073709551616,"없음":null}'),
    ([-(2**70), {float("nan")}, (float("inf"),)], "[-1180591620717411303424,[null],[null]]"),
    ([2**70, Attrs("가", tags=[float("nan")])], '[1180591620717411303424,{"title":"가","views":null,"tags":[null]}]'),
    ({1: "하나", None: "없음", False: "거짓"}, '{"1":"하나","null":"없음","false":"거짓"}'),
    ("a\ud800b", '"a\ufffdb"'),
    ("\udc00", '"\ufffd"'),
    ({"\ud800": "뷁"}, '{"\ufffd":"뷁"}'),
    (["\ud83d\ude80", "🚀"], '["🚀","🚀"]'),
    (Decimal("1.10"), '"1.10"'),
    ({"하나"}, '["하나"]'),
    (frozenset({1}), "[1]"),
    ("한글".encode(), '"한글"'),
    (b"\xff!", '"\ufffd!"'),
    (datetime(2026, 11, 22, 3, tzinfo=KST), '"2026-11-22T03:00:00+09:00"'),
    ([2**70, datetime(2026, 11, 22, 3, tzinfo=KST)], '[1180591620717411303424,"2026-11-22T03:00:00+09:00"]'),
    (Slotted("가", 2**70, [float("nan"), Slotted("나")]),
     '{"title":"가","views":1180591620717411303424,"tags":[null,{"title":"나","views":null,"tags":[]}]}'),
])
def test_what_json_does_not_know(value: Any, written: str) -> None:
    line = line_of(value)
    assert line.endswith(b"\n")
    assert line.count(b"\n") == 1
    assert json.dumps(json.loads(line), ensure_ascii=False, separators=(",", ":")) == written


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=20)
hostile_values = st.recursive(
    st.floats() | st.integers(-(2**80), 2**80) | st.text(st.characters()) | st.binary() | st.decimals()
    | st.datetimes(timezones=st.just(KST)) | st.frozensets(st.floats(), max_size=3),
    lambda inner: st.lists(inner) | st.dictionaries(st.none() | st.integers() | st.text(st.characters()), inner)
    | st.tuples(inner, inner) | st.builds(Attrs, st.just("가"), tags=st.lists(inner)), max_leaves=10)


@given(json_values)
def test_any_json_value_reads_back(value: Any) -> None:
    line = line_of(value)
    assert (json.loads(line), line.count(b"\n"), line[-1:]) == (value, 1, b"\n")


@given(hostile_values)
def test_any_value_is_one_line_of_utf8_json(value: Any) -> None:
    line = line_of(value)
    json.loads(line.decode(), parse_constant=refuse)
    assert (line.count(b"\n"), line[-1:]) == (1, b"\n")


@pytest.mark.slow
@given(st.lists(st.builds(Slotted, st.text(), st.none() | st.integers(), st.lists(json_values))))
def test_exporting_changes_no_item(items: list[Slotted]) -> None:
    before = copy.deepcopy(items)
    lines = exported(*items)
    assert items == before
    assert [Slotted(**json.loads(line)) for line in lines.split(b"\n")[:-1]] == before
