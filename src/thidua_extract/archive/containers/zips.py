"""Zip archives. Nothing is written anywhere, and what a header says about sizes is not believed."""

from __future__ import annotations

import stat
import zipfile
from collections.abc import Callable, Iterator
from typing import IO, cast

from thidua_extract.archive.containers.options import SourceOptions
from thidua_extract.archive.containers.place import ContainerError, Item, Place
from thidua_extract.archive.containers.streamed import read_member
from thidua_extract.archive.containers.streams import CountedFile, Stream

__all__ = ["read_zip"]

_ENCRYPTED = 0x1
_OVERALL = 10


def read_zip(file: CountedFile, place: Place, options: SourceOptions) -> Iterator[Item]:
    """The members in the order of the archive's directory; folders are none.

    Raises:
        ContainerError: the archive has no directory, or holds far more than its size allows.
    """
    size = file.seek(0, 2)
    unpacked = 0
    with zipfile.ZipFile(file) as archive:
        for member in archive.infolist():
            if member.is_dir():
                continue
            where = place.member(member.filename)
            if stat.S_ISLNK(member.external_attr >> 16):
                yield where.skipped()
            elif member.flag_bits & _ENCRYPTED:
                yield where.failure("encrypted", "is encrypted")
            else:
                stream = Stream(_reader(archive, member), options, packed=lambda: file.count)
                yield from read_member(stream, member.filename, where, options)
                unpacked += stream.given
            if unpacked > max(options.ratio_from, _OVERALL * options.most_ratio * size):
                raise ContainerError("suspicious_ratio", "holds far more than its size allows; the rest was not read")


def _reader(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Callable[[int], bytes]:
    """Reads a member that is opened when its first bytes are asked for, so that all its faults come from reading."""
    opened: list[IO[bytes]] = []

    def read(size: int) -> bytes:
        if not opened:
            opened.append(archive.open(member))
        return cast("zipfile.ZipExtFile", opened[0]).read1(size)

    return read
