"""The parts of a run, one by one: what a source becomes, the pool, the state, the order, positions and the manifest."""

from __future__ import annotations

import hashlib
import os
import signal
import time
from collections.abc import Iterator
from multiprocessing import active_children
from pathlib import Path
from typing import get_args

import psutil
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thidua_extract import Announcement
from thidua_extract.archive.committing import Committer
from thidua_extract.archive.containers.options import FORMATS
from thidua_extract.archive.dispatch import Watcher
from thidua_extract.archive.manifest import ManifestError, Tally, find_difference
from thidua_extract.archive.model import Failure, LeftOut, Outcome, Reading, Source, Written
from thidua_extract.archive.positions import Input, Inputs, Shard, Span, count_sources
from thidua_extract.archive.reading import count_steps, read_source
from thidua_extract.archive.run import Options, convert
from thidua_extract.archive.sinks import SinkKind
from thidua_extract.archive.sources import SourceOptions
from thidua_extract.archive.state import State, StateError, state_path
from thidua_extract.archive.stopping import stop_on_signals
from thidua_extract.archive.workers import Pool, Task
from thidua_extract.cli.convert import FileKind, OutputKind
from thidua_extract.reader import read_article

LAUNCH = "Ngày 5/3/2021, Liên đoàn Lao động tỉnh Hà Nam phát động đợt thi đua cao điểm.\n"
WEATHER = "Hôm nay trời nắng, nhiệt độ cao nhất 35 độ, đêm có mưa rào ở vài nơi.\n"
RULES = Reading(profile="rules")


def source(text: str, id: str = "a.txt", **more: object) -> Source:
    return Source(id, f"in/{id}", data=text.encode(), suffix=".txt", **more)  # type: ignore[arg-type]


def record_of(outcome: Outcome) -> Announcement:
    assert isinstance(outcome, Written), outcome
    return Announcement.model_validate_json(outcome.line)


# What a source becomes


def test_a_source_becomes_the_line_of_its_record() -> None:
    outcome = read_source(source(LAUNCH, url="https://example.org/a", title="Phát động"), RULES)
    record = record_of(outcome)
    assert isinstance(outcome, Written)
    assert (outcome.id, outcome.kind, outcome.gated) == ("a.txt", "launch", False)
    assert outcome.sha256 == record.article.sha256 == hashlib.sha256(LAUNCH.encode()).hexdigest()
    assert (record.article.id, record.article.url, record.article.title) == (
        "a.txt",
        "https://example.org/a",
        "Phát động",
    )
    assert b"\n" not in outcome.line


def test_a_file_is_read_where_it_lies(tmp_path: Path) -> None:
    path = tmp_path / "b.html"
    path.write_text(f"<html><body><article><p>{LAUNCH * 8}</p></article></body></html>", encoding="utf-8")
    record = record_of(read_source(Source("x", str(path), path=path), RULES))
    assert record.article.text_basis == "extracted"
    assert record.kind == "launch"


def test_text_of_a_row_is_no_page_whatever_its_id_ends_with() -> None:
    record = record_of(read_source(source(LAUNCH, "dump.jsonl#https://example.org/a.html"), RULES))
    assert record.article.text_basis == "source"


@pytest.mark.parametrize("text", [WEATHER, f"<html><body><p>{WEATHER * 30}</p></body></html>"])
def test_what_holds_no_word_of_emulation_is_gated(text: str) -> None:
    given = source(text, "b.txt", url="https://dantri.com.vn/le-hoi-20211216175000123.htm", title="Trời nắng")
    article = record_of(read_source(given, RULES)).article
    assert article.gated
    assert (article.title, str(article.published_on)) == ("Trời nắng", "2021-12-16")
    assert article.sha256 == hashlib.sha256(text.encode()).hexdigest()
    assert article.text_sha256 == hashlib.sha256(b"").hexdigest()


def test_with_and_without_the_gate_the_kind_is_the_same() -> None:
    for text in (LAUNCH, WEATHER):
        with_gate = record_of(read_source(source(text), RULES))
        without = record_of(read_source(source(text), Reading(profile="rules", gate=False)))
        assert with_gate.kind == without.kind
        assert not without.article.gated


def test_the_text_of_a_gated_record_is_what_its_digest_says() -> None:
    article = record_of(read_source(source(WEATHER), Reading(profile="rules", keep_text=True))).article
    assert article.text == ""
    assert hashlib.sha256(article.text.encode()).hexdigest() == article.text_sha256


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"", "empty"), (b" \n\t", "empty"), (b"%PDF-1.4 ...", "binary"), (b"\xff\xc3\x28 xa \xf5" * 50, "encoding")],
)
@pytest.mark.parametrize("gate", [True, False])
def test_what_cannot_be_read_fails_with_and_without_the_gate(data: bytes, code: str, gate: bool) -> None:
    outcome = read_source(Source("a.txt", "zip/a.txt", data=data), Reading(profile="rules", gate=gate))
    assert isinstance(outcome, Failure)
    assert outcome.code == code
    assert outcome.message.startswith("zip/a.txt: ")
    assert not outcome.passing


def test_a_file_that_is_gone_fails_with_its_origin(tmp_path: Path) -> None:
    outcome = read_source(Source("a.txt", "in/a.txt", path=tmp_path / "a.txt"), RULES)
    assert isinstance(outcome, Failure)
    assert (outcome.code, outcome.message) == ("unreadable", "in/a.txt: cannot be read: No such file or directory")


def test_records_of_other_kinds_are_left_out() -> None:
    how = Reading(profile="rules", only_kinds=frozenset({"launch", "review"}))
    assert isinstance(read_source(source(LAUNCH), how), Written)
    assert read_source(source(WEATHER), how) == LeftOut(
        "a.txt", "none", True, hashlib.sha256(WEATHER.encode()).hexdigest()
    )


@pytest.mark.parametrize(
    ("how", "code"),
    [
        (Reading(profile="rules", max_bytes=len(LAUNCH.encode()) - 1), "too_large"),
        (Reading(profile="rules", max_characters=len(LAUNCH) - 1), "too_large"),
        (Reading(profile="rules", max_steps=9), "too_complex"),
    ],
)
def test_limits_are_the_same_on_any_machine(how: Reading, code: str, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(LAUNCH, encoding="utf-8")
    for one in (source(LAUNCH), Source("a.txt", "in/a.txt", path=path)):
        outcome = read_source(one, how)
        assert isinstance(outcome, Failure)
        assert (outcome.code, outcome.passing) == (code, False)
        assert outcome.message.startswith("in/a.txt: ")
    exact = Reading(profile="rules", max_bytes=len(LAUNCH.encode()), max_characters=len(LAUNCH), max_steps=10)
    assert isinstance(read_source(source(LAUNCH), exact), Written)


def test_steps_grow_with_the_square_of_the_figures_in_a_sentence() -> None:
    assert count_steps("đạt 95% chỉ tiêu; " * 1_000) == 1_000_000
    assert count_steps("đạt 95% chỉ tiêu. " * 1_000) == 1_000
    assert count_steps("\n" * 1_000) == 1_000


def test_articles_are_far_below_the_step_limit() -> None:
    articles = sorted((Path(__file__).parent / "fixtures" / "articles").glob("*.txt"))
    assert max(count_steps(read_article(path).text) for path in articles) * 100 < Reading().max_steps


def test_a_fault_of_ours_is_one_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("why")

    monkeypatch.setattr("thidua_extract.archive.reading.extract", fail)
    outcome = read_source(source(LAUNCH), RULES)
    assert outcome == Failure("a.txt", "internal_error", "in/a.txt: ZeroDivisionError: why")


# The pool


def collect_all(pool: Pool, *, until: int) -> list[tuple[int, Outcome]]:
    came: list[tuple[int, Outcome]] = []
    patience = time.monotonic() + 60
    while len(came) < until:
        assert time.monotonic() < patience, "a source is not answered for"
        came += pool.collect(0.1)
    return came


def hanging(folder: Path, id: str) -> Source:
    """A source that is never read to its end: a pipe that nobody writes into."""
    path = folder / id
    os.mkfifo(path)
    return Source(id, str(path), path=path)


def _writer_of(path: Path) -> int:
    """An end to write into a pipe with, once somebody reads it."""
    while True:
        try:
            return os.open(path, os.O_WRONLY | os.O_NONBLOCK)
        except OSError:
            time.sleep(0.01)


def processes() -> list[psutil.Process]:
    """The workers alive."""
    return [psutil.Process(process.pid) for process in active_children()]


def texts(count: int) -> list[Task]:
    return [(k, source(LAUNCH, f"{k}.txt")) for k in range(count)]


def test_a_worker_answers_for_every_source_in_order() -> None:
    with Pool(1, RULES) as pool:
        assert pool.has_idle
        pool.give(texts(5))
        assert (pool.has_idle, pool.in_hand) == (False, 5)
        came = collect_all(pool, until=5)
        assert [position for position, _ in came] == [0, 1, 2, 3, 4]
        assert [outcome.id for _, outcome in came] == ["0.txt", "1.txt", "2.txt", "3.txt", "4.txt"]
        assert (pool.has_idle, pool.in_hand) == (True, 0)
        assert 0 < pool.busy_shares()[0] <= 1
    assert processes() == []


def test_a_worker_that_is_killed_costs_the_source_in_hand(tmp_path: Path) -> None:
    batch = [*texts(2), (2, hanging(tmp_path, "pipe.txt")), (3, source(LAUNCH, "3.txt"))]
    with Pool(1, RULES) as pool:
        pool.give(batch)
        came = collect_all(pool, until=2)
        (worker,) = processes()
        worker.kill()
        came += collect_all(pool, until=2)
    assert [(position, type(outcome)) for position, outcome in came] == [
        (0, Written), (1, Written), (2, Failure), (3, Written)
    ]  # fmt: skip
    died = came[2][1]
    assert isinstance(died, Failure)
    assert (died.code, died.passing) == ("worker_died", True)
    assert died.message == f"{tmp_path}/pipe.txt: the worker that read it ended (SIGKILL)"


def test_a_worker_killed_between_batches_costs_nothing() -> None:
    with Pool(1, RULES) as pool:
        pool.give(texts(1))
        collect_all(pool, until=1)
        (worker,) = processes()
        worker.kill()
        while worker.status() != psutil.STATUS_ZOMBIE:
            time.sleep(0.01)
        pool.give(texts(2))
        assert all(isinstance(outcome, Written) for _, outcome in collect_all(pool, until=2))


def test_a_source_beyond_the_time_limit_is_given_up_and_the_rest_is_read(tmp_path: Path) -> None:
    batch = [(0, hanging(tmp_path, "pipe.txt")), (1, source(LAUNCH, "1.txt"))]
    with Pool(1, RULES, time_limit=3) as pool:
        pool.give(batch)
        came = collect_all(pool, until=2)
    late = came[0][1]
    assert isinstance(late, Failure)
    assert (late.code, late.passing) == ("time_limit", True)
    assert late.message == f"{tmp_path}/pipe.txt: not read within 3 seconds"
    assert isinstance(came[1][1], Written)


def test_called_off_a_worker_ends_with_the_source_in_hand(tmp_path: Path) -> None:
    pipe = hanging(tmp_path, "pipe.txt")
    assert pipe.path is not None
    with Pool(1, RULES) as pool:
        pool.give([*texts(1), (1, pipe), (2, source(LAUNCH, "2.txt"))])
        collect_all(pool, until=1)
        writer = _writer_of(pipe.path)
        pool.call_off()
        assert pool.in_hand == 1
        os.write(writer, LAUNCH.encode())
        os.close(writer)
        came = collect_all(pool, until=1)
        while processes():
            came += pool.collect(0.1)
        assert [(position, type(outcome)) for position, outcome in came] == [(1, Written)]
        assert pool.in_hand == 0


def test_no_worker_outlives_an_error_in_the_parent(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), Pool(2, RULES) as pool:  # noqa: PT012
        pool.give([(0, hanging(tmp_path, "pipe.txt"))])
        assert len(processes()) == 2
        raise ZeroDivisionError
    assert processes() == []


# The state and the order


def outcome_of(k: int, *, passing: bool = False) -> Outcome:
    id = f"{k} “ạ”\t\n"
    if passing:
        return Failure(id, "time_limit", "chậm\n", passing=True)
    return (Written(id, "none", False, "ab", b'{"a": "\\n"}'), LeftOut(id, "none", True, "cd"), Failure(id, "x", "y"))[
        k % 3
    ]


def all_of(state: State) -> list[Outcome]:
    return [outcome for chunk in state.chunks for outcome in state.read(chunk)]


def test_outcomes_come_back_from_the_disk_as_they_were(tmp_path: Path) -> None:
    state = State(tmp_path / "out.jsonl")
    assert not state.is_there
    assert state.open(run={"options": {}}) == {"options": {}}
    outcomes = [*map(outcome_of, range(5)), outcome_of(5, passing=True)]
    state.write(0, outcomes[:2])
    state.write(2, outcomes[2:])
    state.close()
    again = State(tmp_path / "out.jsonl")
    assert again.is_there
    assert again.open(run={"options": {"limit": 3}}) == {"options": {}}
    assert all_of(again) == outcomes
    assert [(c.first, c.after, c.passing) for c in again.chunks] == [(0, 2, ()), (2, 6, (5,))]
    again.clear()
    assert list(tmp_path.iterdir()) == []


def test_a_state_belongs_to_one_run_at_a_time(tmp_path: Path) -> None:
    first, second = State(tmp_path / "out.jsonl"), State(tmp_path / "out.jsonl")
    first.open(run={})
    with pytest.raises(StateError, match="another run is writing this output"):
        second.open(run={})
    first.close()
    second.open(run={})
    second.close()


@pytest.mark.parametrize("content", [b"", b"no frame", b"\x28\xb5\x2f\xfd\x04"])
@pytest.mark.parametrize("name", ["000000000-000000001.zst", "run.json"])
def test_a_damaged_state_is_told_with_the_way_out(name: str, content: bytes, tmp_path: Path) -> None:
    state = State(tmp_path / "out.jsonl")
    state.open(run={})
    state.write(0, [outcome_of(0), outcome_of(1)])
    state.close()
    (state_path(tmp_path / "out.jsonl") / name).write_bytes(content)
    with pytest.raises(StateError, match=f"{name}: damaged, .*--restart"):
        all_of(_opened(tmp_path))


def test_a_chunk_cut_short_is_told(tmp_path: Path) -> None:
    state = State(tmp_path / "out.jsonl")
    state.open(run={})
    state.write(0, [outcome_of(k) for k in range(500)])
    state.close()
    path = state_path(tmp_path / "out.jsonl") / "000000000-000000499.zst"
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(StateError, match="damaged"):
        all_of(_opened(tmp_path))


def test_what_is_not_ours_stays_in_the_folder(tmp_path: Path) -> None:
    state = State(tmp_path / "out.jsonl")
    state.open(run={})
    notes = state_path(tmp_path / "out.jsonl") / "notes.txt"
    notes.write_text("mine", encoding="utf-8")
    state.clear()
    assert notes.read_text(encoding="utf-8") == "mine"
    assert not state.is_there


def _opened(folder: Path) -> State:
    state = State(folder / "out.jsonl")
    try:
        state.open(run={})
    finally:
        state.close()
    return state


@settings(max_examples=60, deadline=None)
@given(data=st.data(), count=st.integers(0, 40))
def test_outcomes_in_any_order_and_after_any_stop_are_all_written_once(
    data: st.DataObject, count: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Each session hears of outcomes in an order of its own, commits at any moment and is cut off at any other."""
    folder = tmp_path_factory.mktemp("state")
    passing = data.draw(st.sets(st.integers(0, 39)))
    for session in range(5):
        state = _opened(folder)
        before = all_of(state)
        committer = Committer(state, 0)
        wanted = [k for k in range(count) if committer.wants(k, outcome_of(k).id)]
        committer.check_end()
        tried_again = {k for k in range(len(before)) if isinstance(o := before[k], Failure) and o.passing}
        assert set(wanted) == tried_again | set(range(len(before), count))
        heard = data.draw(st.permutations(wanted))
        cut = len(heard) if session == 4 else data.draw(st.integers(0, len(heard)))
        for k in heard[:cut]:
            committer.take(k, outcome_of(k, passing=k in passing and session < 3))
            if data.draw(st.booleans()):
                committer.commit()
    committer.commit()
    assert all_of(_opened(folder)) == [outcome_of(k) for k in range(count)]
    assert _opened(folder).written == count


def _committer(folder: Path, ids: Iterator[str] | None = None) -> Committer:
    state = State(folder / "out.jsonl")
    state.open(run={})
    state.write(0, [Failure("a", "x", "y"), Failure("b", "time_limit", "y", passing=True), Failure("c", "x", "y")])
    state.close()
    return Committer(state, 0)


@pytest.mark.parametrize("ids", ["abd", "acb", "ab", "bbc"])
def test_other_sources_than_those_of_the_state_are_told(ids: str, tmp_path: Path) -> None:
    committer = _committer(tmp_path)
    with pytest.raises(StateError, match="the sources are not those that the run began with; --restart"):  # noqa: PT012
        for k, id in enumerate(ids):
            committer.wants(k, id)
        committer.check_end()


def test_a_state_that_lacks_sources_is_told(tmp_path: Path) -> None:
    state = State(tmp_path / "out.jsonl")
    state.open(run={})
    state.write(2, [outcome_of(2)])
    state.close()
    with pytest.raises(StateError, match="no sources 0 to 1"):
        Committer(state, 0)


# Positions


def archive(folder: Path) -> list[Path]:
    """Eleven sources and three files of other kinds in three inputs, the second of which holds nothing to read."""
    for name in ("one/a.txt", "one/b.md", "one/c.txt", "two/x.md", "three/d.txt", "three/z.md"):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(LAUNCH, encoding="utf-8")
    rows = "".join(f'{{"id": "{k}", "text": "Năm {k}"}}\n' for k in range(7)) + "broken\n"
    (folder / "three" / "dump.jsonl").write_text(rows, encoding="utf-8")
    return [folder / name for name in ("one", "two", "three")]


def ids_of(inputs: Inputs) -> list[str]:
    return [item.id for _, item in inputs.sources() if isinstance(item, Source | Failure)]


def test_inputs_number_sources_and_count_what_each_holds(tmp_path: Path) -> None:
    paths = archive(tmp_path)
    inputs = Inputs(paths, SourceOptions())
    positions = [position for position, item in inputs.sources() if isinstance(item, Source | Failure)]
    assert positions == list(range(11)) == list(range(count_sources(paths, SourceOptions())))
    assert inputs.given == [
        Input(str(paths[0]), 0, sources=2, skipped=1),
        Input(str(paths[1]), 2, sources=0, skipped=1),
        Input(str(paths[2]), 2, sources=9, skipped=1),
    ]


@pytest.mark.parametrize("of", [1, 2, 3, 5, 11, 20])
@pytest.mark.parametrize("limit", [None, 4, 30])
def test_shards_in_order_are_the_whole(of: int, limit: int | None, tmp_path: Path) -> None:
    paths = archive(tmp_path)
    whole = Inputs(paths, SourceOptions(), span=Span(after=limit))
    ids = ids_of(whole)
    shards = [Options(shard=Shard(n, of), limit=limit).span(11) for n in range(1, of + 1)]
    parts = [Inputs(paths, SourceOptions(), span=span) for span in shards]
    assert [id for part in parts for id in ids_of(part)] == ids
    for what in ("sources", "skipped"):
        by_part = sum(getattr(entry, what) for part in parts for entry in part.given)
        assert by_part == sum(getattr(entry, what) for entry in whole.given)


@pytest.mark.parametrize(("number", "of"), [(0, 3), (4, 3), (-1, 2), (1, 0)])
def test_a_shard_is_one_of_its_parts(number: int, of: int) -> None:
    with pytest.raises(ValueError):
        Shard(number, of)


# The manifest


def test_a_manifest_counts_every_outcome_for_its_input() -> None:
    tally = Tally([Input("a", 4, 2), Input("b", 6, 0), Input("c", 6, 3, skipped=7)], 4)
    for outcome in (
        Written("1", "launch", False, "s1", b"{}"),
        LeftOut("2", "none", True, "s2"),
        Failure("3", "empty", "…"),
        Failure("4", "time_limit", "…", passing=True),
        Written("5", "none", True, "s5", b"{}"),
    ):
        tally.add(outcome)
    counts = tally.counts()
    assert counts["input_digest"] == hashlib.sha256(b"1\ts1\n2\ts2\n3\t\n4\t\n5\ts5\n").hexdigest()
    assert {name: counts[name] for name in list(counts)[:6]} == {
        "sources": 5, "records": 2, "errors": 2, "left_out": 1, "skipped": 7, "gated": 2
    }  # fmt: skip
    assert counts["records_by_kind"] == {"launch": 1, "none": 1}
    assert counts["left_out_by_kind"] == {"none": 1}
    assert counts["errors_by_code"] == {"empty": 1, "time_limit": 1}
    assert counts["errors_that_may_pass"] == 1
    assert [(e["input"], e["records"], e["errors"], e["left_out"], e["skipped"]) for e in counts["by_input"]] == [
        ("a", 1, 0, 1, 0), ("b", 0, 0, 0, 0), ("c", 1, 2, 0, 7)
    ]  # fmt: skip


def test_a_manifest_that_does_not_add_up_is_refused() -> None:
    tally = Tally([Input("a", 0, 2)], 0)
    tally.add(Failure("1", "empty", "…"))
    with pytest.raises(ManifestError, match="0 records, 1 errors and 0 left out are not 2 sources"):
        tally.counts()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (Options(Reading(keep_text=True)), "--keep-text was false and is true"),
        (Options(Reading(gate=False)), "--no-gate was false and is true"),
        (
            Options(Reading(only_kinds=frozenset({"review", "launch"}))),
            '--only-kind was null and is ["launch", "review"]',
        ),
        (Options(sources=SourceOptions(text_field="body")), "--text-field was null and is body"),
        (Options(sources=SourceOptions(format="csv")), "--from was null and is csv"),
        (Options(shard=Shard(2, 3)), "--shard was null and is 2/3"),
        (Options(limit=5), "--limit was null and is 5"),
        (Options(workers=4, time_limit=1.0, to="parquet"), ""),
    ],
)
def test_another_run_is_told_by_the_option_in_which_it_differs(options: Options, said: str) -> None:
    before, now = ({"options": o.described()} for o in (Options(), options))
    assert find_difference(before, now) == said


def test_versions_rules_and_inputs_make_another_run() -> None:
    assert find_difference({"libraries": {"lxml": "5"}}, {"libraries": {"lxml": "6"}}) == (
        "the version of lxml was 5 and is 6"
    )
    assert find_difference({"library": "0.1"}, {"library": "0.2"}) == "the version of library was 0.1 and is 0.2"
    assert find_difference({"rules": "ab"}, {"rules": "cd"}) == "the rules are others"
    assert find_difference({"inputs": ["a"]}, {"inputs": ["b"]}) == "the inputs are others"


# Signals and the command line's lists


class Interrupting(Watcher):
    """Sends this process the signal to stop at one moment of a run."""

    def __init__(self, moment: str) -> None:
        self._moment = moment

    def counting(self, count: int) -> None:
        self._stop("counting")

    def done(self, outcome: Outcome, weight: int) -> None:
        self._stop("reading")

    def writing(self, count: int) -> None:
        self._stop("writing")

    def _stop(self, moment: str) -> None:
        if moment == self._moment:
            self._moment = ""
            os.kill(os.getpid(), signal.SIGTERM)


def test_a_run_stops_at_any_stage_and_goes_on(tmp_path: Path) -> None:
    paths, output = archive(tmp_path / "in"), tmp_path / "out.jsonl"
    options = Options(RULES, shard=Shard(2, 2))
    for moment in ("counting", "reading", "writing"):
        ended = convert(paths, output, options, begin="resume", watcher=Interrupting(moment))
        assert (ended.manifest, ended.signal) == (None, signal.SIGTERM)
        assert (ended.kept > 0) == (moment != "counting")
        assert not output.exists()
    ended = convert(paths, output, options, begin="resume")
    assert ended.manifest is not None
    assert ended.manifest["counts"]["sources"] == 6
    assert ended.manifest["timings"]["sources_read"] == 0
    again = convert(paths, output, options, begin="resume")
    assert (again.was_complete, again.manifest) == (True, ended.manifest)


def test_an_output_of_another_name_is_not_taken_for_complete(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(LAUNCH, encoding="utf-8")
    for name in ("out.jsonl", "out.ndjson"):
        (tmp_path / "out.ndjson").write_text("of another run", encoding="utf-8")
        ended = convert([tmp_path / "a.txt"], tmp_path / name, Options(RULES), begin="resume")
        assert not ended.was_complete
    assert (tmp_path / "out.ndjson").read_bytes() == (tmp_path / "out.jsonl").read_bytes()


def test_signals_that_were_ignored_stay_ignored_and_handlers_come_back() -> None:
    def handler(*_: object) -> None: ...

    before = signal.signal(signal.SIGTERM, handler), signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with stop_on_signals() as stop:
            os.kill(os.getpid(), signal.SIGHUP)
            assert not stop.asked
            os.kill(os.getpid(), signal.SIGTERM)
            time.sleep(0.01)
            assert stop.signal == signal.SIGTERM
            with pytest.raises(KeyboardInterrupt):  # noqa: PT012
                os.kill(os.getpid(), signal.SIGTERM)
                time.sleep(1)
        assert signal.getsignal(signal.SIGTERM) is handler
    finally:
        signal.signal(signal.SIGTERM, before[0])
        signal.signal(signal.SIGHUP, before[1])


def test_the_command_line_offers_every_kind_of_output_and_of_file() -> None:
    assert [kind.value for kind in OutputKind] == list(get_args(SinkKind))
    assert [kind.value for kind in FileKind] == list(FORMATS)
