"""The list of sources that the run before this one reads; goes when that goes."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

__all__ = ["SUFFIXES", "Failure", "Listing", "Source", "list_sources"]

SUFFIXES = frozenset({".txt", ".html", ".htm"})
"""File suffixes, in lower case, that are read as articles."""


@dataclass(frozen=True, slots=True)
class Source:
    """One article to read; ``id`` is its path relative to the folder it was found in, with forward slashes."""

    id: str
    path: Path


@dataclass(frozen=True, slots=True)
class Failure:
    """One source that gave no record: a stable code and a sentence."""

    id: str
    code: str
    message: str


@dataclass(slots=True)
class Listing:
    """What is to be read, what cannot be, and how many files of other kinds stood beside."""

    sources: list[Source] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    skipped: int = 0
    _ids: dict[str, Path] = field(default_factory=dict)

    def add(self, source: Source) -> None:
        """Take a source in; the second one of an id is a failure."""
        if source.id in self._ids:
            message = f"{source.path}: {self._ids[source.id]} has the same id"
            self.failures.append(Failure(source.id, "duplicate_id", message))
        else:
            self._ids[source.id] = source.path
            self.sources.append(source)


def list_sources(paths: Iterable[Path]) -> Listing:
    """Sources of files (their id is their name) and of folders (recursively, in the order of their ids)."""
    listing = Listing()
    for path in paths:
        if path.is_dir():
            _list_folder(path, listing)
        elif path.suffix.lower() in SUFFIXES:
            listing.add(Source(_readable(path.name), path))
        else:
            message = f"{path}: suffix {path.suffix!r} is none of {', '.join(sorted(SUFFIXES))}"
            listing.failures.append(Failure(_readable(path.name), "unsupported", message))
    return listing


def _list_folder(folder: Path, listing: Listing) -> None:
    found = []
    for path in _walk(folder, listing):
        if path.suffix.lower() in SUFFIXES:
            found.append(Source(_readable(path.relative_to(folder).as_posix()), path))
        else:
            listing.skipped += 1
    for source in sorted(found, key=lambda s: s.id):
        listing.add(source)


def _walk(folder: Path, listing: Listing) -> Iterator[Path]:
    """Files below ``folder``; links to folders are not followed, folders that cannot be listed are failures."""

    def note(error: OSError) -> None:
        where = Path(error.filename)
        message = f"{where}: {error.strerror}"
        listing.failures.append(Failure(_readable(where.relative_to(folder).as_posix()), "unreadable", message))

    for parent, _, names in os.walk(folder, onerror=note):
        yield from (Path(parent, name) for name in names)


def _readable(name: str) -> str:
    """A file name as text that can be written as UTF-8, whatever bytes it is made of."""
    return os.fsencode(name).decode("utf-8", "replace")
