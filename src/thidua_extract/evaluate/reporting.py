"""An evaluation as plain data for JSON, and as one self-contained page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from html import escape
from typing import Any

from thidua_extract.evaluate.agreeing import Agreement
from thidua_extract.evaluate.comparing import Comparison
from thidua_extract.evaluate.evaluating import Evaluation
from thidua_extract.evaluate.figures import Interval
from thidua_extract.evaluate.mistakes import Mistake
from thidua_extract.evaluate.plotting import reliability_svg

__all__ = ["accuracy_rows", "as_data", "field_rows", "interval_text", "page"]

_STYLE = """body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem;color:#1b1b1b}
table{border-collapse:collapse;margin:1rem 0}caption{text-align:left;font-weight:600}
th,td{border-bottom:1px solid #ccc;padding:.25rem .75rem;text-align:left;vertical-align:top}
td.n{font-variant-numeric:tabular-nums;white-space:nowrap}mark{background:#ffe08a}code{overflow-wrap:anywhere}
.wide{overflow-x:auto}@media print{body{max-width:none}}"""


def as_data(
    evaluation: Evaluation, comparison: Comparison | None = None, agreement: Agreement | None = None
) -> dict[str, Any]:
    """Everything as JSON values: the figures under the names of the scorer, with their intervals."""
    data: dict[str, Any] = {"articles": evaluation.articles, "macro_f1": evaluation.macro_f1}
    data["macro_f1_interval"] = _interval(evaluation.macro_f1_interval)
    data["whole_record"] = _accuracy(evaluation.whole_record)
    data["fields"] = {
        name: {
            **{what: getattr(one, what) for what in ("precision", "recall", "f1")},
            **asdict(one.counts),
            **{
                f"{what}_interval": _interval(getattr(one, f"{what}_interval"))
                for what in ("precision", "recall", "f1")
            },
        }
        for name, one in evaluation.fields.items()
    }
    data["accuracies"] = {name: _accuracy(one) for name, one in evaluation.accuracies.items()}
    data["calibration"] = asdict(evaluation.calibration)
    data["errors"] = [asdict(one) for one in evaluation.mistakes]
    for name in ("without_record", "without_gold", "made_by", "bootstrap", "seed"):
        data[name] = getattr(evaluation, name)
    if comparison:
        rules = [{"field": f, "rule": r, "gains": g, "losses": n} for (f, r), (g, n) in comparison.by_rule().items()]
        data["baseline"] = {**asdict(comparison), "difference": comparison.difference, "by_rule": rules}
    if agreement:
        alphas = {name: asdict(one) for name, one in agreement.alphas.items()}
        data["agreement"] = {"micro_f1": agreement.micro_f1, **asdict(agreement.micro), "alpha": alphas}
    return data


def field_rows(evaluation: Evaluation) -> list[tuple[str, ...]]:
    """A row a field: name, precision, recall, F1 with their intervals, right, extra, missed."""
    return [
        (
            name,
            interval_text(one.precision, one.precision_interval),
            interval_text(one.recall, one.recall_interval),
            interval_text(one.f1, one.f1_interval),
            *map(str, (one.counts.right, one.counts.extra, one.counts.missed)),
        )
        for name, one in evaluation.fields.items()
    ]


def accuracy_rows(evaluation: Evaluation) -> list[tuple[str, ...]]:
    """A row an accuracy: name, share with its interval, of how many."""
    named = {**evaluation.accuracies, "whole_record": evaluation.whole_record}
    return [(name, interval_text(one.accuracy, one.interval), str(one.of)) for name, one in named.items()]


def interval_text(value: float, interval: Interval | None) -> str:
    """A figure with its interval.

    >>> interval_text(0.97, Interval(0.95, 0.99)), interval_text(0.5, None)
    ('0.970 [0.950, 0.990]', '0.500')
    """
    return f"{value:.3f}" + (f" [{interval.low:.3f}, {interval.high:.3f}]" if interval else "")


def page(evaluation: Evaluation, comparison: Comparison | None = None) -> str:
    """One HTML page with all tables, the reliability plot and the errors; it asks for nothing from elsewhere."""
    calibration = evaluation.calibration
    ece = "" if calibration.ece is None else f", expected calibration error {calibration.ece:.3f}"
    bins = [
        (f"{one.low:.1f} to {one.high:.1f}", f"{one.said:.3f}", f"{one.right:.3f}", str(one.n))
        for one in calibration.bins
    ]
    parts = [
        f"<p>{evaluation.articles} articles, macro F1 "
        f"{interval_text(evaluation.macro_f1, evaluation.macro_f1_interval)}. {escape(_how(evaluation))}</p>",
        *(f"<p>Records by {escape(one)}.</p>" for one in evaluation.made_by),
        _table("Fields", ("field", "precision", "recall", "F1", "right", "extra", "missed"), field_rows(evaluation)),
        _table("Accuracies", ("of", "accuracy", "n"), accuracy_rows(evaluation)),
        *_left_out(evaluation),
        *(_compared(comparison) if comparison else ()),
        f"<h2>Calibration</h2><p>{calibration.n} items{ece}.</p>{reliability_svg(calibration)}",
        _table("Confidence", ("from, to", "said", "right", "n"), bins),
        f"<h2>Errors ({len(evaluation.mistakes)})</h2>{_mistakes(evaluation.mistakes)}",
    ]
    head = '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Evaluation</title>'
    view = '<meta name="viewport" content="width=device-width, initial-scale=1">'
    return f"{head}{view}<style>{_STYLE}</style></head><body><h1>Evaluation</h1>{''.join(parts)}</body></html>\n"


def _how(evaluation: Evaluation) -> str:
    if not evaluation.bootstrap:
        return ""
    return (
        f"In brackets: 95 % percentile intervals over {evaluation.bootstrap} draws of as many articles "
        f"(seed {evaluation.seed})."
    )


def _left_out(evaluation: Evaluation) -> Iterable[str]:
    for names, what in (
        (evaluation.without_record, "Articles of gold without a record (all of them missed)"),
        (evaluation.without_gold, "Records without gold (left aside)"),
    ):
        if names:
            yield f"<p>{what}: {len(names)}: {escape(', '.join(names))}</p>"


def _compared(comparison: Comparison) -> Iterable[str]:
    change = interval_text(comparison.difference, comparison.interval)
    before = f"Macro F1 {comparison.baseline_macro_f1:.3f} before, difference {change}."
    yield f"<h2>Against the baseline</h2><p>{before}</p>"
    if not comparison.turns:
        yield "<p>Nothing is right in one and not in the other.</p>"
        return
    rows = [(field, rule, str(gains), str(losses)) for (field, rule), (gains, losses) in comparison.by_rule().items()]
    yield _table("Gains and losses", ("field", "rule", "gains", "losses"), rows)
    turns = [
        ("gain" if one.gain else "loss", one.article, one.field, one.what, one.value, one.rule or "", one.evidence)
        for one in comparison.turns
    ]
    yield _table("Each", ("", "article", "field", "what", "value", "rule", "text"), turns)


def _mistakes(mistakes: Iterable[Mistake]) -> str:
    heads = ("article", "field", "what", "value", "rule", "confidence", "text")
    rows = "".join(
        f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in _mistake_cells(one))}"
        f"<td>{escape(one.before)}<mark>{escape(one.evidence)}</mark>{escape(one.after)}</td></tr>"
        for one in mistakes
    )
    return f'<div class="wide"><table><thead><tr>{_heads(heads)}</tr></thead><tbody>{rows}</tbody></table></div>'


def _mistake_cells(mistake: Mistake) -> tuple[str, ...]:
    confidence = "" if mistake.confidence is None else f"{mistake.confidence:.2f}"
    return (
        mistake.article,
        mistake.field,
        mistake.what,
        (mistake.value + mistake.verdict).strip(),
        mistake.rule or "",
        confidence,
    )


def _table(caption: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    body = "".join(f"<tr>{''.join(f'<td class=n>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
    head = f"<caption>{escape(caption)}</caption><thead><tr>{_heads(heads)}</tr></thead>"
    return f'<div class="wide"><table>{head}<tbody>{body}</tbody></table></div>'


def _heads(heads: Iterable[str]) -> str:
    return "".join(f'<th scope="col">{escape(one)}</th>' for one in heads)


def _accuracy(one: Any) -> dict[str, Any]:
    return {"accuracy": one.accuracy, "right": one.right, "of": one.of, "interval": _interval(one.interval)}


def _interval(one: Interval | None) -> list[float] | None:
    return [one.low, one.high] if one else None
