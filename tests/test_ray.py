"""Ray Data runs the Arrow function: the example, over a dump, gives the rows of a local run."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from recipe_blocks import run_section
from row_samples import RULES, as_outcomes, batches, rows
from thidua_extract.integrations.arrow import extract_batches

EXAMPLE = Path(__file__).parents[1] / "examples" / "ray_data.py"
START = """
import runpy, sys, ray
ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False, _temp_dir=sys.argv.pop(1))
sys.argv.pop(0)
runpy.run_path(sys.argv[0], run_name="__main__")
"""


@pytest.mark.long
def test_the_example_gives_the_rows_of_a_local_run(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    pytest.importorskip("ray", reason="Ray is installed by `make test-all`")
    given = [{name: row[name] for name in ("id", "text", "url", "title")} for row in rows()]
    (tmp_path / "dump.jsonl").write_text("\n".join(map(json.dumps, given)), encoding="utf-8")
    home = tmp_path_factory.mktemp("r")
    subprocess.run(
        [sys.executable, "-c", START, home, EXAMPLE, "dump.jsonl", tmp_path / "records", "--profile", "rules"],
        check=True, cwd=tmp_path, env={**os.environ, "RAY_USAGE_STATS_ENABLED": "0"},
    )  # fmt: skip
    found = pq.read_table(tmp_path / "records")
    assert found.num_rows == len(given)
    wanted = pa.Table.from_batches(extract_batches(batches(given, 1000), RULES))
    assert sorted(as_outcomes(found.to_batches()), key=str) == sorted(as_outcomes(wanted.to_batches()), key=str)


@pytest.mark.long
def test_the_page_on_clusters_says_what_is_so(tmp_path_factory: pytest.TempPathFactory) -> None:
    ray = pytest.importorskip("ray", reason="Ray is installed by `make test-all`")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RAY_USAGE_STATS_ENABLED", "0")
        ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False, _temp_dir=str(tmp_path_factory.mktemp("r")))
        try:
            assert run_section("cluster.md", "Ray Data", {"ray": ray}) == 5
        finally:
            ray.shutdown()
