"""Which item of a record is which item of gold: the largest one-to-one matching, overlapping evidence first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from thidua_extract.evaluate.wording import accepted, as_number, fold_wording, folded_values, same_unit

__all__ = ["FIELDS", "MANDATED", "Item", "Matched", "evidence_of", "match", "quantity_of", "same_item"]

Item = dict[str, Any]

MANDATED = ("issuing_bodies", "phases", "themes", "movements", "targets", "statistics")
"""Fields whose F1 makes the macro F1, and which a whole record has without an error."""

FIELDS = (*MANDATED, "officials", "documents")

_COUNTED = ("targets", "statistics")
_NAMED = {"issuing_bodies": "name", "officials": "name", "themes": "text", "documents": "number"}


@dataclass(frozen=True, slots=True)
class Matched:
    """Positions in gold and in the record. ``optional`` are items of the record that only optional gold has."""

    pairs: tuple[tuple[int, int], ...]
    missed: tuple[int, ...]
    extra: tuple[int, ...]
    optional: tuple[int, ...]


def match(field: str, gold: Sequence[Item], said: Sequence[Item], text: str | None = None) -> Matched:
    """Match the items of one field of one article; ``text`` is the source's, None where it is not at hand.

    An item that does not quote the source where it says it does is extra, whatever else it says. Optional gold is
    neither missed nor found, and takes up what says the same.
    """
    grounded = [n for n, item in enumerate(said) if _is_grounded(item, text)]
    required = [k for k, item in enumerate(gold) if not item.get("optional")]
    owner = _assign({k: _candidates(field, gold, required, said, grounded, k) for k in required})
    rest = [n for n in grounded if n not in owner]
    spare = [item for item in gold if item.get("optional")]
    optional = [n for n in rest if any(same_item(field, item, said[n]) for item in spare)]
    found = set(owner.values())
    return Matched(
        pairs=tuple((k, n) for n, k in owner.items()),
        missed=tuple(k for k in required if k not in found),
        extra=tuple(n for n in rest if n not in optional) + tuple(n for n in range(len(said)) if n not in grounded),
        optional=tuple(optional),
    )


def same_item(field: str, gold: Item, said: Item) -> bool:
    """Whether an item says what gold says, wherever either was read."""
    if field in _NAMED:
        key = _NAMED[field]
        return fold_wording(said.get(key)) in folded_values(gold.get(key))
    if field == "movements":
        return fold_wording(said.get("name")) in _movement_names(gold)
    if field == "phases":
        return all(said.get(key) in accepted(gold.get(key)) for key in ("ordinal", "start", "end"))
    return _same_quantity(quantity_of(gold), quantity_of(said))


def quantity_of(item: Item) -> Item:
    """The parts of a quantity: of records under ``quantity``, in gold at the top of the item."""
    return item.get("quantity") or item


def evidence_of(item: Item) -> Item:
    """The evidence with its offsets, empty where there is none."""
    evidence = item.get("evidence")
    return evidence if isinstance(evidence, dict) else {}


def _movement_names(gold: Item) -> set[str]:
    names = [name for name in accepted(gold.get("name")) if name]
    return {fold_wording(name) for name in (*names, *(gold.get("aliases") or ()))}


def _same_quantity(gold: Item, said: Item) -> bool:
    for key in ("value", "high"):
        if as_number(said.get(key)) not in map(as_number, accepted(gold.get(key))):
            return False
    if (said.get("comparator") or "eq") not in accepted(gold.get("comparator") or "eq"):
        return False
    return same_unit(gold.get("unit") or "", said.get("unit") or "")


def _is_grounded(item: Item, text: str | None) -> bool:
    if text is None:
        return True
    evidence = evidence_of(item)
    quoted = evidence.get("text")
    return bool(quoted) and text[evidence.get("start", 0) : evidence.get("end", 0)] == quoted


def _candidates(
    field: str, gold: Sequence[Item], required: list[int], said: Sequence[Item], grounded: list[int], k: int
) -> list[int]:
    """What may be item ``k`` of gold; where a value is said of several things, only what was read in its place."""
    near = [n for n in grounded if same_item(field, gold[k], said[n])]
    if near and field in _COUNTED and sum(same_item(field, gold[o], said[near[0]]) for o in required) > 1:
        near = [n for n in near if _overlap(gold[k], said[n])]
    return sorted(near, key=lambda n: not _overlap(gold[k], said[n]))


def _overlap(gold: Item, said: Item) -> bool:
    here, there = evidence_of(gold), evidence_of(said)
    if any(one.get(bound) is None for one in (here, there) for bound in ("start", "end")):
        return False
    return bool(here["start"] < there["end"] and there["start"] < here["end"])


def _assign(candidates: dict[int, list[int]]) -> dict[int, int]:
    """Item of the record to item of gold, as many as can be, by augmenting paths."""
    owner: dict[int, int] = {}

    def place(k: int, seen: set[int]) -> bool:
        for n in candidates[k]:
            if n not in seen:
                seen.add(n)
                if n not in owner or place(owner[n], seen):
                    owner[n] = k
                    return True
        return False

    for k in candidates:
        place(k, set())
    return owner
