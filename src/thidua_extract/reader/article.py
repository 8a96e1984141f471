"""What reading a source gives: its text as decoded and what the source says about itself."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from typing import Literal

from thidua_extract.records import Issue

__all__ = ["Article", "TextBasis", "article_from_text"]

TextBasis = Literal["source", "extracted", "repaired"]


@dataclass(frozen=True, slots=True)
class Article:
    """A source as read: ``text`` is what offsets count in; metadata only where the source itself gives it."""

    id: str
    text: str
    sha256: str
    text_basis: TextBasis = "source"
    title: str | None = None
    published_on: dt.date | None = None
    publisher: str | None = None
    url: str | None = None
    byline: str | None = None
    issues: tuple[Issue, ...] = ()


def article_from_text(
    text: str, *, id: str = "", published_on: dt.date | None = None, url: str | None = None
) -> Article:
    """An article from text already decoded.

    >>> article_from_text("Phát động thi đua", id="a.txt").text_basis
    'source'
    """
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Article(id, text, digest, published_on=published_on, url=url)
