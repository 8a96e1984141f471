"""Words are data: the tables under ``data/`` (NFC, one fact a line, a header line), loaded once and checked."""

from __future__ import annotations

import hashlib
import unicodedata
from functools import cache
from importlib.resources import files

import regex

from thidua_extract.errors import LexiconError

__all__ = ["alternation", "digest_tables", "load_table"]


@cache
def load_table(name: str) -> tuple[dict[str, str], ...]:
    """Rows of ``data/<name>.tsv`` as column to cell; empty cells are empty strings.

    Raises:
        LexiconError: a line has too few or too many cells, or is not NFC.
    """
    text = files("thidua_extract").joinpath("data", f"{name}.tsv").read_text(encoding="utf-8")
    lines = text.splitlines()
    header = lines[0].split("\t")
    rows = []
    for number, line in enumerate(lines[1:], 2):
        cells = line.split("\t")
        if len(cells) != len(header) or not unicodedata.is_normalized("NFC", line):
            raise LexiconError(f"data/{name}.tsv:{number}: {len(header)} NFC cells expected, got {len(cells)}")
        rows.append(dict(zip(header, cells, strict=True)))
    return tuple(rows)


def digest_tables() -> str:
    """SHA-256 over every table under ``data/``, by which a run says with what words it read."""
    digest = hashlib.sha256()
    tables = (entry for entry in files("thidua_extract").joinpath("data").iterdir() if entry.name.endswith(".tsv"))
    for table in sorted(tables, key=lambda entry: entry.name):
        digest.update(table.name.encode() + b"\0" + table.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest()


def alternation(words: list[str] | tuple[str, ...]) -> str:
    """A pattern for any of ``words``, longest first, blanks matching one or two blanks (for verbose patterns).

    >>> alternation(["tỷ", "tỷ đồng"])
    'tỷ[ ]{1,2}đồng|tỷ'
    """
    ordered = sorted(set(words), key=lambda w: (-len(w), w))
    return "|".join(regex.escape(w, special_only=True).replace("\\ ", " ").replace(" ", "[ ]{1,2}") for w in ordered)
