"""Files, bytes and streams to articles; every way this can fail is a ReadError with a code."""

from __future__ import annotations

import datetime as dt
import hashlib
from pathlib import Path
from typing import BinaryIO

from thidua_extract.errors import ReadError
from thidua_extract.reader.article import Article
from thidua_extract.reader.decoding import Decoded, decode, restore
from thidua_extract.reader.legacy_html import restore_page
from thidua_extract.reader.pages import holds_markup, looks_like_html, read_page

__all__ = ["MOST_CHARACTERS", "begins_as_page", "is_page", "read_article"]

MOST_CHARACTERS = 2_000_000
"""Longest text that is taken for one article."""
_MOST_TEXT_BYTES = 4 * MOST_CHARACTERS + 4
_MOST_BYTES = 32_000_000
_HTML_SUFFIXES = frozenset({".html", ".htm", ".xhtml"})


def read_article(
    source: str | Path | bytes | BinaryIO,
    *,
    id: str | None = None,
    suffix: str | None = None,
    published_on: dt.date | None = None,
    url: str | None = None,
) -> Article:
    """Read one article from a path, from bytes or from a binary stream.

    HTML (by suffix, or by how the content begins) gives the text of its article and its metadata; its evidence then
    counts in the extracted text. ``suffix`` goes before that of the source's name, ``published_on`` and ``url`` before
    what the source says.

    >>> read_article("Phát động thi đua năm 2023".encode("utf-16"), id="a.txt").issues[0].message
    'The source is not UTF-8; it was read as UTF-16.'

    Raises:
        ReadError: see its codes.
    """
    name = _name(source) if id is None else id
    data, named = _bytes(source, name)
    if not data.strip(b"\x00\t\n\v\f\r \xef\xbb\xbf\xff\xfe"):
        raise ReadError("empty", "the source is empty", source=name)
    page = begins_as_page(data, suffix=named if suffix is None else suffix)
    if len(data) > (_MOST_BYTES if page else _MOST_TEXT_BYTES):
        raise _too_large(name)
    decoded = decode(data, source=name)
    digest = hashlib.sha256(data).hexdigest()
    if page or is_page(decoded.text):
        return _from_page(decoded, digest, name, published_on, url)
    decoded = restore(decoded)
    _check_length(decoded.text, name)
    return Article(name, decoded.text, digest, decoded.basis, published_on=published_on, url=url, issues=decoded.issues)


def _name(source: object) -> str:
    if isinstance(source, bytes):
        return ""
    name = source if isinstance(source, str | Path) else getattr(source, "name", "")
    return str(name) if isinstance(name, str | Path) else ""


def _too_large(name: str) -> ReadError:
    return ReadError("too_large", f"longer than {MOST_CHARACTERS:,} characters", source=name)


def _check_length(text: str, name: str) -> None:
    if len(text) > MOST_CHARACTERS:
        raise _too_large(name)
    if not text.strip("\ufeff \t\n\v\f\r\u00a0\u200b"):
        raise ReadError("empty", "the source is empty", source=name)


def _bytes(source: str | Path | bytes | BinaryIO, name: str) -> tuple[bytes, str]:
    """The bytes of a source, one more than can be read at most, and the suffix of its name."""
    suffix = Path(name).suffix.lower() if name else ""
    try:
        if isinstance(source, bytes):
            return source, suffix
        if isinstance(source, str | Path):
            with Path(source).open("rb") as stream:
                return stream.read(_MOST_BYTES + 1), Path(source).suffix.lower()
        data = source.read(_MOST_BYTES + 1)
    except FileNotFoundError:
        raise ReadError("not_found", "no such file", source=name) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ReadError("unreadable", f"cannot be read: {reason}", source=name) from None
    if not isinstance(data, bytes):
        raise ReadError("unreadable", "is a text stream; give its binary buffer", source=name)
    return data, suffix


def begins_as_page(data: bytes, *, suffix: str) -> bool:
    """Whether a source is read as HTML whatever its text is: by its suffix, or by its first bytes."""
    return suffix in _HTML_SUFFIXES or looks_like_html(data[:4000].decode("latin-1").removeprefix("ï»¿"))


def is_page(text: str) -> bool:
    """Whether a decoded source is read as HTML by what it holds."""
    return looks_like_html(text[:4000]) or holds_markup(text[:4000])


def _from_page(decoded: Decoded, digest: str, name: str, published_on: dt.date | None, url: str | None) -> Article:
    html, issues = restore_page(decoded.text)
    page = read_page(html, url=url, source=name)
    _check_length(page.text, name)
    return Article(
        name,
        page.text,
        digest,
        "extracted",
        title=page.title,
        published_on=published_on or page.published_on,
        publisher=page.publisher,
        url=url or page.url,
        byline=page.byline,
        issues=(*decoded.issues, *issues),
    )
