"""Document numbers: Kế hoạch số 52/KH-UBND ngày 26/02/2018 của …"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from thidua_extract.blocks import Document
from thidua_extract.spans import Mention

__all__ = ["Cited", "find"]


@dataclass(frozen=True, slots=True)
class Cited:
    """A cited document: number as printed, type word, date of issue as (year, month, day) where printed, issuer."""

    number: str
    type: str | None
    issued_on: dt.date | None
    issuer: str | None


def find(document: Document) -> list[Mention[Cited]]:
    """Cited documents in readable blocks, in text order; the span runs from the type word to the end of the date."""
    return []
