"""Dates and date ranges (ngày, tháng, quý, năm, từ … đến …) as written, before years are resolved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from thidua_extract.blocks import Document
from thidua_extract.records import Grain
from thidua_extract.spans import Mention

__all__ = ["PartialDate", "Time", "TimeForm", "find"]

TimeForm = Literal["point", "range", "as_of", "deadline", "anniversary", "holiday", "plan", "term"]
"""point: a day, month, quarter, half or year; range: từ … đến …, open ends allowed; as_of: tính đến …, đến nay;
deadline: đến năm 2025, trước ngày 30/9, đến hết …; anniversary and holiday: occasions, never bounds;
plan: giai đoạn 2021-2025; term: nhiệm kỳ 2025-2030."""


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A calendar point as written; what is not said is None. ``grain`` is its precision."""

    grain: Grain
    year: int | None = None
    month: int | None = None
    day: int | None = None
    special: Literal["now", "launch"] | None = None
    """"now": từ nay, hiện nay; "launch": từ ngày phát động, từ khi ban hành."""


@dataclass(frozen=True, slots=True)
class Time:
    """One temporal expression: its form and its bounds as written."""

    form: TimeForm
    start: PartialDate | None
    end: PartialDate | None
    issues: tuple[str, ...] = ()


def find(document: Document, *, claimed: Sequence[Mention[object]] = ()) -> list[Mention[Time]]:
    """Temporal expressions in readable blocks, in text order, outside ``claimed`` stretches."""
    return []
