"""Records to the files of annotation tools and back: nothing lost, offsets as each tool counts them."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from review_samples import ASTRAL, FIXTURES, changed, records_of, write_articles, write_records
from thidua_extract.cli.app import app
from thidua_extract.exchange import Format, OffsetUnit, export_records, import_records
from thidua_extract.exchange.marking import digest_of
from thidua_extract.exchange.offsets import Offsets
from thidua_extract.records import Announcement
from thidua_extract.review.parts import FIELDS, items_of

ROOT = Path(__file__).parents[1]
NAMES = sorted(path.stem for path in FIXTURES.glob("*.txt"))[:12]
each_format = pytest.mark.parametrize("format", list(Format), ids=lambda format: format.value)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_articles(tmp_path_factory.mktemp("exchange") / "articles", *NAMES)


@pytest.fixture(scope="module")
def records(folder: Path) -> list[Announcement]:
    return records_of(folder)


@pytest.fixture
def astral(tmp_path: Path) -> Announcement:
    (record,) = records_of(write_articles(tmp_path / "astral"), keep_text=True)
    return record


def out_and_back(records: list[Announcement], place: Path, format: Format, **options: Any) -> list[Announcement]:
    done = export_records(records, place, to=format, **options)
    assert done.problems == ()
    back = import_records(place, of=format)
    assert back.problems == ()
    return list(back.records)


def by_id(records: list[Announcement]) -> dict[str, str]:
    return {record.article.id: record.model_dump_json() for record in records}


def edit(path: Path, change: Callable[[Any], object]) -> None:
    data = json.loads(path.read_bytes())
    change(data)
    path.write_text(json.dumps(data), encoding="utf-8", newline="")


@each_format
def test_articles_come_back_as_they_were(
    format: Format, folder: Path, records: list[Announcement], tmp_path: Path
) -> None:
    assert sum(len(items_of(record)) for record in records) > 100
    assert by_id(out_and_back(records, tmp_path / "out", format, sources=[folder])) == by_id(records)


@each_format
def test_kept_text_astral_characters_and_crlf_come_back(format: Format, astral: Announcement, tmp_path: Path) -> None:
    assert astral.article.text == ASTRAL
    assert items_of(astral)
    assert out_and_back([astral], tmp_path / "out", format) == [astral]


PIECES = st.sampled_from(
    ["🌾", "𠀋", "a", "Đợt ", "\r\n", "\n", "\r", "\u2028", "\x85", "\t", " ", "e\u0302", "\\n", '"']
)
OPTIONAL = st.none() | st.text(st.characters(exclude_categories=["Cs"]), max_size=8)


@st.composite
def any_records(draw: st.DrawFn) -> Announcement:
    """A record with items anywhere on its text: overlapping, over line ends, empty."""
    text = "".join(draw(st.lists(PIECES, min_size=1, max_size=30)))
    offset = st.integers(0, len(text))

    def evidence() -> dict[str, Any]:
        start, end = sorted((draw(offset), draw(offset)))
        return {"start": start, "end": end, "text": text[start:end]}

    def item(**values: Any) -> dict[str, Any]:
        return {"evidence": evidence(), "rule": draw(st.text("ab.", min_size=1)), "confidence": 0.25, **values}

    many = st.integers(0, 3)
    quantity = {"value": draw(st.integers() | st.floats(allow_nan=False, allow_infinity=False)), "unit": "sáng kiến"}
    launched = item(date="2021-03-05") if draw(st.booleans()) else None
    sha = digest_of(text)
    return Announcement.model_validate(
        {
            "article": {"id": "a b/ç.txt", "sha256": sha, "text_sha256": sha, "text": text},
            "kind": "launch",
            "campaign": {"name": draw(OPTIONAL), "launched_on": launched},
            "themes": [item(text=draw(OPTIONAL) or "", set_by=draw(OPTIONAL)) for _ in range(draw(many))],
            "officials": [item(name="A", position=draw(OPTIONAL)) for _ in range(draw(many))],
            "targets": [item(quantity=quantity, period={"start": "2021-01-01"}) for _ in range(draw(many))],
            "movements": [item(name="", aliases=["x", "\u2028\n"]) for _ in range(draw(many))],
            "issues": [{"code": "c", "message": "m"}],
            "extensions": {"x": [1, None]},
        }
    )


@each_format
@given(data=st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_record_comes_back(format: Format, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory) -> None:
    record = data.draw(any_records())
    (back,) = out_and_back([record], tmp_path_factory.mktemp("any") / "out", format)
    assert back.model_dump_json() == record.model_dump_json()


@given(st.text())
def test_offsets_are_those_of_utf_16(text: str) -> None:
    offsets = Offsets(text, OffsetUnit.UTF_16)
    for at in range(len(text) + 1):
        units = len(text[:at].encode("utf-16-le", "surrogatepass")) // 2
        assert (offsets.written(at), offsets.read(units)) == (units, at)


def test_an_offset_inside_a_character_is_an_error() -> None:
    with pytest.raises(ValueError, match="inside a character"):
        Offsets("a🌾", OffsetUnit.UTF_16).read(2)


def test_each_format_counts_as_its_tool(astral: Announcement, tmp_path: Path) -> None:
    first, text = items_of(astral)[0][1].evidence, ASTRAL
    for format in Format:
        export_records([astral], tmp_path / format.value, to=format)
    (task,) = json.loads((tmp_path / "label-studio").read_bytes())
    value = task["predictions"][0]["result"][0]["value"]
    assert (value["start"], value["end"], value["text"]) == (first.start, first.end, first.text)
    line = json.loads((tmp_path / "doccano").read_bytes())
    start, end, _ = line["label"][0]
    assert line["text"].encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le") == first.text
    assert start > first.start
    page = json.loads((tmp_path / "web-annotation" / "astral.jsonld").read_bytes())
    position, quote = page["items"][0]["target"]["selector"]
    assert text[position["start"] : position["end"]] == quote["exact"] == first.text
    row = (tmp_path / "brat" / "astral.ann").read_bytes().decode().split("\n")[0]
    assert row.split("\t")[1].split()[1:] == [str(first.start), str(first.end)]
    for kind in ("brat", "web-annotation"):
        assert (tmp_path / kind / "astral.txt").read_bytes() == text.encode()


def test_the_other_unit_comes_back_too(astral: Announcement, tmp_path: Path) -> None:
    for format, unit in ((Format.LABEL_STUDIO, OffsetUnit.UTF_16), (Format.DOCCANO, OffsetUnit.CODE_POINTS)):
        export_records([astral], tmp_path / "out", to=format, unit=unit)
        back = import_records(tmp_path / "out", of=format, unit=unit)
        assert (back.records, back.problems) == ((astral,), ())
    with pytest.raises(ValueError, match="count code-points"):
        export_records([astral], tmp_path / "out", to=Format.BRAT, unit=OffsetUnit.UTF_16)


def test_label_studio_is_told_of_every_field(astral: Announcement, tmp_path: Path) -> None:
    export_records([astral], tmp_path / "tasks.json", to=Format.LABEL_STUDIO, finished=True)
    config = ET.fromstring((tmp_path / "tasks.xml").read_text())
    assert [label.get("value") for label in config.iter("Label")] == list(FIELDS)
    (task,) = json.loads((tmp_path / "tasks.json").read_bytes())
    names = {config.find(tag).get("name") for tag in ("Labels", "TextArea")}  # type: ignore[union-attr]
    assert {part["from_name"] for part in task["annotations"][0]["result"]} == names


ADDED = ASTRAL.index("Hà Nam")


def moved_and_added(format: Format, place: Path) -> None:
    """What an annotator does: the first mark of ``issuing_bodies`` loses a character, "Hà Nam" gets two marks."""
    if format is Format.LABEL_STUDIO:

        def change_tasks(tasks: Any) -> None:
            result = tasks[0]["predictions"][0]["result"]
            mark = next(part for part in result if part["value"].get("labels") == ["issuing_bodies"])
            mark["value"] |= {"end": mark["value"]["end"] - 1, "text": mark["value"]["text"][:-1]}
            for label in ("audiences", "targets"):
                value = {"start": ADDED, "end": ADDED + 6, "text": "Hà Nam", "labels": [label]}
                result.append({"id": label, "type": "labels", "value": value})

        edit(place, change_tasks)
    elif format is Format.DOCCANO:

        def change_line(line: Any) -> None:
            next(label for label in line["label"] if label[2] == "issuing_bodies")[1] -= 1
            line["label"] += [[ADDED + 2, ADDED + 8, "audiences"], [ADDED + 2, ADDED + 8, "targets"]]
            line["meta"] = {"thidua": line.pop("thidua")}

        edit(place, change_line)
    elif format is Format.BRAT:
        path = place / "astral.ann"
        rows = path.read_bytes().decode().split("\n")
        at = next(number for number, row in enumerate(rows) if "\tissuing_bodies " in row)
        id, where, said = rows[at].split("\t")
        label, start, end = where.split()
        rows[at] = f"{id}\t{label} {start} {int(end) - 1}\t{said[:-1]}"
        rows += [f"T{n}\t{of} {ADDED} {ADDED + 6}\tHà Nam" for n, of in ((90, "audiences"), (91, "targets"))]
        path.write_bytes("\n".join(rows).encode())
    else:

        def change_page(page: Any) -> None:
            mark = next(item for item in page["items"] if item["body"][0]["value"] == "issuing_bodies")
            position, quote = mark["target"]["selector"]
            position["end"] -= 1
            quote["exact"] = quote["exact"][:-1]
            selector = {"type": "TextQuoteSelector", "exact": "Hà Nam"}
            for of in ("audiences", "targets"):
                page["items"].append(
                    {
                        "body": {"type": "TextualBody", "purpose": "tagging", "value": of},
                        "target": {"selector": selector},
                    }
                )

        edit(place / "astral.jsonld", change_page)


@each_format
def test_moved_and_added_annotations(format: Format, astral: Announcement, tmp_path: Path) -> None:
    out = tmp_path / "out"
    export_records([astral], out, to=format)
    moved_and_added(format, out)
    done = import_records(out, of=format)
    (record,), (problem,) = done.records, done.problems
    assert "targets without a fit quantity" in problem
    assert str(out) in problem
    old, new = astral.issuing_bodies[0], record.issuing_bodies[0]
    assert new.evidence.end == old.evidence.end - 1
    assert new.evidence.text == old.evidence.text[:-1]
    assert new.model_dump(exclude={"evidence"}) == old.model_dump(exclude={"evidence"})
    added = record.audiences[-1]
    assert (added.name, added.evidence.start, added.rule, added.confidence) == ("Hà Nam", ADDED, "annotator", 1.0)
    assert record.model_copy(update={"issuing_bodies": (), "audiences": ()}) == astral.model_copy(
        update={"issuing_bodies": (), "audiences": ()}
    )


def test_a_quote_that_the_text_does_not_say_is_named_and_the_rest_goes_on(astral: Announcement, tmp_path: Path) -> None:
    out = tmp_path / "out"
    export_records([astral], out, to=Format.BRAT)
    path = out / "astral.ann"
    rows = path.read_bytes().decode().split("\n")
    rows[0] = rows[0][:-1] + "?"
    rows.append(f"T80\taudiences {ADDED} {ADDED + 2};{ADDED + 4} {ADDED + 6}\tHà am")
    path.write_bytes("\n".join(rows).encode())
    done = import_records(out, of=Format.BRAT)
    assert done.problems[0].partition(": it says")[0] == f"{path}: annotation T1"
    assert "several" not in done.problems[0]
    assert len(items_of(done.records[0])) == len(items_of(astral)) - 1


def test_wrong_quotes_of_label_studio_and_web_annotation_are_named(astral: Announcement, tmp_path: Path) -> None:
    export_records([astral], tmp_path / "tasks", to=Format.LABEL_STUDIO)
    edit(tmp_path / "tasks", lambda tasks: tasks[0]["predictions"][0]["result"][0]["value"].update(text="khác"))
    export_records([astral], tmp_path / "pages", to=Format.WEB_ANNOTATION)
    page = tmp_path / "pages" / "astral.jsonld"
    edit(page, lambda page: page["items"][0]["target"]["selector"][1].update(exact="khác"))
    for name, format in (("tasks", Format.LABEL_STUDIO), ("pages", Format.WEB_ANNOTATION)):
        (record,), (problem,) = (done := import_records(tmp_path / name, of=format)).records, done.problems
        assert "it says 'khác', the text at" in problem
        assert len(items_of(record)) == len(items_of(astral)) - 1


def test_label_studio_may_show_line_ends_in_its_own_way(astral: Announcement, tmp_path: Path) -> None:
    start = ASTRAL.index("𠀋")
    evidence = {"start": start, "end": start + 9, "text": ASTRAL[start : start + 9]}
    record = changed(astral, themes=[{"text": "x", "rule": "r", "evidence": evidence}])
    assert "\r\n" in ASTRAL[start : start + 9]
    export_records([record], tmp_path / "tasks", to=Format.LABEL_STUDIO)
    path = tmp_path / "tasks"
    quoted = json.dumps(ASTRAL[start : start + 9])[1:-1].encode()
    path.write_bytes(json.dumps(json.loads(path.read_bytes())).encode().replace(quoted, quoted.replace(b"\\r", b"")))
    edit(path, lambda tasks: tasks[0]["data"].update(text=ASTRAL))
    done = import_records(path, of=Format.LABEL_STUDIO)
    assert (done.records, done.problems) == ((record,), ())


def _by_length(line: Any, *, turned: bool) -> None:
    line["label"].sort(key=lambda label: label[1] - label[0], reverse=turned)


def test_doccano_may_give_labels_in_any_order(astral: Announcement, tmp_path: Path) -> None:
    spans = [(0, 30), (3, 9), (5, 20)]
    themes = [
        {"text": str(n), "rule": "r", "evidence": {"start": start, "end": end, "text": ASTRAL[start:end]}}
        for n, (start, end) in enumerate(spans)
    ]
    record = changed(astral, themes=themes)
    for turned in (False, True):
        export_records([record], tmp_path / "lines", to=Format.DOCCANO)
        edit(tmp_path / "lines", partial(_by_length, turned=turned))
        assert import_records(tmp_path / "lines", of=Format.DOCCANO).records == (record,)


def test_brat_marks_in_pieces_are_left_out(astral: Announcement, tmp_path: Path) -> None:
    out = tmp_path / "out"
    export_records([astral], out, to=Format.BRAT)
    with (out / "astral.ann").open("a", encoding="utf-8", newline="") as file:
        file.write(f"T80\taudiences {ADDED} {ADDED + 2};{ADDED + 3} {ADDED + 6}\tHà Nam\n")
    done = import_records(out, of=Format.BRAT)
    assert done.records == (astral,)
    assert len(done.problems) == 1
    assert "several" in done.problems[0]


def test_a_text_with_other_line_ends_needs_the_sources(folder: Path, tmp_path: Path) -> None:
    records = [record for record in records_of(folder) if record.article.id == "astral.txt"]
    out = tmp_path / "out"
    export_records(records, out, to=Format.BRAT, sources=[folder])
    (out / "astral.txt").write_bytes(ASTRAL.replace("\r\n", "\n").encode())
    without = import_records(out, of=Format.BRAT)
    assert without.records == ()
    assert "is not the one that was exported" in without.problems[0]
    assert list(import_records(out, of=Format.BRAT, sources=[folder]).records) == records


def test_notes_give_values_new_labels_drop_them_and_removed_marks_are_gone(
    astral: Announcement, tmp_path: Path
) -> None:
    record = changed(astral, campaign={"name": "x"}, documents=[], audiences=[])
    export_records([record], tmp_path / "out", to=Format.BRAT)
    path = tmp_path / "out" / "astral.ann"
    lines = path.read_bytes().decode().replace("\tissuing_bodies ", "\taudiences ", 1).splitlines(keepends=True)
    gone = next(line.split("\t")[0] for line in lines if "\tphases " in line)
    lines = [line for line in lines if not line.startswith((f"{gone}\t", f"#{gone[1:]}\t"))]
    note = '{"date": "2021-03-05", "confidence": 0.5}'
    lines += [f"T70\tlaunched_on {ADDED} {ADDED + 6}\tHà Nam\n", f"#70\tAnnotatorNotes T70\t{note}\n"]
    path.write_bytes("".join(lines).encode())
    done = import_records(tmp_path / "out", of=Format.BRAT)
    (back,) = done.records
    assert done.problems == ()
    launched = back.campaign.launched_on
    assert launched is not None
    assert (launched.date.isoformat(), launched.confidence, launched.rule) == ("2021-03-05", 0.5, "annotator")
    assert back.phases == record.phases[1:]
    assert back.issuing_bodies == record.issuing_bodies[1:]
    assert (back.audiences[0].evidence, back.audiences[0].rule) == (record.issuing_bodies[0].evidence, "annotator")


BAD = {
    "tasks.json": (Format.LABEL_STUDIO, ["{", "{}", "[1]", '[{"data": 1}]', '[{"data": {"text": "a"}}]']),
    "lines.jsonl": (Format.DOCCANO, ["[", "3", '{"text": "a", "label": 3}', '{"text": "a", "thidua": {}}']),
    "page.jsonld": (Format.WEB_ANNOTATION, ["", "[]", '{"items": 3}', '{"record": {"text_sha256": 1}}']),
}


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, (_, texts) in BAD.items() for text in texts])
def test_bad_input_is_an_error_in_a_line(name: str, text: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    ran = CliRunner().invoke(
        app, ["import", str(path), "--from", BAD[name][0].value, "-o", str(tmp_path / "gold.jsonl")]
    )
    assert ran.exit_code in (1, 2)
    assert str(path) in ran.stderr
    assert ran.exception is None or isinstance(ran.exception, SystemExit)


NONSENSE = [None, 3, "x", {}, [], [1], {"value": 1}, [0.5, 1, "themes"], [0, 10**9, "themes"], [0, 1, []]]


@pytest.mark.parametrize("mark", NONSENSE, ids=repr)
def test_marks_that_are_none_are_named(mark: object, astral: Announcement, tmp_path: Path) -> None:
    export_records([astral], tmp_path / "lines", to=Format.DOCCANO)
    edit(tmp_path / "lines", lambda line: line["label"].append(mark))
    export_records([astral], tmp_path / "pages", to=Format.WEB_ANNOTATION)
    edit(tmp_path / "pages" / "astral.jsonld", lambda page: page["items"].append(mark))
    for name, format in (("lines", Format.DOCCANO), ("pages", Format.WEB_ANNOTATION)):
        done = import_records(tmp_path / name, of=format)
        assert done.records == (astral,)
        assert len(done.problems) == 1


def test_commands(folder: Path, records: list[Announcement], tmp_path: Path) -> None:
    lines = write_records(records, tmp_path / "records.jsonl")
    run = CliRunner().invoke
    for format in Format:
        out, gold = tmp_path / format.value, tmp_path / f"{format.value}.jsonl"
        ran = run(app, ["export", str(lines), "--sources", str(folder), "--to", format.value, "-o", str(out)])
        assert ran.exit_code == 0, ran.output
        ran = run(app, ["import", str(out), "--from", format.value, "-o", str(gold)])
        assert ran.exit_code == 0, ran.output
        assert sorted(gold.read_bytes().splitlines()) == sorted(lines.read_bytes().splitlines())
    ran = run(app, ["export", str(lines), "--to", "brat", "-o", str(tmp_path / "none")])
    assert ran.exit_code == 1
    assert "carries no text" in ran.stderr


def test_the_guide_runs_as_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "tests").symlink_to(ROOT / "tests")
    guide = (ROOT / "docs" / "exchange.md").read_text(encoding="utf-8")
    lines = [
        line for block in re.findall(r"^```sh\n(.*?)^```", guide, flags=re.M | re.DOTALL) for line in block.split("\n")
    ]
    program = f"{sys.executable} -c 'from thidua_extract.cli import main; main()'"
    for line in filter(None, lines):
        ran = subprocess.run(line.replace("thidua-extract", program), shell=True, capture_output=True, text=True)
        assert ran.returncode == 0, ran.stderr
        if " import " in line:
            gold, records = (Path(name).read_bytes().splitlines() for name in ("gold.jsonl", "records.jsonl"))
            assert sorted(gold) == sorted(records) != []
    assert len(list(filter(None, lines))) == 10
