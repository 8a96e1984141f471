"""The sink of a run: outcomes in, in order; when the last is in, the output appears, whole."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Protocol

from thidua_extract.archive.model import Failure, Outcome, Written
from thidua_extract.archive.sinks.json_lines import ErrorLines, JsonLines
from thidua_extract.archive.sinks.kinds import SinkKind, errors_path
from thidua_extract.archive.sinks.parts import make_folder, told_as_output_error
from thidua_extract.errors import OutputError

__all__ = ["Sink", "Store", "open_sink"]


class Store(Protocol):
    """What a kind of output does; everything is written under a provisional name until ``publish``."""

    def open(self) -> None:
        """Begin."""

    def record(self, line: bytes) -> None:
        """Take in a record: its JSON without a line end."""

    def failure(self, failure: Failure) -> None:
        """Take in a failure, where the kind has a place for it."""

    def finish(self) -> None:
        """Return when everything is on the disk."""

    def publish(self) -> None:
        """Let the output appear under its name."""

    def drop(self) -> None:
        """Remove what was written."""


class Sink:
    """A context in which outcomes are written; on leaving it the output is there whole, after an error not at all.

    An output of an earlier run stays until the new one takes its place. Failures are also lines of the
    ``….errors.jsonl`` beside the output, whatever its kind; that file exists only where a source failed.
    """

    def __init__(self, output: Path, store: Store) -> None:
        self._output = output
        self._store = store
        self._errors = ErrorLines(errors_path(output))

    def __enter__(self) -> Sink:
        try:
            with told_as_output_error(self._output):
                make_folder(self._output.parent)
                self._store.open()
        except BaseException:
            self._drop()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        try:
            if kind is None:
                self._finish()
        except BaseException:
            self._drop()
            raise
        if kind is not None:
            self._drop()

    def write(self, outcome: Outcome) -> None:
        """Take in what became of the next source; what was left out leaves no trace here.

        Raises:
            OutputError: it cannot be written.
        """
        with told_as_output_error(self._output):
            if isinstance(outcome, Written):
                self._store.record(outcome.line)
            elif isinstance(outcome, Failure):
                failure = _encodable(outcome)
                self._errors.failure(failure)
                self._store.failure(failure)

    def _finish(self) -> None:
        parts = (self._errors, self._store)
        with told_as_output_error(self._output):
            for part in parts:
                part.finish()
            for part in parts:
                part.publish()

    def _drop(self) -> None:
        for part in (self._errors, self._store):
            part.drop()


def _encodable(failure: Failure) -> Failure:
    """A failure whose text can be written as UTF-8, whatever the names of files are made of."""
    id, message = (text.encode("utf-8", "replace").decode() for text in (failure.id, failure.message))
    return replace(failure, id=id, message=message)


def open_sink(output: Path, kind: SinkKind) -> Sink:
    """The sink that writes ``output``; nothing is written before the sink is entered.

    Raises:
        OutputError: what lies at ``output`` cannot be replaced by an output of this kind.
    """
    if kind.endswith("-tables"):
        from thidua_extract.archive.sinks.folder import check_folder

        check_folder(output)
    elif output.exists() and not output.is_file():
        raise OutputError(f"{output}: cannot be written: it is a folder or a device, not a file")
    return Sink(output, _store(output.resolve() if output.is_symlink() else output, kind))


def _store(output: Path, kind: SinkKind) -> Store:
    """What is heavy is imported where it is needed."""
    if kind == "jsonl":
        return JsonLines(output)
    if kind == "parquet":
        from thidua_extract.archive.sinks.parquet import ParquetFile

        return ParquetFile(output)
    from thidua_extract.archive.sinks.tables import Tables

    if kind == "duckdb":
        from thidua_extract.archive.sinks.database import Database

        return Tables(Database(output))
    from thidua_extract.archive.sinks.folder import Folder

    if kind == "csv-tables":
        from thidua_extract.archive.sinks.csv_table import CsvTable

        return Tables(Folder(output, ".csv", CsvTable))
    from thidua_extract.archive.sinks.parquet import ParquetTable

    return Tables(Folder(output, ".parquet", ParquetTable))
