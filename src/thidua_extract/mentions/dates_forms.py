"""What a temporal expression says, before years are inferred: calendar points as written, and their forms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from thidua_extract.records import Grain

__all__ = ["Cue", "PartialDate", "Time", "TimeForm"]

TimeForm = Literal["point", "range", "as_of", "deadline", "anniversary", "holiday", "plan", "term", "school_year"]
"""point: a day, month, quarter, half or year; range: từ … đến …, open ends allowed; as_of: tính đến …, đến nay;
deadline: đến năm 2025, trước ngày 30/9, đến hết …; anniversary and holiday: occasions, never bounds;
plan: giai đoạn 2021-2025; term: nhiệm kỳ 2025-2030; school_year: năm học 2024 - 2025, without civil dates."""

Cue = Literal["from", "after", "until", "before", "as_of", "in", "session", "day", "occasion", "lapse", "bare"]
"""The word that introduced an expression: từ; sau; đến, đến hết, kéo dài đến, chậm nhất; trước; tính đến; trong; sáng,
chiều, hôm nay (an event is being dated); ngày; dịp, nhân; N năm qua; nothing."""


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A calendar point as written; what is not said is None. ``grain`` is its precision.

    A quarter or half carries the number of its first month as ``month``.
    """

    grain: Grain
    year: int | None = None
    month: int | None = None
    day: int | None = None
    special: Literal["now", "today", "yesterday", "launch"] | None = None
    """"now": từ nay, hiện nay; "today": sáng nay, hôm nay; "launch": từ ngày phát động, từ khi ban hành."""
    edge: Literal["first", "middle", "last"] | None = None
    """đầu năm: "first"; giữa năm: "middle"; cuối năm: "last"."""
    after: bool = False
    """Từ sau ngày 30/10: the point itself is left out."""


@dataclass(frozen=True, slots=True)
class Time:
    """One temporal expression: its form and its bounds as written.

    ``issues`` holds ``invalid_date``, ``reversed_range``, ``slip``, ``two_digit_year``, ``relative_period``.
    """

    form: TimeForm
    start: PartialDate | None
    end: PartialDate | None
    issues: tuple[str, ...] = ()
    cue: Cue = "bare"
    of_document: bool = False
    """The date of a cited document (Kế hoạch số 52/KH-UBND ngày 26/02/2018)."""
