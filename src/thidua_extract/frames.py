"""Records as tidy pandas frames, one a table: the flat tables of an archive, for a notebook."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from thidua_extract.archive.arrow import record_batches
from thidua_extract.archive.sinks.tables import ERRORS, table_batches, table_schemas
from thidua_extract.records import Announcement

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["records_frame"]


def records_frame(records: Iterable[Announcement]) -> dict[str, pd.DataFrame]:
    """A frame for each table: ``articles``, and every list of the record with one row an item.

    Names and columns are those of the flat tables that ``convert`` writes (``article_id``, ``item``, ``evidence_text``,
    ``quantity_value`` …). Days are ``datetime64``, with NaT where a record says nothing; whole numbers that may be
    missing are ``Int64``.

    >>> from thidua_extract import extract
    >>> record = extract("Ngày 5/3/2021, Liên đoàn Lao động tỉnh Hà Nam phát động đợt thi đua cao điểm.")
    >>> records_frame([record])["issuing_bodies"][["item", "name"]].values.tolist()
    [[0, 'Liên đoàn Lao động tỉnh Hà Nam']]

    Raises:
        ImportError: pandas is not installed; the message says how to install it.
    """
    try:
        import pandas as pd
    except ImportError:
        raise ImportError("records_frame needs pandas: pip install 'pandas>=2.2,<3'") from None
    import pyarrow as pa

    schemas = {name: schema for name, schema in table_schemas().items() if name != ERRORS}
    rows: dict[str, list[pa.RecordBatch]] = {name: [] for name in schemas}
    for batch in record_batches(record.model_dump_json().encode() for record in records):
        for name, part in table_batches(batch):
            rows[name].append(part)
    types = {pa.int32(): pd.Int64Dtype(), pa.int64(): pd.Int64Dtype(), pa.bool_(): pd.BooleanDtype()}
    return {
        name: pa.Table.from_batches(rows[name], schema=schema).to_pandas(types_mapper=types.get, date_as_object=False)
        for name, schema in schemas.items()
    }
