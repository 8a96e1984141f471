"""Lines of a page and what can be told from one line alone: its ending, its shape, its key for repeats."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from thidua_extract.text import View

__all__ = ["Line", "line_key", "repeats", "split_lines"]

_BULLET = regex.compile(
    r"(?:[-–—+•*●○■▪·✓➢]|[0-9]{1,2}[.)/]|[a-zđ][.)]|[IVX]{1,5}[.)/]|\([0-9a-zđ]\))(?:[ ]|(?=[\p{Lu}“\"]))"
)
_STOP = regex.compile(r"[.?!…:;][”\"’'»)\]]{0,3}$|[”\"»]$")
_INNER_STOP = regex.compile(r"\p{Ll}{2}[.?!…;][”\"]?[ ]+[“\"]?\p{Lu}")
_LINK_BEHIND = regex.compile(r"(?<=[^\s!|])[ ]?\[[^\[\]]{0,200}\]\([^()]{0,400}\)\W{0,3}$")
_HEADING = regex.compile(r"#{1,6}[ ]+|\*\*|__")
_NUMBERED = regex.compile(r"[ ][-–] ?(?:(?:ảnh|hình) ?)?[0-9]{1,2}\.?$")
"""The number of a picture behind a headline that stands for its caption: "… - Ảnh 1."."""
_LONGEST_HEADLINE, _LONGEST_KEY = 180, 400


_LEFT_OUT = regex.compile(r"[^\w%]+")


def line_key(folded: str) -> str:
    """Key under which repeats of a line meet, without its quotation marks and other punctuation.

    >>> line_key("phong trào “xanh, sạch, đẹp”:") == line_key("phong trào xanh - sạch - đẹp")
    True
    """
    return _LEFT_OUT.sub(" ", folded).strip()


@dataclass(frozen=True, slots=True)
class Line:
    """A line with something in it, half-open offsets of its text without the blanks around it."""

    start: int
    end: int
    text: str
    folded: str
    gap: bool
    """Whether an empty line stands above."""
    key: str
    """Under this key, repeats of a headline meet; lines too long for a headline have none."""
    stopped: bool
    """Whether the line ends as a sentence or clause does (also with a closing quotation mark)."""
    bullet: bool
    """Whether the line begins as a list item does: "- …", "+ Đợt 1: …", "a) …", "1. …"."""
    shouted: bool
    """Whether all its letters are capitals."""
    prose: bool
    """Whether the line reads as running text: sentences with their stops, or a very long line."""

    @property
    def words(self) -> int:
        """Number of syllables."""
        return self.text.count(" ") + 1


def _line(start: int, text: str, folded: str, *, gap: bool) -> Line:
    stopped = bool(_STOP.search(text, max(0, len(text) - 6)))
    shouted = text.isupper()
    return Line(
        start,
        start + len(text),
        text,
        folded,
        gap,
        _key(folded),
        stopped,
        bool(_BULLET.match(text)),
        shouted,
        _is_prose(text, stopped=stopped, shouted=shouted),
    )


def _key(folded: str) -> str:
    if len(folded) <= _LONGEST_HEADLINE:
        return line_key(_NUMBERED.sub("", folded))
    return folded if len(folded) <= _LONGEST_KEY else ""


def _is_prose(text: str, *, stopped: bool, shouted: bool) -> bool:
    size = len(text)
    if size >= 400 or (size >= 60 and _INNER_STOP.search(text)):
        return True
    full = text[-1] == "." and text[-2:] != ".."
    if shouted:
        return full and size >= 60
    return size >= (25 if full else 45) and stopped


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
            if "](" in text:
                text = _LINK_BEHIND.sub("", text).rstrip()
            if text:
                lines.append(_line(start, text, view.folded[start : start + len(text)], gap=gap))
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
