"""Where records go: one JSON line each, and the sources that failed in a second file beside it."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import TextIO

from thidua_extract.archive.sources import Failure
from thidua_extract.errors import ThiduaError
from thidua_extract.records import Announcement

__all__ = ["OutputError", "RecordSink", "errors_path"]


class OutputError(ThiduaError):
    """The output cannot be written; the message names the file."""


def errors_path(output: Path) -> Path:
    """The file of error lines beside an output.

    >>> errors_path(Path("out/records.jsonl")).name
    'records.errors.jsonl'
    """
    return output.with_name(f"{output.stem}.errors.jsonl")


class RecordSink:
    """Writes to ``….part`` files that take their final names when everything is written.

    An output is therefore whole or not there. The error file exists only where a source failed.
    """

    def __init__(self, output: Path) -> None:
        if output.exists() and not output.is_file():
            raise OutputError(f"{output}: not a file that can be written")
        self._records = _Part(output)
        self._errors = _Part(errors_path(output))

    def __enter__(self) -> RecordSink:
        self._records.open()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        for part in (self._errors, self._records):
            part.close(keep=kind is None)

    def write(self, outcome: Announcement | Failure) -> None:
        """Write a record or an error line."""
        if isinstance(outcome, Failure):
            self._errors.write(json.dumps(asdict(outcome), ensure_ascii=False))
        else:
            self._records.write(outcome.model_dump_json())


class _Part:
    """One line-buffered file under a provisional name, opened when it is first needed."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._part = path.with_name(path.name + ".part")
        self._file: TextIO | None = None

    def open(self) -> TextIO:
        if self._file is None:
            try:
                self._file = self._part.open("w", encoding="utf-8", newline="\n", buffering=1)
            except OSError as error:
                raise OutputError(f"{self._path}: cannot be written: {error.strerror}") from error
        return self._file

    def write(self, line: str) -> None:
        try:
            self.open().write(line + "\n")
        except OSError as error:
            raise OutputError(f"{self._path}: cannot be written: {error.strerror}") from error

    def close(self, *, keep: bool) -> None:
        """Give the file its name; without ``keep`` what was written so far stays in the part."""
        if self._file is not None:
            self._file.close()
        if keep and self._file is not None:
            self._part.replace(self._path)
        elif keep:
            self._path.unlink(missing_ok=True)
