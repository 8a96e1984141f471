"""Movements as ``name = kind #id <- sponsor + alias + alias``, what is not said left out."""

from __future__ import annotations

from case_readers.paragraphs import ANCHORS, names, paragraphs
from thidua_extract.fields import movements


def read(text: str, context: dict[str, str]) -> list[tuple[str, str]]:
    document = paragraphs(text)
    out = []
    for item in movements.extract(document, names(document), ANCHORS):
        shown = f"{item.name} = {item.kind}"
        shown += f" #{item.id}" if item.id else ""
        shown += f" <- {item.sponsor}" if item.sponsor else ""
        shown += "".join(f" + {alias}" for alias in item.aliases)
        out.append((item.rule, shown))
    return out
