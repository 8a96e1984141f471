"""The record field ``statistics`` (kết quả): quantified results."""

from __future__ import annotations

from collections.abc import Sequence

from thidua_extract.blocks import Document
from thidua_extract.claims import Claim
from thidua_extract.claims.restated import drop_restated
from thidua_extract.claims.wording import level_of, quantity_of, what_of, who_of
from thidua_extract.records import Statistic

__all__ = ["extract"]


def extract(document: Document, claims: Sequence[Claim]) -> tuple[Statistic, ...]:
    """Results in text order, a restated one once."""
    return tuple(_statistic(document, c) for c in drop_restated(document, claims, "result"))


def _statistic(document: Document, claim: Claim) -> Statistic:
    return Statistic(
        quantity=quantity_of(claim),
        what=what_of(document, claim),
        who=who_of(document, claim),
        period=claim.period,
        level=level_of(document, claim),
        evidence=document.evidence(claim.mention.start, claim.mention.end),
        rule=claim.rule,
    )
