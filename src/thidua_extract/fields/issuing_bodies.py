"""The record field ``issuing_bodies``: who launches (đơn vị phát động), usually one body, joint issuers all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

import regex

from thidua_extract import records
from thidua_extract.anchors import Anchors
from thidua_extract.blocks import Document
from thidua_extract.mentions import Mentions, launches
from thidua_extract.mentions.bodies import Body
from thidua_extract.mentions.launches import Claim
from thidua_extract.rules import rule
from thidua_extract.spans import Mention
from thidua_extract.text import fold_key

__all__ = ["extract"]

_ENOUGH = 1.0
"""Less than this says nothing: a body that asks or expects something late in the text."""

_NEAR = 300
"""How far apart two bodies that launch together may be said to."""

_ROLE = {"subject": 1.0, "agent": 0.8, "partner": 0.0, "sponsor": 0.0}
_NEVER = frozenset({"Báo", "Tạp chí", "Quốc hội", "Trung ương Đảng", "Hội trường"})


@dataclass(slots=True)
class _Case:
    """What speaks for one body: its claims' weight and the mention that says it best."""

    score: float = 0.0
    best: float = -1.0
    claim: Claim | None = None
    organ: str | None = None
    subject: bool = False
    joined: bool = False
    """Whether it is said to launch together with another: "cùng đứng tên phát động"."""
    body: Body | None = None
    """The body by the fullest name the claims give it."""
    verbs: set[int] = field(default_factory=set)


def extract(document: Document, mentions: Mentions, anchors: Anchors) -> tuple[records.IssuingBody, ...]:
    """Items of ``issuing_bodies`` in text order."""
    claims = [*launches.find(document, mentions.bodies), *_kicker(document, mentions.bodies)]
    cases = _cases(document, claims)
    if max((c.score for c in cases.values()), default=0.0) < _ENOUGH:
        found = _fallback(document, mentions.bodies)
        return (_item(document, found, None, found.rule),) if found else ()
    key = _main(cases)
    local = _fallback(document, mentions.bodies) if not cases[key].subject and _rank(cases[key]) == 4 else None
    if local is not None:
        return (_item(document, local, None, local.rule),)
    chosen = [key, *(k for k in cases if k != key and _joint(cases[key], cases[k]))]
    items = []
    for k in chosen:
        claim = cases[k].claim
        if claim is not None:
            named = Mention(claim.body.start, claim.body.end, claim.rule, cases[k].body or claim.body.value)
            items.append(_item(document, named, cases[k].organ, claim.rule))
    return tuple(sorted(items, key=lambda i: i.evidence.start))


_RANK = {None: 2, "workplace": 0, "commune": 1, "district": 2, "province": 3, "sector": 3, "national": 4}


def _main(cases: dict[str, _Case]) -> str:
    """The body with most to speak for it; one only said to have launched something ("do X phát động") gives way to a
    lower body that launches itself: X is the parent.
    """
    ordered = sorted(cases, key=lambda k: -cases[k].score)
    first = cases[ordered[0]]
    if first.subject:
        return ordered[0]
    lower = [
        k for k in ordered[1:] if cases[k].subject and cases[k].score >= _ENOUGH and _rank(cases[k]) < _rank(first)
    ]
    return lower[0] if lower else ordered[0]


def _rank(case: _Case) -> int:
    return _RANK[case.body.level if case.body else None]


def _item(document: Document, m: Mention[Body], organ: str | None, rule_name: str) -> records.IssuingBody:
    body = m.value
    return records.IssuingBody(
        name=body.name,
        organ=organ or body.organ,
        body_type=body.body_type,
        level=body.level,
        place=body.place,
        evidence=document.evidence(m.start, m.end),
        rule=rule_name,
    )


def _cases(document: Document, claims: Sequence[Claim]) -> dict[str, _Case]:
    zones = _zones(document)
    cases: dict[str, _Case] = defaultdict(_Case)
    for claim in claims:
        body = claim.body.value
        if not _can_issue(body) or not _ROLE[claim.role]:
            continue
        weight = claim.weight * _ROLE[claim.role] * zones(claim.body.start)
        case = cases[_key(body)]
        case.body = max(case.body or body, body, key=lambda b: len(b.name))
        case.score += weight
        case.organ = case.organ or body.organ
        case.verbs.add(claim.at)
        case.joined = case.joined or claim.rule == "launches.joined"
        case.subject = case.subject or claim.role == "subject" or claim.rule == "launches.held_by"
        if weight > case.best:
            case.best, case.claim = weight, claim
    return cases


def _key(body: Body) -> str:
    """One key for "Sở Y tế Lạng Sơn" and "Sở Y tế tỉnh Lạng Sơn"."""
    name = fold_key(body.name)
    return regex.sub(r" (?:tỉnh|thành phố)(?= )", "", name) if body.level == "province" or body.place else name


def _can_issue(body: Body) -> bool:
    """An anaphor counts with its level word ("Liên đoàn Lao động huyện"), not as a bare "Công ty"."""
    return body.head not in _NEVER and (
        body.complete or body.lacks in ("tỉnh", "thành phố", "huyện", "quận", "thị xã", "xã", "phường")
    )


def _joint(main: _Case, other: _Case) -> bool:
    """Whether another body shares a subject with the main one, in a verb that counts."""
    near = any(abs(a - b) < _NEAR for a in main.verbs for b in other.verbs)
    together = bool(main.verbs & other.verbs) or (near and (other.joined or (main.joined and other.subject)))
    return together and other.score >= 0.2 * main.score


class _Zones:
    """How much a place in the article counts: title, lead and the first sentences most."""

    def __init__(self, document: Document) -> None:
        self._document = document
        body = [s for s in document.sentences if document.blocks[s.block].kind not in ("title", "subhead")]
        self._first = {s.start for s in body[:1]}
        self._early = {s.start for s in body[1:4]}

    def __call__(self, offset: int) -> float:
        block = self._document.block_at(offset)
        sentence = self._document.sentence_at(offset)
        if block is not None and block.kind == "title":
            return 3.0
        if sentence is not None and sentence.start in self._first:
            return 3.0
        if (block is not None and block.kind == "lead") or (sentence is not None and sentence.start in self._early):
            return 2.0
        return 1.0


def _zones(document: Document) -> _Zones:
    return _Zones(document)


@rule("issuing_bodies.kicker", r":[ ]?(?=\p{L}|[“\"])")
def _colon(m: regex.Match[str]) -> str:
    return m.group()


def _kicker(document: Document, bodies: Sequence[Mention[Body]]) -> list[Claim]:
    """A title that begins with a body and a colon: "LĐLĐ huyện Gia Viễn: Thi đua chào mừng …"."""
    titles = [b for b in document.blocks if b.kind == "title"]
    return [
        Claim(m, "subject", _colon.name, 3.0, m.start)
        for b in titles
        for m in bodies
        if m.start == b.start and _colon.pattern.match(document.text, m.end)
    ]


@rule("issuing_bodies.first_named", r"\p{Lu}\p{L}++")
def _first_named(m: regex.Match[str]) -> str:
    return m.group()


_LIMIT = 4
_OBLIQUE = regex.compile(
    r"(?<!\p{L})(?:do|của|tại|dự|với|tới|cho|hưởng[ ]ứng|theo|đại[ ]hội)[ ]"
    r"(?:hội[ ]trường[ ]|trụ[ ]sở[ ]|sân[ ]|khuôn[ ]viên[ ])?$",
    regex.VERBOSE,
)


def _fallback(document: Document, bodies: Sequence[Mention[Body]]) -> Mention[Body] | None:
    """Without any claim: the first body of the title, else of the first sentences."""
    early = document.sentences[: _LIMIT + 1]
    for m in bodies:
        sentence = document.sentence_at(m.start)
        if sentence not in early or not _can_issue(m.value) or m.value.level == "national":
            continue
        oblique = _OBLIQUE.search(document.folded, max(sentence.start, m.start - 30), m.start)
        if not oblique and document.text[m.start].isupper():
            return Mention(m.start, m.end, _first_named.name, m.value)
    return next((m for m in bodies if m.rule == "bodies.heading"), None) or _by_plan(document, bodies)


@rule(
    "issuing_bodies.by_plan", r"(?<!\p{L})(?:kế[ ]hoạch|hướng[ ]dẫn|công[ ]văn|chỉ[ ]thị)[ ]số[ ][^.;,]{1,80}[ ]của[ ]"
)
def _plan_of(m: regex.Match[str]) -> str:
    return m.group()


_PLAN_OF = regex.compile(f"(?:{_plan_of.pattern.pattern})$", regex.VERBOSE | regex.V1)


def _by_plan(document: Document, bodies: Sequence[Mention[Body]]) -> Mention[Body] | None:
    """Where no body is named otherwise: whose numbered plan the first sentences go by."""
    for m in bodies:
        sentence = document.sentence_at(m.start)
        if sentence not in document.sentences[: _LIMIT + 1] or not _can_issue(m.value) or m.value.level == "national":
            continue
        if _PLAN_OF.search(document.folded, max(sentence.start, m.start - 110), m.start):
            return Mention(m.start, m.end, _plan_of.name, m.value)
    return None
