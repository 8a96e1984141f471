"""Read crawls of news (CC-NEWS, or any WARC files) on a Spark cluster: records and errors as Parquet.

    spark-submit --master spark://HOST:7077 examples/spark_cc_news.py warc.paths records --root /mnt/commoncrawl

``warc.paths`` is a text file with one path a line, such as Common Crawl publishes for each month
(``crawl-data/CC-NEWS/2023/01/CC-NEWS-….warc.gz``); ``--root`` is where the executors see these paths, a shared disk or
a mounted bucket. A task streams its file and unpacks nothing to disk. The output has a row for every page: a record or,
where the column ``error`` is not null, why there is none. The package must be installed for the Python of driver and
executors (PYSPARK_PYTHON).
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from thidua_extract.archive.sources import SourceOptions, iter_sources
from thidua_extract.integrations.arrow import BatchOptions, extract_sources
from thidua_extract.integrations.spark import spark_schema

if TYPE_CHECKING:
    import pyarrow as pa


def read_crawls(batches: Iterator[pa.RecordBatch], *, root: Path, options: BatchOptions) -> Iterator[pa.RecordBatch]:
    """Every page of the WARC files whose paths are in the column ``value``."""
    for batch in batches:
        for path in batch.column("value").to_pylist():
            yield from extract_sources(iter_sources([root / path.strip()], SourceOptions()), options)


def main() -> None:
    """Read the command line and run the job."""
    parser = argparse.ArgumentParser(description="WARC files to records, on Spark.")
    parser.add_argument("paths", help="text file with one WARC path a line")
    parser.add_argument("output", help="folder that is made: Parquet")
    parser.add_argument("--root", type=Path, default=Path(), help="folder that the paths are relative to")
    parser.add_argument("--only-kind", default="", help="keep these kinds of records, with commas: launch,review")
    parser.add_argument("--profile", choices=["full", "rules"], default="full")
    given = parser.parse_args()

    from pyspark.sql import SparkSession
    from pyspark.sql import functions as f

    spark = SparkSession.builder.appName("thidua-extract over CC-NEWS").getOrCreate()
    paths = spark.read.text(given.paths).where(f.trim("value") != "")
    read = partial(read_crawls, root=given.root, options=BatchOptions(profile=given.profile))
    results = paths.repartition(max(paths.count(), 1)).mapInArrow(read, spark_schema())
    if given.only_kind:
        results = results.where(f.col("kind").isin(given.only_kind.split(",")) | f.col("error").isNotNull())
    results.write.parquet(given.output)
    spark.stop()


if __name__ == "__main__":
    main()
