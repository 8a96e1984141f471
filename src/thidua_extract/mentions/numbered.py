"""Numerals that name or order the noun before them: Đợt 2, Quân khu 7, lần thứ 3, số 52, quốc lộ 57, 60."""

from __future__ import annotations

from functools import cache
from typing import Literal

import regex

from thidua_extract.lexicon import alternation, load_table
from thidua_extract.text import fold

__all__ = ["Naming", "numbers_noun"]

Naming = Literal["always", "unless_counted"]
"""always: the numeral is a name ("Đợt 2"); unless_counted: only where no counted noun follows ("tổ 5")."""

_REACH = 32
_LISTED = regex.compile(r"\d{1,4}(?:,[ ]|[ ]và[ ])\Z")  # "quốc lộ 57, 60"


@cache
def _pattern(kind: Naming) -> regex.Pattern[str]:
    nouns = alternation([fold(row["surface"]) for row in load_table("numbered_nouns") if row["kind"] == kind])
    return regex.compile(
        rf"(?<!\p{{L}})(?<!tổng[ ])(?<!trong[ ])(?<!con[ ])(?:{nouns})[ ]{{0,2}}[.:]?[ ]?\Z", regex.VERBOSE
    )


def numbers_noun(folded: str, low: int, start: int) -> Naming | None:
    """How the numeral at ``start`` belongs to the noun before it, not looking before ``low``."""
    before = folded[max(low, start - _REACH) : start]
    always = _pattern("always")
    if always.search(before) or always.search(_LISTED.sub("", before)):
        return "always"
    return "unless_counted" if before.endswith(" ") and _pattern("unless_counted").search(before) else None
