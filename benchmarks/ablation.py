"""What each question to underthesea pays: python benchmarks/ablation.py SCORER GOLD_DIR [...] [--hidden].

Scores the rules alone, with each use of ``undecided.USES`` added, and with all of them; the last column is the time
over that of the rules alone, both taken in one process. With --hidden the articles go through in folds, and in each
fold the counted nouns and the family names that occur in no article outside of it are taken out of the lexicon: a
lexicon knows the articles it was written on too well to show what becomes of words it has never met.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import regex

HIDDEN = ("units", "surnames")
FOLDS = 5


def work(paths: Sequence[Path], hidden: dict[str, list[str]]) -> dict[str, tuple[float, list[str]]]:
    """Seconds and record lines by configuration, with the ``hidden`` words out of the lexicon."""
    from thidua_extract import lexicon

    shipped = lexicon.load_table
    lexicon.load_table = lambda name: tuple(  # type: ignore[assignment]
        row for row in shipped(name) if row.get("surface") not in hidden.get(name, ())
    )
    from thidua_extract import extract, read_article, undecided

    uses = dict(undecided.USES)
    articles = [read_article(path, id=f"{path.parent.name}-{path.name}") for path in paths]
    for article in articles:
        extract(article)
    out = {}
    for name, kept in {"rules": [], **{u: [u] for u in uses}, "full": list(uses)}.items():
        undecided.USES.clear()
        undecided.USES.update({u: uses[u] for u in kept})
        start = time.perf_counter()
        lines = [extract(a, profile="full" if kept else "rules").model_dump_json() for a in articles]
        out[name] = (time.perf_counter() - start, lines)
    return out


def words_only_here(fold: Sequence[Path], others: Sequence[Path]) -> dict[str, list[str]]:
    """Surfaces of the hidden tables that no article of ``others`` holds."""
    from thidua_extract import read_article
    from thidua_extract.lexicon import load_table

    elsewhere = "\n".join(read_article(path).text for path in others).lower()
    seen = set(regex.findall(r"\p{L}+(?:[ ]\p{L}+){0,4}", elsewhere, overlapped=True))
    grams = {" ".join(s.split()[:n]) for s in seen for n in range(1, 6)}
    return {t: [r["surface"] for r in load_table(t) if r["surface"].lower() not in grams] for t in HIDDEN}


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("scorer")
    ap.add_argument("gold", nargs="+")
    ap.add_argument("--hidden", action="store_true", help="hide the words that occur in one fold only")
    ap.add_argument("--job", help=argparse.SUPPRESS)
    a = ap.parse_args()
    if a.job:
        job = json.loads(Path(a.job).read_text(encoding="utf-8"))
        print(json.dumps(work([Path(p) for p in job["paths"]], job["hidden"])))
        return
    paths = [path for folder in a.gold for path in sorted(Path(folder).glob("*.txt"))]
    folds = [paths[k::FOLDS] for k in range(FOLDS)]
    seconds: dict[str, float] = {}
    records: dict[str, list[str]] = {}
    with tempfile.TemporaryDirectory() as tmp:
        gold = Path(tmp, "gold")
        gold.mkdir()
        for path in paths:
            for source in (path, path.with_suffix(".json")):
                Path(gold, f"{path.parent.name}-{source.name}").write_bytes(source.read_bytes())
        for fold in folds:
            hidden = words_only_here(fold, [p for p in paths if p not in fold]) if a.hidden else {}
            job_file = Path(tmp, "job.json")
            job_file.write_text(json.dumps({"paths": [str(p) for p in fold], "hidden": hidden}), encoding="utf-8")
            cmd = [sys.executable, __file__, a.scorer, *a.gold, "--job", str(job_file)]
            shown = subprocess.run(cmd, capture_output=True, text=True, check=True).stdout
            for name, (spent, lines) in json.loads(shown).items():
                seconds[name] = seconds.get(name, 0.0) + spent
                records.setdefault(name, []).extend(lines)
        for name, lines in records.items():
            out = Path(tmp, f"{name}.jsonl")
            out.write_text("\n".join(lines), encoding="utf-8")
            cmd = [sys.executable, a.scorer, str(gold), str(out)]
            shown = subprocess.run(cmd, capture_output=True, text=True, check=True).stdout
            fields = dict(regex.findall(r"^(\w+)\s+P .*?F1 (\S+)", shown, regex.MULTILINE))
            macro = regex.search(r"macro F1 (\S+)", shown)
            cells = [f"{f} {fields[f]}" for f in ("targets", "statistics", "officials")]
            print(
                f"{name:12}", f"macro {macro[1] if macro else '?'}", *cells, f"{seconds[name] / seconds['rules']:.2f}"
            )


if __name__ == "__main__":
    main()
