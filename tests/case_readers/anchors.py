"""Anchors of lines of body text: "launched DATE", "year Y", then each time as "start..end" with its grains.

Context: ``pub`` the publication day; ``title`` a headline put before the text; ``show`` = launch, year or times.
"""

from __future__ import annotations

import datetime as dt

from case_readers.whole_articles import article
from thidua_extract.anchors import Anchors


def read(text: str, context: dict[str, str]) -> list[tuple[str, str]]:
    _, _, anchors = article(text, context)
    if context.get("show") == "launch":
        found = anchors.launched_on
        return [(found.rule, f"{found.date} [{found.evidence.text}]")] if found else []
    if context.get("show") == "year":
        return [("", f"{anchors.year}{'' if anchors.year_stated else ' inferred'}")] if anchors.year else []
    return times(anchors)


def times(anchors: Anchors) -> list[tuple[str, str]]:
    return [
        (m.rule, f"{day(m.value.start)}..{day(m.value.end)}{'' if m.value.dated else ' inferred'}")
        for m in anchors.times
        if m.value.start or m.value.end
    ]


def day(value: dt.date | None) -> str:
    return value.isoformat() if value else "-"
