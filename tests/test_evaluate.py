"""Evaluating: figures equal to the contract's scorer, intervals, comparison, agreement, and what a user is told."""

from __future__ import annotations

import copy
import doctest
import gzip
import json
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from dataclasses import FrozenInstanceError
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner, Result

from scoring import ROOT, SCORER, _load_scorer, gold_folders
from thidua_extract import extract, read_article
from thidua_extract.cli import app
from thidua_extract.evaluate import EvaluationError, Gold, agree, compare, evaluate, load_gold, load_records
from thidua_extract.evaluate.agreeing import nominal_alpha
from thidua_extract.evaluate.matching import FIELDS, match
from thidua_extract.evaluate.reporting import as_data, page
from thidua_extract.evaluate.resampling import resample
from thidua_extract.evaluate.wording import fold_wording, same_unit

OUTSIDE = os.environ.get("THIDUA_GOLD")
FIXTURES = ROOT / "tests" / "fixtures" / "articles"
Records = dict[str, dict[str, Any]]
score = _load_scorer()


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(a) for a in arguments])


def extracted(folder: Path) -> Records:
    paths = sorted(path for path in folder.iterdir() if path.suffix in (".txt", ".html", ".htm"))
    read = {path.stem: extract(read_article(path, id=path.name), profile="rules") for path in paths}
    return {name: json.loads(record.model_dump_json()) for name, record in read.items()}


def write_lines(path: Path, records: Records) -> Path:
    path.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in records.values()), encoding="utf-8")
    return path


def damaged(records: Records) -> Records:
    """Records with errors of every kind, the same every time: wrong values, lost and doubled items, false evidence."""
    out = copy.deepcopy(records)
    for n, record in enumerate(out.values()):
        for m, field in enumerate(FIELDS):
            items = record[field]
            if items and (n + m) % 3 == 0:
                del items[0]
            if items and (n + m) % 4 == 1:
                items.append(copy.deepcopy(items[-1]))
            if items and (n + m) % 5 == 2:
                items[0]["evidence"]["start"] += 1
            for item in items[:1]:
                item.update({"kind": "contest", "scope": "year"} if field in ("movements", "themes") else {})
                if field in ("targets", "statistics") and n % 2:
                    item["quantity"]["comparator"], item["period"] = "lt", None
        record["kind"] = "mention" if n % 7 == 0 else record["kind"]
        record["campaign"]["launched_on"] = None if n % 6 == 0 else record["campaign"]["launched_on"]
    return {name: record for n, (name, record) in enumerate(out.items()) if n % 11}


@pytest.fixture(scope="module")
def records() -> Records:
    return extracted(FIXTURES)


@pytest.fixture(scope="module")
def gold() -> Gold:
    return load_gold(FIXTURES)


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory, records: Records) -> Path:
    """A folder of twelve articles with gold, their records and those records damaged."""
    folder = tmp_path_factory.mktemp("few")
    (folder / "gold").mkdir()
    names = sorted(records)[:12]
    for name in names:
        for suffix in (".txt", ".json"):
            (folder / "gold" / f"{name}{suffix}").write_bytes((FIXTURES / f"{name}{suffix}").read_bytes())
    write_lines(folder / "new.jsonl", {name: records[name] for name in names})
    write_lines(folder / "old.jsonl", damaged({name: records[name] for name in names}))
    return folder


# The same figures as the scorer's


def scorer_says(*arguments: str | Path) -> dict[str, Any]:
    done = subprocess.run([sys.executable, SCORER, *arguments, "--json"], capture_output=True, text=True, check=True)
    figures: dict[str, Any] = json.loads(done.stdout)
    return figures


def we_say(path: Path) -> dict[str, Any]:
    data = json.loads(path.read_text(encoding="utf-8"))
    fields = {
        name: {what: one[what] for what in ("precision", "recall", "f1", "right", "extra", "missed")}
        for name, one in data["fields"].items()
    }
    accuracies = {name: {"accuracy": one["accuracy"], "of": one["of"]} for name, one in data["accuracies"].items()}
    whole = {"whole_record": data["whole_record"]["accuracy"], "macro_f1": data["macro_f1"]}
    return {"articles": data["articles"], **whole, **fields, **accuracies}


@pytest.mark.parametrize("harm", [False, True], ids=["as read", "damaged"])
@pytest.mark.parametrize("name", ["fixtures", "seeds", "dev"])
def test_every_figure_is_the_scorer_s(name: str, harm: bool, records: Records, tmp_path: Path) -> None:
    folders = gold_folders(OUTSIDE)
    if name not in folders:
        pytest.skip("THIDUA_GOLD does not name a folder with the gold sets seeds/ and dev/")
    said = records if name == "fixtures" else extracted(folders[name])
    file = write_lines(tmp_path / "records.jsonl", damaged(said) if harm else said)
    done = run("evaluate", folders[name], file, "--json", tmp_path / "out.json", "--bootstrap", "0")
    assert done.exit_code == 0, done.output
    assert we_say(tmp_path / "out.json") == scorer_says(folders[name], file)


def test_agreement_figures_are_the_scorer_s(few: Path, tmp_path: Path) -> None:
    second = other_annotation(few / "gold", tmp_path / "second")
    done = run("evaluate", few / "gold", second, "--agreement", "--json", tmp_path / "out.json")
    assert done.exit_code == 0, done.output
    assert we_say(tmp_path / "out.json") == scorer_says("--agreement", few / "gold", second)


def test_the_errors_are_the_scorer_s(few: Path) -> None:
    found = evaluate(load_gold(few / "gold"), load_records(few / "old.jsonl"), bootstrap=0).mistakes
    ours = sorted((one.article, one.field, one.what) for one in found)
    done = subprocess.run(
        [sys.executable, SCORER, few / "gold", few / "old.jsonl", "--errors"],
        capture_output=True,
        text=True,
        check=True,
    )
    theirs = [line.split("\t")[:3] for line in done.stdout.splitlines() if "\t" in line]
    assert ours == sorted(map(tuple, theirs))


words = st.sampled_from(
    ["hoà bình", "Hòa bình", "“Xanh – sạch”", "xanh-sạch", "sáng kiến cấp", "sáng kiến", "%", "", "(A)."]
)
spans = st.tuples(st.integers(0, 8), st.integers(1, 5)).map(
    lambda at: {"start": at[0], "end": at[0] + at[1], "text": "x"}
)
either = st.sampled_from([1, 2, 3, [1, 2], None])
gold_items = st.fixed_dictionaries(
    {
        "value": st.sampled_from([1, 2, [1, 2]]),
        "unit": words | st.lists(words, min_size=1, max_size=2),
        "evidence": spans,
    },
    optional={"comparator": st.sampled_from(["eq", "ge", ["eq", "ge"]]), "high": either, "optional": st.booleans()},
)
said_items = st.fixed_dictionaries(
    {"value": st.sampled_from([1, 2]), "unit": words, "comparator": st.sampled_from(["eq", "ge", None])},
    optional={"high": st.sampled_from([1, None])},
)
said_lists = st.lists(st.fixed_dictionaries({"quantity": said_items, "evidence": spans}), max_size=6)


@settings(max_examples=300, deadline=None)
@given(st.lists(gold_items, max_size=6), said_lists, st.sampled_from([None, "xxxxxxxxx", "x" * 20]))
def test_matching_is_the_scorer_s_on_any_items(gold: list[Any], said: list[Any], text: str | None) -> None:
    pairs, missed, extra = score.match("targets", copy.deepcopy(gold), copy.deepcopy(said), text)
    ours = match("targets", gold, said, text)
    assert [(gold[k], said[n]) for k, n in ours.pairs] == pairs
    assert [gold[k] for k in ours.missed] == missed
    assert [said[n] for n in ours.extra] == extra
    assert len(ours.pairs) + len(ours.extra) + len(ours.optional) == len(said)


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="oOuUaàáảạòóyỳýỵe\u0300 -–—“\"'.,()\u00a0\n", max_size=12), words)
def test_folding_is_the_scorer_s(text: str, other: str) -> None:
    assert fold_wording(text) == score.fold(text)
    assert same_unit([text, "b"], other) == score.same_unit([text, "b"], other)


# Intervals


def test_intervals_are_the_same_for_a_seed_and_hold_the_figure(records: Records, gold: Gold) -> None:
    said = damaged(records)
    one, again, other = (evaluate(gold, said, bootstrap=200, seed=seed) for seed in (1, 1, 2))
    assert as_data(one) == as_data(again)
    assert one.macro_f1_interval != other.macro_f1_interval
    for figures in one.fields.values():
        assert figures.f1_interval
        assert figures.f1_interval.low < figures.f1 < figures.f1_interval.high
    assert one.whole_record.interval
    assert one.whole_record.interval.low < one.whole_record.accuracy < one.whole_record.interval.high


def test_draws_are_of_articles_with_replacement() -> None:
    drawn = resample([[1, 0, 0, 10], [0, 1, 0, 10], [0, 0, 1, 10]], times=2000, seed=3)
    assert (drawn[:, :3].sum(axis=1) == 3).all()
    assert (drawn[:, 3] == 30).all()
    assert {tuple(row) for row in drawn[:, :3].tolist()} == {(a, b, 3 - a - b) for a in range(4) for b in range(4 - a)}
    assert abs(drawn[:, :3].mean(axis=0) - 1).max() < 0.1  # standard error 0.018


def test_the_draws_of_a_seed_never_change() -> None:
    """Pinned: a paper's intervals must come out again with a later version."""
    assert resample([[1, 0, 0], [0, 1, 0], [0, 0, 1]], times=3, seed=0).tolist() == PINNED_DRAWS


PINNED_DRAWS = [[1, 0, 2], [1, 1, 1], [2, 0, 1]]


# Calibration


def test_calibration_bins_what_was_said_and_what_was_right() -> None:
    gold = Gold({"a": {"themes": [{"text": "A"}, {"text": "B", "optional": True}]}})
    said = [{"text": text, "confidence": sure} for text, sure in (("A", 0.95), ("B", 0.91), ("C", 0.91), ("D", 0.3))]
    found = evaluate(gold, {"a": {"themes": said}}, bootstrap=0).calibration
    assert [(one.low, one.n, round(one.said, 4), round(one.right, 4)) for one in found.bins] == [
        (0.3, 1, 0.3, 0.0),
        (0.9, 3, 0.9233, 0.6667),
    ]
    assert found.ece == pytest.approx((0.3 + 3 * (0.9233333 - 0.6666667)) / 4, abs=1e-6)


# A baseline


def test_comparing_lists_gains_and_losses_by_rule() -> None:
    theme = {"kind": "theme", "scope": "campaign"}
    gold = Gold({"a": {"kind": "launch", "themes": [{"text": t, **theme} for t in "ABC"]}})
    old = {
        "a": {
            "kind": "launch",
            "themes": [
                item("A", "themes.one"),
                item("B", "themes.one"),
                item("X", "themes.two"),
                item("Both", "themes.two"),
            ],
        }
    }
    new = {
        "a": {
            "kind": "review",
            "themes": [
                item("B", "themes.one", kind="slogan"),
                item("C", "themes.new"),
                item("Both", "themes.two"),
                item("Y", "themes.two"),
            ],
        }
    }
    found = compare(gold, new, old, bootstrap=100)
    turns = {(one.gain, one.field, one.what, one.value, one.rule) for one in found.turns}
    assert turns == {
        (True, "themes", "item", "C", "themes.new"),
        (False, "themes", "item", "A", "themes.one"),
        (True, "themes", "extra", "X", "themes.two"),
        (False, "themes", "extra", "Y", "themes.two"),
        (False, "theme_kind", "value", "theme", "themes.one"),
        (False, "kind", "value", "launch", None),
    }
    assert found.by_rule()["themes", "themes.two"] == (1, 1)
    back = compare(gold, old, new, bootstrap=0)
    mirrored = {(not one.gain, one.field, one.what, one.value, one.rule) for one in back.turns}
    assert mirrored == turns
    assert back.interval is None


def item(text: str, rule: str, *, kind: str = "theme") -> dict[str, Any]:
    return {"text": text, "rule": rule, "kind": kind, "scope": "campaign"}


def test_the_paired_bootstrap_knows_a_better_run_from_the_same_one(records: Records, gold: Gold) -> None:
    worse = compare(gold, damaged(records), records, bootstrap=200)
    assert worse.interval
    assert worse.interval.low < worse.difference < worse.interval.high < 0
    assert worse.not_better == 1
    same = compare(gold, records, records, bootstrap=50)
    assert (same.difference, same.interval and (same.interval.low, same.interval.high), same.turns) == (0, (0, 0), ())


def test_a_turn_for_every_item_right_on_one_side_only(few: Path) -> None:
    gold, new, old = load_gold(few / "gold"), load_records(few / "new.jsonl"), load_records(few / "old.jsonl")
    found = compare(gold, new, old, bootstrap=0)
    for field in FIELDS:
        turns = [one for one in found.turns if one.field == field and one.what == "item"]
        net = sum(one.gain for one in turns) - sum(not one.gain for one in turns)
        right = [evaluate(gold, one, bootstrap=0).fields[field].counts.right for one in (new, old)]
        assert net == right[0] - right[1], field


# Two annotators


def other_annotation(first: Path, second: Path) -> Path:
    second.mkdir()
    for n, path in enumerate(sorted(first.glob("*.json"))):
        gold = json.loads(path.read_text(encoding="utf-8"))
        for m, field in enumerate(FIELDS):
            if gold.get(field) and (n + m) % 3 == 0:
                del gold[field][0]
        gold["kind"] = "review" if n % 4 == 0 else gold["kind"]
        for movement in gold["movements"][:1] if n % 2 else ():
            movement["kind"] = "other"
        (second / path.name).write_text(json.dumps(gold, ensure_ascii=False), encoding="utf-8")
        (second / f"{path.stem}.txt").write_bytes((first / f"{path.stem}.txt").read_bytes())
    return second


@pytest.mark.parametrize(
    ("one", "other", "alpha"),
    [
        ("0100000010", "1110010000", 0.095),  # Krippendorff 2011, "Computing Krippendorff's alpha", example A
        ("aabbdcccedda", "babbbccceddd", 0.692),  # the same, example B
        ("abab", "abab", 1.0),
        ("aaaa", "aaaa", None),
    ],
)
def test_alpha_is_krippendorff_s(one: str, other: str, alpha: float | None) -> None:
    found = nominal_alpha(zip(one, other, strict=True)).alpha
    assert (found if found is None else round(found, 3)) == alpha


def test_agreement_says_micro_f1_and_alpha(few: Path, tmp_path: Path) -> None:
    first, second = load_gold(few / "gold"), load_gold(other_annotation(few / "gold", tmp_path / "second"))
    found = agree(first, second, bootstrap=0)
    counts = [one.counts for one in found.evaluation.fields.values()]
    assert found.micro.right == sum(one.right for one in counts) > 0
    assert found.micro.missed == sum(one.missed for one in counts) > 0
    assert found.alphas["kind"].units == 12
    assert found.alphas["kind"].alpha is not None
    assert found.alphas["kind"].alpha < 1
    assert found.alphas["launched_on"].alpha == 1
    assert found.alphas["movement_kind"].units == found.evaluation.fields["movements"].counts.right
    with pytest.raises(EvaluationError, match="no article in common"):
        agree(first, Gold({"elsewhere": {"kind": "launch"}}))


# Files


@pytest.mark.parametrize("pack", [gzip.compress, zstandard.ZstdCompressor().compress], ids=["gzip", "zstd"])
def test_packed_records_are_read(pack: Any, few: Path, tmp_path: Path) -> None:
    packed = tmp_path / "records.bin"
    packed.write_bytes(pack((few / "new.jsonl").read_bytes()))
    assert load_records(packed) == load_records(few / "new.jsonl")


def test_records_are_gold_too(few: Path) -> None:
    """Records measured by themselves are all right, in every figure."""
    whole = evaluate(load_gold(few / "new.jsonl"), load_records(few / "new.jsonl"), bootstrap=0)
    assert whole.macro_f1 == whole.whole_record.accuracy == 1
    assert all(one.accuracy == 1 for one in whole.accuracies.values())
    assert whole.accuracies["launched_on"].of == whole.articles == 12


def test_what_has_no_counterpart_is_counted_and_listed(few: Path, tmp_path: Path) -> None:
    records = dict(load_records(few / "new.jsonl"))
    missing = sorted(records)[0]
    records["elsewhere"] = records.pop(missing) | {"article": {"id": "a/elsewhere.html"}}
    file = write_lines(tmp_path / "records.jsonl", records)
    done = run("evaluate", few / "gold", file, "--bootstrap", "0", "--json", tmp_path / "out.json")
    assert done.exit_code == 0
    assert f"without a record: 1: {missing}" in done.output
    assert "without gold: 1: elsewhere" in done.output
    data = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert (data["without_record"], data["without_gold"]) == ([missing], ["elsewhere"])


RECORD = '{"article": {"id": "a01.txt"}, "kind": "launch"}\n'


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (RECORD + "\n{broken\n", "records.jsonl:3: not JSON"),
        (RECORD + "[1]\n", "records.jsonl:2: not a JSON object"),
        ('{"id": "a01.txt", "code": "empty"}\n', "none of its 1 lines is a record"),
        (RECORD + RECORD, "two records for a01"),
        ('{"article": {"id": "a01.txt"}, "themes": [3]}\n', "a01: gold or record is not made as the codebook says"),
        ('{"article": {"id": "a01.txt"}, "targets": 3}\n', "a01: gold or record is not"),
        ("\x1f\ufffd", "records.jsonl:1: not JSON"),
    ],
)
def test_a_bad_file_of_records_is_one_line(content: str, says: str, few: Path, tmp_path: Path) -> None:
    file = tmp_path / "records.jsonl"
    file.write_text(content, encoding="utf-8")
    done = run("evaluate", few / "gold", file)
    assert (done.exit_code, len(done.stderr.splitlines()), done.stdout) == (1, 1, "")
    assert says in done.stderr


@pytest.mark.parametrize(
    ("gold", "text", "says"),
    [
        ("{", "", "a01.json: not JSON"),
        ("[]", "", "gold is a JSON object"),
        ('{"themes": [{"text": "A", "evidence": "A", "nth": 2}]}', "A B", "a01: themes: gold evidence is not in"),
        ('{"themes": 3}', "A B", "a01"),
    ],
)
def test_bad_gold_is_one_line(gold: str, text: str, says: str, tmp_path: Path) -> None:
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / "a01.json").write_text(gold, encoding="utf-8")
    (tmp_path / "gold" / "a01.txt").write_text(text, encoding="utf-8")
    (tmp_path / "records.jsonl").write_text(RECORD, encoding="utf-8")
    done = run("evaluate", tmp_path / "gold", tmp_path / "records.jsonl")
    assert (done.exit_code, len(done.stderr.splitlines())) == (1, 1)
    assert says in done.stderr


def test_a_truncated_file_is_one_line(few: Path, tmp_path: Path) -> None:
    packed = tmp_path / "records.jsonl.gz"
    packed.write_bytes(gzip.compress((few / "new.jsonl").read_bytes())[:-20])
    done = run("evaluate", few / "gold", packed)
    assert (done.exit_code, len(done.stderr.splitlines())) == (1, 1)
    assert "records.jsonl.gz: cannot be read" in done.stderr


@pytest.mark.parametrize(
    "options", [["--agreement", "--baseline", "new.jsonl"], ["--bootstrap", "-1"], ["--baseline", "nowhere.jsonl"]]
)
def test_usage_ends_with_2(options: list[str], few: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(few)
    assert run("evaluate", "gold", "new.jsonl", *options).exit_code == 2
    assert run("evaluate", "gold", "gold").exit_code == 2
    assert run("evaluate", "nowhere", "new.jsonl").exit_code == 2


# What is shown


def test_errors_are_shown_with_text_and_rule(few: Path) -> None:
    done = run("evaluate", few / "gold", few / "old.jsonl", "--baseline", few / "new.jsonl", "--errors")
    assert done.exit_code == 0
    found = evaluate(load_gold(few / "gold"), load_records(few / "old.jsonl"), bootstrap=0)
    for one in found.mistakes:
        assert f"{one.article}  {one.field}  {one.what}" in done.output
        assert one.what != "extra" or f"[{one.rule} {one.confidence:.2f}]" in done.output
        assert one.before + one.evidence + one.after in done.output
    assert "macro F1 0.9" in done.output
    assert "losses" in done.output


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))


def test_the_page_is_whole_in_itself_and_shows_text_as_text(few: Path) -> None:
    gold, records = load_gold(few / "gold"), copy.deepcopy(dict(load_records(few / "old.jsonl")))
    next(iter(records.values()))["themes"].append({"text": "<script>alert(1)</script>", "rule": '"><img src=x>'})
    evaluation = evaluate(gold, records, bootstrap=20)
    shown = page(evaluation, compare(gold, records, load_records(few / "new.jsonl"), bootstrap=20))
    tags = Tags()
    tags.feed(shown)
    assert {"script", "img", "link", "iframe"}.isdisjoint(tag for tag, _ in tags.seen)
    assert not [attrs for _, attrs in tags.seen if {"src", "href"} & attrs.keys()]
    assert "&lt;script&gt;" in shown
    svg = re.search(r"<svg.*</svg>", shown, flags=re.DOTALL)
    assert svg
    circles = ET.fromstring(svg[0]).findall(".//{http://www.w3.org/2000/svg}circle")
    assert len(circles) == len(evaluation.calibration.bins) > 0


def test_values_are_frozen(few: Path) -> None:
    found = evaluate(load_gold(few / "gold"), {}, bootstrap=0)
    with pytest.raises(FrozenInstanceError):
        found.macro_f1 = 1.0  # type: ignore[misc]
    assert found.fields["themes"].recall == 0
    assert len(found.without_record) == 12


# The guide


def test_the_guide_runs_as_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    guide = ROOT / "docs" / "evaluate.md"
    monkeypatch.chdir(tmp_path)
    (tmp_path / "tests").symlink_to(ROOT / "tests")
    blocks = re.findall(r"^```sh\n(.*?)^```", guide.read_text(encoding="utf-8"), flags=re.M | re.DOTALL)
    program = f"{sys.executable} -c 'from thidua_extract.cli import main; main()'"
    for command in (line for block in blocks for line in block.splitlines()):
        done = subprocess.run(command.replace("thidua-extract", program), shell=True, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
    assert len(blocks) == 4
    tried = doctest.testfile(str(guide), module_relative=False, encoding="utf-8", report=True)
    assert (tried.failed, tried.attempted > 10) == (0, True)
