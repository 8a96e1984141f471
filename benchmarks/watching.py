"""Runs of ``thidua-extract convert`` with their processes watched, and what the machine has to give beside them."""

from __future__ import annotations

import multiprocessing
import re
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

SPIN_SECONDS = 3.0


@dataclass(frozen=True, slots=True)
class Run:
    """What a run came to: its manifest, its processes' peak memory in bytes and their processor time."""

    manifest: dict[str, Any]
    worker_peak: int
    parent_peak: int
    cpu_seconds: float

    @property
    def seconds(self) -> float:
        """How long it took."""
        return float(self.manifest["timings"]["seconds"])

    @property
    def read(self) -> int:
        """How many sources it read."""
        return int(self.manifest["timings"]["sources_read"])

    @property
    def counts(self) -> dict[str, Any]:
        """The manifest's counts."""
        return dict(self.manifest["counts"])


def watched(command: list[str]) -> tuple[int, int, float]:
    """Run a command; the highest peak of its child processes and its own, in bytes, and all their processor seconds."""
    before = _cpu_seconds()
    process = subprocess.Popen(command)
    here = psutil.Process(process.pid)
    peaks: dict[int, int] = {}
    while process.poll() is None:
        for each in (here, *_children(here)):
            peaks[each.pid] = max(peaks.get(each.pid, 0), _peak(each.pid))
        time.sleep(0.1)
    if process.returncode not in (0, 1):
        sys.exit(f"{' '.join(command)} ended with {process.returncode}")
    own = peaks.pop(process.pid, 0)
    return max(peaks.values(), default=0), own, _cpu_seconds() - before


def _cpu_seconds() -> float:
    """Processor time of all processes that were started from here and have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _children(process: Any) -> list[Any]:
    try:
        return list(process.children())
    except psutil.Error:
        return []


def _peak(pid: int) -> int:
    """The most memory a process has had resident (Linux); 0 where it is gone."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    except OSError:
        return 0
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    return int(found[1]) * 1024 if found else 0


def _spin(seconds: float, told: Any) -> None:
    """Count as long as told, in pure Python."""
    rounds, end = 0, time.monotonic() + seconds
    while time.monotonic() < end:
        rounds += sum(range(1000)) > 0
    told.put(rounds)


def spun(processes: int) -> int:
    """How far so many processes that only count get together: what the machine has to give."""
    context = multiprocessing.get_context("spawn")
    told = context.Queue()
    started = [context.Process(target=_spin, args=(SPIN_SECONDS, told)) for _ in range(processes)]
    for process in started:
        process.start()
    total = sum(int(told.get()) for _ in started)
    for process in started:
        process.join()
    return total


def timed(read: Callable[[], Any], rounds: int) -> float:
    """The shortest of some times that a reading took, in seconds."""
    times = []
    for _ in range(rounds):
        began = time.perf_counter()
        read()
        times.append(time.perf_counter() - began)
    return min(times)


def size_of(path: Path) -> int:
    """Bytes of a file, or of all files below a folder."""
    return sum(p.stat().st_size for p in path.rglob("*") if p.is_file()) if path.is_dir() else path.stat().st_size
