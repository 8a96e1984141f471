"""Spark: a DataFrame of articles to a DataFrame of records (``pip install thidua-extract[spark]``).

The package must be installed where the executors' Python is. Spark hands rows over in Arrow batches; with whole HTML
pages set ``spark.sql.execution.arrow.maxRecordsPerBatch`` to some hundreds, so that a batch stays small.
"""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import TYPE_CHECKING

from thidua_extract.integrations.arrow import BatchOptions, extract_batches, input_columns, result_schema
from thidua_extract.pipeline import Profile

if TYPE_CHECKING:
    from pyspark.sql import DataFrame
    from pyspark.sql.types import StructType

__all__ = ["BatchOptions", "extract_batches", "extract_dataframe", "spark_schema"]


def extract_dataframe(
    df: DataFrame,
    *,
    text: str | None = "text",
    id: str | None = None,
    html: str | None = None,
    url: str | None = None,
    date: str | None = None,
    title: str | None = None,
    published_on: dt.date | None = None,
    profile: Profile = "full",
    keep_text: bool = False,
    gate: bool = True,
) -> DataFrame:
    """Read every row of ``df`` into a row of :func:`spark_schema`; the arguments are those of ``BatchOptions``.

    As many rows come out as go in: where ``error`` is null the row is a record, elsewhere there is none. The work is
    done when Spark runs the job, in the partitions that ``df`` has.

    Raises:
        ValueError: a named column is not there; the message lists those there are.
    """
    options = BatchOptions(text, html, id, url, date, title, published_on, profile, keep_text, gate)
    columns = input_columns(df.columns, options)
    return df.select(*(f"`{name}`" for name in columns)).mapInArrow(
        partial(extract_batches, options=options), spark_schema()
    )


def spark_schema() -> StructType:
    """The schema of what comes out, as Spark types: that of the Arrow batches, column by column."""
    from pyspark.sql.pandas.types import from_arrow_schema

    return from_arrow_schema(result_schema())
