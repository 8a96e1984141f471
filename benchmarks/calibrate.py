"""Estimate the confidence of every rule from gold: python benchmarks/calibrate.py SCORER GOLD_DIR [...].

An item is right when the scorer (score.py, whose path is SCORER) pairs it with gold, required or optional. A rule's
confidence is its share of right items, shrunk towards the rate of its field: (right + K * rate) / (n + K). The table
goes to src/thidua_extract/data/confidence.tsv; the reliability table that is printed is cross-validated: each
article's items are judged with figures estimated on the other articles.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from thidua_extract import extract, read_article
from thidua_extract.confidence import FIELDS

K = 8
TABLE = Path(__file__).parent.parent / "src" / "thidua_extract" / "data" / "confidence.tsv"
Row = tuple[str, str, str, bool]
"""Article, field, rule, whether the item is right."""


def load_scorer(path: str) -> Any:
    spec = importlib.util.spec_from_file_location("score", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path}: no scorer there")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read_rows(scorer: Any, folders: list[str]) -> list[Row]:
    rows: list[Row] = []
    for folder in folders:
        for name, gold in scorer.load_gold(folder).items():
            record = json.loads(extract(read_article(Path(folder) / f"{name}.txt", id=name)).model_dump_json())
            for field in FIELDS:
                if field in gold:
                    _, _, wrong = scorer.match(field, gold[field], record[field], gold["text"])
                    rows += [(f"{folder}/{name}", field, item["rule"], item not in wrong) for item in record[field]]
            rows += launch_row(f"{folder}/{name}", scorer.accepted(gold.get("launched_on")), record)
    return rows


def launch_row(name: str, accepted: list[str | None], record: dict[str, Any]) -> list[Row]:
    launched = record["campaign"]["launched_on"]
    return [(name, "launched_on", launched["rule"], launched["date"] in accepted)] if launched else []


def estimate(rows: Iterable[Row]) -> tuple[dict[str, tuple[int, int]], dict[str, tuple[int, int]]]:
    rules: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    fields: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for _, field, rule, right in rows:
        for counts in (rules[f"{field}\t{rule}"], fields[field]):
            counts[0] += right
            counts[1] += 1
    return {k: (v[0], v[1]) for k, v in rules.items()}, {k: (v[0], v[1]) for k, v in fields.items()}


def rate(right: int, n: int) -> float:
    return (right + 1) / (n + 2)


def confidence(key: str, rules: dict[str, tuple[int, int]], fields: dict[str, tuple[int, int]]) -> float:
    base = rate(*fields.get(key.split("\t")[0], (0, 0)))
    right, n = rules.get(key, (0, 0))
    return (right + K * base) / (n + K)


def reliability(rows: list[Row]) -> list[tuple[float, float, int]]:
    """Mean confidence, share right and count of each band, judged article by article on the others."""
    said: list[tuple[float, bool]] = []
    for article in sorted({r[0] for r in rows}):
        rules, fields = estimate(r for r in rows if r[0] != article)
        said += [(confidence(f"{r[1]}\t{r[2]}", rules, fields), r[3]) for r in rows if r[0] == article]
    bands = []
    for low, high in ((0.0, 0.7), (0.7, 0.8), (0.8, 0.9), (0.9, 0.95), (0.95, 1.01)):
        here = [(c, ok) for c, ok in said if low <= c < high]
        if here:
            bands.append((sum(c for c, _ in here) / len(here), sum(ok for _, ok in here) / len(here), len(here)))
    return bands


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("scorer")
    ap.add_argument("gold", nargs="+")
    a = ap.parse_args()
    rows = read_rows(load_scorer(a.scorer), a.gold)
    rules, fields = estimate(rows)
    articles = sorted({r[0] for r in rows})
    digest = hashlib.sha256(
        "\n".join(a.rsplit("/", 2)[-2] + a.rsplit("/", 1)[-1] for a in articles).encode()
    ).hexdigest()[:12]
    source = f"{len(articles)} gold articles, {digest}"
    lines = ["id\tfield\trule\tconfidence\tright\tn\tsource"]
    keys = [f"{field}\t" for field in fields] + list(rules)
    for number, key in enumerate(sorted(keys), 1):
        right, n = fields[key[:-1]] if key.endswith("\t") else rules[key]
        said = rate(right, n) if key.endswith("\t") else confidence(key, rules, fields)
        lines.append(f"K{number:03}\t{key}\t{min(said, 0.999):.3f}\t{right}\t{n}\t{source}")
    TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print("| said | right | items |\n| --- | --- | --- |")
    for mean, share, count in reliability(rows):
        print(f"| {mean:.3f} | {share:.3f} | {count} |")


if __name__ == "__main__":
    main()
