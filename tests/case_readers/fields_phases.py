"""Phases as "ordinal label start..end", with grains where they are not days; context as in anchors."""

from __future__ import annotations

from case_readers.anchors import day
from case_readers.whole_articles import article
from thidua_extract.fields import phases
from thidua_extract.records import Phase


def read(text: str, context: dict[str, str]) -> list[tuple[str, str]]:
    return [(p.rule, show(p)) for p in phases.extract(*article(text, context))]


def show(phase: Phase) -> str:
    grains = [g for g in (phase.start_grain, phase.end_grain) if g]
    said = "" if set(grains) <= {"day"} else f" ({'/'.join(grains)})"
    return f"{phase.ordinal or '-'} {phase.label} {day(phase.start)}..{day(phase.end)}{said}"
