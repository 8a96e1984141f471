"""Officials as "name, position"."""

from __future__ import annotations

from case_readers.of_people import NO_ANCHORS, read_mentions
from thidua_extract.fields import officials


def read(text: str, context: dict[str, str]) -> list[tuple[str, str]]:
    items = officials.extract(*read_mentions(text), NO_ANCHORS)
    return [(i.rule, f"{i.name}, {i.position}") for i in items]
