"""Lines broken inside sentences, as texts taken out of print or mail have them, are joined again; offsets stay."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import regex

from thidua_extract.blocks.lines import Line, split_lines
from thidua_extract.text import View
from thidua_extract.timestamps import stamp_line

__all__ = ["join_wrapped"]

_OPEN_END = regex.compile(r"[\p{L}\p{N},%)”\"-]$")
_HANGING = regex.compile(
    r"\b(?:tháng|năm|ngày|quý|đến|từ|của|và|với|các|những|trên|cho|là|về|trong|có|đạt|số|lần|thứ|gần|hơn|khoảng|do|được)$"
)
_NO_CONTINUATION = regex.compile(
    r"[a-zđ0-9]{1,2}[.)]|https?:|www\.|\S+\.(?:vn|com|net)\b|[a-z0-9]+(?:-[a-z0-9]+){2,}|date |[ -~]+$"
)
_SHORTEST = 40


def join_wrapped(view: View) -> tuple[View, list[Line]]:
    """The view with the line ends inside sentences turned into blanks, and its lines.

    A line goes on in the next where it ends open and the next begins with a small letter, or where it ends with a
    word that ends no sentence; on a page that is broken so throughout, also where a line as long as the page is wide
    ends open.
    """
    lines = split_lines(view)
    breaks = sorted({*_inside_sentences(lines), *_at_full_width(lines)})
    if not breaks:
        return view, lines
    text, folded = list(view.text), list(view.folded)
    for k in breaks:
        for offset in range(lines[k].end, lines[k + 1].start):
            text[offset] = folded[offset] = " "
    joined = replace(view, text="".join(text), folded="".join(folded))
    return joined, split_lines(joined)


def _inside_sentences(lines: list[Line]) -> Iterator[int]:
    for k in range(len(lines) - 1):
        line, below = lines[k], lines[k + 1]
        if len(line.text) < _SHORTEST or line.stopped or not _OPEN_END.search(line.text, len(line.text) - 1):
            continue
        if _NO_CONTINUATION.match(below.folded) or stamp_line(below.folded):
            continue
        hanging = below.text[0].isdigit() and _HANGING.search(line.folded, max(0, len(line.text) - 10))
        if below.text[0].islower() or hanging:
            yield k


def _at_full_width(lines: list[Line]) -> Iterator[int]:
    """Breaks on a page where at least every fifth line goes on with a small letter and no line is much longer."""
    inside = list(_inside_sentences(lines))
    if len(inside) < 3 or len(inside) * 5 < len(lines):
        return
    width = sorted(len(lines[k].text) for k in inside)[len(inside) // 2]
    if sum(1 for line in lines if len(line.text) > 1.4 * width) * 10 > len(lines):
        return
    for k in range(len(lines) - 1):
        line, below = lines[k], lines[k + 1]
        full = 0.8 * width <= len(line.text) <= 1.3 * width
        if full and not (line.stopped or below.gap or below.bullet) and _OPEN_END.search(line.text, len(line.text) - 1):
            yield k
