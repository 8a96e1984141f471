"""The sources of a run, numbered: all of them, the first ones, or one shard, each with the input it came from."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from thidua_extract.archive.model import Failure, Skipped, Source
from thidua_extract.archive.sources import SourceOptions, iter_sources

__all__ = ["Input", "Inputs", "Shard", "Span", "count_sources"]


@dataclass(frozen=True, slots=True)
class Shard:
    """Part ``number`` (from 1) of ``of`` parts of a run, each some sources that follow each other.

    The sources of all shards in order are those of the whole run.
    """

    number: int
    of: int

    def __post_init__(self) -> None:
        if not 1 <= self.number <= self.of:
            raise ValueError(f"shard {self}: the first number must be from 1 to the second")

    def __str__(self) -> str:
        return f"{self.number}/{self.of}"

    def span(self, count: int) -> Span:
        """Its positions among ``count`` sources.

        >>> [str(Shard(n, 3).span(10)) for n in (1, 2, 3)]
        ['0-3', '3-6', '6-']
        """
        after = None if self.number == self.of else self.number * count // self.of
        return Span((self.number - 1) * count // self.of, after)


@dataclass(frozen=True, slots=True)
class Span:
    """Positions from ``first`` to ``after`` (half-open; None: to the end)."""

    first: int = 0
    after: int | None = None

    def __str__(self) -> str:
        return f"{self.first}-{'' if self.after is None else self.after}"


@dataclass(slots=True)
class Input:
    """What was given to a run, as it was given, and how much of the run came from it so far."""

    name: str
    first: int
    sources: int = 0
    skipped: int = 0


class Inputs:
    """The inputs of a run, gone through once: :meth:`sources` numbers what is in them, ``given`` counts it.

    ``listed`` is the list of paths where an input is ``-``. Positions count sources and failures, not what is skipped,
    over the whole of the inputs, whatever the span.
    """

    def __init__(
        self,
        paths: Sequence[Path],
        options: SourceOptions,
        *,
        listed: bytes = b"",
        span: Span = Span(),
    ) -> None:
        self._paths = paths
        self._options = options
        self._listed = listed
        self._span = span
        self._position = 0
        self.given: list[Input] = []

    def sources(self) -> Iterator[tuple[int, Source | Failure | Skipped]]:
        """Positions with what stands there; something skipped has the position of what comes after it."""
        after = self._span.after
        if after is not None and after <= self._span.first:
            return
        for item in iter_sources(self._entered(), self._options, stdin=io.BytesIO(self._listed)):
            position = self._position
            inside = position >= self._span.first
            if not isinstance(item, Skipped):
                self._position += 1
                self.given[-1].sources += inside
            else:
                self.given[-1].skipped += inside
            if inside:
                yield position, item
            if after is not None and self._position >= after:
                return

    def _entered(self) -> Iterator[Path]:
        """The paths, noting each as it is come to."""
        for path in self._paths:
            self.given.append(Input(str(path), self._position))
            yield path


def count_sources(
    paths: Sequence[Path], options: SourceOptions, *, listed: bytes = b"", told: Callable[[int], None] = lambda _: None
) -> int:
    """How many sources the inputs hold, by going through all of them; ``told`` hears the number so far."""
    count = 0
    for item in iter_sources(paths, options, stdin=io.BytesIO(listed)):
        if not isinstance(item, Skipped):
            count += 1
            told(count)
    return count
