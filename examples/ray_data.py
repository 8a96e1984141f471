"""Read a dump of articles with Ray Data: the Arrow function that Spark calls, over Ray's blocks.

    python examples/ray_data.py articles.jsonl records [--profile rules]

``articles.jsonl`` (JSON Lines or Parquet) has the column ``text`` and, where there are, ``id``, ``url``, ``date`` and
``title``. The folder ``records`` gets Parquet files with a row for every row read: a record or, where the column
``error`` is not null, why there is none.
"""

from __future__ import annotations

import argparse

from thidua_extract.integrations.arrow import BatchOptions, extract_table


def main() -> None:
    """Read the command line and run the job."""
    parser = argparse.ArgumentParser(description="Articles to records, on Ray Data.")
    parser.add_argument("articles", help="JSON Lines or Parquet (.parquet)")
    parser.add_argument("output", help="folder that is written: Parquet")
    parser.add_argument("--profile", choices=["full", "rules"], default="full")
    parser.add_argument("--rows", type=int, default=500, help="rows in a batch")
    given = parser.parse_args()

    import ray

    read = ray.data.read_parquet if given.articles.endswith(".parquet") else ray.data.read_json
    articles = read(given.articles)
    options = BatchOptions(profile=given.profile)
    results = articles.map_batches(
        extract_table, batch_format="pyarrow", batch_size=given.rows, fn_kwargs={"options": options}
    )
    results.write_parquet(given.output)


if __name__ == "__main__":
    main()
