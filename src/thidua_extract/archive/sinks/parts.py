"""Files that appear under their name when they are whole, and what is said when they cannot be written."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from thidua_extract.errors import OutputError

__all__ = ["Part", "make_folder", "part_of", "sync_file", "sync_folder", "told_as_output_error"]


@contextmanager
def told_as_output_error(output: Path) -> Iterator[None]:
    """Turn what the system says about writing into an error that names the output and the reason.

    Raises:
        OutputError: the system could not write: no space, no permission, a file where a folder should be …
    """
    try:
        yield
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else str(error)
        raise OutputError(f"{output}: cannot be written: {reason}") from error


def make_folder(folder: Path) -> None:
    """Make a folder and those above it, where they are not there.

    Raises:
        NotADirectoryError: one of them is a file.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder)) from None


def part_of(output: Path) -> Path:
    """Where an output lies until it is whole.

    >>> part_of(Path("out/records.jsonl")).name
    'records.jsonl.part'
    """
    return output.with_name(f"{output.name}.part")


def sync_file(path: Path) -> None:
    """Return when what was written to a file is on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


sync_folder = sync_file
"""The same for a folder: return when the names in it are on the disk."""


class Part:
    """A file written under its provisional name: ``open``, then ``finish`` and ``publish``, or ``drop``."""

    def __init__(self, output: Path) -> None:
        self.output = output
        self._part = part_of(output)
        self._file: BinaryIO | None = None

    @property
    def is_open(self) -> bool:
        """Whether something has been begun that is to be published."""
        return self._file is not None

    def open(self) -> BinaryIO:
        """The file to write to, emptied when it is first asked for."""
        if self._file is None:
            self._file = self._part.open("wb", buffering=1 << 20)
        return self._file

    def finish(self) -> None:
        """Return when everything is on the disk, still under the provisional name."""
        if self._file is not None:
            self._file.close()
            sync_file(self._part)

    def publish(self) -> None:
        """Give the finished file its name, in place of what had it."""
        self._part.replace(self.output)
        sync_folder(self.output.parent)

    def drop(self) -> None:
        """Remove what was written so far."""
        if self._file is not None:
            with suppress(OSError):  # what could not be written cannot be flushed either
                self._file.close()
            self._part.unlink(missing_ok=True)
