"""What a run has done so far, on the disk: chunks of outcomes in the order of the sources, each whole or not there.

The folder `<output>.state` holds `run.json`, which says what run it is, and chunks named after the positions they
cover. A chunk is a Zstandard file: a line with the digest of its ids and the positions to be tried again, then a line
an outcome. It is written under a provisional name, forced to the disk and renamed, so that a kill at any moment leaves
every chunk that was ever there.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from io import BufferedReader
from pathlib import Path
from typing import Any, BinaryIO

import regex
from zstandard import ZstdCompressor, ZstdDecompressor, ZstdError

from thidua_extract.archive.model import Failure, LeftOut, Outcome, Written
from thidua_extract.archive.sinks.parts import Part, sync_folder, told_as_output_error
from thidua_extract.errors import ThiduaError

__all__ = ["Chunk", "IdDigest", "State", "StateError", "state_path"]

_NAME = regex.compile(r"(\d{9,})-(\d{9,})\.zst")
_LEVEL = 3


class StateError(ThiduaError):
    """A run cannot be gone on with as asked: one line that says why, and the way out."""


def state_path(output: Path) -> Path:
    """The folder of a run that has not ended.

    >>> state_path(Path("out/records.jsonl")).name
    'records.jsonl.state'
    """
    return output.with_name(f"{output.name}.state")


class IdDigest:
    """Digest over ids in order, by which a chunk knows the sources it covers."""

    def __init__(self) -> None:
        self._hash = hashlib.sha256()

    def add(self, id: str) -> None:
        """Take the id of the next source in."""
        self._hash.update(id.encode("utf-8", "surrogatepass") + b"\n")

    def hexdigest(self) -> str:
        """The digest of what was taken in."""
        return self._hash.hexdigest()


@dataclass(frozen=True, slots=True)
class Chunk:
    """Positions ``first`` to ``after`` (half-open) as they are on the disk; those in ``passing`` may be tried again."""

    first: int
    after: int
    ids: str
    passing: tuple[int, ...]


class State:
    """The state folder of one output; at most one run has it open."""

    def __init__(self, output: Path) -> None:
        self._folder = state_path(output)
        self._run = self._folder / "run.json"
        self._lock: BinaryIO | None = None
        self.chunks: list[Chunk] = []

    @property
    def is_there(self) -> bool:
        """Whether a run has begun that has not ended."""
        return self._run.is_file()

    @property
    def written(self) -> int:
        """How many outcomes are on the disk."""
        return sum(chunk.after - chunk.first for chunk in self.chunks)

    def open(self, *, run: dict[str, Any]) -> dict[str, Any]:
        """Take the folder for this run and return what it says of the run that began it: ``run`` where it is new.

        Raises:
            StateError: another run has the folder, or what it holds is damaged.
            OutputError: the folder cannot be written.
        """
        with told_as_output_error(self._folder):
            self._folder.mkdir(parents=True, exist_ok=True)
            self._take()
            if not self.is_there:
                sync_folder(self._folder.parent)
                self._remove_files()
                _publish(self._run, json.dumps(run, ensure_ascii=False, indent=1).encode("utf-8", "replace") + b"\n")
            for left in self._folder.glob("*.part"):
                left.unlink()
        self.chunks = [self._head(path) for path in sorted(self._folder.glob("*.zst"), key=_first)]
        return self._described()

    def close(self) -> None:
        """Let another run have the folder."""
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def clear(self) -> None:
        """Remove the folder; interrupted, it holds no run any more."""
        with told_as_output_error(self._folder):
            self._folder.mkdir(parents=True, exist_ok=True)
            self._take()
            self._run.unlink(missing_ok=True)
            self._remove_files()
            (self._folder / "lock").unlink(missing_ok=True)
            self.close()
            with suppress(OSError):  # what is not ours stays, and its folder with it
                self._folder.rmdir()
        self.chunks = []

    def write(self, first: int, outcomes: Sequence[Outcome]) -> Chunk:
        """Put the outcomes from position ``first`` on to the disk; a chunk of the same positions is replaced.

        Raises:
            OutputError: it cannot be written.
        """
        digest = IdDigest()
        for outcome in outcomes:
            digest.add(outcome.id)
        passing = [first + k for k, o in enumerate(outcomes) if isinstance(o, Failure) and o.passing]
        chunk = Chunk(first, first + len(outcomes), digest.hexdigest(), tuple(passing))
        head = json.dumps({"ids": chunk.ids, "passing": passing}).encode()
        content = b"\n".join([head, *map(_encoded, outcomes), b""])
        with told_as_output_error(self._folder):
            _publish(self._path(chunk), ZstdCompressor(level=_LEVEL, write_checksum=True).compress(content))
        self.chunks = [c for c in self.chunks if c.first != first]
        self.chunks.append(chunk)
        self.chunks.sort(key=lambda c: c.first)
        return chunk

    def read(self, chunk: Chunk) -> Iterator[Outcome]:
        """The outcomes of a chunk, in order.

        Raises:
            StateError: the chunk is damaged.
        """
        path = self._path(chunk)
        try:
            lines = _content(path).split(b"\n")[1:-1]
            outcomes = [_decoded(line) for line in lines]
        except (OSError, ZstdError, ValueError, TypeError, KeyError) as error:
            raise _damaged(path) from error
        if len(outcomes) != chunk.after - chunk.first:
            raise _damaged(path)
        yield from outcomes

    def _path(self, chunk: Chunk) -> Path:
        return self._folder / f"{chunk.first:09d}-{chunk.after - 1:09d}.zst"

    def _head(self, path: Path) -> Chunk:
        """What a chunk says it covers."""
        try:
            name = _NAME.fullmatch(path.name)
            with path.open("rb") as file, ZstdDecompressor().stream_reader(file) as stream:
                head = json.loads(BufferedReader(stream).readline())
            return Chunk(int(name[1]), int(name[2]) + 1, head["ids"], tuple(head["passing"]))  # type: ignore[index]
        except (OSError, ZstdError, ValueError, TypeError, KeyError) as error:
            raise _damaged(path) from error

    def _described(self) -> dict[str, Any]:
        try:
            described = json.loads(self._run.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise _damaged(self._run) from error
        if not isinstance(described, dict):
            raise _damaged(self._run)
        return described

    def _take(self) -> None:
        """Lock the folder for this process; the system lets go of it when the process ends, however it does."""
        if self._lock is not None:
            return
        try:
            import fcntl
        except ImportError:  # a system without such locks
            return
        self._lock = (self._folder / "lock").open("ab")
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self.close()
            raise StateError(f"{self._folder}: another run is writing this output; wait for its end") from None

    def _remove_files(self) -> None:
        for path in self._folder.iterdir():
            if _NAME.fullmatch(path.name.removesuffix(".part")) or path.name == f"{self._run.name}.part":
                path.unlink()


def _first(path: Path) -> int:
    return int(path.name.partition("-")[0]) if path.name[:9].isdigit() else -1


def _damaged(path: Path) -> StateError:
    return StateError(f"{path}: damaged, so the run cannot go on; --restart begins it anew")


def _publish(path: Path, data: bytes) -> None:
    """Write a file that is there whole, and on the disk, when this returns."""
    part = Part(path)
    try:
        part.open().write(data)
        part.finish()
        part.publish()
    except BaseException:
        part.drop()
        raise


def _content(path: Path) -> bytes:
    content: bytes = ZstdDecompressor().decompress(path.read_bytes())
    return content


_KINDS = {"written": Written, "left_out": LeftOut, "failure": Failure}
_CODES = {made: name for name, made in _KINDS.items()}


def _encoded(outcome: Outcome) -> bytes:
    """An outcome as a line: what the run knows of it, a tab, and the record as it will be written."""
    known = asdict(outcome)
    line: bytes = known.pop("line", b"")
    return json.dumps({"outcome": _CODES[type(outcome)], **known}).encode() + b"\t" + line


def _decoded(line: bytes) -> Outcome:
    known, _, record = line.partition(b"\t")
    fields: dict[str, Any] = json.loads(known)
    made = _KINDS[fields.pop("outcome")]
    outcome: Outcome = made(**fields, line=record) if made is Written else made(**fields)
    return outcome
