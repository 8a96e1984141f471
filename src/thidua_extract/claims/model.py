"""What a claim is: a quantity with its mode, the rule that decided it and its period."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from thidua_extract.mentions.quantities import Amount
from thidua_extract.records import Period
from thidua_extract.spans import Mention

__all__ = ["Claim", "Mode"]

Mode = Literal["goal", "result"]


@dataclass(frozen=True, slots=True)
class Claim:
    """A quantity that says what is to be reached (goal) or was reached (result)."""

    mention: Mention[Amount]
    mode: Mode
    rule: str
    period: Period | None = None
