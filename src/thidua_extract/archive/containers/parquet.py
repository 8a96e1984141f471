"""Parquet files, a few rows at a time and only the columns that are wanted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from thidua_extract.archive.containers.options import SourceOptions
from thidua_extract.archive.containers.place import ContainerError, Item, Place
from thidua_extract.archive.containers.rows import Fields, shown_names, source_of_row
from thidua_extract.archive.containers.streams import CountedFile

__all__ = ["read_parquet"]

_BATCH = 32
"""Rows held at once."""
_BUFFER = 1_000_000
"""Bytes of a column read at once."""


def read_parquet(file: CountedFile, place: Place, options: SourceOptions) -> Iterator[Item]:
    """A source for each row, numbered from 1.

    Raises:
        ContainerError: ``no_column``, naming the columns there are.
        pyarrow.ArrowException: the file is corrupt.
    """
    fields = Fields.of(options)
    table = pq.ParquetFile(file, buffer_size=_BUFFER, pre_buffer=False)
    columns = {field.name: field.type for field in table.schema_arrow}
    texts = {name for name in fields.wanted if name in columns and _is_text(columns[name])}
    if not texts:
        reason = f"no text column {' or '.join(fields.wanted)}; there are {shown_names(columns)}"
        raise ContainerError("no_column", reason)
    names = [name for name in dict.fromkeys(fields) if name in columns and (name in texts or name not in fields.wanted)]
    number = 0
    for batch in table.iter_batches(batch_size=_BATCH, columns=names):
        values = {name: _values(batch.column(name), raw=name in texts) for name in names}
        for row in zip(*values.values(), strict=True):
            number += 1
            yield source_of_row(dict(zip(values, row, strict=True)), place, number, fields, options, unit="row")


def _is_text(kind: Any) -> bool:
    kind = kind.value_type if pa.types.is_dictionary(kind) else kind
    return _is_string(kind) or any(
        is_kind(kind) for is_kind in (pa.types.is_binary, pa.types.is_large_binary, pa.types.is_binary_view)
    )


def _is_string(kind: Any) -> bool:
    return any(is_kind(kind) for is_kind in (pa.types.is_string, pa.types.is_large_string, pa.types.is_string_view))


def _values(column: Any, *, raw: bool) -> list[object]:
    """The values of a column: texts as their bytes (``raw``) or decoded, days and times as ISO strings."""
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    if pa.types.is_temporal(column.type):
        column = column.cast(pa.string())
    if not _is_string(column.type):
        return list(column.to_pylist())
    found: list[bytes | None] = column.cast(pa.large_binary()).to_pylist()
    return list(found) if raw else [value and value.decode("utf-8", "surrogateescape") for value in found]
