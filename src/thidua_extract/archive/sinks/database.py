"""The flat tables in one DuckDB file, with days as DATE, numbers as DOUBLE and aliases as a list."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import duckdb
import pyarrow as pa

from thidua_extract.archive.sinks.gathering import Batches
from thidua_extract.archive.sinks.parts import part_of, sync_file, sync_folder
from thidua_extract.errors import OutputError

__all__ = ["Database"]


class Database:
    """A database file that takes its name when every row is in it."""

    def __init__(self, output: Path) -> None:
        self._output = output
        self._part = part_of(output)
        self._connection: duckdb.DuckDBPyConnection | None = None
        self._tables: dict[str, Batches] = {}

    def open(self, schemas: dict[str, pa.Schema]) -> None:
        """Make the file under its provisional name, with every table in it."""
        self._remove()
        with self._told():
            self._connection = duckdb.connect(str(self._part))
            for table, schema in schemas.items():
                self._run(f'CREATE TABLE "{table}" AS SELECT * FROM incoming', schema.empty_table())
        self._tables = {table: Batches(self._inserter(table)) for table in schemas}

    def write(self, table: str, batch: pa.RecordBatch) -> None:
        """Add rows to a table."""
        self._tables[table].add(batch)

    def finish(self) -> None:
        """Insert the rest and close the file."""
        for batches in self._tables.values():
            batches.flush()
        with self._told():
            if self._connection is not None:
                self._connection.execute("CHECKPOINT")
                self._connection.close()
        sync_file(self._part)

    def publish(self) -> None:
        """Give the file its name."""
        self._part.replace(self._output)
        sync_folder(self._output.parent)

    def drop(self) -> None:
        """Remove what was written."""
        if self._connection is not None:
            with suppress(duckdb.Error):
                self._connection.close()
        with suppress(OSError):
            self._remove()

    def _inserter(self, table: str) -> Callable[[pa.Table], None]:
        def insert(rows: pa.Table) -> None:
            with self._told():
                self._run(f'INSERT INTO "{table}" SELECT * FROM incoming', rows)

        return insert

    def _run(self, statement: str, rows: pa.Table) -> None:
        assert self._connection is not None
        self._connection.register("incoming", rows)
        self._connection.execute(statement)
        self._connection.unregister("incoming")

    def _remove(self) -> None:
        for name in (self._part.name, f"{self._part.name}.wal"):
            self._part.with_name(name).unlink(missing_ok=True)

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except duckdb.Error as error:
            raise OutputError(f"{self._output}: cannot be written: {str(error).splitlines()[0]}") from error
