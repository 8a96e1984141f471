"""Numbers in Vietnamese form: 1.655, 8,5, 1400, 2 tỷ 450 triệu, hai mươi lăm, một nghìn (source: genre study 2.8)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

import regex

__all__ = ["SCALES", "Figure", "parse_digits", "read_digits", "read_words"]

Number = int | float

SCALES: Final = {
    "trăm": 100, "nghìn": 1000, "ngàn": 1000, "ngh": 1000, "vạn": 10**4, "triệu": 10**6, "tr": 10**6, "tỷ": 10**9,
    "tỉ": 10**9,
}  # fmt: skip
"""Scale words; "nghìn tỷ" and "triệu tỷ" multiply."""

MAX_DIGITS: Final = 18
"""Longer numerals are no counts (identifiers, corrupt text) and are not read."""

_DIGITS = regex.compile(
    r"""(?<![\d.,\p{L}])
    (?: \d{1,3}(?:\.\d{3})++(?:,\d{1,2}(?!\d))?+        # 12.418   1.836.000   6.903,5
      | \d{1,3}(?:,\d{3}){2,}+                            # 1,836,000
      | \d{1,3}(?:[ ]\d{3})++(?![\d.,/]|[ ]\d)            # 12 000
      | \d++(?:,\d{1,3}(?!\d))?+                          # 8,5   1400
    )(?:\.\d{1,2}(?![\d.]))?+                             # 2.58
    """,
    regex.VERBOSE,
)
_SCALE = regex.compile(
    r"[ ]{0,2}(?P<scale>triệu[ ]tỷ|nghìn[ ]tỷ|ngàn[ ]tỷ|trăm[ ]triệu|trăm[ ]nghìn|nghìn|ngàn|vạn|triệu|"
    r"tr(?![\p{L}\d])|tỷ|tỉ|trăm)(?!\p{L})"
)

_THOUSANDS = regex.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_COMMA_THOUSANDS = regex.compile(r"[1-9]\d{0,2}(?:,\d{3})+")
_COMMA_DECIMAL = regex.compile(r"\d+,\d+")
_PLAIN = regex.compile(r"\d+(?:\.\d+)?")
_BLANK = regex.compile(r"[ ]{1,2}")
_DECIMAL_TAIL = regex.compile(r"\d{1,3},\d{3}")  # "2,315 tỷ": with a scale word the comma is a decimal one

_UNITS = {
    "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "nhăm": 5, "sáu": 6, "bảy": 7,
    "bẩy": 7,
    "tám": 8, "chín": 9,
}  # fmt: skip
_ONE = "một|hai|ba|bốn|năm|sáu|bảy|bẩy|tám|chín"
_WORDS = regex.compile(
    rf"""(?<![\p{{L}}\d])
    (?: (?P<hundreds>{_ONE})[ ]trăm(?!\p{{L}})(?:[ ](?:linh|lẻ)[ ](?P<low>{_ONE})|[ ](?P<tail>(?:mười|(?:hai
    |ba|bốn|năm|sáu|bảy|tám|chín)[ ]mươi)
        (?:[ ](?:mốt|một|hai|ba|bốn|tư|lăm|nhăm|sáu|bảy|tám|chín)(?!\p{{L}}))?+))?+
      | (?P<tens>hai|ba|bốn|năm|sáu|bảy|tám|chín)[ ](?:mươi|chục)(?:[ ](?P<rest>mốt|hai|ba|bốn|tư|lăm|nhăm|sáu
      |bảy|tám|chín)(?!\p{{L}}))?+
      | mười(?:[ ](?P<teen>một|hai|ba|bốn|lăm|sáu|bảy|tám|chín)(?!\p{{L}}))?+
      | (?P<one>{_ONE})
    )(?!\p{{L}})""",
    regex.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as read: half-open view span, value, its first scale word as a factor, whether it was spelt out."""

    start: int
    end: int
    value: Number
    scale: int = 1
    spelt: bool = False


def parse_digits(numeral: str) -> Number | None:
    """Value of a numeral in Vietnamese form, None where it is none.

    Three digits behind a dot are thousands, one or two are decimals; a comma before one or two digits is the
    decimal comma, before exactly three it groups thousands unless the whole part is 0.

    >>> [parse_digits(n) for n in ("1.655", "8,5", "2.58", "05", "1.836.000", "6.903,5", "1,250", "0,125")]
    [1655, 8.5, 2.58, 5, 1836000, 6903.5, 1250, 0.125]
    """
    plain = numeral.replace(" ", "")
    if sum(c.isdigit() for c in plain) > MAX_DIGITS:
        return None
    if _THOUSANDS.fullmatch(plain):
        plain = plain.replace(".", "").replace(",", ".")
    elif _COMMA_THOUSANDS.fullmatch(plain):
        plain = plain.replace(",", "")
    elif _COMMA_DECIMAL.fullmatch(plain):
        plain = plain.replace(",", ".")
    if not _PLAIN.fullmatch(plain):
        return None
    return _shorten(Decimal(plain))


def read_digits(folded: str, start: int, end: int) -> Figure | None:
    """The figure that begins at ``start``: a numeral with its scale words ("1 tỷ 450 triệu"), within ``end``."""
    m = _DIGITS.match(folded, start, end)
    if m is None:
        return None
    scaled = _DECIMAL_TAIL.fullmatch(m.group()) and _SCALE.match(folded, m.end(), end)
    base = float(m.group().replace(",", ".")) if scaled else parse_digits(m.group())
    if base is None:
        return None
    return _with_scales(folded, Figure(start, m.end(), base), end)


def read_words(folded: str, start: int, end: int) -> Figure | None:
    """The spelt-out figure that begins at ``start`` ("hai mươi lăm", "một nghìn"), within ``end``."""
    m = _WORDS.match(folded, start, end)
    if m is None:
        return None
    g = m.groupdict()
    if g["one"]:
        value = _UNITS[g["one"]]
    elif g["hundreds"]:
        tail = read_words(g["tail"], 0, len(g["tail"])) if g["tail"] else None
        value = 100 * _UNITS[g["hundreds"]] + _UNITS.get(g["low"] or "", 0) + (int(tail.value) if tail else 0)
    elif g["tens"]:
        value = 10 * _UNITS[g["tens"]] + _UNITS.get(g["rest"] or "", 0)
    else:
        value = 10 + _UNITS.get(g["teen"] or "", 0)
    return _with_scales(folded, Figure(start, m.end(), value, spelt=True), end)


def _with_scales(folded: str, figure: Figure, end: int) -> Figure:
    """Multiply by the scale word that follows and add the smaller steps after it ("3 tỷ 971 triệu")."""
    m = _SCALE.match(folded, figure.end, end)
    if m is None:
        return figure
    first = step = _scale_value(m["scale"])
    total = Decimal(str(figure.value)) * step
    at = m.end()
    while step > 1:
        lower = _lower_step(folded, at, end, step)
        if lower is None:
            break
        at, added, step = lower
        total += added
    return Figure(figure.start, at, _shorten(total), scale=first, spelt=figure.spelt)


def _lower_step(folded: str, at: int, end: int, above: int) -> tuple[int, Decimal, int] | None:
    """The next, smaller step of a compound figure as its end, its value and its scale."""
    blank = _BLANK.match(folded, at, end)
    digits = _DIGITS.match(folded, blank.end(), end) if blank else None
    scale = _SCALE.match(folded, digits.end(), end) if digits else None
    if digits is None or scale is None or _scale_value(scale["scale"]) >= above:
        return None
    value = parse_digits(digits.group())
    step = _scale_value(scale["scale"])
    return None if value is None else (scale.end(), Decimal(str(value)) * step, step)


def _scale_value(words: str) -> int:
    product = 1
    for word in words.split():
        product *= SCALES[word]
    return product


def _shorten(value: Decimal) -> Number:
    return int(value) if value == value.to_integral_value() else float(value)
