"""Scores may rise, never fall: each gold set has a floor a field, pinned with the digest of its files.

``make floors`` raises the floors to what is reached; lowering one needs ``make floors FLAGS=--allow-lower`` and a
reason in the commit. The sets outside this repository are scored where THIDUA_GOLD names their folder.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from scoring import ROOT, gold_folders, load_floors, score_folder

OUTSIDE = os.environ.get("THIDUA_GOLD")


@pytest.mark.parametrize("name", ["fixtures", "seeds", "dev"])
def test_scores_keep_their_floors(name: str) -> None:
    folders = gold_folders(OUTSIDE)
    if name not in folders:
        pytest.skip("THIDUA_GOLD does not name a folder with the gold sets seeds/ and dev/")
    pinned = load_floors()[name]
    reached = score_folder(folders[name])
    assert reached.digest == pinned["digest"], f"gold set {name} changed: run `make floors`"
    below = {
        field: (value, floor) for field, floor in pinned["floors"].items() if (value := reached.values[field]) < floor
    }
    assert not below, f"{name}: (reached, floor) of each field below its floor"


def test_every_measure_has_a_floor() -> None:
    names = {frozenset(pinned["floors"]) for pinned in load_floors().values()}
    mandated = {"issuing_bodies", "phases", "themes", "movements", "targets", "statistics", "macro_f1", "kind"}
    assert all(mandated <= measured for measured in names)


def test_the_scorer_is_the_contract_s() -> None:
    if not OUTSIDE:
        pytest.skip("THIDUA_GOLD does not name the gold that the contract's scorer lies beside")
    contract = Path(OUTSIDE).parent / "score" / "score.py"
    if not contract.exists():
        pytest.skip(f"no scorer beside {OUTSIDE}")
    assert (ROOT / "benchmarks" / "score.py").read_bytes() == contract.read_bytes()
