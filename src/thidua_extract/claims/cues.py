"""Cues that turn a sentence to goals (phấn đấu, chỉ tiêu) or results (đã, đạt được), with their strength."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import regex

from thidua_extract.anchors import Anchors, Span
from thidua_extract.blocks import Document
from thidua_extract.claims.model import Mode
from thidua_extract.lexicon import alternation, load_table
from thidua_extract.mentions import Mentions
from thidua_extract.mentions.quotes import Quoted
from thidua_extract.rules import decision
from thidua_extract.spans import Mention, inside
from thidua_extract.text import fold

__all__ = ["NAME_LENGTH", "Cue", "find_cues", "is_name"]

NAME_LENGTH = 100
"""Longer quotations are speech, said in earnest; shorter ones are names and mottos. Code points."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue in view offsets; strength 3 always turns the mode, 1 only where nothing stronger stands."""

    start: int
    end: int
    mode: Mode
    strength: int
    rule: str


@cache
def _table() -> tuple[regex.Pattern[str], dict[str, tuple[Mode, int]]]:
    cues: dict[str, tuple[Mode, int]] = {}
    for row in load_table("claim_cues"):
        cues[fold(row["surface"])] = (row["mode"], int(row["strength"]))  # type: ignore[assignment]
    pattern = rf"(?<!\p{{L}})(?:{alternation(tuple(cues))})(?!\p{{L}})"
    return regex.compile(pattern, regex.VERBOSE), cues


# A cue word that is something else here: a ratio's base, a compared year, a set phrase.
_NO_CUE = regex.compile(
    r"""(?:%|lần)[ ](?:so[ ]với[ ])?(?:các[ ])?(?:mục[ ]tiêu|chỉ[ ]tiêu|kế[ ]hoạch)
    |\d[ ](?:mục[ ]tiêu|chỉ[ ]tiêu|kế[ ]hoạch)|(?:theo|đáp[ ]ứng|phù[ ]hợp|đúng)[ ](?:yêu[ ]cầu|đề[ ]nghị)
    |yêu[ ]cầu[ ](?:nhiệm|của|mới|thực)
    |hoàn[ ]thành(?:[ ](?:vượt[ ]mức|tốt|xuất[ ]sắc|toàn[ ]diện))?[ ](?:các[ ])?(?:mục[ ]tiêu|chỉ[ ]tiêu|kế[ ]hoạch)
    |(?:hơn|vượt|đạt|bằng|so[ ]với|theo|trên)[ ](?:các[ ])?(?:mục[ ]tiêu|chỉ[ ]tiêu|kế[ ]hoạch)
    |chỉ[ ]tiêu[ ](?:được[ ]giao|đăng[ ]ký|đề[ ]ra|kế[ ]hoạch)|kế[ ]hoạch[ ](?:năm|giao|đề[ ]ra|được[ ]giao)
    |giao[ ](?:lưu|thông|ước|tiếp|dịch)|chi[ ](?:bộ|hội|đoàn|nhánh|tiết|cục|phí)|bằng[ ](?:khen|lao[ ]động
    |những|việc|các|nhiều|cách|hình)
    |mục[ ]tiêu[ ](?:quốc[ ]gia|kép)|phát[ ]triển[ ](?:kinh|nông|bền|du|sản)|trong[ ]sạch|công[ ]an
    |hiện[ ](?:đại|nghiêm|tốt|có[ ]hiệu|hóa|thực)
    |(?:cờ|phong[ ]trào|khối|cụm|đợt|chiến[ ]sĩ|công[ ]tác|giao[ ]ước|phát[ ]động|hội[ ]đồng
    |ban)[ ]thi[ ]đua|giao[ ]ước[ ]thi[ ]đua|đạt[ ]yêu[ ]cầu
    |năm[ ]trước[ ](?:ngày|khi|tháng|thời|hạn)|chuyên[ ]cần|cần[ ](?:cù|kiệm|mẫn|thơ)|(?:thể
    |biểu)[ ]hiện
    |hiện[ ]thực|cuộc[ ]vận[ ]động|còn[ ]lại
    |tăng[ ](?:cường|trưởng)
    |nhận[ ](?:thức|định|xét|diện)|hỗ[ ]trợ[ ]viên|trao[ ]đổi|đang[ ]làm[ ]việc|nhận[ ]thêm""",
    regex.VERBOSE,
)


# "sau hơn ba tháng", "qua 5 năm thực hiện", "trong 16 năm qua": what follows has happened.
_ELAPSED = regex.compile(
    r"""(?<!\p{L})(?:(?:chỉ[ ])?(?:sau|qua)[ ](?:hơn[ ]|gần[ ]|khoảng[ ])?
    (?:\d{1,3}|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)[ ]
    (?:năm|tháng|tuần|ngày)|(?:trong[ ])?(?:\d{1,3}|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)[ ](?:năm|tháng
    |nhiệm[ ]kỳ)[ ]qua)(?!\p{L})""",
    regex.VERBOSE,
)


def find_cues(document: Document, mentions: Mentions, anchors: Anchors, start: int, end: int) -> list[Cue]:
    """Cue words and telling times of ``start:end`` in text order."""
    pattern, cues = _table()
    blocked = [m.span() for m in _NO_CUE.finditer(document.folded, start, end)]
    blocked += [(q.start, q.end) for q in inside(mentions.quotes, start, end) if is_name(q)]
    first, last = (bisect_left(mentions.compounds, (at, 0)) for at in (start, end))
    compounds = mentions.compounds[first:last]
    found = [
        c
        for c in _words(document, pattern, cues, start, end)
        if not _hidden(c, blocked) and not any(_cuts(c, low, high) for low, high in compounds)
    ]
    found += _times(anchors, start, end, document)
    found += [
        Cue(m.start(), m.end(), "result", 3, _ELAPSED_RULE) for m in _ELAPSED.finditer(document.folded, start, end)
    ]
    return sorted(found, key=lambda c: c.start)


_SPOKEN = regex.compile(r"[.][ ]|(?<!\p{L})(?:tôi|chúng[ ]ta|tui|anh[ ]em[ ]tôi|bà[ ]con[ ]tôi)(?!\p{L})")


def is_name(quote: Mention[Quoted]) -> bool:
    """Whether a quotation is a name or motto rather than speech."""
    return quote.end - quote.start <= NAME_LENGTH and not _SPOKEN.search(fold(quote.value.text))


def _hidden(cue: Cue, blocked: Sequence[tuple[int, int]]) -> bool:
    return any(low <= cue.start < high for low, high in blocked)


def _cuts(cue: Cue, low: int, high: int) -> bool:
    """Whether a cue begins or ends within a word."""
    return low < cue.start < high or low < cue.end < high


_STRENGTHS = {3: "firm_cue", 2: "cue", 1: "weak_cue"}
_CUE_RULES = {
    (mode, strength): decision(f"{field}.{name}")
    for mode, field in (("goal", "targets"), ("result", "statistics"))
    for strength, name in _STRENGTHS.items()
}
_DEADLINE_RULE = decision("targets.deadline")
_PAST_RULE = decision("statistics.past_time")
_ELAPSED_RULE = decision("statistics.elapsed")


def _words(
    document: Document, pattern: regex.Pattern[str], cues: dict[str, tuple[Mode, int]], start: int, end: int
) -> Iterator[Cue]:
    for m in pattern.finditer(document.folded, start, end):
        mode, strength = cues[" ".join(m.group().split())]
        yield Cue(m.start(), m.end(), mode, strength, _CUE_RULES[mode, strength])


def _times(anchors: Anchors, start: int, end: int, document: Document) -> Iterator[Cue]:
    """A deadline ahead turns to goals; a stated time gone by turns to results."""
    for mention in inside(anchors.times, start, end):
        mode = _tense(anchors, mention)
        before = document.folded[max(start, mention.start - 14) : mention.start].rstrip()
        if mode and mention.value.form in ("plan", "school_year") and not _OPENING.search(before):
            continue
        if mode and not before.endswith(("so với", "cùng kỳ", "từ", "cuối", "so với cuối")):
            strength = 3 if mode == "result" else 2
            rule = _DEADLINE_RULE if mode == "goal" else _PAST_RULE
            yield Cue(mention.start, mention.end, mode, strength, rule)


_OPENING = regex.compile(r"(?:^|[,.;:]|trong)[ ]?(?:giai[ ]đoạn|năm[ ]học|nhiệm[ ]kỳ)?\Z")


def _tense(anchors: Anchors, mention: Mention[Span]) -> Mode | None:
    span, now = mention.value, _reference(anchors)
    if span.form in ("plan", "school_year") and now and span.end and span.end < now:
        return "result"  # giai đoạn 2016 - 2020, năm học 2002 - 2003
    if span.form in ("anniversary", "holiday", "term", "plan", "school_year") or now is None:
        return None
    if span.form == "as_of" or (span.form == "range" and span.end is None and span.start and span.start < now):
        return "result"  # tính đến 31/8; từ tháng 2
    if span.end and span.end < now:
        return "result"
    # The day of publication unknown, the article may be weeks younger than the launch.
    after = now if anchors.published_on else now + _PRINTED_WITHIN
    if (span.start and span.start > after) or (span.form == "deadline" and span.end and span.end > now):
        return "goal"
    return None


_PRINTED_WITHIN = dt.timedelta(days=31)


def _reference(anchors: Anchors) -> dt.date | None:
    """The day the article speaks from."""
    return anchors.published_on or (anchors.launched_on.date if anchors.launched_on else None)
