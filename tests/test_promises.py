"""What a run promises, each tried on the program itself: nothing lost, nothing twice, the same bytes, whatever happens.

The runs are processes of their own, so that they can be stopped, killed and starved as real ones are.
"""

from __future__ import annotations

import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import active_children
from pathlib import Path
from typing import Any

import psutil
import pytest
import regex

from thidua_extract.archive.model import Reading, Source, Written
from thidua_extract.archive.state import State
from thidua_extract.archive.workers import Pool
from thidua_extract.pipeline import Profile
from thidua_extract.reader import Article, read_article

FIXTURES = [read_article(path) for path in sorted((Path(__file__).parent / "fixtures" / "articles").glob("[a-d]*.txt"))]
# Where tests run in the background of a shell, SIGINT is ignored, and a run would ignore it too.
PROGRAM = """
import signal
from thidua_extract.cli import main
signal.signal(signal.SIGINT, signal.default_int_handler)
main()
"""
NEWS = "Sáng nay trời nắng, nhiệt độ cao nhất {} độ. Chiều tối có mưa rào ở vài nơi, gió nhẹ."


@dataclass(frozen=True)
class Archive:
    """Made inputs, how many sources are in them, and the ids of those that can be read and of those that cannot."""

    inputs: tuple[Path, ...]
    good: frozenset[str]
    bad: frozenset[str]

    @property
    def count(self) -> int:
        return len(self.good) + len(self.bad)


def make_archive(folder: Path, *, articles: int) -> Archive:
    """Articles in files, a zip and lines of JSON, with pages of other news and broken ones between."""
    files = folder / "files"
    files.mkdir(parents=True)
    texts = [_varied(FIXTURES[k % len(FIXTURES)], k) for k in range(articles)]
    good, bad = set[str](), {"empty.txt", "pages.zip!empty.txt", "dump.jsonl#7"}
    for k, text in enumerate(texts[0::3]):
        (files / f"{k:05}.txt").write_text(text, encoding="utf-8")
        good.add(f"{k:05}.txt")
    (files / "empty.txt").write_bytes(b"")
    with zipfile.ZipFile(folder / "pages.zip", "w") as pages:
        for k, text in enumerate(texts[1::3]):
            page = f"<html><body><article><p>{text.replace(chr(10), '</p><p>')}</p></article></body></html>"
            pages.writestr(f"{k:05}.html", page)
            good.add(f"pages.zip!{k:05}.html")
        pages.writestr("empty.txt", "")
    rows = [json.dumps({"id": f"r{k}", "text": text}, ensure_ascii=False) for k, text in enumerate(texts[2::3])]
    rows += [json.dumps({"id": f"n{k}", "text": NEWS.format(k)}) for k in range(max(4, articles // 10))]
    rows.insert(6, "[no object]")
    (folder / "dump.jsonl").write_text("\n".join(rows), encoding="utf-8")
    good |= {f"dump.jsonl#{json.loads(row)['id']}" for row in rows if row.startswith("{")}
    return Archive((files, folder / "pages.zip", folder / "dump.jsonl"), frozenset(good), frozenset(bad))


def _varied(article: Article, seed: int) -> str:
    """An article with other figures."""
    lot = random.Random(seed)
    return regex.sub(r"(?<=[1-9])[0-9](?=[^0-9/])", lambda m: str(lot.randrange(10)), article.text)


def command(archive: Archive, output: Path, *options: str | int) -> list[str]:
    fixed = ["--profile", "rules", "--time-limit", "0"]
    return [sys.executable, "-c", PROGRAM, "convert", *map(str, [*archive.inputs, "-o", output, *fixed, *options])]


def run(archive: Archive, output: Path, *options: str | int, **how: Any) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command(archive, output, *options), capture_output=True, text=True, check=False, **how)


@contextmanager
def running(archive: Archive, output: Path, *options: str | int) -> Iterator[subprocess.Popen[str]]:
    """A run in a process group of its own, which does not outlive the context."""
    arguments = command(archive, output, *options)
    process = subprocess.Popen(arguments, stderr=subprocess.PIPE, text=True, start_new_session=True)
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def wait_for(condition: Callable[[], object]) -> None:
    until = time.monotonic() + 120
    while not condition():
        assert time.monotonic() < until, "waited in vain"
        time.sleep(0.01)


def chunks(output: Path) -> dict[str, bytes]:
    """What of a run is on the disk for good."""
    folder = output.with_name(f"{output.name}.state")
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*.zst"))}


def manifest_of(output: Path) -> dict[str, Any]:
    manifest: dict[str, Any] = json.loads(output.with_name(f"{output.stem}.manifest.json").read_text(encoding="utf-8"))
    return manifest


def results(output: Path) -> tuple[list[str], list[str]]:
    """Ids of records and of failures, in order."""
    records = [json.loads(line)["article"]["id"] for line in output.read_text(encoding="utf-8").splitlines()]
    errors = output.with_name(f"{output.stem}.errors.jsonl").read_text(encoding="utf-8").splitlines()
    return records, [json.loads(line)["id"] for line in errors]


def bytes_of(output: Path) -> tuple[bytes, bytes]:
    return output.read_bytes(), output.with_name(f"{output.stem}.errors.jsonl").read_bytes()


def without_timings(output: Path) -> dict[str, Any]:
    return {name: value for name, value in manifest_of(output).items() if name != "timings"}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    return make_archive(tmp_path_factory.mktemp("small"), articles=18)


@pytest.fixture(scope="module")
def whole(small: Archive, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output of one undisturbed run over the small archive."""
    output = tmp_path_factory.mktemp("whole") / "records.jsonl"
    assert run(small, output).returncode == 1
    return output


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """Long enough to be caught in the act: several times what is written to the disk at once."""
    return make_archive(tmp_path_factory.mktemp("large"), articles=300)


@pytest.fixture(scope="module")
def large_whole(large: Archive, tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("large_whole") / "records.jsonl"
    assert run(large, output, "--workers", 2).returncode == 1
    return output


def test_records_and_errors_are_the_inputs(small: Archive, whole: Path) -> None:
    records, errors = results(whole)
    assert (frozenset(records), frozenset(errors)) == (small.good, small.bad)
    assert len(records) + len(errors) == small.count
    counts = manifest_of(whole)["counts"]
    assert (counts["sources"], counts["records"], counts["errors"]) == (small.count, len(records), len(errors))
    assert counts["gated"] >= 4
    assert not whole.with_name("records.jsonl.state").exists()


def test_what_is_left_out_is_counted(small: Archive, whole: Path, tmp_path: Path) -> None:
    output = tmp_path / "records.jsonl"
    assert run(small, output, "--only-kind", "launch").returncode == 1
    lines = [line for line in whole.read_bytes().splitlines() if json.loads(line)["kind"] == "launch"]
    assert output.read_bytes().splitlines() == lines
    counts, all_counts = manifest_of(output)["counts"], manifest_of(whole)["counts"]
    assert counts["records"] + counts["errors"] + counts["left_out"] == small.count
    assert counts["records_by_kind"] | counts["left_out_by_kind"] == all_counts["records_by_kind"]
    assert counts["input_digest"] == all_counts["input_digest"]


@pytest.mark.parametrize("workers", [2, pytest.param(4, marks=pytest.mark.long)])
def test_bytes_are_the_same_for_any_number_of_workers(
    workers: int, small: Archive, whole: Path, tmp_path: Path
) -> None:
    output = tmp_path / "records.jsonl"
    assert run(small, output, "--workers", workers).returncode == 1
    assert bytes_of(output) == bytes_of(whole)
    assert without_timings(output) == without_timings(whole)
    assert len(manifest_of(output)["timings"]["workers_busy"]) == workers


def test_the_outputs_of_shards_one_after_the_other_are_that_of_one_run(
    small: Archive, whole: Path, tmp_path: Path
) -> None:
    outputs = [tmp_path / f"part-{n}.jsonl" for n in (1, 2, 3)]
    for n, output in enumerate(outputs, 1):
        assert run(small, output, "--shard", f"{n}/3").returncode == 1
    assert b"".join(output.read_bytes() for output in outputs) == whole.read_bytes()
    errors = [output.with_name(f"{output.stem}.errors.jsonl") for output in outputs]
    assert b"".join(path.read_bytes() for path in errors if path.exists()) == bytes_of(whole)[1]
    assert sum(manifest_of(output)["counts"]["sources"] for output in outputs) == small.count


@pytest.mark.parametrize("signum", [signal.SIGINT, pytest.param(signal.SIGTERM, marks=pytest.mark.long)])
def test_a_signal_leaves_a_run_that_goes_on(
    signum: signal.Signals, large: Archive, large_whole: Path, tmp_path: Path
) -> None:
    output = tmp_path / "records.jsonl"
    output.write_text("before\n", encoding="utf-8")
    with running(large, output, "--workers", 2) as process:
        wait_for(lambda: chunks(output))
        os.killpg(process.pid, signum)  # as a terminal does: the workers hear it too
        _, said = process.communicate(timeout=60)
    assert process.returncode == 128 + signum
    assert f"stopped by {signum.name}" in said
    assert said.count("\n") == 1
    assert output.read_text(encoding="utf-8") == "before\n"
    kept = chunks(output)
    number = sum(int(name[10:19]) + 1 - int(name[:9]) for name in kept)
    assert f"{number:,} sources are kept" in said
    assert run(large, output, "--workers", 1, "--resume").returncode == 1
    assert bytes_of(output) == bytes_of(large_whole)
    assert without_timings(output) == without_timings(large_whole)
    assert manifest_of(output)["timings"]["sources_read"] == large.count - number
    assert not chunks(output)


def test_a_run_that_was_stopped_is_neither_forgotten_nor_mixed_with_another(small: Archive, tmp_path: Path) -> None:
    output = tmp_path / "records.jsonl"
    with running(small, output, "--workers", 2) as process:
        wait_for(lambda: (tmp_path / "records.jsonl.state" / "run.json").exists())
        workers = psutil.Process(process.pid).children()
        process.kill()
        wait_for(lambda: not any(worker.is_running() for worker in workers))
    again = run(small, output)
    assert again.returncode == 2
    assert "--resume" in again.stderr
    assert "--restart" in again.stderr
    other = run(small, output, "--resume", "--keep-text")
    assert other.returncode == 2
    assert "--keep-text was false and is true" in other.stderr
    assert "--restart" in other.stderr
    assert run(small, output, "--restart", "--keep-text").returncode == 1
    assert not (tmp_path / "records.jsonl.state").exists()


def test_a_worker_that_is_killed_costs_one_error_and_is_made_good(
    large: Archive, large_whole: Path, tmp_path: Path
) -> None:
    output = tmp_path / "records.jsonl"
    with running(large, output, "--workers", 2) as process:
        wait_for(lambda: chunks(output))
        workers = [p for p in psutil.Process(process.pid).children() if "spawn_main" in " ".join(p.cmdline())]
        assert len(workers) == 2
        workers[0].kill()
        _, said = process.communicate(timeout=120)
    assert process.returncode == 1
    assert "1 failures may pass: --resume tries them again" in said
    records, errors = results(output)
    (died,) = set(errors) - large.bad
    assert set(records) == large.good - {died}
    counts = manifest_of(output)["counts"]
    assert counts["errors_by_code"]["worker_died"] == counts["errors_that_may_pass"] == 1
    assert run(large, output, "--resume").returncode == 1
    assert bytes_of(output) == bytes_of(large_whole)
    assert without_timings(output) == without_timings(large_whole)
    assert manifest_of(output)["timings"]["sources_read"] == 1
    assert not chunks(output)


@pytest.mark.parametrize("most", [4_000, 120_000])
def test_a_disk_that_is_full_is_told_and_the_run_goes_on_later(
    most: int, small: Archive, whole: Path, tmp_path: Path
) -> None:
    """No file may grow beyond ``most`` bytes: the state in the first case, the output in the second."""
    output = tmp_path / "records.jsonl"
    assert len(whole.read_bytes()) > most
    full = run(small, output, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most)))
    assert full.returncode == 3, full.stderr
    assert full.stderr.startswith(f"thidua-extract: {tmp_path}")
    assert "cannot be written: File too large" in full.stderr
    assert "--resume goes on" in full.stderr
    assert full.stderr.count("\n") == 1
    assert not output.exists()
    state = State(output)
    state.open(run={})
    kept = [outcome.id for chunk in state.chunks for outcome in state.read(chunk)]  # whatever is there is whole
    state.close()
    assert len(kept) == small.count if most > 100_000 else len(kept) < small.count
    assert run(small, output, "--resume").returncode == 1
    assert bytes_of(output) == bytes_of(whole)


def test_a_file_system_without_space_is_told(small: Archive, whole: Path, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=96k", "tmpfs", disk], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("a small file system can be mounted by root only")
    try:
        full = run(small, disk / "records.jsonl")
        assert full.returncode == 3
        assert "cannot be written: No space left on device" in full.stderr
        assert not (disk / "records.jsonl").exists()
        subprocess.run(["mount", "-o", "remount,size=8m", disk], check=True)
        assert run(small, disk / "records.jsonl", "--resume").returncode == 1
        assert bytes_of(disk / "records.jsonl") == bytes_of(whole)
    finally:
        subprocess.run(["umount", disk], check=True)


def test_sources_that_changed_meanwhile_are_told(large: Archive, tmp_path: Path) -> None:
    files = tmp_path / "files"
    shutil.copytree(large.inputs[0], files)
    archive = Archive((files, *large.inputs[1:]), large.good, large.bad)
    output = tmp_path / "records.jsonl"
    with running(archive, output, "--workers", 2) as process:
        wait_for(lambda: chunks(output))
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    (files / "00000.txt").rename(files / "00000b.txt")
    changed = run(archive, output, "--resume")
    assert changed.returncode == 2
    assert "the sources are not those that the run began with" in changed.stderr
    assert chunks(output)


@pytest.mark.long
def test_kills_at_any_moment_lose_nothing_written_and_repeat_nothing(
    large: Archive, large_whole: Path, tmp_path: Path
) -> None:
    """Twenty times the whole group of processes is killed at a moment drawn by lot, then the run goes on."""
    lot = random.Random(20)
    output = tmp_path / "records.jsonl"
    kept: dict[str, bytes] = {}
    kills = 0
    while kills < 20:
        begin = "--resume" if (tmp_path / "records.jsonl.state" / "run.json").exists() else "--restart"
        with running(large, output, "--workers", lot.choice((1, 2, 4)), begin) as process:
            with suppress(subprocess.TimeoutExpired):
                process.wait(lot.uniform(0.2, 7.0))
            ended = process.poll() is not None
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        if ended:
            assert process.returncode == 1
            assert bytes_of(output) == bytes_of(large_whole)
            kept = {}
            output.unlink()
            continue
        kills += 1
        now = chunks(output)
        if output.exists() and not now:  # killed between the last word and the end
            assert bytes_of(output) == bytes_of(large_whole)
            kept = {}
            continue
        assert kept.items() <= now.items()
        kept = now
    assert run(large, output, "--workers", 2, "--resume").returncode in (0, 1)
    assert bytes_of(output) == bytes_of(large_whole)
    assert without_timings(output) == without_timings(large_whole)


@pytest.mark.long
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="peaks are read from /proc")
@pytest.mark.parametrize(("profile", "articles"), [("rules", 8_000), ("full", 5_000)])
def test_the_memory_of_a_worker_is_flat(profile: Profile, articles: int) -> None:
    """Its peak after many articles, each with figures of its own, is within a tenth of the peak after 2,000."""
    with Pool(1, Reading(profile=profile)) as pool:
        peaks = [_peak_after(pool, start, 32) for start in range(0, articles, 32)]
    assert peaks[-1] <= 1.1 * peaks[2_000 // 32], peaks[:: 1_000 // 32]


def _peak_after(pool: Pool, start: int, count: int) -> int:
    """The worker's peak in kB once it has read so many short articles more."""
    texts = (_varied(FIXTURES[k % len(FIXTURES)], k)[:900] for k in range(start, start + count))
    pool.give([(k, Source(f"{k}.txt", "", data=text.encode(), suffix=".txt")) for k, text in enumerate(texts)])
    while pool.in_hand:
        assert all(isinstance(outcome, Written) for _, outcome in pool.collect(1.0))
    (worker,) = active_children()
    status = Path(f"/proc/{worker.pid}/status").read_text(encoding="utf-8")
    return int(status.partition("VmHWM:")[2].split()[0])
