"""The head of a page: which line is the title, which are stamps, categories, kickers; where running text begins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from thidua_extract.blocks.bylines import byline_of
from thidua_extract.blocks.captions import credited
from thidua_extract.blocks.cues import cue_of, marker_of
from thidua_extract.blocks.headlines import reads_as_headlines
from thidua_extract.blocks.lines import Line
from thidua_extract.blocks.model import BlockKind
from thidua_extract.rules import rule
from thidua_extract.timestamps import stamp_line

__all__ = ["Front", "Label", "find_front", "split_source_tag"]

Label = tuple[BlockKind, str]


@dataclass(frozen=True, slots=True)
class Front:
    """What the head of a page holds; indices count lines."""

    title: int | None
    body: int
    """First line of running text (number of lines, where there is none)."""
    labels: dict[int, Label]


_DATELINE = regex.compile(
    r"\(|[A-ZĐ.]{2,8} ?[-–:] |(?:Ngày|Sáng|Chiều|Tối|Trưa|Vừa qua|Mới đây|Nhân|Hưởng ứng|Thực hiện|Trong|Tại|Từ|Theo|Để|Nhằm|Sau|Hôm)\b"
)


def _prose_title(lines: Sequence[Line], first: int, counts: dict[str, int]) -> bool:
    """Whether a first line that ends like a sentence is a headline all the same."""
    line = lines[first]
    if len(line.text) > 200 or _DATELINE.match(line.text) or first + 1 >= len(lines):
        return False
    if counts.get(line.key, 0) > 1 or line.text[-1] in '?!”"' or line.text[-3:] in ("...", "…"):
        return True
    follows = lines[first + 1]
    return len(line.text) <= 160 and (
        stamp_line(follows.folded) is not None or (follows.prose and len(follows.text) > 1.3 * len(line.text))
    )


def _score(lines: Sequence[Line], k: int, counts: dict[str, int], labels: dict[int, Label]) -> float:
    line = lines[k]
    stamped_below = labels.get(k + 1, ("", ""))[1] == "blocks.stamp"
    stamped_above = labels.get(k - 1, ("", ""))[1] == "blocks.stamp"
    score = 4.0 * (counts.get(line.key, 0) > 1) + 3.0 * stamped_below + 2.0 * stamped_above
    score += 2.0 * (line.words >= 6) - 3.0 * (line.words < 4) - 2.0 * line.shouted - 4.0 * line.text.endswith(":")
    return score - 0.01 * k


def find_front(lines: Sequence[Line], counts: dict[str, int]) -> Front:
    """Read the head of a page down to its first running text."""
    labels: dict[int, Label] = {}
    candidates: list[int] = []
    body = len(lines)
    for k, line in enumerate(lines):
        label = _furniture(line)
        if label:
            labels[k] = label
        elif line.prose or line.bullet:
            if not candidates and not line.bullet and _prose_title(lines, k, counts):
                candidates.append(k)
                continue
            body = k
            break
        else:
            candidates.append(k)
    if not candidates:
        return Front(None, body, labels)
    title = max(candidates, key=lambda k: _score(lines, k, counts, labels))
    labels[title] = ("title", "blocks.title")
    for k in candidates:
        if k != title:
            labels[k] = _beside_title(lines, k, title, counts)
    return Front(title, body, labels)


def _furniture(line: Line) -> Label | None:
    """The label of a line that is plainly a stamp, a button, a menu, a marker or a caption with its credit."""
    if stamp_line(line.folded):
        return "meta", "blocks.stamp"
    if credited(line) and not line.prose:
        return "caption", "blocks.credit"
    if marker_of(line):
        return "crud", "blocks.marker"
    cue = cue_of(line)
    return (cue[0], cue[1]) if cue else None


def _beside_title(lines: Sequence[Line], k: int, title: int, counts: dict[str, int]) -> Label:
    line = lines[k]
    if line.key and line.key == lines[title].key:
        return "crud", "blocks.repeated_title"
    if k < title:
        if k == title - 1 and line.text.endswith(":"):
            return "title", "blocks.kicker"
        return "meta", "blocks.category"
    if k == title + 1 and line.text[0].islower():
        return "title", "blocks.title_continued"
    signed = byline_of(line)
    if signed:
        return "byline", signed[1]
    if reads_as_headlines(line, after_lead=True) and not line.gap:
        return "crud", "blocks.headlines"
    if len(line.text) >= 60 or line.text.endswith(":"):
        return "lead", "blocks.lead"
    return ("meta", "blocks.category") if line.words <= 6 else ("subhead", "blocks.subtitle")


@rule(
    "blocks.source_tag",
    r"""^[(\[](?P<name>\p{Lu}[\p{L}&.+]{1,14}(?:[ ][\p{L}&.+]{1,12}){0,3}|[\p{L}0-9-]{2,30}(?:\.[a-z]{2,4}){1,3})[)\]][ ]?[-–—:.,]{0,2}[ ]{0,3}(?=[\p{Lu}“"0-9])
    | ^(?P<bare>[A-ZĐ][A-ZĐ&]{1,8}(?:\.(?:VN|vn))?|GD&TĐ|VOV[0-9.]{0,2}|\p{Lu}[\p{L}]{3,14}(?:\.[a-z]{2,3}){1,2}|Kinhtedothi)(?:[ ]Online)?
      [ ]?[-–—:]{1,2}[ ]{1,3}(?=[\p{Lu}“"0-9])""",
)
def _source_tag(m: regex.Match[str]) -> str | None:
    """The newspaper's tag that opens the lead: "(LĐTĐ) ", "GDVN - "; an abbreviated body is none."""
    if m["bare"] and m["bare"] in _BODIES:
        return None
    name: str = m["name"] or m["bare"]
    return name


_BODIES = frozenset(
    {"LĐLĐ", "UBND", "HĐND", "MTTQ", "CĐCS", "TLĐ", "BCH", "CNVCLĐ", "CNLĐ", "ATVSLĐ", "BHXH", "CĐ", "TP", "KCN"}
)


def split_source_tag(text: str) -> tuple[int, str] | None:
    """Length and name of a newspaper's tag at the beginning of a paragraph.

    >>> split_source_tag("(LĐTĐ) Ngày 5/3, Công đoàn quận họp.")
    (7, 'LĐTĐ')
    """
    return next(((m.end(), name) for m, name in _source_tag.finditer(text[:60])), None)
