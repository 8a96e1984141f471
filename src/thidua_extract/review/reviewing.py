"""Records made ready for the page: each with its text, its name as gold, and its items as gold has them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from thidua_extract import __version__
from thidua_extract.records import Announcement
from thidua_extract.review.naming import gold_names
from thidua_extract.review.parts import FIELDS, field_parts, gold_value, items_of
from thidua_extract.review.texts import find_texts

__all__ = ["LOW_CONFIDENCE", "Review", "prepare_review"]

LOW_CONFIDENCE = 0.7
"""Items below it are shown first."""


@dataclass(frozen=True, slots=True)
class Review:
    """What a page shows. ``problems`` are sentences about records whose text is not at hand.

    ``texts`` has the text that offsets count in by the name of the gold file; ``articles`` is plain data for JSON.
    """

    articles: tuple[dict[str, Any], ...]
    texts: Mapping[str, str]
    problems: tuple[str, ...] = ()
    saved: Mapping[str, Any] = field(default_factory=dict)

    def data(self, *, saved: Mapping[str, Any] | None = None, serving: bool = False) -> dict[str, Any]:
        """Everything the page's script reads; ``saved`` are corrections by name, to go on with."""
        return {
            "version": __version__,
            "low": LOW_CONFIDENCE,
            "fields": list(FIELDS),
            "parts": field_parts(),
            "articles": list(self.articles),
            "saved": dict(self.saved if saved is None else saved),
            "serving": serving,
        }


def prepare_review(
    records: Sequence[Announcement], *, sources: Iterable[Path] = (), saved: Mapping[str, Any] | None = None
) -> Review:
    """Find the text of each record and lay its items out; a record without its text is shown, with the reason."""
    names = gold_names(record.article.id for record in records)
    found = find_texts(records, sources)
    articles = tuple(_article(record, names[n], *found[n]) for n, record in enumerate(records))
    problems = tuple(f"{record.article.id}: {found[n][1]}" for n, record in enumerate(records) if found[n][1])
    texts = {names[n]: text for n, (text, _) in found.items() if text is not None}
    own = {name: gold for name, gold in (saved or {}).items() if name in texts}
    return Review(articles, texts, problems, own)


def _article(record: Announcement, name: str, text: str | None, problem: str | None) -> dict[str, Any]:
    shown = record.article.model_dump(mode="json", exclude={"text", "gated"})
    return {
        **shown,
        "name": name,
        "text": text,
        "problem": problem,
        "kind": record.kind,
        "campaign": {"name": record.campaign.name, "year": record.campaign.year},
        "issues": [issue.model_dump() for issue in record.issues],
        "items": [
            {
                "field": of,
                "value": gold_value(item),
                "start": item.evidence.start,
                "end": item.evidence.end,
                "quote": item.evidence.text,
                "rule": item.rule,
                "confidence": item.confidence,
            }
            for of, item in items_of(record)
        ],
    }
