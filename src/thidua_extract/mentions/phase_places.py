"""Where a stretch of time is a phase: the words between label and time, and the words of a whole campaign's stretch."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from thidua_extract.blocks import Block, Document
from thidua_extract.lexicon import alternation
from thidua_extract.mentions.dates_context import time_words
from thidua_extract.mentions.phase_labels import phase_words
from thidua_extract.rules import compile_pattern, rule
from thidua_extract.spans import Mention

__all__ = [
    "Declared", "Place", "counted", "end_of_next", "follows_label", "is_foreign", "is_special", "lines_below",
    "list_end", "may_count", "opens_line", "opens_vaguely", "precedes_label", "tied_to_label", "whole_campaign",
]  # fmt: skip

_COUNTS = {"hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6}


@dataclass(frozen=True, slots=True)
class Declared:
    """A declared number of phases: "chia làm 3 đợt"."""

    head: str
    count: int


@dataclass(frozen=True, slots=True)
class Place:
    """The words that make a stretch of time the campaign's, with the rule that read them."""

    start: int
    end: int
    rule: str


@rule(
    "phases.counted",
    r"(?<!\p{L})(?:0?(?P<n>[2-6])|(?P<w>hai|ba|bốn|năm|sáu))[ ](?P<head>đợt|giai[ ]đoạn|bước|chặng)"
    r"(?:[ ](?:thi[ ]đua|cao[ ]điểm))*(?!\p{L})",
)
def counted(m: regex.Match[str]) -> Declared:
    """Chia làm 2 đợt: the list that follows is numbered in order."""
    return Declared(m["head"], int(m["n"]) if m["n"] else _COUNTS[m["w"]])


@rule(
    "phases.foreign",
    rf"(?<!\p{{L}})(?:(?:{alternation(phase_words('foreign'))})[ ](?:[\p{{L}}\p{{N}}\-–]{{1,12}}[ ]){{0,3}}[(\-–,]?[ ]?"
    r"|(?:kết[ ]thúc|sơ[ ]kết|tổng[ ]kết|kết[ ]quả|hoàn[ ]thành|thực[ ]hiện[ ]xong"
    r"|sau[ ]khi[ ]kết[ ]thúc)[ ](?:thực[ ]hiện[ ])?(?:của[ ])?)$",
)
def _foreign(m: regex.Match[str]) -> bool:
    """Dự án giai đoạn 1, đăng ký sáng kiến giai đoạn 2, kết thúc giai đoạn 1: no phase of the campaign."""
    return True


@rule(
    "phases.of_another",
    r"[ ]của[ ](?:dự[ ]án|đề[ ]án|tuyến|cuộc[ ]thi|hội[ ]thi|công[ ]trình|kỳ[ ]thi|chiến[ ]lược)(?!\p{L})",
)
def _of_another(m: regex.Match[str]) -> bool:
    """Giai đoạn 1 của dự án."""
    return True


_DIVIDED = regex.compile(
    r"(?:(?<![^\n])|[.;]\s)(?:công trình|dự án|nhà máy|tuyến|cao tốc|cầu|khu|đề án|kỳ thi)[ ][^.;\n]{0,80}"
    r"(?<!\p{L})(?:[2-6]|hai|ba|bốn)[ ](?:giai đoạn|đợt|bước)(?!\p{L})"
)
"""Công trình đi theo hai giai đoạn: the phases that follow are those of a building."""


def is_foreign(document: Document, start: int, end: int) -> bool:
    """Whether a label belongs to something else than the campaign, or tells of a phase that is over."""
    before = document.folded[max(0, start - 60) : start].rpartition("\n")[2]
    block = document.block_at(start)
    if block is not None and _DIVIDED.search(document.folded, max(block.start, start - 500), start):
        return True
    return _foreign.pattern.search(before) is not None or _of_another.pattern.match(document.folded, end) is not None


_BETWEEN = compile_pattern(
    rf"(?:[ ,:;.()|\-–“\"]|(?:{alternation(phase_words('between'))})(?!\p{{L}})|năm[ ](?:học[ ])?20[0-9]{{2}})++"
)
_BREAK = regex.compile(
    r"(?:[.;]\s|\n)(?!\s*(?:thời gian|thời hạn|bắt đầu|diễn ra|thực hiện|từ|kéo dài|triển khai|phát động)\b)"
)
_AWAY = compile_pattern(rf"(?<!\p{{L}})(?:{alternation(phase_words('activity'))})(?!\p{{L}})[^.;]{{0,30}}$")
_ACTIVITY = compile_pattern(rf"(?<!\p{{L}})(?:{alternation(phase_words('activity'))})(?!\p{{L}})")
_LOOSE = 240


def follows_label(gap: str, *, loose: bool) -> bool:
    """Whether a time after ``gap`` is the label's: right after it, or, a range, later in its clause."""
    if not gap or _BETWEEN.fullmatch(gap):
        return True
    return loose and len(gap) <= _LOOSE and not _BREAK.search(gap) and not _AWAY.search(gap)


_VAGUE = regex.compile(
    r"[ ]?[,:(\-–]?[ ]?(?:bắt đầu |tính |kể )?(?:từ|sau|ngay sau|nối tiếp|tiếp nối)[ ][^.;,:\n]{3,60}"
    r"|[^.;\n]{0,80}(?:nối tiếp|tiếp nối|ngay sau đó|tiếp liền)[^.;\n]{0,20}"
)


def opens_vaguely(gap: str) -> bool:
    """Giai đoạn II từ sau đại hội đến hết năm 2023: the end alone has a date."""
    return _VAGUE.fullmatch(gap) is not None


_TO_LABEL = regex.compile(
    r"[ ]?\)?[ ]?[(:,\-–]?[ ]?(?:(?:là|phát động|tổ chức|mở|triển khai|thực hiện|thi đua|thuộc)[ ])?"
)


def precedes_label(gap: str) -> bool:
    """Whether a time before ``gap`` is the label's: từ 1/1 đến 30/6 (đợt 1)."""
    return _TO_LABEL.fullmatch(gap) is not None


_TIED = regex.compile(r"[ ]?\([ ]?|[ ]?(?:là|thuộc)[ ]")


def tied_to_label(gap: str) -> bool:
    """Whether a label after ``gap`` can only belong to the time before it: (đợt 1), … là đợt 1."""
    return _TIED.fullmatch(gap) is not None


def end_of_next(document: Document, offset: int) -> int:
    """The end of the readable block that follows ``offset``."""
    return next((b.end for b in document.readable() if b.start >= offset), offset)


def may_count(folded: str, start: int, end: int) -> bool:
    """Whether a stretch has a word that phases are counted by: cheap, before the pattern is tried."""
    return any(folded.find(word, start, end) >= 0 for word in ("đợt", "giai đoạn", "bước", "chặng"))


def list_end(document: Document, start: int, ceiling: int) -> int:
    """The end of a list that opens at ``start``: of its sentence, or of the next where a colon stands."""
    sentence = document.sentence_at(start)
    return min(ceiling, sentence.end if sentence else ceiling)


_BULLET = regex.compile(r"[ ]*(?:[-–+•*●▪]|\(?[0-9a-e][.)/])?[ ]*(?:thời[ ]gian[ ]?:?[ ]?)?\(?")


def lines_below(document: Document, start: int, count: int) -> list[Block]:
    """The ``count`` blocks after one that ends soon after ``start``; none where it goes on."""
    blocks = document.readable()
    k = next((k for k, b in enumerate(blocks) if b.start <= start <= b.end), len(blocks))
    if k + count >= len(blocks) or len(document.folded[start : blocks[k].end].strip()) > 40:
        return []
    return list(blocks[k + 1 : k + 1 + count])


def opens_line(document: Document, block: Block, time: Mention[object]) -> bool:
    """Whether nothing but a bullet stands before a line's time."""
    return _BULLET.fullmatch(document.folded, block.start, time.start) is not None


_HEAD = (
    rf"(?:{alternation(phase_words('whole'))}|tháng[ ](?!giêng|chạp|năm|này|tới|sau|thứ|đầu|cuối"
    rf"|qua)[\p{{L}}]{{2,7}}[ ][\p{{L}}]{{2,7}})"
)
_LASTING = rf"(?:{alternation(phase_words('lasting'))})"
_DAYS = r"[0-9]{2,3}[ ](?:ngày[ ]đêm|ngày)"


@rule(
    "phases.time_of_campaign",
    rf"(?<!\p{{L}})(?:{alternation(phase_words('time_of'))})(?:[ ](?:cụ[ ]thể|chung))?(?:[ ](?:là|trong"
    rf"|bắt[ ]đầu|tính|được[ ]tính|kéo[ ]dài|diễn[ ]ra|gồm|tròn|đúng)){{0,2}}"
    rf"(?:[ ](?:[0-9]{{1,3}}|[\p{{L}}]{{2,5}})[ ](?:tháng|ngày|ngày[ ]đêm|tuần|năm))?[ ]?[:,(]?[ ]?(?:[-+][ ])?\(?$",
)
def _time_of(m: regex.Match[str]) -> bool:
    """Thời gian thi đua từ … đến …"""
    return True


@rule(
    "phases.whole_lasting",
    rf"(?<!\p{{L}})(?P<what>{_HEAD}|{_DAYS})(?!\p{{L}})[^.;\n]{{0,200}}?[ ,(](?:{_LASTING})"
    r"(?:[ ](?:trong|trên)[ ](?:toàn|địa)[^.;,\n]{1,40})?[ ]?[:,]?[ ]?\(?$",
)
def _lasting(m: regex.Match[str]) -> bool:
    """Phong trào diễn ra từ … đến …"""
    return True


@rule(
    "phases.whole",
    rf"(?<!\p{{L}})(?P<what>{_HEAD}(?:[ ]{_DAYS})?|{_DAYS})(?!\p{{L}})"
    rf"(?:[ ]?[“\"][^”\"\n]{{1,150}}[”\"])?"
    rf"(?:[ ][\p{{L}}\p{{N}}\-–]{{1,12}}){{0,6}}[ ]?[,(:\-–]?[ ]?\(?$",
)
def _directly(m: regex.Match[str]) -> bool:
    """Đợt thi đua cao điểm 100 ngày, từ … đến …"""
    return True


@rule(
    "phases.whole_after",
    rf"[ ]?,[ ][^.;\n]{{3,140}}?(?:phát[ ]động|mở|tổ[ ]chức|triển[ ]khai|ra[ ]quân|thi[ ]đua|bước[ ]vào)[ ]"
    rf"(?P<what>(?:đợt|phong[ ]trào|chiến[ ]dịch|cao[ ]điểm)[ ](?:[\p{{L}}]{{1,9}}[ ]){{0,3}}?"
    rf"(?:thi[ ]đua|cao[ ]điểm)(?:[ ](?:cao[ ]điểm|đặc[ ]biệt|nước[ ]rút))?|{_DAYS})(?!\p{{L}})",
)
def _whole_after(m: regex.Match[str]) -> bool:
    """Từ 18/7 đến 25/10, tỉnh mở đợt thi đua cao điểm."""
    return True


@rule(
    "phases.of_others",
    r"(?<!\p{L})(?:trước[ ]đó|tương[ ]tự|sắp[ ]phát[ ]động|năm[ ]ngoái|năm[ ]trước|đã[ ]tự"
    r"|cũng[ ](?:mở|tổ[ ]chức))(?!\p{L})"
    r"|(?<!\p{L})mà[ ](?!còn|vẫn|không)[^.;,\n]{2,60}$",
)
def _of_others(m: regex.Match[str]) -> bool:
    """Trước đó, … đã tự phát động đợt cao điểm: not the stretch that is announced."""
    return True


_OWN_VERB = compile_pattern(
    rf"^(?:được[ ])?(?:{alternation(time_words('open', 'close'))}|kéo|diễn[ ]ra|bắt[ ]đầu|thực[ ]hiện"
    r"|được[ ]tính|tính|trong[ ]thời[ ]gian|trong[ ]khoảng)"
)
_NEAR = regex.compile(r"(?:thi đua|đợt|phong trào|cao điểm|chiến dịch)[^.;()“”\"0-9]{0,40}$")
_BEGINS = regex.compile(r"(?:chính thức )?(?:bắt đầu|mở|khởi động|khởi đầu|diễn ra)")
_LASTS = regex.compile(r"(?:kéo dài|diễn ra)[^.;\n]{3,30},[ ]?$")
_CLOSES = regex.compile(r"[ ](?:(?:thì|là|mới|sẽ)[ ]){1,2}(?:khép|kết thúc|dừng|xong)")
_TO_THE_END = regex.compile(r"kéo dài|kết thúc|khép lại|dừng|bế mạc|chốt|về đích|hết|cuối")
_PROGRAMME = regex.compile(r"chương trình")
_SPECIAL = regex.compile(r"cao điểm|đặc biệt|nước rút|đột kích|chuyên đề|ngắn hạn|ngày|chiến dịch|tháng")


def is_special(label: str) -> bool:
    """Whether an unnumbered stretch has a name of its own beside numbered phases (đợt cao điểm 100 ngày)."""
    return _SPECIAL.search(label.lower()) is not None


def whole_campaign(document: Document, start: int, end: int, form: str, *, closed: bool) -> Place | None:
    """The words that make the time at ``start:end`` a stretch of the whole campaign, if they do."""
    sentence = document.sentence_at(start)
    floor = sentence.start if sentence else max(0, start - 200)
    before, own = document.folded[floor:start], document.folded[start:end]
    if _of_others.pattern.search(before):
        return None
    lasts = _LASTS.search(before) is not None or _CLOSES.match(document.folded, end) is not None
    if form == "deadline" and not _TO_THE_END.search(own) and not lasts:
        return None
    found = _time_of.pattern.search(before)
    if found and form != "deadline":
        return Place(floor + found.start(), floor + len(before.rstrip(" :(,")), _time_of.name)
    if _AWAY.search(before) or form == "point":
        return _sentence_opens(document, start, end, before) if form == "point" else None
    verb = _OWN_VERB.search(own)
    if not closed and not (verb and (form == "deadline" or _BEGINS.match(own) or _NEAR.search(before))):
        return None
    if verb or lasts:
        found = _last(_HEADS, before)
        name = _lasting.name
    else:
        found = _lasting.pattern.search(before) if closed else None
        if found and _ACTIVITY.search(found.group()):
            return None
        name = _lasting.name
        if found is None:
            found, name = _directly.pattern.search(before), _directly.name
    if found is None:
        return _sentence_opens(document, start, end, before)
    if _PROGRAMME.fullmatch(found["what"]) and not _speaks_of(document, "chương trình"):
        return None
    return Place(floor + found.start("what"), floor + found.end("what"), name)


_HEADS = regex.compile(rf"(?<!\p{{L}})(?P<what>{_HEAD}|{_DAYS})(?!\p{{L}})", regex.V1 | regex.VERBOSE)


def _last(pattern: regex.Pattern[str], text: str) -> regex.Match[str] | None:
    found = list(pattern.finditer(text, max(0, len(text) - 260)))
    return found[-1] if found else None


def _sentence_opens(document: Document, start: int, end: int, before: str) -> Place | None:
    """Từ 18/7 đến 25/10, tỉnh mở đợt thi đua cao điểm; trong quý IV, toàn ngành thi đua 90 ngày đêm."""
    if len(before.strip(' -–+•“"')) > 25:
        return None
    found = _whole_after.pattern.match(document.folded, end)
    return Place(found.start("what"), found.end("what"), _whole_after.name) if found else None


def _speaks_of(document: Document, word: str) -> bool:
    """Whether title or lead have the word."""
    return any(word in document.folded[b.start : b.end] for b in document.readable()[:3])
