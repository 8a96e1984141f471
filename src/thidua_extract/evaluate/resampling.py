"""Bootstrap over articles: how far the figures would move with other articles of the same kind.

The draws come out of SHAKE-256 of the seed, so they are the same on every machine and with every library.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from thidua_extract.evaluate.counting import COLUMNS
from thidua_extract.evaluate.figures import Interval
from thidua_extract.evaluate.linked import FLAGS
from thidua_extract.evaluate.matching import FIELDS, MANDATED

__all__ = ["percentile_interval", "resample", "resampled_figures", "resampled_intervals", "resampled_macro_f1"]

Floats = npt.NDArray[np.float64]
Totals = npt.NDArray[np.int64]

_AT_ONCE = 4_000_000
"""Draws held in memory at a time."""
_PERCENTILES = (2.5, 97.5)


def resample(rows: Sequence[Sequence[int]], *, times: int, seed: int) -> Totals:
    """The sums of ``rows`` over ``times`` draws of as many articles, with replacement; one row a draw.

    The same seed draws the same articles, so two runs over the same gold can be compared pair by pair.

    >>> resample([[1, 0], [0, 1]], times=3, seed=0).sum(axis=1).tolist()
    [2, 2, 2]
    """
    articles = np.asarray(rows, dtype=np.int64)
    count = len(articles)
    step = max(1, _AT_ONCE // count)
    parts = [articles[:0].sum(axis=0, keepdims=True)[:0]]
    for first in range(0, times, step):
        many = min(step, times - first)
        drawn = hashlib.shake_256(f"{seed}/{first}".encode()).digest(8 * count * many)
        chosen = (np.frombuffer(drawn, dtype="<u8") % np.uint64(count)).astype(np.int64).reshape(many, count)
        weights = np.stack([np.bincount(row, minlength=count) for row in chosen])
        parts.append(weights @ articles)
    return np.concatenate(parts)


def resampled_figures(totals: Totals) -> dict[tuple[str, str], Floats]:
    """Every figure of every draw; nan for an accuracy of nothing."""
    at = {column: totals[:, n].astype(np.float64) for n, column in enumerate(COLUMNS)}
    figures: dict[tuple[str, str], Floats] = {}
    for field in FIELDS:
        right, extra, missed = (at[field, what] for what in ("right", "extra", "missed"))
        precision, recall = right / np.maximum(1, right + extra), right / np.maximum(1, right + missed)
        both = precision + recall
        empty = (right + extra + missed == 0).astype(np.float64)
        f1 = np.where(both > 0, 2 * precision * recall / np.where(both > 0, both, 1), empty)
        figures |= {(field, "precision"): precision, (field, "recall"): recall, (field, "f1"): f1}
    for flag in FLAGS:
        of = at[flag, "of"]
        figures[flag, "accuracy"] = np.where(of > 0, at[flag, "right"] / np.maximum(1, of), np.nan)
    return figures


def resampled_macro_f1(totals: Totals) -> Floats:
    """The macro F1 of every draw."""
    figures = resampled_figures(totals)
    return np.asarray(sum(figures[field, "f1"] for field in MANDATED) / len(MANDATED), dtype=np.float64)


def resampled_intervals(rows: Sequence[Sequence[int]], *, times: int, seed: int) -> dict[tuple[str, str], Interval]:
    """The interval of every figure that has one; none with ``times`` 0."""
    if not times:
        return {}
    totals = resample(rows, times=times, seed=seed)
    figures = resampled_figures(totals)
    figures["macro_f1", "f1"] = resampled_macro_f1(totals)
    figures["whole_record", "share"] = totals[:, COLUMNS.index(("whole_record", "right"))] / len(rows)
    return {name: percentile_interval(values) for name, values in figures.items() if not np.isnan(values).all()}


def percentile_interval(values: Floats) -> Interval:
    """The 95 % percentile interval of what was drawn."""
    low, high = np.nanpercentile(values, _PERCENTILES)
    return Interval(float(low), float(high))
