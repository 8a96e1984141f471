"""The loop of a run: sources to workers, outcomes to the disk, until all are read or the run is told to stop."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterator

from thidua_extract.archive.committing import Committer
from thidua_extract.archive.model import Failure, Outcome, Skipped, Source
from thidua_extract.archive.stopping import Stop
from thidua_extract.archive.workers import Pool, Task

__all__ = ["Watcher", "dispatch"]

_MOST_BATCH = 32
_MOST_BATCH_BYTES = 4_000_000
_GLANCE = 0.2
"""Seconds after which the loop looks up from what it waits for or goes through."""


class Watcher:
    """Hears how a run goes on; this one does nothing with it."""

    wants_total = False
    """Whether the bytes of all inputs are to be summed up for ``begin``."""

    def counting(self, count: int) -> None:
        """So many sources were counted, to find where a shard begins."""

    def begin(self, total: int, *, in_bytes: bool) -> None:
        """Reading begins; progress will add up to ``total`` sources, or bytes (0: not known)."""

    def passed(self, item: Source | Failure | Skipped) -> None:
        """This was left aside, or was read in an earlier session."""

    def done(self, outcome: Outcome, weight: int) -> None:
        """This became of a source of that weight (in bytes of the files given)."""

    def writing(self, count: int) -> None:
        """So many outcomes were put into the output."""


def dispatch(
    sources: Iterator[tuple[int, Source | Failure | Skipped]],
    pool: Pool,
    committer: Committer,
    *,
    stop: Stop,
    watcher: Watcher,
) -> int:
    """Read what ``committer`` wants of ``sources``, to the end or until ``stop`` is asked; how many were read.

    Raises:
        StateError: the sources are not those that ``committer`` knows.
        OutputError: something cannot be written.
        WorkerError: worker processes cannot be started.
    """
    loop = _Loop(sources, pool, committer, stop, watcher)
    while not stop.asked and not loop.is_done:
        loop.turn()
    if stop.asked:
        loop.wind_up()
    else:
        committer.check_end()
    committer.commit()
    return loop.read


class _Loop:
    def __init__(
        self,
        sources: Iterator[tuple[int, Source | Failure | Skipped]],
        pool: Pool,
        committer: Committer,
        stop: Stop,
        watcher: Watcher,
    ) -> None:
        self._sources = sources
        self._pool = pool
        self._committer = committer
        self._stop = stop
        self._watcher = watcher
        self._ahead: deque[list[Task]] = deque()
        self._weights: dict[int, int] = {}
        self._exhausted = False
        self._given = 0
        self.read = 0

    @property
    def is_done(self) -> bool:
        return self._exhausted and not self._ahead and not self._pool.in_hand

    def turn(self) -> None:
        """Get one batch ready, hand out what can be, take in what came back."""
        if self._may_prepare:
            batch = list(self._next_batch())
            if batch:
                self._ahead.append(batch)
        while self._ahead and self._pool.has_idle:
            self._given += 1
            self._pool.give(self._ahead.popleft())
        self._collect(0.0 if self._may_prepare else _GLANCE)
        self._committer.commit_if_due()

    def wind_up(self) -> None:
        """Let the workers end the sources that they have in hand, and take those in."""
        self._pool.call_off()
        while self._pool.in_hand:
            self._collect(_GLANCE)

    @property
    def _may_prepare(self) -> bool:
        """Whether there is more, and room for it: a batch ahead for each worker, so that none waits for the disk."""
        return not self._exhausted and len(self._ahead) <= self._pool.count and self._committer.has_room

    def _next_batch(self) -> Iterator[Task]:
        """Sources to be read next: few at first, so that all workers have some, and no more than is quickly sent."""
        most = min(_MOST_BATCH, 1 + self._given // (2 * self._pool.count))
        count = size = 0
        until = time.monotonic() + _GLANCE
        while count < most and size < _MOST_BATCH_BYTES and not self._stop.asked and time.monotonic() < until:
            position, item = next(self._sources, (-1, None))
            if item is None:
                self._exhausted = True
                return
            if isinstance(item, Skipped) or not self._committer.wants(position, item.id):
                self._watcher.passed(item)
            elif isinstance(item, Failure):
                self._take(position, item, item.weight)
            else:
                self._weights[position] = item.weight
                count += 1
                size += len(item.data or b"")
                yield position, item

    def _collect(self, timeout: float) -> None:
        for position, outcome in self._pool.collect(timeout):
            self._take(position, outcome, self._weights.pop(position, 0))

    def _take(self, position: int, outcome: Outcome, weight: int) -> None:
        self._committer.take(position, outcome)
        self.read += 1
        self._watcher.done(outcome, weight)
