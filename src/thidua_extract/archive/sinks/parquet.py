"""Parquet: the records with nested columns in one file, or one flat table."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pyarrow as pa
from pyarrow.parquet import ParquetWriter

from thidua_extract.archive.arrow import record_schema
from thidua_extract.archive.model import Failure
from thidua_extract.archive.sinks.gathering import Batches, Lines
from thidua_extract.archive.sinks.parts import Part

__all__ = ["ParquetFile", "ParquetTable"]


class ParquetTable:
    """One table written to an open part, group of rows by group of rows."""

    def __init__(self, part: Part, schema: pa.Schema) -> None:
        self._part = part
        self._writer = ParquetWriter(part.open(), schema, compression="zstd")
        self._batches = Batches(self._writer.write_table)

    def write(self, batch: pa.RecordBatch) -> None:
        """Take a batch in."""
        self._batches.add(batch)

    def finish(self) -> None:
        """Write the rest and the footer."""
        self._batches.flush()
        self._writer.close()
        self._part.finish()

    def drop(self) -> None:
        """Remove what was written."""
        with suppress(OSError):
            self._writer.close()
        self._part.drop()


class ParquetFile:
    """Records as rows of :func:`~thidua_extract.archive.arrow.record_schema`."""

    def __init__(self, output: Path) -> None:
        self._part = Part(output)
        self._table: ParquetTable | None = None
        self._lines = Lines(self._write)

    def open(self) -> None:
        """Begin the file."""
        self._table = ParquetTable(self._part, record_schema())

    def record(self, line: bytes) -> None:
        """Take a line in."""
        self._lines.add(line)

    def failure(self, failure: Failure) -> None:
        """Failures are not records: they have a file of their own."""

    def finish(self) -> None:
        """Write the rest and the footer."""
        self._lines.flush()
        if self._table is not None:
            self._table.finish()

    def publish(self) -> None:
        """Give the file its name."""
        self._part.publish()

    def drop(self) -> None:
        """Remove what was written."""
        if self._table is not None:
            self._table.drop()
        self._part.drop()

    def _write(self, batch: pa.RecordBatch) -> None:
        assert self._table is not None
        self._table.write(batch)
