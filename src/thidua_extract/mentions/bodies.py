"""Organisations: [organ of] head noun + domain + level word + place, abbreviations expanded."""

from __future__ import annotations

from thidua_extract.blocks import Document
from thidua_extract.mentions.bodies_alias import find_aliases, is_capitals
from thidua_extract.mentions.bodies_anaphora import complete
from thidua_extract.mentions.bodies_scan import scan
from thidua_extract.mentions.bodies_words import Body
from thidua_extract.spans import Mention

__all__ = ["Body", "find"]

_READ = ("title", "lead", "body", "subhead", "caption")


def find(document: Document) -> list[Mention[Body]]:
    """Organisations in readable blocks and captions, in text order, anaphors completed from the article's own words."""
    found: list[Mention[Body]] = []
    for block in document.blocks:
        if block.kind in _READ and not is_capitals(document.text, block.start, block.end):
            found += scan(document.text, document.folded, block.start, block.end)
    whole = complete(document, found)
    return sorted([*whole, *find_aliases(document, whole)], key=lambda m: m.start)
