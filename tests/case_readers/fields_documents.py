"""Documents as "type number (date, issuer)"."""

from __future__ import annotations

from case_readers.of_people import NO_ANCHORS, read_mentions
from thidua_extract.fields import documents


def read(text: str, context: dict[str, str]) -> list[tuple[str, str]]:
    items = documents.extract(*read_mentions(text), NO_ANCHORS)
    return [(i.rule, f"{i.type} {i.number} ({i.issued_on}, {i.issuer})") for i in items]
