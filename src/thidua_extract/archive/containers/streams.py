"""Bytes unpacked while they are read, with the limits that a zip bomb runs into."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
from collections.abc import Callable
from pathlib import Path
from typing import IO, cast

import zstandard

from thidua_extract.archive.containers.kinds import Packing
from thidua_extract.archive.containers.options import SourceOptions
from thidua_extract.archive.containers.place import ContainerError

__all__ = ["CountedFile", "Stream", "fault_of"]

_CHUNK = 16_384
_ZSTD_READ = 4_096
_ZSTD_PIECE = 256
"""Bytes that unpack to 8 MB at most: four can be a block of 128 kB."""
_OVERALL = 10
"""How many times the ratio allowed between two sources is allowed over all of a stream."""


class CountedFile(io.FileIO):
    """A file that says how many bytes have been read from it."""

    count = 0

    def __init__(self, path: Path) -> None:
        super().__init__(path, "rb")

    def read(self, size: int | None = -1, /) -> bytes:
        """As of every file."""
        data = super().read(-1 if size is None else size)
        self.count += len(data or b"")
        return data or b""

    def readinto(self, buffer: bytearray | memoryview, /) -> int:  # type: ignore[override]
        """As of every file."""
        size = super().readinto(buffer)
        self.count += size or 0
        return size or 0


class Stream(io.RawIOBase):
    """Bytes to be read once from their start; what goes wrong is a ContainerError, raised after all that came before.

    ``packed`` says how many packed bytes have been used so far, ``given`` counts what was read from here, ``fault`` is
    what the stream broke with.
    """

    def __init__(
        self, read: Callable[[int], bytes], options: SourceOptions, *, packed: Callable[[], int] | None = None
    ) -> None:
        super().__init__()
        self._read = read
        self._options = options
        self._packed = packed
        self._head = b""
        self._unpacked = 0
        self._first = packed() if packed else 0
        self._marked = (0, self._first)
        self.given = 0
        self.fault: ContainerError | None = None

    def readable(self) -> bool:
        """It is."""
        return True

    def tell(self) -> int:
        """How many bytes were read; libraries ask, though there is no going back."""
        return self.given

    def peek(self, most: int) -> bytes:
        """The next bytes, ``most`` at most and fewer only before the end or a fault; they stay to be read."""
        while len(self._head) < most and self.fault is None and (data := self._next(_CHUNK)):
            self._head += data
        return self._head[:most]

    def readinto(self, buffer: bytearray | memoryview, /) -> int:  # type: ignore[override]
        """As of every raw stream: some bytes, or 0 at the end.

        Raises:
            ContainerError: the bytes cannot be unpacked, or a limit is reached.
        """
        data = self._head or self._next(min(len(buffer), _CHUNK))
        if not data and self.fault:
            raise self.fault
        size = min(len(data), len(buffer))
        buffer[:size] = data[:size]
        self._head = data[size:]
        self.given += size
        return size

    def unpack(self, packing: Packing) -> Stream:
        """The bytes packed in this stream."""
        return Stream(_unpacker(self, packing), self._options, packed=lambda: self.given)

    def mark(self) -> None:
        """A source was found here: the ratio is measured anew."""
        self._marked = (self._unpacked, self._packed() if self._packed else 0)

    def read_whole(self) -> bytes:
        """All that is left.

        Raises:
            ContainerError: ``too_large``, and as ``readinto``.
        """
        most = self._options.most_bytes
        parts, size = [], 0
        while data := self.read(_CHUNK):
            size += len(data)
            if size > most:
                raise ContainerError("too_large", f"larger than {most:,} bytes")
            parts.append(data)
        return b"".join(parts)

    def _next(self, size: int) -> bytes:
        """Some more bytes; none at the end and where the stream is broken."""
        if self.fault:
            return b""
        try:
            data = self._read(size)
        except Exception as error:  # an unpacker trips over bad bytes in many ways
            self.fault = fault_of(error)
            return b""
        self._unpacked += len(data)
        if self._packed and self._excessive(self._packed()):
            self.fault = ContainerError(
                "suspicious_ratio", f"unpacks to over {self._options.most_ratio} times its size; the rest was not read"
            )
            return b""
        return data

    def _excessive(self, packed: int) -> bool:
        unpacked_before, packed_before = self._marked
        lately, most = self._unpacked - unpacked_before, self._options.most_ratio
        if lately > self._options.ratio_from and lately > most * (packed - packed_before):
            return True
        return self._unpacked > max(self._options.ratio_from, most * _OVERALL * (packed - self._first))


def _unpacker(stream: Stream, packing: Packing) -> Callable[[int], bytes]:
    if packing == "gzip":
        return gzip.GzipFile(fileobj=stream, mode="rb").read1
    if packing == "xz":
        return lzma.LZMAFile(cast(IO[bytes], stream)).read1
    if packing == "bzip2":
        return bz2.BZ2File(stream).read1
    return _Zstd(stream).read


class _Zstd:
    """Frames of Zstandard, each to its end: the library's own reader does not tell that one is cut off."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        self._frame: zstandard.ZstdDecompressionObj | None = None
        self._packed = b""
        self._unpacked = io.BytesIO()

    def read(self, size: int) -> bytes:
        """Some bytes; none at the end of the last frame."""
        while not (data := self._unpacked.read(size)):
            self._packed = self._packed or self._stream.read(_ZSTD_READ)
            if not self._packed:
                if self._frame:
                    raise EOFError
                return b""
            self._frame = self._frame or zstandard.ZstdDecompressor().decompressobj()
            piece, rest = self._packed[:_ZSTD_PIECE], self._packed[_ZSTD_PIECE:]
            self._unpacked = io.BytesIO(self._frame.decompress(piece))
            self._packed = self._frame.unused_data + rest
            if self._frame.eof:
                self._frame = None
        return data


def fault_of(error: Exception) -> ContainerError:
    """What an unpacker or a reader of a container tripped over, in terms of ours."""
    if isinstance(error, ContainerError):
        return error
    if isinstance(error, EOFError) or "unexpected end of" in str(error):
        return ContainerError("truncated", "ends too early; what follows is lost")
    if isinstance(error, OSError) and error.errno is not None and not isinstance(error, gzip.BadGzipFile):
        return ContainerError("unreadable", error.strerror or "cannot be read")
    if isinstance(error, NotImplementedError):
        return ContainerError("unsupported", f"packed in a way that is not known: {error}")
    what = str(error) if isinstance(error, tarfile.TarError) else f"{type(error).__name__}: {error}"
    return ContainerError("corrupt", f"cannot be read on: {what}")
