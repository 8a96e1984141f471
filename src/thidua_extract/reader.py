"""Bytes to an article: decoding, text out of HTML, what the source says about itself."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from thidua_extract.records import Issue

__all__ = ["Article", "article_from_text", "read_article"]


@dataclass(frozen=True, slots=True)
class Article:
    """A source as read: ``text`` is what offsets count in; metadata only where the source itself gives it."""

    id: str
    text: str
    sha256: str
    text_basis: Literal["source", "extracted", "repaired"] = "source"
    title: str | None = None
    published_on: dt.date | None = None
    publisher: str | None = None
    url: str | None = None
    byline: str | None = None
    issues: tuple[Issue, ...] = ()


def article_from_text(
    text: str, *, id: str = "", published_on: dt.date | None = None, url: str | None = None
) -> Article:
    """An article from text already decoded."""
    return Article(
        id, text, hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(), published_on=published_on, url=url
    )


def read_article(
    source: str | Path | bytes, *, id: str | None = None, published_on: dt.date | None = None, url: str | None = None
) -> Article:
    """Read a file or bytes."""
    data = source if isinstance(source, bytes) else Path(source).read_bytes()
    return article_from_text(data.decode("utf-8-sig"), id=id or str(source), published_on=published_on, url=url)
