"""Records in Arrow: a schema derived from the pydantic models, JSON lines to record batches, batches to records.

Everything that holds records in columns (Parquet, the flat tables, DuckDB, Spark, Ray) uses this one schema. Text and
enumerations are strings, days are ``date32``, numbers with a unit are doubles (exact up to 2**53), nested models are
structs, lists are lists, and the open ``extensions`` are one string of JSON. Every column may be null.
"""

from __future__ import annotations

import datetime as dt
import json
import types
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import pyarrow as pa
from pydantic import BaseModel
from pydantic_core import from_json

from thidua_extract.records import SCHEMA_VERSION, Announcement

__all__ = ["MOST_BATCH_BYTES", "read_records", "record_batch", "record_batches", "record_row", "record_schema"]

MOST_BATCH_BYTES = 4_000_000
"""A batch is closed when its lines of JSON come to this many bytes, however few they are."""


@dataclass(frozen=True, slots=True)
class _Form:
    """How values of one annotation lie in Arrow, and how they get there from JSON and back to what a model takes."""

    type: pa.DataType
    to_arrow: Callable[[Any], Any]
    from_arrow: Callable[[Any], Any]


@cache
def record_schema() -> pa.Schema:
    """The schema of a table of records, one row a record; its metadata names the version of the record's schema.

    >>> record_schema().field("kind").type, record_schema().field("campaign").type.field("year").type
    (DataType(string), DataType(int64))
    """
    fields = [pa.field(name, form.type) for name, form in _forms(Announcement).items()]
    return pa.schema(fields, metadata={"thidua_extract.schema_version": SCHEMA_VERSION})


def record_row(line: bytes) -> dict[str, Any]:
    """A line of JSON, one record, as a row that pyarrow takes for :func:`record_schema`."""
    row: dict[str, Any] = _model_form(Announcement).to_arrow(from_json(line))
    return row


def record_batch(lines: Sequence[bytes]) -> pa.RecordBatch:
    """Lines of JSON, one record each, as one batch of :func:`record_schema`."""
    return pa.RecordBatch.from_pylist([record_row(line) for line in lines], schema=record_schema())


def record_batches(lines: Iterable[bytes], size: int = 1024) -> Iterator[pa.RecordBatch]:
    """Batches of at most ``size`` records, in order, none of them empty."""
    gathered: list[bytes] = []
    weight = 0
    for line in lines:
        gathered.append(line)
        weight += len(line)
        if len(gathered) >= size or weight >= MOST_BATCH_BYTES:
            yield record_batch(gathered)
            gathered, weight = [], 0
    if gathered:
        yield record_batch(gathered)


def read_records(batches: Iterable[pa.RecordBatch]) -> Iterator[Announcement]:
    """The records in batches of :func:`record_schema`, such as ``pyarrow.parquet.ParquetFile(…).iter_batches()`` gives.

    Columns beyond the record's own are left aside.
    """
    form = _model_form(Announcement)
    own = record_schema().names
    for batch in batches:
        for row in batch.select(own).to_pylist():
            yield Announcement.model_validate(form.from_arrow(row))


@cache
def _forms(model: type[BaseModel]) -> dict[str, _Form]:
    return {name: _form(field.annotation) for name, field in model.model_fields.items()}


def _form(annotation: Any) -> _Form:
    """The form of an annotation; a kind of annotation that has none is an error, never a guess."""
    annotation = _bare(annotation)
    if annotation in _SCALARS:
        return _SCALARS[annotation]
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return _model_form(annotation)
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Literal and all(isinstance(value, str) for value in arguments):
        return _SCALARS[str]
    if origin is tuple and arguments[1:] == (...,):
        return _list_form(_form(arguments[0]))
    if origin is dict:
        return _JSON
    raise TypeError(f"{annotation} has no form in Arrow")


def _bare(annotation: Any) -> Any:
    """An annotation without its constraints and without its None; a number's two types become float."""
    if get_origin(annotation) is Annotated:
        return _bare(get_args(annotation)[0])
    if get_origin(annotation) not in (Union, types.UnionType):
        return annotation
    rest = [_bare(part) for part in get_args(annotation) if part is not type(None)]
    if len(rest) == 1:
        return rest[0]
    return float if set(rest) == {int, float} else annotation


def _model_form(model: type[BaseModel]) -> _Form:
    forms = _forms(model)

    def to_arrow(value: dict[str, Any]) -> dict[str, Any]:
        return {name: forms[name].to_arrow(part) for name, part in value.items() if part is not None}

    def from_arrow(value: dict[str, Any]) -> dict[str, Any]:
        return {name: forms[name].from_arrow(part) for name, part in value.items() if part is not None}

    return _Form(pa.struct([pa.field(name, form.type) for name, form in forms.items()]), to_arrow, from_arrow)


def _list_form(item: _Form) -> _Form:
    def to_arrow(values: list[Any]) -> list[Any]:
        return [item.to_arrow(value) for value in values]

    def from_arrow(values: list[Any]) -> list[Any]:
        return [item.from_arrow(value) for value in values]

    return _Form(pa.list_(item.type), to_arrow, from_arrow)


def _same(value: Any) -> Any:
    return value


def _whole(value: float) -> float | int:
    """A double as the number it was written as: 1655, not 1655.0."""
    return int(value) if value.is_integer() else value


def _compact(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


_SCALARS: dict[Any, _Form] = {
    str: _Form(pa.string(), _same, _same),
    bool: _Form(pa.bool_(), _same, _same),
    int: _Form(pa.int64(), _same, _same),
    float: _Form(pa.float64(), float, _whole),
    dt.date: _Form(pa.date32(), dt.date.fromisoformat, _same),
}
_JSON = _Form(pa.string(), _compact, json.loads)
