"""People with an office as "name = position @ body"; people named without one as the name alone."""

from __future__ import annotations

from case_readers.of_people import as_document
from thidua_extract.mentions import bodies, people


def read(text: str, context: dict[str, str]) -> list[tuple[str, str]]:
    document = as_document(text)
    return [(m.rule, _shown(m.value)) for m in people.find(document, bodies.find(document))]


def _shown(person: people.Person) -> str:
    position = f" = {person.position}" if person.position else ""
    return f"{person.name}{position}{f' @ {person.body}' if person.body else ''}"
