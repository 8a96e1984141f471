"""Rows of articles to read in Arrow batches, and what came out told in a form that can be compared."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import pyarrow as pa

from record_samples import ARTICLES, EXAMPLES
from thidua_extract.archive.arrow import read_records
from thidua_extract.integrations.arrow import BatchOptions

Row = dict[str, Any]
PAGE = (EXAMPLES[0].parent / "doanh-nghiep-gioi-quang-ninh.html").read_text(encoding="utf-8")
LAUNCH = "Ngày 10/1, Công đoàn tỉnh Hà Nam phát động phong trào thi đua “Lao động giỏi”. Phấn đấu đạt 50 sáng kiến."
RULES = BatchOptions(profile="rules")


def rows() -> list[Row]:
    """Articles as text, one as HTML, and rows that hold none."""
    made: list[Row] = [{"id": path.name, "text": path.read_text(encoding="utf-8-sig")} for path in ARTICLES[::9]]
    made.insert(2, {"id": "page", "html": PAGE, "url": "https://news.example/2017/page.html"})
    made.insert(4, {"id": "null"})
    made.insert(5, {"id": "blank", "text": " \n"})
    made.insert(6, {"id": "noise", "text": "\x01\x02\x03" * 100})
    made.append({"id": "dated", "text": LAUNCH, "date": "2021-01-12T08:00:00+07:00", "title": "Phát động thi đua"})
    names = ("id", "text", "html", "url", "date", "title")
    return [{name: row.get(name) for name in names} for row in made]


OPTIONS = BatchOptions("text", "html", "id", "url", "date", "title", profile="rules")


def batches(given: Sequence[Row], size: int) -> list[pa.RecordBatch]:
    schema = pa.schema([(name, pa.string()) for name in given[0]])
    return [pa.RecordBatch.from_pylist(given[at : at + size], schema=schema) for at in range(0, len(given), size)]


def as_outcomes(results: Iterable[pa.RecordBatch]) -> list[tuple[str, object]]:
    """A result as its record, or as the code of its error."""
    told: list[tuple[str, object]] = []
    for batch in results:
        for at, row in enumerate(batch.to_pylist()):
            if row["error"] is None:
                (record,) = read_records([batch.slice(at, 1)])
                told.append((record.article.id, record.model_dump_json()))
            else:
                assert not [name for name, value in row.items() if value is not None and name != "error"]
                told.append((row["error"]["id"], row["error"]["code"]))
    return told
