"""Themes of a text after linking, as in ``fields_themes``.

Context: ``phases`` = ``ordinal~evidence`` joined with ``^``, the phases that another field has read.
"""

from __future__ import annotations

from case_readers.fields_themes import show
from case_readers.paragraphs import ANCHORS, names, paragraphs
from thidua_extract.fields import themes
from thidua_extract.links import themes as links
from thidua_extract.records import Phase


def read(text: str, context: dict[str, str]) -> list[tuple[str, str]]:
    document = paragraphs(text)
    phases = []
    for part in filter(None, context.get("phases", "").split("^")):
        ordinal, quoted = part.split("~")
        start = document.text.index(quoted)
        evidence = document.evidence(start, start + len(quoted))
        number = int(ordinal) if ordinal else None
        phases.append(Phase(label=quoted, ordinal=number, evidence=evidence, rule="phases.label"))
    found = themes.extract(document, names(document), ANCHORS)
    return [(theme.rule, show(theme)) for theme in links.link(document, ANCHORS, found, tuple(phases))]
