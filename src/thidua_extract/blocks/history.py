"""Historical texts quoted in full, from which nothing is read: the appeal for patriotic emulation of 11/6/1948."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from thidua_extract.blocks.lines import Line, line_key
from thidua_extract.lexicon import load_table
from thidua_extract.text import fold

__all__ = ["find_historical"]

_MOST_LINES = 60
_NEEDED = ("diệt giặc", "kháng chiến")
_SIGNED = frozenset({"hồ chí minh", "chủ tịch hồ chí minh", "chủ tịch chính phủ hồ chí minh"})


@cache
def _phrases() -> tuple[str, ...]:
    return tuple(line_key(fold(row["surface"])) for row in load_table("historical_texts"))


def _known(line: Line) -> int:
    """How many phrases of a known historical text the line holds."""
    key = line.key or line_key(line.folded[:4000])
    return sum(phrase in key for phrase in _phrases())


def find_historical(lines: Sequence[Line], first: int, end: int) -> set[int]:
    """Lines ``first:end`` that quote a historical text in full; a phrase quoted inside a report does not count.

    A paragraph with three of its phrases is quotation; so is every line from the first to the last of a run in which
    at least four short lines hold one.
    """
    if not any(word in line.folded for word in _NEEDED for line in lines[first:end]):
        return set()
    hits = [(k, _known(lines[k])) for k in range(first, end)]
    whole = {k for k, n in hits if n >= 3}
    short = [k for k, n in hits if n and len(lines[k].text) <= 220]
    runs: list[list[int]] = []
    for k in short:
        if runs and k - runs[-1][-1] <= 6:
            runs[-1].append(k)
        else:
            runs.append([k])
    for run in runs:
        if len(run) >= 4 and run[-1] - run[0] <= _MOST_LINES:
            whole.update(range(run[0], run[-1] + 1))
    signed = {k for k in range(first, end) if lines[k].key in _SIGNED and whole and min(whole) < k <= max(whole) + 8}
    return whole | {j for k in signed for j in range(max(i for i in whole if i < k) + 1, k + 1)}
