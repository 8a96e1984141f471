"""A folder of flat tables, one file each, that appears when every file in it is whole."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Protocol

import pyarrow as pa

from thidua_extract.archive.sinks.parts import Part, part_of, sync_folder
from thidua_extract.archive.sinks.tables import table_schemas
from thidua_extract.errors import OutputError

__all__ = ["Folder", "TableFile", "check_folder"]

_SUFFIXES = (".csv", ".parquet")


class TableFile(Protocol):
    """A file that one table is written to."""

    def write(self, batch: pa.RecordBatch) -> None:
        """Add rows."""

    def finish(self) -> None:
        """Return when everything is on the disk."""

    def drop(self) -> None:
        """Remove what was written."""


class Folder:
    """Tables as files named after them; ``begin`` makes the file of one."""

    def __init__(self, output: Path, suffix: str, begin: Callable[[Part, pa.Schema], TableFile]) -> None:
        self._output = output
        self._suffix = suffix
        self._begin = begin
        self._folder = part_of(output)
        self._files: dict[str, tuple[Part, TableFile]] = {}

    def open(self, schemas: dict[str, pa.Schema]) -> None:
        """Make the folder under its provisional name and begin every table."""
        check_folder(self._output)
        _empty(self._folder)
        self._folder.mkdir(exist_ok=True)
        for table, schema in schemas.items():
            part = Part(self._folder / f"{table}{self._suffix}")
            self._files[table] = part, self._begin(part, schema)

    def write(self, table: str, batch: pa.RecordBatch) -> None:
        """Add rows to a table."""
        self._files[table][1].write(batch)

    def finish(self) -> None:
        """Write everything out; the files have their names, the folder not yet."""
        for part, file in self._files.values():
            file.finish()
            part.publish()

    def publish(self) -> None:
        """Let the folder take its name; tables of an earlier run go."""
        _empty(self._output)
        self._folder.rename(self._output)
        sync_folder(self._output.parent)

    def drop(self) -> None:
        """Remove what was written."""
        for _, file in self._files.values():
            file.drop()
        with suppress(OSError, OutputError):
            _empty(self._folder)
            self._folder.rmdir()


def check_folder(folder: Path) -> None:
    """Make sure that a folder holds nothing but tables of ours, or is not there.

    Raises:
        OutputError: it is a file, or holds something else.
    """
    if folder.name in ("", ".."):
        raise OutputError(f"{folder}: tables need a folder of their own: name one")
    if not folder.is_dir():
        if folder.exists():
            raise OutputError(f"{folder}: cannot be written: it is a file, and tables are written to a folder")
        return
    ours = {f"{table}{suffix}" for table in table_schemas() for suffix in _SUFFIXES}
    others = sorted(path.name for path in folder.iterdir() if path.name.removesuffix(".part") not in ours)
    if others:
        raise OutputError(f"{folder}: holds other files ({others[0]}, …): give tables a folder of their own")


def _empty(folder: Path) -> None:
    """Remove our tables from a folder, where it is there."""
    check_folder(folder)
    if folder.is_dir():
        for path in folder.iterdir():
            path.unlink()
