"""Containers of pages, made by the real libraries."""

from __future__ import annotations

import bz2
import csv
import gzip
import io
import json
import lzma
import tarfile
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

import zstandard
from fastwarc.warc import WarcRecord, WarcRecordType

from thidua_extract.archive.model import Failure, Skipped, Source
from thidua_extract.archive.sources import Item, SourceOptions, iter_sources

Page = tuple[str, bytes]
"""Suffix and bytes."""

PACKINGS: dict[str, Callable[[bytes], bytes]] = {
    ".gz": gzip.compress,
    ".xz": lzma.compress,
    ".zst": zstandard.compress,
    ".bz2": bz2.compress,
}


def read(*inputs: Path, options: SourceOptions | None = None, stdin: bytes | None = None) -> list[Item]:
    """All items of the inputs, the same in a second pass."""
    options = options or SourceOptions()
    stream = None if stdin is None else io.BytesIO(stdin)
    items = list(iter_sources(inputs, options, stdin=stream))
    assert list(iter_sources(inputs, options, stdin=stream)) == items
    return items


def sources(items: Iterable[Item]) -> list[Source]:
    return [item for item in items if isinstance(item, Source)]


def failures(items: Iterable[Item]) -> list[Failure]:
    return [item for item in items if isinstance(item, Failure)]


def outline(items: Iterable[Item]) -> list[tuple[str, str]]:
    """Each item's id with "read", "skipped" or its code."""
    kinds = {Source: "read", Skipped: "skipped"}
    return [(item.id, item.code if isinstance(item, Failure) else kinds[type(item)]) for item in items]


def content(source: Source) -> bytes:
    if source.path:
        return source.path.read_bytes()
    assert source.data is not None
    return source.data


def zip_of(path: Path, members: Iterable[tuple[str, bytes]], *, stored: bool = False) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return path


def tar_bytes(members: Iterable[tuple[str, bytes]]) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for name, data in members:
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return buffer.getvalue()


def row_of(page: Page) -> dict[str, str]:
    suffix, data = page
    text, html = ("", data.decode()) if suffix == ".html" else (data.decode(), "")
    return {"text": text, "html": html}


def json_lines(pages: Iterable[Page]) -> bytes:
    return b"".join(json.dumps(row_of(page), ensure_ascii=False).encode() + b"\n" for page in pages)


def csv_bytes(rows: Iterable[dict[str, str]], delimiter: str = ",") -> bytes:
    text = io.StringIO(newline="")
    listed = list(rows)
    writer = csv.DictWriter(text, list(listed[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(listed)
    return text.getvalue().encode("utf-8-sig")


def parquet_of(path: Path, columns: dict[str, object]) -> Path:
    import pyarrow as pa
    import pyarrow.parquet as pq

    pq.write_table(pa.table(columns), path, row_group_size=3)
    return path


def warc_record(
    number: int,
    block: bytes,
    *,
    kind: WarcRecordType = WarcRecordType.response,
    content_type: str = "application/http; msgtype=response",
) -> bytes:
    record = WarcRecord()
    record.init_headers(kind, b"uuid:00000000-0000-0000-0000-%012d" % number)
    record.headers["WARC-Target-URI"] = f"https://bao.example/bai-{number}.html"
    record.headers["WARC-Date"] = "2021-03-16T00:00:00Z"
    record.headers["Content-Type"] = content_type
    record.set_bytes_content(block)
    buffer = io.BytesIO()
    record.write(buffer)
    return buffer.getvalue()


def http(
    body: bytes, *, status: str = "200 OK", content_type: str = "text/html; charset=utf-8", **headers: str
) -> bytes:
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {content_type}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def warc_of_pages(pages: Iterable[Page]) -> list[bytes]:
    types = {".html": "text/html; charset=utf-8", ".txt": "text/plain"}
    return [warc_record(i, http(data, content_type=types[suffix])) for i, (suffix, data) in enumerate(pages)]
