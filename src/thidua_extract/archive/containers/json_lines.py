"""JSON Lines: one object a line; an object laid out over several lines is read as well (news-please writes those)."""

from __future__ import annotations

import json
from collections.abc import Iterator

from thidua_extract.archive.containers.lines import Lines
from thidua_extract.archive.containers.options import SourceOptions
from thidua_extract.archive.containers.place import ContainerError, Item, Place
from thidua_extract.archive.containers.rows import Fields, source_of_row
from thidua_extract.archive.containers.streams import Stream

__all__ = ["read_json_lines"]


def read_json_lines(stream: Stream, place: Place, options: SourceOptions) -> Iterator[Item]:
    """A source for each object; lines that hold none are failures.

    Raises:
        ContainerError: ``json_array``, and what the stream raises.
    """
    if stream.peek(512).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"["):
        raise ContainerError("json_array", "a JSON array; JSON Lines are read: one object a line (`jq -c '.[]'`)")
    fields = Fields.of(options)
    for number, text in _objects(Lines(stream, most=options.most_bytes), options.most_bytes):
        yield _row(text, place, number, fields, options)


def _objects(lines: Iterator[str | None], most: int) -> Iterator[tuple[int, str | None]]:
    """The text of each object with the number of its first line; None where it is too long."""
    numbered = enumerate(lines, 1)
    for number, line in numbered:
        if line is None or line.strip() == "{":
            yield number, _laid_out(numbered, most) if line else None
        elif not line.isspace():
            yield number, line


def _laid_out(lines: Iterator[tuple[int, str | None]], most: int) -> str | None:
    """An object over several lines, to the line that closes it at the margin."""
    parts, size = ["{"], 0
    for _, line in lines:
        size += most if line is None else len(line)
        if size <= most:
            parts.append(line or "")
        if line is not None and line.startswith("}"):
            break
    return "".join(parts) if size <= most else None


def _row(text: str | None, place: Place, number: int, fields: Fields, options: SourceOptions) -> Item:
    where = place.row(number, unit="line")
    if text is None:
        return where.failure("too_large", f"longer than {options.most_bytes:,} characters")
    try:
        row = json.loads(text)
    except (ValueError, RecursionError) as error:
        return where.failure("not_json", f"no JSON: {_reason(error)}")
    if not isinstance(row, dict):
        return where.failure("not_an_object", "no JSON object")
    return source_of_row(row, place, number, fields, options, unit="line")


def _reason(error: Exception) -> str:
    if not isinstance(error, json.JSONDecodeError):
        return str(error)
    return f"{error.msg.removesuffix(' at')} at character {error.pos + 1}"
