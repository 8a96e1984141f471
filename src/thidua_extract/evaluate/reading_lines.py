"""Files of records: lines of JSON, plain or packed, each with its number; what cannot be read is one sentence."""

from __future__ import annotations

import gzip
import io
import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, cast

import zstandard

from thidua_extract.errors import ThiduaError

__all__ = ["EvaluationError", "iter_objects", "iter_records", "parse_json"]


class EvaluationError(ThiduaError):
    """A file of gold or of records cannot be used: the message names the file, the line and the reason."""


def iter_records(path: Path) -> Iterator[dict[str, Any]]:
    """The records of a file of JSON Lines, as they stand in it; an object without an ``article`` is passed over.

    Raises:
        EvaluationError: the file cannot be read, a line is no JSON object, or no line is a record.
    """
    records = others = 0
    for _, item in iter_objects(path):
        if is_record(item):
            records += 1
            yield item
        else:
            others += 1
    if others and not records:
        raise EvaluationError(f"{path}: none of its {others} lines is a record")


def is_record(item: dict[str, Any]) -> bool:
    """Whether an object is the record of an article: it has one, with an id."""
    article = item.get("article")
    return isinstance(article, dict) and "id" in article


def iter_objects(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """The objects of a file of JSON Lines (``.gz`` and ``.zst`` too, told by their bytes) with their line numbers.

    Raises:
        EvaluationError: the file cannot be read, or a line is no JSON object.
    """
    try:
        with path.open("rb") as file, _unpacked(file) as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield number, _object(line, f"{path}:{number}")
    except (OSError, EOFError, zlib.error, zstandard.ZstdError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise EvaluationError(f"{path}: cannot be read: {reason}") from None


def parse_json(data: bytes, where: str) -> Any:
    """What the bytes say as JSON.

    Raises:
        EvaluationError: they are no JSON; the message begins with ``where``.
    """
    try:
        return json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise EvaluationError(f"{where}: not JSON: {error}") from None


def _object(line: bytes, where: str) -> dict[str, Any]:
    item = parse_json(line, where)
    if not isinstance(item, dict):
        raise EvaluationError(f"{where}: not a JSON object")
    return item


def _unpacked(file: BinaryIO) -> BinaryIO:
    head = file.read(4)
    file.seek(0)
    if head[:2] == b"\x1f\x8b":
        return cast("BinaryIO", gzip.GzipFile(fileobj=file))
    if head == b"\x28\xb5\x2f\xfd":
        reader = zstandard.ZstdDecompressor().stream_reader(file, read_across_frames=True)
        return cast("BinaryIO", io.BufferedReader(cast("io.RawIOBase", reader)))
    return file
