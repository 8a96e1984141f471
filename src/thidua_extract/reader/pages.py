"""Main text and metadata out of HTML, through trafilatura, offline and with no clock asked."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import regex

from thidua_extract.errors import ReadError

__all__ = ["Page", "holds_markup", "looks_like_html", "read_page"]

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


_TAG = regex.compile(r"</(?:p|div|span|td|tr|table|strong|font|em|b|li|ul|a)>|<br[ ]?/?>", regex.I)
_FRAME = regex.compile(r"<(?:html|body)\b[^<>]{0,200}>", regex.I)


def holds_markup(text: str) -> bool:
    """Whether a text that does not begin as a page does is markup all the same: a headline above a page's tags."""
    return bool(_FRAME.search(text)) or len(_TAG.findall(text)) * 150 > len(text)


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
    found = _extracted(html, url, source)
    body = found.text.strip()
    title = _line(found.title) or _line(html[: html.find("<")][:250])
    return Page(
        text=body if not title or body.startswith(title) else f"{title}\n\n{body}",
        title=title,
        published_on=_day(found.date),
        publisher=_line(found.sitename) or _line(found.hostname),
        byline=_line(found.author),
        url=_line(found.url) if found.url and _HOST.match(found.url) else url,
    )


def _extracted(html: str, url: str | None, source: str) -> Any:
    """What trafilatura finds on a page; its main text is not empty."""
    from trafilatura import bare_extraction  # imported on first use: it is slow to load

    try:
        found = bare_extraction(
            html,
            url=url,
            with_metadata=True,
            include_comments=False,
            deduplicate=False,
            date_extraction_params={"original_date": True, "extensive_search": False, "max_date": "2099-12-31"},
        )
    except Exception as error:  # whatever a parser trips over is the page's fault, and is reported as such
        raise ReadError("unreadable", f"the HTML cannot be parsed: {type(error).__name__}", source=source) from error
    if found is None or isinstance(found, dict) or not (found.text or "").strip():
        raise ReadError("no_text", "the HTML page holds no running text", source=source)
    return found


def _line(value: str | None) -> str | None:
    """A metadata value as one line; None where it is empty."""
    return " ".join(value.split()) or None if value else None


def _day(value: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(value) if value else None
    except ValueError:
        return None
