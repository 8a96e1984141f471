"""Targets (chỉ tiêu) to the phase whose stretch of text states them, and to its period."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import regex

from thidua_extract.anchors import Anchors
from thidua_extract.blocks import Document
from thidua_extract.records import Period, Phase, Target

__all__ = ["link"]

_ALL_PHASES = regex.compile(
    r"(?<!\p{L})(?:trong|cả|qua|suốt|sau)[ ](?:cả[ ])?(?:hai|ba|bốn|năm|[2-5]|các)[ ](?:đợt|giai[ ]đoạn|"
    r"chặng|bước|kỳ)(?!\p{L})"
)
# A sentence that opens the goals of the whole campaign.
_HEADS = regex.compile(
    r"[ ]{0,8}(?:-[ ])?(?:về[ ]|các[ ]|những[ ]|mức[ ]|nội[ ]dung[ ]|theo[ ]đó,[ ])?(?:chỉ[ ]tiêu|"
    r"mục[ ]tiêu|phấn[ ]đấu[ ]cụ[ ]thể|thi[ ]đua[ ]hướng)(?!\p{L})"
)
# "trong 100 ngày", "60 ngày đêm phải", "trong tháng", "trong đợt thi đua này": the stretch of the whole drive.
_IN_DRIVE = regex.compile(
    r"(?<!\p{L})(?:(?:trong[ ])?\d{2,3}[ ]ngày(?:[ ]đêm)?|"
    r"trong[ ](?:tháng(?![ ](?:công[ ]nhân|thanh[ ]niên|hành[ ]động|an[ ]toàn))|đợt|đợt[ ]thi[ ]đua"
    r"|đợt[ ]cao[ ]điểm|chiến[ ]dịch|thời[ ]gian)"
    r"(?![ ]?(?:\d|[ivx]+\b|một|hai|ba|đầu|thứ|cuối)))(?!\p{L})"
)
_OF_DRIVE = regex.compile(
    r"[ ]{0,8}(?:các[ ])?(?:chỉ[ ]tiêu|mục[ ]tiêu)[ ](?:cụ[ ]thể[ ]|thi[ ]đua[ ]|chính[ ])?(?:của|"
    r"trong)[ ](?:đợt|chiến[ ]dịch|tháng)(?!\p{L})"
)
_IN_YEAR = regex.compile(
    r"(?<!\p{L})(?:(?:trong|cả|hết)[ ]năm|(?<!thanh[ ]niên[ ])(?<!công[ ]nhân[ ])năm[ ]nay)"
    r"(?![ ]?(?:\d|học|qua|tới|sau|trước|công|tháng))(?!\p{L})"
)
_ORDINALS = {
    "i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "nhất": 1,
    "nhì": 2, "tư": 4,
    "đầu": 1, "đầu tiên": 1, "cuối": -1, "cuối cùng": -1, "chót": -1,
}  # fmt: skip
_LABEL = regex.compile(
    r"(?<!\p{L})(?:đợt|giai[ ]đoạn|bước|chặng|kỳ|khúc|mũi)(?:[ ]thi[ ]đua)?(?:[ ]thứ)?[ ]"
    r"(?P<ordinal>\d{1,2}|iii|ii|iv|i|v|một|hai|ba|bốn|năm|nhất|nhì|tư|đầu[ ]tiên|đầu|cuối[ ]cùng|cuối|"
    r"chót|kế[ ]tiếp|tiếp[ ]theo|sau)(?!\p{L}|[/.\-]?\d)"
)
# "…; riêng chặng 1 làm 9.800 tấn. Doanh thu …": an aside ends with its clause.
_ASIDES, _STOPS = ("; riêng ", ", riêng "), (";", ". ")
# Words that leave the phase named before them: what follows is said of the whole campaign.
_AWAY = regex.compile(
    r"(?<!\p{L})(?:ngoài[ ]ra|trong[ ]năm|cả[ ]năm|xa[ ]hơn|bên[ ]cạnh[ ]đó|cùng[ ]với[ ]đó|"
    r"toàn[ ]chương[ ]trình|tính[ ]chung|chỉ[ ]tiêu[ ](?:được|chủ|cụ|chung|của|cả|năm)|các[ ]chỉ[ ]tiêu|"
    r"mục[ ]tiêu[ ]chung|đến[ ]hết[ ]năm)(?!\p{L})"
)


def link(
    document: Document, anchors: Anchors, targets: tuple[Target, ...], phases: tuple[Phase, ...]
) -> tuple[Target, ...]:
    """Targets with phase and period completed."""
    spans = sorted(((*document.span_of(p.evidence), p) for p in phases), key=lambda s: s[0])
    return tuple(_linked(document, anchors, target, spans) for target in targets)


def _linked(document: Document, anchors: Anchors, target: Target, phases: list[tuple[int, int, Phase]]) -> Target:
    start, _ = document.span_of(target.evidence)
    sentence = document.sentence_at(start)
    if sentence is None:
        return target
    if target.period is None and _OF_DRIVE.match(document.folded, sentence.start, start):
        whole = _overall([p for _, _, p in phases])
        return target.model_copy(update={"period": whole}) if whole else target
    year = _campaign_year(document, anchors, target, sentence.start, start)
    if year is not None:
        return target.model_copy(update={"period": year})
    if not phases:
        return target
    if _ALL_PHASES.search(document.folded, sentence.start, start):
        whole = _overall([p for _, _, p in phases if p.ordinal is not None])
        return target.model_copy(update={"period": whole}) if whole else target
    if target.period is None and _IN_DRIVE.search(document.folded, sentence.start, start):
        whole = _overall([p for _, _, p in phases])
        return target.model_copy(update={"period": whole}) if whole else target
    phase = _phase_at(document, phases, start)
    if phase is None:
        return target
    update: dict[str, object] = {"phase": phase.ordinal}
    if target.period is None or not _own_period(document, target, phase, sentence.start, start):
        update["period"] = Period(start=phase.start, end=phase.end, grain=phase.end_grain or phase.start_grain)
    return target.model_copy(update=update)


def _campaign_year(document: Document, anchors: Anchors, target: Target, low: int, start: int) -> Period | None:
    """ "trong năm", "cả năm" before a target: the year the campaign covers."""
    if anchors.year is None or target.period is not None:
        return None
    if "năm học" in document.folded[low:start]:
        return None
    said = _IN_YEAR.search(document.folded, low, start)
    if not said and not (anchors.year_stated and _HEADS.match(document.folded, low, start)):
        return None
    return Period(start=dt.date(anchors.year, 1, 1), end=dt.date(anchors.year, 12, 31), grain="year")


def _phase_at(document: Document, phases: list[tuple[int, int, Phase]], start: int) -> Phase | None:
    """The last phase named before ``start`` in its block, by its stretch or by its label, unless left since."""
    block = document.block_at(start)
    if block is None:
        return None
    here = [(begin, end, phase) for begin, end, phase in phases if block.start <= begin < start]
    named = [(end, phase) for begin, end, phase in here if _is_of(document, begin, start, here)]
    named += list(_references(document, [p for _, _, p in phases], block.start, start))
    if not named:
        return None
    end, phase = max(named, key=lambda n: n[0])
    return None if _AWAY.search(document.folded, min(end, start), start) else phase


def _is_of(document: Document, begin: int, start: int, phases: list[tuple[int, int, Phase]]) -> bool:
    """Whether what is said at ``start`` may be of the phase at ``begin``: in its sentence, or it has its own one."""
    sentence = document.sentence_at(begin)
    if sentence is None or start < sentence.end:
        return True
    return sum(sentence.start <= other < sentence.end for other, _, _ in phases) == 1


def _references(document: Document, phases: list[Phase], low: int, start: int) -> Iterator[tuple[int, Phase]]:
    """Phases that are only named: "Trong đợt I", "Sang giai đoạn hai", "riêng chặng đầu"."""
    known = {p.ordinal: p for p in phases if p.ordinal is not None}
    last = 0
    for m in _LABEL.finditer(document.folded, low, start):
        aside = document.folded.endswith(_ASIDES, low, m.start())
        if aside and any(stop in document.folded[m.end() : start] for stop in _STOPS):
            continue
        word = " ".join(m["ordinal"].split())
        ordinal = last + 1 if word in ("kế tiếp", "tiếp theo", "sau") else _ORDINALS.get(word) or int(word)
        ordinal = max(known, default=0) if ordinal == -1 else ordinal
        last = ordinal
        if ordinal in known and _reaches(document, m.start(), start):
            yield m.end(), known[ordinal]


def _reaches(document: Document, label: int, start: int) -> bool:
    """Whether a label may still hold at ``start``: in its sentence, or alone in a sentence before."""
    sentence = document.sentence_at(label)
    if sentence is None or start < sentence.end:
        return True
    return sum(1 for _ in _LABEL.finditer(document.folded, sentence.start, sentence.end)) == 1


def _own_period(document: Document, target: Target, phase: Phase, low: int, start: int) -> bool:
    """Whether the target states a term of its own inside its phase ("trước ngày 05/9")."""
    period = target.period
    if period is None or (period.start, period.end) == (phase.start, phase.end):
        return False
    if period.start is None or period.end is None or phase.start is None or phase.end is None:
        return period.start is None and period.end is not None
    return period.grain == "month" and period.end <= phase.end and period.end - period.start < phase.end - phase.start


def _overall(phases: list[Phase]) -> Period | None:
    starts = [p.start for p in phases if p.start]
    ends = [p.end for p in phases if p.end]
    return Period(start=min(starts), end=max(ends), grain="day") if starts and ends else None
