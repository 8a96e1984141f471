"""The values that anchors are made of."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from thidua_extract.mentions.dates import TimeForm
from thidua_extract.records import Grain, Issue, LaunchedOn
from thidua_extract.spans import Mention

__all__ = ["Anchors", "Span"]


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
    of_document: bool = False
    """The date of a cited document."""


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
    year_stated: bool = False
    """Whether ``year`` is written beside the campaign (False: it is the launch's or the publication's)."""

    @property
    def reference(self) -> dt.date | None:
        """The day that "now" means: the launch, or else the publication."""
        return self.launched_on.date if self.launched_on else self.published_on
