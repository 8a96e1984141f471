"""The command line: what goes where, exit codes, what a user is told."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner, Result

from thidua_extract.archive.model import Failure, Skipped, Written
from thidua_extract.cli import app
from thidua_extract.cli.progress import Bar
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
    assert all(sorted(row) == ["code", "id", "message", "passing"] for row in rows)
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


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Result]:
    """A run over two folders and a file, with every kind of thing in them, and what it said."""
    folder = tmp_path_factory.mktemp("archive")
    dated = "Phát động thi đua\n16/12/2021 17:50\n" + LAUNCH
    for name in ("one/b.txt", "one/a.TXT", "one/sub/c.txt", "one/notes.md", "one/sub/image.jpg", "two/b.txt"):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dated if name == "one/b.txt" else LAUNCH, encoding="utf-8")
    (folder / "one" / "empty.txt").write_bytes(b"")
    (folder / "a.pdf").write_bytes(b"%PDF-1.4")
    sources = (folder / "one", folder / "two", folder / "a.pdf")
    output = folder / "out" / "new" / "records.jsonl"
    return output, run("convert", *sources, "-o", output, "--published-on", "2020-01-02", "--profile", "rules")


def test_convert_reads_folders_in_order(converted: tuple[Path, Result]) -> None:
    output, result = converted
    assert result.exit_code == 1
    assert [r.article.id for r in records_of(output)] == ["a.TXT", "b.txt", "sub/c.txt"]
    assert "3 read, 3 failed, 2 skipped" in result.stderr
    assert str(output) in result.stderr
    assert result.stdout == ""


def test_convert_goes_on_after_a_source_that_fails(converted: tuple[Path, Result]) -> None:
    output, _ = converted
    assert failures_of(output.with_name("records.errors.jsonl")) == {
        "empty.txt": "empty", "b.txt": "duplicate_id", "a.pdf": "unsupported"
    }  # fmt: skip


def test_convert_uses_the_given_date_where_the_source_has_none(converted: tuple[Path, Result]) -> None:
    days = {r.article.id: str(r.article.published_on) for r in records_of(converted[0])}
    assert days == {"a.TXT": "2020-01-02", "b.txt": "2021-12-16", "sub/c.txt": "2020-01-02"}


def test_convert_leaves_the_output_its_errors_and_its_manifest(converted: tuple[Path, Result]) -> None:
    output, _ = converted
    assert sorted(p.name for p in output.parent.iterdir()) == [
        "records.errors.jsonl", "records.jsonl", "records.manifest.json"
    ]  # fmt: skip
    manifest = json.loads(output.with_name("records.manifest.json").read_text(encoding="utf-8"))
    assert manifest["counts"]["errors_by_code"] == {"duplicate_id": 1, "empty": 1, "unsupported": 1}
    assert manifest["options"]["published_on"] == "2020-01-02"
    assert [entry["sources"] for entry in manifest["counts"]["by_input"]] == [4, 1, 1]


def test_convert_again_replaces_the_output_and_its_errors(converted: tuple[Path, Result], tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(LAUNCH, encoding="utf-8")
    output = tmp_path / "records.jsonl"
    for path in (output, tmp_path / "records.errors.jsonl"):
        path.write_text("{}\n", encoding="utf-8")
    assert run("convert", tmp_path / "a.txt", "-o", output, "--profile", "rules").exit_code == 0
    assert not (tmp_path / "records.errors.jsonl").exists()
    assert [r.article.id for r in records_of(output)] == ["a.txt"]


def test_convert_says_that_a_run_is_complete_and_does_not_read_again(converted: tuple[Path, Result]) -> None:
    output, _ = converted
    folder = output.parents[2]
    before = output.stat().st_mtime_ns
    options = ("--published-on", "2020-01-02", "--profile", "rules", "--resume")
    result = run("convert", folder / "one", folder / "two", folder / "a.pdf", "-o", output, *options)
    assert result.exit_code == 0
    assert "complete already" in result.stderr
    assert output.stat().st_mtime_ns == before


def test_convert_takes_a_list_of_paths_and_what_was_left_out_is_counted(tmp_path: Path) -> None:
    for name, text in (("a.txt", LAUNCH), ("b.txt", "Hôm nay trời nắng.\n")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    listed = "".join(f"{tmp_path / name}\n" for name in ("b.txt", "none.txt", "a.txt")).encode()
    output = tmp_path / "records.jsonl"
    result = run("convert", "-", "-o", output, "--only-kind", "launch,review", "--profile", "rules", stdin=listed)
    assert result.exit_code == 1
    assert [r.article.id for r in records_of(output)] == [str(tmp_path / "a.txt")]
    assert failures_of(tmp_path / "records.errors.jsonl") == {str(tmp_path / "none.txt"): "not_found"}
    assert "1 read, 1 failed, 1 left out, 0 skipped" in result.stderr


def test_convert_writes_into_the_folder_that_it_reads(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(LAUNCH, encoding="utf-8")
    for _ in range(2):
        result = run("convert", tmp_path, "-o", tmp_path / "records.jsonl", "--profile", "rules")
        assert result.exit_code == 0
        assert [r.article.id for r in records_of(tmp_path / "records.jsonl")] == ["a.txt"]


def test_convert_of_an_empty_folder_writes_an_empty_file(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    result = run("convert", tmp_path / "articles", "-o", tmp_path / "records.jsonl", "--quiet")
    assert (result.exit_code, result.stderr) == (0, "")
    assert (tmp_path / "records.jsonl").read_bytes() == b""


@pytest.mark.parametrize("output", ["a.txt/records.jsonl", "full/records.jsonl", "folder.jsonl"])
def test_convert_tells_where_it_cannot_write(output: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(LAUNCH, encoding="utf-8")
    (tmp_path / "folder.jsonl").mkdir()
    (tmp_path / "full").symlink_to("/proc/self/fd")
    result = run("convert", tmp_path / "a.txt", "-o", tmp_path / output)
    assert result.exit_code == 3
    assert result.stderr.startswith(f"thidua-extract: {tmp_path / output}")
    assert result.stderr.count("\n") == 1


def test_convert_never_writes_over_a_source(tmp_path: Path) -> None:
    dump = tmp_path / "dump.jsonl"
    dump.write_text(json.dumps({"text": LAUNCH}), encoding="utf-8")
    for source in (dump, tmp_path):
        result = run("convert", source, "-o", dump)
        assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
        assert "the output is one of the sources" in result.stderr
        assert json.loads(dump.read_text(encoding="utf-8")) == {"text": LAUNCH}


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("-o", "records.doc"), "suffix '.doc'"),
        (("-o", "records.parquet", "--table"), "--table shows JSON Lines"),
        (("-o", "records.jsonl.gz", "--table"), "--table shows JSON Lines"),
        (("-o", "records.jsonl", "--only-kind", "launch,revue"), "launch, review, mention, none"),
        (("-o", "records.jsonl", "--shard", "4/3"), "3/16"),
        (("-o", "records.jsonl", "--shard", "3"), "3/16"),
        (("-o", "records.jsonl", "--resume", "--restart"), "only one of them"),
        (("-o", "records.jsonl", "--max-steps", "0"), "greater than or equal to 1"),
        (("-o", "records.jsonl", "--to", "xml"), "parquet-tables"),
    ],
)
def test_convert_tells_what_it_does_not_understand(
    options: tuple[str, ...], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("convert", ARTICLE, *options)
    assert result.exit_code == 2
    assert said in " ".join(result.stderr.replace("│", " ").split())
    assert list(tmp_path.iterdir()) == []


def test_a_bar_shows_articles_rate_errors_and_time_left(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter(range(0, 1000, 2))
    monkeypatch.setattr("thidua_extract.cli.progress.time.monotonic", lambda: float(next(clock)))
    shown = io.StringIO()
    with Bar(Console(file=shown, force_terminal=True, width=120)) as bar:
        assert bar.wants_total
        bar.begin(1_000_000, in_bytes=True)
        bar.passed(Skipped("a.md", weight=400_000))
        bar.done(Failure("a.txt", "empty", "…"), 100_000)
        bar.done(Written("b.txt", "none", False, "", b"{}"), 100_000)
    last = [part for part in shown.getvalue().split("Reading") if "left" in part][-1]
    assert "2 articles" in last
    assert "/s" in last
    assert "1 errors" in last
    assert not Bar(Console(file=io.StringIO())).wants_total


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
