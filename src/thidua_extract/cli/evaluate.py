"""The command ``evaluate``: figures for a paper."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from thidua_extract.cli.options import stop

if TYPE_CHECKING:
    from rich.console import Console

    from thidua_extract.evaluate import Agreement, Comparison, Evaluation

__all__ = ["HELP", "evaluate"]

HELP = """Measure records against gold: precision, recall, F1 a field with intervals, accuracies, calibration, errors.

GOLD is a folder of `NAME.json` beside `NAME.txt`, or JSON Lines of records. RECORDS is what `convert` wrote as JSON
Lines (`.gz`, `.zst` too); a record belongs to the gold whose name is the stem of its `article.id`. Intervals are 95 %
percentile intervals over articles drawn with replacement.

Exit code: 0 measured, 1 a file is not what it should be, 2 usage.

Examples:

- `thidua-extract evaluate gold/ records.jsonl --errors --html report.html`

- `thidua-extract evaluate gold/ new.jsonl --baseline old.jsonl` (gains and losses by rule)

- `thidua-extract evaluate first-annotator/ second-annotator/ --agreement`
"""

_NAMED = 5
"""Names shown of what was left aside."""

Gold = Annotated[Path, typer.Argument(exists=True, metavar="GOLD", help="A folder of gold, or JSON Lines.")]
Records = Annotated[
    Path, typer.Argument(exists=True, metavar="RECORDS", help="JSON Lines; with --agreement, other gold.")
]
Baseline = Annotated[
    Path | None, typer.Option(exists=True, dir_okay=False, help="Records of another run: list gains and losses.")
]
AsAgreement = Annotated[bool, typer.Option("--agreement", help="Both are gold, of two annotators.")]
JsonFile = Annotated[Path | None, typer.Option("--json", dir_okay=False, help="Write everything as JSON, too.")]
HtmlFile = Annotated[Path | None, typer.Option("--html", dir_okay=False, help="Write a page with plot and errors.")]
Errors = Annotated[bool, typer.Option("--errors", help="List the errors with their text and rule.")]
Bootstrap = Annotated[int, typer.Option(min=0, max=100_000, help="How many times articles are drawn; 0: no intervals.")]
Seed = Annotated[int, typer.Option(help="What the draws begin with; the same seed gives the same intervals.")]


def evaluate(
    gold: Gold,
    records: Records,
    baseline: Baseline = None,
    agreement: AsAgreement = False,
    json_file: JsonFile = None,
    html_file: HtmlFile = None,
    errors: Errors = False,
    bootstrap: Bootstrap = 1000,
    seed: Seed = 0,
) -> None:
    """Read, measure, show."""
    from thidua_extract.evaluate import EvaluationError
    from thidua_extract.evaluate.reporting import as_data, page

    if agreement and baseline:
        stop("--agreement goes without --baseline", code=2)
    if not agreement and records.is_dir():
        stop(f"{records}: a folder; RECORDS is a file of JSON Lines (two gold folders: --agreement)", code=2)
    try:
        evaluation, comparison, agreed = _measure(gold, records, baseline, agreement, bootstrap, seed)
    except EvaluationError as error:
        stop(str(error), code=1)
    _show(evaluation, comparison, agreed, errors=errors)
    if json_file:
        _write(json_file, json.dumps(as_data(evaluation, comparison, agreed), ensure_ascii=False, indent=1) + "\n")
    if html_file:
        _write(html_file, page(evaluation, comparison))


def _measure(
    gold: Path, records: Path, baseline: Path | None, agreement: bool, bootstrap: int, seed: int
) -> tuple[Evaluation, Comparison | None, Agreement | None]:
    from thidua_extract.evaluate import agree, compare, evaluate, load_gold, load_records

    loaded = load_gold(gold)
    if agreement:
        agreed = agree(loaded, load_gold(records), bootstrap=bootstrap, seed=seed)
        return agreed.evaluation, None, agreed
    said = load_records(records)
    evaluation = evaluate(loaded, said, bootstrap=bootstrap, seed=seed)
    if baseline is None:
        return evaluation, None, None
    return evaluation, compare(loaded, said, load_records(baseline), bootstrap=bootstrap, seed=seed), None


def _write(path: Path, text: str) -> None:
    try:
        path.write_bytes(text.encode("utf-8", "replace"))
    except OSError as error:
        stop(f"{path}: {error.strerror}", code=1)


def _show(evaluation: Evaluation, comparison: Comparison | None, agreed: Agreement | None, *, errors: bool) -> None:
    from rich.console import Console

    from thidua_extract.evaluate.reporting import accuracy_rows, field_rows, interval_text

    out = Console()
    out.width = out.width if out.is_terminal else 160
    _print_table(out, ("field", "precision", "recall", "F1", "right", "extra", "missed"), field_rows(evaluation))
    _print_table(out, ("accuracy of", "share", "n"), accuracy_rows(evaluation))
    said = evaluation.articles - len(evaluation.without_record)
    reached = interval_text(evaluation.macro_f1, evaluation.macro_f1_interval)
    out.print(f"{evaluation.articles} articles, {said} records; macro F1 {reached}", markup=False, highlight=False)
    for maker in evaluation.made_by if not agreed else ():
        out.print(f"records by {maker}", markup=False, highlight=False)
    _show_calibration(out, evaluation)
    for names, what in ((evaluation.without_record, "without a record"), (evaluation.without_gold, "without gold")):
        if names:
            more = ", …" if len(names) > _NAMED else ""
            out.print(f"{what}: {len(names)}: {', '.join(names[:_NAMED])}{more}", markup=False, highlight=False)
    if agreed:
        _show_agreement(out, agreed)
    if comparison:
        _show_comparison(out, comparison)
    if errors:
        _show_errors(out, evaluation)


def _show_calibration(out: Console, evaluation: Evaluation) -> None:
    calibration = evaluation.calibration
    if calibration.ece is None:
        return
    rows = [(f"{b.low:.1f} to {b.high:.1f}", f"{b.said:.3f}", f"{b.right:.3f}", str(b.n)) for b in calibration.bins]
    _print_table(out, ("confidence", "said", "right", "n"), rows)
    out.print(f"expected calibration error {calibration.ece:.3f} over {calibration.n} items", highlight=False)


def _show_agreement(out: Console, agreed: Agreement) -> None:
    rows = [
        (name, "undefined: one label only" if one.alpha is None else f"{one.alpha:.3f}", str(one.units))
        for name, one in agreed.alphas.items()
    ]
    _print_table(out, ("label", "Krippendorff's alpha (nominal)", "units"), rows)
    out.print(f"micro F1 {agreed.micro_f1:.3f} over the items of all fields", highlight=False)


def _show_comparison(out: Console, comparison: Comparison) -> None:
    from thidua_extract.evaluate.reporting import interval_text

    rows = [(field, rule, f"+{gain}", f"-{loss}") for (field, rule), (gain, loss) in comparison.by_rule().items()]
    _print_table(out, ("field", "rule", "gains", "losses"), rows)
    turns = [
        ("gain" if one.gain else "loss", one.article, one.field, one.what, one.value, one.rule or "")
        for one in comparison.turns
    ]
    _print_table(out, ("", "article", "field", "what", "value", "rule"), turns)
    change = interval_text(comparison.difference, comparison.interval)
    drawn = "" if comparison.not_better is None else f"; no better in {comparison.not_better:.1%} of the draws"
    out.print(f"macro F1 {comparison.baseline_macro_f1:.3f} before, difference {change}{drawn}", markup=False)


def _show_errors(out: Console, evaluation: Evaluation) -> None:
    from rich.text import Text

    for one in evaluation.mistakes:
        line = Text(f"{one.article}  {one.field}  {one.what}  ")
        line.append(one.value, style="bold")
        line.append(one.verdict)
        if one.rule:
            sure = "" if one.confidence is None else f" {one.confidence:.2f}"
            line.append(f"  [{one.rule}{sure}]", style="magenta")
        out.print(line, soft_wrap=True)
        if one.evidence:
            quoted = Text(f"    {one.before}", style="dim")
            quoted.append(one.evidence, style="not dim bold black on yellow")
            quoted.append(one.after)
            out.print(quoted, soft_wrap=True)


def _print_table(out: Console, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    from rich.table import Table
    from rich.text import Text

    table = Table()
    for head in heads:
        table.add_column(head)
    for row in rows:
        table.add_row(*map(Text, row))
    out.print(table)
