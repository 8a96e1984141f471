"""The Arrow function that Spark and Ray call: a row in, a row out, as a run over the same rows would write it."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pyarrow as pa
import pytest

from row_samples import LAUNCH, OPTIONS, RULES, as_outcomes, batches, rows
from thidua_extract.archive.arrow import read_records
from thidua_extract.archive.model import Failure, Outcome, Reading, Skipped, Source, Written
from thidua_extract.archive.reading import read_source
from thidua_extract.archive.sources import SourceOptions, iter_sources
from thidua_extract.integrations.arrow import (
    BatchOptions,
    extract_batches,
    extract_sources,
    extract_table,
    input_columns,
    result_schema,
)


def run_over(path: Path, options: SourceOptions, reading: Reading) -> list[Outcome | Skipped]:
    """What a run makes of a file, with its rows under their own keys."""
    return [read_source(item, reading) if isinstance(item, Source) else item for item in iter_sources([path], options)]


@pytest.mark.parametrize("size", [1, 4, 1000])
def test_rows_come_to_what_a_run_over_them_writes(size: int, tmp_path: Path) -> None:
    given = rows()
    dump = tmp_path / "dump.jsonl"
    dump.write_text("\n".join(map(json.dumps, given)), encoding="utf-8")
    wanted: list[tuple[str, object]] = []
    for outcome in run_over(dump, OPTIONS.source_options, OPTIONS.reading):
        id = outcome.id.removeprefix("dump.jsonl#")
        if isinstance(outcome, Written):
            wanted.append((id, outcome.line.decode().replace("dump.jsonl#", "", 1)))
        else:
            assert isinstance(outcome, Failure)
            wanted.append((id, outcome.code))
    found = as_outcomes(list(extract_batches(batches(given, size), OPTIONS)))
    assert found == wanted
    assert [code for id, code in found if id in ("null", "blank", "noise")] == ["empty", "empty", "binary"]
    assert len(found) == len(given)


def test_what_comes_out_has_one_schema_and_bounded_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("thidua_extract.integrations.arrow._MOST_ROWS", 5)
    results = list(extract_batches(batches(rows(), 1000), OPTIONS))
    assert {batch.schema for batch in results} == {result_schema()}
    assert {batch.num_rows for batch in results[:-1]} == {5}
    assert sum(batch.num_rows for batch in results) == len(rows())


def test_nothing_in_nothing_out() -> None:
    nothing = pa.table({"text": pa.array([], pa.string())})
    assert list(extract_batches(nothing.to_batches(), RULES)) == []
    assert extract_table(nothing, RULES) == result_schema().empty_table()


def test_a_row_is_known_by_its_key_else_by_its_url() -> None:
    columns = {
        "text": pa.array([LAUNCH] * 4),
        "id": pa.array([7, None, 2, None], pa.int64()),
        "url": pa.array(["https://a.example/", "https://b.example/", None, None]),
    }
    table = extract_table(pa.table(columns), RULES)
    assert [article["id"] for article in table["article"].to_pylist()] == ["7", "https://b.example/", "2", ""]


def test_bytes_are_read_as_a_file_would_be() -> None:
    (record,) = read_records(extract_batches([pa.record_batch({"text": [LAUNCH.encode("utf-16")]})], RULES))
    assert record.kind == "launch"
    assert [issue.code for issue in record.issues][:1] == ["encoding"]


def test_days_come_as_text_as_dates_and_as_times() -> None:
    day = dt.date(2021, 1, 12)
    for values in (["2021-01-12"], [day], [dt.datetime(2021, 1, 12, 23, 5)]):  # noqa: DTZ001
        (record,) = read_records(extract_batches([pa.record_batch({"text": [LAUNCH], "day": values})],
                                                 BatchOptions(date="day", profile="rules")))  # fmt: skip
        assert record.article.published_on == day
    far = pa.array([2**62], pa.timestamp("s"))
    (record,) = read_records(extract_batches([pa.record_batch({"text": [LAUNCH], "date": far})], RULES))
    assert record.article.published_on is None


def test_a_run_of_files_gives_the_same_rows(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "launch.txt").write_text(LAUNCH, encoding="utf-8")
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8\xff\xe0")
    found = as_outcomes(list(extract_sources(iter_sources([tmp_path], SourceOptions()), RULES)))
    assert [id for id, _ in found] == ["empty.txt", "launch.txt"]
    assert found[0][1] == "empty"


def test_a_column_that_is_not_there_is_told_with_those_that_are() -> None:
    with pytest.raises(ValueError, match="no column 'body'; there are text, id"):
        input_columns(["text", "id"], BatchOptions(text="body"))
    with pytest.raises(ValueError, match=r"no column text or maintext .*; there are lang"):
        list(extract_batches([pa.record_batch({"lang": ["vi"]})], BatchOptions(text=None)))


def test_only_the_columns_that_are_read_are_taken_along() -> None:
    names = ["raw_html", "text", "id", "publish_date", "lang", "title"]
    assert input_columns(names, BatchOptions()) == ["text", "id", "publish_date", "title"]
    assert input_columns(names, BatchOptions(None)) == ["raw_html", "text", "id", "publish_date", "title"]
    assert input_columns(names, BatchOptions(None, "raw_html")) == ["raw_html", "id", "publish_date", "title"]
