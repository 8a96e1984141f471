"""JSON of annotation tools, read with errors that name the file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from thidua_extract.errors import ReadError

__all__ = ["list_of", "read_json", "read_text"]


def read_json(path: Path, data: bytes | None = None, *, where: str = "") -> Any:
    """The JSON of a file, or of ``data`` that lies at ``where`` in it.

    Raises:
        ReadError: it cannot be read or is not JSON.
    """
    try:
        return json.loads(path.read_bytes() if data is None else data)
    except (OSError, ValueError, RecursionError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise ReadError("unreadable", f"is not JSON: {reason}", source=where or str(path)) from None


def list_of(value: Any, path: Path) -> list[Any]:
    """The value, if it is a list.

    Raises:
        ReadError: it is none.
    """
    if not isinstance(value, list):
        raise ReadError("unreadable", "is not a list of tasks", source=str(path))
    return value


def read_text(path: Path) -> str | None:
    """The text of a file with its line ends as they are; None where it is not there or not UTF-8."""
    try:
        return path.read_bytes().decode("utf-8", "surrogatepass")
    except (OSError, UnicodeDecodeError):
        return None
