"""The command line: what goes where, exit codes, what a user is told."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from thidua_extract.cli import app
from thidua_extract.records import Announcement

EXAMPLES = Path(__file__).parents[1] / "examples" / "articles"
ARTICLE = EXAMPLES / "go-mdf-quang-tri.txt"
LAUNCH = "Ngày 5/3/2021, Liên đoàn Lao động tỉnh Hà Nam phát động đợt thi đua cao điểm.\n"


def run(*arguments: str | Path, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(app, [str(a) for a in arguments], input=stdin)


def records_of(path: Path) -> list[Announcement]:
    return [Announcement.model_validate_json(line) for line in path.read_text(encoding="utf-8").splitlines()]


def failures_of(path: Path) -> dict[str, str]:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert all(sorted(row) == ["code", "id", "message"] for row in rows)
    return {row["id"]: row["code"] for row in rows}


def test_extract_prints_one_line_in_a_pipe() -> None:
    result = run("extract", ARTICLE)
    assert result.exit_code == 0
    assert result.stdout.count("\n") == 1
    assert Announcement.model_validate_json(result.stdout).article.id == str(ARTICLE)


def test_extract_reads_standard_input() -> None:
    record = Announcement.model_validate_json(run("extract", "-", stdin=ARTICLE.read_bytes()).stdout)
    assert record.article.id == "-"
    assert record.article.sha256 == Announcement.model_validate_json(run("extract", ARTICLE).stdout).article.sha256


def test_extract_writes_utf8_whatever_the_locale() -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    command = [
        sys.executable,
        "-c",
        "from thidua_extract.cli import main; main()",
        "extract",
        str(ARTICLE),
        "--keep-text",
    ]
    done = subprocess.run(command, capture_output=True, env=environment, check=True)
    assert "Quảng Trị" in done.stdout.decode("utf-8")


def test_extract_options_reach_the_record() -> None:
    options = ("--published-on", "2021-03-06", "--url", "https://example.org/a", "--keep-text", "--profile", "rules")
    article = Announcement.model_validate_json(run("extract", "-", *options, stdin=LAUNCH.encode()).stdout).article
    assert (article.published_on and article.published_on.isoformat()) == "2021-03-06"
    assert article.url == "https://example.org/a"
    assert article.text == LAUNCH
    assert Announcement.model_validate_json(run("extract", "-", stdin=LAUNCH.encode()).stdout).article.text is None


@pytest.mark.parametrize("command", ["extract", "explain"])
def test_a_missing_file_is_told_without_a_traceback(command: str, tmp_path: Path) -> None:
    result = run(command, tmp_path / "none.txt")
    assert result.exit_code == 2
    assert "none.txt" in result.stderr
    assert result.stdout == ""
    assert isinstance(result.exception, SystemExit)


def test_an_unreadable_file_is_told_without_a_traceback(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    result = run("extract", tmp_path / "empty.txt")
    assert result.exit_code == 1
    assert result.stderr.startswith("thidua-extract: ")
    assert "empty.txt" in result.stderr


def test_explain_shows_values_rules_and_context() -> None:
    record = Announcement.model_validate_json(run("extract", ARTICLE).stdout)
    shown = " ".join(run("explain", ARTICLE).stdout.split())
    assert f"kind: {record.kind}" in shown
    for body in record.issuing_bodies:
        assert body.name in shown
        assert body.rule in shown


def test_explain_marks_the_evidence_in_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    assert "\x1b[" in run("explain", ARTICLE).stdout


def test_convert_reads_folders_by_suffix_in_order(tmp_path: Path) -> None:
    source = tmp_path / "articles"
    (source / "sub").mkdir(parents=True)
    for name in ("b.txt", "a.TXT", "sub/c.txt", "notes.md", "sub/image.jpg"):
        (source / name).write_text(LAUNCH, encoding="utf-8")
    output = tmp_path / "records.jsonl"
    result = run("convert", source, "-o", output)
    assert result.exit_code == 0
    assert [r.article.id for r in records_of(output)] == ["a.TXT", "b.txt", "sub/c.txt"]
    assert "3 read, 0 failed, 2 skipped" in result.stderr
    assert result.stdout == ""
    assert sorted(p.name for p in tmp_path.iterdir()) == ["articles", "records.jsonl"]


def test_convert_goes_on_after_a_source_that_fails(tmp_path: Path) -> None:
    source = tmp_path / "articles"
    source.mkdir()
    (source / "a.txt").write_bytes(b"")
    (source / "b.txt").write_text(LAUNCH, encoding="utf-8")
    output = tmp_path / "records.jsonl"
    result = run("convert", source, "-o", output)
    assert result.exit_code == 1
    assert [r.article.id for r in records_of(output)] == ["b.txt"]
    assert failures_of(tmp_path / "records.errors.jsonl") == {"a.txt": "empty"}


def test_convert_drops_the_error_file_of_an_earlier_run(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(LAUNCH, encoding="utf-8")
    (tmp_path / "records.errors.jsonl").write_text("{}\n", encoding="utf-8")
    assert run("convert", tmp_path / "a.txt", "-o", tmp_path / "records.jsonl").exit_code == 0
    assert not (tmp_path / "records.errors.jsonl").exists()


def test_convert_takes_files_by_their_name_and_refuses_the_second_of_one_id(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.txt").write_text(LAUNCH, encoding="utf-8")
    output = tmp_path / "records.jsonl"
    result = run("convert", tmp_path / "one" / "a.txt", tmp_path / "two", "-o", output)
    assert result.exit_code == 1
    assert [r.article.id for r in records_of(output)] == ["a.txt"]
    assert failures_of(tmp_path / "records.errors.jsonl") == {"a.txt": "duplicate_id"}


def test_convert_tells_of_a_file_of_another_kind_that_was_named(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4")
    result = run("convert", tmp_path / "a.pdf", "-o", tmp_path / "records.jsonl")
    assert result.exit_code == 1
    assert failures_of(tmp_path / "records.errors.jsonl") == {"a.pdf": "unsupported"}


def test_convert_uses_the_given_date_where_the_source_has_none(tmp_path: Path) -> None:
    (tmp_path / "dated.txt").write_text("Phát động thi đua\n16/12/2021 17:50\n" + LAUNCH, encoding="utf-8")
    (tmp_path / "undated.txt").write_text("Phát động thi đua\n" + LAUNCH, encoding="utf-8")
    output = tmp_path / "records.jsonl"
    run("convert", tmp_path, "-o", output, "--published-on", "2020-01-02")
    days = {r.article.id: str(r.article.published_on) for r in records_of(output)}
    assert days == {"dated.txt": "2021-12-16", "undated.txt": "2020-01-02"}


@pytest.mark.parametrize("output", ["no/such/folder/records.jsonl", "."])
def test_convert_tells_where_it_cannot_write(output: str, tmp_path: Path) -> None:
    result = run("convert", ARTICLE, "-o", tmp_path / output)
    assert result.exit_code == 2
    assert result.stderr.startswith("thidua-extract: ")
    assert str(tmp_path) in result.stderr


def test_convert_never_writes_over_a_source(tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    article.write_text(LAUNCH, encoding="utf-8")
    assert run("convert", tmp_path, "-o", article).exit_code == 2
    assert article.read_text(encoding="utf-8") == LAUNCH


def test_convert_of_an_empty_folder_writes_an_empty_file(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    result = run("convert", tmp_path / "articles", "-o", tmp_path / "records.jsonl")
    assert result.exit_code == 0
    assert (tmp_path / "records.jsonl").read_bytes() == b""


def test_an_interrupted_run_leaves_an_earlier_output_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    output = tmp_path / "records.jsonl"
    output.write_text("before\n", encoding="utf-8")
    monkeypatch.setattr("thidua_extract.archive.convert.extract", interrupt)
    assert run("convert", ARTICLE, "-o", output).exit_code != 0
    assert output.read_text(encoding="utf-8") == "before\n"


def test_a_fault_of_ours_is_one_error_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("why")

    monkeypatch.setattr("thidua_extract.archive.convert.extract", fail)
    result = run("convert", ARTICLE, "-o", tmp_path / "records.jsonl")
    assert result.exit_code == 1
    assert failures_of(tmp_path / "records.errors.jsonl") == {ARTICLE.name: "internal_error"}


@pytest.mark.parametrize(
    "arguments",
    [
        ("convert", EXAMPLES),
        ("convert", EXAMPLES / "none.txt", "-o", "records.jsonl"),
        ("extract", ARTICLE, "--published-on", "31/6/2021"),
        ("extract", ARTICLE, "--profile", "best"),
        ("no-such-command",),
    ],
)
def test_usage_errors_exit_with_2(arguments: tuple[str | Path, ...]) -> None:
    assert run(*arguments).exit_code == 2


def test_table_has_a_row_for_each_record(tmp_path: Path) -> None:
    output = tmp_path / "records.jsonl"
    shown = run("convert", EXAMPLES, "-o", output, "--table").stdout
    assert shown == run("table", output).stdout
    assert all(record.article.id in shown for record in records_of(output))


def test_table_of_something_else_is_told_without_a_traceback(tmp_path: Path) -> None:
    (tmp_path / "records.jsonl").write_text("not a record\n", encoding="utf-8")
    result = run("table", tmp_path / "records.jsonl")
    assert result.exit_code == 1
    assert "not a file of records" in result.stderr


def test_schema_and_version() -> None:
    assert json.loads(run("schema").stdout)["title"] == "Announcement"
    assert run("--version").stdout.startswith("thidua-extract ")


@pytest.mark.parametrize("command", ["extract", "explain", "convert", "table", "schema"])
def test_every_command_has_help_with_an_example(command: str) -> None:
    assert "Example" in run(command, "--help").stdout
