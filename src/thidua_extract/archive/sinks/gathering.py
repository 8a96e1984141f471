"""Lines gathered into record batches, and small batches into large ones: what is held in memory is bounded."""

from __future__ import annotations

from collections.abc import Callable

import pyarrow as pa

from thidua_extract.archive.arrow import MOST_BATCH_BYTES, record_batch

__all__ = ["Batches", "Lines"]

_MOST_LINES = 1024
_MOST_ROWS = 32_768
_MOST_BYTES = 32_000_000


class Lines:
    """Lines of JSON on their way to ``write``, which gets them as batches of records."""

    def __init__(self, write: Callable[[pa.RecordBatch], None]) -> None:
        self._write = write
        self._lines: list[bytes] = []
        self._weight = 0

    def add(self, line: bytes) -> None:
        """Take a line in."""
        self._lines.append(line)
        self._weight += len(line)
        if len(self._lines) >= _MOST_LINES or self._weight >= MOST_BATCH_BYTES:
            self.flush()

    def flush(self) -> None:
        """Pass on what is there."""
        if self._lines:
            lines, self._lines, self._weight = self._lines, [], 0
            self._write(record_batch(lines))


class Batches:
    """Batches on their way to ``write``, which gets them as tables large enough for a group of rows."""

    def __init__(self, write: Callable[[pa.Table], None]) -> None:
        self._write = write
        self._batches: list[pa.RecordBatch] = []
        self._rows = 0
        self._bytes = 0

    def add(self, batch: pa.RecordBatch) -> None:
        """Take a batch in."""
        self._batches.append(batch)
        self._rows += batch.num_rows
        self._bytes += batch.nbytes
        if self._rows >= _MOST_ROWS or self._bytes >= _MOST_BYTES:
            self.flush()

    def flush(self) -> None:
        """Pass on what is there."""
        if self._rows:
            batches, self._batches, self._rows, self._bytes = self._batches, [], 0, 0
            self._write(pa.Table.from_batches(batches))
