"""The command ``review``: a page to look at records and correct them, as a file or from a server of this machine."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from thidua_extract.cli.options import stop

if TYPE_CHECKING:
    from thidua_extract.records import Announcement
    from thidua_extract.review import Review

__all__ = ["HELP", "review"]

HELP = """Make a page to look at records beside their articles and correct them; the corrections are gold files.

The page is one file that works without any network. It needs the articles' texts: records written with
`convert --keep-text` carry them, others need `--sources`, what they were read from.

Exit code: 0 all records have their text, 1 some have not (they are named and shown without), 2 usage, 3 something
could not be written.

Examples:

- `thidua-extract review records.jsonl --sources articles/ -o review.html`

- `thidua-extract review records.jsonl --sources articles/ --serve --gold gold/` (saves straight to the folder)

- `thidua-extract review --unpack gold.jsonl --gold gold/` (a download of all corrections as a folder of gold)
"""

Records = Annotated[Path | None, typer.Argument(exists=True, dir_okay=False, help="What `convert` wrote (JSON Lines).")]
Sources = Annotated[
    list[Path] | None, typer.Option(exists=True, help="A file, folder or archive the records were read from.")
]
Output = Annotated[Path | None, typer.Option("-o", "--output", help="The page to write.")]
Serve = Annotated[bool, typer.Option("--serve", help="Serve the page on this machine until Ctrl+C.")]
Gold = Annotated[
    Path | None, typer.Option(help="Folder of corrections: its NAME.json are gone on with, --serve saves there.")
]
Port = Annotated[int, typer.Option(min=0, max=65535, help="Port of --serve; 0 takes a free one.")]
Sample = Annotated[int | None, typer.Option(min=1, help="Only so many records, chosen by the digest of their ids.")]
Unpack = Annotated[
    Path | None, typer.Option(exists=True, dir_okay=False, help="A download of all corrections to write to --gold.")
]


def review(
    records: Records = None,
    sources: Sources = None,
    output: Output = None,
    serve: Serve = False,
    gold: Gold = None,
    port: Port = 0,
    sample: Sample = None,
    unpack: Unpack = None,
) -> None:
    """Make the page, serve it, or take a download apart."""
    from thidua_extract.errors import OutputError, ReadError

    try:
        if unpack:
            _unpack(unpack, gold)
            return
        if records is None or bool(output) == serve or (serve and gold is None):
            stop(
                "give RECORDS with -o PAGE, or RECORDS with --serve --gold FOLDER, or --unpack FILE --gold FOLDER",
                code=2,
            )
        prepared = _prepared(_chosen(records, sample), sources or [], gold)
        if output:
            _write(prepared, output)
        elif gold:
            _serve(prepared, gold, port)
    except ReadError as error:
        stop(str(error), code=2)
    except OutputError as error:
        stop(str(error), code=3)
    if prepared.problems:
        raise typer.Exit(1)


def _chosen(path: Path, sample: int | None) -> list[Announcement]:
    """The records of a file, or a sample of them in their order: the same ids give the same sample."""
    from pydantic import ValidationError

    from thidua_extract.cli.table import read_records

    try:
        found = read_records(path)
    except (UnicodeDecodeError, ValidationError) as error:
        stop(f"{path}: not a file of records: {str(error).splitlines()[0]}", code=1)
    if not found:
        stop(f"{path}: holds no record", code=1)
    if sample is None or sample >= len(found):
        return found
    order = sorted(range(len(found)), key=lambda n: hashlib.sha256(found[n].article.id.encode()).digest())
    return [found[n] for n in sorted(order[:sample])]


def _prepared(records: list[Announcement], sources: list[Path], gold: Path | None) -> Review:
    from thidua_extract.review import prepare_review, read_gold_folder

    prepared = prepare_review(records, sources=sources, saved=read_gold_folder(gold) if gold else None)
    for problem in prepared.problems:
        typer.echo(f"thidua-extract: {problem}", err=True)
    return prepared


def _write(prepared: Review, output: Path) -> None:
    from thidua_extract.review import review_page
    from thidua_extract.review.gold import write_file

    write_file(output, review_page(prepared).encode("utf-8"))
    typer.echo(f"{output}: {len(prepared.articles)} articles", err=True)


def _serve(prepared: Review, gold: Path, port: int) -> None:
    from thidua_extract.review.serving import ReviewServer

    try:
        server = ReviewServer(prepared, gold, port=port)
    except OSError as error:
        stop(f"port {port}: {error.strerror or error}", code=3)
    typer.echo(f"{server.address}  (Ctrl+C ends it; corrections go to {gold})")
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        typer.echo("stopped", err=True)
    finally:
        server.server_close()


def _unpack(path: Path, folder: Path | None) -> None:
    from thidua_extract.review import unpack_gold

    if folder is None:
        stop("--unpack needs --gold, the folder to write to", code=2)
    typer.echo(f"{folder}: {unpack_gold(path, folder)} articles", err=True)
