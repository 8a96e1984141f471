"""Records as pandas frames: the tables and columns of an archive's flat tables."""

from __future__ import annotations

import sys

import pandas as pd
import pytest

from record_samples import records
from thidua_extract.archive.sinks.tables import table_schemas
from thidua_extract.frames import records_frame


def test_the_frames_are_the_flat_tables() -> None:
    frames = records_frame(records(every=12))
    assert {name: list(frame.columns) for name, frame in frames.items()} == {
        name: schema.names for name, schema in table_schemas().items() if name != "errors"
    }


def test_each_row_is_an_item() -> None:
    given = records(every=12)
    frames = records_frame(given)
    assert list(frames["articles"]["article_id"]) == [record.article.id for record in given]
    for name in ("phases", "targets", "statistics", "movements", "issues"):
        rows = frames[name]
        assert len(rows) == sum(len(getattr(record, name)) for record in given) > 0
        for record in given:
            own = rows[rows["article_id"] == record.article.id]
            assert list(own["item"]) == list(range(len(getattr(record, name))))
    values = [target.quantity.value for record in given for target in record.targets]
    assert list(frames["targets"]["quantity_value"]) == values


def test_days_and_whole_numbers_have_their_types() -> None:
    phases = records_frame(records(every=12))["phases"]
    assert pd.api.types.is_datetime64_any_dtype(phases["start"])
    assert str(phases["ordinal"].dtype) == "Int64"
    expected = [phase.start for record in records(every=12) for phase in record.phases]
    assert [None if pd.isna(day) else day.date() for day in phases["start"]] == expected


def test_no_records_give_empty_frames_of_the_same_types() -> None:
    none, some = records_frame([]), records_frame(records(every=12))
    assert all(frame.empty for frame in none.values())
    assert {n: list(map(str, f.dtypes)) for n, f in none.items()} == {
        n: list(map(str, f.dtypes)) for n, f in some.items()
    }


def test_without_pandas_the_error_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(ImportError, match="pip install 'pandas"):
        records_frame([])
