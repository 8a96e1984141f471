"""Dates written in an article, moved together: whole years, and days that keep the weekday of the publication.

Holidays and month ends stay on their day, so do dates too near to them for the move to keep the order of an article's
dates; years long before the article (of what is commemorated) stay, and the anniversaries they give move on.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from press import words
from press.story import WEEKDAYS

HISTORY = 12
"""A year that lies further back than this is of what an article commemorates."""
EARLIEST, LATEST = 2004, 2025
_CUE = (
    r"(?:(?:ngày|sáng|chiều|tối|trưa|đêm|nay|hôm|từ|đến|tới|hết|trước|sau|dịp|vào|mùng|là|tuần \d) "
    r"|\(|[–-] ?|, |, vào |nay \()"
)
FULL = re.compile(r"(?<![\d/.,-])(\d{1,2})( ?[/.–-] ?)(\d{1,2})\2((?:19|20)\d\d)(?!\d)")
SPELT = re.compile(r"(\d{1,2}) tháng (\d{1,2})(?: năm ((?:19|20)\d\d))?")
SHORT = re.compile(_CUE + r"(\d{1,2})([/.-])(\d{1,2})(?![\d/%-]|[.,]\d| ?%)", re.I)
MONTH_YEAR = re.compile(r"(?<!\d)(?<!\d,)((?:19|20)\d\d)(?!\d|[.,]\d)")
_NOT_A_DAY = re.compile(
    r" (?!đến|tới|đã|tại|của|và|do|khi|trên|năm|ở|với|theo|là|để|sẽ|vừa|trong|hàng|hằng|\d)[a-zà-ỹđ]"
)


@dataclass(frozen=True, slots=True)
class Written:
    """A date as it stands in the text: where, which day, and how it is written."""

    start: int
    end: int
    day: dt.date
    form: str
    historic: bool = False


def dated(year: int, month: str, day: str) -> dt.date | None:
    """The day, where there is one."""
    try:
        return dt.date(year, int(month), int(day))
    except ValueError:
        return None


def find_dates(text: str, published: dt.date) -> Iterator[Written]:
    """Days of the text; one without a year takes that of a full date close behind, else that of the publication."""
    taken: set[int] = set()
    for pattern in (FULL, SPELT, SHORT):
        for m in pattern.finditer(text):
            first = m.start(1)
            if first in taken:
                continue
            found = _read(pattern, m, published, text)
            if found is None or (pattern is SHORT and m[2] != "/" and _NOT_A_DAY.match(text, m.end())):
                continue
            taken.update(range(first, m.end()))
            yield found


def _read(pattern: re.Pattern[str], m: re.Match[str], published: dt.date, text: str) -> Written | None:
    if pattern is SPELT:
        day, month, year, form = m[1], m[2], m[3], f"{{d:0{len(m[1])}d}} tháng {{m:0{len(m[2])}d}}"
        form += " năm {y}" if year else ""
    else:
        day, month, mark = m[1], m[3], m[2]
        year = m[4] if pattern is FULL else None
        form = f"{{d:0{len(day)}d}}{mark}{{m:0{len(month)}d}}" + (f"{mark}{{y}}" if year else "")
    date = dated(int(year) if year else _year_for(text, m.end(), int(month), published), month, day)
    if date is None:
        return None
    return Written(m.start(1), m.end(), date, form, historic=date.year < published.year - HISTORY)


def _year_for(text: str, end: int, month: int, published: dt.date) -> int:
    """The year of a day written without one."""
    if (behind := FULL.search(text, end, end + 40)) and int(behind[4]) >= published.year - HISTORY:
        return int(behind[4]) - (month > int(behind[3]))
    return published.year + (1 if published.month - month >= 8 else -1 if month - published.month >= 11 else 0)


def move(day: dt.date, *, years: int, days: int = 0) -> dt.date:
    """A day so many years and days on; 29 February may become 28 February."""
    try:
        moved = day.replace(year=day.year + years)
    except ValueError:
        moved = day.replace(year=day.year + years, day=28)
    return moved + dt.timedelta(days=days)


def days_keeping_weekday(published: dt.date, years: int) -> int:
    """By how many days, from -3 to 3, the day of publication moves on to keep its weekday."""
    shift = (published.weekday() - move(published, years=years).weekday()) % 7
    return shift - 7 if shift > 3 else shift


def fixed_days(days: set[dt.date], shift: int) -> set[dt.date]:
    """Days that stay: holidays, month ends, what would come into another year, and all too near to one that stays."""
    near = abs(shift)
    fixed = {d for d in days if _stays(d, shift)}
    while True:
        more = {d for d in days - fixed if any(abs((d - f).days) <= near for f in fixed)}
        if not more:
            return fixed
        fixed |= more


def _stays(day: dt.date, shift: int) -> bool:
    after = day + dt.timedelta(days=1)
    return (
        f"{day.day}/{day.month}" in words.listed("holiday")
        or 1 in (day.day, after.day)
        or move(day, years=0, days=shift).year != day.year
    )


def written(form: str, day: dt.date) -> str:
    """A day in the form it had."""
    return form.format(d=day.day, m=day.month, y=day.year)


def weekday(like: str, day: dt.date) -> str:
    """The weekday of a day, written like another."""
    name = WEEKDAYS[day.weekday()]
    if like[-1].isdigit():
        return "Chủ Nhật" if day.weekday() == 6 else f"Thứ {day.weekday() + 2}"
    if like.split()[1][0].islower():
        head, tail = name.split()
        return f"{head} {tail.lower()}" if like[0].isupper() else name.lower()
    return name
