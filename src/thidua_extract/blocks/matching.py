"""The first thing a rule reads in a line; quicker than iterating over all its matches."""

from __future__ import annotations

from typing import TypeVar

from thidua_extract.rules import Rule

__all__ = ["first", "holds"]

T = TypeVar("T")


def first(rule: Rule[T], text: str) -> T | None:
    """What the first match of the rule says, None without a match."""
    m = rule.pattern.search(text)
    return rule.produce(m) if m else None


def holds(rule: Rule[T], text: str) -> bool:
    """Whether the rule reads something at its first match."""
    return first(rule, text) is not None
