"""Lines of a page and what can be told from one line alone: its ending, its shape, its key for repeats."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import regex

from thidua_extract.text import View, fold_key

__all__ = ["Line", "is_short", "split_lines"]

_BULLET = regex.compile(
    r"(?:[-–—+•*●○■▪·✓➢]|[0-9]{1,2}[.)/]|[a-zđ][.)]|[IVX]{1,5}[.)/]|\([0-9a-zđ]\))(?:[ ]|(?=[\p{Lu}“\"]))"
)
_STOP = regex.compile(r"[.?!…:;][”\"’'»)\]]{0,3}$|[”\"»]$")
_INNER_STOP = regex.compile(r"\p{Ll}{2}[.?!…;][”\"]?[ ]+[“\"]?\p{Lu}")
_HEADING = regex.compile(r"#{1,6}[ ]+|\*\*|__")
_LONGEST_KEY = 400


@dataclass(frozen=True)
class Line:
    """A line with something in it, half-open offsets of its text without the blanks around it."""

    start: int
    end: int
    text: str
    folded: str
    gap: bool
    """Whether an empty line stands above."""

    @cached_property
    def key(self) -> str:
        """Under this key, repeats of a headline meet; lines too long for a headline have none."""
        return fold_key(self.text) if len(self.text) <= _LONGEST_KEY else ""

    @cached_property
    def stopped(self) -> bool:
        """Whether the line ends as a sentence or clause does (also with a closing quotation mark)."""
        return bool(_STOP.search(self.text, max(0, len(self.text) - 6)))

    @cached_property
    def bullet(self) -> bool:
        """Whether the line begins as a list item does: "- …", "+ Đợt 1: …", "a) …", "1. …"."""
        return bool(_BULLET.match(self.text))

    @cached_property
    def shouted(self) -> bool:
        """Whether all its letters are capitals."""
        return self.text.isupper()

    @cached_property
    def prose(self) -> bool:
        """Whether the line reads as running text: sentences with their stops, or a very long line."""
        size = len(self.text)
        if size >= 400:
            return True
        if size >= 60 and _INNER_STOP.search(self.text):
            return True
        full = self.text[-1] == "." and self.text[-2:] != ".."
        return size >= (25 if full else 45) and self.stopped and not self.shouted

    @property
    def words(self) -> int:
        """Number of syllables."""
        return self.text.count(" ") + 1


def is_short(line: Line, most: int) -> bool:
    """Whether the line has at most ``most`` characters."""
    return len(line.text) <= most


def split_lines(view: View) -> list[Line]:
    """The non-empty lines of a view; marks of a heading ("# ", "**") are left out of a line."""
    lines: list[Line] = []
    offset, gap = 0, False
    for raw in view.text.split("\n"):
        text = raw.strip()
        if not text:
            gap = True
        else:
            start = offset + len(raw) - len(raw.lstrip())
            mark = _HEADING.match(text)
            if mark:
                start, text = start + mark.end(), text[mark.end() :].rstrip("*_# ")
            if text:
                folded = view.folded[start : start + len(text)]
                lines.append(Line(start, start + len(text), text, folded, gap))
            gap = False
        offset += len(raw) + 1
    return lines


def repeats(lines: Sequence[Line]) -> dict[str, int]:
    """How often the key of each headline-like line occurs on the page."""
    counts: dict[str, int] = {}
    for line in lines:
        if line.key:
            counts[line.key] = counts.get(line.key, 0) + 1
    return counts
