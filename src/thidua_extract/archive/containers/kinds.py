"""What a file or member is: by the signature it begins with, and by its suffix where there is none."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import Literal

from thidua_extract.archive.containers.options import Format

__all__ = ["HEAD", "PAGE_SUFFIXES", "Packing", "format_of", "packing_of", "unpacked_name"]

Packing = Literal["gzip", "xz", "zstd", "bzip2"]
"""How one stream of bytes is packed."""

HEAD = 1024
"""How many bytes of a beginning tell what it is."""

PAGE_SUFFIXES: dict[str, Format] = {".txt": "txt", ".html": "html", ".htm": "html", ".xhtml": "html"}
_SUFFIXES: dict[str, Format] = {
    **PAGE_SUFFIXES,
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "jsonl",
    ".csv": "csv",
    ".tsv": "tsv",
    ".tab": "tsv",
    ".parquet": "parquet",
    ".warc": "warc",
    ".wet": "warc",
    ".zip": "zip",
    ".tar": "tar",
}
_PACKINGS: dict[bytes, Packing] = {
    b"\x1f\x8b\x08": "gzip",
    b"\xfd7zXZ\x00": "xz",
    b"\x28\xb5\x2f\xfd": "zstd",
}
_BZIP2 = re.compile(rb"BZh[1-9](?:1AY&SY|\x17\x72\x45\x38\x50\x90)")
_PACKED_SUFFIXES = {".gz": "", ".xz": "", ".zst": "", ".bz2": "", ".tgz": ".tar", ".txz": ".tar", ".tzst": ".tar"}
_SIGNATURES: dict[bytes, Format] = {
    b"PK\x03\x04": "zip",
    b"PK\x05\x06": "zip",
    b"PAR1": "parquet",
    b"WARC/1.": "warc",
    b"WARC/0.": "warc",
}
_OFFICE = (b"[Content_Types].xml", b"_rels/", b"docProps/", b"mimetype", b"META-INF/")
_RESOURCE_FORK = b"\x00\x05\x16\x07"
_START = rb"(?:\xef\xbb\xbf)?\s{0,500}+"
_HTML = re.compile(
    _START + rb"(?:<\?xml[^>]{0,200}>\s{0,20})?(?:<!--[^>]{0,200}>\s{0,20})?<(?:!doctype\s+html|html)\b", re.I
)
_OBJECT = re.compile(_START + rb'\{\s{0,100}"(?:[^"\\]|\\.){1,100}"\s{0,20}:')


def packing_of(head: bytes) -> Packing | None:
    r"""How the bytes are packed that begin with ``head``.

    >>> packing_of(b"\x1f\x8b\x08\x00"), packing_of(b"<html>")
    ('gzip', None)
    """
    if head[1:4] == b"\x2a\x4d\x18" and 0x50 <= head[0] <= 0x5F:
        return "zstd"  # a skippable frame
    if _BZIP2.match(head):
        return "bzip2"
    return next((packing for start, packing in _PACKINGS.items() if head.startswith(start)), None)


def unpacked_name(name: str) -> str:
    """A name without what it says of the packing.

    >>> unpacked_name("a.html.gz"), unpacked_name("a.tgz"), unpacked_name("a.html")
    ('a.html', 'a.tar', 'a.html')
    """
    path = PurePosixPath(name)
    suffix = _PACKED_SUFFIXES.get(path.suffix.lower())
    return name if suffix is None else name[: len(name) - len(path.suffix)] + suffix


def format_of(head: bytes, name: str, *, given: Format | None = None) -> Format | None:
    """What begins with ``head`` and is called ``name``; None for what is neither a page nor a container of pages.

    A signature comes first, then what the user has ``given``, then what the text begins with, then the suffix. An
    Office document is a zip archive of no pages.
    """
    if head.startswith(_RESOURCE_FORK):
        return None
    signed = _signed(head)
    if signed == "zip" and head[30:].startswith(_OFFICE):
        return None
    suffix = PurePosixPath(name).suffix.lower()
    return signed or given or _begun(head, suffix) or _SUFFIXES.get(suffix)


def _signed(head: bytes) -> Format | None:
    if head[257:262] == b"ustar":
        return "tar"
    return next((kind for start, kind in _SIGNATURES.items() if head.startswith(start)), None)


def _begun(head: bytes, suffix: str) -> Format | None:
    """By the first characters of text; a JSON object counts only where no suffix says that it is something else."""
    if suffix in {".csv", ".tsv"}:
        return None
    if _HTML.match(head):
        return "html"
    return "jsonl" if (not suffix or suffix in _SUFFIXES) and _OBJECT.match(head) else None
