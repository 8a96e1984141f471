"""The campaign's name and year; ``title`` and ``pub`` in the context."""

from __future__ import annotations

from case_readers.whole_articles import article
from thidua_extract.fields import campaign


def read(text: str, context: dict[str, str]) -> list[tuple[str, str]]:
    found = campaign.extract(*article(text, context))
    return [("", f"{found.name} / {found.year or '-'}")] if found.name else []
