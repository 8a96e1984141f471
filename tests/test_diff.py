"""What differs between two runs: items by evidence, files of any order, versions, what a user is told."""

from __future__ import annotations

import copy
import json
import random
import tracemalloc
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import zstandard
from typer.testing import CliRunner, Result

from thidua_extract import __version__, extract, read_article
from thidua_extract.cli import app
from thidua_extract.evaluate import Difference, RecordChange, compare_records, iter_changes
from thidua_extract.lexicon import digest_tables
from thidua_extract.pipeline import made_by
from thidua_extract.records import Announcement
from thidua_extract.rules import digest_rules

EXAMPLES = sorted((Path(__file__).parents[1] / "examples" / "articles").glob("*.txt"))
Record = dict[str, Any]


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(a) for a in arguments])


@pytest.fixture(scope="module")
def records() -> list[Record]:
    read = (extract(read_article(path, id=path.name), profile="rules") for path in EXAMPLES)
    return [json.loads(record.model_dump_json()) for record in read]


@pytest.fixture
def record(records: list[Record]) -> Record:
    return copy.deepcopy(next(one for one in records if one["phases"] and one["statistics"] and one["movements"]))


def write_lines(path: Path, records: list[Record]) -> Path:
    path.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in records), encoding="utf-8")
    return path


def changes(old: Path, new: Path) -> tuple[list[RecordChange], Difference]:
    counted = Difference()
    return list(iter_changes(old, new, counted)), counted


# What a record says of its maker


def test_a_record_says_what_made_it(records: list[Record]) -> None:
    made = {"library": __version__, "rules": digest_rules()[:12], "lexicons": digest_tables()[:12]}
    assert all(one["made_by"] == made for one in records)
    assert made_by() is made_by()


def test_records_of_schema_1_1_are_still_read(record: Record) -> None:
    del record["made_by"]
    record["schema_version"] = "1.1"
    assert Announcement.model_validate(record).made_by is None


# Changes of a record


def test_items_belong_together_by_their_evidence(record: Record) -> None:
    new = copy.deepcopy(record)
    new["phases"][0]["end"] = "2031-12-31"
    new["statistics"][0]["rule"] = "statistics.other"
    gone = new["movements"].pop(0)
    added = {"name": "Mới", "rule": "movements.new", "evidence": {"start": 10**6, "end": 10**6 + 3, "text": "Mới"}}
    new["movements"].append(added)
    new["kind"] = "mention"
    new["campaign"]["year"] = 2031
    found = {(one.field, one.what, one.parts, one.rule, one.old_rule) for one in compare_records(record, new)}
    phase_rule, statistic_rule = record["phases"][0]["rule"], record["statistics"][0]["rule"]
    assert found == {
        ("phases", "changed", ("end",), phase_rule, phase_rule),
        ("statistics", "changed", ("rule",), "statistics.other", statistic_rule),
        ("movements", "removed", (), None, gone["rule"]),
        ("movements", "added", (), "movements.new", None),
        ("kind", "changed", (), None, None),
        ("campaign.year", "changed", (), None, None),
    }


def test_evidence_that_overlaps_is_the_same_item_moved(record: Record) -> None:
    new = copy.deepcopy(record)
    new["movements"][0]["evidence"]["end"] += 1
    (found,) = compare_records(record, new)
    assert (found.field, found.what, found.parts) == ("movements", "changed", ("evidence",))


def test_the_order_of_items_and_the_versions_are_no_change(record: Record) -> None:
    new = copy.deepcopy(record)
    new["statistics"].reverse()
    new["made_by"], new["schema_version"] = None, "9.9"
    assert compare_records(record, new) == ()


def test_a_launch_issues_and_extensions_are_compared(record: Record) -> None:
    new = copy.deepcopy(record)
    new["issues"].append({"code": "odd", "message": "Odd.", "field": None})
    new["extensions"] = {"mine": 1}
    new["article"]["title"] = None
    record["campaign"]["launched_on"] = None
    launch = {"date": "2031-01-01", "grain": "day", "rule": "launch.x", "evidence": {"start": 0, "end": 1, "text": "L"}}
    new["campaign"]["launched_on"] = launch
    found = {(one.field, one.what, one.value) for one in compare_records(record, new)}
    assert found == {
        ("issues", "added", "Odd."),
        ("extensions", "changed", '{"mine": 1}'),
        ("article.title", "removed", record["article"]["title"]),
        ("launched_on", "added", "2031-01-01"),
    }


def test_every_change_turned_around_is_its_opposite(records: list[Record]) -> None:
    opposite = {"added": "removed", "removed": "added", "changed": "changed"}
    for old, new in pairwise(records):
        there, back = compare_records(old, new), compare_records(new, old)
        assert there
        items = [(one.field, opposite[one.what]) for one in there if one.field not in ("extensions",)]
        assert sorted(items) == sorted((one.field, one.what) for one in back)


# Files


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_records_does_not_matter(seed: int, records: list[Record], tmp_path: Path) -> None:
    new = copy.deepcopy(records)
    new[2]["kind"] = "none"
    del new[4]
    new.append(copy.deepcopy(records[0]) | {"article": records[0]["article"] | {"id": "new.txt"}})
    straight, counted = changes(write_lines(tmp_path / "old.jsonl", records), write_lines(tmp_path / "new.jsonl", new))
    random.Random(seed).shuffle(new)
    shuffled, again = changes(tmp_path / "old.jsonl", write_lines(tmp_path / "new.jsonl", new))
    assert sorted(map(repr, straight)) == sorted(map(repr, shuffled))
    assert counted == again
    told = {(one.id, one.what) for one in straight}
    ids = [one["article"]["id"] for one in records]
    assert told == {(ids[2], "changed"), (ids[4], "only in old"), ("new.txt", "only in new")}
    assert counted.same == len(records) - 2


def test_a_repeated_id_is_met_in_its_order(records: list[Record], tmp_path: Path) -> None:
    one, two = records[0], records[1] | {"article": records[0]["article"]}
    old, new = write_lines(tmp_path / "old.jsonl", [one, two]), write_lines(tmp_path / "new.jsonl", [one, two, two])
    found, counted = changes(old, new)
    assert [(change.id, change.what) for change in found] == [(one["article"]["id"], "only in new")]
    assert counted.same == 2
    other = records[2]
    assert other["article"]["id"] != one["article"]["id"]
    write_lines(old, [one, two, other])
    found, counted = changes(old, write_lines(new, [other, one, two]))
    assert (found, counted.same) == ([], 3)


def test_records_that_wait_do_not_fill_the_memory(record: Record, tmp_path: Path) -> None:
    """The second file is the first backwards: half of all records have to wait, and do so outside of Python."""
    many = 600
    record["article"]["text"] = "x" * 20_000
    lines = [json.dumps(record | {"article": record["article"] | {"id": f"{n}.txt"}}) for n in range(many)]
    (tmp_path / "old.jsonl").write_text("\n".join(lines), encoding="utf-8")
    (tmp_path / "new.jsonl").write_text("\n".join(reversed(lines)), encoding="utf-8")
    size = len(lines[0]) * many
    del lines
    tracemalloc.start()
    counted = Difference()
    assert not list(iter_changes(tmp_path / "old.jsonl", tmp_path / "new.jsonl", counted))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert counted.same == many
    assert peak < size / 20


# The command


def test_the_same_records_end_with_0(records: list[Record], tmp_path: Path) -> None:
    old = write_lines(tmp_path / "old.jsonl", records)
    packed = tmp_path / "new.jsonl.zst"
    packed.write_bytes(zstandard.ZstdCompressor().compress(old.read_bytes()))
    done = run("diff", old, packed)
    assert (done.exit_code, done.stderr) == (0, "")
    assert f"{len(records)} records the same, 0 changed" in done.output


def test_differences_end_with_1_and_name_rules_and_versions(records: list[Record], tmp_path: Path) -> None:
    new = copy.deepcopy(records)
    changed = next(one for one in new if one["movements"])
    changed["movements"][0] |= {"name": "Khác", "rule": "movements.other"}
    for one in new:
        one["made_by"] = {"library": "9.9", "rules": "aa", "lexicons": "bb"}
    del new[-1]
    files = write_lines(tmp_path / "old.jsonl", records), write_lines(tmp_path / "new.jsonl", new)
    done = run("diff", *files, "--json", tmp_path / "out.json")
    assert done.exit_code == 1
    data = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    old_rule = next(one for one in records if one["movements"])["movements"][0]["rule"]
    rule = f"{old_rule} → movements.other"
    assert data["changes"] == [{"field": "movements", "rule": rule, "what": "changed", "n": 1}]
    assert rule in done.output
    assert [one["what"] for one in data["records"]] == ["changed", "only in old"]
    assert data["records"][0]["changes"][0]["parts"] == ["rule", "name"]
    assert f"only in old: 1: {records[-1]['article']['id']}" in done.output
    assert data["new_made_by"] == {"library 9.9, rules aa, lexicons bb, schema 1.2": len(new)}
    assert f"new: {len(new)} records by library 9.9, rules aa, lexicons bb" in done.output
    assert f"old: {len(records)} records by library {__version__}" in done.output


@pytest.mark.parametrize("content", ["{", "[]\n", '{"id": 1}\n'])
def test_what_is_no_file_of_records_ends_with_2(content: str, records: list[Record], tmp_path: Path) -> None:
    old = write_lines(tmp_path / "old.jsonl", records)
    bad = tmp_path / "bad.jsonl"
    bad.write_text(content, encoding="utf-8")
    done = run("diff", old, bad, "--json", tmp_path / "out.json")
    assert (done.exit_code, len(done.stderr.splitlines())) == (2, 1)
    assert "bad.jsonl" in done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bad.jsonl", "old.jsonl"]
    assert run("diff", old, tmp_path / "nowhere.jsonl").exit_code == 2
