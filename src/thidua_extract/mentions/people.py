"""People with their offices: ROLE + BODY + NAME, honorific + NAME + ROLES, rank + NAME."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from thidua_extract.blocks import Block, Document
from thidua_extract.mentions.bodies_alias import is_capitals
from thidua_extract.mentions.bodies_words import HEADS, PLACES, Body
from thidua_extract.mentions.people_offices import Line, Offices, Vote, offices_after, offices_before
from thidua_extract.mentions.people_words import FAMILY, NAME, OFFICE, TITLE_FIRST, TITLE_LAST
from thidua_extract.rules import rule
from thidua_extract.spans import Mention, inside

__all__ = ["Person", "find"]


@dataclass(frozen=True, slots=True)
class Person:
    """A named person; ``position`` is the office without its body, ``body`` the expanded name of the body."""

    name: str
    position: str | None = None
    body: str | None = None
    name_start: int = 0
    name_end: int = 0
    kind: str = ""
    """office, party or worker: the highest of the offices named; empty without one."""


def _as_written(m: regex.Match[str]) -> str:
    return str(m.group())


_BEFORE = rule("people.office_before", NAME.pattern)(_as_written).name
_AFTER = rule("people.office_after", NAME.pattern)(_as_written).name
_TITLED = rule("people.titled", NAME.pattern)(_as_written).name

_READ = ("title", "lead", "body", "subhead", "caption")
_NOBODY = frozenset({"Việt Nam", "Hồ Chí Minh"})
_LEVEL_BEFORE = regex.compile(
    r"(?<!\p{L})(?:tỉnh|thành[ ]phố|tp\.?|huyện|quận|thị[ ]xã|xã|phường|thị[ ]trấn|đặc[ ]khu|thôn|bản|ấp|đường|phố|"
    r"mang[ ]tên|công[ ]ty|trường|giải[ ]thưởng)[ ]$",
    regex.VERBOSE,
)


def find(document: Document, bodies: Sequence[Mention[Body]], vote: Vote | None = None) -> list[Mention[Person]]:
    """People in readable blocks and captions, in text order; the span covers name and office.

    Without a ``vote``, capitals that begin with no known family name and follow no title are nobody's name.
    """
    found = [m for block in document.blocks if block.kind in _READ for m in _in_block(document, block, bodies, vote)]
    return sorted([*found, *_signed(document, bodies)], key=lambda m: m.start)


_SIGNATURE = regex.compile(
    r"(?:(?:^|[ ]{2,})(?P<for>(?:TM|KT|TUQ|TL)\.[ ]{0,2}[\p{Lu} ,.-]{4,80})\n(?:[^\n]{0,120}\n){0,2}?"
    r"(?:[^\n]{0,80}[ ]{2,})?|(?:^|[ ]{2,}))(?P<office>"
    r"(?:PHÓ[ ]|QUYỀN[ ])?(?:CHỦ[ ]TỊCH|GIÁM[ ]ĐỐC|BÍ[ ]THƯ|TRƯỞNG[ ]BAN|"
    r"HIỆU[ ]TRƯỞNG|TỔNG[ ]GIÁM[ ]ĐỐC|"
    r"CỤC[ ]TRƯỞNG|BỘ[ ]TRƯỞNG|"
    r"THỨ[ ]TRƯỞNG)(?:[ ]THƯỜNG[ ]TRỰC)?)[ ]*+\n(?:[^\n]{0,120}\n){0,6}?(?:[^\n]{0,100}[ ]{2,})?"
    r"(?:(?:TS|ThS|Ths|PGS|GS|BS|BSCK|BSCKI|BSCKII|KS|CN|DS|LS)[.]?[ ]?){0,3}"
    r"(?P<name>\p{Lu}\p{Ll}{0,7}(?:[ ]\p{Lu}\p{Ll}{0,7}){1,4})[ ]*+(?:\n|$)",
    regex.VERBOSE | regex.MULTILINE,
)
_SIGNED = rule("people.signed", NAME.pattern)(_as_written).name
_END = 1500


def _signed(document: Document, bodies: Sequence[Mention[Body]]) -> Iterator[Mention[Person]]:
    """The signature under a document given in full: TM. ỦY BAN NHÂN DÂN / KT. CHỦ TỊCH / PHÓ CHỦ TỊCH / name."""
    found = _SIGNATURE.search(document.text, max(0, len(document.text) - _END))
    if found and FAMILY.match(found.group("name")):
        office = found.group("office").capitalize().replace("chủ tịch", "Chủ tịch").replace("giám đốc", "Giám đốc")
        start, end = found.span("name")
        yield Mention(start, end, _SIGNED, Person(found.group("name"), office, None, start, end, "office"))


def _in_block(
    document: Document, block: Block, bodies: Sequence[Mention[Body]], vote: Vote | None
) -> Iterator[Mention[Person]]:
    there = inside(bodies, block.start, block.end)
    shouts = is_capitals(document.text, block.start, block.end)
    line = Line(document.text, document.folded, block.start, block.end, there, shouts, vote)
    offset = low = block.start
    while candidate := NAME.search(line.text, offset, block.end):
        start, end = candidate.start(), _name_end(line, candidate)
        person = _person(line, start, end, low) if end > start else None
        if person is None:
            blank = line.text.find(" ", start, block.end)
            offset = blank + 1 if blank >= 0 else block.end
            continue
        yield person
        offset, low = person.value.name_end, person.end


def _name_end(line: Line, candidate: regex.Match[str]) -> int:
    """Where the capitals stop being a name: before a body begins; nowhere within one."""
    start, end = candidate.span()
    body = line.body_around(start, end)
    if body is not None:
        end = body.start if start < body.start else start
    return start + len(line.text[start:end].rstrip())


def _person(line: Line, start: int, end: int, low: int) -> Mention[Person] | None:
    if not _can_be_name(line, start, end):
        return None
    title = TITLE_LAST.search(line.folded, max(low, start - 24), start)
    known = title is not None or FAMILY.match(line.text, start, end) is not None
    if not known and (line.vote is None or TITLE_FIRST.match(line.folded, start, end)):
        return None
    begin = title.start() if title else start
    before, after = offices_before(line, begin, low), offices_after(line, end)
    if before is None and (
        _LEVEL_BEFORE.search(line.folded, max(low, start - 16), start) or (after is None and title is None)
    ):
        return None
    if not known and line.vote is not None and not line.vote(start, end):
        return None
    return _mention(line, (begin, start, end), before, after)


def _can_be_name(line: Line, start: int, end: int) -> bool:
    name = line.text[start:end]
    if not regex.search("[ '’]", name) or name in _NOBODY or (name.isupper() and line.shouts):
        return False
    return not (
        OFFICE.match(line.folded, start, line.end)
        or PLACES.fullmatch(line.text, start, end)
        or HEADS.match(line.folded, start, end)
    )


def _mention(line: Line, at: tuple[int, int, int], before: Offices | None, after: Offices | None) -> Mention[Person]:
    begin, start, end = at
    if before and after and after.position.endswith(before.position):
        before = None
    offices = [o for o in (before, after) if o]
    kind = next((k for k in ("office", "party", "worker") if any(o.kind == k for o in offices)), "")
    person = Person(
        _cased(line.text[start:end]),
        ", ".join(o.position for o in offices) or None,
        offices[-1].body if offices else None,
        start,
        end,
        kind,
    )
    rule_name = _BEFORE if before else _AFTER if after else _TITLED
    return Mention(before.start if before else begin, after.end if after else end, rule_name, person)


def _cased(name: str) -> str:
    """A name in capitals is written with one capital a syllable."""
    return " ".join(w.capitalize() for w in name.split(" ")) if name.isupper() and len(name) > 4 else name
