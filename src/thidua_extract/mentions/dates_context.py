"""The words around a calendar point that say what it is: từ, đến hết, trước, tính đến, sáng, dịp, nhiệm kỳ …"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from typing import cast

import regex

from thidua_extract.lexicon import alternation, load_table
from thidua_extract.mentions.dates_forms import Cue, TimeForm
from thidua_extract.rules import Rule, rule

__all__ = [
    "AND", "ANNIVERSARY", "CELL", "DOCUMENT", "ENDS", "HEAD", "LABELLED", "LASTS", "NAMED_DAY", "OPEN_END", "PLANNED",
    "REPORTED", "SPREAD_TO", "TO", "Lead", "counts", "day_exists", "plan_form", "read_lead", "reports",
    "time_words",
]  # fmt: skip


def time_words(*kinds: str) -> list[str]:
    """Surfaces of some kinds in ``data/time_words.tsv``."""
    return [row["surface"] for row in load_table("time_words") if row["kind"] in kinds]


_CUES = ("from", "after", "until", "before", "as_of", "in", "occasion")
_KIND = {row["surface"]: row["kind"] for row in load_table("time_words") if row["kind"] in _CUES}
for _verb in time_words("open"):  # mở (vào, đúng) ngày …: the start of a stretch only where its close follows
    for _at in ("", " vào", " đúng", " ở", " hôm", " đúng vào"):
        _KIND.setdefault(_verb + _at, "open")
    _KIND.setdefault(f"{_verb} từ", "from")
_CLOCK = (
    r"(?:ca[ ][1-4]|(?:(?:lúc|hồi|vào[ ]lúc|khoảng)[ ])?(?:đúng[ ])?[0-9]{1,2}(?:[ ]?(?:giờ|h|g|:)[ ]?[0-9]{0,2})"
    r"(?:[ ]?(?:phút|'|’))?)"
)
_SESSION = alternation(time_words("session"))

# Read from right to left, ending where the point begins: cue, the day's name, session, clock, "ngày", a parenthesis.
_NAMED = (
    r"(?:đúng[ ]|dịp[ ]|vào[ ]){0,3}+(?:ngày|dịp|sinh[ ]nhật|lễ|tết|kỷ[ ]niệm|quốc[ ]khánh)[ ]"
    r"(?:[\p{L}\-]{1,9}[ ]){1,12}"
)
_LUNAR = r"(?:mùng|mồng)[ ][0-9]{1,2}[ ](?:tháng[ ]giêng|tết)(?:[ ]\p{L}{1,7}){0,3}[ ]"
_LEAD = regex.compile(
    rf"""(?rV1x)
    (?:(?<!\p{{L}}|công[ ]|cá[ ]|thương[ ]|bệnh[ ]|nạn[ ]|doanh[ ]|quân[ ]|nguyên[ ])
       (?P<cue>{alternation(list(_KIND))})(?:[ ]{{1,2}}|:[ ])(?P<named>{_NAMED}\(?)?(?:{_LUNAR}\(?)?)?
    (?:{_CLOCK}[ ,]{{1,3}})?
    (?:(?<!\p{{L}})(?P<session>{_SESSION})(?:[ ,(]{{1,3}})){{0,4}}
    (?:{_CLOCK}[ ,]{{1,3}})?
    (?:(?<!\p{{L}})(?P<day>(?:(?:các|hai|ba|(?<![0-9])[23])[ ])?ngày|mùng|mồng)[ :(]{{1,2}}(?:mùng[ ]|mồng[ ])?)?
    (?P<paren>\([ ]?)?
    """
)


# "tuần thứ hai, 20 - 25/10": the second week, no Monday.
_RANKED = regex.compile(r"(?<!\p{L})(?:đợt|giai đoạn|chặng|bước|tuần|kỳ|mũi|lần|đợt thi đua|năm|tháng) $")
# "giai đoạn khởi động (quý IV": the verb names the stretch, and opens nothing.
_NAMED_BY = regex.compile(
    r"(?<!\p{L})(?:đợt|giai[ ]đoạn|chặng|bước|mũi|tuần|pha)[ ]"
    rf"(?:{alternation([verb for verb in time_words('open') if ' ' in verb])})"
    r"(?=[ ]?(?:\p{L}{1,4})?$)",
    regex.V1 | regex.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Lead:
    """The words that lead to a point; ``kind`` is the cue's, "session", or "bare"."""

    start: int
    kind: str
    cue: Cue
    day: bool
    paren: bool


def read_lead(folded: str, floor: int, at: int, *, opening: bool = False) -> Lead:
    """What leads to the point at ``at``, looking back no further than ``floor``.

    ``opening`` reads a verb that opens (mở ngày, khởi chạy, khai màn) as "from".
    """
    low = max(floor, at - 110)
    found = _LEAD.match(folded, low, at)
    if found is None or found.start() == at:
        return Lead(at, "bare", "bare", False, folded[max(low, at - 1) : at] == "(")
    if found["session"] and _RANKED.search(folded, low, found.start("session")):
        return read_lead(folded, found.end("session"), at)
    word = found["cue"]
    named = word and _NAMED_BY.search(folded, low, found.end("cue"))
    if named:
        return read_lead(folded, named.end(), at, opening=opening)
    if word and _KIND[regex.sub(" {2,}", " ", word)] == "open" and not opening:
        return read_lead(folded, found.end("cue"), at)
    kind = _KIND[regex.sub(" {2,}", " ", word)] if word else "session" if found["session"] else "bare"
    kind = "from" if kind == "open" else kind
    begin = found.start()
    if found["named"] and kind not in ("from", "until", "before", "after"):
        kind, begin = "bare", found.end("named")
    if kind == "in" and found["session"]:
        kind = "session"
    cue = cast(Cue, "session" if found["session"] and kind in ("bare", "in", "from") else kind)
    if cue == "bare" and found["day"]:
        cue = "day"
    if kind == "bare" and not found["session"] and not found["day"]:
        begin = at
    paren = bool(found["paren"]) or folded[max(low, begin - 1) : begin] == "(" or folded[begin : begin + 1] == "("
    return Lead(begin, kind, cue, bool(found["day"]), paren)


_CLOSING = rf"(?:{alternation(time_words('close'))})"
_TOWARDS = r"(?:(?:cho[ ])?(?:đến|tới)|hết|vào|đúng|ở|tại|trong|trước|là|cuối|khoảng|thời[ ]điểm|dịp|giữa|đầu|hôm)"
_WHEN = r"(?:(?:khi|lúc)[ ](?:\p{L}{1,8}[ ]){0,4})?"


@rule(
    "dates.from_to",
    rf"[ ]{{0,2}}\)?[ ]?(?:(?:[,;][ ]?(?=(?:và|rồi|sẽ|dự)[ ]|{_CLOSING}[ ]))?(?:(?:và|rồi)[ ])?(?:(?:sẽ"
    r"|dự[ ]kiến|được)[ ]){0,3}+"
    rf"(?:(?:{_CLOSING}[ ]|(?:{alternation(time_words('to'))})[ ]{{1,2}})(?:{_TOWARDS}[ ]){{0,4}}+{_WHEN}(?:{_NAMED})?)"
    rf"|[-–—~][ ]{{0,2}}|-?>[ ]?|→[ ]?|\|[ ]?)(?:{_CLOCK}[ ,]{{1,3}})?"
    rf"(?:(?:hết[ ])?(?:(?:{_SESSION})[ ])?(?:ngày|mùng|mồng)[ ]{{1,2}}|hết[ ])?\(?",
)
def TO(m: regex.Match[str]) -> bool:  # noqa: N802
    """What stands between the two ends of a range."""
    return True


CELL = regex.compile(r"(?<![^\n])[ |]*(?:đợt|giai đoạn|chặng|bước|tuần|kỳ)[ ][\p{L}0-9]{1,4}[ ]?\|[ ]?$")
"""Chặng 1 | 02/11/2025 | 31/12/2025: a row of a table."""

ENDS = regex.compile(r"[,;][ ]?(?:kết|khép|bế|và|kéo|sẽ|dự|dừng)[ ]")


@rule(
    "dates.from_spread_to",
    r"[ ](?!đợt|giai[ ]đoạn|chặng|bước)[\p{L} ,]{3,60}?(?:,|[ ]và|[ ]rồi)[ ](?:(?:sẽ|dự[ ]kiến|được)[ ]){0,3}+"
    r"(?:kết[ ]thúc|khép[ ]lại|dừng[ ]lại|bế[ ]mạc|chốt[ ]sổ|hạ[ ]màn|cán[ ]đích|về[ ]đích|chấm[ ]dứt)[ ]"
    rf"(?:{_TOWARDS}[ ]){{0,4}}+(?:ngày[ ])?",
)
def SPREAD_TO(m: regex.Match[str]) -> bool:  # noqa: N802
    """(Từ 1/3) tại mọi đơn vị và kết thúc vào (30/6): words of place stand between the two ends."""
    return True


@rule(
    "dates.open_end",
    r"[ ]?,?[ ](?:và[ ])?(?:để[ ]ngỏ|bỏ[ ]ngỏ|không[ ](?:hẹn|định|ấn[ ]định|giới[ ]hạn|có)[ ](?:ngày|điểm|hạn|thời)"
    r"|chưa[ ](?:hẹn|định|ấn[ ]định)[ ](?:ngày|điểm|hạn|thời))",
)
def OPEN_END(m: regex.Match[str]) -> bool:  # noqa: N802
    """(Mở vào ngày 20/5,) để ngỏ điểm cuối: a stretch without an end."""
    return True


@rule("dates.lasts", r"(?<!\p{L})(?:kéo|chạy|trải|vắt|bắc|diễn[ ]ra|thực[ ]hiện|mở|nối)(?:[ ]\p{L}{1,6}){0,2}[ ]$")
def LASTS(m: regex.Match[str]) -> bool:  # noqa: N802
    """Kéo (từ 8/3 sang 19/5): "sang" ends a stretch, where "chuyển từ 5/3 sang 9/3" moves a day."""
    return True


@rule("dates.and", r"[ ]?(?:,|và|\+|&)[ ]{1,2}(?:ngày[ ])?")
def AND(m: regex.Match[str]) -> bool:  # noqa: N802
    """What stands between two neighbouring months, quarters, days or years that make one stretch."""
    return True


@rule(
    "dates.anniversary",
    r"(?:[0-9]{1,3}|một[ ]trăm)[ ]năm[ ](?!qua|gần|nay)[^.;()]{0,115}\(?[ ]?$|(?:sinh[ ]nhật"
    r"|lần[ ]thứ)[ ][^.;()]{0,80}\(?[ ]?$",
)
def ANNIVERSARY(m: regex.Match[str]) -> bool:  # noqa: N802
    """Kỷ niệm 93 năm Ngày thành lập … (28/7/1929 - 28/7/2022)."""
    return True


@rule(
    "dates.named_day",
    r"(?<!\p{L})(?:ngày|tết|lễ|tháng|quốc[ ]khánh|quốc[ ]tế[ ]lao[ ]động)[ ]"
    r"(?![0-9])[\p{L} ]{3,75}[ ,]{0,2}\(?$|quốc[ ]khánh[ ]\(?$|giải[ ]phóng[ ]miền[ ]nam[ ,]{1,2}$",
)
def NAMED_DAY(m: regex.Match[str]) -> bool:  # noqa: N802
    """Ngày Quốc tế Lao động 1/5: a holiday is named, nothing happens on it."""
    return True


@rule(
    "dates.of_document",
    r"(?:[0-9]{1,5}[ ]?[-/][ ]?\p{L}[^ ]{0,25}|số[ ][0-9]{1,5}|thông[ ]tri"
    r"|chỉ[ ]thị[ ][0-9]{1,3})[ ,]{0,2}\(?(?:(?:ký|ban[ ]hành|được[ ]ban[ ]hành)[ ])?$",
)
def DOCUMENT(m: regex.Match[str]) -> bool:  # noqa: N802
    """Kế hoạch số 52/KH-UBND ngày …: the document's own date."""
    return True


@rule("dates.head_of_sentence", r"(?:[\n.!?:;][ ]*|(?:qua|sau|trong|kết[ ]quả|riêng)[ ])$")
def HEAD(m: regex.Match[str]) -> bool:  # noqa: N802
    """The place where "9 tháng," opens a sentence."""
    return True


@rule(
    "dates.reported",
    r"(?<!\p{L})(?:đã|có[ ]tổng|ghi[ ]nhận|(?<!(?:thực|thể|phát|biểu|xuất|tái)[ ])hiện|vẫn|mới[ ]có|đang"
    r"|đạt[ ]được)(?!\p{L})",
)
def REPORTED(m: regex.Match[str]) -> bool:  # noqa: N802
    """… đã có: what follows is a result."""
    return True


@rule(
    "dates.planned",
    r"(?:phấn[ ]đấu|mục[ ]tiêu|chỉ[ ]tiêu|kéo[ ]dài|hoàn[ ]thành|đặt[ ]ra|dự[ ]kiến|quyết[ ]tâm|sẽ)[^.;]{0,30}$",
)
def PLANNED(m: regex.Match[str]) -> bool:  # noqa: N802
    """Phấn đấu đến …: what follows is a plan."""
    return True


_CLAUSE = regex.compile(r"[^.;\n]{0,90}")
_COUNTED = regex.compile(rf"[ ]?(?:{alternation(time_words('counted'))})(?!\p{{L}})", regex.V1 | regex.VERBOSE)
_TERM = regex.compile(r"(?:nhiệm kỳ|nhiệm kì|khóa [ivxlcm]{1,6}|khóa)[ ,(]{0,3}(?:năm )?$|nhiệm kỳ [^.;]{0,20}\(?$")
_PLAN = regex.compile(r"(?:giai đoạn|thời kỳ|kế hoạch|chiến lược|lộ trình)[^.;]{0,25}$")
_SCHOOL = regex.compile(r"năm học[ (]{1,2}$")


def counts(folded: str, at: int) -> bool:
    """Whether a counted noun follows, so that 8/10 is a share (8/10 xã)."""
    return _COUNTED.match(folded, at) is not None


def reports(folded: str, at: int, end: int) -> bool:
    """Whether what follows, in the same clause, is a result (đến ngày 14/4, toàn tỉnh đã có …)."""
    clause = _CLAUSE.match(folded, at, end)
    found = clause and REPORTED.pattern.search(folded, at, min(end, clause.end() + 10))
    return bool(clause and found and found.start() <= clause.end())


def plan_form(before: str, *, default: TimeForm) -> TimeForm:
    """Whether years after ``before`` are a term of office, a plan, a school year, or the default."""
    if _TERM.search(before):
        return "term"
    if _SCHOOL.search(before):
        return "school_year"
    return "plan" if _PLAN.search(before) else default


def day_exists(year: int | None, month: int, day: int) -> bool:
    """Whether the calendar has that day (in a leap year where the year is not said)."""
    return day <= calendar.monthrange(year or 2024, month)[1]


@rule(
    "dates.labelled",
    r"(?<!\p{L})(?:đợt|bước|giai[ ]đoạn|chặng|tuần|kỳ|mũi)[ ][\p{L}0-9]{1,6}(?:[ ]\p{L}{1,5})?[ ]?[,:(\-–]?[ ]?$",
)
def LABELLED(m: regex.Match[str]) -> bool:  # noqa: N802
    """Bước 4, 16 đến 31-8: a phase's label announces its days."""
    return True


_RULES: tuple[Rule[bool], ...] = (
    TO, AND, ANNIVERSARY, NAMED_DAY, DOCUMENT, HEAD, REPORTED, PLANNED, LABELLED, SPREAD_TO, OPEN_END, LASTS,
)  # fmt: skip
