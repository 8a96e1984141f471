"""The tables of movement names and cues: canonical formatting, no doubles, every surface found and resolved."""

from __future__ import annotations

import unicodedata
from typing import get_args

import pytest

from thidua_extract.lexicon import load_table
from thidua_extract.mentions.movement_cues import CUES, Role
from thidua_extract.mentions.movement_names import find_known, name_key, resolve
from thidua_extract.records import MovementKind
from thidua_extract.text import fold

MOVEMENTS = load_table("movements")
HEADS = load_table("movement_heads")
TABLES = ("movements", "movement_heads", "theme_cues", "name_abbreviations")
TABLE_ONLY_ROLES = {"no_name", "other_name", "state_title"}


@pytest.mark.parametrize("table", TABLES)
def test_cells_are_canonical(table: str) -> None:
    for row in load_table(table):
        for column, cell in row.items():
            assert cell == unicodedata.normalize("NFC", cell), row
            assert "  " not in cell, row
            if column != "surface" or row.get("role") not in TABLE_ONLY_ROLES:
                assert cell == cell.strip(), row
        assert row["source"], row


@pytest.mark.parametrize("table", TABLES[1:])
def test_cue_surfaces_are_folded(table: str) -> None:
    for row in load_table(table):
        assert row["surface"] == fold(row["surface"]), row


@pytest.mark.parametrize("table", TABLES[1:])
def test_ids_are_unique(table: str) -> None:
    ids = [row["id"] for row in load_table(table)]
    assert len(ids) == len(set(ids))


def test_a_movement_has_one_kind_and_sponsor() -> None:
    facts: dict[str, set[tuple[str, str]]] = {}
    for row in MOVEMENTS:
        facts.setdefault(row["id"], set()).add((row["kind"], row["sponsor"]))
        assert row["kind"] in get_args(MovementKind), row
    assert not {id_: said for id_, said in facts.items() if len(said) > 1}
    assert len(facts) >= 120


def test_no_surface_twice() -> None:
    keys = [name_key(row["surface"]) for row in MOVEMENTS]
    assert len(keys) == len(set(keys))
    assert len(CUES) == sum(row["role"] not in TABLE_ONLY_ROLES for row in HEADS) + len(load_table("theme_cues"))


@pytest.mark.parametrize("row", MOVEMENTS, ids=lambda row: f"{row['id']}:{row['surface'][:20]}")
def test_every_surface_is_found_and_resolves_to_its_own_id(row: dict[str, str]) -> None:
    surface = row["surface"]
    resolved = resolve(surface)
    assert resolved is not None
    assert (resolved.id, resolved.kind) == (row["id"], row["kind"])
    text = f"phong trào {surface}."
    found = find_known(text, len("phong trào "), len(text))
    assert found is not None
    assert found[1].id == row["id"]
    assert text[found[0] :].strip('”".') == ""


def test_roles_are_known() -> None:
    assert {row["role"] for row in HEADS} <= {*get_args(Role), *TABLE_ONLY_ROLES}
    assert all(row["kind"] in get_args(MovementKind) for row in HEADS if row["role"] in {"head", "weak_head"})
