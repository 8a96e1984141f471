"""The record field ``campaign``: its name as the article has it, its first year, its launch (phát động)."""

from __future__ import annotations

import regex

from thidua_extract.anchors import Anchors
from thidua_extract.blocks import Block, Document
from thidua_extract.lexicon import alternation, load_table
from thidua_extract.mentions import Mentions
from thidua_extract.records import Campaign
from thidua_extract.rules import rule

__all__ = ["extract"]


def _heads() -> str:
    return alternation([row["surface"] for row in load_table("phase_words") if row["kind"] == "whole"])


_LAUNCH = (
    r"(?:phát[ ]động|khởi[ ]động|triển[ ]khai|ra[ ]quân|mở|hưởng[ ]ứng|thực[ ]hiện|tổ[ ]chức"
    r"|tổng[ ]kết|sơ[ ]kết|bước[ ]vào|"
    r"bắt[ ]tay[ ]vào)"
)
_STOP = r"(?=[ ]?(?:$|[\n.,;:(“\"–-]|(?:với|nhằm|để|do|tại|từ|đã|được|theo|vào|có|và|bằng|là|sẽ|gắn)(?!\p{L})))"


@rule(
    "campaign.quoted_name",
    rf"(?<!\p{{L}})(?P<name>(?:{_heads()})(?:[ ][\p{{L}}\p{{N}}\-]{{1,12}}){{0,8}}?[ ]?[“\"][^”\"\n]{{3,160}}[”\"])",
)
def _quoted_name(m: regex.Match[str]) -> tuple[int, int]:
    """Đợt thi đua cao điểm “90 ngày đêm”."""
    return m.span("name")


@rule(
    "campaign.described_name",
    rf"(?<!\p{{L}}){_LAUNCH}[ ](?P<name>(?:{_heads()})(?:[ ][\p{{L}}\p{{N}}\-/]{{1,12}}){{0,18}}?){_STOP}",
)
def _described_name(m: regex.Match[str]) -> tuple[int, int]:
    """(Phát động) phong trào thi đua trong công nhân viên chức lao động Thủ đô năm 2023."""
    return m.span("name")


def extract(document: Document, mentions: Mentions, anchors: Anchors) -> Campaign:
    """The announced campaign."""
    return Campaign(name=_name(document), year=anchors.year, launched_on=anchors.launched_on)


def _name(document: Document) -> str | None:
    """The campaign's name from title and lead, a quoted one before a description."""
    places = [b for b in document.readable() if b.kind in ("title", "lead")] or document.readable()[:2]
    for one in (_quoted_name, _described_name):
        for block in places:
            span = _first(document, block, one.pattern)
            if span:
                return document.view.text[span[0] : span[1]]
    return None


def _first(document: Document, block: Block, pattern: regex.Pattern[str]) -> tuple[int, int] | None:
    found = pattern.search(document.folded, block.start, block.end)
    return found.span("name") if found else None
