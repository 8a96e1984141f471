"""What a right item says besides: each such thing is scored apart, as an accuracy over the right items."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import product
from typing import Any

from thidua_extract.evaluate.matching import Item
from thidua_extract.evaluate.wording import accepted, fold_wording

__all__ = ["FLAGS", "LINKS", "Link", "launch_date"]


@dataclass(frozen=True, slots=True)
class Link:
    """``read`` takes the value out of an item; gold is asked where it has the first of ``keys``."""

    name: str
    field: str
    keys: tuple[str, ...]
    read: Callable[[Item], Any]

    def wanted(self, gold: Item) -> list[Any]:
        """Every value that gold accepts."""
        choices = [accepted(gold[key]) if key in gold else [None] for key in self.keys]
        return [self.read({**gold, **dict(zip(self.keys, choice, strict=True))}) for choice in product(*choices)]


def _values(*keys: str) -> Callable[[Item], Any]:
    return lambda item: tuple(item.get(key) for key in keys) if len(keys) > 1 else item.get(keys[0])


def _bounds(item: Item) -> Any:
    period = item.get("period")
    return (period.get("start"), period.get("end")) if period else None


LINKS = (
    Link("theme_link", "themes", ("scope", "phase"), _values("scope", "phase")),
    Link("theme_kind", "themes", ("kind",), _values("kind")),
    Link("movement_kind", "movements", ("kind",), _values("kind")),
    Link("phase_grain", "phases", ("start_grain", "end_grain"), _values("start_grain", "end_grain")),
    Link("target_period", "targets", ("period",), _bounds),
    Link("target_phase", "targets", ("phase",), _values("phase")),
    Link("statistic_period", "statistics", ("period",), _bounds),
    Link("position", "officials", ("position",), lambda item: fold_wording(item.get("position"))),
)
FLAGS = ("kind", "launched_on", *(link.name for link in LINKS))
"""Everything that is an accuracy: two values of the article, and the links."""


def launch_date(record: Item) -> Any:
    """The launch date of a record, None where there is none."""
    launched = (record.get("campaign") or {}).get("launched_on")
    return (launched.get("date") or launched.get("start")) if isinstance(launched, dict) else launched
