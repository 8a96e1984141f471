"""Themes (chủ đề) to the phase, campaign or year they belong to."""

from __future__ import annotations

from thidua_extract.anchors import Anchors
from thidua_extract.blocks import Document
from thidua_extract.mentions.governors import sentence_start
from thidua_extract.records import Phase, Theme

__all__ = ["link"]

REACH = 160
"""Characters between a phase's stretch of time and the theme named right after it."""


def link(
    document: Document, anchors: Anchors, themes: tuple[Theme, ...], phases: tuple[Phase, ...]
) -> tuple[Theme, ...]:
    """Themes with scope, phase and year set from the phases around them."""
    spans = sorted((*document.span_of(p.evidence), p) for p in phases if p.ordinal is not None) if phases else []
    taken = sorted(document.span_of(t.evidence) for t in themes)
    return tuple(_linked(document, theme, spans, taken) for theme in themes)


def _linked(
    document: Document, theme: Theme, phases: list[tuple[int, int, Phase]], themes: list[tuple[int, int]]
) -> Theme:
    if theme.kind != "theme" or theme.scope != "campaign":
        return theme
    start, _ = document.span_of(theme.evidence)
    sentence = document.sentence_at(start)
    if sentence is None:
        return theme
    begin = max([sentence.start, sentence_start(document, start), *(end for _, end in themes if end <= start)])
    near = [p for a, b, p in phases if begin <= a and b <= start and start - b <= REACH]
    if len(near) != 1:
        return theme
    return theme.model_copy(update={"scope": "phase", "phase": near[0].ordinal})
