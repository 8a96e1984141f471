"""How the time of a task grows with its size: a ratio within one run, whatever else the machine does."""

from __future__ import annotations

import time
from collections.abc import Callable


def growth(task: Callable[[int], object], size: int) -> float:
    """How many times dearer ``size`` is than a quarter of it, in processor time; the best of three tries.

    About 4 where time is linear, 16 where it is a square.
    """
    best = float("inf")
    for _ in range(3):
        small = min(_spent(task, size // 4) for _ in range(2))
        best = min(best, _spent(task, size) / max(small, 1e-4))
        if best <= 6:
            break
    return best


def _spent(task: Callable[[int], object], size: int) -> float:
    begin = time.process_time()
    task(size)
    return time.process_time() - begin
