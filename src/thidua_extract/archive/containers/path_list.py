"""A list of paths, one a line or with a zero byte after each, as ``find`` writes them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import BinaryIO

__all__ = ["read_path_list"]

_CHUNK = 65_536
_LONGEST = 65_536
"""More of one path is not kept; no system takes one half as long."""


def read_path_list(stream: BinaryIO) -> Iterator[str]:
    r"""The paths of a list, from its start where the stream can go back; blank lines are none.

    A zero byte among the first bytes says that zero bytes part the paths.

    >>> import io
    >>> list(read_path_list(io.BytesIO(b"a.txt\r\nb c.txt\n")))
    ['a.txt', 'b c.txt']
    """
    if stream.seekable():
        stream.seek(0)
    rest, separator = b"", b""
    while chunk := stream.read(_CHUNK):
        separator = separator or (b"\x00" if b"\x00" in chunk else b"\n")
        *parts, rest = (rest + chunk).split(separator)
        yield from (path for part in parts if (path := _path(part, separator)))
        rest = rest[:_LONGEST]
    if path := _path(rest, separator):
        yield path


def _path(part: bytes, separator: bytes) -> str:
    return os.fsdecode(part if separator == b"\x00" else part.removesuffix(b"\r"))
