"""Quantities read as goals (targets) or results (statistics), with the time they hold for."""

from __future__ import annotations

from thidua_extract.claims.model import Claim
from thidua_extract.claims.reading import find_claims

__all__ = ["Claim", "find_claims"]
