"""Records as flat tables: one of articles, one a list of the record, one of errors; derived from the record's schema.

``articles`` has one row a record: the fields of its article, its kind, its campaign and how long each list is. A table
of items has ``article_id``, ``item`` (from 0, in the order of the record) and the item's fields. Nested fields are
joined with an underscore: ``quantity_value``, ``period_start``, ``evidence_text``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Protocol

import pyarrow as pa
import pyarrow.compute as pc

from thidua_extract.archive.arrow import record_schema
from thidua_extract.archive.model import Failure
from thidua_extract.archive.sinks.gathering import Lines
from thidua_extract.records import Item

__all__ = ["ERRORS", "TableTarget", "Tables", "errors_batch", "table_batches", "table_schemas"]

ERRORS = "errors"
_ARTICLES = "articles"
_ERROR_FIELDS = {"article_id": "id", "code": "code", "message": "message", "passing": "passing"}
_ERRORS_SCHEMA = pa.schema(
    [("article_id", pa.string()), ("code", pa.string()), ("message", pa.string()), ("passing", pa.bool_())]
)
_MOST_FAILURES = 1024

Column = tuple[str, pa.Array]


class TableTarget(Protocol):
    """Where the rows of tables go: a folder of files or a database."""

    def open(self, schemas: dict[str, pa.Schema]) -> None:
        """Begin every table."""

    def write(self, table: str, batch: pa.RecordBatch) -> None:
        """Add rows to a table."""

    def finish(self) -> None:
        """Return when everything is on the disk."""

    def publish(self) -> None:
        """Let the output appear under its name."""

    def drop(self) -> None:
        """Remove what was written."""


class Tables:
    """Records and failures on their way into the tables of a target."""

    def __init__(self, target: TableTarget) -> None:
        self._target = target
        self._lines = Lines(self._write)
        self._failures: list[Failure] = []

    def open(self) -> None:
        """Begin every table."""
        self._target.open(table_schemas())

    def record(self, line: bytes) -> None:
        """Take a record in."""
        self._lines.add(line)

    def failure(self, failure: Failure) -> None:
        """Take a failure in."""
        self._failures.append(failure)
        if len(self._failures) >= _MOST_FAILURES:
            self._write_failures()

    def finish(self) -> None:
        """Write the rest."""
        self._lines.flush()
        self._write_failures()
        self._target.finish()

    def publish(self) -> None:
        """Let the output appear."""
        self._target.publish()

    def drop(self) -> None:
        """Remove what was written."""
        self._target.drop()

    def _write(self, batch: pa.RecordBatch) -> None:
        for table, rows in table_batches(batch):
            self._target.write(table, rows)

    def _write_failures(self) -> None:
        if self._failures:
            failures, self._failures = self._failures, []
            self._target.write(ERRORS, errors_batch(failures))


@cache
def table_schemas() -> dict[str, pa.Schema]:
    """The schema of every table by its name.

    >>> list(table_schemas())[:4]
    ['articles', 'issuing_bodies', 'officials', 'audiences']
    """
    nothing = pa.RecordBatch.from_pylist([], schema=record_schema())
    return {name: batch.schema for name, batch in table_batches(nothing)} | {ERRORS: _ERRORS_SCHEMA}


def table_batches(batch: pa.RecordBatch) -> Iterator[tuple[str, pa.RecordBatch]]:
    """The rows of every table but ``errors`` for a batch of records."""
    yield _ARTICLES, _batch(_article_columns(batch))
    ids = pc.struct_field(batch.column("article"), "id")
    for name in batch.schema.names:
        if _is_list_of_items(batch.schema.field(name).type):
            yield name, _batch(_item_columns(batch.column(name), ids))


def errors_batch(failures: Sequence[Failure]) -> pa.RecordBatch:
    """Failures as rows of the table ``errors``."""
    rows = [{column: getattr(failure, field) for column, field in _ERROR_FIELDS.items()} for failure in failures]
    return pa.RecordBatch.from_pylist(rows, schema=_ERRORS_SCHEMA)


def _is_list_of_items(kind: pa.DataType) -> bool:
    return bool(pa.types.is_list(kind) and pa.types.is_struct(kind.value_type))


def _article_columns(batch: pa.RecordBatch) -> Iterator[Column]:
    for name, column in _flat("", batch.column("article")):
        yield "article_id" if name == "id" else name, column
    for name in batch.schema.names:
        column = batch.column(name)
        if _is_list_of_items(column.type):
            yield f"{name}_count", pc.list_value_length(column)
        elif name != "article":
            yield from _flat(name, column)


def _item_columns(column: pa.ListArray, ids: pa.Array) -> Iterator[Column]:
    parents = pc.list_parent_indices(column)
    before = pc.subtract(column.offsets, column.offsets[0]).slice(0, len(column))
    yield "article_id", ids.take(parents)
    yield "item", pc.subtract(pa.array(range(len(parents)), pa.int32()), before.take(parents))
    columns = list(_flat("", column.flatten()))
    yield from (column for column in columns if not _tells_of_reading(column))
    yield from filter(_tells_of_reading, columns)


def _tells_of_reading(column: Column) -> bool:
    """Whether a column says how an item was read: these stand behind those that say what."""
    name = column[0]
    return name.startswith("evidence_") or name in Item.model_fields


def _flat(name: str, column: pa.Array) -> Iterator[Column]:
    """A column, or the columns of a struct under its name and theirs."""
    if not pa.types.is_struct(column.type):
        yield name, column
        return
    for field, child in zip(column.type, column.flatten(), strict=True):
        yield from _flat(f"{name}_{field.name}" if name else field.name, child)


def _batch(columns: Iterator[Column]) -> pa.RecordBatch:
    names, arrays = zip(*columns, strict=True)
    return pa.RecordBatch.from_arrays(list(arrays), names=list(names))
