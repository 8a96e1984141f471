"""Worker processes that read sources: each holds one batch, tells of every source, and may die without harm.

A worker sends one message a source, in the order of its batch, so that the parent always knows which source it has in
hand. That one fails when the worker dies or takes too long; a new worker takes the rest of the batch.
"""

from __future__ import annotations

import logging
import os
import signal
import threading
import time
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from types import TracebackType

from thidua_extract.archive.model import Failure, Outcome, Reading, Source
from thidua_extract.errors import ThiduaError

__all__ = ["Pool", "Task", "WorkerError", "count_processors"]

Task = tuple[int, Source]
"""A source with its position in the run."""

_FALSE_STARTS = 3
"""So many workers that end before they could read anything, one after the other, end the run."""


class WorkerError(ThiduaError):
    """Worker processes cannot be started."""


def count_processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@dataclass(slots=True, eq=False)
class _Worker:
    """One process as the parent sees it: the sources it was given and has not answered for, first the one in hand."""

    process: BaseProcess
    pipe: Connection
    ready: bool = False
    given: bool = False
    batch: deque[Task] = field(default_factory=deque)
    since: float = 0.0


class Pool:
    """``count`` worker processes; a context manager, at whose end none of them lives.

    ``time_limit`` is how many seconds a source may take (0: any), the start of a worker not counted.
    """

    def __init__(self, count: int, how: Reading, *, time_limit: float = 0.0) -> None:
        self.count = count
        self._how = how
        self._time_limit = time_limit
        self._context = get_context("spawn")
        self._false_starts = 0
        self._called_off = False
        self._began = time.monotonic()
        self._busy = [0.0] * count
        self._workers = {k: self._start() for k in range(count)}

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        for worker in self._workers.values():
            worker.process.kill()
            worker.pipe.close()
        for worker in self._workers.values():
            worker.process.join()

    @property
    def has_idle(self) -> bool:
        """Whether a worker can take a batch."""
        return any(not worker.batch for worker in self._workers.values())

    @property
    def in_hand(self) -> int:
        """How many sources were given and not answered for."""
        return sum(len(worker.batch) for worker in self._workers.values())

    def busy_shares(self) -> list[float]:
        """Which share of the pool's life each worker had sources in hand, 0 to 1."""
        life = max(time.monotonic() - self._began, 1e-9)
        return [min(1.0, busy / life) for busy in self._busy]

    def give(self, batch: Sequence[Task]) -> None:
        """Hand a batch to an idle worker; one that still starts keeps it until it is ready."""
        worker = min((w for w in self._workers.values() if not w.batch), key=lambda w: not w.ready)
        worker.batch.extend(batch)
        self._send(worker)

    def collect(self, timeout: float) -> list[tuple[int, Outcome]]:
        """What came back, waiting at most ``timeout`` seconds for the first; workers that died are replaced.

        Raises:
            WorkerError: workers end before they can read anything.
        """
        came: list[tuple[int, Outcome]] = []
        heard = wait([worker.pipe for worker in self._workers.values()], timeout)
        for k, worker in list(self._workers.items()):
            if worker.pipe in heard:
                came.extend(self._listen(k, worker))
        for k, worker in list(self._workers.items()):
            if self._is_late(worker):
                came.extend(self._stop_late(k, worker))
        return came

    def call_off(self) -> None:
        """Tell every worker to end after the source in hand; what comes back until then is still collected."""
        self._called_off = True
        for worker in self._workers.values():
            head = list(worker.batch)[: worker.given]
            worker.batch.clear()
            worker.batch.extend(head)
            _tell(worker.pipe, None)

    def _start(self) -> _Worker:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=_serve, args=(theirs, self._how), daemon=True)
        with _signals_held():
            process.start()
        theirs.close()
        return _Worker(process, ours)

    def _send(self, worker: _Worker) -> None:
        if worker.ready and worker.batch:
            worker.since = time.monotonic()
            worker.given = _tell(worker.pipe, list(worker.batch))

    def _listen(self, k: int, worker: _Worker) -> Iterator[tuple[int, Outcome]]:
        """Everything a worker has said by now; its end is one failure."""
        try:
            while worker.pipe.poll():
                message = worker.pipe.recv()
                if message is None:
                    worker.ready, self._false_starts = True, 0
                    self._send(worker)
                else:
                    self._answered(k, worker)
                    yield message
        except (EOFError, OSError):
            yield from self._replace(k, worker)

    def _answered(self, k: int, worker: _Worker) -> None:
        at = time.monotonic()
        self._busy[k] += at - worker.since
        worker.since = at
        worker.batch.popleft()
        worker.given = bool(worker.batch)

    def _replace(
        self, k: int, worker: _Worker, code: str = "worker_died", why: str = ""
    ) -> Iterator[tuple[int, Outcome]]:
        """A new process in the place of one that is gone; the source that it had in hand fails."""
        worker.pipe.close()
        worker.process.join()
        if self._called_off:
            del self._workers[k]
            return
        self._false_starts += not worker.ready
        if self._false_starts >= _FALSE_STARTS:
            raise WorkerError(f"worker processes end before they can read (exit code {worker.process.exitcode})")
        if worker.given:
            position, source = worker.batch[0]
            self._answered(k, worker)
            why = why or f"the worker that read it ended ({_ending(worker.process.exitcode)})"
            yield position, Failure(source.id, code, f"{source.origin}: {why}", passing=True)
        self._workers[k] = self._start()
        self._workers[k].batch = worker.batch

    def _is_late(self, worker: _Worker) -> bool:
        return 0 < self._time_limit < time.monotonic() - worker.since and worker.given

    def _stop_late(self, k: int, worker: _Worker) -> Iterator[tuple[int, Outcome]]:
        """End a worker whose source takes too long, unless it answers at the last moment."""
        if worker.pipe.poll():
            return
        worker.process.kill()
        yield from self._replace(k, worker, "time_limit", f"not read within {self._time_limit:g} seconds")


@contextmanager
def _signals_held() -> Iterator[None]:
    """Hold the signals of a terminal back, here for a moment and in a process started meanwhile for good."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _ending(code: int | None) -> str:
    """How a process ended, in words."""
    if code is None or code >= 0:
        return f"exit code {code}"
    names = {s.value: s.name for s in signal.Signals}
    return names.get(-code, f"signal {-code}")


def _tell(pipe: Connection, message: list[Task] | None) -> bool:
    """Whether a message could be sent; a worker that is gone will be heard of by its pipe's end."""
    try:
        pipe.send(message)
    except OSError:
        return False
    return True


def _serve(pipe: Connection, how: Reading) -> None:
    """What a worker process does: read batches until there are no more, or the parent is gone."""
    for signum in (signal.SIGINT, signal.SIGTERM):
        signal.signal(signum, signal.SIG_IGN)  # a terminal tells the whole group: it is the parent's to stop us
    logging.disable()  # what a parser says about a page names no source; a failure does
    threading.Thread(target=_end_with_parent, daemon=True).start()
    from thidua_extract.archive.reading import read_source  # the parent does without the readers

    try:
        pipe.send(None)
        while (batch := pipe.recv()) is not None:
            for k, (position, source) in enumerate(batch):
                if k and pipe.poll():  # the next batch comes after the last answer: this is the word to end
                    return
                pipe.send((position, read_source(source, how)))
    except (EOFError, OSError):
        return


def _end_with_parent() -> None:
    """Leave no worker behind that reads on for a parent that was killed."""
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
