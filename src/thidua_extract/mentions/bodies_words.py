"""Words organisation names are made of: heads, levels, places, domains, abbreviations, capitals (from the tables)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import cast

import regex

from thidua_extract.lexicon import alternation, load_table
from thidua_extract.mentions.phrases import Phrases
from thidua_extract.records import BodyType, Level
from thidua_extract.text import fold

__all__ = [
    "CAPITALS",
    "DOMAIN",
    "HEADS",
    "LEVEL",
    "LEVEL_OF",
    "PERSON",
    "PLACES",
    "Body",
    "Head",
    "expand",
    "head_at",
    "heads",
    "is_abbreviation",
    "level_word",
    "places",
]

_W = r"(?![\p{L}\p{N}])"
_SURNAMES = [row["surface"] for row in load_table("surnames")]


@dataclass(frozen=True, slots=True)
class Head:
    """A head noun (Liên đoàn Lao động, Sở, Công ty): how it is expanded and what may follow it."""

    surface: str
    name: str
    body_type: BodyType
    level: Level | None
    kind: str


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation as named here: ``name`` expanded, the inner organ split off.

    ``complete`` is False for an anaphor ("Liên đoàn Lao động huyện", "Công đoàn Công ty") that no fuller mention
    completes.
    """

    name: str
    organ: str | None = None
    body_type: BodyType | None = None
    level: Level | None = None
    place: str | None = None
    complete: bool = True
    head: str = ""
    """Its head noun, expanded: Liên đoàn Lao động, Công ty."""
    lacks: str = ""
    """What an anaphor leaves out: a level word ("tỉnh"), "seat", or the head noun of the inner body."""


@cache
def heads() -> dict[str, Head]:
    """Head nouns by folded surface."""
    return {
        fold(row["surface"]): Head(
            row["surface"],
            row["name"],
            cast(BodyType, row["type"]),
            cast("Level | None", row["level"] or None),
            row["kind"],
        )
        for row in load_table("body_heads")
    }


@cache
def places() -> dict[str, tuple[str, str]]:
    """Province or central city by surface: its standard name and its level word."""
    return {row["surface"]: (row["name"], row["level_word"]) for row in load_table("places")}


_COMPOUNDS = {
    "trường": frozenset(
        ["hội", "môi", "thị", "hiện", "công", "nông", "lâm", "quảng", "chiến", "chủ", "đội", "khai", "thao"]
    )
}
HEADS = Phrases([fold(r["surface"]) for r in load_table("body_heads")], not_after="&/-", compounds=_COMPOUNDS)
"""Head nouns, on folded text; "trường" is none in hội trường, môi trường."""

DOMAIN = Phrases(fold(r["surface"]) for r in load_table("body_domains"))
"""Fields of work inside a name (Giao thông vận tải), on folded text."""

LEVEL = regex.compile(
    r"(?:thành[ ]phố|tp\.?|t\.p\.?|tỉnh|huyện|quận|q\.|thị[ ]xã|tx\.?|thị[ ]trấn|phường|p\.|xã|đặc[ ]khu|khu[ ]vực)"
    r"(?![\p{L}])",
    regex.VERBOSE,
)
"""Level words (tỉnh, huyện, phường, TP.), on folded text."""

PLACES = Phrases(r["surface"] for r in load_table("places"))
"""Provinces and central cities, on text as written."""

_CAP = r"\p{Lu}(?:['’]\p{L})?[\p{Ll}'’]{0,9}"
CAPITALS = regex.compile(rf"{_CAP}(?:[ ]{_CAP}){{0,7}}{_W}", regex.VERBOSE)
"""A run of capitalised syllables, on text as written."""

PERSON = regex.compile(
    rf"(?:{alternation(_SURNAMES)}|(?!(?:Đô|Siêu|Thành|Nông)[ ]){_CAP}(?=[ ]Thị[ ]\p{{Lu}}))(?:[ ]{_CAP}){{1,4}}{_W}",
    regex.VERBOSE,
)
"""A person's full name, on text as written."""

HIGHLANDER = regex.compile(rf"H['’]{_CAP}(?:[ ]{_CAP}){{1,3}}{_W}", regex.VERBOSE)
"""A woman's name of the Central Highlands, on text as written: H'Nguyệt Mlô."""

LEVEL_OF: dict[str, Level] = {
    "tỉnh": "province",
    "thành phố": "province",
    "huyện": "district",
    "quận": "district",
    "thị xã": "district",
    "xã": "commune",
    "phường": "commune",
    "thị trấn": "commune",
    "đặc khu": "commune",
}
_LEVEL_SHORT = {"tp": "thành phố", "t.p": "thành phố", "q": "quận", "tx": "thị xã", "p": "phường"}

_IN_NAMES = {
    "union", "government", "front", "level", "party", "ministry", "mass", "army", "police", "justice", "agency",
    "education", "health", "company", "zone", "place",
}  # fmt: skip
_EXPANSIONS = {r["surface"]: r["expansion"] for r in load_table("abbreviations") if r["type"] in _IN_NAMES}
_ABBREVIATIONS = Phrases(_EXPANSIONS, not_after="&")


def level_word(found: str) -> str:
    """Standard form of a level word: "TP." is thành phố."""
    plain = fold(found).rstrip(".")
    return _LEVEL_SHORT.get(plain, plain)


def is_abbreviation(found: str) -> bool:
    """Whether a word in capitals is one of the abbreviations that names are written with."""
    return found in _EXPANSIONS


def expand(name: str) -> str:
    """A name with its abbreviations written out.

    >>> expand("Trường THCS Hưng Đạo")
    'Trường Trung học cơ sở Hưng Đạo'
    """
    return _ABBREVIATIONS.replace(name, _EXPANSIONS)


def head_at(folded: str, offset: int, end: int) -> tuple[int, Head] | None:
    """The longest head noun that begins at ``offset``: where it ends and what it is."""
    found = HEADS.match(folded, offset, end)
    return (found.end(), heads()[found.group()]) if found else None
