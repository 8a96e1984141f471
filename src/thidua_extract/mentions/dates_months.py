"""Months, quarters, halves and years in words: tháng 6/2022, quý IV, 6 tháng đầu năm, năm học 2012 - 2013."""

from __future__ import annotations

import calendar

import regex

from thidua_extract.mentions.dates_atoms import (
    IN_YEAR,
    MONTH_WORD,
    QUARTER,
    ROMAN,
    WORDS,
    D,
    Found,
    M,
    Y,
    found,
    year_of,
)
from thidua_extract.mentions.dates_forms import PartialDate
from thidua_extract.rules import rule


@rule(
    "dates.month",
    rf"(?:tháng[ ]{{1,2}}|t\.?(?=[0-9])){M}(?![0-9%]|[/.\-–][ ]?[0-9]{{1,3}}(?:[^0-9]|$))(?![ ](?:lần"
    r"|triệu|tỷ|nghìn)\b)"
    rf"(?:{IN_YEAR}|(?P<every>[ ](?:hằng|hàng|mỗi)[ ]năm))?(?![0-9%])",
)
def month(m: regex.Match[str]) -> Found:
    """Tháng 6/2022, tháng 5 năm 2021, tháng 5."""
    return found(PartialDate("month", year_of(m), int(m["m"])), form="holiday" if m["every"] else "point")


@rule("dates.month_in_words", rf"tháng[ ](?P<word>{MONTH_WORD})(?![ ](?:lần|đợt|việc|bài|buổi|ngày)\b)(?:{IN_YEAR})?\b")
def month_in_words(m: regex.Match[str]) -> Found:
    """Tháng mười, tháng tư năm 2021."""
    return found(PartialDate("month", year_of(m), WORDS[m["word"]]))


@rule("dates.month_slip", rf"tháng[ ]{{1,2}}{D}(?P<s>[/.\-]){M}(?P=s){Y}(?![0-9%])")
def month_slip(m: regex.Match[str]) -> Found:
    """Tháng 1/1/2023: "tháng" slipped in before a full date."""
    return found(PartialDate("day", year_of(m), int(m["m"]), int(m["d"])), issue="slip")


@rule(
    "dates.months",
    r"tháng[ ]{1,2}(?P<first>1[0-2]|0?[1-9])(?:,[ ]?[0-9]{1,2}){0,3}(?:[ ]?[-–,][ ]?|[ ](?:đến|tới|và|đến[ ]hết)[ ])"
    rf"{M}(?![0-9%]|[.,/][0-9]{{1,2}}(?:[^0-9]|$)|[-–/.][0-9]{{1,2}}(?![0-9]))(?:{IN_YEAR})?(?![0-9%])",
)
def months(m: regex.Match[str]) -> Found | None:
    """Tháng 1-12/2023, tháng 3 và 4/2024, tháng 6 đến 9."""
    low, high = int(m["first"]), int(m["m"])
    plain_list = "," in m.group() and "và" not in m.group() and m["y"] is None
    if plain_list or (low >= high and m["y"] is None):
        return None
    year = year_of(m)
    first = year - 1 if year and low > high else year
    return found(PartialDate("month", first, low), PartialDate("month", year, high))


@rule("dates.half", rf"nửa[ ](?P<part>đầu|cuối|sau)[ ](?:của[ ])?năm(?:[ ]{Y})?(?![0-9])")
def half(m: regex.Match[str]) -> Found:
    """Nửa đầu năm 2024."""
    return found(PartialDate("half", year_of(m), 1 if m["part"] == "đầu" else 7))


@rule("dates.half_of_month", rf"nửa[ ](?P<part>đầu|cuối|sau)[ ](?:của[ ])?tháng[ ]{M}(?:{IN_YEAR})?(?![0-9%])")
def half_of_month(m: regex.Match[str]) -> Found:
    """Nửa đầu tháng 8."""
    year, month = year_of(m), int(m["m"])
    low, high = (1, 15) if m["part"] == "đầu" else (16, calendar.monthrange(year or 2024, month)[1])
    return found(PartialDate("day", year, month, low), PartialDate("day", year, month, high))


@rule(
    "dates.quarter",
    rf"quý[ ]{{1,2}}(?P<q>{QUARTER})\b(?:[ ]?(?:[,+&\-–]|và)[ ]?(?P<r>{QUARTER})\b(?![/.][0-9]{{1,2}}\b))?"
    rf"(?:{IN_YEAR})?(?![0-9%])",
)
def quarter(m: regex.Match[str]) -> Found:
    """Quý I, quý 2/2024, quý I và II năm 2020."""
    first, last = (ROMAN.get(q) or int(q) for q in (m["q"], m["r"] or m["q"]))
    last = max(first, last)
    year = year_of(m)
    return found(PartialDate("quarter", year, 3 * first - 2), PartialDate("quarter", year, 3 * last - 2))


@rule(
    "dates.named_quarter",
    rf"quý[ ](?P<part>đầu(?:[ ]tiên)?|cuối(?:[ ]cùng)?)(?:[ ](?:của[ ])?năm(?:[ ]{Y})?)?(?![0-9\p{{L}}])",
)
def named_quarter(m: regex.Match[str]) -> Found:
    """Quý cuối cùng của năm."""
    return found(PartialDate("quarter", year_of(m), 1 if m["part"].startswith("đầu") else 10))


@rule(
    "dates.week_of_month",
    r"(?:tuần[ ](?P<w>đầu(?:[ ]tiên)?|thứ[ ](?:nhất|hai|ba|tư)|cuối(?:[ ]cùng)?|[1-4])[ ](?:của[ ])?|"
    rf"(?P<third>thượng|trung|hạ)[ ]tuần[ ])tháng[ ]{M}(?:{IN_YEAR})?(?![0-9%])",
)
def week_of_month(m: regex.Match[str]) -> Found:
    """Tuần đầu tháng 3, trung tuần tháng 5/2021."""
    year, month = year_of(m), int(m["m"])
    last = calendar.monthrange(year or 2024, month)[1]
    if m["third"]:
        low, high = {"thượng": (1, 10), "trung": (11, 20), "hạ": (21, last)}[m["third"]]
    else:
        word = m["w"].split()[-1] if m["w"].startswith("thứ") else m["w"].split()[0]
        rank = {"đầu": 1, "nhất": 1, "hai": 2, "ba": 3, "tư": 4, "cuối": 5}.get(word) or int(word)
        low, high = (last - 6, last) if rank == 5 else (7 * rank - 6, 7 * rank)
    return found(PartialDate("day", year, month, low), PartialDate("day", year, month, high))


@rule("dates.school_year", rf"năm[ ]học[ ]{{1,2}}{Y}(?:[ ]?[-–/][ ]?(?P<z>20[0-9]{{2}}|[0-9]{{2}}))?(?![0-9])")
def school_year(m: regex.Match[str]) -> Found:
    """Năm học 2012 - 2013."""
    year = int(m["y"])
    return found(PartialDate("year", year), PartialDate("year", year + 1), form="school_year")


@rule(
    "dates.year",
    rf"(?:(?:cả[ ])?năm)[ ]{{1,2}}{Y}(?:[ ]?(?P<join>[-–,]|[ ]và)[ ]?(?:năm[ ])?(?P<z>(?:19"
    rf"|20)[0-9]{{2}}))?(?![0-9]|[.,][0-9]{{3}})",
)
def year_point(m: regex.Match[str]) -> Found | None:
    """Năm 2019, năm 2022 và 2023."""
    low, high = int(m["y"]), int(m["z"] or m["y"])
    if m["z"] and (high <= low or (m["join"] == "," and high != low + 1)):
        return None
    return found(PartialDate("year", low), PartialDate("year", high))


@rule("dates.first_year", rf"năm[ ]{{1,2}}{Y}(?![0-9]|[.,][0-9]{{3}})")
def first_year(m: regex.Match[str]) -> Found:
    """The first of several years that are no stretch."""
    return found(PartialDate("year", int(m["y"])))
