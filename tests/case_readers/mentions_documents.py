"""Cited documents as "type number date"."""

from __future__ import annotations

from case_readers.of_people import as_document
from thidua_extract.mentions import documents


def read(text: str, context: dict[str, str]) -> list[tuple[str, str]]:
    found = documents.find(as_document(text))
    return [(m.rule, " ".join(str(p) for p in (m.value.type, m.value.number, m.value.issued_on) if p)) for m in found]
