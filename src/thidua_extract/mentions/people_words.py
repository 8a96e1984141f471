"""Patterns for people: names, honorifics and ranks, offices (built from the tables)."""

from __future__ import annotations

import regex

from thidua_extract.lexicon import alternation, load_table
from thidua_extract.text import fold

__all__ = ["KIND_OF", "NAME", "OFFICE", "OFFICE_LAST", "TITLE_FIRST", "TITLE_LAST", "office_kind"]

_SURNAMES = alternation([r["surface"] for r in load_table("surnames")] + ["Văn", "Sơn", "Đồng", "Đường", "Ninh", "Y"])
_HIGHLAND = r"[HKY]['’]\p{L}{2,9}"
_CAP = r"\p{Lu}(?:['’]\p{Lu}?)?[\p{Ll}'’]{0,8}(?:-\p{Lu}\p{Ll}{1,6})?"
_SHOUT = r"\p{Lu}{1,8}"

NAME = regex.compile(
    rf"(?<![\p{{L}}\p{{N}}])(?:(?:{_CAP})(?:[ ](?:{_CAP})){{1,4}}|[HKY]['’]\p{{L}}{{2,9}}(?:[ ](?:{_CAP})){{0,3}}|"
    rf"(?:{_SHOUT})(?:[ ]{_SHOUT}){{1,4}})(?!\p{{L}})",
    regex.VERBOSE,
)
"""Two to five capitalised syllables, on text as written."""

FAMILY = regex.compile(
    rf"(?:{_SURNAMES}|{_HIGHLAND}|"
    rf"(?!(?:Đô|Siêu|Thành|Nông)[ ])\p{{Lu}}\p{{Ll}}{{1,7}}(?=[ ]Thị[ ]\p{{Lu}}))(?!\p{{L}})",
    regex.VERBOSE,
)
"""A family name, on text as written."""

KIND_OF = {fold(r["surface"]): r["kind"] for r in load_table("positions")}
_OFFICES = alternation(list(KIND_OF))
OFFICE = regex.compile(
    rf"(?<![\p{{L}}\p{{N}}])(?:nguyên[ ]|quyền[ ]|tân[ ])?(?P<office>{_OFFICES})(?!\p{{L}})"
    r"(?:[ ](?:thường[ ]trực|phụ[ ]trách|chuyên[ ]trách|kiêm[ ]nhiệm|danh[ ]dự))?",
    regex.VERBOSE,
)
"""An office, on folded text."""

OFFICE_LAST = regex.compile(OFFICE.pattern + r"[ ]{0,2}$", regex.VERBOSE)

_TITLES = [(fold(r["surface"]), r["kind"]) for r in load_table("honorifics")]
TITLE_LAST = regex.compile(
    rf"(?<![\p{{L}}\p{{N}}])(?:(?P<rank>{alternation([s for s, k in _TITLES if k == 'rank'])})"
    rf"|(?P<honorific>{alternation([s for s, k in _TITLES if k == 'honorific'])}))(?:[ ]?:)?[ ]{{1,2}}$",
    regex.VERBOSE,
)
"""An honorific or a rank right before a name, on folded text."""

TITLE_FIRST = regex.compile(rf"(?:{alternation([s for s, _ in _TITLES])})(?!\p{{L}})", regex.VERBOSE)
"""An honorific or a rank, on folded text."""


def office_kind(found: regex.Match[str]) -> str:
    """office, party or worker."""
    return KIND_OF[regex.sub("[ ]{2}", " ", found.group("office"))]
