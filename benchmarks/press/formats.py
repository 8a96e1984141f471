"""The formats an archive can be made in, by name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from press import encodings
from press.archives import Tar, Zip
from press.crawl import Warc
from press.printed import Desk
from press.rows import Csv, JsonLines, Parquet
from press.storing import Files, Format


def _make(folder: Path, desk: Desk) -> dict[str, Callable[[], Format]]:
    files = {
        "txt": lambda: Files(folder / "txt", desk, suffix=".txt"),
        "html": lambda: Files(folder / "html", desk, suffix=".html"),
        "utf-16": lambda: Files(folder / "txt-utf-16", desk, suffix=".txt", encode=encodings.utf_16),
        "nfd": lambda: Files(folder / "txt-nfd", desk, suffix=".txt", encode=encodings.decomposed),
        "cp1258": lambda: Files(folder / "txt-cp1258", desk, suffix=".txt", encode=encodings.windows_1258),
        "html-cp1258": lambda: Files(folder / "html-cp1258", desk, suffix=".html", encode=encodings.windows_1258),
    }
    return {
        **files,
        "zip": lambda: Zip(folder / "zip", desk),
        "tar.gz": lambda: Tar(folder / "tar", desk, packing=".gz"),
        "tar.xz": lambda: Tar(folder / "tar", desk, packing=".xz"),
        "tar.zst": lambda: Tar(folder / "tar", desk, packing=".zst"),
        "jsonl": lambda: JsonLines(folder / "rows", desk),
        "jsonl.gz": lambda: JsonLines(folder / "rows", desk, packing=".gz"),
        "jsonl.zst": lambda: JsonLines(folder / "rows", desk, packing=".zst"),
        "csv": lambda: Csv(folder / "rows", desk),
        "parquet": lambda: Parquet(folder / "rows", desk),
        "warc.gz": lambda: Warc(folder / "warc", desk),
    }


SHARES = {
    "txt": 10, "html": 18, "utf-16": 3, "nfd": 3, "cp1258": 3, "html-cp1258": 3, "zip": 10, "tar.gz": 7, "tar.xz": 4,
    "tar.zst": 7, "jsonl": 6, "jsonl.gz": 5, "jsonl.zst": 5, "csv": 4, "parquet": 4, "warc.gz": 8,
}  # fmt: skip
"""How many of a hundred articles of a mixed archive go where."""
NAMES = (*SHARES, "mixed")


def formats(folder: Path, desk: Desk, name: str) -> dict[str, Format]:
    """The formats an archive is made of, by name: one, or for "mixed" all."""
    makers = _make(folder, desk)
    return {each: makers[each]() for each in (SHARES if name == "mixed" else (name,))}
