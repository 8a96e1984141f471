"""Publication time stamps: a strictly bounded span is found by our own pattern, then read by dateparser."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache

import regex

from thidua_extract.rules import compile_pattern, rule

__all__ = ["Stamp", "find_stamp", "parse_day", "published_from_url", "stamp_line"]

_FIRST, _LAST = dt.date(1995, 1, 1), dt.date(2099, 12, 31)

_DAY = r"(?:0?[1-9]|[12][0-9]|3[01])"
_MONTH = r"(?:0?[1-9]|1[0-2])"
_DATE = rf"""(?<![0-9/.\-–])(?:
    (?P<d>{_DAY})[ ]?(?P<sep>[/.\-–])[ ]?(?P<m>{_MONTH})[ ]?(?P=sep)[ ]?(?P<y>(?:19|20)[0-9]{{2}})
  | (?P<y2>20[0-9]{{2}})(?P<sep2>[/\-.])(?P<m2>{_MONTH})(?P=sep2)(?P<d2>{_DAY})
  | (?P<d3>{_DAY})[ ]tháng[ ](?P<m3>{_MONTH})(?:,|[ ]năm)?[ ](?P<y3>(?:19|20)[0-9]{{2}})
)(?![0-9/])"""


@dataclass(frozen=True, slots=True)
class Stamp:
    """A printed time: half-open offsets of the date in the line it was read from, and the date as day/month/year."""

    start: int
    end: int
    date: str

    @property
    def day(self) -> dt.date | None:
        """The day, read when it is asked for."""
        return parse_day(self.date)


@lru_cache(maxsize=4096)
def parse_day(span: str) -> dt.date | None:
    """The day of a bounded absolute date, read by dateparser in its strict mode; day before month.

    >>> parse_day("16/12/2021"), parse_day("23 tháng 8 năm 2019"), parse_day("năm 2021")
    (datetime.date(2021, 12, 16), datetime.date(2019, 8, 23), None)
    """
    import dateparser  # imported on first use: it is slow to load

    read = dateparser.parse(
        span,
        languages=["vi"],
        settings={
            "STRICT_PARSING": True,
            "DATE_ORDER": "DMY",
            "RELATIVE_BASE": dt.datetime(2000, 1, 1),  # noqa: DTZ001 - a fixed base, so that no clock is asked
            "PARSERS": ["absolute-time"],
        },
    )
    return read.date() if read and _FIRST <= read.date() <= _LAST else None


@rule("timestamps.full_date", _DATE)
def _full_date(m: regex.Match[str]) -> Stamp | None:
    """A full date as papers print it in a time stamp."""
    day, month, year = (m[name] or m[name + "2"] or m[name + "3"] for name in ("d", "m", "y"))
    return Stamp(m.start(), m.end(), f"{day}/{month}/{year}")


# What may stand around the date of a stamp: weekday, time, zone, "Cập nhật", "lúc", separators, counters.
_AROUND = compile_pattern(
    r"""\b(?:thứ[ ](?:hai|ba|tư|năm|sáu|bảy|bẩy|[2-7])|chủ[ ]nhật|cn|(?:ra[ ])?ngày(?:[ ](?:đăng|xuất[ ]bản|tạo|viết))?
    |(?:đã[ ]|được[ ])?(?:đăng|cập[ ]nhật|xuất[ ]bản|phát[ ]hành)(?:[ ](?:lúc|ngày|vào)){0,3}
    |lúc|vào|date|published|posted|updated|on|thời[ ]gian(?:[ ]đăng)?
    |số(?:[ ]báo)?[ ][0-9]{1,5}|utc|gmt|giờ|phút|am|pm|sa|ch|sáng|trưa|chiều|tối
    |[0-2]?[0-9][ ]?[:hg][ ]?[0-5]?[0-9](?::[0-5]?[0-9])?|[0-9.,]{1,9}[ ](?:lượt|lần)[ ](?:xem|đọc)
    |[0-9]{1,5}[ ]bình[ ]luận
    |(?:số[ ])?(?:lượt|lần)[ ](?:xem|đọc)|(?:đã[ ])?xem)\b | [0-9]{1,2}:[0-9]{2}(?::[0-9]{2})? | [0-9.,']+ | [^\w ]"""
)
_WORDS = regex.compile(r"\w+")


def find_stamp(line: str) -> Stamp | None:
    """The first full date of a line, whatever stands around it.

    >>> find_stamp("Thứ Bảy, 14/08/2021 21:43 (GMT+7)").day
    datetime.date(2021, 8, 14)
    """
    m = _full_date.pattern.search(line, 0, 200)
    return _full_date.produce(m) if m else None


def stamp_line(folded: str) -> Stamp | None:
    """The stamp of a line that is nothing but a time stamp, with at most a short category or place before or after.

    >>> stamp_line("công đoàn viên 21:04 | 25/01/2023").day
    datetime.date(2023, 1, 25)
    >>> stamp_line("đợt 2 từ ngày 1/7/2023 phấn đấu kết nạp đoàn viên")
    """
    if len(folded) > 120 or not ("20" in folded or "19" in folded):
        return None
    stamp = find_stamp(folded)
    if stamp is None:
        return None
    rest = folded[: stamp.start] + " | " + folded[stamp.end :]
    words = _WORDS.findall(_AROUND.sub(" ", rest))
    most = 6 if _SIGN.search(folded) else 3
    return stamp if len(words) <= most and not any(w in _NOT_STAMP for w in words) else None


# What tells a stamp with more words around it from a headline that ends with a date.
_SIGN = regex.compile(
    r"[0-9]{1,2}[:hg][0-5]?[0-9]|\bthứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])\b|chủ nhật|đăng|cập nhật|xuất bản|gmt|[•·|:]"
    r"| [-–—] |^[-–—]"
)
_NOT_STAMP = frozenset(
    {"từ", "đến", "trước", "sau", "đợt", "năm", "số", "hết", "tại", "kỷ", "niệm", "qua", "của", "ban", "giai", "đoạn"}
)

_URL_DAYS = tuple(
    compile_pattern(pattern)
    for pattern in (
        r"(?<![0-9])(?P<y>20[0-3][0-9])[/-](?P<m>0[1-9]|1[0-2])[/-](?P<d>0[1-9]|[12][0-9]|3[01])(?![0-9])",
        r"(?<![0-9])(?P<y>20[0-3][0-9])(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12][0-9]|3[01])(?:[0-2][0-9][0-5][0-9]){1}[0-9]{0,9}(?![0-9])",
        r"(?<![0-9])(?:1[0-9]{2})(?P<y>[0-3][0-9])(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12][0-9]|3[01])"
        r"(?:[01][0-9]|2[0-3])[0-5][0-9][0-5][0-9][0-9]{0,6}(?![0-9])",
        r"(?<![0-9])(?P<y>20[0-3][0-9])(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12][0-9]|3[01])(?![0-9])",
    )
)


def published_from_url(url: str) -> dt.date | None:
    """The publication day that a newspaper's address carries; a month alone gives none.

    >>> published_from_url("https://nld.com.vn/cong-doan/phat-dong-196230105093012345.htm")
    datetime.date(2023, 1, 5)
    >>> published_from_url("https://dantri.com.vn/xa-hoi/le-phat-dong-20211216175000123.htm")
    datetime.date(2021, 12, 16)
    >>> published_from_url("https://baothanhhoa.vn/thi-dua-118230.htm")
    """
    for pattern in _URL_DAYS:
        m = pattern.search(url)
        if m:
            year = m["y"] if len(m["y"]) == 4 else f"20{m['y']}"
            return parse_day(f"{m['d']}/{m['m']}/{year}")
    return None
