"""Articles as rows: JSON Lines, comma-separated values, Parquet."""

from __future__ import annotations

import csv
import io
import json
from random import Random
from typing import Any

from press.storing import Format, Packed
from press.story import Story


class JsonLines(Packed):
    """Rows as trafilatura writes them, and every other file as news-please does."""

    name = "articles-{part:04d}.jsonl"

    def write(self, story: Story, rng: Random) -> None:
        assert self.stream
        row = row_of(story) if self.part % 2 else news_row_of(story)
        self.stream.write(json.dumps(row, ensure_ascii=False).encode() + b"\n")


def row_of(story: Story) -> dict[str, Any]:
    """An article as a row, the text without its headline."""
    return {
        "id": f"{story.number:08d}",
        "url": story.url,
        "date": story.published.isoformat(),
        "title": story.title,
        "author": story.byline,
        "source-hostname": story.host,
        "text": "\n".join((*story.paragraphs, story.byline)),
    }


def news_row_of(story: Story) -> dict[str, Any]:
    """An article as news-please names its fields."""
    return {
        "authors": [story.byline],
        "date_download": "2026-01-02 03:04:05",
        "date_publish": f"{story.published.isoformat()} {story.clock}:00",
        "description": story.paragraphs[0],
        "filename": f"{story.slug}.html.json",
        "language": "vi",
        "maintext": "\n".join(story.paragraphs),
        "source_domain": story.host,
        "title": story.title,
        "url": story.url,
    }


class Csv(Packed):
    """Rows as comma-separated values."""

    name = "articles-{part:04d}.csv"
    columns = ("id", "url", "date", "title", "text")

    def open(self, part: int) -> None:
        super().open(part)
        self._row(list(self.columns))

    def write(self, story: Story, rng: Random) -> None:
        row = row_of(story)
        self._row([row[name] for name in self.columns])

    def _row(self, values: list[str]) -> None:
        assert self.stream
        line = io.StringIO()
        csv.writer(line).writerow(values)
        self.stream.write(line.getvalue().encode())


class Parquet(Format):
    """Rows in Parquet, some hundred a row group."""

    rows: list[dict[str, Any]]
    writer: Any = None
    group = 500

    def open(self, part: int) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        self.rows = []
        schema = pa.schema([(name, pa.string()) for name in Csv.columns])
        self.writer = pq.ParquetWriter(self.folder / f"articles-{part:04d}.parquet", schema, compression="zstd")

    def write(self, story: Story, rng: Random) -> None:
        self.rows.append({name: row_of(story)[name] for name in Csv.columns})
        if len(self.rows) == self.group:
            self._flush()

    def _flush(self) -> None:
        import pyarrow as pa

        self.writer.write_table(pa.Table.from_pylist(self.rows, schema=self.writer.schema))
        self.rows = []

    def close(self) -> None:
        if self.writer:
            self._flush()
            self.writer.close()
        self.writer = None
