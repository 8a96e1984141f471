"""An HTTP response as a crawler stored it: status, kind of content, and the body with its encodings undone."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass

from fastwarc.stream_io import BrotliReader
from fastwarc.warc import HeaderMap

from thidua_extract.archive.containers.kinds import packing_of
from thidua_extract.archive.containers.options import SourceOptions
from thidua_extract.archive.containers.place import ContainerError
from thidua_extract.archive.containers.streams import Stream, fault_of

__all__ = ["Response", "read_body", "read_response"]

_BLANK_LINE = re.compile(rb"\r?\n\r?\n")
_CHUNK_SIZE = re.compile(rb"([0-9a-fA-F]{1,8})[ \t]*(?:;[^\r\n]{0,200})?\r\n")
_MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?\s{0,500}+<[!?a-zA-Z]")


@dataclass(frozen=True, slots=True)
class Response:
    """A response with its body as it was sent; ``content_type`` in lower case without parameters."""

    status: int | None
    content_type: str
    transfer_encoding: str
    content_encoding: str
    body: bytes


def read_response(block: bytes) -> Response:
    """The parts of a response; status None where it does not begin as one."""
    found = _BLANK_LINE.search(block)
    head, body = (block[: found.start()], block[found.end() :]) if found else (block, b"")
    headers = HeaderMap()
    headers.parse(io.BytesIO(re.sub(rb"\r?\n", b"\r\n", head) + b"\r\n\r\n"))

    def value(name: str) -> str:
        return (headers.get(name) or "").strip().lower()

    content_type = value("Content-Type").partition(";")[0].strip()
    return Response(headers.status_code, content_type, value("Transfer-Encoding"), value("Content-Encoding"), body)


def read_body(response: Response, options: SourceOptions) -> bytes:
    """The body with its chunks joined and unpacked.

    Crawlers leave headers in place whose encoding they have undone: a body that is not in it stays as it is.

    Raises:
        ContainerError: it ends too early or is too large.
    """
    body = response.body
    if "chunked" in response.transfer_encoding:
        body = _joined(body)
    for encoding in reversed(response.content_encoding.split(",")):
        body = _decoded(body, encoding.strip(), options)
    return body


def _joined(body: bytes) -> bytes:
    """The chunks of a body; one whose first chunk does not end as it should was joined before and stays."""
    parts: list[bytes] = []
    at = 0
    while found := _CHUNK_SIZE.match(body, at):
        start, size = found.end(), int(found.group(1), 16)
        at = start + size + 2
        if not size:
            return b"".join(parts)
        if body[start + size : at] != b"\r\n":
            break
        parts.append(body[start : start + size])
    if not parts:
        return body
    if at < len(body) or found:
        raise fault_of(EOFError())
    return b"".join(parts)


def _decoded(body: bytes, encoding: str, options: SourceOptions) -> bytes:
    packing = packing_of(body)
    if packing and encoding in {"gzip", "x-gzip", "zstd"}:
        return Stream(io.BytesIO(body).read, options).unpack(packing).read_whole()
    if encoding == "deflate":
        return _unless_text(lambda: _inflated(body, options), body)
    if encoding == "br":
        return _unless_text(lambda: _whole(BrotliReader(io.BytesIO(body)).read, options), body)
    return body


def _whole(read: Callable[[int], bytes], options: SourceOptions) -> bytes:
    return Stream(read, options).read_whole()


def _unless_text(decode: Callable[[], bytes], body: bytes) -> bytes:
    """What ``decode`` gives: these encodings have no signature, so that only trying tells."""
    try:
        return decode()
    except ContainerError as error:
        if error.code == "too_large" or not _MARKUP.match(body):
            raise
        return body


def _inflated(body: bytes, options: SourceOptions) -> bytes:
    """zlib data, or deflated data without its frame, as some servers send it."""
    unpacker = zlib.decompressobj(zlib.MAX_WBITS if body[:1] == b"\x78" else -zlib.MAX_WBITS)
    try:
        data = unpacker.decompress(body, options.most_bytes + 1)
    except zlib.error as error:
        raise fault_of(error) from None
    if len(data) > options.most_bytes:
        raise ContainerError("too_large", f"larger than {options.most_bytes:,} bytes")
    if not unpacker.eof:
        raise fault_of(EOFError())
    return data
