"""Which kind of output is meant, and which files lie beside it."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, cast, get_args

from thidua_extract.errors import OutputError

__all__ = ["SinkKind", "errors_path", "output_stem", "sink_kind"]

SinkKind = Literal["jsonl", "parquet", "csv-tables", "parquet-tables", "duckdb"]
"""jsonl: one line a record; parquet: one row a record, nested; …-tables: a folder of flat tables; duckdb: the same
tables in one database file."""

_KINDS: dict[str, SinkKind] = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "jsonl",
    ".parquet": "parquet",
    ".duckdb": "duckdb",
    ".db": "duckdb",
}
_COMPRESSED = (".gz", ".zst")
_OFFER = (
    ".jsonl, .ndjson, .json (each also with .gz or .zst), .parquet, .duckdb, .db, "
    "or a folder (a name without suffix) for tables as CSV"
)


def sink_kind(output: Path, wanted: str | None = None) -> SinkKind:
    """The kind of output a path means by its suffix; ``wanted``, where given, decides.

    >>> sink_kind(Path("records.jsonl.zst")), sink_kind(Path("records.parquet")), sink_kind(Path("no-such-folder"))
    ('jsonl', 'parquet', 'csv-tables')

    Raises:
        OutputError: neither says what is meant; the message lists what there is.
    """
    if wanted is not None:
        if wanted not in get_args(SinkKind):
            raise OutputError(f"{wanted}: no kind of output; there are {', '.join(get_args(SinkKind))}")
        return cast("SinkKind", wanted)
    stem, compressed = _uncompressed(output.name)
    kind = _KINDS.get(Path(stem).suffix.lower())
    if kind and (kind == "jsonl" or not compressed):
        return kind
    if output.is_dir() or not output.suffix:
        return "csv-tables"
    raise OutputError(f"{output}: suffix {output.suffix!r} says no kind of output; there are {_OFFER}")


def output_stem(output: Path) -> str:
    """The name of an output without the suffixes that say its kind: what the files beside it are named after.

    >>> output_stem(Path("out/records.jsonl.gz")), output_stem(Path("out/press-2013.2023"))
    ('records', 'press-2013.2023')
    """
    stem, compressed = _uncompressed(output.name)
    suffix = Path(stem).suffix
    return stem.removesuffix(suffix) if suffix.lower() in _KINDS else stem if compressed else output.name


def errors_path(output: Path) -> Path:
    """The file of error lines beside an output.

    >>> errors_path(Path("out/records.jsonl")).name
    'records.errors.jsonl'
    """
    return output.with_name(f"{output_stem(output)}.errors.jsonl")


def _uncompressed(name: str) -> tuple[str, bool]:
    suffix = Path(name).suffix
    return (name.removesuffix(suffix), True) if suffix.lower() in _COMPRESSED else (name, False)
