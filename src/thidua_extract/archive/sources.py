"""What a run reads: files, folders, containers and lists of paths, as one stream of sources in a fixed order."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from thidua_extract.archive.containers.files import read_file
from thidua_extract.archive.containers.folders import walk_folder
from thidua_extract.archive.containers.kinds import PAGE_SUFFIXES
from thidua_extract.archive.containers.options import FORMATS, Format, SourceOptions
from thidua_extract.archive.containers.path_list import read_path_list
from thidua_extract.archive.containers.place import Item, Place, readable
from thidua_extract.archive.model import Failure, Source

__all__ = [
    "FORMATS",
    "SUFFIXES",
    "Format",
    "Item",
    "SourceOptions",
    "iter_sources",
    "total_weight",
]

SUFFIXES = frozenset(PAGE_SUFFIXES)
"""File suffixes, in lower case, that are read as articles."""

_LIST = Path("-")


def iter_sources(inputs: Iterable[Path], options: SourceOptions, *, stdin: BinaryIO | None = None) -> Iterator[Item]:
    """Every source of ``inputs``, with what failed and what was left aside, the same in every pass.

    An input is a file, a folder (read to its bottom, in the order of its paths) or ``-``, a list of paths on ``stdin``
    (for a second pass it must be able to go back). Pages in files of their own are not read here, all else is, one
    page, row or batch of rows at a time. Identifiers are unique: the second source of one is a failure.
    """
    taken: set[bytes] = set()
    for path, place, named, error in _files(inputs, options, stdin):
        if error:
            yield place.failure("unreadable", error.strerror or "cannot be listed")
            continue
        for item in read_file(path, place, options, named=named):
            yield _unless_taken(item, taken) if isinstance(item, Source) else item


def total_weight(inputs: Iterable[Path], options: SourceOptions | None = None, *, stdin: BinaryIO | None = None) -> int:
    """Bytes of the files that ``iter_sources`` goes through: what its weights add up to."""
    return sum(_size(path) for path, *_ in _files(inputs, options or SourceOptions(), stdin))


def _files(
    inputs: Iterable[Path], options: SourceOptions, stdin: BinaryIO | None
) -> Iterator[tuple[Path, Place, bool, OSError | None]]:
    """Each file with its place, whether it was named, and the error of a folder that cannot be listed."""
    for given in inputs:
        if given != _LIST:
            yield from _given(given, given.name, "", options)
            continue
        for name in read_path_list(stdin) if stdin else ():
            yield from _given(Path(name), name, f"{name}/", options)


def _given(
    path: Path, id: str, prefix: str, options: SourceOptions
) -> Iterator[tuple[Path, Place, bool, OSError | None]]:
    if not os.path.isdir(path):
        yield path, Place(readable(id), readable(str(path))), True, None
        return
    for found, error in walk_folder(path, exclude=options.exclude):
        below = found.relative_to(path).as_posix() if found != path else id
        yield found, Place(readable(prefix + below), readable(str(found))), False, error


def _size(path: Path) -> int:
    try:
        status = os.stat(path)
    except (OSError, ValueError):
        return 0
    return status.st_size if stat.S_ISREG(status.st_mode) else 0


def _unless_taken(source: Source, taken: set[bytes]) -> Source | Failure:
    """The source, or a failure where its id was given before; of ids only digests are kept."""
    digest = hashlib.blake2b(source.id.encode(), digest_size=16).digest()
    if digest in taken:
        message = f"{source.origin}: an earlier source of this run has the id {source.id!r} already"
        return Failure(source.id, "duplicate_id", message, weight=source.weight)
    taken.add(digest)
    return source
