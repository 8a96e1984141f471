"""Audiences by name."""

from __future__ import annotations

from case_readers.of_people import NO_ANCHORS, read_mentions
from thidua_extract.fields import audiences


def read(text: str, context: dict[str, str]) -> list[tuple[str, str]]:
    items = audiences.extract(*read_mentions(text), NO_ANCHORS)
    return [(i.rule, i.name) for i in items]
