"""Anaphors completed from the article's own words: Liên đoàn Lao động huyện → Liên đoàn Lao động huyện Mê Linh."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import regex

from thidua_extract.blocks import Document
from thidua_extract.mentions.bodies_tail import before_person
from thidua_extract.mentions.bodies_words import (
    CAPITALS,
    LEVEL,
    LEVEL_OF,
    PERSON,
    PLACES,
    Body,
    head_at,
    level_word,
    places,
)
from thidua_extract.spans import Mention

__all__ = ["complete"]


@dataclass(frozen=True, slots=True)
class _Places:
    """Places the article names, by level word, each with a weight: the title counts most."""

    by_level: dict[str, Counter[str]]

    def best(self, level: str) -> str | None:
        found = self.by_level.get(level)
        return found.most_common(1)[0][0] if found else None


_SEAT_LEVEL = {"Tỉnh": "tỉnh", "Thành": "thành phố", "Huyện": "huyện", "Quận": "quận", "Thị": "thị xã"}
_WEIGHT = {"title": 6, "lead": 3, "subhead": 1, "body": 1, "caption": 1}


class _Index:
    """Full mentions by what an anaphor leaves out, so that each look-up is short whatever the length of the article."""

    def __init__(self, full: Sequence[Mention[Body]]) -> None:
        self.by_key: dict[str, list[Mention[Body]]] = {}
        self.blocks: dict[str, Body] = {}
        self.federations: dict[str, Body] = {}
        for m in full:
            for key in _keys(m.value):
                self.by_key.setdefault(key, []).append(m)
            if m.value.body_type == "emulation_block":
                self.blocks.setdefault(m.value.name, m.value)
            if m.value.head == "Liên đoàn Lao động" and m.value.place:
                self.federations.setdefault(m.value.place, m.value)

    def nearest(self, key: str, offset: int) -> Body | None:
        """The full body under ``key`` nearest before ``offset``, else the first after it."""
        fits = self.by_key.get(key, [])
        k = bisect_left(fits, offset, key=lambda m: m.start)
        return fits[max(k - 1, 0)].value if fits else None


def _keys(body: Body) -> Iterator[str]:
    """What a full body can complete: its head, its name up to the place, its kind."""
    if body.name != body.head:
        yield body.head
    if body.place and body.name.endswith(f" {body.place}"):
        yield body.name.removesuffix(f" {body.place}")
    if body.head in _SCHOOL:
        yield "school"
    if body.head.startswith("Hội "):
        yield "association"
    if body.body_type == "emulation_block":
        yield f"block {body.head.split()[0]}"


def complete(
    document: Document, found: Sequence[Mention[Body]], *, headings: Sequence[Mention[Body]] = ()
) -> list[Mention[Body]]:
    """Mentions with anaphors filled in where the article names the body, its place or the inner body in full."""
    known = _places(document)
    found = _with_shared_places(document, found)
    index = _Index([*headings, *(m for m in found if m.value.complete)])
    whole = [_placed(m, index) if m.value.complete else _completed(m, index, known) for m in found]
    kept = [_longest_block(m, index) for m in whole if m.value.complete or m.rule not in _DROPPED]
    return [_federation(m, index) for m in kept]


def _placed(m: Mention[Body], index: _Index) -> Mention[Body]:
    """A department named without its province takes the name that the article gives it in full: Sở GD-ĐT."""
    full = index.nearest(m.value.name, m.start) if m.value.head == "Sở" and not m.value.place else None
    return Mention(m.start, m.end, m.rule, replace(full, organ=m.value.organ)) if full and full.place else m


_LIST_STEP = regex.compile(r"(?:,|[ ]và)[ ]", regex.VERBOSE)
_SHARED = regex.compile(
    r"[ ](?P<level>tỉnh|thành[ ]phố|huyện|quận|thị[ ]xã|xã|phường|thị[ ]trấn|đặc[ ]khu)(?:[ ]\p{Lu}[^,]{0,40})?$",
    regex.VERBOSE,
)


def _with_shared_places(document: Document, found: Sequence[Mention[Body]]) -> list[Mention[Body]]:
    """Bodies listed before one that has the level or place they share: Đảng ủy, HĐND, UBND | phường Hải Châu."""
    shared = list(found)
    for k in range(len(shared) - 2, -1, -1):
        m, after = shared[k], shared[k + 1].value
        bare = not m.value.complete and m.value.lacks == m.value.head and m.rule in _BARE
        if bare and _LIST_STEP.fullmatch(document.folded, m.end, shared[k + 1].start):
            shared[k] = Mention(m.start, m.end, m.rule, _sharing(m.value, after))
    return shared


_BARE = frozenset({"bodies.territorial", "bodies.nested", "bodies.seat"})


def _sharing(body: Body, after: Body) -> Body:
    if body.head != "Đảng ủy" and body.head.endswith(("ủy", "đoàn")):
        place = after.place
        return replace(body, name=f"{body.name} {place}", place=place, complete=True, lacks="") if place else body
    tail = _SHARED.search(after.name)
    if tail is None:
        return body
    lacks = "" if after.complete else tail.group("level")
    return replace(
        body, name=body.name + tail.group(), place=after.place, level=after.level, complete=after.complete, lacks=lacks
    )


def _federation(m: Mention[Body], index: _Index) -> Mention[Body]:
    """The union of a place ("Công đoàn Cần Thơ") is its Liên đoàn Lao động where the article names that."""
    body = m.value
    full = index.federations.get(body.place or "")
    if body.head != "Công đoàn" or full is None:
        return m
    loose = body.name in (f"Công đoàn{level} {body.place}" for level in ("", " tỉnh", " thành phố"))
    return Mention(m.start, m.end, m.rule, replace(full, organ=body.organ)) if loose else m


def _longest_block(m: Mention[Body], index: _Index) -> Mention[Body]:
    """A block named short ("Khối thi đua số 6") takes the longest name the article gives it."""
    if m.value.body_type != "emulation_block":
        return m
    longer = [b for b in index.blocks.values() if b.name.startswith(m.value.name + " ")]
    return Mention(m.start, m.end, m.rule, max(longer, key=lambda b: len(b.name))) if longer else m


def _completed(m: Mention[Body], index: _Index, known: _Places) -> Mention[Body]:
    body = m.value
    same = _same(m, index)
    if same is not None:
        return Mention(m.start, m.end, m.rule, _fill(body, same))
    level = body.lacks if body.lacks in LEVEL_OF else _SEAT_LEVEL.get(body.lacks.split()[0], "")
    place = known.best(level)
    if not place:
        return m
    return Mention(m.start, m.end, m.rule, replace(body, name=f"{body.name} {place}", place=place, complete=True))


_DROPPED = frozenset({"bodies.blockshort", "bodies.named", "bodies.anaphor", "bodies.school"})
"""Anaphors that say nothing where nothing completes them: "Công ty", "nhà trường", "Khối"."""

_OF_SCHOOL = {"Đoàn trường": "Đoàn", "Liên đội": "Liên đội"}
_SCHOOL = ("Trường", "Học viện", "Đại học")


def _same(m: Mention[Body], index: _Index) -> Body | None:
    """The nearest fuller body of the kind ``m`` leaves out, before it rather than after it."""
    body = m.value
    if body.lacks == "Trung ương Hội":
        full = index.nearest("association", 0)
        return _centre(full) if full else None
    if body.lacks in LEVEL_OF:
        return index.nearest(body.name, m.start)
    if body.lacks in ("Nhà trường", *_OF_SCHOOL):
        return index.nearest("school", m.start)
    if body.body_type == "emulation_block":
        return index.nearest(f"block {body.head.split()[0]}", m.start)
    return index.nearest(body.lacks, m.start)


def _centre(body: Body) -> Body:
    """The central body of an association: Hội Liên hiệp Phụ nữ tỉnh … → Trung ương Hội Liên hiệp Phụ nữ Việt Nam."""
    return replace(body, name=f"Trung ương {body.head} Việt Nam", level="national", place=None, organ=None)


def _fill(body: Body, full: Body) -> Body:
    if body.head in _OF_SCHOOL:
        return replace(body, name=f"{_OF_SCHOOL[body.head]} {full.name}", place=full.place, complete=True)
    if body.lacks in LEVEL_OF or body.lacks in (body.head, "Trung ương Hội") or body.head in ("Nhà trường",):
        return replace(full, organ=body.organ)
    short = body.lacks
    stem = body.name[: -len(short)] if body.name.endswith(short) else body.name + " "
    return replace(body, name=stem + full.name, place=full.place, complete=True)


def _places(document: Document) -> _Places:
    by_level: dict[str, Counter[str]] = {}
    for block in document.blocks:
        weight = _WEIGHT.get(block.kind, 0)
        if weight:
            for level, place in _named_in(document, block.start, block.end):
                by_level.setdefault(level, Counter())[place] += weight
            for level, place in _bare_in(document, block.start, block.end):
                by_level.setdefault(level, Counter())[place] += weight
    return _Places(by_level)


def _named_in(document: Document, start: int, end: int) -> list[tuple[str, str]]:
    found = []
    for m in LEVEL.finditer(document.folded, start, end):
        if m.start() and document.folded[m.start() - 1].isalpha():
            continue
        begin = m.end() + 1
        run = CAPITALS.match(document.text, begin, end)
        if document.text[m.end() : begin] != " " or run is None or head_at(document.folded, begin, end):
            continue
        word = level_word(m.group())
        known = PLACES.match(document.text, begin, end)
        person = PERSON.fullmatch(document.text, begin, run.end())
        if known is None and (word == "tỉnh" or (person and person.group().count(" ") > 1)):
            continue
        found.append((word, document.text[begin : before_person(document.text, begin, run.end(), most=3)]))
    return found


def _bare_in(document: Document, start: int, end: int) -> list[tuple[str, str]]:
    found = [m.group() for m in PLACES.finditer(document.text, start, end)]
    return [(places()[p][1], places()[p][0]) for p in found if p != "Hồ Chí Minh"]
