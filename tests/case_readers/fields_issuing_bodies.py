"""Issuing bodies by name, in text order."""

from __future__ import annotations

from case_readers.of_people import NO_ANCHORS, read_mentions
from thidua_extract.fields import issuing_bodies


def read(text: str, context: dict[str, str]) -> list[tuple[str, str]]:
    items = issuing_bodies.extract(*read_mentions(text), NO_ANCHORS)
    return [(i.rule, i.name) for i in items]
