"""Days and dates in figures: 3/1, 15.10. 2012, ngày 17, 18 và 19/5, ngày 11 tháng 7 năm 2025, 5/2022, 2016 - 2020."""

from __future__ import annotations

import regex

from thidua_extract.mentions.dates_atoms import END, D, Found, M, S, Y, found, year_of
from thidua_extract.mentions.dates_forms import PartialDate
from thidua_extract.rules import rule


@rule("dates.day_month_year", rf"{D}{S}{M}(?:[ ]?[/.\-–][ ]{{0,2}}|(?<=0[1-9]|1[0-2]))[ ]?{Y}(?![0-9%])")
def day_month_year(m: regex.Match[str]) -> Found:
    """15/10/2012, 15.10. 2012, 26 /7/2020, 11-3-1948."""
    return found(PartialDate("day", year_of(m), int(m["m"]), int(m["d"])))


@rule("dates.day_month_short_year", rf"{D}(?P<s>[/.\-]){M}(?P=s)(?P<yy>[0-9]{{2}})(?![0-9%]|[.,/\-][0-9])")
def day_month_short_year(m: regex.Match[str]) -> Found:
    """01/7/23: the century is inferred, which is noted."""
    short = int(m["yy"])
    year = 2000 + short if short < 50 else 1900 + short
    return found(PartialDate("day", year, int(m["m"]), int(m["d"])), weak=True, issue="two_digit_year")


@rule(
    "dates.days_of_month",
    r"(?P<first>0?[1-9]|[12][0-9]|3[01])"
    r"(?:[ ]?(?:[-–]|->)[ ]?|[ ](?:đến|tới|đến[ ]hết)[ ](?:ngày[ ])?|(?:,[ ]?[0-9]{1,2}){0,4}(?:,[ ]"
    r"|[ ]và[ ](?:ngày[ ])?))"
    rf"{D}(?:{S}{M}(?:[ ]?[/.\-–][ ]{{0,2}}{Y}|(?<=0[1-9]|1[0-2]){Y}|[ ]năm[ ]{Y})?"
    rf"|[ ]tháng[ ]{M}(?:[ ]?[/.\-][ ]?{Y}|[ ]năm[ ]{Y})?){END}",
)
def days_of_month(m: regex.Match[str]) -> Found | None:
    """Ngày 17, 18 và 19/5; từ ngày 1 đến 30-1-2026; 5-6/4: the days share the month."""
    month = int(m["m"])
    low, high = int(m["first"]), int(m["d"])
    if low >= high or (m["s"] in ("-", "–") and m.group()[len(m["first"])] in "-–"):
        return None
    return found(PartialDate("day", year_of(m), month, low), PartialDate("day", year_of(m), month, high), weak=True)


@rule("dates.day_month", rf"{D}{S}{M}(?![0-9%]|[.,/][0-9])(?!(?P=s)[0-9])(?:[ ]{{1,2}}năm[ ]{Y})?(?![0-9%])")
def day_month(m: regex.Match[str]) -> Found:
    """3/1, 20-8, 10.3: a date only beside a word of time."""
    year = year_of(m)
    return found(PartialDate("day", year, int(m["m"]), int(m["d"])), weak=year is None)


@rule(
    "dates.day_in_words",
    rf"{D}[ ]{{1,2}}tháng[ ]{{1,2}}{M}(?:[ ]?[/.\-–][ ]?{Y}|[ ,]{{1,2}}năm[ ]{{1,2}}{Y}|(?<=(?:ngày"
    rf"|sáng|chiều|tối|trưa|mùng|mồng)[ ][^\n]{{8,14}}))(?![0-9%]|[.,/][0-9])",
)
def day_in_words(m: regex.Match[str]) -> Found:
    """Ngày 11 tháng 7 năm 2025."""
    return found(PartialDate("day", year_of(m), int(m["m"]), int(m["d"])), weak=year_of(m) is None)


@rule(
    "dates.lunar",
    r"(?:(?:mùng|mồng)[ ][0-9]{1,2}(?:[ ]tháng[ ](?:giêng|[0-9]{1,2}))?(?![ ]tháng[ ][0-9]|[/.\-][0-9])"
    r"(?![\p{L} ]{0,25}\([^)]{0,12}[0-9]{1,2}[/.\-])(?:[ ]tết)?"
    r"|[0-9]{1,2}[ ]tháng[ ](?:giêng|chạp)|rằm[ ]tháng[ ](?:giêng|[\p{L}0-9]{1,5})"
    r"|[0-9]{1,2}(?:/|[ ]tháng[ ])[0-9]{1,2}[ ]\(?âm[ ]lịch\)?|tháng[ ](?:giêng|chạp)\b)",
)
def lunar(m: regex.Match[str]) -> Found:
    """Mùng 8 Tết, 28 tháng chạp, 10/3 âm lịch: no civil date is read from it."""
    return found(PartialDate("day"), form="holiday")


@rule("dates.month_year", rf"{M}[ ]?[/.\-–][ ]?{Y}(?![0-9%]|[.,][0-9])")
def month_year(m: regex.Match[str]) -> Found:
    """5/2022, 11.2020."""
    return found(PartialDate("month", year_of(m), int(m["m"])), weak="/" not in m.group())


@rule("dates.years", rf"{Y}[ ]?[-–/][ ]?(?:năm[ ])?(?P<z>(?:19|20)[0-9]{{2}})(?![0-9]|[/.\-][0-9])")
def years(m: regex.Match[str]) -> Found | None:
    """2016 - 2020: a plan, a term, a school year or an anniversary, as the words before it say."""
    low, high = int(m["y"]), int(m["z"])
    issue = "reversed_range" if high < low else ""
    return found(PartialDate("year", low), PartialDate("year", high), form="plan", issue=issue)


@rule(
    "dates.bare_year",
    r"(?P<y>(?:19|20)[0-9]{2})(?![0-9%]|[.,/][0-9]|[-–][0-9])(?=[ ]?[,.;:)\-–]|[ ](?:đến|tới|và|nay"
    r"|trở|có|cả|toàn|phải|sẽ|phấn|là)\b|$)",
)
def bare_year(m: regex.Match[str]) -> Found:
    """2025 after "từ", "đến", "trước"."""
    return found(PartialDate("year", int(m["y"])), weak=True)
