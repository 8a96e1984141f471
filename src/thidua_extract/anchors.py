"""What other readings lean on: publication date, launch date, the campaign's year, and every time resolved."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from thidua_extract.blocks import Document
from thidua_extract.mentions import Mentions
from thidua_extract.mentions.dates import TimeForm
from thidua_extract.records import Grain, Issue, LaunchedOn
from thidua_extract.spans import Mention

__all__ = ["Anchors", "Span", "find_anchors"]


@dataclass(frozen=True, slots=True)
class Span:
    """A time resolved to inclusive days; an open or unresolvable bound is None."""

    form: TimeForm
    start: dt.date | None
    end: dt.date | None
    start_grain: Grain | None
    end_grain: Grain | None
    dated: bool = True
    """Whether the text itself states a year or a full date (False: the year was inferred)."""


@dataclass(frozen=True, slots=True)
class Anchors:
    """The document's fixed points in time."""

    published_on: dt.date | None
    launched_on: LaunchedOn | None
    year: int | None
    """First year the announced campaign covers."""
    times: tuple[Mention[Span], ...]
    """Every time expression of the document, resolved, in text order."""
    issues: tuple[Issue, ...] = ()


def find_anchors(document: Document, mentions: Mentions, *, published_on: dt.date | None) -> Anchors:
    """Resolve the document's times against its own fixed points; no clock is asked."""
    return Anchors(published_on, None, None, ())
