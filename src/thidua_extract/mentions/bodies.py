"""Organisations: [organ of] head noun + domain + level word + place, abbreviations expanded."""

from __future__ import annotations

from dataclasses import dataclass

from thidua_extract.blocks import Document
from thidua_extract.records import BodyType, Level
from thidua_extract.spans import Mention

__all__ = ["Body", "find"]


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation as named here: ``name`` expanded, the inner organ split off.

    ``complete`` is False for an anaphor ("Liên đoàn Lao động huyện", "Công đoàn Công ty") that needs a fuller mention.
    """

    name: str
    organ: str | None = None
    body_type: BodyType | None = None
    level: Level | None = None
    place: str | None = None
    complete: bool = True


def find(document: Document) -> list[Mention[Body]]:
    """Organisations in readable blocks and captions, in text order."""
    return []
