"""What a theme belongs to: a phase (đợt 1 … với chủ đề), a year or a parent body (chủ đề năm của …), the campaign."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import regex

from thidua_extract.blocks import Document
from thidua_extract.mentions.bodies import Body
from thidua_extract.mentions.governors import block_index, sentence_start
from thidua_extract.mentions.ordinals import LAST, phase_ordinals
from thidua_extract.rules import rule
from thidua_extract.spans import Mention, inside

__all__ = ["Place", "find_place"]


@dataclass(frozen=True, slots=True)
class Place:
    """A theme's scope, with the phase's ordinal, the year and the body that set it where they are said."""

    scope: Literal["phase", "campaign", "year"]
    phase: int | None = None
    year: int | None = None
    set_by: str | None = None


@rule(
    "theme_places.year",
    r"""^[ ](?P<own>(?:phong[ ]trào[ ])?thi[ ]đua[ ])?
        (?:(?:công[ ]tác|hoạt[ ]động|hành[ ]động|chung|trọng[ ]tâm|của|cả)[ ]){0,3}
        (?:năm(?:[ ]học)?|(?=[12][0-9]{3}))\b[ ]?(?P<year>[12][0-9]{3})?""",
)
def _year(m: regex.Match[str]) -> tuple[bool, int]:
    """ "chủ đề năm 2021", "chủ đề công tác năm": a year's theme; "chủ đề thi đua năm 2021" is the campaign's own."""
    return not m.group("own"), int(m.group("year") or 0)


@rule(
    "theme_places.parent",
    r"""(?:hưởng[ ]ứng|nối[ ]dài|tiếp[ ]nối|tiếp[ ]sức|nằm[ ]trong|đáp[ ]lại)[^.;“”]{2,90}
        [ ]do[ ](?P<body>[^.;,“”]{3,60}?)[ ](?:phát[ ]động|khởi[ ]xướng|tổ[ ]chức|đề[ ]ra|lựa[ ]chọn|chọn)
        [^.;“”]{0,30}$""",
)
def _parent(m: regex.Match[str]) -> tuple[int, int]:
    """ "Hưởng ứng … do X phát động với chủ đề": the theme is the parent body's."""
    return m.span("body")


@rule(
    "theme_places.setter",
    r"""[ ](?:do|của)[ ](?P<body>[^.;,“”]{3,60}?)
        (?:[ ](?:phát[ ]động|đề[ ]ra|chọn|lựa[ ]chọn|xác[ ]định|đưa[ ]ra|ban[ ]hành)[^.;,“”]{0,12})?
        (?:[ ]là)?[ ]?:?[ ]*$""",
)
def _setter(m: regex.Match[str]) -> tuple[int, int]:
    """Whose theme it is, between the cue and the text: "chủ đề năm 2023 của Tổng Liên đoàn là"."""
    return m.span("body")


@rule("theme_places.owner", r"[”\"’]?[ ](?:của|do)[ ]")
def _owner(m: regex.Match[str]) -> int:
    """Whose theme it is, after the text: "chủ đề “…” của Thành phố"."""
    return m.end()


@rule(
    "theme_places.whole",
    r"[ ](?:xuyên[ ]suốt|chung|cả[ ](?:năm|đợt)|phong[ ]trào|thi[ ]đua[ ]năm|toàn)(?!\p{L})",
)
def _whole(m: regex.Match[str]) -> bool:
    """ "chủ đề xuyên suốt", "chủ đề chung": the campaign's, not a phase's."""
    return True


@rule("theme_places.line_start", r"[ •*+–-]{1,6}")
def _line_start(m: regex.Match[str]) -> bool:
    """What may precede a cue that begins its line or sentence."""
    return True


def find_place(
    document: Document,
    bodies: Sequence[Mention[Body]],
    cue: tuple[int, int],
    text: tuple[int, int],
    *,
    done: int = 0,
) -> Place:
    """Where the theme at view span ``text``, introduced at ``cue``, belongs; ``done`` ends the theme before it."""
    yearly, year = next((v for _, v in _year.finditer(document.folded[cue[1] : text[0]])), (False, 0))
    set_by = _set_by(document, bodies, cue, text, yearly)
    if yearly or set_by or document.folded.startswith("năm ", text[0]):
        return Place("year", None, year or None, set_by)
    phase = _phase(document, cue, text[0], done)
    return Place("campaign" if phase is None else "phase", phase, year or None)


def _set_by(
    document: Document, bodies: Sequence[Mention[Body]], cue: tuple[int, int], text: tuple[int, int], yearly: bool
) -> str | None:
    """The body whose theme it is: "chủ đề năm của X", "Hưởng ứng … do X phát động với chủ đề", "“…” của X"."""
    folded, stop = document.folded, max(cue[1], text[0] - 1)
    if (m := _setter.pattern.search(folded, cue[1], stop)) is not None:
        body = _body(bodies, m.start("body"), m.end("body"))
        if body or yearly:
            return body
    if (m := _parent.pattern.search(folded, sentence_start(document, cue[0]), cue[0])) is not None:
        body = _body(bodies, m.start("body"), m.end("body"))
        return body or document.text[m.start("body") : m.end("body")]
    if (m := _owner.pattern.match(folded, text[1])) is not None:
        return _body(bodies, m.end(), m.end() + 5)
    return None


def _body(bodies: Sequence[Mention[Body]], start: int, end: int) -> str | None:
    """The body named in ``start:end``."""
    return next((b.value.name for b in inside(bodies, start, end)), None)


def _phase(document: Document, cue: tuple[int, int], start: int, done: int) -> int | None:
    """The ordinal of the phase that the theme stands beside: its label in the sentence, or before it in the list."""
    block = document.block_at(cue[0])
    if block is None:
        return None
    begin = max(sentence_start(document, cue[0]), done)
    begin = max(begin, document.folded.rfind("; ", begin, cue[0]) + 1)
    ordinals = phase_ordinals(document.folded, begin, cue[0])
    lead = document.folded[begin : cue[0]]
    if not ordinals and (not lead or _line_start.pattern.fullmatch(lead)):
        if _whole.pattern.search(document.folded, cue[1], max(cue[1], start)):
            return None
        ordinals = phase_ordinals(document.folded, max(block.start, done), cue[0])[-1:]
        if not ordinals and begin == block.start:
            ordinals = _ordinal_above(document, block_index(document, block))
    if ordinals == [LAST]:
        before = phase_ordinals(document.folded, block.start, cue[0])[:-1]
        return max(before) + 1 if before and LAST not in before else None
    return ordinals[0] if len(set(ordinals)) == 1 else None


def _ordinal_above(document: Document, index: int) -> list[int]:
    """The label at the head of the nearest of the three lines above."""
    for block in reversed(document.blocks[max(0, index - 3) : index]):
        ordinals = phase_ordinals(document.folded, block.start, min(block.end, block.start + 40))
        if ordinals:
            return ordinals[:1]
    return []
