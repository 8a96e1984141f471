"""How articles are stored: one at a time, in parts that are closed when they are full."""

from __future__ import annotations

import gzip
import lzma
from abc import ABC, abstractmethod
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any, BinaryIO, cast

from press import encodings, pages
from press.printed import Desk, text_of
from press.story import Story

FILES_IN_A_FOLDER = 1000
ARTICLES_IN_A_FILE = 2000


class Format(ABC):
    """One way to store articles below a folder; articles come one at a time, parts are closed when they are full."""

    def __init__(self, folder: Path, desk: Desk, *, in_a_file: int = ARTICLES_IN_A_FILE) -> None:
        self.folder, self.desk, self.in_a_file = folder, desk, in_a_file
        self.count = 0

    def add(self, story: Story, rng: Random) -> None:
        """Write one article."""
        if self.count % self.in_a_file == 0:
            self.close()
            self.folder.mkdir(parents=True, exist_ok=True)
            self.open(self.count // self.in_a_file + 1)
        self.write(story, rng)
        self.count += 1

    @abstractmethod
    def open(self, part: int) -> None:
        """Begin a file."""

    @abstractmethod
    def write(self, story: Story, rng: Random) -> None:
        """Write one article into the open file."""

    @abstractmethod
    def close(self) -> None:
        """End the open file, if there is one."""


class Files(Format):
    """A file for each article."""

    def __init__(self, folder: Path, desk: Desk, *, suffix: str, encode: Callable[[str], bytes] = str.encode) -> None:
        super().__init__(folder, desk, in_a_file=FILES_IN_A_FOLDER)
        self.suffix, self.encode = suffix, encode

    def open(self, part: int) -> None:
        self.below = self.folder / f"{part:04d}"
        self.below.mkdir(parents=True, exist_ok=True)

    def write(self, story: Story, rng: Random) -> None:
        (self.below / f"{story.slug}{self.suffix}").write_bytes(self.encode(self._printed(story, rng)))

    def close(self) -> None:
        """Nothing is open."""

    def _printed(self, story: Story, rng: Random) -> str:
        if self.suffix == ".txt":
            return text_of(story, rng, self.desk)
        if self.encode is encodings.windows_1258:
            return pages.page_on("tables", story, rng, self.desk, charset="windows-1258")
        return pages.page_of(story, rng, self.desk)


def member(story: Story, rng: Random, desk: Desk) -> tuple[str, bytes]:
    """An article as the member of an archive: one in ten is a text."""
    below = f"{story.published:%Y/%m}/{story.slug}"
    if rng.random() < 0.1:
        return f"{below}.txt", text_of(story, rng, desk).encode()
    return f"{below}.html", pages.page_of(story, rng, desk).encode()


class Packed(Format):
    """A format of one stream a file, packed or not."""

    name = ""
    stream: BinaryIO | None = None

    def __init__(self, folder: Path, desk: Desk, *, packing: str = "", **kinds: Any) -> None:
        super().__init__(folder, desk, **kinds)
        self.packing = packing

    def open(self, part: int) -> None:
        self.part = part
        self.stream = packed(self.folder / f"{self.name.format(part=part)}{self.packing}", self.packing)

    def close(self) -> None:
        if self.stream:
            self.stream.close()
        self.stream = None


def packed(path: Path, packing: str) -> BinaryIO:
    """A file to write to that packs, with nothing of the clock in it."""
    if packing == ".gz":
        return cast(BinaryIO, gzip.GzipFile(path, "wb", compresslevel=4, mtime=0))
    if packing == ".xz":
        return cast(BinaryIO, lzma.open(path, "wb", preset=1))
    if packing == ".zst":
        import zstandard

        return cast(BinaryIO, zstandard.ZstdCompressor(level=3).stream_writer(path.open("wb"), closefd=True))
    return path.open("wb")
