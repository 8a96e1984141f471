"""Quantities: number, scale, unit phrase and comparator (1,2 triệu đồng; 646/1.450 đơn vị; ít nhất 95%)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from thidua_extract.blocks import Document
from thidua_extract.records import Comparator
from thidua_extract.spans import Mention

__all__ = ["Amount", "find"]


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its unit as written; the mention's span runs from the number to the end of the counted noun."""

    value: int | float
    unit: str
    comparator: Comparator = "eq"
    high: int | float | None = None
    of: int | float | None = None


def find(document: Document, *, claimed: Sequence[Mention[object]] = ()) -> list[Mention[Amount]]:
    """Quantities in readable blocks, in text order, outside ``claimed`` stretches."""
    return []
