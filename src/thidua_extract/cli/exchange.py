"""The commands ``export`` and ``import``: records to the files of annotation tools and back."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from thidua_extract.cli.options import stop

if TYPE_CHECKING:
    from thidua_extract.records import Announcement

__all__ = ["EXPORT_HELP", "IMPORT_HELP", "export", "import_"]

EXPORT_HELP = """Write records for an annotation tool: each item a labelled stretch of its article, with all its values.

It needs the articles' texts: records written with `convert --keep-text` carry them, others need `--sources`.

Exit code: 0 all written, 1 some without their text (they are named), 2 usage, 3 something could not be written.

Examples:

- `thidua-extract export records.jsonl --sources articles/ --to label-studio -o tasks.json` (and `tasks.xml`, the
labelling configuration)

- `thidua-extract export records.jsonl --sources articles/ --to brat -o collection/`
"""
IMPORT_HELP = """Read back what an annotation tool saved: records, which `evaluate` takes as gold.

Items that were moved keep their values; added ones get rule `annotator` and confidence 1.

Exit code: 0 all taken over, 1 something was left out (each is named), 2 usage, 3 the output could not be written.

Examples:

- `thidua-extract import export.json --from label-studio -o gold.jsonl`

- `thidua-extract import collection/ --from brat -o gold.jsonl`
"""


class FormatName(StrEnum):
    """The formats of other tools."""

    LABEL_STUDIO = "label-studio"
    DOCCANO = "doccano"
    BRAT = "brat"
    WEB_ANNOTATION = "web-annotation"


class UnitName(StrEnum):
    """What offsets count."""

    CODE_POINTS = "code-points"
    UTF_16 = "utf-16"


Records = Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="What `convert` wrote (JSON Lines).")]
Saved = Annotated[Path, typer.Argument(exists=True, metavar="FILE|DIR", help="What the tool saved.")]
To = Annotated[FormatName, typer.Option("--to", help="The tool to write for.")]
From = Annotated[FormatName, typer.Option("--from", help="The tool that saved it.")]
Output = Annotated[Path, typer.Option("-o", "--output", help="A folder for brat and web-annotation, else a file.")]
RecordsOutput = Annotated[Path, typer.Option("-o", "--output", help="The file of records to write.")]
Sources = Annotated[
    list[Path] | None, typer.Option(exists=True, help="A file, folder or archive the records were read from.")
]
Unit = Annotated[
    UnitName | None,
    typer.Option("--offsets", help="What the tool's offsets count, where its release counts otherwise (docs say)."),
]
Finished = Annotated[bool, typer.Option("--finished", help="Label Studio: as annotations, not as predictions.")]


def export(
    records: Records,
    to: To,
    output: Output,
    sources: Sources = None,
    offsets: Unit = None,
    finished: Finished = False,
) -> None:
    """Write records for an annotation tool."""
    from thidua_extract.errors import OutputError
    from thidua_extract.exchange import Format, OffsetUnit, export_records

    try:
        done = export_records(
            _records(records),
            output,
            to=Format(to.value),
            sources=sources or [],
            unit=OffsetUnit(offsets.value) if offsets else None,
            finished=finished,
        )
    except OutputError as error:
        stop(str(error), code=3)
    except ValueError as error:
        stop(str(error), code=2)
    _end(output, len(done.records), done.problems)


def import_(saved: Saved, of: From, output: RecordsOutput, sources: Sources = None, offsets: Unit = None) -> None:
    """Read back what an annotation tool saved."""
    from thidua_extract.errors import OutputError, ReadError
    from thidua_extract.exchange import Format, OffsetUnit, import_records
    from thidua_extract.review.gold import write_file

    unit = OffsetUnit(offsets.value) if offsets else None
    try:
        done = import_records(saved, of=Format(of.value), sources=sources or [], unit=unit)
        lines = "".join(record.model_dump_json() + "\n" for record in done.records)
        write_file(output, lines.encode("utf-8", "surrogatepass"))
    except OutputError as error:
        stop(str(error), code=3)
    except (ReadError, ValueError) as error:
        stop(str(error), code=2)
    _end(output, len(done.records), done.problems)


def _records(path: Path) -> list[Announcement]:
    from pydantic import ValidationError

    from thidua_extract.cli.table import read_records

    try:
        return read_records(path)
    except (UnicodeDecodeError, ValidationError) as error:
        stop(f"{path}: not a file of records: {str(error).splitlines()[0]}", code=1)


def _end(output: Path, count: int, problems: tuple[str, ...]) -> None:
    for problem in problems:
        typer.echo(f"thidua-extract: {problem}", err=True)
    typer.echo(f"{output}: {count} records", err=True)
    if problems:
        raise typer.Exit(1)
