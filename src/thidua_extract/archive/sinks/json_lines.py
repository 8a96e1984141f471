"""JSON Lines: one line a record, plain, gzip or Zstandard by the suffix of the output."""

from __future__ import annotations

import json
from contextlib import suppress
from gzip import GzipFile
from pathlib import Path
from typing import BinaryIO, cast

from thidua_extract.archive.model import Failure
from thidua_extract.archive.sinks.parts import Part

__all__ = ["ErrorLines", "JsonLines"]

_GZIP_LEVEL = 6
_ZSTD_LEVEL = 9


class JsonLines:
    """Lines of records; the compressed bytes hold no time and no name, so that they are the same in every run."""

    def __init__(self, output: Path) -> None:
        self._part = Part(output)
        self._suffix = output.suffix.lower()
        self._file: BinaryIO | None = None

    def open(self) -> None:
        """Begin the file."""
        self._file = _compressed(self._part.open(), self._suffix)

    def record(self, line: bytes) -> None:
        """Write one line."""
        assert self._file is not None
        self._file.write(line + b"\n")

    def failure(self, failure: Failure) -> None:
        """Failures are not records: they have a file of their own."""

    def finish(self) -> None:
        """End the compressed stream, write everything out."""
        if self._file is not None:
            self._file.close()
        self._part.finish()

    def publish(self) -> None:
        """Give the file its name."""
        self._part.publish()

    def drop(self) -> None:
        """Remove what was written."""
        with suppress(OSError):
            if self._file is not None:
                self._file.close()
        self._part.drop()


class ErrorLines:
    """The file of failures beside an output, which exists only where there are some."""

    def __init__(self, output: Path) -> None:
        self._part = Part(output)

    def failure(self, failure: Failure) -> None:
        """Write one line: ``id``, ``code``, ``message`` and whether another run may not meet the failure."""
        fields = {name: getattr(failure, name) for name in ("id", "code", "message", "passing")}
        self._part.open().write(json.dumps(fields, ensure_ascii=False).encode("utf-8") + b"\n")

    def finish(self) -> None:
        """Write everything out."""
        self._part.finish()

    def publish(self) -> None:
        """Give the file its name; without failures remove the one of an earlier run."""
        if self._part.is_open:
            self._part.publish()
        else:
            self._part.output.unlink(missing_ok=True)

    def drop(self) -> None:
        """Remove what was written."""
        self._part.drop()


def _compressed(file: BinaryIO, suffix: str) -> BinaryIO:
    if suffix == ".gz":
        return cast("BinaryIO", GzipFile("", "wb", compresslevel=_GZIP_LEVEL, fileobj=file, mtime=0))
    if suffix == ".zst":
        from zstandard import ZstdCompressor

        compressor = ZstdCompressor(level=_ZSTD_LEVEL, write_checksum=True)
        return cast("BinaryIO", compressor.stream_writer(file, closefd=False))
    return file
