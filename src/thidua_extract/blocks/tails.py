"""Where an article ends and other articles begin; boxes of links inside an article."""

from __future__ import annotations

from collections.abc import Sequence

from thidua_extract.blocks.bylines import byline_of
from thidua_extract.blocks.captions import credited
from thidua_extract.blocks.cues import cue_of, marker_of
from thidua_extract.blocks.front import Label
from thidua_extract.blocks.lines import Line
from thidua_extract.timestamps import stamp_line

__all__ = ["find_tail"]

_BOX_MOST = 6


def find_tail(lines: Sequence[Line], body: int, labels: dict[int, Label]) -> int:
    """First line of what is not this article (number of lines, if all is); boxes inside get their labels."""
    seen = 0
    k = body
    while k < len(lines):
        marker = marker_of(lines[k])
        if marker is None:
            seen += lines[k].prose or lines[k].bullet
            k += 1
            continue
        resume = _resume(lines, k, strong=marker == "tail" and seen > 1)
        if resume is None:
            labels[k] = ("crud", "blocks.marker")
            return k
        for j in range(k, resume):
            labels[j] = ("crud", "blocks.marker" if j == k else "blocks.box")
        k = resume
    return len(lines)


def _resume(lines: Sequence[Line], marker: int, *, strong: bool) -> int | None:
    """First line of text below a box of links, if the article goes on there; None: all below is a tail."""
    if strong:
        return None
    k = marker + 1
    while k < len(lines) and k - marker <= _BOX_MOST and not (lines[k].prose or lines[k].bullet):
        k += 1
    run = 0
    for j in range(k, len(lines)):
        if lines[j].prose or lines[j].bullet:
            run += 1
        elif not (credited(lines[j]) or cue_of(lines[j])):
            break
    if run >= 2:
        return k
    ends = k + 1 >= len(lines) or byline_of(lines[k + 1]) is not None
    return k if run == 1 and ends and not stamp_line(lines[k - 1].folded) and lines[k].gap else None
