"""One source to what became of it: a record, a failure that names its origin, or a record nobody asked for."""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import replace
from pathlib import Path

import regex

from thidua_extract import records
from thidua_extract.archive.gate import may_be_campaign
from thidua_extract.archive.model import Failure, LeftOut, Outcome, Reading, Source, Written
from thidua_extract.errors import ReadError
from thidua_extract.pipeline import extract, made_by
from thidua_extract.reader import Article, read_article
from thidua_extract.reader.decoding import decode
from thidua_extract.records import Announcement
from thidua_extract.timestamps import published_from_url

__all__ = ["count_steps", "read_source"]


class _LimitError(Exception):
    """A source is beyond a limit of the run: the code and the reason."""

    def __init__(self, code: str, reason: str) -> None:
        self.code = code
        super().__init__(reason)


def read_source(source: Source, how: Reading) -> Outcome:
    """What becomes of one source; never raises but for what ends the process."""
    try:
        record = _record(source, how)
        sha256, gated = record.article.sha256, record.article.gated
        if how.only_kinds is not None and record.kind not in how.only_kinds:
            return LeftOut(source.id, record.kind, gated, sha256)
        return Written(source.id, record.kind, gated, sha256, record.model_dump_json().encode())
    except ReadError as error:
        return Failure(source.id, error.code, f"{source.origin}: {error.reason}")
    except _LimitError as error:
        return Failure(source.id, error.code, f"{source.origin}: {error}")
    except OSError as error:
        return Failure(source.id, "unreadable", f"{source.origin}: cannot be read: {error.strerror or error}")
    except Exception as error:  # one article that trips a rule must not stop an archive of thousands
        return Failure(source.id, "internal_error", f"{source.origin}: {type(error).__name__}: {error}")


_FIGURE = regex.compile(r"\d+|\b(?:hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|mươi|trăm|nghìn|triệu|tỷ)\b")
_SENTENCE = regex.compile(r"(?<=[.!?…])[ \n]|\n")


def count_steps(text: str) -> int:
    """How much work the reading of a text may be, without a clock: its lines, and the figures of each sentence squared.

    Every figure of a sentence may be weighed against every other, so one sentence of thousands takes minutes where
    thousands of sentences take seconds.

    >>> count_steps("Năm 2021 đạt 95% chỉ tiêu.\\nNăm 2022 đạt 97%.")
    9
    """
    plain = unicodedata.normalize("NFC", text)
    figures = (sum(1 for _ in _FIGURE.finditer(sentence)) for sentence in _SENTENCE.split(plain))
    return plain.count("\n") + sum(count * count for count in figures)


def _record(source: Source, how: Reading) -> Announcement:
    data = _bytes(source, how)
    suffix = source.suffix or (source.path.suffix.lower() if source.path else "")
    if how.gate and not may_be_campaign(data, suffix=suffix) and decode(data).text.strip():
        return _gated(source, data, keep_text=how.keep_text)
    article = read_article(data, id=source.id, suffix=suffix, published_on=source.published_on, url=source.url)
    _check(article, how)
    return extract(
        replace(article, title=source.title) if source.title else article,
        default_published_on=how.published_on,
        profile=how.profile,
        keep_text=how.keep_text,
    )


def _bytes(source: Source, how: Reading) -> bytes:
    """The bytes of a source, at most one more than may be read of a file."""
    data = source.data if source.data is not None else _of_file(source.path, how.max_bytes + 1)
    if len(data) > how.max_bytes:
        raise _LimitError("too_large", f"longer than {how.max_bytes:,} bytes")
    return data


def _of_file(path: Path | None, most: int) -> bytes:
    if path is None:
        raise ValueError("a source has neither path nor data")
    with path.open("rb") as stream:
        return stream.read(most)


def _check(article: Article, how: Reading) -> None:
    """Refuse what would take too long, by what it holds."""
    if len(article.text) > how.max_characters:
        raise _LimitError("too_large", f"longer than {how.max_characters:,} characters")
    if count_steps(article.text) > how.max_steps:
        raise _LimitError("too_complex", f"too many figures in a sentence: more than {how.max_steps:,} steps")


def _gated(source: Source, data: bytes, *, keep_text: bool) -> Announcement:
    """The record of a source without a word of emulation: what its container says of it, and no text."""
    published_on = source.published_on or published_from_url(source.url or "")
    article = records.Article(
        id=source.id,
        title=source.title,
        published_on=published_on,
        url=source.url,
        sha256=hashlib.sha256(data).hexdigest(),
        text_sha256=hashlib.sha256(b"").hexdigest(),
        gated=True,
        text="" if keep_text else None,
    )
    return Announcement(made_by=made_by(), article=article, kind="none")
