"""Tar archives, packed or not, read once from their beginning to their end."""

from __future__ import annotations

import io
import tarfile
from collections.abc import Iterator
from typing import Any, cast

from thidua_extract.archive.containers.options import SourceOptions
from thidua_extract.archive.containers.place import ContainerError, Item, Place
from thidua_extract.archive.containers.streamed import read_member
from thidua_extract.archive.containers.streams import Stream
from thidua_extract.archive.model import Source

__all__ = ["read_tar"]


def read_tar(stream: Stream, place: Place, options: SourceOptions) -> Iterator[Item]:
    """The members that are files; links and devices are left aside, folders are nothing.

    Raises:
        ContainerError: the archive has no end mark, or bytes that are no member.
        tarfile.TarError: it is broken between two members.
    """
    with tarfile.open(fileobj=stream, mode="r|") as archive:
        while (member := archive.next()) is not None:
            cast(Any, archive).members.clear()  # it would keep them all
            stream.mark()
            where = place.member(member.name)
            content = archive.extractfile(member) if member.isreg() else None
            if content is None:
                if not member.isdir():
                    yield where.skipped()
                continue
            inner = Stream(cast("io.BufferedReader", content).read1, options)
            for item in read_member(inner, member.name, where, options):
                if isinstance(item, Source):
                    stream.mark()
                yield item
            if inner.fault:
                return  # told as this member's failure; the archive cannot be read on
        _check_end(archive)


def _check_end(archive: tarfile.TarFile) -> None:
    """Past its last member an archive holds zero bytes only, and at least one block of them."""
    rest = cast("io.BufferedIOBase", archive.fileobj)
    ended = False
    while data := rest.read(tarfile.RECORDSIZE):
        ended = True
        if data.strip(b"\x00"):
            raise ContainerError("corrupt", "holds bytes that are no member; from there on it was not read")
    if not ended:
        raise ContainerError("truncated", "ends without its end mark; what may follow is lost")
