"""The record field ``targets`` (chỉ tiêu): quantified goals."""

from __future__ import annotations

from collections.abc import Sequence

from thidua_extract.blocks import Document
from thidua_extract.claims import Claim
from thidua_extract.claims.restated import drop_restated
from thidua_extract.claims.wording import quantity_of, what_of, who_of
from thidua_extract.records import Target

__all__ = ["extract"]


def extract(document: Document, claims: Sequence[Claim]) -> tuple[Target, ...]:
    """Goals in text order, a restated one once."""
    return tuple(_target(document, c) for c in drop_restated(document, claims, "goal"))


def _target(document: Document, claim: Claim) -> Target:
    return Target(
        quantity=quantity_of(claim),
        what=what_of(document, claim),
        who=who_of(document, claim),
        period=claim.period,
        evidence=document.evidence(claim.mention.start, claim.mention.end),
        rule=claim.rule,
    )
