"""Figures of an article, varied so that their order stays: what was more than another is so still."""

from __future__ import annotations

import re
from dataclasses import dataclass
from random import Random

from press.news import thousands

NUMBER = re.compile(r"(?<![\w.,/:–-])(\d{1,3}(?:\.\d{3})+|\d+)(,\d+)?(?![\d:]|[.,]\d)(\s?%)?")
FRACTION = re.compile(r"(?<![\w.,/-])(\d{1,4})/(\d{1,4})(?![\w/]|[.,]\d)(?= [a-zà-ỹđA-ZĐ(])")
DOCUMENT = re.compile(r"(?<![\w/])(\d{2,4})(?=(?: ?/\d{4})?/[A-ZĐ]{2})")
_NAMES = re.compile(
    r"(?:số|thứ|lần|khóa|khoá|đợt|giai đoạn|bước|chặng|tháng|quý|năm|khu|tổ|lớp|khối|phường|quận|đường|lộ|vùng|đoàn"
    r"|luật|điều|cầu|lô|kỳ|tuần|quyển|tập|nghị định|công văn|mũi|hq|xóm|thôn|ấp|bản|phòng|ca|cụm|tiêu chí|tuổi|đội"
    r"|nhóm|hạng|mức|covid|k|b|u|công nghiệp|nông trường|trạm|đại hội) $",
    re.I,
)
_TIMES = re.compile(
    r" (?:ngày|năm|tháng|giờ|tuổi|phút|đợt|tuần|buổi|giai đoạn|bước|chặng|mùa|thế kỷ"
    r"|(?:đến|-|–) (?:ngày |hết )?\d{1,2}[/.-]\d)"
)
_NEXT = re.compile(r"[ ]?(?:[a-zà-ỹđ%]|DN|CĐ|CN|LĐ|USD|ha|km|m2)")


@dataclass(frozen=True, slots=True)
class Scale:
    """How the figures of one article change: ``factor * value ** power``, percentages by ``bend``."""

    factor: float
    power: float
    bend: float

    def count(self, value: float) -> float:
        """Another count."""
        return float(self.factor * value**self.power)

    def share(self, value: float) -> float:
        """Another percentage: below 100 it stays below, above it stays above."""
        if value >= 100:
            return 100 + (value - 100) * self.bend
        return float(100 * (value / 100) ** self.bend)


def scale(rng: Random) -> Scale:
    """A scale at random."""
    return Scale(rng.uniform(0.7, 1.45), rng.uniform(0.96, 1.04), rng.uniform(0.75, 1.3))


def varies(text: str, m: re.Match[str], quoted: set[str]) -> bool:
    """Whether a number counts something, and is of no name, no date and no small count that an article is built on."""
    digits, decimals, percent = m.groups()
    plain = digits.replace(".", "")
    if plain in quoted or plain.removesuffix("000") in quoted or _NAMES.search(text, max(0, m.start() - 12), m.start()):
        return False
    if percent or decimals:
        return plain != "100"
    value = int(plain)
    if value < 13 or digits.startswith("0") or len(digits) > 12 or ("." not in digits and 1900 <= value < 2100):
        return False
    return bool(_NEXT.match(text, m.end())) and not _TIMES.match(text, m.end())


def varied(literal: str, by: Scale) -> str:
    """A number as written ("2.917", "116,7%") on another scale, with its decimals, rounding and zeros."""
    percent = literal.endswith("%")
    bare = literal.rstrip("% ")
    digits, _, decimals = bare.partition(",")
    whole = digits.replace(".", "")
    value = float(f"{whole}.{decimals or 0}")
    new = by.share(value) if percent else by.count(value)
    tail = literal[len(bare) :]
    if decimals:
        whole_part, _, part = f"{max(new, 0.01):.{len(decimals)}f}".partition(".")
        return f"{thousands(int(whole_part))},{part}{tail}"
    unit = 10 ** max(0, len(whole) - max(2, len(whole.rstrip("0"))))
    rounded = max(unit, round(new / unit) * unit, 1)
    grouped = "." in digits or (rounded >= 1000 and len(whole) < 4)
    return f"{thousands(rounded) if grouped else rounded}{tail}"


def varied_fraction(part: int, whole: int, by: Scale) -> str:
    """ "88/97" on another scale, no part above its whole."""
    new = max(2, round(by.count(whole)))
    return f"{min(new, round(part * new / whole))}/{new}" if part <= whole else f"{part}/{whole}"
