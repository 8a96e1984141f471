"""Time stamps: the day of a line that is nothing but a stamp; with ``from=url`` of an address, or ``from=page``."""

from __future__ import annotations

from thidua_extract.blocks import segment
from thidua_extract.text import make_view
from thidua_extract.timestamps import published_from_url, stamp_line


def read(text: str, context: dict[str, str]) -> list[tuple[str, str]]:
    if context.get("from") == "url":
        day = published_from_url(text)
        return [("", day.isoformat())] if day else []
    if context.get("from") == "page":
        day = segment(make_view(text)).published_on
        return [("", day.isoformat())] if day else []
    stamp = stamp_line(make_view(text).folded.strip())
    return [("timestamps.full_date", stamp.day.isoformat())] if stamp and stamp.day else []
