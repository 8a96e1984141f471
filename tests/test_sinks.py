"""Outputs: the same rows in every kind, whole or not there, the same bytes in every run, clear when they cannot be."""

from __future__ import annotations

import csv
import datetime as dt
import gzip
import io
import json
import pickle
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, get_args

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from record_samples import any_of, records, written
from thidua_extract.archive.arrow import _form, read_records, record_batch, record_batches, record_schema
from thidua_extract.archive.model import Failure, LeftOut, Outcome
from thidua_extract.archive.sinks import (
    OutputError,
    SinkKind,
    errors_path,
    gathering,
    open_sink,
    output_stem,
    sink_kind,
)
from thidua_extract.archive.sinks.csv_table import CsvTable, restored
from thidua_extract.archive.sinks.parts import Part
from thidua_extract.archive.sinks.tables import table_schemas
from thidua_extract.records import SCHEMA_VERSION, Announcement

Row = dict[str, Any]
OUTPUTS: dict[str, SinkKind] = {
    "records.jsonl": "jsonl",
    "records.jsonl.gz": "jsonl",
    "records.jsonl.zst": "jsonl",
    "records.parquet": "parquet",
    "records.duckdb": "duckdb",
    "csv": "csv-tables",
    "columns": "parquet-tables",
}
FAILURES = [
    Failure("=cmd.txt", "empty", "=cmd.txt: the source is empty"),
    Failure("b.html", "time_limit", "b.html: took longer than 60 s", passing=True),
]
PINNED = Path(__file__).parent / "fixtures" / "arrow_schema.txt"
each_output = pytest.mark.parametrize("name", OUTPUTS)


def write(output: Path, outcomes: Iterable[Outcome], kind: SinkKind | None = None) -> None:
    with open_sink(output, kind or sink_kind(output, OUTPUTS.get(output.name))) as sink:
        for outcome in outcomes:
            sink.write(outcome)


def outcomes() -> list[Outcome]:
    """Records with failures and a source left out between them."""
    lines = [written(record) for record in records(every=4)]
    return [FAILURES[0], *lines[:5], LeftOut("left.txt", "none", False, "0" * 64), FAILURES[1], *lines[5:]]


# The schema


def leaves(name: str, kind: pa.DataType) -> Iterator[str]:
    if pa.types.is_struct(kind):
        for field in kind:
            yield from leaves(f"{name}.{field.name}", field.type)
    elif pa.types.is_list(kind):
        yield from leaves(f"{name}[]", kind.value_type)
    else:
        yield f"{name}: {kind}"


def test_the_arrow_schema_is_the_pinned_one() -> None:
    """A change here is a change for everyone who reads Parquet: write the file again only with the record's schema."""
    lines = [line for field in record_schema() for line in leaves(field.name, field.type)]
    assert lines == PINNED.read_text(encoding="utf-8").splitlines()
    assert record_schema().metadata == {b"thidua_extract.schema_version": SCHEMA_VERSION.encode()}


def test_a_type_without_a_form_is_an_error_not_a_guess() -> None:
    with pytest.raises(TypeError, match="set"):
        _form(set[str])


def test_no_table_has_a_column_twice() -> None:
    for table, schema in table_schemas().items():
        assert len(set(schema.names)) == len(schema.names), table


@settings(max_examples=50, deadline=None)
@given(st.lists(any_of(Announcement), max_size=3))
def test_any_record_comes_back_from_parquet(made: list[Announcement]) -> None:
    file = io.BytesIO()
    with pq.ParquetWriter(file, record_schema()) as writer:
        for batch in record_batches((record.model_dump_json().encode() for record in made), size=2):
            writer.write_batch(batch)
    assert list(read_records(pq.ParquetFile(file).iter_batches())) == made


def test_the_records_of_articles_come_back_byte_for_byte(tmp_path: Path) -> None:
    lines = [written(record) for record in records()]
    write(tmp_path / "records.parquet", lines)
    back = read_records(pq.ParquetFile(tmp_path / "records.parquet").iter_batches(batch_size=7))
    assert [record.model_dump_json().encode() for record in back] == [line.line for line in lines]


def test_batches_are_bounded_by_rows_and_by_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [written(record).line for record in records(every=4)]
    sizes = [batch.num_rows for batch in record_batches(lines, size=10)]
    assert set(sizes[:-1]) == {10}
    assert sum(sizes) == len(lines)
    monkeypatch.setattr("thidua_extract.archive.arrow.MOST_BATCH_BYTES", max(map(len, lines)) + 1)
    batches = list(record_batches(lines))
    assert max(batch.num_rows for batch in batches) > 1
    assert len(batches) > 3
    assert pa.Table.from_batches(batches) == pa.Table.from_batches([record_batch(lines)])


# Equal rows


def flat(value: object, name: str = "") -> Row:
    """A record's part as columns, told from its JSON alone."""
    if not isinstance(value, dict):
        return {name: value}
    parts = [flat(part, f"{name}_{key}" if name else key) for key, part in value.items()]
    return {key: cell for part in parts for key, cell in part.items()}


def rows_of(lines: Iterable[bytes]) -> dict[str, list[Row]]:
    """The rows of every table that records come to, without nulls (a struct that is null has no columns here)."""
    rows: dict[str, list[Row]] = {table: [] for table in table_schemas()}
    for line in lines:
        record = json.loads(line)
        about = flat(record.pop("article"))
        about["article_id"] = about.pop("id")
        about["extensions"] = json.dumps(record.pop("extensions"), ensure_ascii=False, separators=(",", ":"))
        for name, value in record.items():
            if isinstance(value, list):
                about[f"{name}_count"] = len(value)
                own = {"article_id": about["article_id"]}
                rows[name] += [own | {"item": at} | flat(item) for at, item in enumerate(value)]
            else:
                about |= flat(value, name)
        rows["articles"].append(about)
    rows["errors"] = [
        {"article_id": f.id, "code": f.code, "message": f.message, "passing": f.passing} for f in FAILURES
    ]
    return {table: [plain(row) for row in of_table] for table, of_table in rows.items()}


def plain(row: Row) -> Row:
    cells = {name: cell.isoformat() if isinstance(cell, dt.date) else cell for name, cell in row.items()}
    return {name: cell for name, cell in sorted(cells.items()) if cell is not None}


def csv_rows(path: Path, schema: pa.Schema) -> list[Row]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [plain({name: typed(cell, schema.field(name).type) for name, cell in row.items()})
                for row in csv.DictReader(file)]  # fmt: skip


def typed(cell: str, kind: pa.DataType) -> object:
    """A CSV cell as what its column holds; whether an empty one is null is seen only by who looks at quotes."""
    if pa.types.is_string(kind):
        return restored(cell)
    if pa.types.is_list(kind):
        return cell.split(" | ") if cell else []
    if not cell or pa.types.is_date(kind):
        return cell or None
    return json.loads(cell)


def without_empty(rows: list[Row]) -> list[Row]:
    return [{name: cell for name, cell in row.items() if cell != ""} for row in rows]


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("outputs")
    for name in OUTPUTS:
        write(folder / name, outcomes())
    return folder


@pytest.fixture(scope="module")
def wanted(outputs: Path) -> dict[str, list[Row]]:
    lines = (outputs / "records.jsonl").read_bytes().splitlines()
    assert lines == [written(record).line for record in records(every=4)]
    return rows_of(lines)


def test_every_table_is_tried(wanted: dict[str, list[Row]]) -> None:
    assert all(wanted.values())
    for table, schema in table_schemas().items():
        assert set().union(*wanted[table]) <= set(schema.names)


def test_compressed_lines_are_the_same_lines(outputs: Path) -> None:
    lines = (outputs / "records.jsonl").read_bytes()
    packed = (outputs / "records.jsonl.gz").read_bytes()
    assert gzip.decompress(packed) == lines
    assert packed[3:8] == bytes(5), "neither a file name nor a time"
    packed = (outputs / "records.jsonl.zst").read_bytes()
    with zstandard.ZstdDecompressor().stream_reader(io.BytesIO(packed), read_across_frames=False) as one_frame:
        assert one_frame.read() == lines


def test_parquet_holds_the_records(outputs: Path) -> None:
    file = pq.ParquetFile(outputs / "records.parquet")
    assert list(read_records(file.iter_batches())) == list(records(every=4))
    assert file.schema_arrow.metadata[b"thidua_extract.schema_version"] == SCHEMA_VERSION.encode()


def test_parquet_tables_hold_the_rows(outputs: Path, wanted: dict[str, list[Row]]) -> None:
    found = {path.stem: pq.read_table(path).to_pylist() for path in (outputs / "columns").iterdir()}
    assert {table: [plain(row) for row in rows] for table, rows in found.items()} == wanted


def test_duckdb_holds_the_rows(outputs: Path, wanted: dict[str, list[Row]]) -> None:
    with duckdb.connect(str(outputs / "records.duckdb"), read_only=True) as connection:
        names = [name for (name,) in connection.execute("SHOW TABLES").fetchall()]
        tables = {name: connection.table(name).to_arrow_table() for name in names}
        types = dict(connection.execute("SELECT column_name, data_type FROM duckdb_columns").fetchall())
    assert {table: [plain(row) for row in rows.to_pylist()] for table, rows in tables.items()} == wanted
    expected = {"published_on": "DATE", "quantity_value": "DOUBLE", "aliases": "VARCHAR[]", "gated": "BOOLEAN"}
    assert {name: types[name] for name in expected} == expected


def test_csv_tables_hold_the_rows(outputs: Path, wanted: dict[str, list[Row]]) -> None:
    found = {p.stem: csv_rows(p, table_schemas()[p.stem]) for p in (outputs / "csv").iterdir()}
    assert {t: without_empty(rows) for t, rows in found.items()} == {t: without_empty(r) for t, r in wanted.items()}


@each_output
def test_failures_stand_beside_every_kind(name: str, tmp_path: Path) -> None:
    write(tmp_path / name, outcomes())
    lines = errors_path(tmp_path / name).read_text(encoding="utf-8").splitlines()
    assert [json.loads(line) for line in lines] == [
        {"id": f.id, "code": f.code, "message": f.message, "passing": f.passing} for f in FAILURES
    ]
    write(tmp_path / name, outcomes()[1:6])
    assert {path.name for path in tmp_path.iterdir()} == {name}, "the errors of the run before are gone"


def rows_in(output: Path) -> int:
    """How many rows an output has, in all of its tables."""
    kind = OUTPUTS[output.name]
    if kind == "jsonl":
        return sum(1 for _ in pl.read_ndjson(output, schema={"kind": pl.String}).rows())
    if kind == "parquet":
        return pl.read_parquet(output).height
    if kind == "duckdb":
        with duckdb.connect(str(output), read_only=True) as connection:
            return sum(connection.table(table).count("*").fetchall()[0][0] for table in table_schemas())
    read = pl.read_csv if kind == "csv-tables" else pl.read_parquet
    return sum(read(path).height for path in output.iterdir())


@each_output
def test_a_run_without_records_gives_an_output_without_rows(name: str, tmp_path: Path) -> None:
    write(tmp_path / name, [])
    assert rows_in(tmp_path / name) == 0
    write(tmp_path / name, outcomes()[:2])
    assert rows_in(tmp_path / name) > 0


# The same bytes


@pytest.mark.parametrize("name", [name for name in OUTPUTS if name != "records.duckdb"])
def test_bytes_are_the_same_in_every_run(name: str, outputs: Path, tmp_path: Path) -> None:
    """On another day and under another path; a DuckDB file holds the same rows, not the same bytes."""
    again = tmp_path / "elsewhere" / name
    write(again, outcomes())
    files = [p.relative_to(outputs) for p in [outputs / name, *(outputs / name).glob("*")] if p.is_file()]
    assert files
    for file in files:
        assert (outputs / file).read_bytes() == (again.parent / file).read_bytes()


# CSV for spreadsheets

NASTY = [
    "=HYPERLINK(A1)", "+84 24 3943", "-5%", "@SUM(1)", "\tx", "\rx", "\nx", "＝1", "'=1", "''@", "'tên'", "a=b", "",
    'nói "hay"', "dòng 1\r\ndòng 2", "một, hai; ba", "x\x00y", "  =1", "Ủy ban",
]  # fmt: skip


def test_cells_that_look_like_formulas_are_defused_and_restored(tmp_path: Path) -> None:
    table = CsvTable(Part(tmp_path / "t.csv"), pa.schema([("cell", pa.string()), ("number", pa.float64())]))
    numbers = [-1.5] * (len(NASTY) - 1) + [None]
    table.write(pa.RecordBatch.from_pydict({"cell": NASTY, "number": numbers}))
    table.finish()
    data = (tmp_path / "t.csv.part").read_bytes()
    assert data.startswith(b'\xef\xbb\xbf"cell","number"\n"\'=HYPERLINK(A1)",-1.5\n')
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))[1:]
    assert [restored(cell) for cell, _ in rows] == NASTY
    assert not [cell for cell, _ in rows if cell[:1] in tuple("=+-@\t\r\n＝＋－＠")]
    assert [number for _, number in rows] == ["-1.5"] * (len(NASTY) - 1) + [""]


@given(st.text("'=+-@\t\r\n＝＋－＠ab", max_size=6))
def test_restoring_undoes_defusing(text: str) -> None:
    from thidua_extract.archive.sinks.csv_table import _cells

    (cell,) = _cells(pa.array([text])).to_pylist()
    assert restored(cell) == text
    assert not cell.startswith(tuple("=+-@\t\r\n＝＋－＠"))


def test_pandas_polars_and_duckdb_read_the_tables_alike(outputs: Path, wanted: dict[str, list[Row]]) -> None:
    for table in ("articles", "statistics", "movements", "issues"):
        path = outputs / "csv" / f"{table}.csv"
        columns = table_schemas()[table].names
        pandas_rows = pd.read_csv(path, dtype=str, keep_default_na=False)
        polars_rows = pl.read_csv(path, infer_schema=False)
        duckdb_rows = duckdb.read_csv(str(path), all_varchar=True)
        assert list(pandas_rows.columns) == polars_rows.columns == duckdb_rows.columns == columns
        assert len(pandas_rows) == polars_rows.height == len(duckdb_rows.fetchall()) == len(wanted[table])
        assert pandas_rows["article_id"].tolist() == polars_rows["article_id"].to_list()


# Whole or not there


def snapshot(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@each_output
def test_an_error_on_the_way_leaves_the_earlier_output(name: str, tmp_path: Path) -> None:
    write(tmp_path / name, outcomes()[:4])
    before = snapshot(tmp_path)
    with pytest.raises(ZeroDivisionError):
        write(tmp_path / name, (outcome if at < 20 else outcomes()[1 // 0] for at, outcome in enumerate(outcomes())))
    assert snapshot(tmp_path) == before


@each_output
def test_nothing_appears_under_its_name_before_the_end(name: str, tmp_path: Path) -> None:
    with open_sink(tmp_path / name, OUTPUTS[name]) as sink:
        for outcome in outcomes():
            sink.write(outcome)
        assert not (tmp_path / name).exists()
        assert not errors_path(tmp_path / name).exists()
    assert {path.name for path in tmp_path.iterdir()} == {name, errors_path(Path(name)).name}


def in_a_process(output: Path, before: str, last: str, *, times: int) -> subprocess.CompletedProcess[str]:
    """Write the outcomes to a sink in a process of its own, with a line of code before and after that."""
    made = output.with_name("outcomes.pickle")
    made.write_bytes(pickle.dumps(outcomes()))
    code = (
        "import os, pickle, resource; from pathlib import Path; from thidua_extract.archive.sinks import *\n"
        f"made = pickle.loads(Path({str(made)!r}).read_bytes()); Path({str(made)!r}).unlink()\n"
        f"try:\n  {before}\n  with open_sink(Path({str(output)!r}), {OUTPUTS[output.name]!r}) as sink:\n"
        f"    for outcome in made * {times}: sink.write(outcome)\n"
        f"    {last}\n"
        "except OutputError as error: print(error)\n"
    )
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)


@each_output
def test_what_a_killed_run_left_is_written_over(name: str, tmp_path: Path) -> None:
    assert in_a_process(tmp_path / name, "pass", "os._exit(9)", times=50).returncode == 9
    assert snapshot(tmp_path), "the run was killed while it wrote"
    write(tmp_path / name, outcomes())
    assert {path.name for path in tmp_path.iterdir()} == {name, errors_path(Path(name)).name}


@each_output
def test_a_full_disk_is_an_error_that_names_the_output(name: str, tmp_path: Path) -> None:
    limit = "import pyarrow; resource.setrlimit(resource.RLIMIT_FSIZE, (9000, 9000))"
    done = in_a_process(tmp_path / name, limit, "pass", times=8)
    assert done.stdout.startswith(f"{tmp_path / name}: cannot be written: "), done.stderr
    assert "File too large" in done.stdout
    assert len(done.stdout.splitlines()) == 1
    assert done.stderr == ""
    assert list(tmp_path.iterdir()) == []


@each_output
def test_an_output_that_cannot_be_made_is_an_error_that_names_it(name: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    with pytest.raises(OutputError, match=rf"file/{name}: cannot be written: Not a directory"):
        write(tmp_path / "file" / name, [])


@pytest.mark.parametrize("kind", get_args(SinkKind))
def test_what_is_no_place_for_an_output_is_refused_before_the_run(kind: SinkKind, tmp_path: Path) -> None:
    file, folder = tmp_path / "file", tmp_path / "folder"
    file.write_text("x", encoding="utf-8")
    folder.mkdir()
    (folder / "thesis.docx").write_text("x", encoding="utf-8")
    if kind.endswith("tables"):
        for output, reason in ((file, "is a file"), (folder, r"holds other files \(thesis.docx"), (Path(), "name one")):
            with pytest.raises(OutputError, match=reason):
                open_sink(output, kind)
    else:
        with pytest.raises(OutputError, match="a folder or a device"):
            open_sink(folder, kind)
    assert snapshot(tmp_path) == {"file": b"x", "folder/thesis.docx": b"x"}


def test_tables_of_an_earlier_run_go_whatever_their_format(tmp_path: Path) -> None:
    (tmp_path / "tables").mkdir()
    write(tmp_path / "tables", outcomes())
    assert {path.suffix for path in (tmp_path / "tables").iterdir()} == {".csv"}
    write(tmp_path / "tables", outcomes(), "parquet-tables")
    assert {path.suffix for path in (tmp_path / "tables").iterdir()} == {".parquet"}


def test_an_output_that_is_a_link_is_written_where_it_leads(tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    for name in ("records.jsonl", "csv"):
        (tmp_path / name).symlink_to(tmp_path / "disk" / name)
        write(tmp_path / name, outcomes())
        assert (tmp_path / name).is_symlink()
        assert (tmp_path / "disk" / name).exists()


def test_names_that_are_no_text_can_be_written(tmp_path: Path) -> None:
    for name in ("records.jsonl", "records.duckdb"):
        write(tmp_path / name, [Failure("a\udcff.txt", "not_found", "a\udcff.txt: no such file")])
        assert "a?.txt" in errors_path(tmp_path / name).read_text(encoding="utf-8")


def test_groups_of_rows_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gathering, "_MOST_LINES", 3)
    monkeypatch.setattr(gathering, "_MOST_ROWS", 6)
    lines = [written(record) for record in records(every=4)]
    write(tmp_path / "records.parquet", lines)
    file = pq.ParquetFile(tmp_path / "records.parquet")
    groups = [file.metadata.row_group(at).num_rows for at in range(file.num_row_groups)]
    assert set(groups[:-1]) == {6}
    assert sum(groups) == len(lines)
    assert list(read_records(file.iter_batches())) == list(records(every=4))


# Names


@pytest.mark.parametrize(
    ("name", "kind", "stem"),
    [
        ("records.jsonl", "jsonl", "records"),
        ("records.ndjson.zst", "jsonl", "records"),
        ("RECORDS.JSON.GZ", "jsonl", "RECORDS"),
        ("records.2023.jsonl", "jsonl", "records.2023"),
        ("records.parquet", "parquet", "records"),
        ("records.duckdb", "duckdb", "records"),
        ("records.db", "duckdb", "records"),
        ("tables", "csv-tables", "tables"),
    ],
)
def test_a_suffix_says_the_kind(name: str, kind: SinkKind, stem: str) -> None:
    assert sink_kind(Path(name)) == kind
    assert output_stem(Path(name)) == stem
    assert errors_path(Path("out", name)) == Path("out", f"{stem}.errors.jsonl")


def test_a_folder_that_is_there_takes_tables_whatever_its_name(tmp_path: Path) -> None:
    (tmp_path / "press.2023").mkdir()
    assert sink_kind(tmp_path / "press.2023") == "csv-tables"
    assert errors_path(tmp_path / "press.2023").name == "press.2023.errors.jsonl"


@pytest.mark.parametrize(
    "name", ["records.xlsx", "records.csv", "records.parquet.gz", "records.gz", "records.jsonl.xz"]
)
def test_an_unknown_suffix_is_told_what_there_is(name: str) -> None:
    with pytest.raises(OutputError, match=r"\.jsonl.*\.zst.*\.parquet.*\.duckdb.*folder.*CSV"):
        sink_kind(Path(name))


def test_what_is_wanted_goes_before_the_suffix() -> None:
    assert sink_kind(Path("records.out"), "parquet") == "parquet"
    with pytest.raises(OutputError, match="jsonl, parquet, csv-tables, parquet-tables, duckdb"):
        sink_kind(Path("records.jsonl"), "xlsx")
