"""What differs between two runs over the same articles, record by record, by field and rule."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path
from typing import Any, Literal

from thidua_extract.evaluate.evaluating import made_by
from thidua_extract.evaluate.matching import Item, evidence_of
from thidua_extract.evaluate.mistakes import shown_value
from thidua_extract.evaluate.pending import Pending
from thidua_extract.evaluate.reading_lines import iter_records

__all__ = ["Change", "Difference", "RecordChange", "compare_records", "iter_changes"]

_APART = ("schema_version", "made_by", "article", "campaign")


@dataclass(frozen=True, slots=True)
class Change:
    """An item or a value that one side has alone, or both in another form; ``parts`` names what of it changed.

    ``old`` and ``new`` are as the records have them, None where a side has nothing. ``value`` is the newer in a phrase.
    """

    field: str
    what: Literal["added", "removed", "changed"]
    value: str
    rule: str | None = None
    old_rule: str | None = None
    parts: tuple[str, ...] = ()
    old: Any = None
    new: Any = None


@dataclass(frozen=True, slots=True)
class RecordChange:
    """What became of one record: it is on one side only, or has changes."""

    id: str
    what: Literal["only in old", "only in new", "changed"]
    changes: tuple[Change, ...] = ()


@dataclass(slots=True)
class Difference:
    """What a comparison counts while :func:`iter_changes` goes on: records, makers of each side, changes."""

    same: int = 0
    changed: int = 0
    only_in_old: int = 0
    only_in_new: int = 0
    old_made_by: Counter[str] = field(default_factory=Counter)
    new_made_by: Counter[str] = field(default_factory=Counter)
    changes: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    """By field, rule ("old → new" where it changed) and what."""

    @property
    def differs(self) -> bool:
        """Whether anything but the versions does."""
        return bool(self.changed or self.only_in_old or self.only_in_new)


def iter_changes(old: Path, new: Path, counted: Difference) -> Iterator[RecordChange]:
    """The records that differ, as they are met; ``counted`` is filled on the way.

    Records belong together by ``article.id``, a repeated id in the order of its records. The files are read side by
    side; records that are not yet met on the other side wait in a temporary database, so memory stays bounded whatever
    the order of either.

    Raises:
        EvaluationError: a file cannot be read or holds no records.
    """
    with Pending() as pending:
        for before, after in zip_longest(iter_records(old), iter_records(new)):
            yield from _met(before, after, pending, counted)
        for side, record in pending.rest():
            yield _alone(side, record, counted)


def compare_records(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[Change, ...]:
    """The changes between two records of an article. Which versions made them is no change."""
    changes = [*_scalars("article", old.get("article"), new.get("article"))]
    before, after = (dict(one.get("campaign") or {}) for one in (old, new))
    launches = [
        [launch] if launch else [] for launch in (before.pop("launched_on", None), after.pop("launched_on", None))
    ]
    changes += [*_scalars("campaign", before, after), *_items("launched_on", *launches)]
    for name in [*old, *(name for name in new if name not in old)]:
        a, b = old.get(name), new.get(name)
        if name in _APART or a == b:
            continue
        if isinstance(a or b, list) and name != "extensions":
            changes += _items(name, a or [], b or [])
        else:
            changes.append(_scalar(name, a, b))
    return tuple(changes)


def _met(before: Item | None, after: Item | None, pending: Pending, counted: Difference) -> Iterator[RecordChange]:
    """Compare what belongs together, let the others wait."""
    if before:
        counted.old_made_by[made_by(before)] += 1
    if after:
        counted.new_made_by[made_by(after)] += 1
    if before and after and _id(before) == _id(after) and not pending.waits(_id(before)):
        yield from _compared(before, after, counted)
        return
    if before and (other := pending.meet("old", _id(before), before)):
        yield from _compared(before, other, counted)
    if after and (other := pending.meet("new", _id(after), after)):
        yield from _compared(other, after, counted)


def _compared(old: Item, new: Item, counted: Difference) -> Iterator[RecordChange]:
    changes = compare_records(old, new)
    if not changes:
        counted.same += 1
        return
    counted.changed += 1
    for change in changes:
        counted.changes[change.field, _rule_of(change), change.what] += 1
    yield RecordChange(_id(new), "changed", changes)


def _alone(side: str, record: Item, counted: Difference) -> RecordChange:
    if side == "old":
        counted.only_in_old += 1
        return RecordChange(_id(record), "only in old")
    counted.only_in_new += 1
    return RecordChange(_id(record), "only in new")


def _id(record: Item) -> str:
    return str(record["article"]["id"])


def _rule_of(change: Change) -> str:
    if change.old_rule and change.rule and change.old_rule != change.rule:
        return f"{change.old_rule} → {change.rule}"
    return change.rule or change.old_rule or ""


def _scalars(name: str, old: Any, new: Any) -> Iterator[Change]:
    before, after = old or {}, new or {}
    for key in [*before, *(key for key in after if key not in before)]:
        if before.get(key) != after.get(key):
            yield _scalar(f"{name}.{key}", before.get(key), after.get(key))


def _scalar(name: str, old: Any, new: Any) -> Change:
    what: Literal["added", "removed", "changed"] = "added" if old is None else "removed" if new is None else "changed"
    shown = old if new is None else new
    return Change(
        name, what, shown if isinstance(shown, str) else json.dumps(shown, ensure_ascii=False), old=old, new=new
    )


def _items(name: str, old: list[Item], new: list[Item]) -> Iterator[Change]:
    """Changes of a list: equal items first, then those with the same evidence, then those whose evidence overlaps."""
    gone, come = list(old), list(new)
    for item in old:
        if item in come:
            come.remove(item)
            gone.remove(item)
    for belongs in (_same_span, _overlap):
        for item in list(gone):
            other = next((one for one in come if belongs(item, one)), None)
            if other is not None:
                gone.remove(item)
                come.remove(other)
                yield _changed(name, item, other)
    yield from (Change(name, "removed", _shown(item), None, item.get("rule"), old=item) for item in gone)
    yield from (Change(name, "added", _shown(item), item.get("rule"), None, new=item) for item in come)


def _changed(name: str, old: Item, new: Item) -> Change:
    parts = tuple(key for key in {**old, **new} if old.get(key) != new.get(key))
    return Change(name, "changed", _shown(new), new.get("rule"), old.get("rule"), parts, old, new)


def _shown(item: Item) -> str:
    return shown_value(item) or str(item.get("date") or item.get("message") or evidence_of(item).get("text") or "")


def _same_span(old: Item, new: Item) -> bool:
    here, there = evidence_of(old), evidence_of(new)
    return "start" in here and (here["start"], here["end"]) == (there.get("start"), there.get("end"))


def _overlap(old: Item, new: Item) -> bool:
    here, there = evidence_of(old), evidence_of(new)
    if "start" not in here or "start" not in there:
        return False
    return bool(here["start"] < there["end"] and there["start"] < here["end"])
