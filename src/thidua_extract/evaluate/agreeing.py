"""Two annotators of the same articles: F1 over items, Krippendorff's alpha over labels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from thidua_extract.evaluate.evaluating import RESAMPLES, Evaluation, evaluate, judged_articles
from thidua_extract.evaluate.figures import Counts
from thidua_extract.evaluate.linked import LINKS
from thidua_extract.evaluate.loading import Gold, Records
from thidua_extract.evaluate.matching import FIELDS, Item
from thidua_extract.evaluate.reading_lines import EvaluationError
from thidua_extract.evaluate.wording import accepted

__all__ = ["Agreement", "Alpha", "agree", "nominal_alpha"]

_LABELLED = ("theme_kind", "movement_kind")
"""Links whose values are labels out of a vocabulary."""


@dataclass(frozen=True, slots=True)
class Alpha:
    """Krippendorff's alpha for nominal data over ``units`` that both labelled; None where all labels are one."""

    alpha: float | None
    units: int


@dataclass(frozen=True, slots=True)
class Agreement:
    """The second annotator's items judged by the first's, and alpha by what is labelled.

    Of the second annotation the first accepted value of each item counts, and no optional item. ``kind`` and
    ``launched_on`` are labels of articles that both annotated; ``theme_kind`` and ``movement_kind`` of items that both
    marked, so they say nothing of items that one did not see.
    """

    evaluation: Evaluation
    micro: Counts
    alphas: Mapping[str, Alpha]

    @property
    def micro_f1(self) -> float:
        """F1 over the items of all fields together."""
        return self.micro.f1


def agree(first: Gold, second: Gold, *, bootstrap: int = RESAMPLES, seed: int = 0) -> Agreement:
    """How far two annotations agree.

    Raises:
        EvaluationError: they have no article in common, or are not made as the codebook says.
    """
    both = [name for name in first.articles if name in second.articles]
    if not both:
        raise EvaluationError("the two annotations have no article in common")
    records = {name: _as_record(gold) for name, gold in second.articles.items()}
    evaluation = evaluate(first, records, bootstrap=bootstrap, seed=seed)
    counts = [figures.counts for figures in evaluation.fields.values()]
    micro = Counts(*(sum(getattr(one, what) for one in counts) for what in ("right", "extra", "missed")))
    alphas = {flag: _article_alpha(flag, first, second, both) for flag in ("kind", "launched_on")}
    return Agreement(evaluation, micro, {**alphas, **_item_alphas(first, records)})


def nominal_alpha(pairs: Iterable[tuple[Hashable, Hashable]]) -> Alpha:
    """Krippendorff's alpha of two annotators' labels, every label as unlike any other.

    >>> nominal_alpha([("launch", "launch"), ("review", "review"), ("launch", "review"), ("none", "launch")]).units
    4
    """
    units: Sequence[tuple[Hashable, Hashable]] = list(pairs)
    labels = Counter(label for pair in units for label in pair)
    total = sum(labels.values())
    unlike = total * (total - 1) - sum(n * (n - 1) for n in labels.values())
    if not unlike:
        return Alpha(None, len(units))
    apart = sum(a != b for a, b in units)
    return Alpha(1 - 2 * apart * (total - 1) / unlike, len(units))


def _as_record(gold: Item) -> Item:
    lists = {field: [_plain(item) for item in gold.get(field, []) if not item.get("optional")] for field in FIELDS}
    launched = accepted(gold.get("launched_on"))[0]
    return {"kind": accepted(gold.get("kind"))[0], "campaign": {"launched_on": launched}, **lists}


def _plain(item: Item) -> Item:
    return {key: accepted(value)[0] if key != "aliases" and value != [] else value for key, value in item.items()}


def _article_alpha(flag: str, first: Gold, second: Gold, names: list[str]) -> Alpha:
    labelled = [n for n in names if flag in first.articles[n] and flag in second.articles[n]]
    labels = [tuple(accepted(gold.articles[name][flag])[0] for gold in (first, second)) for name in labelled]
    return nominal_alpha((a, b) for a, b in labels)


def _item_alphas(first: Gold, records: Records) -> dict[str, Alpha]:
    labels: dict[str, list[tuple[Any, Any]]] = {name: [] for name in _LABELLED}
    fields = {link.name: link.field for link in LINKS}
    for article in judged_articles(first, records):
        for flag in article.flags:
            if flag.flag in labels and flag.item is not None:
                item = article.gold_items(fields[flag.flag])[flag.item]
                labels[flag.flag].append((accepted(item["kind"])[0], flag.got))
    return {name: nominal_alpha(pairs) for name, pairs in labels.items()}
