"""A document's fixed points in time, and all its times resolved against them; no clock is asked."""

from __future__ import annotations

import datetime as dt

from thidua_extract.anchors.campaign_years import find_campaign_year
from thidua_extract.anchors.launch import find_launch
from thidua_extract.anchors.resolve import Fixed, resolve
from thidua_extract.anchors.values import Anchors, Span
from thidua_extract.anchors.years import Known, Years
from thidua_extract.blocks import Document
from thidua_extract.mentions import Mentions, phase_labels
from thidua_extract.mentions.dates import Time
from thidua_extract.records import Issue
from thidua_extract.spans import Mention

__all__ = ["find_anchors"]

_TOLD = {
    "invalid_date": "is no day of the calendar",
    "reversed_range": "ends before it begins",
    "slip": "is read through a slip of the pen",
    "two_digit_year": "has a year of two digits",
    "relative_period": "says how long, but not from when",
}


def find_anchors(document: Document, mentions: Mentions, *, published_on: dt.date | None) -> Anchors:
    """Resolve the document's times against its own fixed points."""
    stated = find_campaign_year(document, mentions.dates)
    launched, issues = find_launch(
        document, mentions.dates, mentions.documents, published_on=published_on, campaign=stated
    )
    day = launched.date if launched else None
    year = stated.year or (day.year if day else None) or (published_on.year if published_on else None)
    known = Known(published_on, day, year, stated.stated)
    times = _resolved(document, mentions.dates, known)
    return Anchors(published_on, launched, year, times, (*issues, *_told(document, mentions.dates)), stated.stated)


def _resolved(document: Document, dates: tuple[Mention[Time], ...], known: Known) -> tuple[Mention[Span], ...]:
    years = Years(document, dates, known)
    fixed = Fixed(known.published_on, known.launched_on)
    found = []
    for k, mention in enumerate(dates):
        of_both, dated = years.of(k)
        span = resolve(mention.value, of_both, fixed, dated=dated)
        found.append(Mention(mention.start, mention.end, mention.rule, span))
    return tuple(found)


def _told(document: Document, dates: tuple[Mention[Time], ...]) -> list[Issue]:
    """What was odd about a date, in words; once for each wording."""
    odd = {(document.text[m.start : m.end], code) for m in dates for code in m.value.issues}
    odd |= {(document.text[m.start : m.end], "slip") for m in phase_labels.find(document) if m.value.slip}
    return [Issue(code=code, message=f"“{words}” {_TOLD[code]}.") for words, code in sorted(odd, key=lambda o: o[::-1])]
