"""The commands. What is heavy is imported inside them, so that ``--help`` is quick."""

from __future__ import annotations

import datetime as dt
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from thidua_extract import __version__

if TYPE_CHECKING:
    from thidua_extract.archive.convert import Options, Summary
    from thidua_extract.records import Announcement

__all__ = ["app", "main"]

app = typer.Typer(
    help="Read Vietnamese news about emulation campaigns (phong trào thi đua) into structured records.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
)


class ProfileName(StrEnum):
    """The two named profiles."""

    FULL = "full"
    RULES = "rules"


PublishedOn = Annotated[
    dt.datetime | None,
    typer.Option(formats=["%Y-%m-%d"], help="Publication date, where the source carries none."),
]
ProfileOption = Annotated[
    ProfileName, typer.Option(help="full: rules, and underthesea where they leave something undecided; rules: no NLP.")
]
KeepText = Annotated[bool, typer.Option("--keep-text", help="Put the text that offsets count in into the record.")]
Input = Annotated[str, typer.Argument(metavar="FILE|-", help="A .txt, .html or .htm file; - is standard input.")]
Url = Annotated[str | None, typer.Option(help="Where the article comes from; a date in it counts.")]


def main() -> None:
    """Entry point."""
    app()


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"thidua-extract {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")] = (
        False
    ),
) -> None:
    """Read Vietnamese news about emulation campaigns (phong trào thi đua) into structured records."""


@app.command()
def extract(
    file: Input,
    published_on: PublishedOn = None,
    url: Url = None,
    profile: ProfileOption = ProfileName.FULL,
    keep_text: KeepText = False,
) -> None:
    """Print the record of one article: laid out on a terminal, one JSON line in a pipe.

    Examples:

    - `thidua-extract extract article.txt`

    - `curl -s URL | thidua-extract extract - --url URL | jq .phases`
    """
    record = _read(file, published_on, url, profile, keep_text=keep_text)
    if sys.stdout.isatty():
        from rich.console import Console

        Console().print_json(record.model_dump_json())
    else:
        typer.echo(record.model_dump_json().encode())


@app.command()
def explain(
    file: Input,
    published_on: PublishedOn = None,
    url: Url = None,
    profile: ProfileOption = ProfileName.FULL,
) -> None:
    """Show each value of an article's record with the rule that read it and its text in context, in colour.

    Example: `thidua-extract explain article.txt` (in a pipe, `FORCE_COLOR=1` keeps the colours).
    """
    from thidua_extract.cli.explain import show_record

    show_record(_read(file, published_on, url, profile, keep_text=True))


@app.command()
def convert(
    sources: Annotated[list[Path], typer.Argument(exists=True, metavar="SOURCE", help="Files and folders.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="Records, one JSON line each.")],
    published_on: PublishedOn = None,
    profile: ProfileOption = ProfileName.FULL,
    keep_text: KeepText = False,
    table: Annotated[bool, typer.Option("--table", help="End with a table of the records.")] = False,
) -> None:
    """Read files and folders (.txt, .html, .htm) into one JSON line a source.

    A record's `article.id` is the path relative to the given folder. Sources that give no record are listed in
    `….errors.jsonl` beside the output. Exit code: 0 all read, 1 some sources failed, 2 usage.

    Example: `thidua-extract convert articles/ -o records.jsonl`
    """
    from thidua_extract.archive.convert import Options
    from thidua_extract.archive.sink import OutputError, errors_path

    day = published_on.date() if published_on else None
    try:
        summary = _converted(sources, output, Options(day, profile.value, keep_text))
    except OutputError as error:
        _stop(str(error), code=2)
    typer.echo(
        f"{summary.read} read, {summary.failed} failed, {summary.skipped} skipped (other suffixes): {output}"
        + (f", {errors_path(output)}" if summary.failed else ""),
        err=True,
    )
    if table:
        show_table(output)
    if summary.failed:
        raise typer.Exit(1)


@app.command("table")
def show_table(
    records: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="What `convert` wrote.")],
) -> None:
    """Show a file of records as a table, one row an article.

    Example: `thidua-extract table records.jsonl`
    """
    from pydantic import ValidationError

    from thidua_extract.cli.table import print_table, read_records

    try:
        print_table(read_records(records))
    except (UnicodeDecodeError, ValidationError) as error:
        _stop(f"{records}: not a file of records: {str(error).splitlines()[0]}", code=1)


@app.command()
def schema() -> None:
    """Print the JSON Schema of a record.

    Example: `thidua-extract schema > announcement.schema.json`
    """
    from thidua_extract.schema import load_schema

    typer.echo(load_schema().encode(), nl=False)


def _read(
    file: str, published_on: dt.datetime | None, url: str | None, profile: ProfileName, *, keep_text: bool
) -> Announcement:
    from thidua_extract.errors import ReadError
    from thidua_extract.pipeline import extract
    from thidua_extract.reader import read_article

    day = published_on.date() if published_on else None
    try:
        data = sys.stdin.buffer.read() if file == "-" else Path(file)
        article = read_article(data, id=file, url=url)
    except ReadError as error:
        _stop(str(error), code=2 if error.code == "not_found" else 1)
    except OSError as error:
        _stop(f"{file}: {error.strerror}", code=2 if isinstance(error, FileNotFoundError) else 1)
    return extract(article, default_published_on=day, profile=profile.value, keep_text=keep_text)


def _converted(sources: list[Path], output: Path, options: Options) -> Summary:
    from rich.console import Console
    from rich.progress import Progress

    from thidua_extract.archive.convert import convert
    from thidua_extract.archive.sink import RecordSink
    from thidua_extract.archive.sources import list_sources

    listing = list_sources(sources)
    if output.exists() and any(output.samefile(source.path) for source in listing.sources):
        _stop(f"{output}: the output is one of the sources", code=2)
    console = Console(stderr=True)
    with RecordSink(output) as sink, Progress(console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("Reading", total=len(listing.sources))
        return convert(listing, sink, options, on_source=lambda _: bar.advance(task))


def _stop(message: str, *, code: int) -> NoReturn:
    typer.echo(f"thidua-extract: {message}", err=True)
    raise typer.Exit(code)
