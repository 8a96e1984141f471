"""Score the working tree against gold folders: python benchmarks/score_gold.py SCORER GOLD_DIR [...] [--field F].

SCORER is the path of score.py; prints its table for each folder, and with --errors the errors (of one field).
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from thidua_extract import extract, read_article


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("scorer")
    ap.add_argument("gold", nargs="+")
    ap.add_argument("--errors", action="store_true")
    ap.add_argument("--field", action="append", help="only errors of this field or link")
    a = ap.parse_args()
    for gold in a.gold:
        paths = sorted(Path(gold).glob("*.txt"))
        lines = [extract(read_article(path, id=path.name)).model_dump_json() for path in paths]
        with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as out:
            out.write("\n".join(lines))
            out.flush()
            cmd = [sys.executable, a.scorer, gold, out.name] + (["--errors"] if a.errors or a.field else [])
            shown = subprocess.run(cmd, capture_output=True, text=True, check=True).stdout
        print(f"== {gold}")
        for line in shown.splitlines():
            cells = line.split("\t")
            if not a.field or len(cells) < 4 or cells[1] in a.field:
                print(line)


if __name__ == "__main__":
    main()
