"""One file and all that is in it."""

from __future__ import annotations

import io
import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from thidua_extract.archive.containers.kinds import HEAD, PAGE_SUFFIXES, format_of, packing_of
from thidua_extract.archive.containers.options import FORMATS, SourceOptions
from thidua_extract.archive.containers.place import Item, Place
from thidua_extract.archive.containers.streamed import identify, read_streamed
from thidua_extract.archive.containers.streams import CountedFile, Stream, fault_of
from thidua_extract.archive.containers.tars import read_tar
from thidua_extract.archive.containers.zips import read_zip
from thidua_extract.archive.model import Source

__all__ = ["read_file"]

_BUFFER = 65_536


def read_file(path: Path, place: Place, options: SourceOptions, *, named: bool) -> Iterator[Item]:
    """The sources of a file, what in it failed and what was left aside; their weights are the file's bytes.

    A page that lies in a file of its own is not read. A file of no kind known here is a failure where the user
    ``named`` it and is left aside where it was found in a folder.
    """
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):  # opening a pipe would wait for whoever writes into it
            yield place.failure("unsupported", "no regular file") if named else place.skipped()
            return
        with CountedFile(path) as file:
            size = os.fstat(file.fileno()).st_size
            yield from _weighed(_told(_items(file, path, place, options, named), place), lambda: file.count, size)
    except (FileNotFoundError, ValueError):  # a name with a zero byte in it is no file's
        yield place.failure("not_found", "no such file")
    except OSError as error:
        yield place.failure("unreadable", error.strerror or "cannot be read")


def _weighed(items: Iterator[Item], done: Callable[[], int], size: int) -> Iterator[Item]:
    """Items with their weights, which add up to ``size``; each is held until the next is there."""
    held, before = None, 0
    for item in items:
        if held:
            yield held
        now = min(done(), size)
        held, before = replace(item, weight=now - before), now
    if held:
        yield replace(held, weight=held.weight + size - before)


def _told(items: Iterator[Item], place: Place) -> Iterator[Item]:
    """Items up to what breaks the file, and that as the last; a file of none is a failure."""
    count = 0
    try:
        for item in items:
            count += 1
            yield item
    except Exception as error:  # whatever a library trips over in a broken file is the file's fault
        fault = fault_of(error)
        yield place.failure(fault.code, fault.reason)
        return
    if not count:
        yield place.failure("empty", "holds nothing")


def _items(file: CountedFile, path: Path, place: Place, options: SourceOptions, named: bool) -> Iterator[Item]:
    head = file.read(HEAD)
    file.count = 0
    if not packing_of(head):
        kind = format_of(head, path.name, given=options.format)
        if kind in PAGE_SUFFIXES.values():
            yield Source(place.id, place.origin, path=path, suffix=f".{kind}")
            file.count = file.seek(0, os.SEEK_END)
            return
        if kind == "zip":
            yield from read_zip(file, place, options)
            return
        if kind == "parquet":
            from thidua_extract.archive.containers.parquet import read_parquet

            yield from read_parquet(file, place, options)
            return
    file.seek(0)
    stream, kind = identify(Stream(io.BufferedReader(file, _BUFFER).read, options), path.name, options)
    if kind == "tar":
        yield from read_tar(stream, place, options)
    elif kind:
        yield from read_streamed(stream, kind, place, options)
    elif named:
        yield place.failure("unsupported", f"neither a page nor a container of pages ({', '.join(FORMATS)})")
    else:
        yield place.skipped()
