"""One flat table as CSV that spreadsheets open as it is meant, and that is read back without loss.

UTF-8 with a byte order mark (without it Excel shows Vietnamese as gibberish), comma, a header line, LF line ends. Text
is in double quotes, a null is an empty cell without quotes. A text that a spreadsheet would take for a formula gets an
apostrophe in front; :func:`restored` takes it off again.
"""

from __future__ import annotations

import codecs
import re

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow.csv import CSVWriter

from thidua_extract.archive.sinks.parts import Part

__all__ = ["ALIAS_SEPARATOR", "CsvTable", "restored"]

ALIAS_SEPARATOR = " | "
"""Between the elements of a list in one cell (``movements.aliases``)."""
_FORMULA = r"('*[=+\-@\t\r\n＝＋－＠])"
_DEFUSED = re.compile(f"'{_FORMULA}")


def restored(cell: str) -> str:
    """The text that a cell of a CSV table holds.

    >>> restored("'=SUM(A1:A9)"), restored("Lao động giỏi"), restored("'tinh thần'")
    ('=SUM(A1:A9)', 'Lao động giỏi', "'tinh thần'")
    """
    return cell[1:] if _DEFUSED.match(cell) else cell


class CsvTable:
    """One table written to an open part."""

    def __init__(self, part: Part, schema: pa.Schema) -> None:
        self._part = part
        file = part.open()
        file.write(codecs.BOM_UTF8)
        self._schema = pa.schema([pa.field(field.name, _cell_type(field.type)) for field in schema])
        self._writer = CSVWriter(file, self._schema)

    def write(self, batch: pa.RecordBatch) -> None:
        """Add rows."""
        cells = [_cells(batch.column(name)) for name in batch.schema.names]
        self._writer.write_batch(pa.RecordBatch.from_arrays(cells, schema=self._schema))

    def finish(self) -> None:
        """Write everything out."""
        self._writer.close()
        self._part.finish()

    def drop(self) -> None:
        """Remove what was written."""
        self._part.drop()


def _cell_type(kind: pa.DataType) -> pa.DataType:
    return pa.string() if pa.types.is_list(kind) else kind


def _cells(column: pa.Array) -> pa.Array:
    """A column as its cells: lists joined, formulas defused, numbers and days as they are."""
    if pa.types.is_list(column.type):
        column = pc.binary_join(column, ALIAS_SEPARATOR)
    if not pa.types.is_string(column.type):
        return column
    return pc.replace_substring_regex(column, rf"\A{_FORMULA}", r"'\1")
