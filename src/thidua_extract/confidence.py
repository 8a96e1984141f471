"""Calibrated confidence: the share of right items of a rule on gold, kept as data (``data/confidence.tsv``).

Estimated by ``benchmarks/calibrate.py``; a rule with few items is shrunk towards its field's rate, one never seen on
gold has the field's rate.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from thidua_extract.lexicon import load_table
from thidua_extract.records import Announcement, Item

__all__ = ["FIELDS", "confidence_of", "with_confidence"]

FIELDS = (
    "issuing_bodies",
    "officials",
    "phases",
    "themes",
    "movements",
    "targets",
    "statistics",
    "documents",
)
"""Fields whose items gold can judge; ``launched_on`` is judged too, ``audiences`` are not."""


@cache
def _table() -> dict[tuple[str, str], float]:
    return {(row["field"], row["rule"]): float(row["confidence"]) for row in load_table("confidence")}


def confidence_of(field: str, rule: str) -> float:
    """Confidence (0 to 1) of an item of ``field`` read by ``rule``; 0.5 where gold says nothing of the field."""
    table = _table()
    return table.get((field, rule), table.get((field, ""), 0.5))


def with_confidence(record: Announcement) -> Announcement:
    """The record with every item's confidence filled in."""
    update: dict[str, Any] = {f: tuple(_sure(f, item) for item in getattr(record, f)) for f in FIELDS}
    launched = record.campaign.launched_on
    if launched is not None:
        update["campaign"] = record.campaign.model_copy(update={"launched_on": _sure("launched_on", launched)})
    return record.model_copy(update=update)


def _sure(field: str, item: Item) -> Item:
    return item.model_copy(update={"confidence": confidence_of(field, item.rule)})
