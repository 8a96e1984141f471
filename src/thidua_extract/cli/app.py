"""The commands. What is heavy is imported inside them, so that ``--help`` is quick."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from thidua_extract import __version__
from thidua_extract.cli import convert, diff, evaluate, exchange, review
from thidua_extract.cli.options import KeepText, ProfileName, ProfileOption, PublishedOn, stop

if TYPE_CHECKING:
    from thidua_extract.records import Announcement

__all__ = ["app", "main"]

app = typer.Typer(
    help="Read Vietnamese news about emulation campaigns (phong trào thi đua) into structured records.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
)


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


app.command(help=convert.HELP)(convert.convert)
app.command(help=review.HELP)(review.review)
app.command(help=evaluate.HELP)(evaluate.evaluate)
app.command(help=diff.HELP)(diff.diff)
app.command(help=exchange.EXPORT_HELP)(exchange.export)
app.command("import", help=exchange.IMPORT_HELP)(exchange.import_)


@app.command("table")
def show_table(
    records: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="What `convert` wrote.")],
) -> None:
    """Show a file of records as a table, one row an article.

    Example: `thidua-extract table records.jsonl`
    """
    from thidua_extract.cli.table import show_file

    show_file(records)


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
        stop(str(error), code=2 if error.code == "not_found" else 1)
    except OSError as error:
        stop(f"{file}: {error.strerror}", code=2 if isinstance(error, FileNotFoundError) else 1)
    return extract(article, default_published_on=day, profile=profile.value, keep_text=keep_text)
