"""Where an article ends and other articles begin; boxes of links inside an article."""

from __future__ import annotations

from collections.abc import Sequence

from thidua_extract.blocks.bylines import byline_of
from thidua_extract.blocks.captions import credited
from thidua_extract.blocks.cues import cue_of, marker_of
from thidua_extract.blocks.lines import Line
from thidua_extract.blocks.model import Label
from thidua_extract.timestamps import stamp_line

__all__ = ["find_tail"]

_BOX_MOST = 8
_RUN_ENOUGH = 3


def find_tail(lines: Sequence[Line], body: int, labels: dict[int, Label]) -> int:
    """First line of what is not this article (number of lines, if all is); boxes inside get their labels."""
    seen = 0
    k = body
    while k < len(lines):
        marker = marker_of(lines[k])
        if marker is None:
            if seen >= 2 and _signs_off(lines, k, seen):
                return k + 1
            seen += _text(lines[k])
            k += 1
            continue
        resume = None if marker == "tail" and seen > 1 else _resume(lines, k)
        if resume is None:
            labels[k] = ("crud", "blocks.marker")
            return k
        for j in range(k, resume):
            labels[j] = ("crud", "blocks.marker" if j == k else "blocks.box")
        k = resume
    return len(lines)


def _text(line: Line) -> bool:
    """Whether a line is running text; a list item counts where it ends like one, so that links do not."""
    return line.prose or (line.bullet and line.stopped)


def _resume(lines: Sequence[Line], marker: int) -> int | None:
    """First line of text below a box of links, if the article goes on there; None: all below is a tail."""
    k = marker + 1
    while k < len(lines) and k - marker <= _BOX_MOST and not _text(lines[k]):
        k += 1
    run = _run(lines, k)
    if run >= 2:
        return k
    ends = k + 1 >= len(lines) or byline_of(lines[k + 1]) is not None
    return k if run == 1 and ends and not stamp_line(lines[k - 1].folded) and lines[k].gap else None


def _run(lines: Sequence[Line], first: int) -> int:
    """How many lines of running text follow one another from ``first`` on, as far as matters."""
    run = 0
    for line in lines[first : first + 12]:
        if _text(line):
            run += 1
        elif not (credited(line) or cue_of(line)):
            break
        if run >= _RUN_ENOUGH:
            break
    return run


def _signs_off(lines: Sequence[Line], k: int, seen: int) -> bool:
    """Whether a by-line is followed by other articles' headlines with teasers, and by no text that goes on."""
    if lines[k].prose or k + 1 >= len(lines):
        return False
    sign = byline_of(lines[k])
    if sign is None:
        return False
    if _text(lines[k + 1]):
        return sign[0] != "name" and seen >= 3 and len(lines) - k <= 3
    runs = (_run(lines, j) for j in range(k + 1, min(len(lines), k + 40)))
    return all(run < _RUN_ENOUGH for run in runs)
