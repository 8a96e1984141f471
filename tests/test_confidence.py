"""Confidence is data: what it was estimated on, and that it says so."""

from __future__ import annotations

import re
from pathlib import Path

from thidua_extract.confidence import FIELDS, confidence_of
from thidua_extract.lexicon import load_table

ARTICLES = Path(__file__).parent / "fixtures" / "articles"


def test_every_row_says_what_it_was_estimated_on() -> None:
    sources = {row["source"] for row in load_table("confidence")}
    assert len(sources) == 1
    count = re.match(r"(\d+) gold articles, [0-9a-f]{12}$", sources.pop())
    assert count is not None
    assert int(count[1]) >= len(list(ARTICLES.glob("*.json"))) > 0


def test_figures_are_shrunk_shares() -> None:
    rows = load_table("confidence")
    fields = {row["field"]: row for row in rows if not row["rule"]}
    assert set(FIELDS) | {"launched_on"} >= set(fields) >= {"targets", "statistics", "issuing_bodies"}
    for row in rows:
        right, n, value = int(row["right"]), int(row["n"]), float(row["confidence"])
        assert 0 <= right <= n
        assert 0 < value < 1
        rate = float(fields[row["field"]]["confidence"])
        low, high = sorted((right / n if n else rate, rate))
        assert low - 0.001 <= value <= high + 0.001


def test_a_rule_never_seen_has_the_rate_of_its_field() -> None:
    assert confidence_of("targets", "targets.not_a_rule") == confidence_of("targets", "")
    assert confidence_of("no_field", "x") == 0.5


def test_the_table_is_not_a_constant() -> None:
    values = [float(row["confidence"]) for row in load_table("confidence") if row["rule"]]
    assert max(values) - min(values) > 0.1
