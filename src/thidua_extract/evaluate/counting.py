"""One article judged: which items are right, missed and extra, and which of the values that go with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from thidua_extract.evaluate.linked import FLAGS, LINKS, launch_date
from thidua_extract.evaluate.loading import Gold, Records
from thidua_extract.evaluate.matching import FIELDS, MANDATED, Item, Matched, match
from thidua_extract.evaluate.reading_lines import EvaluationError
from thidua_extract.evaluate.wording import accepted

__all__ = ["COLUMNS", "Judged", "Said", "judge"]

COLUMNS = (
    *((field, what) for field in FIELDS for what in ("right", "extra", "missed")),
    *((flag, what) for flag in FLAGS for what in ("right", "of")),
    ("whole_record", "right"),
)
"""What is counted of an article, in this order."""


@dataclass(frozen=True, slots=True)
class Said:
    """One accuracy of one article. ``item`` is where in its list gold has what it is about, None for the article."""

    flag: str
    right: bool
    wanted: Any
    got: Any
    item: int | None = None
    said: int | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """An article with its gold and record. ``matched`` has the fields that gold has."""

    name: str
    gold: Item
    record: Item
    matched: Mapping[str, Matched]
    flags: tuple[Said, ...]

    def gold_items(self, field: str) -> list[Item]:
        """What gold has of a field."""
        items: list[Item] = self.gold[field]
        return items

    def said_items(self, field: str) -> list[Item]:
        """What the record has of a field."""
        return self.record.get(field) or []

    @property
    def whole(self) -> bool:
        """Whether no mandated field has an error."""
        fields = (self.matched[field] for field in MANDATED if field in self.matched)
        return not any(found.missed or found.extra for found in fields)

    def counts(self) -> list[int]:
        """The counts of the article, as :data:`COLUMNS` has them."""
        none = Matched((), (), (), ())
        found = [self.matched.get(field, none) for field in FIELDS]
        row = [n for one in found for n in (len(one.pairs), len(one.extra), len(one.missed))]
        for flag in FLAGS:
            said = [one.right for one in self.flags if one.flag == flag]
            row += [sum(said), len(said)]
        return [*row, int(self.whole)]


def judge(gold: Gold, records: Records) -> list[Judged]:
    """Every article of gold in order; one without a record has said nothing.

    Raises:
        EvaluationError: gold or a record is not made as the codebook says.
    """
    return [_judge(name, one, records.get(name, {}), gold.texts.get(name)) for name, one in gold.articles.items()]


def _judge(name: str, gold: Item, record: Item, text: str | None) -> Judged:
    try:
        matched = {field: match(field, gold[field], record.get(field) or [], text) for field in FIELDS if field in gold}
        flags = (*_link_flags(gold, record, matched), *_article_flags(gold, record))
    except (TypeError, ValueError, AttributeError, KeyError) as error:
        raise EvaluationError(f"{name}: gold or record is not made as the codebook says: {error}") from None
    return Judged(name, gold, record, matched, flags)


def _article_flags(gold: Item, record: Item) -> Iterator[Said]:
    for flag, got in (("kind", record.get("kind")), ("launched_on", launch_date(record))):
        if flag in gold:
            yield Said(flag, got in accepted(gold[flag]), gold[flag], got)


def _link_flags(gold: Item, record: Item, matched: Mapping[str, Matched]) -> Iterator[Said]:
    for link in LINKS:
        pairs = matched[link.field].pairs if link.field in matched else ()
        for k, n in pairs:
            if link.keys[0] in gold[link.field][k]:
                wanted, got = link.wanted(gold[link.field][k]), link.read(record[link.field][n])
                yield Said(link.name, got in wanted, wanted, got, k, n)
