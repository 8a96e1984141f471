"""The record field ``phases``: đợt, giai đoạn, bước, chặng of the announced campaign, with their bounds.

Three readings, in this order: a label beside a stretch of time, a list of stretches said to be N phases, and, where
no numbered phase divides the campaign, the one stretch of the whole (đợt thi đua cao điểm từ … đến …).
"""

from __future__ import annotations

from collections.abc import Iterator

from thidua_extract import records
from thidua_extract.anchors import Anchors, Span
from thidua_extract.blocks import Document
from thidua_extract.mentions import Mentions, phase_labels, phase_places
from thidua_extract.mentions.phase_labels import Label
from thidua_extract.spans import Mention, inside

__all__ = ["extract"]

Timed = Mention[Span]

_HEAD = 24
"""A line's stretch of time opens it: behind a bullet or number of no more than this many characters."""

_MONTH = 31
"""Days."""

_NEAR = 700
"""Phases with names for numbers stand in one list: no further apart than this many characters."""


def extract(document: Document, mentions: Mentions, anchors: Anchors) -> tuple[records.Phase, ...]:
    """Items of ``phases`` in text order."""
    numbered = list(_labelled(document, anchors))
    numbered = _once([*numbered, *_named(document, anchors, numbered), *_listed(document, anchors)])
    candidates = list(_whole(document, anchors))
    if candidates and len(numbered) == 1 and _is_moment(numbered[0]):
        numbered = []
    whole = [p for p in candidates if _stands_beside(p, numbered)]
    return tuple(sorted(_once([*numbered, *whole]), key=lambda p: p.evidence.start))


def _is_moment(phase: records.Phase) -> bool:
    """Whether a phase that stands alone is but a month in which something happens: "ngăn sông đợt 1 vào tháng 1"."""
    if phase.start is None or phase.end is None or phase.start_grain != "month":
        return False
    return (phase.end - phase.start).days < _MONTH


def _labelled(document: Document, anchors: Anchors) -> Iterator[records.Phase]:
    """Đợt 1 từ 1/1 đến 30/6; (từ 1/1 đến 30/6) đợt 1."""
    labels = [m for m in phase_labels.find(document) if not phase_places.is_foreign(document, m.start, m.end)]
    taken: set[int] = set()
    for k, mention in enumerate(labels):
        block = document.block_at(mention.start)
        if block is None:
            continue
        stop = labels[k + 1].start if k + 1 < len(labels) and labels[k + 1].start < block.end else block.end
        if not document.folded[mention.end : stop].strip(" :.-–"):
            stop = phase_places.end_of_next(document, stop)
        earlier = _before(document, anchors, mention, block.start, taken)
        tied = earlier is not None and phase_places.tied_to_label(document.folded[earlier.end : mention.start])
        time = earlier if tied else _after(document, anchors, mention, stop) or earlier
        if time is not None:
            taken.add(time.start)
            yield _phase(document, mention, time)


def _after(document: Document, anchors: Anchors, mention: Mention[Label], stop: int) -> Timed | None:
    for time in inside(anchors.times, mention.start, stop)[:4]:  # "thứ hai (1/7" also begins like a weekday
        gap = document.folded[mention.end : max(mention.end, time.start)].replace("\n", " ")
        if not gap.strip() and time.value.form == "point" and time.value.start_grain == "year":
            continue  # đợt 2 năm 2023: the label's year
        if not _bounds(time.value) and not _is_plan_of_its_own(document, time, gap):
            continue
        if phase_places.follows_label(gap, loose=time.value.form == "range") or (
            time.value.form == "deadline" and phase_places.opens_vaguely(gap)
        ):
            return time
    return None


def _before(document: Document, anchors: Anchors, mention: Mention[Label], floor: int, taken: set[int]) -> Timed | None:
    for time in reversed(inside(anchors.times, max(floor, mention.start - 80), mention.start)):
        gap = document.folded[time.end : mention.start]
        if time.start in taken or not _bounds(time.value) or not phase_places.precedes_label(gap):
            return None
        return time
    return None


def _bounds(span: Span) -> bool:
    """Whether a time can bound a phase: a range, a deadline, or a point longer than a day."""
    if span.start is None and span.end is None:
        return False
    if span.form == "point":
        return span.start != span.end
    return span.form in ("range", "deadline", "as_of")


def _is_plan_of_its_own(document: Document, time: Timed, gap: str) -> bool:
    """Giai đoạn 1 (2024 - 2025): years that divide the campaign itself, and not "của" another programme."""
    if time.value.form != "plan" or len(gap) > 12:
        return False
    return not document.folded[time.end : time.end + 6].lstrip(") ").startswith("của ")


def _phase(document: Document, mention: Mention[Label], time: Timed) -> records.Phase:
    return _item(document, (mention.start, mention.end), mention.value.ordinal, time, mention.rule)


def _item(
    document: Document, label: tuple[int, int], ordinal: int | None, time: Timed, rule: str, text: str = ""
) -> records.Phase:
    """A phase from the place of its label and its time; ``text`` where the label is not written."""
    start, end = min(label[0], time.start), max(label[1], time.end)
    quoted = document.folded[start:end]
    if quoted.count("(") > quoted.count(")") and document.folded[end : end + 1] == ")":
        end += 1
    return records.Phase(
        label=text or document.text[label[0] : label[1]],
        ordinal=ordinal,
        start=time.value.start,
        end=time.value.end,
        start_grain=time.value.start_grain,
        end_grain=time.value.end_grain,
        evidence=document.evidence(start, end),
        rule=rule,
    )


def _named(document: Document, anchors: Anchors, numbered: list[records.Phase]) -> Iterator[records.Phase]:
    """Giai đoạn khởi động (…), giai đoạn tăng tốc (…); đợt đầu …, đợt giữa …, đợt chót …: numbered in order."""
    found: list[tuple[int, int, Timed]] = []
    for time in anchors.times:
        block = document.block_at(time.start)
        floor = max(block.start if block else 0, time.start - 70)
        label = phase_labels.named.pattern.search(document.folded, floor, time.start)
        if label and _bounds(time.value) and not phase_places.is_foreign(document, label.start(), label.end()):
            found.append((label.start(), label.end("name"), time))
    spans = [document.span_of(p.evidence) for p in numbered]
    places = {start for start, _ in spans}
    found = [f for f in found if not any(start <= f[2].start < end for start, end in spans)]
    order = sorted(places | {start for start, _, _ in found})
    for start, end, time in found:
        if start in places or not any(0 < abs(start - other) < _NEAR for other in order):
            continue
        yield _item(document, (start, end), order.index(start) + 1, time, phase_labels.named.name)


def _listed(document: Document, anchors: Anchors) -> Iterator[records.Phase]:
    """Chia làm 2 đợt: từ … đến …; từ … đến …: numbered in order."""
    for block in document.readable():
        if not phase_places.may_count(document.folded, block.start, block.end):
            continue
        for found, declared in phase_places.counted.finditer(document.folded, block.start, block.end):
            stop = phase_places.list_end(document, found.end(), block.end)
            if phase_labels.label.pattern.search(document.folded, found.end(), stop):
                continue
            times = [t for t in inside(anchors.times, found.end(), stop) if _may_list(t.value)]
            times = times or _lines(document, anchors, found.end(), declared.count)
            times = times or _said_to_be(document, anchors, found.end(), block.end)
            if len(times) != declared.count:
                continue
            for k, time in enumerate(times, 1):
                place = (time.start, time.end)
                yield _item(document, place, k, time, phase_places.counted.name, f"{declared.head} {k}")


def _said_to_be(document: Document, anchors: Anchors, start: int, end: int) -> list[Timed]:
    """The stretches of a paragraph that are each said to be a phase: từ … đến … là đợt thi đua nước rút."""
    pattern = phase_labels.said_to_be.pattern
    return [
        t for t in inside(anchors.times, start, end) if _may_list(t.value) and pattern.match(document.folded, t.end)
    ]


def _lines(document: Document, anchors: Anchors, start: int, count: int) -> list[Timed]:
    """The stretches that open the ``count`` lines after one that ends here: gồm hai giai đoạn: / - Từ … / - Từ …"""
    times = []
    for block in phase_places.lines_below(document, start, count):
        opening = [t for t in inside(anchors.times, block.start, block.start + _HEAD) if t.value.form != "as_of"]
        if not opening or not _may_list(opening[0].value) or not phase_places.opens_line(document, block, opening[0]):
            return []
        times.append(opening[0])
    return times


def _may_list(span: Span) -> bool:
    return span.form in ("range", "plan") and (span.start is not None or span.end is not None)


def _whole(document: Document, anchors: Anchors) -> Iterator[records.Phase]:
    """Đợt thi đua cao điểm từ 1/4 đến 19/5; thời gian thi đua từ …: one stretch of the whole campaign."""
    for time in anchors.times:
        span = time.value
        if span.form not in ("range", "deadline", "point") or not _bounds(span) or _is_over(span, anchors):
            continue
        place = phase_places.whole_campaign(document, time.start, time.end, span.form, closed=bool(span.end))
        if place is not None:
            yield _item(document, (place.start, place.end), None, time, place.rule)


def _is_over(span: Span, anchors: Anchors) -> bool:
    """Whether a stretch ended before the launch: it is another campaign's."""
    launched = anchors.launched_on.date if anchors.launched_on else None
    if span.end is None:
        return span.start_grain == "year"  # mở từ đầu năm: no stretch that is announced
    return launched is not None and span.end < launched


def _stands_beside(phase: records.Phase, numbered: list[records.Phase]) -> bool:
    """Whether an unnumbered stretch is more than the sum of the numbered ones, or no repetition of one of them."""
    if not numbered:
        return True
    if not phase_places.is_special(phase.label):
        return False
    starts = [p.start for p in numbered if p.start]
    ends = [p.end for p in numbered if p.end]
    covers = starts and ends and phase.start and phase.end and phase.start <= min(starts) and phase.end >= max(ends)
    return not covers and all((p.start, p.end) != (phase.start, phase.end) for p in numbered)


def _once(phases: list[records.Phase]) -> list[records.Phase]:
    """One item for a phase told twice; of two readings of one ordinal with a shared bound the fuller one."""
    kept: list[records.Phase] = []
    for phase in phases:
        twin = next((k for k, p in enumerate(kept) if _same(p, phase)), None)
        if twin is None:
            kept.append(phase)
        elif _known(phase) > _known(kept[twin]):
            kept[twin] = phase
    return kept


def _same(a: records.Phase, b: records.Phase) -> bool:
    if a.ordinal != b.ordinal:
        return False
    pairs = ((a.start, b.start), (a.end, b.end))
    return all(x == y or x is None or y is None for x, y in pairs) and any(x == y and x for x, y in pairs)


def _known(phase: records.Phase) -> int:
    return (phase.start is not None) + (phase.end is not None)
