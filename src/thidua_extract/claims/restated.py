"""One fact stated in lead and body is one claim."""

from __future__ import annotations

from collections.abc import Sequence

from thidua_extract.blocks import Document
from thidua_extract.claims.model import Claim, Mode
from thidua_extract.text import fold

__all__ = ["drop_restated"]

_SMALL = 10  # smaller counts may well be said of several things


def drop_restated(document: Document, claims: Sequence[Claim], mode: Mode) -> list[Claim]:
    """Claims of one mode; of those with equal figure and noun the last is kept, small counts only across blocks."""
    kept: list[Claim] = []
    for claim in claims:
        if claim.mode == mode:
            kept = [k for k in kept if not _same(document, k, claim)] + [claim]
    return kept


def _same(document: Document, a: Claim, b: Claim) -> bool:
    x, y = a.mention.value, b.mention.value
    if (x.value, x.high, fold(x.unit)) != (y.value, y.high, fold(y.unit)):
        return False
    lead = document.block_at(a.mention.start)
    first = lead is not None and lead.kind in ("title", "lead")
    return first or (x.value >= _SMALL and x.kind not in ("percent",))
