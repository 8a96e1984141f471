"""Spark with executors in processes of their own: the rows of a local run, also when an executor dies in mid-run."""

from __future__ import annotations

import gzip
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psutil
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from made_archives import http, warc_record
from recipe_blocks import run_section
from row_samples import LAUNCH, OPTIONS, RULES, as_outcomes, batches, rows
from thidua_extract.archive.sources import SourceOptions, iter_sources
from thidua_extract.integrations.arrow import extract_batches, extract_sources, result_schema
from thidua_extract.integrations.spark import extract_dataframe, spark_schema

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

ROOT = Path(__file__).parents[1]
CLUSTER = "local-cluster[2,1,1024]"
EXECUTOR = "CoarseGrainedExecutorBackend"
SETTINGS = {
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.execution.arrow.maxRecordsPerBatch": "50",
}
pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(not shutil.which("java"), reason="Spark needs a Java runtime (17)"),
]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Spark's folder, by links, so that what executors leave there goes with the test; the environment says so."""
    pyspark = pytest.importorskip("pyspark", reason="Spark is installed by `make test-all`")
    folder = tmp_path_factory.mktemp("spark")
    for path in Path(pyspark.__file__).parent.iterdir():
        (folder / path.name).symlink_to(path)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SPARK_HOME", str(folder))
        patch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
        patch.setenv("PYSPARK_PYTHON", sys.executable)
        patch.setenv("PYSPARK_DRIVER_PYTHON", sys.executable)
        yield folder


@pytest.fixture(scope="module")
def spark(home: Path) -> Iterator[SparkSession]:
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master(CLUSTER).appName("tests")
    for name, value in SETTINGS.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    yield session
    session.stop()


def frame(spark: SparkSession, given: list[dict[str, Any]], partitions: int) -> DataFrame:
    columns = ", ".join(f"{name} string" for name in given[0])
    return spark.createDataFrame([tuple(row.values()) for row in given], columns).repartition(partitions)


def read(frame: DataFrame) -> DataFrame:
    """The records of the frame, with the options that the local run has."""
    return extract_dataframe(
        frame, text="text", html="html", id="id", url="url", date="date", title="title", profile="rules"
    )


def told(table: pa.Table) -> list[tuple[str, object]]:
    return sorted(as_outcomes(table.to_batches()), key=str)


def many(count: int) -> list[dict[str, Any]]:
    """The rows again and again, under new keys; enough work for an executor to be met at it."""
    return [row | {"id": f"{at}-{row['id']}"} for at in range(count) for row in rows()]


def test_the_schema_is_that_of_the_arrow_batches(home: Path) -> None:
    from pyspark.sql.pandas.types import to_arrow_schema

    back = to_arrow_schema(spark_schema())
    assert back.names == result_schema().names
    assert [plain(field.type) for field in back] == [plain(field.type) for field in result_schema()]


def plain(kind: pa.DataType) -> object:
    """A type without what Spark calls the elements of lists."""
    if pa.types.is_struct(kind):
        return [(field.name, plain(field.type)) for field in kind]
    return [plain(kind.value_type)] if pa.types.is_list(kind) else kind


def test_the_rows_are_those_of_a_local_run(spark: SparkSession) -> None:
    given = rows()
    found = read(frame(spark, given, 4)).toArrow()
    assert told(found) == told(pa.Table.from_batches(extract_batches(batches(given, 1000), OPTIONS)))
    assert found.num_rows == len(given)


def test_the_full_profile_runs_on_the_executors(spark: SparkSession) -> None:
    given = [{"id": "a", "text": LAUNCH}]
    found = extract_dataframe(frame(spark, given, 1), id="id").toArrow()
    assert told(found) == told(pa.Table.from_batches(extract_batches(batches(given, 1))))


def test_a_column_that_is_not_there_is_told_before_the_job(spark: SparkSession) -> None:
    with pytest.raises(ValueError, match="no column 'body'; there are id, text"):
        extract_dataframe(frame(spark, [{"id": "a", "text": LAUNCH}], 1), text="body")


def test_the_page_on_clusters_says_what_is_so(spark: SparkSession) -> None:
    assert run_section("cluster.md", "Spark", {"spark": spark}) == 6


def test_an_executor_killed_in_mid_run_changes_nothing(spark: SparkSession) -> None:
    given = many(20)
    results: list[pa.Table] = []
    job = threading.Thread(target=lambda: results.append(read(frame(spark, given, 12)).toArrow()))
    spark.sparkContext.setLogLevel("OFF")  # what it says of the dead executor is no news here
    job.start()
    stage = reading_stage(spark, job)
    os.kill(executors()[0].pid, signal.SIGKILL)
    assert job.is_alive()
    job.join()
    (found,) = results
    lost = spark.sparkContext.statusTracker().getStageInfo(stage)
    assert lost is not None
    assert lost.numFailedTasks or lost.currentAttemptId, "tasks were at work in the executor that was killed"
    assert told(found) == told(pa.Table.from_batches(extract_batches(batches(given, 1000), OPTIONS)))
    assert found.num_rows == len(given)


def reading_stage(spark: SparkSession, job: threading.Thread) -> int:
    """Wait until the stage that reads has done some of its tasks and works on others in both executors."""
    tracker = spark.sparkContext.statusTracker()
    while job.is_alive():
        for number in tracker.getActiveStageIds():
            stage = tracker.getStageInfo(number)
            if stage and stage.numTasks == 12 and stage.numCompletedTasks >= 2 and stage.numActiveTasks == 2:
                return int(number)
        job.join(0.02)
    raise AssertionError("the job ended before an executor could be killed")


def executors() -> list[psutil.Process]:
    """The Java processes that Spark's workers have started for this test's session."""
    living = (p for p in psutil.Process().children(recursive=True) if p.status() != psutil.STATUS_ZOMBIE)
    return [process for process in living if process.name() == "java" and EXECUTOR in " ".join(process.cmdline())]


def test_the_example_reads_crawls(home: Path, tmp_path: Path) -> None:
    """`spark-submit` over two WARC files and a path that leads nowhere, against the same read here."""
    page = f"<html><head><title>Phát động thi đua</title></head><body><article><p>{LAUNCH}</p></article></body></html>"
    for name, first in (("a.warc.gz", 1), ("b.warc.gz", 11)):
        crawled = [http(page.replace("50", str(first + at)).encode()) for at in range(5)]
        crawled.append(http(b"", status="301 Moved Permanently", Location="https://bao.example/"))
        records = (gzip.compress(warc_record(first + at, block)) for at, block in enumerate(crawled))
        (tmp_path / name).write_bytes(b"".join(records))
    (tmp_path / "warc.paths").write_text("a.warc.gz\nb.warc.gz\n\nc.warc.gz\n", encoding="utf-8")
    settings = [part for name, value in SETTINGS.items() for part in ("--conf", f"{name}={value}")]
    subprocess.run(
        [home / "bin" / "spark-submit", "--master", CLUSTER, *settings, ROOT / "examples" / "spark_cc_news.py",
         tmp_path / "warc.paths", tmp_path / "records", "--root", tmp_path, "--profile", "rules"],
        check=True, cwd=tmp_path,
    )  # fmt: skip
    files = [tmp_path / name for name in ("a.warc.gz", "b.warc.gz", "c.warc.gz")]
    wanted = pa.Table.from_batches(extract_sources(iter_sources(files, SourceOptions()), RULES))
    found = pq.read_table(tmp_path / "records")
    assert told(found) == told(wanted)
    assert found.num_rows == 11
    assert {kind for kind in found["kind"].to_pylist() if kind} == {"launch"}
