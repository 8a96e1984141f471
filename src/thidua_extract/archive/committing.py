"""Outcomes come from the workers in any order and go to the disk in the order of the sources."""

from __future__ import annotations

import time
from collections.abc import Sequence

from thidua_extract.archive.model import Outcome, Written
from thidua_extract.archive.state import Chunk, IdDigest, State, StateError

__all__ = ["Committer"]

_MOST_WAITING = 32_768
_MOST_WAITING_BYTES = 64_000_000
_CHUNK = 2_048
_CHUNK_BYTES = 16_000_000
_SECONDS = 0.5
_MOST_SECONDS = 20.0


class Committer:
    """Takes outcomes by position and writes chunks; knows what an earlier run has written.

    A chunk is written when it is large, and else every half second (of a run that lasts: every fiftieth of its time so
    far, at most twenty seconds), so that a kill loses little.
    """

    def __init__(self, state: State, first: int) -> None:
        self._state = state
        self._covered = _contiguous(state.chunks, first)
        self._next = self._covered[-1].after if self._covered else first
        self._early: dict[int, Outcome] = {}
        self._early_bytes = 0
        self._pending: list[Outcome] = []
        self._pending_bytes = 0
        self._digest = IdDigest()
        self._k = 0
        self._again: dict[int, _Again] = {}
        self._taken_up: dict[int, _Again] = {}
        self._began = self._last = time.monotonic()

    @property
    def has_room(self) -> bool:
        """Whether outcomes that wait for one before them are few enough to go on."""
        return len(self._early) < _MOST_WAITING and self._early_bytes < _MOST_WAITING_BYTES

    def wants(self, position: int, id: str) -> bool:
        """Whether the source at ``position`` is to be read: it was not yet, or failed in a way that may pass.

        To be asked for each position in order.

        Raises:
            StateError: the source is another one than when its chunk was written.
        """
        if self._k == len(self._covered):
            return True
        chunk = self._covered[self._k]
        self._digest.add(id)
        again = position in chunk.passing
        if again:
            self._take_up(chunk, position, id)
        if position == chunk.after - 1:
            if self._digest.hexdigest() != chunk.ids:
                raise _changed()
            self._digest = IdDigest()
            self._k += 1
        return again

    def check_end(self) -> None:
        """To be called behind the last source.

        Raises:
            StateError: there were more sources when the chunks were written.
        """
        if self._k < len(self._covered):
            raise _changed()

    def take(self, position: int, outcome: Outcome) -> None:
        """Take in what became of a source."""
        again = self._again.pop(position, None)
        if again is not None:
            again.take(self._state, position, outcome)
            return
        self._early[position] = outcome
        self._early_bytes += _size(outcome)
        while self._next + len(self._pending) in self._early:
            ready = self._early.pop(self._next + len(self._pending))
            self._early_bytes -= _size(ready)
            self._pending.append(ready)
            self._pending_bytes += _size(ready)
            if len(self._pending) >= _CHUNK or self._pending_bytes >= _CHUNK_BYTES:
                self.commit()

    def commit_if_due(self) -> None:
        """Write what is ready, if the last time was a while ago."""
        at = time.monotonic()
        if at - self._last >= min(_MOST_SECONDS, max(_SECONDS, (at - self._began) / 50)):
            self.commit()

    def commit(self) -> None:
        """Write what is ready: every outcome with none missing before it.

        Raises:
            OutputError: it cannot be written; what was written stays.
        """
        if self._pending:
            self._state.write(self._next, self._pending)
            self._next += len(self._pending)
            self._pending, self._pending_bytes = [], 0
        self._last = time.monotonic()

    def _take_up(self, chunk: Chunk, position: int, id: str) -> None:
        """Prepare a chunk for a second try of one of its sources."""
        if chunk.first not in self._taken_up:
            self._taken_up = {chunk.first: _Again(chunk, list(self._state.read(chunk)))}
        again = self._taken_up[chunk.first]
        if again.outcomes[position - chunk.first].id != id:
            raise _changed()
        self._again[position] = again


class _Again:
    """A chunk with sources that are tried again, written anew when all of them have come back."""

    def __init__(self, chunk: Chunk, outcomes: list[Outcome]) -> None:
        self.chunk = chunk
        self.outcomes = outcomes
        self._missing = set(chunk.passing)

    def take(self, state: State, position: int, outcome: Outcome) -> None:
        self.outcomes[position - self.chunk.first] = outcome
        self._missing.discard(position)
        if not self._missing:
            state.write(self.chunk.first, self.outcomes)


def _contiguous(chunks: Sequence[Chunk], first: int) -> tuple[Chunk, ...]:
    """The chunks, which must follow each other from ``first`` on."""
    for chunk in chunks:
        if chunk.first != first:
            raise StateError(f"the state holds no sources {first} to {chunk.first - 1}; --restart begins the run anew")
        first = chunk.after
    return tuple(chunks)


def _changed() -> StateError:
    return StateError("the sources are not those that the run began with; --restart begins it anew")


def _size(outcome: Outcome) -> int:
    return len(outcome.line) if isinstance(outcome, Written) else 0
