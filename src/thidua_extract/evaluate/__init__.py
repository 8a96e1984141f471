"""Records measured against gold, against other records, and two annotators against each other.

The matching and the figures are those of the codebook's scoring section.

>>> themes = [{"text": "An toàn", "evidence": "An toàn"}]
>>> gold = Gold({"a": {"kind": "launch", "themes": themes}}, {"a": "Chủ đề An toàn"})
>>> theme = {"text": "an toàn", "rule": "themes.quoted", "evidence": {"start": 7, "end": 14, "text": "An toàn"}}
>>> result = evaluate(gold, {"a": {"kind": "launch", "themes": [theme]}}, bootstrap=0)
>>> result.fields["themes"].f1, result.accuracies["kind"].accuracy
(1.0, 1.0)
"""

from __future__ import annotations

from thidua_extract.evaluate.agreeing import Agreement, Alpha, agree
from thidua_extract.evaluate.calibration import Bin, Calibration
from thidua_extract.evaluate.changes import Change, Difference, RecordChange, compare_records, iter_changes
from thidua_extract.evaluate.comparing import Comparison, Turn, compare
from thidua_extract.evaluate.evaluating import Evaluation, evaluate
from thidua_extract.evaluate.figures import Accuracy, Counts, FieldFigures, Interval
from thidua_extract.evaluate.loading import Gold, Records, load_gold, load_records
from thidua_extract.evaluate.mistakes import Mistake
from thidua_extract.evaluate.reading_lines import EvaluationError

__all__ = [
    "Accuracy",
    "Agreement",
    "Alpha",
    "Bin",
    "Calibration",
    "Change",
    "Comparison",
    "Counts",
    "Difference",
    "Evaluation",
    "EvaluationError",
    "FieldFigures",
    "Gold",
    "Interval",
    "Mistake",
    "RecordChange",
    "Records",
    "Turn",
    "agree",
    "compare",
    "compare_records",
    "evaluate",
    "iter_changes",
    "load_gold",
    "load_records",
]
