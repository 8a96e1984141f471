"""Years named by stem and branch (can chi): Tết Tân Sửu, Xuân Nhâm Dần, năm Quý Mão.

The names go round in sixty years; the one that began in 1984 (Giáp Tý) is meant, which holds to January 2044.
"""

from __future__ import annotations

import regex

from thidua_extract.rules import rule

__all__ = ["find_lunar_year"]

_STEMS = ("giáp", "ất", "bính", "đinh", "mậu", "kỷ", "canh", "tân", "nhâm", "quý")
_BRANCHES = (
    ("tý", "tí"), ("sửu",), ("dần",), ("mão", "mẹo"), ("thìn",), ("tỵ", "tị"), ("ngọ",), ("mùi",), ("thân",), ("dậu",),
    ("tuất",), ("hợi",),
)  # fmt: skip
_FIRST = 1984
_YEARS = {
    f"{_STEMS[n % 10]} {branch}": _FIRST + n for n in range(60) for branch in _BRANCHES[n % 12]
}  # a stem meets every second branch only, so that there are sixty pairs


@rule(
    "dates.lunar_year",
    r"(?<!\p{L})(?:tết(?:[ ]nguyên[ ]đán)?|xuân|năm)[ ]"
    rf"(?P<pair>(?:{'|'.join(_STEMS)})[ ](?:{'|'.join(name for names in _BRANCHES for name in names)}))(?!\p{{L}})",
)
def _lunar_year(m: regex.Match[str]) -> int | None:
    """Tết Tân Sửu: the year 2021, in which its first day falls."""
    return _YEARS.get(m["pair"])


def find_lunar_year(folded: str, start: int, end: int) -> int | None:
    """The first year that a stretch of folded text names by stem and branch.

    >>> find_lunar_year("ngày 19/2, tức mùng 8 tết tân sửu", 0, 33)
    2021
    """
    return next((year for _, year in _lunar_year.finditer(folded, start, end) if year), None)
