"""How sources are found and read: what rows call their fields, what files are, and how much of one is taken in."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

__all__ = ["FORMATS", "Format", "SourceOptions"]

Format = Literal["txt", "html", "jsonl", "csv", "tsv", "parquet", "warc", "zip", "tar"]
"""What a file holds once it is unpacked."""

FORMATS: tuple[Format, ...] = get_args(Format)


@dataclass(frozen=True, slots=True)
class SourceOptions:
    """Options of ``iter_sources``; the defaults read dumps of trafilatura, news-please and Common Crawl.

    ``…_field`` name the fields (columns) of rows; None tries the usual names. Naming one of ``text_field`` and
    ``html_field`` alone leaves the other out. ``format`` says what the files are that carry no signature of a
    container, in place of their suffix. ``exclude`` are files and folders that are not looked at, as the run's own
    output. ``most_bytes`` bounds one page, member or line, unpacked. A stream that has unpacked to more than
    ``ratio_from`` bytes without giving a source is dropped when they are over ``most_ratio`` times what they were
    packed in; ten times that is allowed over all of a file.
    """

    text_field: str | None = None
    html_field: str | None = None
    id_field: str | None = None
    url_field: str | None = None
    date_field: str | None = None
    title_field: str | None = None
    format: Format | None = None
    exclude: frozenset[Path] = frozenset()
    most_bytes: int = 32_000_000
    ratio_from: int = 10_000_000
    most_ratio: int = 200
