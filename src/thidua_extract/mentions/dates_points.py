"""Calendar points as Vietnamese writes them: 3/1, 15.10. 2012, ngày 11 tháng 7, tháng 6/2022, quý IV, 6 tháng đầu năm.

Each rule reads one form at one place; which words stand around it is the business of ``dates``.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

import regex

from thidua_extract.mentions.dates_forms import PartialDate, TimeForm
from thidua_extract.rules import Rule, rule

__all__ = ["Atom", "iter_atoms"]

ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
WORDS = {
    "một": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
    "mười": 10, "mười một": 11, "mười hai": 12,
}  # fmt: skip

_D = r"(?P<d>0?[1-9]|[12][0-9]|3[01])"
_M = r"(?P<m>1[0-2]|0?[1-9])"
_Y = r"(?P<y>(?:1[89]|20)[0-9]{2})"
_S = r"[ ]?(?P<s>[/.\-–])[ ]{0,2}"
_END = r"(?![0-9%]|[.,/][0-9]|[-–][0-9]{3})"
_ROMAN_OR_DIGIT = r"(?:iv|i{1,3}|[1-4])"
_IN_YEAR = rf"(?:[ ]?[/.\-–][ ]?{_Y}|[ ]{{1,2}}(?:của[ ])?năm[ ]{{1,2}}{_Y}|[ ]{{1,2}}\({_Y}\))"
_MONTH_WORD = r"(?:mười[ ](?:một|hai)|mười|một|hai|ba|tư|sáu|bảy|bẩy|tám|chín)"


@dataclass(frozen=True, slots=True)
class Atom:
    """A calendar stretch at a place of the folded text: its bounds as written.

    ``weak`` forms (8/10, 2025) are dates only where a word beside them says so.
    """

    start: int
    end: int
    rule: str
    low: PartialDate
    high: PartialDate
    weak: bool = False
    form: TimeForm = "point"
    issues: tuple[str, ...] = ()


Found = tuple[PartialDate, PartialDate, bool, TimeForm, tuple[str, ...]]


def _found(
    low: PartialDate, high: PartialDate | None = None, *, weak: bool = False, form: TimeForm = "point", issue: str = ""
) -> Found:
    return low, high or low, weak, form, (issue,) if issue else ()


def _int(m: regex.Match[str], name: str) -> int | None:
    found = m.group(name)
    return int(found) if found else None


def _year(m: regex.Match[str]) -> int | None:
    return _int(m, "y")


@rule("dates.day_month_year", rf"{_D}{_S}{_M}(?:[ ]?[/.\-–][ ]{{0,2}}|(?<=0[1-9]|1[0-2]))[ ]?{_Y}(?![0-9%])")
def _day_month_year(m: regex.Match[str]) -> Found:
    """15/10/2012, 15.10. 2012, 26 /7/2020, 11-3-1948."""
    return _found(PartialDate("day", _year(m), int(m["m"]), int(m["d"])))


@rule("dates.day_month_short_year", rf"{_D}(?P<s>[/.\-]){_M}(?P=s)(?P<yy>[0-9]{{2}})(?![0-9%]|[.,/\-][0-9])")
def _day_month_short_year(m: regex.Match[str]) -> Found:
    """01/7/23: the century is inferred, which is noted."""
    short = int(m["yy"])
    year = 2000 + short if short < 50 else 1900 + short
    return _found(PartialDate("day", year, int(m["m"]), int(m["d"])), weak=True, issue="two_digit_year")


@rule(
    "dates.days_of_month",
    rf"(?P<first>0?[1-9]|[12][0-9]|3[01])(?:,[ ]?[0-9]{{1,2}}){{0,4}}"
    rf"(?:[ ]?(?:[-–,]|->)[ ]?|[ ](?:và|đến|tới|đến[ ]hết)[ ](?:ngày[ ])?){_D}"
    rf"(?:{_S}{_M}(?:[ ]?[/.\-–][ ]{{0,2}}{_Y}|(?<=0[1-9]|1[0-2]){_Y}|[ ]năm[ ]{_Y})?|[ ]tháng[ ]{_M}(?:[ ]?[/.\-][ ]?{_Y}|[ ]năm[ ]{_Y})?){_END}",
)
def _days_of_month(m: regex.Match[str]) -> Found | None:
    """Ngày 17, 18 và 19/5; từ ngày 1 đến 30-1-2026; 5-6/4: the days share the month."""
    month = int(m["m"])
    low, high = int(m["first"]), int(m["d"])
    if low >= high or (m["s"] in ("-", "–") and m.group()[len(m["first"])] in "-–"):
        return None
    return _found(PartialDate("day", _year(m), month, low), PartialDate("day", _year(m), month, high), weak=True)


@rule("dates.day_month", rf"{_D}{_S}{_M}(?![0-9%]|[.,/][0-9])(?!(?P=s)[0-9])(?:[ ]{{1,2}}năm[ ]{_Y})?(?![0-9%])")
def _day_month(m: regex.Match[str]) -> Found:
    """3/1, 20-8, 10.3: a date only beside a word of time."""
    year = _year(m)
    return _found(PartialDate("day", year, int(m["m"]), int(m["d"])), weak=year is None)


@rule(
    "dates.day_in_words",
    rf"{_D}[ ]{{1,2}}tháng[ ]{{1,2}}{_M}(?:[ ]?[/.\-–][ ]?{_Y}|[ ,]{{1,2}}năm[ ]{{1,2}}{_Y}|(?<=(?:ngày|sáng|chiều|tối|trưa|mùng|mồng)[ ][^\n]{{8,14}}))(?![0-9%]|[.,/][0-9])",
)
def _day_in_words(m: regex.Match[str]) -> Found:
    """Ngày 11 tháng 7 năm 2025."""
    return _found(PartialDate("day", _year(m), int(m["m"]), int(m["d"])), weak=_year(m) is None)


@rule("dates.lunar", r"(?:(?:mùng|mồng)[ ][0-9]{1,2}(?:[ ]tháng[ ](?:giêng|[0-9]{1,2}))?(?![ ]tháng[ ][0-9]|[/.\-][0-9])(?:[ ]tết)?"
      r"|[0-9]{1,2}[ ]tháng[ ](?:giêng|chạp)|rằm[ ]tháng[ ](?:giêng|[\p{L}0-9]{1,5})"
      r"|[0-9]{1,2}(?:/|[ ]tháng[ ])[0-9]{1,2}[ ]\(?âm[ ]lịch\)?|tháng[ ](?:giêng|chạp)\b)")  # fmt: skip
def _lunar(m: regex.Match[str]) -> Found:
    """Mùng 8 Tết, 28 tháng chạp, 10/3 âm lịch: no civil date is read from it."""
    return _found(PartialDate("day"), form="holiday")


@rule("dates.month_year", rf"{_M}[ ]?[/.\-–][ ]?{_Y}(?![0-9%]|[.,/\-][0-9])")
def _month_year(m: regex.Match[str]) -> Found:
    """5/2022, 11.2020."""
    return _found(PartialDate("month", _year(m), int(m["m"])), weak="/" not in m.group())


@rule(
    "dates.month",
    rf"(?:tháng[ ]{{1,2}}|t\.?(?=[0-9])){_M}(?![0-9%]|[/.\-–][ ]?[0-9]{{1,3}}(?:[^0-9]|$))(?![ ](?:lần|triệu|tỷ|nghìn)\b)"
    rf"(?:{_IN_YEAR}|(?P<every>[ ](?:hằng|hàng|mỗi)[ ]năm))?(?![0-9%])",
)
def _month(m: regex.Match[str]) -> Found:
    """Tháng 6/2022, tháng 5 năm 2021, tháng 5."""
    return _found(PartialDate("month", _year(m), int(m["m"])), form="holiday" if m["every"] else "point")


@rule(
    "dates.month_in_words", rf"tháng[ ](?P<word>{_MONTH_WORD})(?![ ](?:lần|đợt|việc|bài|buổi|ngày)\b)(?:{_IN_YEAR})?\b"
)
def _month_in_words(m: regex.Match[str]) -> Found:
    """Tháng mười, tháng tư năm 2021."""
    return _found(PartialDate("month", _year(m), WORDS[m["word"]]))


@rule("dates.month_slip", rf"tháng[ ]{{1,2}}{_D}(?P<s>[/.\-]){_M}(?P=s){_Y}(?![0-9%])")
def _month_slip(m: regex.Match[str]) -> Found:
    """Tháng 1/1/2023: "tháng" slipped in before a full date."""
    return _found(PartialDate("day", _year(m), int(m["m"]), int(m["d"])), issue="slip")


@rule(
    "dates.months",
    r"tháng[ ]{1,2}(?P<first>1[0-2]|0?[1-9])(?:,[ ]?[0-9]{1,2}){0,3}(?:[ ]?[-–,][ ]?|[ ](?:đến|tới|và|đến[ ]hết)[ ])"
    rf"{_M}(?![0-9%]|[.,/][0-9]{{1,2}}(?:[^0-9]|$)|[-–/.][0-9]{{1,2}}(?![0-9]))(?:{_IN_YEAR})?(?![0-9%])",
)
def _months(m: regex.Match[str]) -> Found | None:
    """Tháng 1-12/2023, tháng 3 và 4/2024, tháng 6 đến 9."""
    low, high = int(m["first"]), int(m["m"])
    plain_list = "," in m.group() and "và" not in m.group() and m["y"] is None
    if plain_list or (low >= high and m["y"] is None):
        return None
    year = _year(m)
    first = year - 1 if year and low > high else year
    return _found(PartialDate("month", first, low), PartialDate("month", year, high))


@rule(
    "dates.months_of_year",
    r"(?P<n>[0-9]{1,2}|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười[ ]một|mười)[ ]tháng"
    rf"(?:[ ](?P<part>đầu|cuối)[ ](?:của[ ])?năm(?:[ ](?:học[ ]?)?{_Y}|[ ]nay)?|[ ]năm[ ]{_Y}|[ ]?[/\-][ ]?{_Y}"
    r"|[ ]của[ ]năm[ ](?:1[89]|20)[0-9]{2})(?![0-9])",
)
def _months_of_year(m: regex.Match[str]) -> Found | None:
    """6 tháng đầu năm 2024, 9 tháng năm 2022, 3 tháng cuối năm."""
    count = WORDS.get(m["n"]) or int(m["n"])
    if not 1 <= count <= 11 or "học" in m.group():
        return None
    year = _year(m) or next((int(y) for y in regex.findall(r"[0-9]{4}", m.group())), None)
    last = m["part"] == "cuối"
    if count == 6:
        return _found(PartialDate("half", year, 7 if last else 1))
    low, high = (13 - count, 12) if last else (1, count)
    return _found(PartialDate("month", year, low), PartialDate("month", year, high))


@rule("dates.months_so_far", r"(?P<n>[2-9]|1[01])[ ]tháng,")
def _months_so_far(m: regex.Match[str]) -> Found:
    """9 tháng, (toàn ngành …): the first nine months, at the head of a sentence."""
    count = int(m["n"])
    if count == 6:
        return _found(PartialDate("half", month=1), weak=True)
    return _found(PartialDate("month", month=1), PartialDate("month", month=count), weak=True)


@rule("dates.half", rf"nửa[ ](?P<part>đầu|cuối|sau)[ ](?:của[ ])?năm(?:[ ]{_Y})?(?![0-9])")
def _half(m: regex.Match[str]) -> Found:
    """Nửa đầu năm 2024."""
    return _found(PartialDate("half", _year(m), 1 if m["part"] == "đầu" else 7))


@rule("dates.quarter", rf"quý[ ]{{1,2}}(?P<q>{_ROMAN_OR_DIGIT})\b(?:[ ]?(?:[,+&\-–]|và)[ ]?(?P<r>{_ROMAN_OR_DIGIT})\b(?![/.][0-9]{{1,2}}\b))?(?:{_IN_YEAR})?(?![0-9%])")  # fmt: skip
def _quarter(m: regex.Match[str]) -> Found:
    """Quý I, quý 2/2024, quý I và II năm 2020."""
    first, last = (ROMAN.get(q) or int(q) for q in (m["q"], m["r"] or m["q"]))
    last = max(first, last)
    year = _year(m)
    return _found(PartialDate("quarter", year, 3 * first - 2), PartialDate("quarter", year, 3 * last - 2))


@rule(
    "dates.week_of_month",
    rf"(?:tuần[ ](?P<w>đầu(?:[ ]tiên)?|thứ[ ](?:nhất|hai|ba|tư)|cuối(?:[ ]cùng)?|[1-4])[ ](?:của[ ])?|(?P<third>thượng|trung|hạ)[ ]tuần[ ])tháng[ ]{_M}(?:{_IN_YEAR})?(?![0-9%])",
)
def _week_of_month(m: regex.Match[str]) -> Found:
    """Tuần đầu tháng 3, trung tuần tháng 5/2021."""
    year, month = _year(m), int(m["m"])
    last = calendar.monthrange(year or 2024, month)[1]
    if m["third"]:
        low, high = {"thượng": (1, 10), "trung": (11, 20), "hạ": (21, last)}[m["third"]]
    else:
        word = m["w"].split()[-1] if m["w"].startswith("thứ") else m["w"].split()[0]
        rank = {"đầu": 1, "nhất": 1, "hai": 2, "ba": 3, "tư": 4, "cuối": 5}.get(word) or int(word)
        low, high = (last - 6, last) if rank == 5 else (7 * rank - 6, 7 * rank)
    return _found(PartialDate("day", year, month, low), PartialDate("day", year, month, high))


@rule(
    "dates.edge_of_month",
    rf"(?P<edge>đầu|giữa|cuối)[ ]tháng[ ]{_M}(?![0-9]|[/.\-][0-9]{{1,2}}(?![0-9]))(?:{_IN_YEAR})?(?![0-9%])",
)
def _edge_of_month(m: regex.Match[str]) -> Found:
    """Cuối tháng 2, đầu tháng 12/2020."""
    return _found(PartialDate("month", _year(m), int(m["m"]), edge=_edge(m["edge"])))


@rule(
    "dates.edge_of_year",
    rf"(?P<edge>đầu|giữa|cuối)[ ]năm(?:[ ]{{1,2}}{_Y}|[ ]nay|(?![ ](?:học|ngoái|trước|sau|tới)\b|[ ][0-9]))(?![0-9])",
)
def _edge_of_year(m: regex.Match[str]) -> Found:
    """Đầu năm 2016, cuối năm."""
    return _found(PartialDate("year", _year(m), edge=_edge(m["edge"])))


@rule("dates.edge_of_quarter", rf"(?P<edge>đầu|giữa|cuối)[ ]quý[ ](?P<q>{_ROMAN_OR_DIGIT})\b(?:{_IN_YEAR})?(?![0-9%])")
def _edge_of_quarter(m: regex.Match[str]) -> Found:
    """Từ đầu quý IV-2019."""
    number = ROMAN.get(m["q"]) or int(m["q"])
    return _found(PartialDate("quarter", _year(m), 3 * number - 2, edge=_edge(m["edge"])))


def _edge(word: str) -> Literal["first", "last"] | None:
    return "first" if word == "đầu" else "last" if word == "cuối" else None


@rule("dates.school_year", rf"năm[ ]học[ ]{{1,2}}{_Y}(?:[ ]?[-–/][ ]?(?P<z>20[0-9]{{2}}|[0-9]{{2}}))?(?![0-9])")
def _school_year(m: regex.Match[str]) -> Found:
    """Năm học 2012 - 2013."""
    year = int(m["y"])
    return _found(PartialDate("year", year), PartialDate("year", year + 1), form="school_year")


@rule(
    "dates.year",
    rf"năm[ ]{{1,2}}{_Y}(?:[ ]?(?P<join>[-–,]|[ ]và)[ ]?(?:năm[ ])?(?P<z>(?:19|20)[0-9]{{2}}))?(?![0-9]|[.,][0-9]{{3}})",
)
def _year_point(m: regex.Match[str]) -> Found | None:
    """Năm 2019, năm 2022 và 2023."""
    low, high = int(m["y"]), int(m["z"] or m["y"])
    if m["z"] and (high <= low or (m["join"] == "," and high != low + 1)):
        return None
    return _found(PartialDate("year", low), PartialDate("year", high))


@rule("dates.first_year", rf"năm[ ]{{1,2}}{_Y}(?![0-9]|[.,][0-9]{{3}})")
def _first_year(m: regex.Match[str]) -> Found:
    """The first of several years that are no stretch."""
    return _found(PartialDate("year", int(m["y"])))


@rule(
    "dates.this_year",
    r"năm[ ]nay\b|(?<=trong[ ]|hết[ ]|cả[ ]|của[ ])năm(?![ ](?:học|qua|tới|ngoái|trước|sau|thứ|cuối|đầu|mới)\b|[ ][0-9])(?=[ ]?[,.;:)]|[ ](?:toàn|các|đã|có|tỉnh|huyện|thành|công|ngành|đơn|phấn|trên|liên|qua|mỗi|đạt|thì)\b|$)",
)
def _this_year(m: regex.Match[str]) -> Found:
    """Năm nay, trong năm: the year that the text is about."""
    return _found(PartialDate("year"))


@rule("dates.years", rf"{_Y}[ ]?[-–/][ ]?(?:năm[ ])?(?P<z>(?:19|20)[0-9]{{2}})(?![0-9]|[/.\-][0-9])")
def _years(m: regex.Match[str]) -> Found | None:
    """2016 - 2020: a plan, a term, a school year or an anniversary, as the words before it say."""
    low, high = int(m["y"]), int(m["z"])
    issue = "reversed_range" if high < low else ""
    return _found(PartialDate("year", low), PartialDate("year", high), form="plan", issue=issue)


@rule(
    "dates.bare_year",
    r"(?P<y>(?:19|20)[0-9]{2})(?![0-9%]|[.,/][0-9]|[-–][0-9])(?=[ ]?[,.;:)\-–]|[ ](?:đến|tới|và|nay|trở|có|cả|toàn|phải|sẽ|phấn|là)\b|$)",
)
def _bare_year(m: regex.Match[str]) -> Found:
    """2025 after "từ", "đến", "trước"."""
    return _found(PartialDate("year", int(m["y"])), weak=True)


@rule(
    "dates.now",
    r"(?:(?<=từ[ ]|đến[ ]|tới[ ])nay\b|(?:(?<=từ[ ]|đến[ ]|tới[ ])|thời[ ]điểm[ ])(?:hiện[ ](?:tại|nay|giờ)|này|bây[ ]giờ))",
)
def _now(m: regex.Match[str]) -> Found:
    """(Từ, đến) nay, thời điểm hiện tại."""
    return _found(PartialDate("day", special="now"))


@rule(
    "dates.launch",
    r"(?:(?:ngày|khi|lúc|thời[ ]điểm|sau[ ]khi|sau[ ]lễ|lễ)[ ](?:(?:có[ ])?(?:bản[ ])?(?:kế[ ]hoạch|phong[ ]trào|chương[ ]trình|đợt[ ]thi[ ]đua|cuộc[ ]vận[ ]động|công[ ]văn|văn[ ]bản)[ ](?:này[ ])?)?(?:chính[ ]thức[ ])?(?:được[ ])?(?:phát[ ]động|ban[ ]hành|ký[ ]ban[ ]hành|ký(?:[ ](?:kế[ ]hoạch|giao[ ]ước|kết))?|công[ ]bố|khởi[ ]động|ra[ ]quân|có[ ]hiệu[ ]lực)|phát[ ]động)(?=[ ](?:phong[ ]trào[ ](?:thi[ ]đua[ ])?)?(?:đến|tới|cho)\b|[ ]?[-–,.;)])",
)
def _launch(m: regex.Match[str]) -> Found:
    """(Từ) ngày phát động, (từ) khi Kế hoạch được ban hành."""
    return _found(PartialDate("day", special="launch"), weak=True)


@rule(
    "dates.rest_of_year",
    r"(?:(?:những|các|thời[ ]gian|[0-9]{1,2})[ ](?:tháng[ ])?(?:còn[ ]lại|cuối)[ ](?:của[ ])?năm(?:[ ](?P<y>20[0-9]{2})|[ ]nay)?)(?![ ]?[0-9]|[ ]học)",
)
def _rest_of_year(m: regex.Match[str]) -> Found:
    """Những tháng còn lại của năm: from now to its last day."""
    year = _year(m)
    return _found(PartialDate("day", special="now"), PartialDate("year", year), form="range")


@rule(
    "dates.lapse",
    r"(?:[0-9]{1,2}|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|những|nhiều)[ ](?:năm|tháng)[ ](?:qua|vừa[ ]qua|gần[ ]đây|trở[ ]lại[ ]đây)|(?<=trong[ ]|một[ ])năm[ ](?:vừa[ ])?qua\b",
)
def _lapse(m: regex.Match[str]) -> Found:
    """5 năm qua, trong năm qua: no stated year or date, so no bounds."""
    return _found(PartialDate("year"), form="range", issue="relative_period")


_BY_DIGIT: tuple[Rule[Found], ...] = (
    _day_month_year, _day_month_short_year, _days_of_month, _lunar, _day_in_words, _months_of_year, _month_year,
    _day_month, _lapse, _rest_of_year, _years, _bare_year, _months_so_far,
)  # fmt: skip
_BY_WORD: dict[str, tuple[Rule[Found], ...]] = {
    "tháng": (_lunar, _month_slip, _months, _month, _month_in_words),
    "t": (_month,),
    "quý": (_quarter,),
    "năm": (_school_year, _year_point, _first_year, _lapse, _months_of_year, _this_year),
    "nay": (_now,), "hiện": (_now,), "thời": (_launch, _rest_of_year, _now), "này": (_now,), "bây": (_now,),
    "ngày": (_launch,), "khi": (_launch,), "lúc": (_launch,), "lễ": (_launch,), "phát": (_launch,), "sau": (_launch,),
    "nửa": (_half,), "tuần": (_week_of_month,), "đầu": (_edge_of_year, _edge_of_month, _edge_of_quarter),
    "thượng": (_week_of_month,), "trung": (_week_of_month,), "hạ": (_week_of_month,),
    "mùng": (_lunar,), "mồng": (_lunar,), "rằm": (_lunar,),
    "những": (_rest_of_year, _lapse), "các": (_rest_of_year,), "nhiều": (_lapse,),
}  # fmt: skip
_BY_WORD["cuối"] = _BY_WORD["giữa"] = _BY_WORD["đầu"]
for _word in ("một", "hai", "ba", "bốn", "sáu", "bảy", "tám", "chín", "mười"):
    _BY_WORD[_word] = (_months_of_year, _lapse)

_TRIGGER = regex.compile(
    r"(?<![\p{L}\p{N}])(?:[0-9]|t(?=\.?[0-9])|(?:" + "|".join(sorted(_BY_WORD)[::-1]) + r")(?!\p{L}))"
)
_IN_NUMBER = regex.compile(r"[0-9][.,/\-–]")


def iter_atoms(folded: str, start: int, end: int) -> Iterator[Atom]:
    """Calendar stretches of ``folded[start:end]``, left to right, not overlapping."""
    done = start
    for trigger in _TRIGGER.finditer(folded, start, end):
        at = trigger.start()
        if at < done or (at - 1 > done and _IN_NUMBER.match(folded, at - 2, at)):
            continue
        word = trigger.group()
        for one in _BY_DIGIT if word.isdigit() else _BY_WORD[word]:
            found = one.pattern.match(folded, at, end)
            value = found and one.produce(found)
            if found and value:
                yield _checked(Atom(at, found.end(), one.name, *value))
                done = found.end()
                break


def _checked(atom: Atom) -> Atom:
    """The atom, with an issue where a day does not exist (31/6, 30/2)."""
    if all(_exists(p) for p in (atom.low, atom.high)):
        return atom
    return replace(atom, issues=(*atom.issues, "invalid_date"))


def _exists(point: PartialDate) -> bool:
    if point.day is None or point.month is None:
        return True
    return point.day <= calendar.monthrange(point.year or 2024, point.month)[1]
