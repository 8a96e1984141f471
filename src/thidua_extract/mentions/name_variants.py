"""Which mentions of movement names are one movement: equal keys, a name that begins or ends a longer one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from thidua_extract.mentions.movement_names import name_key, resolve
from thidua_extract.records import MovementKind

__all__ = ["Named", "group"]

SHORTEST = 2
"""A name of so many words is an alias of one that it begins or ends."""
ALIKE = 0.6
"""Share of common words from which two spellings of one canonical movement are one item."""


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

    A month and a movement stay two things even where one name begins the other's ("Tháng cao điểm Vì người nghèo").

    >>> short, long = Named(0, 9, "Thợ giỏi", "title", "a.b"), Named(20, 39, "Thợ giỏi Thủ đô", "title", "a.b")
    >>> len(group([short, long]))
    1
    """
    groups = _Groups()
    for key, mention in sorted(((name_key(n.name), n) for n in named), key=lambda pair: -len(pair[0])):
        groups.add(key, mention)
    kept = [sorted(g, key=lambda n: n.start) for g in groups.members if any(n.promoted for n in g)]
    return sorted(kept, key=lambda g: next(n.start for n in g if n.promoted))


@dataclass(slots=True)
class _Groups:
    """Groups of variants with an index of what begins and ends their names; the longest names come first."""

    members: list[list[Named]] = field(default_factory=list)
    edges: dict[tuple[bool, str], int] = field(default_factory=dict)
    canonical: dict[tuple[bool, str], list[tuple[set[str], int]]] = field(default_factory=dict)

    def add(self, key: str, mention: Named) -> None:
        """Put a mention to the group whose name it is, begins or ends; else it opens its own."""
        month, words = mention.kind == "month", key.split()
        known = resolve(mention.name)
        same = self.canonical.setdefault((month, known.id), []) if known else []
        home = self.edges.get((month, key))
        if home is None:
            home = next((k for have, k in same if _overlap(have, set(words)) >= ALIKE), None)
        if home is None:
            home = len(self.members)
            self.members.append([])
        self.members[home].append(mention)
        same.append((set(words), home))
        for cut in range(len(words) + 1):
            for edge in (words[:cut], words[cut:]):
                if len(edge) >= SHORTEST or len(edge) == len(words):
                    self.edges.setdefault((month, " ".join(edge)), home)


def _overlap(a: set[str], b: set[str]) -> float:
    return len(a & b) / len(a | b) if a | b else 0.0
