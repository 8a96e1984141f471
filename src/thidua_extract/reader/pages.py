"""Main text and metadata out of HTML, through trafilatura, offline and with no clock asked."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import regex

from thidua_extract.errors import ReadError

__all__ = ["Page", "looks_like_html", "read_page"]

_HTML = regex.compile(
    r"(?:\s|<!--(?:[^-]|-(?!->)){0,2000}-->|<\?xml[^>]{0,200}>){0,20}<(?:!doctype[ ]+html|html|head|body)\b", regex.I
)
_HOST = regex.compile(r"(?:https?://)?(?:www\.)?[\w.-]+\.[a-z]{2,6}/?")


@dataclass(frozen=True, slots=True)
class Page:
    """What an HTML page says: the text of its article with the headline above, and its metadata."""

    text: str
    title: str | None
    published_on: dt.date | None
    publisher: str | None
    byline: str | None
    url: str | None


def looks_like_html(text: str) -> bool:
    """Whether a text begins as an HTML page does.

    >>> looks_like_html("<!DOCTYPE html><html><body>"), looks_like_html("Phát động thi đua <html>")
    (True, False)
    """
    return bool(_HTML.match(text))


def read_page(html: str, *, url: str | None = None, source: str = "") -> Page:
    """The article of an HTML page.

    Raises:
        ReadError: ``no_text``, where the page holds no running text.
    """
    from trafilatura import bare_extraction  # imported on first use: it is slow to load

    found = bare_extraction(
        html,
        url=url,
        with_metadata=True,
        include_comments=False,
        deduplicate=False,
        date_extraction_params={"original_date": True, "extensive_search": False, "max_date": "2099-12-31"},
    )
    body = (getattr(found, "text", None) or "").strip()
    if found is None or isinstance(found, dict) or not body:
        raise ReadError("no_text", "the HTML page holds no running text", source=source)
    title = _line(found.title)
    return Page(
        text=body if not title or body.startswith(title) else f"{title}\n\n{body}",
        title=title,
        published_on=_day(found.date),
        publisher=_line(found.sitename) or _line(found.hostname),
        byline=_line(found.author),
        url=_line(found.url) if found.url and _HOST.match(found.url) else url,
    )


def _line(value: str | None) -> str | None:
    """A metadata value as one line; None where it is empty."""
    return " ".join(value.split()) or None if value else None


def _day(value: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(value) if value else None
    except ValueError:
        return None
