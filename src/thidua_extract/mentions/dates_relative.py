"""Points that lean on another: nay, ngày phát động, trong năm, 9 tháng đầu năm, những tháng còn lại, 5 năm qua."""

from __future__ import annotations

import calendar
from typing import Literal

import regex

from thidua_extract.mentions.dates_atoms import IN_YEAR, QUARTER, ROMAN, WORDS, Found, M, Y, found, int_of, year_of
from thidua_extract.mentions.dates_forms import PartialDate
from thidua_extract.rules import rule


@rule(
    "dates.months_of_year",
    r"(?P<n>[0-9]{1,2}|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười[ ]một|mười)[ ]tháng"
    rf"(?:[ ](?P<part>đầu|cuối)[ ](?:của[ ])?năm(?:[ ](?:học[ ]?)?{Y}|[ ]nay)?|[ ]năm[ ]{Y}|[ ]?[/\-][ ]?{Y}"
    r"|[ ]của[ ]năm[ ](?:1[89]|20)[0-9]{2})(?![0-9])",
)
def months_of_year(m: regex.Match[str]) -> Found | None:
    """6 tháng đầu năm 2024, 9 tháng năm 2022, 3 tháng cuối năm."""
    count = WORDS.get(m["n"]) or int(m["n"])
    if not 1 <= count <= 11 or "học" in m.group():
        return None
    year = year_of(m) or next((int(y) for y in regex.findall(r"[0-9]{4}", m.group())), None)
    last = m["part"] == "cuối"
    if count == 6:
        return found(PartialDate("half", year, 7 if last else 1))
    low, high = (13 - count, 12) if last else (1, count)
    return found(PartialDate("month", year, low), PartialDate("month", year, high))


@rule("dates.months_so_far", r"(?P<n>[2-9]|1[01])[ ]tháng,")
def months_so_far(m: regex.Match[str]) -> Found:
    """9 tháng, (toàn ngành …): the first nine months, at the head of a sentence."""
    count = int(m["n"])
    if count == 6:
        return found(PartialDate("half", month=1), weak=True)
    return found(PartialDate("month", month=1), PartialDate("month", month=count), weak=True)


@rule(
    "dates.last_months",
    rf"(?P<n>[2-6]|hai|ba|bốn|năm|sáu)[ ]tháng[ ](?:còn[ ]lại|cuối[ ]cùng)[ ](?:của[ ])?năm(?:[ ]{Y}"
    r"|[ ]nay)?(?![ ]?[0-9]|[ ]học)",
)
def last_months(m: regex.Match[str]) -> Found:
    """Hai tháng còn lại của năm 2007: November and December."""
    count = WORDS.get(m["n"]) or int(m["n"])
    if count == 6:
        return found(PartialDate("half", year_of(m), 7))
    return found(PartialDate("month", year_of(m), 13 - count), PartialDate("month", year_of(m), 12))


@rule(
    "dates.rest_of_year",
    r"(?:những|các|thời[ ]gian)[ ](?:tháng[ ])?(?:còn[ ]lại|cuối)[ ](?:của[ ])?năm(?:[ ](?P<y>20[0-9]{2})|[ ]nay)?"
    r"(?![ ]?[0-9]|[ ]học)",
)
def rest_of_year(m: regex.Match[str]) -> Found:
    """Những tháng còn lại của năm: from now to its last day."""
    year = year_of(m)
    return found(PartialDate("day", special="now"), PartialDate("year", year), form="range")


@rule(
    "dates.edge_of_month",
    rf"(?P<edge>đầu|giữa|cuối)[ ]tháng[ ]{M}(?![0-9]|[/.\-][0-9]{{1,2}}(?![0-9]))(?:{IN_YEAR})?(?![0-9%])",
)
def edge_of_month(m: regex.Match[str]) -> Found:
    """Cuối tháng 2, đầu tháng 12/2020."""
    return found(PartialDate("month", year_of(m), int(m["m"]), edge=_edge(m["edge"])))


@rule(
    "dates.edge_of_year",
    rf"(?P<edge>đầu|giữa|cuối)[ ]năm(?:[ ]{{1,2}}{Y}|[ ]nay|(?![ ](?:học|ngoái|trước|sau|tới)\b|[ ][0-9]))(?![0-9])",
)
def edge_of_year(m: regex.Match[str]) -> Found:
    """Đầu năm 2016, cuối năm."""
    return found(PartialDate("year", year_of(m), edge=_edge(m["edge"])))


@rule("dates.edge_of_quarter", rf"(?P<edge>đầu|giữa|cuối)[ ]quý[ ](?P<q>{QUARTER})\b(?:{IN_YEAR})?(?![0-9%])")
def edge_of_quarter(m: regex.Match[str]) -> Found:
    """Từ đầu quý IV-2019."""
    number = ROMAN.get(m["q"]) or int(m["q"])
    return found(PartialDate("quarter", year_of(m), 3 * number - 2, edge=_edge(m["edge"])))


def _edge(word: str) -> Literal["first", "middle", "last"]:
    return "first" if word == "đầu" else "last" if word == "cuối" else "middle"


@rule(
    "dates.this_year",
    r"năm[ ]nay\b|(?<=trong[ ]|hết[ ]|cả[ ]|của[ ])năm(?![ ](?:học|qua|tới|ngoái|trước|sau|thứ|cuối"
    r"|đầu|mới)\b|[ ][0-9])(?=[ ]?[,.;:)]|[ ](?:toàn|các|đã|có|tỉnh|huyện|thành|công|ngành|đơn|phấn"
    r"|trên|liên|qua|mỗi|đạt|thì)\b|$)",
)
def this_year(m: regex.Match[str]) -> Found:
    """Năm nay, trong năm: the year that the text is about."""
    return found(PartialDate("year"))


@rule(
    "dates.now",
    r"(?:(?<=từ[ ]|đến[ ]|tới[ ])nay\b|(?:(?<=từ[ ]|đến[ ]|tới[ ])|thời[ ]điểm[ ])(?:hiện[ ](?:tại|nay"
    r"|giờ)|này|bây[ ]giờ))",
)
def now(m: regex.Match[str]) -> Found:
    """(Từ, đến) nay, thời điểm hiện tại."""
    return found(PartialDate("day", special="now"))


_ACT = (
    r"(?:phát[ ]động|ban[ ]hành|ký[ ]ban[ ]hành|ký(?:[ ](?:ban[ ]hành[ ])?(?:kế[ ]hoạch|giao[ ]ước|kết|văn[ ]bản))?"
    r"|công[ ]bố|khởi[ ]động|ra[ ]quân|có[ ]hiệu[ ]lực|khai[ ]mạc)"
)
_OF_WHAT = (
    r"(?:(?:có[ ])?(?:bản[ ])?(?:kế[ ]hoạch|phong[ ]trào|chương[ ]trình|đợt[ ]thi[ ]đua|cuộc[ ]vận[ ]động|công[ ]văn"
    r"|văn[ ]bản|hướng[ ]dẫn)[ ](?:này[ ])?)?"
)


@rule(
    "dates.launch",
    rf"(?:(?:ngày|khi|lúc|thời[ ]điểm|sau[ ]khi|sau[ ]lễ|lễ)[ ]{_OF_WHAT}(?:chính[ ]thức[ ])?"
    rf"(?:được[ ])?{_ACT}|phát[ ]động"
    r"|ngay[ ](?:sau|trong|tại|từ)[ ](?:buổi[ ])?(?:lễ|hội[ ]nghị|mít[ ]tinh)(?:[ ](?:phát[ ]động|này))?"
    r"|(?:buổi[ ]lễ|hội[ ]nghị|lễ)[ ](?:này|phát[ ]động))"
    r"(?![ ](?:phong[ ]trào[ ]“|cuộc[ ]vận[ ]động[ ]“))"
    r"(?:[ ](?:kế[ ]hoạch|phong[ ]trào(?:[ ]thi[ ]đua)?|đợt[ ]thi[ ]đua)(?:[ ]này)?)?"
    r"(?=[ ](?:đến|tới|cho|và|kéo)(?!\p{L})|[ ]?[-–,.;)])",
)
def launch(m: regex.Match[str]) -> Found:
    """(Từ) ngày phát động, (từ) khi Kế hoạch được ban hành."""
    return found(PartialDate("day", special="launch"), weak=True)


@rule(
    "dates.today",
    r"(?:sáng|trưa|chiều|tối|đêm|hôm|bữa)[ ](?:hôm[ ])?(?P<when>nay|qua)(?![\p{L}0-9]|[ ,]{0,3}\(?(?:ngày[ ])?[0-9])",
)
def today(m: regex.Match[str]) -> Found:
    """Sáng nay, hôm nay, hôm qua: the day is the publication's."""
    return found(
        PartialDate("day", special="today" if m["when"] == "nay" else "yesterday"), weak=m.group()[:3] in ("hôm", "bữa")
    )


@rule(
    "dates.last_day",
    rf"ngày[ ]cuối(?:[ ]cùng)?[ ](?:của[ ])?(?:năm(?:[ ]{Y})?|tháng[ ]{M}(?:{IN_YEAR})?)(?![0-9\p{{L}}])",
)
def last_day_of(m: regex.Match[str]) -> Found:
    """(Cho đến) ngày cuối cùng của năm 2017."""
    year, month = year_of(m), int_of(m, "m") or 12
    return found(PartialDate("day", year, month, calendar.monthrange(year or 2023, month)[1]))


@rule(
    "dates.lapse",
    r"(?:[0-9]{1,2}|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|những|nhiều)[ ](?:năm|tháng)[ ](?:qua"
    r"|vừa[ ]qua|gần[ ]đây|trở[ ]lại[ ]đây)|(?<=trong[ ]|một[ ])năm[ ](?:vừa[ ])?qua\b",
)
def lapse(m: regex.Match[str]) -> Found:
    """5 năm qua, trong năm qua: no stated year or date, so no bounds."""
    return found(PartialDate("year"), form="range", issue="relative_period")
