"""Raise the score floors of tests/fixtures/floors.json to what is reached now: python benchmarks/pin_floors.py.

Floors go up only; ``--allow-lower`` lets them fall too (say why in the commit). Gold sets outside the repository are
measured where THIDUA_GOLD names their folder, and keep their floors where it does not.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from scoring import FLOORS, gold_folders, load_floors, score_folder


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--allow-lower", action="store_true")
    allow_lower = parser.parse_args().allow_lower
    pinned = load_floors()
    lowered = []
    for name, folder in gold_folders(os.environ.get("THIDUA_GOLD")).items():
        reached = score_folder(folder)
        floors = {field: math.floor(value * 1000) / 1000 for field, value in reached.values.items()}
        for field, floor in pinned.get(name, {}).get("floors", {}).items():
            if floors.get(field, 0.0) < floor:
                lowered.append(f"{name} {field}: {floor} to {floors.get(field, 0.0)}")
        pinned[name] = {"digest": reached.digest, "floors": floors}
    if lowered and not allow_lower:
        sys.exit("These floors would fall (--allow-lower lets them):\n" + "\n".join(lowered))
    FLOORS.write_text(json.dumps(pinned, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    print("\n".join([f"Pinned {', '.join(pinned)}.", *(f"Lowered {line}" for line in lowered)]))


if __name__ == "__main__":
    main()
