"""Partial dates to inclusive days: first and last day of a month, quarter, half or year; years shared by a range."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass

from thidua_extract.anchors.values import Span
from thidua_extract.mentions.dates import PartialDate, Time

__all__ = ["Fixed", "first_day", "last_day", "resolve", "shared_years"]

_MONTHS = {"month": 1, "quarter": 3, "half": 6}


@dataclass(frozen=True, slots=True)
class Fixed:
    """Days that words stand for: "nay" and "ngày phát động"."""

    published_on: dt.date | None = None
    launched_on: dt.date | None = None


def first_day(point: PartialDate, year: int) -> dt.date | None:
    """The first day of a point in that year; None where the text leaves it vague (cuối năm) or it does not exist.

    >>> first_day(PartialDate("quarter", month=4), 2020)
    datetime.date(2020, 4, 1)
    """
    if point.grain == "year":
        return None if point.edge in ("middle", "last") else dt.date(year, 1, 1)
    if point.month is None or (point.grain == "day" and point.day is None):
        return None
    try:
        day = dt.date(year, point.month, point.day or 1)
    except ValueError:
        return None
    return last_plus_one(point, year) if point.after else day


def last_plus_one(point: PartialDate, year: int) -> dt.date | None:
    """The day after a point: từ sau ngày 30/10 begins on 31/10."""
    last = last_day(point, year)
    return last + dt.timedelta(days=1) if last else None


def last_day(point: PartialDate, year: int) -> dt.date | None:
    """The last day of a point in that year.

    >>> last_day(PartialDate("month", month=2), 2020)
    datetime.date(2020, 2, 29)
    """
    if point.grain == "year":
        return None if point.edge in ("first", "middle") else dt.date(year, 12, 31)
    if point.month is None or (point.grain == "day" and point.day is None):
        return None
    if point.grain == "day" and point.day is not None:
        try:
            return dt.date(year, point.month, point.day)
        except ValueError:
            return None
    month = point.month + _MONTHS[point.grain] - 1
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def shared_years(time: Time, year: int | None) -> tuple[int | None, int | None]:
    """Years of both ends: each its own, or its partner's, or ``year``; the end never before the start.

    The year stands at one end of "từ 15/11 đến 20/2/2025": a start that would follow its end is a year earlier.
    """
    a, b = time.start, time.end
    first: int | None = a.year if a else None
    last: int | None = b.year if b else None
    if a is None or b is None or a.special or b.special:
        return first or year, last or year
    if first is None and last is None:
        if year is None:
            return None, None
        return year, year + 1 if _runs_back(a, b, year, year) else year
    if first is None and last is not None:
        first = last - 1 if _runs_back(a, b, last, last) else last
    elif last is None and first is not None:
        last = first + 1 if _runs_back(a, b, first, first) else first
    return first, last


def _runs_back(a: PartialDate, b: PartialDate, first: int, last: int) -> bool:
    start, end = first_day(a, first), last_day(b, last)
    return start is not None and end is not None and start > end


def resolve(time: Time, years: tuple[int | None, int | None], fixed: Fixed, *, dated: bool) -> Span:
    """The time as days, its missing years given."""
    if time.form in ("school_year",) or "relative_period" in time.issues:
        return Span(time.form, None, None, None, None, dated, time.of_document)
    start = _bound(time.start, years[0], fixed, opens=True)
    end = _bound(time.end, years[1], fixed, opens=False)
    start_grain = time.start.grain if time.start and start else None
    end_grain = time.end.grain if time.end and end else None
    return Span(time.form, start, end, start_grain, end_grain, dated, time.of_document)


def _bound(point: PartialDate | None, year: int | None, fixed: Fixed, *, opens: bool) -> dt.date | None:
    if point is None:
        return None
    if point.special == "launch":
        return fixed.launched_on
    if point.special in ("today", "yesterday"):
        past = dt.timedelta(days=point.special == "yesterday")
        return fixed.published_on - past if fixed.published_on else fixed.launched_on
    if point.special == "now":
        return (fixed.launched_on or fixed.published_on) if opens else fixed.published_on
    if year is None:
        return None
    return first_day(point, year) if opens else last_day(point, year)
