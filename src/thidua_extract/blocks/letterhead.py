"""The frame of an official paper printed in full: letterhead, number, place and date, kind of paper, recipients."""

from __future__ import annotations

import regex

from thidua_extract.blocks.lines import Line
from thidua_extract.blocks.matching import first, holds
from thidua_extract.blocks.model import Label
from thidua_extract.rules import rule

__all__ = ["document_head", "letterhead_label"]


@rule("blocks.document_number", r"^số[ ]?:[ ]?[0-9]{1,5}[ ]?[/-][ ]?\p{L}[\p{L}0-9&/-]{1,20}")
def _document_number(m: regex.Match[str]) -> Label:
    """The paper's own number: "Số: 34/KH-UBND"."""
    return "subhead", "blocks.document_number"


@rule(
    "blocks.dateline",
    r"^\p{L}[\p{L} ]{2,30},[ ]{1,3}ngày[ ]?[0-9]{1,2}[ ]?tháng[ ]?[0-9]{1,2}[ ]?năm[ ]?[0-9]{4}$",
)
def _dateline(m: regex.Match[str]) -> Label:
    """The place and date at the head of a paper: "Yên Bình, ngày 18 tháng 02 năm 2022"."""
    return "subhead", "blocks.dateline"


@rule(
    "blocks.letterhead",
    r"cộng[ ]hòa[ ]xã[ ]hội[ ]chủ[ ]nghĩa[ ]việt[ ]nam$ | ^đảng[ ]cộng[ ]sản[ ]việt[ ]nam$"
    r" | ^\W{0,3}độc[ ]lập[ ]{0,2}[-–—][ ]{0,2}tự[ ]do[ ]{0,2}[-–—][ ]{0,2}hạnh[ ]phúc\W{0,3}$",
)
def _letterhead(m: regex.Match[str]) -> Label:
    """The names of state and Party over a paper."""
    return "meta", "blocks.letterhead"


@rule(
    "blocks.document_head",
    r"""^(?:kế[ ]hoạch|thông[ ]báo|quyết[ ]định|chỉ[ ]thị|hướng[ ]dẫn|chương[ ]trình|(?:thư|lời)[ ]kêu[ ]gọi|báo[ ]cáo
    |công[ ]văn|công[ ]điện|nghị[ ]quyết|tờ[ ]trình|thể[ ]lệ|quy[ ]chế|(?:bản[ ])?giao[ ]ước(?:[ ]thi[ ]đua)?
    |thư[ ]ngỏ|thông[ ]tri
    |(?:bài|diễn[ ]văn)[ ]phát[ ]động|phát[ ]động[ ]thi[ ]đua)$""",
)
def _document_head(m: regex.Match[str]) -> Label:
    """The kind of paper, in capitals on a line of its own: "KẾ HOẠCH"."""
    return "title", "blocks.document_head"


def letterhead_label(line: Line) -> Label | None:
    """The label of a line of a paper's head."""
    if len(line.text) > 200:
        return None
    if not any(word in line.folded for word in _NEEDED):
        return None
    labels = (first(found, line.folded) for found in (_document_number, _dateline, _letterhead))
    return next((label for label in labels if label), None)


_NEEDED = ("số", "ngày", "cộng", "độc lập")


def document_head(line: Line) -> bool:
    """Whether the line names a kind of paper in capitals and nothing else."""
    return line.shouted and holds(_document_head, line.folded.rstrip(" .:"))
