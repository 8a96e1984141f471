"""The command ``convert``: a whole archive into records, in one run that can be stopped and gone on with."""

from __future__ import annotations

import signal
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from thidua_extract.cli.options import KeepText, ProfileName, ProfileOption, PublishedOn, stop

if TYPE_CHECKING:
    from thidua_extract.archive.positions import Shard
    from thidua_extract.archive.run import Begin, Ended, Options
    from thidua_extract.records import Kind

__all__ = ["HELP", "convert"]

HELP = """Read an archive of articles into records, one for each, and say of every source what became of it.

SOURCE is a file, a folder, or `-` for a list of paths on standard input. Read are text and HTML, and what lies in
`.zip`, `.tar`, JSON Lines, CSV, Parquet and WARC files, packed with gzip, xz or zstd or not, by what they hold and not
by their names alone. Beside the output lie `….errors.jsonl`, with a line for each source that gave no record, and
`….manifest.json`, which counts them all. A run that was stopped, or whose machine was, goes on with `--resume`.

Exit code: 0 all read, 1 some sources failed, 2 usage, 3 something could not be written or started, 130 or 143 stopped
by a signal (with 3, 130 and 143 `--resume` goes on).

Examples:

- `thidua-extract convert articles/ -o records.jsonl`

- `thidua-extract convert dump.jsonl.gz pages.zip crawl.warc.gz -o records.parquet --workers 8`

- `thidua-extract convert dump.jsonl.gz -o records.parquet --workers 8 --resume` (after a stop)

- `thidua-extract convert archive/ -o campaigns.jsonl.zst --only-kind launch,review`

- `find archive -name '*.html' | thidua-extract convert - -o tables/` (a folder of CSV tables)

- `thidua-extract convert archive/ -o part-$i.jsonl --shard $i/16` (one of 16 jobs)
"""

_LIST = Path("-")
_WHAT, _ROWS, _RUN, _LIMITS = (
    "What is written",
    "Fields of JSON Lines, CSV and Parquet",
    "The run",
    "Limits for a source",
)


class OutputKind(StrEnum):
    """Kinds of output."""

    JSONL = "jsonl"
    PARQUET = "parquet"
    CSV_TABLES = "csv-tables"
    PARQUET_TABLES = "parquet-tables"
    DUCKDB = "duckdb"


class FileKind(StrEnum):
    """What files are."""

    TXT = "txt"
    HTML = "html"
    JSONL = "jsonl"
    CSV = "csv"
    TSV = "tsv"
    PARQUET = "parquet"
    WARC = "warc"
    ZIP = "zip"
    TAR = "tar"


def _flag(name: str, help: str, panel: str) -> Any:
    return typer.Option(name, help=help, rich_help_panel=panel)


def _field(what: str, usual: str) -> Any:
    return typer.Option(metavar="NAME", help=f"Field with {what} (else: {usual}).", rich_help_panel=_ROWS)


Sources = Annotated[
    list[Path],
    typer.Argument(metavar="SOURCE", help="Files, folders, or - for a list of paths."),
]
Output = Annotated[
    Path,
    typer.Option(
        "--output",
        "-o",
        help="Where records go; the suffix says what kind: .jsonl (.gz, .zst), .parquet, .duckdb, none.",
    ),
]
To = Annotated[
    OutputKind | None, typer.Option("--to", help="Kind of output, whatever its suffix.", rich_help_panel=_WHAT)
]
From = Annotated[
    FileKind | None,
    typer.Option("--from", help="What files without a telling suffix or signature are.", rich_help_panel=_ROWS),
]
OnlyKind = Annotated[
    str | None,
    typer.Option(
        metavar="KIND,...", help="Write these kinds of records only, count the others.", rich_help_panel=_WHAT
    ),
]
Table = Annotated[bool, _flag("--table", "End with a table of the records.", _WHAT)]
TextField = Annotated[str | None, _field("the text", "text, maintext, content, body …")]
HtmlField = Annotated[str | None, _field("HTML", "html, raw_html, page")]
IdField = Annotated[str | None, _field("the id", "id, doc_id, _id, fingerprint, filename; else the line's number")]
UrlField = Annotated[str | None, _field("the address", "url, source_url, link, uri")]
DateField = Annotated[str | None, _field("the day of publication", "date, date_publish, published …")]
TitleField = Annotated[str | None, _field("the title", "title, headline")]
Workers = Annotated[
    int,
    typer.Option("--workers", "-w", min=0, help="Processes that read; 0: one a processor.", rich_help_panel=_RUN),
]
Resume = Annotated[bool, _flag("--resume", "Go on with a run that was stopped; try again what may pass.", _RUN)]
Restart = Annotated[bool, _flag("--restart", "Forget a run that was stopped and begin anew.", _RUN)]
ShardOption = Annotated[
    str | None,
    typer.Option(
        "--shard",
        metavar="I/N",
        help="Read the I-th of N parts; the outputs of all, in order, are the whole.",
        rich_help_panel=_RUN,
    ),
]
Limit = Annotated[int | None, typer.Option(min=1, help="Read the first sources only.", rich_help_panel=_RUN)]
NoGate = Annotated[bool, _flag("--no-gate", "Read out also pages that hold no word of emulation in their bytes.", _RUN)]
Quiet = Annotated[bool, _flag("--quiet", "No bar, no summary.", _RUN)]
MaxBytes = Annotated[int, typer.Option(min=1, max=32_000_000, help="Longest source.", rich_help_panel=_LIMITS)]
MaxCharacters = Annotated[int, typer.Option(min=1, max=2_000_000, help="Longest text.", rich_help_panel=_LIMITS)]
MaxSteps = Annotated[
    int, typer.Option(min=1, help="Lines, and the squared number of figures in each sentence.", rich_help_panel=_LIMITS)
]
TimeLimit = Annotated[
    float,
    typer.Option(min=0, help="Seconds; the last guard, its failures may pass. 0: none.", rich_help_panel=_LIMITS),
]


def convert(
    sources: Sources,
    output: Output,
    published_on: PublishedOn = None,
    profile: ProfileOption = ProfileName.FULL,
    to: To = None,
    only_kind: OnlyKind = None,
    keep_text: KeepText = False,
    table: Table = False,
    workers: Workers = 1,
    resume: Resume = False,
    restart: Restart = False,
    shard: ShardOption = None,
    limit: Limit = None,
    no_gate: NoGate = False,
    quiet: Quiet = False,
    from_: From = None,
    text_field: TextField = None,
    html_field: HtmlField = None,
    id_field: IdField = None,
    url_field: UrlField = None,
    date_field: DateField = None,
    title_field: TitleField = None,
    max_bytes: MaxBytes = 32_000_000,
    max_characters: MaxCharacters = 2_000_000,
    max_steps: MaxSteps = 10_000_000,
    time_limit: TimeLimit = 60.0,
) -> None:
    """See ``HELP``."""
    from thidua_extract.archive.model import Reading
    from thidua_extract.archive.run import Options
    from thidua_extract.archive.sources import SourceOptions
    from thidua_extract.archive.workers import count_processors

    day, kinds = published_on.date() if published_on else None, _kinds(only_kind)
    reading = Reading(day, profile.value, keep_text, not no_gate, kinds, max_bytes, max_characters, max_steps)
    fields = (text_field, html_field, id_field, url_field, date_field, title_field)
    found = SourceOptions(*fields, format=from_.value if from_ else None)
    count = workers or count_processors()
    options = Options(reading, found, to, count, time_limit, _shard(shard), limit)
    _convert(sources, output, options, _begin(resume=resume, restart=restart), quiet=quiet, table=table)


def _kinds(names: str | None) -> frozenset[Kind] | None:
    from typing import get_args

    from thidua_extract.records import Kind

    if names is None:
        return None
    kinds = frozenset(kind for kind in get_args(Kind) if kind in names.split(","))
    if len(kinds) != len(set(names.split(","))):
        raise typer.BadParameter(
            f"{names!r}: some of {', '.join(get_args(Kind))}, with commas between", param_hint="--only-kind"
        )
    return kinds


def _shard(given: str | None) -> Shard | None:
    from thidua_extract.archive.positions import Shard

    if given is None:
        return None
    try:
        number, of = given.split("/")
        return Shard(int(number), int(of))
    except ValueError:
        raise typer.BadParameter(f"{given!r}: which of how many, as in 3/16", param_hint="--shard") from None


def _begin(*, resume: bool, restart: bool) -> Begin:
    if resume and restart:
        raise typer.BadParameter("goes on, --restart begins anew: only one of them", param_hint="--resume")
    return "resume" if resume else "restart" if restart else "new"


def _convert(inputs: list[Path], output: Path, options: Options, begin: Begin, *, quiet: bool, table: bool) -> None:
    from rich.console import Console

    from thidua_extract.archive.manifest import ManifestError
    from thidua_extract.archive.run import convert as run
    from thidua_extract.archive.state import StateError, state_path
    from thidua_extract.archive.workers import WorkerError
    from thidua_extract.cli.progress import Bar
    from thidua_extract.errors import OutputError

    _check(inputs, output, options.to, table=table)
    listed = sys.stdin.buffer.read() if _LIST in inputs else b""
    try:
        with Bar(Console(stderr=True, quiet=quiet)) as bar:
            ended = run(inputs, output, options, begin=begin, listed=listed, watcher=bar)
    except StateError as error:
        stop(str(error), code=2)
    except (OutputError, WorkerError, ManifestError) as error:
        on = f"; {state_path(output)} keeps what is done: --resume goes on" if state_path(output).exists() else ""
        stop(f"{error}{on}", code=3)
    except KeyboardInterrupt:
        stop("ended at once; --resume goes on with what was kept", code=130)
    _tell(ended, output, quiet=quiet)
    if table:
        from thidua_extract.cli.table import show_file

        show_file(output)
    if ended.manifest and ended.manifest["counts"]["errors"] and not ended.was_complete:
        raise typer.Exit(1)


def _check(inputs: list[Path], output: Path, to: str | None, *, table: bool) -> None:
    """Refuse what can be seen to be a mistake before anything is read."""
    from thidua_extract.archive.sinks import sink_kind
    from thidua_extract.errors import OutputError

    for path in inputs:
        if path != _LIST and not path.exists():
            raise typer.BadParameter(f"{path}: no such file or folder", param_hint="SOURCE")
    try:
        kind = sink_kind(output, to)
    except OutputError as error:
        stop(str(error), code=2)
    if table and (kind != "jsonl" or output.suffix.lower() in (".gz", ".zst")):
        stop("--table shows JSON Lines: give an output with the suffix .jsonl", code=2)


def _tell(ended: Ended, output: Path, *, quiet: bool) -> None:
    """One line on how the run ended, on standard error; after a stop the command ends here."""
    from thidua_extract.archive.sinks import errors_path
    from thidua_extract.archive.state import state_path

    if ended.manifest is None:
        number = ended.signal or signal.SIGINT
        kept = f"{ended.kept:,} sources are kept in {state_path(output)}"
        stop(f"stopped by {signal.Signals(number).name}: {kept}; the same with --resume goes on", code=128 + number)
    counts = ended.manifest["counts"]
    told = [f"{counts['records']:,} read", f"{counts['errors']:,} failed"]
    told += [f"{counts['left_out']:,} left out"] if counts["left_out"] else []
    told.append(f"{counts['skipped']:,} skipped")
    files = f"{output}, {errors_path(output)}" if counts["errors"] else f"{output}"
    passing = counts["errors_that_may_pass"]
    more = f"; the gate spared {counts['gated']:,}" if counts["gated"] else ""
    more += f"; {passing:,} failures may pass: --resume tries them again" if passing else ""
    done = " (complete already; --restart reads again)" if ended.was_complete else ""
    if not quiet:
        typer.echo(f"{', '.join(told)}: {files}{more}{done}", err=True)
