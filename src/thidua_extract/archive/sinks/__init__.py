"""Where outcomes go: JSON Lines, Parquet, a folder of flat tables or a DuckDB file, each whole or not there."""

from __future__ import annotations

from thidua_extract.archive.sinks.kinds import SinkKind, errors_path, output_stem, sink_kind
from thidua_extract.archive.sinks.sink import Sink, open_sink
from thidua_extract.errors import OutputError

__all__ = ["OutputError", "Sink", "SinkKind", "errors_path", "open_sink", "output_stem", "sink_kind"]
