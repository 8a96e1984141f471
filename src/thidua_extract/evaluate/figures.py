"""Figures made of counts: precision, recall and F1 a field, accuracies, and their intervals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from thidua_extract.evaluate.counting import COLUMNS
from thidua_extract.evaluate.linked import FLAGS
from thidua_extract.evaluate.matching import FIELDS, MANDATED

__all__ = ["Accuracy", "Counts", "FieldFigures", "Interval", "macro_f1", "named_counts", "ratio_f1"]


@dataclass(frozen=True, slots=True)
class Interval:
    """A 95 % percentile interval over resampled articles."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Counts:
    """Items that are right, extra (said, not in gold) and missed (in gold, not said)."""

    right: int
    extra: int
    missed: int

    @property
    def precision(self) -> float:
        """Share of what was said that is right; 0 where nothing was said."""
        return self.right / max(1, self.right + self.extra)

    @property
    def recall(self) -> float:
        """Share of what there is that was said; 0 where there is nothing."""
        return self.right / max(1, self.right + self.missed)

    @property
    def f1(self) -> float:
        """Their harmonic mean; 1 where there is nothing and nothing was said."""
        return ratio_f1(self.precision, self.recall, empty=self.right + self.extra + self.missed == 0)


@dataclass(frozen=True, slots=True)
class FieldFigures:
    """The figures of a field, each with its interval (None without resampling)."""

    counts: Counts
    precision_interval: Interval | None = None
    recall_interval: Interval | None = None
    f1_interval: Interval | None = None

    @property
    def precision(self) -> float:
        """See :class:`Counts`."""
        return self.counts.precision

    @property
    def recall(self) -> float:
        """See :class:`Counts`."""
        return self.counts.recall

    @property
    def f1(self) -> float:
        """See :class:`Counts`."""
        return self.counts.f1


@dataclass(frozen=True, slots=True)
class Accuracy:
    """``right`` of ``of``."""

    right: int
    of: int
    interval: Interval | None = None

    @property
    def accuracy(self) -> float:
        """The share, 0 to 1."""
        return self.right / self.of


def ratio_f1(precision: float, recall: float, *, empty: bool) -> float:
    """F1 as the codebook has it.

    >>> ratio_f1(0.5, 1.0, empty=False), ratio_f1(0.0, 0.0, empty=True)
    (0.6666666666666666, 1.0)
    """
    return 2 * precision * recall / (precision + recall) if precision + recall else float(empty)


def named_counts(totals: list[int]) -> tuple[dict[str, Counts], dict[str, Accuracy], int]:
    """The sums of :data:`~thidua_extract.evaluate.counting.COLUMNS` by field and by flag, and the whole records."""
    at = dict(zip(COLUMNS, totals, strict=True))
    counts = {field: Counts(at[field, "right"], at[field, "extra"], at[field, "missed"]) for field in FIELDS}
    flags = {flag: Accuracy(at[flag, "right"], at[flag, "of"]) for flag in FLAGS if at[flag, "of"]}
    return counts, flags, at["whole_record", "right"]


def macro_f1(counts: Mapping[str, Counts]) -> float:
    """The mean F1 of the mandated fields."""
    return sum(counts[field].f1 for field in MANDATED) / len(MANDATED)
