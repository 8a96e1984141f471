"""Whether confidence is what it says: of the items said with 0.9, nine in ten should be right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import fsum

from thidua_extract.evaluate.counting import Judged
from thidua_extract.evaluate.wording import accepted

__all__ = ["Bin", "Calibration", "calibrate"]

_BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """Items whose confidence lies from ``low`` up to ``high``: the mean confidence, the share that is right."""

    low: float
    high: float
    said: float
    right: float
    n: int


@dataclass(frozen=True, slots=True)
class Calibration:
    """Bins of equal width that hold items; ``ece`` is the expected calibration error over them.

    An item that optional gold takes up counts as right. Launch dates count; ``audiences`` do not, gold has none.
    """

    bins: tuple[Bin, ...]
    ece: float | None
    n: int


def calibrate(articles: Iterable[Judged]) -> Calibration:
    """The calibration of every item that carries a confidence; ``ece`` is None where none does."""
    binned: list[list[tuple[float, bool]]] = [[] for _ in range(_BINS)]
    for article in articles:
        for confidence, right in _items(article):
            binned[min(int(confidence * _BINS), _BINS - 1)].append((confidence, right))
    bins = tuple(_bin(n, items) for n, items in enumerate(binned) if items)
    total = sum(one.n for one in bins)
    ece = fsum(one.n * abs(one.said - one.right) for one in bins) / total if total else None
    return Calibration(bins, ece, total)


def _bin(n: int, items: list[tuple[float, bool]]) -> Bin:
    said = fsum(confidence for confidence, _ in items) / len(items)
    return Bin(n / _BINS, (n + 1) / _BINS, said, sum(right for _, right in items) / len(items), len(items))


def _items(article: Judged) -> Iterator[tuple[float, bool]]:
    for field, found in article.matched.items():
        for n, item in enumerate(article.said_items(field)):
            if "confidence" in item:
                yield float(item["confidence"]), n not in found.extra
    launched = (article.record.get("campaign") or {}).get("launched_on")
    if isinstance(launched, dict) and "confidence" in launched and "launched_on" in article.gold:
        yield float(launched["confidence"]), launched.get("date") in accepted(article.gold["launched_on"])
