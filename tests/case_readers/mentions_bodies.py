"""Bodies as "organ > name", with "?" after the name of an anaphor that nothing completes."""

from __future__ import annotations

from case_readers.of_people import as_document
from thidua_extract.mentions import bodies


def read(text: str, context: dict[str, str]) -> list[tuple[str, str]]:
    found = bodies.find(as_document(text))
    return [(m.rule, _shown(m.value)) for m in found]


def _shown(body: bodies.Body) -> str:
    organ = f"{body.organ} > " if body.organ else ""
    return f"{organ}{body.name}{'' if body.complete else '?'}"
