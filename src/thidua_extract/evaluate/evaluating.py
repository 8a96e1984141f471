"""Records against gold: every figure that the codebook names, with intervals, calibration and the errors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from thidua_extract.evaluate.calibration import Calibration, calibrate
from thidua_extract.evaluate.counting import Judged, judge
from thidua_extract.evaluate.figures import Accuracy, FieldFigures, Interval, macro_f1, named_counts
from thidua_extract.evaluate.loading import Gold, Records
from thidua_extract.evaluate.mistakes import Mistake, find_mistakes
from thidua_extract.evaluate.reading_lines import EvaluationError
from thidua_extract.evaluate.resampling import resampled_intervals

__all__ = ["RESAMPLES", "Evaluation", "evaluate", "judged_articles", "made_by", "sum_counts"]

RESAMPLES = 1000
"""How many times articles are drawn unless told."""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What records are worth against gold. An article without a record counts as one that says nothing.

    ``made_by`` are the makers that the records name. ``without_record`` are articles of gold, ``without_gold`` records
    that were left aside. ``bootstrap`` and ``seed`` are how intervals were drawn.
    """

    articles: int
    fields: Mapping[str, FieldFigures]
    accuracies: Mapping[str, Accuracy]
    macro_f1: float
    macro_f1_interval: Interval | None
    whole_record: Accuracy
    calibration: Calibration
    mistakes: tuple[Mistake, ...]
    without_record: tuple[str, ...]
    without_gold: tuple[str, ...]
    made_by: tuple[str, ...]
    bootstrap: int
    seed: int


def evaluate(gold: Gold, records: Records, *, bootstrap: int = RESAMPLES, seed: int = 0) -> Evaluation:
    """Judge ``records`` by ``gold``; ``bootstrap`` 0 leaves the intervals out.

    Raises:
        EvaluationError: there is no gold, or gold or a record is not made as the codebook says.
    """
    judged = judged_articles(gold, records)
    rows = [article.counts() for article in judged]
    counts, accuracies, whole = named_counts(sum_counts(rows))
    intervals = resampled_intervals(rows, times=bootstrap, seed=seed)
    fields = {
        field: FieldFigures(one, *(intervals.get((field, what)) for what in ("precision", "recall", "f1")))
        for field, one in counts.items()
    }
    return Evaluation(
        articles=len(judged),
        fields=fields,
        accuracies={name: replace(one, interval=intervals.get((name, "accuracy"))) for name, one in accuracies.items()},
        macro_f1=macro_f1(counts),
        macro_f1_interval=intervals.get(("macro_f1", "f1")),
        whole_record=Accuracy(whole, len(judged), intervals.get(("whole_record", "share"))),
        calibration=calibrate(judged),
        mistakes=tuple(one for article in judged for one in find_mistakes(article, gold.texts.get(article.name))),
        without_record=tuple(name for name in gold.articles if name not in records),
        without_gold=tuple(name for name in records if name not in gold.articles),
        made_by=tuple(sorted({made_by(record) for record in records.values()})),
        bootstrap=bootstrap,
        seed=seed,
    )


def judged_articles(gold: Gold, records: Records) -> list[Judged]:
    """Every article of gold, judged.

    Raises:
        EvaluationError: as of :func:`evaluate`.
    """
    if not gold.articles:
        raise EvaluationError("no gold to judge by")
    return judge(gold, records)


def sum_counts(rows: list[list[int]]) -> list[int]:
    """The sums of the columns."""
    return [sum(column) for column in zip(*rows, strict=True)]


def made_by(record: Mapping[str, Any]) -> str:
    """What a record says of its maker, in one phrase.

    >>> made_by({"made_by": {"library": "0.1.0", "rules": "ab", "lexicons": "cd"}, "schema_version": "1.2"})
    'library 0.1.0, rules ab, lexicons cd, schema 1.2'
    """
    made = record.get("made_by") or {}
    parts = [f"{name} {made[name]}" for name in ("library", "rules", "lexicons") if made.get(name)]
    version = record.get("schema_version")
    return ", ".join([*parts, *([f"schema {version}"] if version else [])]) or "unknown"
