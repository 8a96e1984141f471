"""Records as a table, one row an article."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pydantic import ValidationError
from rich.console import Console
from rich.table import Table
from rich.text import Text

from thidua_extract.cli.options import stop
from thidua_extract.records import Announcement, Phase

__all__ = ["print_table", "read_records", "show_file"]

PIPE_WIDTH = 140
"""Columns where the output is no terminal."""

COUNTED = ("themes", "movements", "targets", "statistics", "documents")


def show_file(path: Path) -> None:
    """Print the table of a file of records, or end the command where it is none."""
    try:
        print_table(read_records(path))
    except (UnicodeDecodeError, ValidationError) as error:
        stop(f"{path}: not a file of records: {str(error).splitlines()[0]}", code=1)


def read_records(path: Path) -> list[Announcement]:
    """The records of a file of JSON lines."""
    lines = path.read_text(encoding="utf-8").split("\n")
    return [Announcement.model_validate_json(line) for line in lines if line.strip()]


def print_table(records: Iterable[Announcement], *, console: Console | None = None) -> None:
    """Print what each record says: its kind, launch, issuers and phases, and how many items of the longer lists."""
    out = console or Console()
    if not out.is_terminal:
        out.width = PIPE_WIDTH
    table = Table(show_lines=True)
    table.add_column("article", no_wrap=True)
    table.add_column("kind, launch", no_wrap=True)
    table.add_column("issued by")
    table.add_column("phases", no_wrap=True)
    table.add_column("items")
    for record in records:
        table.add_row(*map(Text, _cells(record)))
    out.print(table)


def _cells(record: Announcement) -> list[str]:
    launched = record.campaign.launched_on
    counts = {name: len(getattr(record, name)) for name in COUNTED}
    return [
        record.article.id,
        record.kind + (f"\n{launched.date}" if launched else ""),
        "\n".join(body.name for body in record.issuing_bodies),
        "\n".join(map(_phase, record.phases)),
        ", ".join(f"{name}\u00a0{count}" for name, count in counts.items() if count),
    ]


def _phase(phase: Phase) -> str:
    number = "" if phase.ordinal is None else f"{phase.ordinal}: "
    return f"{number}{phase.start or '…'} to {phase.end or '…'}"
