"""The command ``diff``: what differs between two runs."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import asdict
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated, Any

import typer

from thidua_extract.cli.options import stop

if TYPE_CHECKING:
    from thidua_extract.evaluate import Difference

__all__ = ["HELP", "diff"]

HELP = """Show what differs between two runs: items added, removed and changed, by field and rule.

OLD and NEW are JSON Lines of records as `convert` writes them (`.gz`, `.zst` too). Records belong together by
`article.id`, items by their evidence. Files of any size and order are read without holding them in memory. That other
versions made the records is shown, and is no difference by itself.

Exit code: 0 the same, 1 they differ, 2 usage or a file that is not what it should be.

Examples:

- `thidua-extract diff old.jsonl new.jsonl`

- `thidua-extract diff old.jsonl.zst new.jsonl.zst --json changes.json`
"""

_SHOWN = 10
"""Ids shown of what is on one side only."""

Old = Annotated[Path, typer.Argument(exists=True, dir_okay=False, metavar="OLD", help="Records of the earlier run.")]
New = Annotated[Path, typer.Argument(exists=True, dir_okay=False, metavar="NEW", help="Records of the later run.")]
JsonFile = Annotated[Path | None, typer.Option("--json", dir_okay=False, help="Write every change as JSON, too.")]


def diff(old: Old, new: New, json_file: JsonFile = None) -> None:
    """Compare, show, and end with 1 where the two differ."""
    from thidua_extract.evaluate import Difference, EvaluationError

    counted = Difference()
    alone: dict[str, list[str]] = {"only in old": [], "only in new": []}
    try:
        with _whole(json_file) if json_file else nullcontext() as file:
            _compare(old, new, counted, alone, file)
    except EvaluationError as error:
        stop(str(error), code=2)
    except OSError as error:
        stop(f"{json_file}: {error.strerror}", code=2)
    _show(counted, alone)
    raise typer.Exit(int(counted.differs))


@contextmanager
def _whole(path: Path) -> Iterator[IO[str]]:
    """A file to write that appears when it is whole."""
    part = path.with_name(f".{path.name}.part")
    try:
        with part.open("w", encoding="utf-8", errors="replace") as file:
            yield file
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _compare(old: Path, new: Path, counted: Difference, alone: dict[str, list[str]], file: IO[str] | None) -> None:
    """Go through the records; each change is written as soon as it is met."""
    from thidua_extract.evaluate import iter_changes

    between = ""
    if file:
        file.write('{"records": [')
    for change in iter_changes(old, new, counted):
        if change.what in alone and len(alone[change.what]) < _SHOWN:
            alone[change.what].append(change.id)
        if file:
            file.write(f"{between}\n{json.dumps(asdict(change), ensure_ascii=False)}")
            between = ","
    if file:
        file.write(f"\n],\n{json.dumps(_summary(counted), ensure_ascii=False)[1:]}\n")


def _summary(counted: Difference) -> dict[str, Any]:
    changes = [
        {"field": field, "rule": rule, "what": what, "n": n}
        for (field, rule, what), n in sorted(counted.changes.items())
    ]
    names = ("same", "changed", "only_in_old", "only_in_new", "old_made_by", "new_made_by")
    return {**{name: getattr(counted, name) for name in names}, "changes": changes}


def _show(counted: Difference, alone: dict[str, list[str]]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    out = Console()
    out.width = out.width if out.is_terminal else 140
    rows: dict[tuple[str, str], Counter[str]] = {}
    for (field, rule, what), n in counted.changes.items():
        rows.setdefault((field, rule), Counter())[what] += n
    table = Table()
    for head in ("field", "rule", "added", "removed", "changed"):
        table.add_column(head)
    for (field, rule), numbers in sorted(rows.items()):
        cells = (str(numbers[what] or "") for what in ("added", "removed", "changed"))
        table.add_row(*map(Text, (field, rule, *cells)))
    if rows:
        out.print(table)
    for side, makers in (("old", counted.old_made_by), ("new", counted.new_made_by)):
        for maker, n in makers.items():
            out.print(f"{side}: {n} records by {maker}", markup=False, highlight=False)
    for what, names in alone.items():
        total = counted.only_in_old if what == "only in old" else counted.only_in_new
        if total:
            more = ", …" if total > len(names) else ""
            out.print(f"{what}: {total}: {', '.join(names)}{more}", markup=False, highlight=False)
    out.print(f"{counted.same} records the same, {counted.changed} changed", markup=False, highlight=False)
