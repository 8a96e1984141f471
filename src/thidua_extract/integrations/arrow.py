"""Articles in, records out, in Arrow batches: the function that Spark, Ray Data and other Arrow engines call.

A row in gives a row out, in order. A row out is a record (the columns of
:func:`~thidua_extract.archive.arrow.record_schema`), or nothing but an ``error`` that says why there is none.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import pyarrow as pa

from thidua_extract.archive.arrow import MOST_BATCH_BYTES, record_row, record_schema
from thidua_extract.archive.containers.options import SourceOptions
from thidua_extract.archive.containers.place import Place
from thidua_extract.archive.containers.rows import Fields, source_of_row
from thidua_extract.archive.model import Failure, Outcome, Reading, Skipped, Source, Written
from thidua_extract.archive.reading import read_source
from thidua_extract.pipeline import Profile

__all__ = [
    "BatchOptions",
    "extract_batches",
    "extract_sources",
    "extract_table",
    "input_columns",
    "result_schema",
]

_MOST_ROWS = 256
_PLACE = Place("", "batch")


@dataclass(frozen=True, slots=True)
class BatchOptions:
    """What the columns are called and how each row is read.

    Text goes before HTML; a column of bytes is read as a file would be, old encodings included. ``None`` for ``text``
    and ``html`` both, or for one of the others, tries the names usual in dumps (``id``, ``url``, ``date``, ``title``
    …). ``published_on`` stands in where a row has no date. Without ``gate``, rows without a word of emulation are read
    too.
    """

    text: str | None = "text"
    html: str | None = None
    id: str | None = None
    url: str | None = None
    date: str | None = None
    title: str | None = None
    published_on: dt.date | None = None
    profile: Profile = "full"
    keep_text: bool = False
    gate: bool = True

    @property
    def source_options(self) -> SourceOptions:
        """The names of the columns, as the sources of an archive have them."""
        return SourceOptions(
            text_field=self.text,
            html_field=self.html,
            id_field=self.id,
            url_field=self.url,
            date_field=self.date,
            title_field=self.title,
        )

    @property
    def reading(self) -> Reading:
        """How each row is read."""
        return Reading(published_on=self.published_on, profile=self.profile, keep_text=self.keep_text, gate=self.gate)


@cache
def result_schema() -> pa.Schema:
    """The schema of what comes out: that of records, and ``error`` (id, code, message; null where there is a record).

    >>> result_schema().names[-1]
    'error'
    """
    error = pa.struct([(name, pa.string()) for name in ("id", "code", "message")])
    return record_schema().append(pa.field("error", error))


def input_columns(names: Sequence[str], options: BatchOptions) -> list[str]:
    """Those of the columns ``names`` that are read.

    >>> input_columns(["text", "id", "language"], BatchOptions())
    ['text', 'id']

    Raises:
        ValueError: a column that ``options`` names, or any that could hold an article, is not there.
    """
    named = (options.text, options.html, options.id, options.url, options.date, options.title)
    for name in named:
        if name is not None and name not in names:
            raise ValueError(f"no column {name!r}; there are {', '.join(names)}")
    fields = Fields.of(options.source_options)
    if not set(fields.wanted) & set(names):
        raise ValueError(f"no column {' or '.join(fields.wanted)}; there are {', '.join(names)}")
    wanted = set(fields)
    return [name for name in names if name in wanted]


def extract_batches(
    batches: Iterable[pa.RecordBatch],
    options: BatchOptions = BatchOptions(),
) -> Iterator[pa.RecordBatch]:
    """Read every row of ``batches``: batches of :func:`result_schema`, as many rows, in the same order.

    ``article.id`` is what the ``id`` column holds or, without one, the URL. A row that cannot be read is a row with an
    ``error``; nothing is raised for it.

    Raises:
        ValueError: see :func:`input_columns`.
    """
    yield from _result_batches(outcome for batch in batches for outcome in _read(batch, options))


def extract_table(table: pa.Table, options: BatchOptions = BatchOptions()) -> pa.Table:
    """The same over a whole table, for ``ray.data.Dataset.map_batches(…, batch_format="pyarrow")``."""
    return pa.Table.from_batches(extract_batches(table.to_batches(), options), schema=result_schema())


def extract_sources(
    sources: Iterable[Source | Failure | Skipped],
    options: BatchOptions = BatchOptions(),
) -> Iterator[pa.RecordBatch]:
    """Read what :func:`~thidua_extract.archive.sources.iter_sources` gives; what it skips gives no row."""
    reading = options.reading
    given = (item for item in sources if not isinstance(item, Skipped))
    yield from _result_batches(read_source(item, reading) if isinstance(item, Source) else item for item in given)


def _read(batch: pa.RecordBatch, options: BatchOptions) -> Iterator[Outcome]:
    columns = input_columns(batch.schema.names, options)
    source_options, reading = options.source_options, options.reading
    fields = Fields.of(source_options)
    for start in range(0, batch.num_rows, _MOST_ROWS):
        values = {name: _values(batch.column(name).slice(start, _MOST_ROWS)) for name in columns}
        for number, cells in enumerate(zip(*values.values(), strict=True), start + 1):
            row = dict(zip(columns, cells, strict=True))
            item = source_of_row(row, _PLACE, number, fields, source_options, unit="row")
            item = replace(item, id=_identifier(item, row, fields, number))
            yield read_source(item, reading) if isinstance(item, Source) else item


def _values(column: pa.Array) -> list[Any]:
    """The values of a column, days and times as ISO strings: some that Arrow holds are beyond Python's dates."""
    values: list[Any] = (column.cast(pa.string()) if pa.types.is_temporal(column.type) else column).to_pylist()
    return values


def _identifier(item: Source | Failure, row: dict[str, Any], fields: Fields, number: int) -> str:
    """The row's own key, else its URL, else nothing: its number in a batch says nothing outside of it."""
    key = item.id.removeprefix("#")
    if key == str(number) and key not in {str(row.get(name)).strip() for name in fields.id}:
        return next((str(row[name]) for name in fields.url if row.get(name)), "")
    return key


def _result_batches(outcomes: Iterable[Outcome]) -> Iterator[pa.RecordBatch]:
    """Batches of bounded size, each closed before the next row is read."""
    rows: list[dict[str, Any]] = []
    weight = 0
    for outcome in outcomes:
        rows.append(_row(outcome))
        weight += len(outcome.line) if isinstance(outcome, Written) else 0
        if len(rows) >= _MOST_ROWS or weight >= MOST_BATCH_BYTES:
            yield pa.RecordBatch.from_pylist(rows, schema=result_schema())
            rows, weight = [], 0
    if rows:
        yield pa.RecordBatch.from_pylist(rows, schema=result_schema())


def _row(outcome: Outcome) -> dict[str, Any]:
    if isinstance(outcome, Written):
        return record_row(outcome.line)
    assert isinstance(outcome, Failure), "no kind of record is left out here"
    return {"error": {"id": outcome.id, "code": outcome.code, "message": outcome.message}}
