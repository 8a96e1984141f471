"""Who does what about a campaign: bodies as subject of phát động, ban hành kế hoạch, ký giao ước, tổng kết …"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import regex

from thidua_extract.blocks import Document, Sentence
from thidua_extract.mentions.bodies_words import LEVEL_OF, Body
from thidua_extract.mentions.launch_words import (
    ANSWERS,
    ANY,
    AS_NOUN,
    ASIDE,
    BLOCKED,
    CAMPAIGN_AHEAD,
    DIRECT_PASSIVE,
    HOLDER,
    JOINED,
    LEADS,
    MEMBERS,
    OBLIQUE,
    PAPER_BEFORE,
    PARTNER,
    PARTY_OFFICE,
    PASSIVE,
    STARTS,
    WEIGHTS,
    WHILE,
)
from thidua_extract.rules import rule
from thidua_extract.spans import Mention, inside
from thidua_extract.text import fold

__all__ = ["Claim", "Role", "find"]

Role = Literal["subject", "agent", "partner", "sponsor"]
"""subject: "X phát động"; agent: "do X tổ chức", "được X phát động"; partner: "phối hợp với X"; sponsor: the body of a
campaign the article's own answers ("hưởng ứng … do X phát động")."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One reading that a body launches, plans, signs, calls for or reviews a campaign."""

    body: Mention[Body]
    role: Role
    rule: str
    weight: float
    at: int
    """Where the verb begins; claims with one ``at`` are coordinated subjects."""


_REACH = 400
"""How far before its verb a subject is looked for."""


def find(document: Document, bodies: Sequence[Mention[Body]]) -> list[Claim]:
    """Claims in readable sentences, in text order."""
    return [claim for sentence in document.sentences for claim in _in_sentence(document, bodies, sentence)]


def _in_sentence(document: Document, bodies: Sequence[Mention[Body]], sentence: Sentence) -> Iterator[Claim]:
    there = list(inside(bodies, sentence.start, sentence.end))
    if not there:
        return
    folded = document.folded
    main: str | None = None
    for verb in ANY.finditer(folded, sentence.start, sentence.end):
        kind = verb.lastgroup or ""
        near = list(inside(there, max(sentence.start, verb.start() - _REACH), verb.start() + 1))
        if near and near[-1].end > verb.start():
            continue
        weight = _weight(folded, verb, sentence.end)
        name = f"launches.{kind}"
        group, role = _subject(document, near, verb.start(), sentence.start)
        if group and AS_NOUN.search(folded, max(sentence.start, verb.start() - 12), verb.start()):
            continue
        if role == "subject" and group:
            main = main or group[0].value.name
        elif role == "agent" and main and group[0].value.name != main:
            role = "sponsor"
        for body in group:
            yield Claim(body, role, name, weight, verb.start())
    yield from _after_passive(document, there, sentence)


def _weight(folded: str, verb: regex.Match[str], end: int) -> float:
    """How much a verb says: holding a meeting or reviewing counts where a campaign is spoken of."""
    kind = verb.lastgroup or ""
    ahead = CAMPAIGN_AHEAD.search(folded, verb.end(), min(end, verb.end() + 160))
    if kind == "hold":
        return 2.6 if ahead else 0.5
    if kind == "signal":
        return WEIGHTS[kind] if STARTS.search(folded, verb.end(), min(end, verb.end() + 80)) else 0.2
    if kind == "signed":
        return 2.0 if PAPER_BEFORE.search(folded, max(0, verb.start() - 160), verb.start()) else 0.4
    if kind in ("review", "issue"):
        return WEIGHTS[kind] if ahead else 0.6
    return WEIGHTS[kind]


def _subject(
    document: Document, there: Sequence[Mention[Body]], verb: int, start: int
) -> tuple[list[Mention[Body]], Role]:
    """The bodies that are subject (or agent) of the verb at ``verb``, coordinated ones together, and their role."""
    folded = document.folded
    before = [b for b in there if b.end <= verb]
    after = verb
    while before:
        body = before.pop()
        if LEADS.match(folded, body.end) or _bracketed(folded, body) or _second_office(folded, body, before):
            continue
        gap = WHILE.sub(" ", ASIDE.sub(" ", folded[body.end : after]))
        context = folded[max(start, body.start - 48) : body.start]
        if after == verb and DIRECT_PASSIVE.search(context) and len(gap) < 60:
            return [body], "sponsor" if _answered(folded, start, body.start) else "agent"
        if PARTNER.search(context):
            after = body.start if not BLOCKED.search(gap) else after
            continue
        if OBLIQUE.search(context) and not _members(context, body):
            continue
        if BLOCKED.search(gap) or len(gap) > 160:
            return [], "subject"
        group, role = _coordinated(document, body, before, start)
        if not group or not PARTNER.search(folded, max(start, group[0].start - 48), group[0].start):
            return group, role
        after = group[0].start
    return [], "subject"


_OFFICE_OF = regex.compile(r"(?<!\p{L})(?:chủ[ ]tịch|bí[ ]thư|giám[ ]đốc|trưởng(?:[ ]ban)?)[ ]$", regex.VERBOSE)


def _second_office(folded: str, body: Mention[Body], before: Sequence[Mention[Body]]) -> bool:
    """A body not named in full that only a further office is held in: "Bộ trưởng Bộ Y tế, Chủ tịch Hội đồng …"."""
    known = body.value.complete or body.value.lacks in LEVEL_OF
    return bool(before) and not known and _OFFICE_OF.search(folded, max(0, body.start - 24), body.start) is not None


def _bracketed(folded: str, body: Mention[Body]) -> bool:
    """A body in brackets after another tells where that one belongs: Lữ đoàn 242 (Quân khu 3)."""
    return folded[body.start - 1 : body.start] == "(" and folded[body.end : body.end + 1] == ")"


def _members(context: str, body: Mention[Body]) -> bool:
    """Whether a block acts through its members: "đại diện 11 đơn vị của Khối thi đua …"."""
    return body.value.body_type == "emulation_block" and MEMBERS.search(context) is not None


def _joined(document: Document, first: Mention[Body], second: Mention[Body]) -> bool:
    """Whether two bodies share their part in the sentence, the holders of their offices left aside."""
    gap = HOLDER.sub(" ", document.text[first.end : second.start])
    return JOINED.fullmatch(ASIDE.sub(" ", fold(gap)).replace("  ", " ")) is not None


def _coordinated(
    document: Document, body: Mention[Body], before: list[Mention[Body]], start: int
) -> tuple[list[Mention[Body]], Role]:
    group, folded = [body], document.folded
    while before and _joined(document, before[-1], group[0]):
        context = folded[max(start, before[-1].start - 48) : before[-1].start]
        if OBLIQUE.search(context) or (PARTY_OFFICE.search(context) and folded[before[-1].end] == ","):
            break
        group.insert(0, before.pop())
        if _part_of(group[0].value, group[1].value) and " và " not in folded[group[0].end : group[1].start]:
            del group[1]
    context = folded[max(start, group[0].start - 48) : group[0].start]
    if DIRECT_PASSIVE.search(context) or PASSIVE.search(context):
        return group, "sponsor" if _answered(folded, start, group[0].start) else "agent"
    if OBLIQUE.search(context) and not _members(context, group[0]):
        return group[1:], "subject"
    return group, "subject"


_UNITS = {
    "Tiểu đoàn": 0, "Trung đoàn": 1, "Lữ đoàn": 2, "Sư đoàn": 2, "Quân đoàn": 3, "Quân khu": 3, "Binh đoàn": 3,
    "Quân chủng": 3, "Vùng": 2, "Xí nghiệp": 4, "Nhà máy": 4, "Nông trường": 4, "Công ty": 5, "Tổng công ty": 6,
    "Tập đoàn": 7,
}  # fmt: skip
_DEPARTMENTS = frozenset({"Cục", "Phòng"})
_RANKS = {"workplace": 0, "commune": 1, "district": 2, "sector": 3, "province": 3, "national": 4}


def _part_of(part: Body, whole: Body) -> bool:
    """Whether the second of two bodies is the parent of the first: "Đồn Biên phòng …, Bộ đội Biên phòng tỉnh …"."""
    if part.head in _UNITS and whole.head in _UNITS:
        return _UNITS[part.head] < _UNITS[whole.head]
    if part.head in _DEPARTMENTS and whole.body_type in ("army", "police"):
        return True
    if part.body_type != whole.body_type or part.level is None or whole.level is None:
        return False
    return _RANKS[part.level] < _RANKS[whole.level]


def _answered(folded: str, start: int, end: int) -> bool:
    """Whether the campaign an agent launched is one the article's own campaign answers."""
    return ANSWERS.search(folded, max(start, end - 260), end) is not None


_HELD_BY = regex.compile(
    r"(?:lễ|hội[ ]nghị|đại[ ]hội|hội[ ]thi|phong[ ]trào|đợt|chương[ ]trình|kế[ ]hoạch|"
    r"buổi)[^.;]{0,120}?(?<!\p{L})(?:do|được|bởi)[ ]"
    r"(?:(?:chủ[ ]tịch|bí[ ]thư|giám[ ]đốc|tổng[ ]giám[ ]đốc|phó[ ]chủ[ ]tịch|lãnh[ ]đạo)[ ])?$",
    regex.VERBOSE,
)
_LAUNCH_OF = regex.compile(
    r"(?:lễ|buổi|hội[ ]nghị|lời|kế[ ]hoạch)[ ](?:phát[ ]động|khởi[ ]động|ra[ ]quân|"
    r"kêu[ ]gọi)[^.,;:]{0,70}[ ]của[ ]$|"
    r"(?<!\p{L})(?:buổi|cuộc|phiên)[ ](?:họp|lễ|sinh[ ]hoạt|giao[ ]ban|gặp)(?![ ]mặt)[^.,;:]{0,60}[ ]của[ ]$",
    regex.VERBOSE,
)
_STANDING = regex.compile(r"(?:cùng|đồng)[ ]đứng[ ]tên(?:[ ](?:là|có|còn[ ]có|với))?[ ]$", regex.VERBOSE)
_HOLDS = regex.compile(
    r"[^.;:]{0,40}?(?<!\p{L})(?:tổ[ ]chức|chủ[ ]trì|ban[ ]hành|ký|đăng[ ]cai|công[ ]bố)(?!\p{L})", regex.VERBOSE
)


def _onwards(document: Document, there: Sequence[Mention[Body]], k: int) -> list[Mention[Body]]:
    """The body at ``k`` with those that go on its list: "được | X và Y | tổ chức"."""
    group = [there[k]]
    for following in there[k + 1 :]:
        last = group[-1]
        leads = LEADS.match(document.folded, last.end) is not None
        if leads or not _joined(document, last, following) or _part_of(last.value, following.value):
            break
        group.append(following)
    return group


def _after_passive(document: Document, there: Sequence[Mention[Body]], sentence: Sentence) -> Iterator[Claim]:
    """Agents of a passive: "tại hội nghị do X tổ chức", "kế hoạch do Chủ tịch X ký"."""
    folded = document.folded
    for k, body in enumerate(there):
        low = max(sentence.start, body.start - 170)
        if _LAUNCH_OF.search(folded, low, body.start):
            yield Claim(body, "agent", "launches.held_by", 2.0, body.start)
        elif body.value.level != "national" and _owns(folded, low, body.start):
            yield Claim(body, "agent", _owned.name, 0.8, body.start)
        elif body.value.level != "national" and _COUNTED.search(folded, low, body.start):
            yield Claim(body, "agent", _counted.name, 0.8, body.start)
        if _STANDING.search(folded, low, body.start):
            yield Claim(body, "subject", "launches.joined", 3.0, body.start)
        group = _onwards(document, there, k) if _HELD_BY.search(folded, low, body.start) else []
        if group and _HOLDS.match(folded, group[-1].end, sentence.end):
            role: Role = "sponsor" if _answered(folded, sentence.start, body.start) else "agent"
            for holder in group:
                yield Claim(holder, role, "launches.held_by", 2.0, body.start)


@rule("launches.held_by", r"(?<!\p{L})(?:do|được|bởi)[ ][^.;,]{1,120}?(?:tổ[ ]chức|chủ[ ]trì|ban[ ]hành|ký)(?!\p{L})")
def _held_by(m: regex.Match[str]) -> str:
    return m.group()


@rule(
    "launches.owned",
    r"(?<!\p{L})(?:phong[ ]trào|đợt[ ]thi[ ]đua|kế[ ]hoạch)(?:[^.;]{0,100}[ ])?của[ ]",
)
def _owned(m: regex.Match[str]) -> str:
    return m.group()


@rule(
    "launches.counted",
    r"(?<!\p{L})(?:(?:báo[ ]cáo|thống[ ]kê|số[ ]liệu|tổng[ ]hợp)(?:[^.;]{0,100}[ ])?(?:của|từ)[ ]"
    r"|(?:con[ ]số|kết[ ]quả|số[ ]liệu)[ ]do[ ])",
)
def _counted(m: regex.Match[str]) -> str:
    """Theo số liệu của X, con số do X tổng hợp: who counts is whose campaign is reviewed."""
    return m.group()


_OWNED = regex.compile(f"(?:{_owned.pattern.pattern})$", regex.VERBOSE | regex.V1)
_COUNTED = regex.compile(f"(?:{_counted.pattern.pattern})$", regex.VERBOSE | regex.V1)


def _owns(folded: str, low: int, at: int) -> bool:
    """Whether a campaign or report is the body's: "phong trào … của X", not "triển khai phong trào … của X"."""
    found = _OWNED.search(folded, low, at)
    return found is not None and ANSWERS.search(folded, max(low, found.start() - 60), found.start() + 1) is None
