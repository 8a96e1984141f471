"""Scores of gold folders by the contract's own scorer (``benchmarks/score.py``, kept as it came)."""

from __future__ import annotations

import hashlib
import importlib.util
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from thidua_extract import extract, read_article

__all__ = ["FLOORS", "ROOT", "Scores", "gold_folders", "load_floors", "score_folder"]

ROOT = Path(__file__).parents[1]
FLOORS = ROOT / "tests" / "fixtures" / "floors.json"
SCORER = ROOT / "benchmarks" / "score.py"
SUFFIXES = (".txt", ".html", ".htm")


@dataclass(frozen=True)
class Scores:
    """Measured on a gold folder: F1 or accuracy by name, and the digest of the folder's files."""

    digest: str
    values: dict[str, float]


def load_floors() -> dict[str, dict[str, Any]]:
    """Pinned floors by gold set: ``digest`` of its files and ``floors`` by name."""
    floors: dict[str, dict[str, Any]] = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    return floors


def gold_folders(outside: str | None) -> dict[str, Path]:
    """Gold sets by name: the shipped one, and those of ``THIDUA_GOLD`` where it is given."""
    shipped = {"fixtures": ROOT / "tests" / "fixtures" / "articles"}
    return shipped | ({name: Path(outside) / name for name in ("seeds", "dev")} if outside else {})


def score_folder(folder: Path) -> Scores:
    """Read every article of a gold folder and score the records."""
    scorer = _load_scorer()
    records = {
        path.stem: json.loads(extract(read_article(path, id=path.name)).model_dump_json()) for path in _articles(folder)
    }
    totals, _ = scorer.score(scorer.load_gold(folder), records)
    return Scores(_digest(folder), dict(_flat(totals)))


def _articles(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.suffix in SUFFIXES)


def _flat(totals: dict[str, Any]) -> Iterator[tuple[str, float]]:
    for name, value in totals.items():
        if name != "articles":
            yield name, float(value["f1" if "f1" in value else "accuracy"] if isinstance(value, dict) else value)


def _digest(folder: Path) -> str:
    whole = hashlib.sha256()
    for path in sorted(p for p in folder.iterdir() if p.suffix != ".md"):
        whole.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()[:16]


def _load_scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", SCORER)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
