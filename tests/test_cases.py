"""Case files: ``fixtures/cases/<path>.tsv`` with columns rule, context, text, expected, expect, note.

``case_readers/<path with _>.py`` holds ``read(text, context) -> list[tuple[str, str]]``: (rule, rendering) of what the
module reads in ``text``. ``expected`` joins the renderings with " | " and is empty where nothing may be found;
``expect`` = fail marks a known failure (strict: a row that passes must lose the mark). ``\\n`` in a text is a line end.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

import pytest

from thidua_extract.rules import DECISIONS, REGISTRY

CASES = Path(__file__).parent / "fixtures" / "cases"
COLUMNS = ["rule", "context", "text", "expected", "expect", "note"]


@dataclass(frozen=True)
class Case:
    path: str
    line: int
    rule: str
    context: dict[str, str]
    text: str
    expected: str
    expect: str

    def read(self) -> list[tuple[str, str]]:
        reader = import_module("case_readers." + self.path.replace("/", "_"))
        found: list[tuple[str, str]] = reader.read(self.text, self.context)
        return found


def load_cases() -> list[Case]:
    cases = []
    for file in sorted(CASES.rglob("*.tsv")):
        path = str(file.relative_to(CASES).with_suffix(""))
        with file.open(encoding="utf-8", newline="") as lines:
            rows = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
            assert next(rows) == COLUMNS, file
            for number, row in enumerate(rows, 2):
                assert len(row) == len(COLUMNS), f"{file}:{number}: {len(row)} cells"
                rule, context, text, expected, expect, _ = row
                pairs = dict(p.split("=", 1) for p in context.split(";") if p)
                cases.append(Case(path, number, rule, pairs, text.replace("\\n", "\n"), expected, expect))
    return cases


ALL_CASES = load_cases()


@pytest.mark.parametrize("case", ALL_CASES, ids=lambda c: f"{c.path}:{c.line}")
def test_case(case: Case, request: pytest.FixtureRequest) -> None:
    if case.expect == "fail":
        request.applymarker(pytest.mark.xfail(strict=True))
    found = case.read()
    assert " | ".join(shown for _, shown in found) == case.expected
    if case.expected and case.rule:
        assert case.rule in {rule for rule, _ in found}


def test_every_module_has_negative_rows() -> None:
    paths = {c.path for c in ALL_CASES}
    assert paths == {c.path for c in ALL_CASES if not c.expected}


def test_every_rule_of_a_row_exists() -> None:
    for case in ALL_CASES:
        if case.rule:
            case.read()  # imports the module, so that its rules are registered
    unknown = {c.rule for c in ALL_CASES if c.rule} - REGISTRY.keys() - DECISIONS
    assert not unknown
