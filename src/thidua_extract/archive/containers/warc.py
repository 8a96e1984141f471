"""WARC files as crawlers write them (CC-NEWS, Common Crawl's WARC and WET): pages and extracted texts."""

from __future__ import annotations

from collections.abc import Iterator

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from thidua_extract.archive.containers.http_bodies import read_body, read_response
from thidua_extract.archive.containers.options import SourceOptions
from thidua_extract.archive.containers.place import ContainerError, Item, Place
from thidua_extract.archive.containers.streams import Stream, fault_of
from thidua_extract.archive.model import Source

__all__ = ["read_warc"]

_SUFFIXES = {"text/html": ".html", "application/xhtml+xml": ".html", "text/plain": ".txt"}
_OK = 200


def read_warc(stream: Stream, place: Place, options: SourceOptions) -> Iterator[Item]:
    """A source for each response with a page in it and each conversion; other records are left aside.

    Raises:
        ContainerError: the file is corrupt or ends within a record, and what the stream raises.
    """
    records = iter(ArchiveIterator(stream, parse_http=False))
    number = 0
    while (record := _next(records)) is not None:
        number += 1
        key = (record.record_id or "").strip("<>").removeprefix("urn:").removeprefix("uuid:")
        where = place.row(number, unit="record", key=key)
        if "Content-Length" not in record.headers:
            raise fault_of(EOFError())
        yield _item(record, where, options)


def _next(records: Iterator[WarcRecord]) -> WarcRecord | None:
    try:
        return next(records, None)
    except OSError as error:
        raise fault_of(error) from None


def _item(record: WarcRecord, where: Place, options: SourceOptions) -> Item:
    length = record.content_length
    if record.record_type not in (WarcRecordType.response, WarcRecordType.conversion):
        _check_length(record.reader.consume(), length)
        return where.skipped()
    if length > options.most_bytes:
        return where.failure("too_large", f"larger than {options.most_bytes:,} bytes")
    block = record.reader.read(length)
    _check_length(len(block), length)
    url = (record.headers.get("WARC-Target-URI") or "").strip("<> ") or None
    if record.record_type == WarcRecordType.conversion:
        return Source(where.id, where.origin, data=block, suffix=".txt", url=url)
    response = read_response(block)
    kind = response.content_type or (record.headers.get("WARC-Identified-Payload-Type") or "")
    suffix = _SUFFIXES.get(kind)
    if response.status != _OK or not suffix or _is_robots(url):
        return where.skipped()
    try:
        body = read_body(response, options)
    except ContainerError as error:
        return where.failure(error.code, error.reason)
    return Source(where.id, where.origin, data=body, suffix=suffix, url=url)


def _check_length(found: int, said: int) -> None:
    if found < said:
        raise fault_of(EOFError())


def _is_robots(url: str | None) -> bool:
    return bool(url) and str(url).partition("?")[0].endswith("/robots.txt")
