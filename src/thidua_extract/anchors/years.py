"""The year a time leaves out: the one that governs its sentence or paragraph, else the campaign's, else the nearest."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import regex

from thidua_extract.anchors.resolve import first_day, last_day, shared_years
from thidua_extract.blocks import Document
from thidua_extract.mentions.dates import PartialDate, Time
from thidua_extract.rules import rule
from thidua_extract.spans import Mention

__all__ = ["Known", "Years"]

_FAR = 4
_REACH = 30
"""How many times away one time may govern another: bounds the work on a hostile page."""
_LONG, _TURN = 150, 60
_ENDED = regex.compile(r"[^.;,]{0,40}(?<!\p{L})(?:đã|vừa|thu được)(?!\p{L})")
_DAY = dt.timedelta(days=1)


@rule(
    "anchors.compared",
    r"(?:so[ ]với|cùng[ ]kỳ|bằng|cao[ ]hơn|thấp[ ]hơn|như|tầm[ ]nhìn)[ ][^.;,]{0,20}$|(?<!\p{L})hơn[ ]$",
)
def _compared(m: regex.Match[str]) -> bool:
    """So với năm 2018: a year that governs nothing."""
    return True


@rule(
    "anchors.done",
    r"(?<!\p{L})(?:đã|vừa[ ]qua|cho[ ]thấy|kết[ ]quả|ghi[ ]nhận|báo[ ]cáo|thống[ ]kê|đạt[ ]được|tổng[ ]kết"
    r"|kết[ ]nạp[ ]được)(?!\p{L})",
)
def _done(m: regex.Match[str]) -> bool:
    """đã …: the sentence reports."""
    return True


@rule(
    "anchors.planned",
    r"(?<!\p{L})(?:sẽ|phấn[ ]đấu|dự[ ]kiến|mục[ ]tiêu|chỉ[ ]tiêu|đề[ ]ra|yêu[ ]cầu|quyết[ ]tâm"
    r"|từ[ ]nay|cần|phải|tối[ ]thiểu|ít[ ]nhất)(?!\p{L})",
)
def _planned(m: regex.Match[str]) -> bool:
    """sẽ …, phấn đấu …: the sentence plans."""
    return True


@dataclass(frozen=True, slots=True)
class Known:
    """What is fixed before years are inferred."""

    published_on: dt.date | None
    launched_on: dt.date | None
    year: int | None
    year_stated: bool

    @property
    def reference(self) -> dt.date | None:
        """The day "now" means."""
        return self.launched_on or self.published_on


class Years:
    """Reads the year of each time of a document."""

    def __init__(self, document: Document, times: Sequence[Mention[Time]], known: Known) -> None:
        self.document = document
        self.times = times
        self.known = known

    def of(self, k: int) -> tuple[tuple[int | None, int | None], bool]:
        """The years of the k-th time's ends, and whether the text states them."""
        time = self.times[k].value
        own = [p.year for p in (time.start, time.end) if p and p.year]
        if own or not _needs_year(time):
            return shared_years(time, own[0] if own else None), True
        governor = self._governor(k)
        if governor is not None:
            return shared_years(time, self._after(time, governor)), True
        return shared_years(time, self._nearest(k)), False

    def _governor(self, k: int) -> Time | None:
        """The time whose year governs the k-th: before it in its sentence or paragraph, or after it in its sentence."""
        mention = self.times[k]
        sentence = self.document.sentence_at(mention.start)
        block = self.document.block_at(mention.start)
        if sentence is None or block is None:
            return None
        for other in reversed(self.times[max(0, k - _REACH) : k]):
            if other.start < block.start:
                break
            if self._governs(other) and (other.start >= sentence.start or (_heads(other) and self._reaches(other, k))):
                return other.value
        for other in self.times[k + 1 : k + 1 + _REACH]:
            if other.start >= sentence.end:
                break
            if self._governs(other) and _heads(other):
                return other.value
        return self._running(k, block.start) if _is_this_year(mention.value) else None

    def _reaches(self, head: Mention[Time], k: int) -> bool:
        """Whether a year of an earlier sentence governs a time: a report's year governs no plan."""
        if self.times[k].value.form not in ("range", "deadline"):
            return True
        return _year_of(head.value) == self.known.year or self._reports(k)

    def _running(self, k: int, floor: int) -> Time | None:
        """For "trong năm" in a report: the year of the paragraphs before it."""
        if not self._reports(k):
            return None
        heads = [m for m in self.times[max(0, k - _REACH) : k] if m.start < floor and _heads(m) and self._governs(m)]
        return heads[-1].value if heads else None

    def _governs(self, mention: Mention[Time]) -> bool:
        time = mention.value
        year = _year_of(time)
        if year is None or time.of_document or time.form not in ("point", "range", "as_of", "deadline"):
            return False
        if time.form == "deadline" and time.end is not None and time.end.grain == "year":
            return False
        near = self.known.year or (self.known.reference.year if self.known.reference else None)
        if near is not None and abs(year - near) > _FAR:
            return False
        before = self.document.folded[max(0, mention.start - 40) : mention.start]
        return _compared.pattern.search(before) is None

    def _after(self, time: Time, governor: Time) -> int | None:
        """The governor's year, or the next where a range is said to follow a range that ends later."""
        year = _year_of(governor)
        if (
            year is None
            or time.form != "range"
            or governor.form != "range"
            or governor.end is None
            or time.start is None
        ):
            return year
        if within := _inside(time, governor):
            return within
        begins = first_day(time.start, year)
        began = (
            first_day(governor.start, governor.start.year or year)
            if governor.start and not governor.start.special
            else None
        )
        return year + 1 if begins and began and begins < began and governor.end else year

    def _nearest(self, k: int) -> int | None:
        """The campaign's year, or the year nearest to the launch or publication that the form allows."""
        time, known = self.times[k].value, self.known
        now = known.published_on if self._looks_back(k) else known.reference
        if now is None:
            return known.year
        if self._looks_back(k):
            return _latest(time, now)
        if _is_this_year(time):
            return known.year or now.year
        year = known.year if known.year_stated and known.year is not None else now.year
        if time.form not in ("range", "deadline"):
            return year
        plan, place = self._plan(k)
        later = _turns(plan)
        over = year <= now.year and _is_over([_ends(t, year + n) for t, n in zip(plan, later, strict=True)], now)
        return year + later[place] + over

    def _plan(self, k: int) -> tuple[list[Time], int]:
        """The ranges without a year in the paragraph of the k-th time, one plan with it, and its place among them."""
        mention = self.times[k]
        block = self.document.block_at(mention.start)
        if mention.value.form != "range" or block is None or _from_now(mention.value):
            return [mention.value], 0
        around = self.times[max(0, k - _REACH) : k + 1 + _REACH]
        near = [m for m in around if block.start <= m.start < block.end and _is_yearless_range(m.value)]
        return [m.value for m in near], next(n for n, m in enumerate(near) if m.start == mention.start)

    def _looks_back(self, k: int) -> bool:
        time = self.times[k].value
        if time.form == "as_of" or (time.cue == "session" and time.form != "range"):
            return True
        if time.form == "range":
            after = self.document.folded[self.times[k].end : self.times[k].end + 60]
            return _ENDED.match(after) is not None
        if _is_this_year(time) or (time.form == "deadline" and not self._reports(k)):
            return False
        return self._reports(k) or time.cue == "day"

    def _reports(self, k: int) -> bool:
        sentence = self.document.sentence_at(self.times[k].start)
        if sentence is None:
            return False
        text = self.document.folded[sentence.start : sentence.end]
        return bool(_done.pattern.search(text)) and not _planned.pattern.search(text)


def _needs_year(time: Time) -> bool:
    if time.form in ("school_year", "holiday") or "relative_period" in time.issues:
        return False
    return any(
        p and not p.special and p.year is None and (p.month or p.grain == "year") for p in (time.start, time.end)
    )


def _year_of(time: Time) -> int | None:
    for point in (time.end, time.start):
        if point and point.year:
            return point.year
    return None


def _heads(mention: Mention[Time]) -> bool:
    """Năm 2019: a year that stands for what is told after it."""
    time = mention.value
    return time.form == "point" and time.start is not None and time.start.grain == "year" and time.start == time.end


def _inside(time: Time, governor: Time) -> int | None:
    """The year in which a stretch lies inside one that crosses the turn of the year."""
    first, last = shared_years(governor, _year_of(governor))
    if first is None or last is None or first == last or not (_plain(governor.start) and _plain(governor.end)):
        return None
    opens, closes = first_day(governor.start, first), last_day(governor.end, last)  # type: ignore[arg-type]
    for year in (first, last):
        start, end = _ends(time, year)
        if start and opens and opens <= start and end and closes and end <= closes:
            return year
    return None


def _is_this_year(time: Time) -> bool:
    return time.form == "point" and time.start is not None and time.start.grain == "year" and time.start.year is None


def _ends(time: Time, year: int) -> tuple[dt.date | None, dt.date | None]:
    first, last = shared_years(time, year)
    start, end = time.start, time.end
    return (
        first_day(start, first) if _plain(start) and first else None,  # type: ignore[arg-type]
        last_day(end, last) if _plain(end) and last else None,  # type: ignore[arg-type]
    )


def _plain(point: PartialDate | None) -> bool:
    return point is not None and point.special is None


def _latest(time: Time, now: dt.date) -> int:
    """The latest year in which the time has come by ``now`` (a few days on count: pages are dated carelessly)."""
    start, end = _ends(time, now.year)
    day = end if time.start is not None and time.start.grain == "day" else start or end
    return now.year - 1 if day and day > now + 10 * _DAY else now.year


def _from_now(time: Time) -> bool:
    return time.start is not None and time.start.special is not None


def _is_yearless_range(time: Time) -> bool:
    return time.form == "range" and not _from_now(time) and _needs_year(time) and _year_of(time) is None


def _turns(plan: list[Time]) -> list[int]:
    """How many times the year has turned before each range of a plan: from 15/10, then from 5/1."""
    turns: list[int] = []
    before: dt.date | None = None
    for time in plan:
        start, _ = _ends(time, 2023)
        turned = before is not None and start is not None and start < before - _TURN * _DAY
        turns.append((turns[-1] if turns else 0) + turned)
        before = start or before
    return turns


def _is_over(spans: list[tuple[dt.date | None, dt.date | None]], now: dt.date) -> bool:
    """Whether a plan would be over, or nearly so, on the day of the launch."""
    starts, ends = [s for s, _ in spans if s], [e for _, e in spans if e]
    if not ends:
        return bool(starts) and max(starts) < now - 200 * _DAY
    if not starts or max(ends) < now - 5 * _DAY:
        return max(ends) < now - 5 * _DAY
    length = (max(ends) - min(starts)).days
    return length > _LONG and (now - min(starts)).days > 0.9 * length
