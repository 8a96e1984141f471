"""A bar for long runs: articles done, rate, errors, time left; on a terminal only."""

from __future__ import annotations

import time
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn

from thidua_extract.archive.dispatch import Watcher
from thidua_extract.archive.model import Failure, Outcome, Skipped, Source

__all__ = ["Bar", "time_left"]

_EVERY = 0.1
"""Seconds between two looks of the bar."""


class Bar(Watcher):
    """Draws how a run goes on, and nothing where ``console`` is no terminal; a context manager."""

    def __init__(self, console: Console) -> None:
        self.wants_total = shown = console.is_terminal and not console.quiet
        columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[about]}"))
        self._progress = Progress(*columns, console=console, transient=True, disable=not shown)
        self._task = self._progress.add_task("Looking", total=None, about="")
        self._total = 0
        self._in_bytes = False
        self._before = 0
        self._read = 0
        self._articles = 0
        self._errors = 0
        self._began = self._drawn = time.monotonic()

    def __enter__(self) -> Bar:
        self._progress.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._progress.stop()

    def counting(self, count: int) -> None:
        """Show how many sources were counted."""
        if self._is_due():
            self._progress.update(self._task, description="Counting", about=f"{count:,} sources")

    def begin(self, total: int, *, in_bytes: bool) -> None:
        """Note what progress will add up to."""
        self._total, self._in_bytes, self._began = total, in_bytes, time.monotonic()
        self._progress.update(self._task, total=total or None)

    def passed(self, item: Source | Failure | Skipped) -> None:
        """Move on past what is not read."""
        self._before += item.weight if self._in_bytes else not isinstance(item, Skipped)
        self._draw()

    def done(self, outcome: Outcome, weight: int) -> None:
        """Move on past what was read."""
        self._read += weight if self._in_bytes else 1
        self._articles += 1
        self._errors += isinstance(outcome, Failure)
        self._draw()

    def writing(self, count: int) -> None:
        """Show how much of the output is written."""
        if self._is_due():
            self._progress.update(self._task, description="Writing", about=f"{count:,} articles")

    def _draw(self) -> None:
        if not self._is_due():
            return
        seconds = time.monotonic() - self._began
        left = time_left(self._total - self._before - self._read, self._read, seconds)
        parts = [
            f"{self._articles:,} articles",
            f"{self._articles / max(seconds, 0.01):,.1f}/s",
            f"{self._errors:,} errors",
        ]
        about = " · ".join(parts + [f"{left} left"] * bool(left))
        self._progress.update(self._task, description="Reading", completed=self._before + self._read, about=about)

    def _is_due(self) -> bool:
        at = time.monotonic()
        if at - self._drawn < _EVERY:
            return False
        self._drawn = at
        return True


def time_left(rest: int, done: int, seconds: float) -> str:
    """How long ``rest`` takes where ``done`` took ``seconds``; "" where that cannot be said.

    >>> time_left(3_000, 1_000, 60.0), time_left(90_000, 1_000, 60.0), time_left(10, 0, 5.0)
    ('3:00', '1:30:00', '')
    """
    if rest <= 0 or done <= 0 or seconds < 1:
        return ""
    minutes, last = divmod(round(rest * seconds / done), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{last:02}" if hours else f"{minutes}:{last:02}"
