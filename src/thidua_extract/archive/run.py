"""A run: sources in, one record or one failure each out, in their order, with a manifest that adds up.

What is read goes to a state folder first (``state.py``), and from there, when all is read, into the output: so a run
can be stopped at any moment and gone on with, whatever kind of output it writes.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from io import BytesIO
from pathlib import Path
from typing import Any, Literal

from thidua_extract.archive.committing import Committer
from thidua_extract.archive.dispatch import Watcher, dispatch
from thidua_extract.archive.manifest import (
    Tally,
    describe_run,
    find_difference,
    load_manifest,
    manifest_path,
    save_manifest,
)
from thidua_extract.archive.model import Reading
from thidua_extract.archive.positions import Inputs, Shard, Span, count_sources
from thidua_extract.archive.sinks import Sink, errors_path, open_sink, sink_kind
from thidua_extract.archive.sinks.parts import part_of
from thidua_extract.archive.sources import SourceOptions, total_weight
from thidua_extract.archive.state import State, StateError, state_path
from thidua_extract.archive.stopping import Stop, stop_on_signals
from thidua_extract.archive.workers import Pool

__all__ = ["Begin", "Ended", "Options", "convert"]

Begin = Literal["new", "resume", "restart"]
"""new: there is no run of this output yet; resume: go on with the one there is; restart: forget the one there is."""


@dataclass(frozen=True, slots=True)
class Options:
    """How a run is made. ``reading`` and ``sources`` say how sources are read and found, ``to`` the kind of output.

    ``workers`` processes read, a source for at most ``time_limit`` seconds (0: any time). ``limit`` takes the first
    sources only, ``shard`` a part of them.
    """

    reading: Reading = field(default_factory=Reading)
    sources: SourceOptions = field(default_factory=SourceOptions)
    to: str | None = None
    workers: int = 1
    time_limit: float = 60.0
    shard: Shard | None = None
    limit: int | None = None

    def span(self, count: int) -> Span:
        """Positions that this run reads of ``count`` sources."""
        shard = self.shard or Shard(1, 1)
        if self.limit is None or self.limit >= count:
            return shard.span(count)
        span = shard.span(self.limit)
        return Span(span.first, self.limit if span.after is None else span.after)

    def described(self) -> dict[str, Any]:
        """Every option that decides what is written, under its name on the command line, as JSON values."""
        reading, sources = asdict(self.reading), asdict(self.sources)
        kinds, gate = reading.pop("only_kinds"), reading.pop("gate")
        return {
            **reading,
            **{name: value for name, value in sources.items() if name.endswith("_field")},
            "published_on": str(reading["published_on"]) if reading["published_on"] else None,
            "from": sources["format"],
            "no_gate": not gate,
            "only_kind": sorted(kinds) if kinds is not None else None,
            "shard": str(self.shard) if self.shard else None,
            "limit": self.limit,
        }


@dataclass(frozen=True, slots=True)
class Ended:
    """How a run ended: what its manifest says, or after a ``signal`` how many sources are ``kept`` in the state."""

    manifest: dict[str, Any] | None
    signal: int | None = None
    kept: int = 0
    was_complete: bool = False


def convert(
    inputs: Sequence[Path],
    output: Path,
    options: Options,
    *,
    begin: Begin = "new",
    listed: bytes = b"",
    watcher: Watcher | None = None,
) -> Ended:
    """Read everything in ``inputs`` into ``output``; ``listed`` is the list of paths where an input is ``-``.

    Raises:
        StateError: the run cannot be begun, or gone on with, as asked.
        OutputError: something cannot be written; what is in the state stays.
        WorkerError: worker processes cannot be started.
    """
    sink = open_sink(output, sink_kind(output, options.to))
    state = State(output)
    _check(inputs, output, state, begin)
    try:
        with stop_on_signals() as stop, Pool(options.workers, options.reading, time_limit=options.time_limit) as pool:
            described = describe_run(inputs, options.described())
            complete = _complete(output, described) if begin == "resume" and not state.is_there else None
            if complete is not None:
                return Ended(complete, was_complete=True)
            if begin == "restart":
                state.clear()
            difference = find_difference(state.open(run=described), described)
            if difference:
                raise StateError(f"the run that was begun is another: {difference}; ask for the same, or --restart")
            session = _Session(inputs, output, options, listed, state, stop, watcher or Watcher())
            return session.make(sink, pool, described)
    finally:
        state.close()


def _check(inputs: Sequence[Path], output: Path, state: State, begin: Begin) -> None:
    """Refuse what would lose an earlier run or a source."""
    if state.is_there and begin == "new":
        raise StateError(
            f"{state_path(output)}: an earlier run of this output has not ended; --resume goes on with it, "
            "--restart begins anew"
        )
    ours = state.is_there or manifest_path(output).exists()
    for path in inputs:
        if output.exists() and path.exists():
            inside = path.is_dir() and output.resolve().is_relative_to(path.resolve())
            if path.samefile(output) or (inside and not ours):
                raise StateError(f"{output}: the output is one of the sources")


def _complete(output: Path, described: dict[str, Any]) -> dict[str, Any] | None:
    """The manifest of an output that this very run has written before."""
    manifest = load_manifest(output) if output.exists() else None
    if (
        manifest is None
        or manifest.get("output") != output.name
        or find_difference({name: manifest.get(name) for name in described}, described)
    ):
        return None
    return manifest


@dataclass(frozen=True, slots=True)
class _Session:
    """A run from what is there already to its output, or to a stop."""

    inputs: Sequence[Path]
    output: Path
    options: Options
    listed: bytes
    state: State
    stop: Stop
    watcher: Watcher
    began: float = field(default_factory=time.monotonic)

    def make(self, sink: Sink, pool: Pool, described: dict[str, Any]) -> Ended:
        """Read, write, and leave nothing but the output and its manifest."""
        found = replace(self.options.sources, exclude=frozenset(_files_of(self.output)))
        try:
            span = self._span(found)
        except _StoppedError:
            return Ended(None, self.stop.signal, self.state.written)
        sources = Inputs(self.inputs, found, listed=self.listed, span=span)
        committer = Committer(self.state, span.first)
        self._announce(found, span)
        read = dispatch(sources.sources(), pool, committer, stop=self.stop, watcher=self.watcher)
        tally = None if self.stop.asked else self._write(sink, Tally(sources.given, span.first))
        if tally is None:
            return Ended(None, self.stop.signal, self.state.written)
        manifest = {
            **described,
            "output": self.output.name,
            "counts": tally.counts(),
            "timings": self._timings(pool, read),
        }
        save_manifest(self.output, manifest)
        if not tally.passing:
            self.state.clear()
        return Ended(manifest)

    def _span(self, found: SourceOptions) -> Span:
        """The positions that this run reads; for a shard all sources are counted."""
        if self.options.shard is None:
            return Span(after=self.options.limit)
        return self.options.span(count_sources(self.inputs, found, listed=self.listed, told=self._counted))

    def _counted(self, count: int) -> None:
        self.watcher.counting(count)
        if self.stop.asked:
            raise _StoppedError

    def _announce(self, found: SourceOptions, span: Span) -> None:
        if span.after is not None:
            self.watcher.begin(span.after - span.first, in_bytes=False)
        elif self.watcher.wants_total:
            total = total_weight(self.inputs, found, stdin=BytesIO(self.listed))
            self.watcher.begin(total, in_bytes=True)

    def _write(self, sink: Sink, tally: Tally) -> Tally | None:
        """Put all outcomes into the output; None where the run was told to stop meanwhile."""
        try:
            with sink:
                for chunk in self.state.chunks:
                    for outcome in self.state.read(chunk):
                        sink.write(outcome)
                        tally.add(outcome)
                        if self.stop.asked:
                            raise _StoppedError
                    self.watcher.writing(tally.position - self.state.chunks[0].first)
                tally.counts()  # an output that does not add up does not appear
        except _StoppedError:
            return None
        return tally

    def _timings(self, pool: Pool, read: int) -> dict[str, Any]:
        """What differs from one session to the next; all else in a manifest is the same for any number of workers."""
        seconds = time.monotonic() - self.began
        return {
            "seconds": round(seconds, 3),
            "sources_read": read,
            "sources_per_second": round(read / seconds, 3) if seconds else None,
            "workers": pool.count,
            "workers_busy": [round(share, 3) for share in pool.busy_shares()],
            "time_limit": self.options.time_limit,
        }


class _StoppedError(Exception):
    """The run was told to stop while it counted sources or wrote its output."""


def _files_of(output: Path) -> Iterator[Path]:
    """What a run writes, which is no source even where it lies among them."""
    yield state_path(output)
    for path in (output, errors_path(output), manifest_path(output)):
        yield from (path, part_of(path))
