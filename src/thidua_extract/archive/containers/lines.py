"""Lines of text out of a stream, each of bounded length."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from typing import Literal

from thidua_extract.archive.containers.streams import Stream

__all__ = ["Lines"]

_SKIPPED_AT_ONCE = 65_536


class Lines(Iterator[str | None]):
    r"""Lines with their ends; None stands for a line of more than ``most`` characters, which was passed over.

    Lines end at a line feed or, with ``ends=""``, at a carriage return as well. UTF-16 with a byte order mark is read,
    all else as UTF-8; bytes that are none become lone surrogates, out of which ``surrogateescape`` makes them again.
    """

    def __init__(self, stream: Stream, *, most: int, ends: Literal["", "\n"] = "\n") -> None:
        marked = stream.peek(2) in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
        encoding = "utf-16" if marked else "utf-8-sig"
        errors = "replace" if marked else "surrogateescape"
        self._text = io.TextIOWrapper(io.BufferedReader(stream), encoding=encoding, errors=errors, newline=ends)
        self._most = most
        self._ends = ("\n", "\r") if ends == "" else ("\n",)

    def __next__(self) -> str | None:
        line = self._text.readline(self._most + 2)
        if not line:
            raise StopIteration
        if len(line) <= self._most + 1 or line.endswith(self._ends):
            return line
        while (rest := self._text.readline(_SKIPPED_AT_ONCE)) and not rest.endswith(self._ends):
            pass
        return None
