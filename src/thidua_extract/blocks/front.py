"""The head of a page: which line is the title, which are stamps, categories, kickers; where running text begins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from thidua_extract.blocks.bylines import byline_of
from thidua_extract.blocks.captions import credited
from thidua_extract.blocks.cues import cue_of, marker_of
from thidua_extract.blocks.headlines import reads_as_headlines
from thidua_extract.blocks.letterhead import document_head, letterhead_label
from thidua_extract.blocks.lines import Line
from thidua_extract.blocks.model import NO_LABEL, BlockKind, Label
from thidua_extract.timestamps import stamp_line

__all__ = ["Front", "find_front"]


@dataclass(frozen=True, slots=True)
class Front:
    """What the head of a page holds; indices count lines."""

    title: int | None
    body: int
    """First line of running text (number of lines, where there is none)."""
    labels: dict[int, Label]


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
    if body == len(lines):
        body = next((k for k in candidates[1:] if len(lines[k].text) >= 60), body)
        labels = {k: label for k, label in labels.items() if k < body}
        candidates = [k for k in candidates if k < body]
    return Front(_label_candidates(lines, candidates, counts, labels), body, labels)


def _furniture(line: Line) -> Label | None:
    """The label of a line that is plainly a stamp, a button, a menu, a marker or a caption with its credit."""
    official = letterhead_label(line)
    if official:
        return official
    if stamp_line(line.folded):
        return "meta", "blocks.stamp"
    if credited(line) and not line.prose:
        return "caption", "blocks.credit"
    if marker_of(line):
        return "crud", "blocks.marker"
    return cue_of(line)


_DATELINE = regex.compile(
    r"\(|[A-ZĐ.]{2,8} ?[-–:] |(?:Ngày|Sáng|Chiều|Tối|Trưa|Vừa qua|Mới đây|Nhân|Hưởng ứng|Thực hiện|Trong|Tại|Từ|Theo|Để"
    r"|Nhằm|Sau|Hôm)\b"
)


def _prose_title(lines: Sequence[Line], first: int, counts: dict[str, int]) -> bool:
    """Whether a first line that ends like a sentence is a headline all the same."""
    line = lines[first]
    if len(line.text) > 200 or _DATELINE.match(line.text) or first + 1 >= len(lines):
        return False
    if counts.get(line.key, 0) > 1 or line.text[-1] in '?!”"…' or line.text.endswith("..."):
        return True
    below = lines[first + 1]
    longer = below.prose and len(below.text) > 1.3 * len(line.text)
    return len(line.text) <= 160 and (stamp_line(below.folded) is not None or longer)


def _label_candidates(
    lines: Sequence[Line], candidates: list[int], counts: dict[str, int], labels: dict[int, Label]
) -> int:
    """Choose the title among the lines of a head and label the others; the index of the title."""
    heads = [k for k in candidates if document_head(lines[k])]
    if heads:
        labels[heads[0]] = ("title", "blocks.document_head")
        below = [k for k in candidates if k > heads[0]]
        title = below[0] if below else heads[0]
    else:
        title = max(candidates, key=lambda k: _score(lines, k, counts, labels))
    labels[title] = ("title", "blocks.title")
    for k in candidates:
        if k not in labels:
            labels[k] = _beside_title(lines, k, title, official=bool(heads))
    return title


_SITE = regex.compile(
    r"(?:cổng (?:thông tin|ttđt)|trang (?:thông tin|tin)|báo|tạp chí|website|đài (?:phát thanh|truyền hình|pt)"
    r"|chuyên trang|bản tin)\b|.{0,60}\b(?:điện tử|online)(?: ?[-–|:]|$)"
)


def _score(lines: Sequence[Line], k: int, counts: dict[str, int], labels: dict[int, Label]) -> float:
    """How much a line of the head looks like the headline."""
    line = lines[k]
    score = 4.0 * (counts.get(line.key, 0) > 1) + 3.0 * _stamped(labels, k, 1) + 1.5 * _stamped(labels, k, -1)
    score += min(len(line.text), 40) / 20 + (line.words >= 6)
    score -= 3.0 * (line.words < 4) + 2.0 * line.shouted + 4.0 * line.text.endswith(":")
    return score - 5.0 * bool(_SITE.match(line.folded)) - 0.01 * k


def _stamped(labels: dict[int, Label], k: int, step: int) -> bool:
    """Whether a time stamp is the next line in a direction, buttons and counters between them left out."""
    for j in range(k + step, k + 4 * step, step):
        kind, why = labels.get(j, NO_LABEL)
        if why == "blocks.stamp":
            return True
        if kind != "crud" or not why:
            return False
    return False


def _beside_title(lines: Sequence[Line], k: int, title: int, *, official: bool) -> Label:
    """What a line of the head other than the title is."""
    line = lines[k]
    if line.key and line.key == lines[title].key:
        return "crud", "blocks.repeated_title"
    if k < title:
        return _above_title(line, near=k == title - 1)
    if k == title + 1 and (line.text[0].islower() or (official and not line.gap)):
        return "title", "blocks.title_continued"
    signed = byline_of(line)
    if signed:
        return "byline", signed[1]
    if reads_as_headlines(line, after_lead=True, proof=1):
        return "crud", "blocks.headlines"
    if len(line.text) >= 60 or line.text.endswith(":"):
        return "lead", "blocks.lead"
    return ("meta", "blocks.category") if line.words <= 6 else ("subhead", "blocks.subtitle")


def _above_title(line: Line, *, near: bool) -> Label:
    if near and line.text.endswith(":"):
        return "title", "blocks.kicker"
    kind: BlockKind = "meta"
    return kind, "blocks.category"
