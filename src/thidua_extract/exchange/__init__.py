"""Exchange of records with annotation tools: Label Studio, doccano, brat, W3C Web Annotation."""

from __future__ import annotations

from thidua_extract.exchange.exchanging import Exchanged, Format, export_records, import_records
from thidua_extract.exchange.offsets import OffsetUnit

__all__ = ["Exchanged", "Format", "OffsetUnit", "export_records", "import_records"]
