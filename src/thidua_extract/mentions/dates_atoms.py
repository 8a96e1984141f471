"""What rules for calendar points are made of: the pieces of their patterns and what they find."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from thidua_extract.mentions.dates_forms import PartialDate, TimeForm

__all__ = [
    "END",
    "IN_YEAR",
    "MONTH_WORD",
    "QUARTER",
    "ROMAN",
    "WORDS",
    "Atom",
    "D",
    "Found",
    "M",
    "S",
    "Y",
    "found",
    "int_of",
    "year_of",
]

ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
WORDS = {
    "một": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
    "mười": 10, "mười một": 11, "mười hai": 12,
}  # fmt: skip

D = r"(?P<d>0?[1-9]|[12][0-9]|3[01])"
M = r"(?P<m>1[0-2]|0?[1-9])"
Y = r"(?P<y>(?:1[89]|20)[0-9]{2})"
S = r"[ ]?(?P<s>[/.\-–])[ ]{0,2}"
END = r"(?![0-9%]|[.,/][0-9]|[-–][0-9]{3})"
QUARTER = r"(?:iv|i{1,3}|[1-4])"
IN_YEAR = rf"(?:[ ]?[/.\-–][ ]?{Y}|[ ]{{1,2}}(?:của[ ])?năm[ ]{{1,2}}{Y}|[ ]{{1,2}}\({Y}\))"
MONTH_WORD = r"(?:mười[ ](?:một|hai)|mười|một|hai|ba|tư|sáu|bảy|bẩy|tám|chín)"


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


def found(
    low: PartialDate, high: PartialDate | None = None, *, weak: bool = False, form: TimeForm = "point", issue: str = ""
) -> Found:
    """What a rule found: one point, or a stretch of two."""
    return low, high or low, weak, form, (issue,) if issue else ()


def int_of(m: regex.Match[str], name: str) -> int | None:
    """The number in a group, if it took part."""
    found = m.group(name)
    return int(found) if found else None


def year_of(m: regex.Match[str]) -> int | None:
    """The year that the match states."""
    return int_of(m, "y")
