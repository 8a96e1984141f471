"""Which mentions of movement names are one movement: equal keys, a name that begins or ends a longer one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from thidua_extract.mentions.movement_names import name_key, resolve
from thidua_extract.records import MovementKind

__all__ = ["Named", "group"]


@dataclass(frozen=True, slots=True)
class Named:
    """A movement's name as it stands in the view, without marks, year and edition.

    ``promoted`` is False for a variant that alone makes no item (the unit of a statistic, a fund's name); ``headed``
    says that a head noun right before it gives its kind.
    """

    start: int
    end: int
    name: str
    kind: MovementKind
    rule: str
    promoted: bool = True
    headed: bool = False


def group(named: Iterable[Named]) -> list[list[Named]]:
    """Variants of one movement together, in the order of their first promoted mention.

    >>> short, long = Named(0, 9, "Thợ giỏi", "title", "a.b"), Named(20, 39, "Thợ giỏi Thủ đô", "title", "a.b")
    >>> len(group([short, long]))
    1
    """
    groups: list[list[Named]] = []
    keys: list[set[str]] = []
    for mention in sorted(named, key=lambda n: -len(name_key(n.name))):
        key = name_key(mention.name)
        home = next(
            (k for k, have in enumerate(keys) if any(_same(mention, key, other, groups[k]) for other in have)), None
        )
        if home is None:
            groups.append([mention])
            keys.append({key})
        else:
            groups[home].append(mention)
            keys[home].add(key)
    kept = [sorted(g, key=lambda n: n.start) for g in groups if any(n.promoted for n in g)]
    return sorted(kept, key=lambda g: next(n.start for n in g if n.promoted))


def _same(mention: Named, key: str, other: str, members: list[Named]) -> bool:
    if key == other:
        return True
    if "month" in {mention.kind, *(m.kind for m in members)} and {mention.kind} != {m.kind for m in members}:
        return False
    long, short = (other, key) if len(other) >= len(key) else (key, other)
    if len(short.split()) >= 2 and (long.startswith(short + " ") or long.endswith(" " + short)):
        return True
    return _same_canonical(mention, members) and _overlap(key, other) >= 0.6


def _same_canonical(mention: Named, members: list[Named]) -> bool:
    known = resolve(mention.name)
    return known is not None and any((k := resolve(m.name)) and k.id == known.id for m in members)


def _overlap(a: str, b: str) -> float:
    x, y = set(a.split()), set(b.split())
    return len(x & y) / len(x | y)
