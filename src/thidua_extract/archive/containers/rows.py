"""A row (a JSON object, a line of CSV, a row of Parquet) to a source, by the names of its fields."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from thidua_extract.archive.containers.options import SourceOptions
from thidua_extract.archive.containers.place import Place, readable
from thidua_extract.archive.model import Failure, Source

__all__ = ["Fields", "shown_names", "source_of_row"]

_TEXT = ("text", "maintext", "content", "body", "article_text", "raw_text")
_HTML = ("html", "raw_html", "page")
_ID = ("id", "doc_id", "_id", "fingerprint", "filename")
_URL = ("url", "source_url", "link", "uri")
_DATE = ("date", "date_publish", "published", "published_on", "publish_date")
_TITLE = ("title", "headline")
_CRAWL = ("dump",)
"""A field of FineWeb and its kin, where the date is the day of the crawl and is left out."""
_DAY = re.compile(r"((?:19|20)\d\d-\d\d-\d\d)(?![^T ])")
_LONGEST_URL = 2_000
_MOST_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Fields:
    """The names a value may stand under, the first that holds one wins."""

    text: tuple[str, ...]
    html: tuple[str, ...]
    id: tuple[str, ...]
    url: tuple[str, ...]
    date: tuple[str, ...]
    title: tuple[str, ...]
    crawl: tuple[str, ...]

    @classmethod
    def of(cls, options: SourceOptions) -> Fields:
        """The names the options give, and the usual ones for the rest."""
        text = _named(options.text_field, () if options.html_field else _TEXT)
        html = _named(options.html_field, () if options.text_field else _HTML)
        return cls(
            text,
            html,
            _named(options.id_field, _ID),
            _named(options.url_field, _URL),
            _named(options.date_field, _DATE),
            _named(options.title_field, _TITLE),
            () if options.date_field else _CRAWL,
        )

    @property
    def wanted(self) -> tuple[str, ...]:
        """The names under which an article is looked for."""
        return self.text + self.html

    def __iter__(self) -> Iterator[str]:
        return iter((*self.text, *self.html, *self.id, *self.url, *self.date, *self.title, *self.crawl))


def _named(given: str | None, usual: tuple[str, ...]) -> tuple[str, ...]:
    return (given,) if given else usual


def source_of_row(
    row: Mapping[str, object], place: Place, number: int, fields: Fields, options: SourceOptions, *, unit: str
) -> Source | Failure:
    """The source in a row; text comes before HTML, so that HTML is read only where there is no text.

    A row that holds neither is a failure that lists its fields.
    """
    key = next((value for name in fields.id if _usable_key(value := row.get(name))), None)
    where = place.row(number, unit=unit, key=key)
    for names, suffix in ((fields.text, ".txt"), (fields.html, ".html")):
        data = next((data for name in names if (data := _bytes(row.get(name)))), b"")
        if len(data) > options.most_bytes:
            return where.failure("too_large", f"larger than {options.most_bytes:,} bytes")
        if data:
            return Source(
                where.id,
                where.origin,
                data=data,
                suffix=suffix,
                url=_url(row, fields),
                published_on=_day(row, fields),
                title=_title(row, fields),
            )
    if any(name in row for name in fields.wanted):
        return where.failure("empty", "the row's text is empty")
    reason = f"no field {' or '.join(fields.wanted)}; there are {shown_names(row)}"
    return where.failure("no_field", reason)


def shown_names(names: Iterable[str]) -> str:
    """Names for a message, the first of them where they are many."""
    listed = [readable(name)[:40] for name in names]
    more = f" and {len(listed) - _MOST_SHOWN} more" if len(listed) > _MOST_SHOWN else ""
    return (", ".join(listed[:_MOST_SHOWN]) or "none") + more


def _usable_key(value: object) -> bool:
    return bool(value.strip()) if isinstance(value, str) else isinstance(value, int) and not isinstance(value, bool)


def _bytes(value: object) -> bytes:
    """The bytes of a text value, as they stood in the container where they were no UTF-8; b"" for what holds none."""
    if isinstance(value, bytes):
        return value if value.strip() else b""
    if not isinstance(value, str) or not value.strip():
        return b""
    try:
        return value.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return re.sub("[\ud800-\udc7f\udd00-\udfff]", "\ufffd", value).encode("utf-8", "surrogateescape")


def _url(row: Mapping[str, object], fields: Fields) -> str | None:
    found = next((url for name in fields.url if (url := _line(row.get(name)))), None)
    return found if found and len(found) <= _LONGEST_URL else None


def _title(row: Mapping[str, object], fields: Fields) -> str | None:
    return next((title for name in fields.title if (title := _line(row.get(name)))), None)


def _line(value: object) -> str | None:
    """A text value as one line; None where it holds nothing."""
    return " ".join(readable(value).split()) or None if isinstance(value, str) else None


def _day(row: Mapping[str, object], fields: Fields) -> dt.date | None:
    """The publication date, from an ISO date or the beginning of an ISO time, as written there."""
    if any(name in row for name in fields.crawl):
        return None
    return next((day for name in fields.date if (day := _as_day(row.get(name)))), None)


def _as_day(value: object) -> dt.date | None:
    match = _DAY.match(value.strip()) if isinstance(value, str) else None
    try:
        return dt.date.fromisoformat(match.group(1)) if match else None
    except ValueError:
        return None
