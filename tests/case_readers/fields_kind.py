"""The kind of a short article: ``title`` in the context, its first line the lead."""

from __future__ import annotations

from case_readers.whole_articles import article
from thidua_extract.fields import kind


def read(text: str, context: dict[str, str]) -> list[tuple[str, str]]:
    found = kind.extract(*article(text, context))
    return [] if found == "none" else [("", found)]
