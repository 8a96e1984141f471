"""What follows a head noun: level word and place, domain, proper name; one reader a kind of head."""

from __future__ import annotations

from dataclasses import dataclass, replace

import regex

from thidua_extract.mentions.bodies_words import (
    CAPITALS,
    DOMAIN,
    HIGHLANDER,
    LEVEL,
    LEVEL_OF,
    PERSON,
    PLACES,
    head_at,
    is_abbreviation,
    level_word,
    places,
)
from thidua_extract.records import Level

__all__ = ["BRACKET", "GAP", "JOIN", "Reading", "Tail", "before_person", "read_domain", "read_seat", "read_territory"]


@dataclass(frozen=True, slots=True)
class Reading:
    """The text being read, both views, and where the line ends."""

    text: str
    folded: str
    end: int
    office: bool = False
    """Whether an office stands before the head, so that a person may follow: Chủ tịch UBND tỉnh Trần Văn A."""


@dataclass(frozen=True, slots=True)
class Tail:
    """The rest of a name: where it ends, how it is written out, its place, and the level word that lacks one."""

    end: int
    name: str = ""
    level: Level | None = None
    place: str | None = None
    lacks: str = ""
    proper: bool = False
    """Whether something in it is a name: a place, a number, a domain, capitals."""


BRACKET = regex.compile(r"[ ]?\((?:[A-ZĐ][A-ZĐa-z&.\- ]{1,14})\)")
_VIETNAM = regex.compile(r"[ ]?(?:Việt[ ]Nam|VN)(?!\p{L})", regex.VERBOSE)
_CENTRAL = regex.compile(r"[ ](?:Trung[ ]ương|TW|TƯ|T\.Ư)(?!\p{L})", regex.VERBOSE)
_ORDINAL = regex.compile(r"[0-9]{1,2}(?![0-9.,/-]{0,4}[0-9])")
GAP = regex.compile(r"[ ]{0,2}")
_WHOLE = regex.compile(r"[ ]?[(,]?[ ]?(?:cấp|các|số)[ ]", regex.VERBOSE)


def _place(at: Reading, offset: int, level: str) -> tuple[int, str] | None:
    """A place after a level word: a province, capitals without the person who follows, or a number."""
    known = PLACES.match(at.text, offset, at.end)
    if known and (level in ("tỉnh", "thành phố") or not CAPITALS.match(at.text, known.end() + 1, at.end)):
        return known.end(), places()[known.group()][0]
    number = _ORDINAL.match(at.text, offset, at.end)
    if number and level in ("quận", "phường", "xã"):
        return number.end(), number.group().lstrip("0")
    run = CAPITALS.match(at.text, offset, at.end)
    if run is None or _is_head(at, offset, run.end()):
        return None
    if _is_person(at, offset, run.end(), level):
        return None
    end = before_person(at.text, offset, run.end(), most=4)
    return end, at.text[offset:end]


def _is_head(at: Reading, offset: int, end: int) -> bool:
    """Whether another body begins here: a head noun of several syllables, or an abbreviation."""
    head = head_at(at.folded, offset, at.end)
    if head is None or PERSON.match(at.text, offset, end):
        return False
    return " " in head[1].surface or head[1].surface.isupper()


def _is_person(at: Reading, offset: int, end: int, level: str) -> bool:
    """Whether the capitals after a level word without a place are a person's name."""
    name = at.text[offset:end]
    if level == "tỉnh" or HIGHLANDER.fullmatch(at.text, offset, end):
        return True
    found = PERSON.fullmatch(at.text, offset, end)
    if found is None or name.count(" ") < 2:
        return False
    split = before_person(at.text, offset, end, most=4)
    if name.count(" ") >= 4 and split < end and " Thị " not in at.text[offset : split + 1]:
        return False
    return at.office or " Thị " in name or level == "thành phố"


def before_person(text: str, start: int, end: int, *, most: int = 9) -> int:
    """Where a run of capitals stops being a place or firm and becomes the name of a person.

    >>> before_person("Ba Đình Nguyễn Đức Vinh", 0, 23)
    7
    """
    blanks = [k for k in range(start, end) if text[k] == " "]
    highland = next((k for k in blanks if HIGHLANDER.fullmatch(text, k + 1, end)), None)
    if highland is not None:
        return highland
    order = sorted(range(len(blanks)), key=lambda k: (k != 1, k == 0, k))
    for k in order:
        begin = blanks[k] + 1
        long_enough = len(blanks) - k >= 2
        if long_enough and (k > 0 or (" " not in text[start : blanks[0]] and _lone(text[start : blanks[0]]))):
            found = PERSON.match(text, begin, end)
            if found and found.end() == end and text[begin:end] not in places():
                return blanks[k]
    return blanks[most - 1] if len(blanks) >= most else end


_LONE = frozenset({"Huế", "Vinh"})


def _lone(word: str) -> bool:
    return word in _LONE


def read_territory(at: Reading, offset: int, *, official: bool = True) -> Tail:
    """[(abbreviation)] [Việt Nam] [Trung ương] + level word + place, or a province without its level word."""
    bracket = BRACKET.match(at.text, offset, at.end)
    end = bracket.end() if bracket else offset
    name, proper = "", False
    level: Level | None = None
    nation = _VIETNAM.match(at.text, end, at.end)
    if nation:
        name, level, end, proper = " Việt Nam", "national", nation.end(), True
    central = _CENTRAL.match(at.text, end, at.end)
    if central:
        return Tail(central.end(), name + " Trung ương", "national", proper=True)
    tail = _level_and_place(at, end, official=official)
    if tail is None:
        return Tail(end if nation else offset, name, level, proper=proper)
    return replace(tail, name=name + tail.name, proper=True)


def _level_and_place(at: Reading, offset: int, *, official: bool) -> Tail | None:
    start = GAP.match(at.text, offset, at.end).end()  # type: ignore[union-attr]
    known = PLACES.match(at.text, start, at.end)
    if known and known.group() != "Hồ Chí Minh" and start > offset:
        place, word = places()[known.group()]
        shown = f" {word} {place}" if official or known.group().startswith(("TP", "Tp")) else f" {place}"
        return Tail(known.end(), shown, "province", place)
    found = LEVEL.match(at.folded, start, at.end)
    if not found or start == offset:
        return None
    word = level_word(found.group())
    begin = GAP.match(at.text, found.end(), at.end).end()  # type: ignore[union-attr]
    named = _place(at, begin, word)
    if named is None:
        return Tail(found.end(), f" {word}", LEVEL_OF.get(word), lacks=word)
    end, place = named
    level = LEVEL_OF.get(word)
    if word == "thành phố" and not any(n == place and w == word for n, w in places().values()):
        level = "district"
    return Tail(end, f" {word} {place}", level, place)


def read_seat(at: Reading, offset: int, *, level: str) -> Tail:
    """A place right after the head: Tỉnh ủy Hải Dương, Huyện ủy Đông Anh."""
    begin = GAP.match(at.text, offset, at.end).end()  # type: ignore[union-attr]
    named = _place(at, begin, level) if begin > offset else None
    if named is None or head_at(at.folded, begin, at.end):
        return Tail(offset, lacks="seat")
    return Tail(named[0], f" {named[1]}", place=named[1], proper=True)


_ABBREVIATED = regex.compile(
    r"(?:[A-ZĐ]{2,}[A-ZĐ0-9&.\-]{0,8}(?:,[ ]?TT?[&A-Z]{1,6})?|[A-ZĐ]{1,4}[&-][A-ZĐ&-]{1,6})(?![\p{L}])"
)
JOIN = regex.compile(
    r"[ ](?:và|[-–&])[ ](?!(?:[Tt]rưởng|[Pp]hó|[Cc]hủ[ ]tịch|[Gg]iám[ ]đốc|[Bb]í[ ]thư|[Kk]hối[ ]trưởng|"
    r"[Cc]ụm[ ]trưởng|[Đđ]ơn[ ]vị)(?!\p{L}))|[-–](?=\p{Lu})",
    regex.VERBOSE,
)


def read_domain(at: Reading, offset: int) -> Tail:
    """Fields of work, then a territory: Sở Giáo dục và Đào tạo tỉnh Lạng Sơn."""
    bracket = BRACKET.match(at.text, offset, at.end)
    end = bracket.end() if bracket else offset
    start = end
    while True:
        join = JOIN.match(at.text, end, at.end) if end > start else None
        begin = join.end() if join else GAP.match(at.text, end, at.end).end()  # type: ignore[union-attr]
        piece = _domain_piece(at, begin, joined=join is not None)
        if piece is None or begin == end:
            break
        end = piece
    name = at.text[start:end]
    short = BRACKET.match(at.text, end, at.end) if name.strip() else None
    tail = read_territory(at, short.end() if short else end, official=False)
    proper = bool(name.strip()) or tail.proper
    return replace(tail, name=name + tail.name, proper=proper, end=max(end, tail.end) if proper else offset)


_OTHER_FIELD = regex.compile(
    r"\p{Lu}\p{Ll}{1,6}(?:[ ]\p{Ll}{1,6}){1,3}(?=[ ](?:tỉnh|thành[ ]phố|TP\.?|huyện|quận|thị[ ]xã)[ ]\p{Lu})",
    regex.VERBOSE,
)
"""A field of work the table does not know, right before its place: Chi cục | Đê điều | tỉnh Thái Bình."""


def _domain_piece(at: Reading, begin: int, *, joined: bool) -> int | None:
    if begin >= at.end or PLACES.match(at.text, begin, at.end):
        return None
    if joined and head_at(at.folded, begin, at.end):
        return None
    short = _ABBREVIATED.match(at.text, begin, at.end)
    if short:
        known = is_abbreviation(short.group()) and not head_at(at.folded, begin, at.end)
        return short.end() if known else None
    found = DOMAIN.match(at.folded, begin, at.end)
    if found and at.text[begin].isupper():
        return found.end()
    other = _OTHER_FIELD.match(at.text, begin, at.end) if not joined else None
    return other.end() if other else None
