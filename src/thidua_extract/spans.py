"""Mentions and the one policy for overlaps: vetoes win, then the longest, then the first."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

__all__ = ["Mention", "inside", "keep_longest", "overlaps"]

T = TypeVar("T", covariant=True)
M = TypeVar("M", bound="Mention[object]")


@dataclass(frozen=True, slots=True)
class Mention(Generic[T]):
    """A recognised stretch of the view: half-open ``start:end`` in view offsets, the rule, what it says."""

    start: int
    end: int
    rule: str
    value: T


def overlaps(a: Mention[object], b: Mention[object]) -> bool:
    """Whether two mentions share a character."""
    return a.start < b.end and b.start < a.end


def keep_longest(mentions: Iterable[M], *, vetoed: Iterable[tuple[int, int]] = ()) -> list[M]:
    """Mentions in text order without overlaps: none that touches a vetoed span, longer before shorter.

    >>> keep_longest([Mention(0, 3, "a.b", 1), Mention(2, 9, "a.c", 2)])
    [Mention(start=2, end=9, rule='a.c', value=2)]
    """
    taken: list[tuple[int, int]] = sorted(vetoed)
    kept: list[M] = []
    for mention in sorted(mentions, key=lambda m: (m.start - m.end, m.start)):
        k = bisect_left(taken, (mention.end, mention.end))
        if k and any(end > mention.start for _, end in taken[max(0, k - 8) : k]):
            continue
        taken.insert(k, (mention.start, mention.end))
        kept.append(mention)
    return sorted(kept, key=lambda m: m.start)


def inside(mentions: Sequence[M], start: int, end: int) -> Sequence[M]:
    """Those of ``mentions`` (sorted by start) that begin within ``start:end``."""
    low = bisect_left(mentions, start, key=lambda m: m.start)
    high = bisect_right(mentions, end - 1, key=lambda m: m.start)
    return mentions[low:high]
