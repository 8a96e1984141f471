"""The time a claim holds for: the nearest stated time that governs it, carried on over sentences that continue it."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from thidua_extract.anchors import Anchors, Span
from thidua_extract.blocks import Document, Sentence
from thidua_extract.claims.model import Mode
from thidua_extract.mentions.quantities import Amount
from thidua_extract.records import Period
from thidua_extract.spans import Mention, inside

__all__ = ["period_of"]

_IDLE = ("anniversary", "holiday", "term")
_COMPARED = regex.compile(r"(?:so[ ]với|cùng[ ]kỳ|hơn|kể[ ]từ|từ)[ ]{1,2}\Z")


def period_of(
    document: Document, anchors: Anchors, sentence: Sentence, mention: Mention[Amount], mode: Mode
) -> Period | None:
    """Inclusive days of a claim, or None where the text states no time for it."""
    own = _governing(document, anchors, sentence.start, sentence.end, mention.start)
    if own:
        return _period(own)
    block = document.blocks[sentence.block]
    earlier = _last(document, anchors, block.start, sentence.start)
    if earlier and _continues(earlier, anchors, mode):
        return _period(earlier)
    return None


def _times(document: Document, anchors: Anchors, start: int, end: int) -> list[Mention[Span]]:
    return [
        m
        for m in inside(anchors.times, start, end)
        if m.value.form not in _IDLE
        and (m.value.start or m.value.end)
        and not _COMPARED.search(document.folded, max(start, m.start - 12), m.start)
    ]


def _governing(document: Document, anchors: Anchors, start: int, end: int, at: int) -> Span | None:
    """The last time before the quantity in its sentence, else the first one after it in its clause."""
    times = _times(document, anchors, start, end)
    before = [m for m in times if m.start < at]
    if before:
        return before[-1].value
    for m in times:
        if m.start >= at and not regex.search(r"[;,:]|\d", document.folded[at + 1 : m.start].lstrip("0123456789.,%")):
            return m.value
    return None


def _last(document: Document, anchors: Anchors, start: int, end: int) -> Span | None:
    times: Sequence[Mention[Span]] = _times(document, anchors, start, end)
    return times[-1].value if times else None


def _continues(span: Span, anchors: Anchors, mode: Mode) -> bool:
    return span.dated or span.form in ("range", "as_of", "deadline")


def _period(span: Span) -> Period:
    return Period(start=span.start, end=span.end, grain=span.start_grain or span.end_grain)
