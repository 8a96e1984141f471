"""CSV and TSV with a header line, as spreadsheets and pandas write them."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import Literal

from thidua_extract.archive.containers.lines import Lines
from thidua_extract.archive.containers.options import SourceOptions
from thidua_extract.archive.containers.place import ContainerError, Item, Place
from thidua_extract.archive.containers.rows import Fields, shown_names, source_of_row
from thidua_extract.archive.containers.streams import Stream

__all__ = ["read_csv"]

_DELIMITERS = {"csv": ",;\t|", "tsv": "\t"}


class _TooLongError(Exception):
    """A line was passed over."""


class _Given(Iterator[str]):
    """Lines for the csv module; a line that is too long is an error that ends the row and nothing else."""

    def __init__(self, first: str, lines: Lines) -> None:
        self._first: str | None = first
        self._lines = lines

    def __next__(self) -> str:
        line, self._first = self._first or next(self._lines), None
        if line is None:
            raise _TooLongError
        return line


def read_csv(
    stream: Stream, place: Place, options: SourceOptions, *, format: Literal["csv", "tsv"] = "csv"
) -> Iterator[Item]:
    """A source for each row below the header; rows are numbered from 1, a blank line is none.

    Raises:
        ContainerError: ``no_column``, naming the columns there are, and what the stream raises.
    """
    lines = Lines(stream, most=options.most_bytes, ends="")
    first = next(lines, "")
    if first is None:
        raise ContainerError("too_large", f"its header is longer than {options.most_bytes:,} characters")
    fields = Fields.of(options)
    csv.field_size_limit(max(csv.field_size_limit(), options.most_bytes))
    rows = csv.reader(_Given(first, lines), delimiter=_delimiter(first, fields, _DELIMITERS[format]))
    header = [name.strip() for name in next(rows, [])]
    if header and not set(fields.wanted) & set(header):
        reason = f"no column {' or '.join(fields.wanted)}; there are {shown_names(header)}"
        raise ContainerError("no_column", reason)
    yield from _rows(rows, header, place, fields, options)


def _delimiter(header: str, fields: Fields, delimiters: str) -> str:
    """The delimiter under which the header names a column that is wanted."""
    wanted = set(fields.wanted)
    for delimiter in delimiters:
        names = next(csv.reader([header], delimiter=delimiter), [])
        if wanted & {name.strip() for name in names}:
            return delimiter
    return delimiters[0]


def _rows(
    rows: Iterator[list[str]], header: list[str], place: Place, fields: Fields, options: SourceOptions
) -> Iterator[Item]:
    number = 0
    while True:
        try:
            row = next(rows, None)
        except (_TooLongError, csv.Error):  # the one error of a reader that is not strict: a field over the limit
            number += 1
            reason = f"longer than {options.most_bytes:,} characters"
            yield place.row(number, unit="row").failure("too_large", reason)
            continue
        if row is None:
            return
        if not row:
            continue
        number += 1
        yield _row(row, header, place, number, fields, options)


def _row(row: list[str], header: list[str], place: Place, number: int, fields: Fields, options: SourceOptions) -> Item:
    where = place.row(number, unit="row")
    if len(row) != len(header):
        return where.failure("ragged_row", f"{len(row)} fields under {len(header)} columns")
    if any("\x00" in field for field in row):
        return where.failure("binary", "holds zero bytes and is no text")
    named = dict(zip(reversed(header), reversed(row), strict=True))  # the first of two columns of one name
    return source_of_row(named, place, number, fields, options, unit="row")
