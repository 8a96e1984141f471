"""Which time stamp of a page dates the article: the one nearest the headline, and no template clock."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import regex

from thidua_extract.blocks.model import Block
from thidua_extract.timestamps import find_stamp

__all__ = ["glued_stamp", "leading_stamp", "trusted_stamp"]

_DATE = r"(?:[0-3]?[0-9][/.-][01]?[0-9][/.-]20[0-9]{2}|20[0-9]{2}-[01][0-9]-[0-3][0-9])"
_TIME = r"(?:[0-2]?[0-9][:hg][0-5][0-9](?::[0-5][0-9])?)"
_CRAWLED = regex.compile(r"\W{0,3}date[ ]20[0-9]{2}-[01][0-9](?:-[0-3][0-9])?[ ]{1,3}(?=\S)")
_LEADING = regex.compile(
    rf"\W{{0,3}}(?:date[ ]{_DATE}|{_TIME}[ ,|-]{{1,4}}{_DATE}|{_DATE}[ ,|-]{{1,4}}{_TIME}|\({_DATE}\))"
    r"(?:[ ]?\(GMT[^)]{0,5}\))?[ |:–-]{1,4}(?=[\p{Lu}(“\"])"
)
_GLUED = regex.compile(
    rf"(?<=[\p{{L}}\p{{N}}”\"!?] )(?<!\b(?:ngày|đến|từ|trước|sau|hết|dịp|và) )\(?"
    rf"(?:{_TIME}[ ,|-]{{1,4}})?{_DATE}(?:[ ,|-]{{1,4}}{_TIME})?\)?$"
)


def leading_stamp(text: str) -> int:
    """Length of a stamp glued before the first sentence (" date 2025-10-06 Ngày …"), 0 without one."""
    m = _CRAWLED.match(text) or _LEADING.match(text)
    return m.end() if m and len(text) - m.end() > 20 else 0


def glued_stamp(text: str) -> int:
    """Offset of a date glued behind a headline, 0 without one; "ngày 24/8/2015" belongs to the headline.

    >>> glued_stamp("Ra quân thi đua tại Công ty Bình Minh 24/08/2015")
    38
    """
    m = _GLUED.search(text, max(0, len(text) - 40))
    return m.start() if m else 0


def trusted_stamp(text: str, blocks: Sequence[Block]) -> tuple[str | None, dt.date | None, str]:
    """The stamp nearest the headline as printed, its day, and the code of an issue with it."""
    title = next((k for k, b in enumerate(blocks) if b.kind == "title"), -1)
    stamps = [k for k, b in enumerate(blocks) if b.rule in ("blocks.stamp", "blocks.dateline")]
    clocks = [k for k in stamps if _beside_weather(blocks, k)]
    kept = [k for k in stamps if k not in clocks]
    if not kept:
        return None, None, "template_clock" if clocks else ""
    best = min(kept, key=lambda k: (abs(k - max(title, 0)), k < title))
    printed = text[blocks[best].start : blocks[best].end]
    stamp = find_stamp(printed.lower())
    return printed, stamp.day if stamp else None, ""


def _beside_weather(blocks: Sequence[Block], k: int) -> bool:
    """Whether a stamp stands beside a weather line, as the clock of a page's template does."""
    return any(0 <= j < len(blocks) and blocks[j].rule == "blocks.weather" for j in (k - 1, k + 1))
