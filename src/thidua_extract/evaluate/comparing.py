"""Two runs against the same gold: what one reads right and the other does not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from thidua_extract.evaluate.counting import Judged
from thidua_extract.evaluate.evaluating import RESAMPLES, judged_articles, sum_counts
from thidua_extract.evaluate.figures import Interval, macro_f1, named_counts
from thidua_extract.evaluate.linked import LINKS
from thidua_extract.evaluate.loading import Gold, Records
from thidua_extract.evaluate.matching import Item, evidence_of
from thidua_extract.evaluate.mistakes import shown_value
from thidua_extract.evaluate.resampling import percentile_interval, resample, resampled_macro_f1

__all__ = ["Comparison", "Turn", "compare"]

What = Literal["item", "extra", "value"]
_FIELD_OF = {link.name: link.field for link in LINKS}


@dataclass(frozen=True, slots=True)
class Turn:
    """Something right in one run and not in the other.

    ``what``: an item of gold that is found (gain) or missed (loss); an extra item that is gone (gain) or new (loss);
    an accuracy's value that is right (gain) or not (loss). ``rule`` read it: in the run for what is found or new, in
    the baseline for what is missed or gone; None where records name none.
    """

    gain: bool
    article: str
    field: str
    what: What
    value: str
    rule: str | None
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """A run and its baseline. ``interval`` is of the difference of macro F1 (run minus baseline), over the same draws.

    ``not_better`` is the share of draws in which the run was no better than its baseline; None without resampling.
    """

    macro_f1: float
    baseline_macro_f1: float
    interval: Interval | None
    not_better: float | None
    turns: tuple[Turn, ...]

    @property
    def difference(self) -> float:
        """Macro F1 of the run minus that of its baseline."""
        return self.macro_f1 - self.baseline_macro_f1

    def by_rule(self) -> dict[tuple[str, str], tuple[int, int]]:
        """Gains and losses by field and rule ("" where none is named), the most turns first."""
        gains = Counter((turn.field, turn.rule or "") for turn in self.turns if turn.gain)
        losses = Counter((turn.field, turn.rule or "") for turn in self.turns if not turn.gain)
        keys = sorted(gains | losses, key=lambda key: (-gains[key] - losses[key], key))
        return {key: (gains[key], losses[key]) for key in keys}


def compare(
    gold: Gold, records: Records, baseline: Records, *, bootstrap: int = RESAMPLES, seed: int = 0
) -> Comparison:
    """Compare ``records`` with ``baseline`` against ``gold``; ``bootstrap`` 0 leaves the interval out.

    Raises:
        EvaluationError: as of :func:`~thidua_extract.evaluate.evaluate`.
    """
    new, old = judged_articles(gold, records), judged_articles(gold, baseline)
    rows = [article.counts() for article in new], [article.counts() for article in old]
    reached, before = (macro_f1(named_counts(sum_counts(one))[0]) for one in rows)
    interval = not_better = None
    if bootstrap:
        drawn = [resampled_macro_f1(resample(one, times=bootstrap, seed=seed)) for one in rows]
        interval = percentile_interval(drawn[0] - drawn[1])
        not_better = float(np.mean(drawn[0] <= drawn[1]))
    turns = tuple(turn for a, b in zip(new, old, strict=True) for turn in _turns(a, b))
    return Comparison(reached, before, interval, not_better, turns)


def _turns(new: Judged, old: Judged) -> Iterator[Turn]:
    for field in new.matched:
        yield from _found(new, old, field, gain=True)
        yield from _found(old, new, field, gain=False)
        yield from _extras(old, new, field, gain=True)
        yield from _extras(new, old, field, gain=False)
    yield from _values(new, old, gain=True)
    yield from _values(old, new, gain=False)


def _found(there: Judged, other: Judged, field: str, *, gain: bool) -> Iterator[Turn]:
    """Items of gold that ``there`` finds and ``other`` misses."""
    missed = set(other.matched[field].missed)
    for k, n in sorted(there.matched[field].pairs):
        if k in missed:
            yield _turn(gain, there, field, "item", there.said_items(field)[n])


def _extras(there: Judged, other: Judged, field: str, *, gain: bool) -> Iterator[Turn]:
    """Extra items of ``there`` that are none of ``other``."""
    left = Counter(_key(other.said_items(field)[n]) for n in other.matched[field].extra)
    for n in there.matched[field].extra:
        item = there.said_items(field)[n]
        left[_key(item)] -= 1
        if left[_key(item)] < 0:
            yield _turn(gain, there, field, "extra", item)


def _values(there: Judged, other: Judged, *, gain: bool) -> Iterator[Turn]:
    """Accuracies right in ``there`` and wrong in ``other``, about the article or about one item of gold."""
    wrong = {(flag.flag, flag.item) for flag in other.flags if not flag.right}
    for flag in there.flags:
        if flag.right and (flag.flag, flag.item) in wrong:
            item: Item = {} if flag.said is None else there.said_items(_FIELD_OF[flag.flag])[flag.said]
            launched: Any = (there.record.get("campaign") or {}).get("launched_on")
            if flag.flag == "launched_on" and isinstance(launched, dict):
                item = launched
            yield _turn(gain, there, flag.flag, "value", item, value=str(flag.got))


def _turn(gain: bool, there: Judged, field: str, what: What, item: Item, *, value: str = "") -> Turn:
    quoted = str(evidence_of(item).get("text") or "")
    return Turn(gain, there.name, field, what, value or shown_value(item), item.get("rule"), quoted)


def _key(item: Mapping[str, Any]) -> tuple[Any, ...]:
    evidence = evidence_of(dict(item))
    return evidence.get("start"), evidence.get("end"), shown_value(dict(item))
