"""Bytes to text on evidence: UTF-8, UTF-16, and the old encodings of Vietnamese: windows-1258, TCVN3, VNI, VIQR."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from thidua_extract.errors import ReadError
from thidua_extract.reader.article import TextBasis
from thidua_extract.reader.legacy import FONTS, VIQR, Reading, find_reading
from thidua_extract.reader.legacy_codepages import taken_for
from thidua_extract.reader.legacy_evidence import fluency
from thidua_extract.reader.legacy_html import read_back, shown_text
from thidua_extract.reader.pages import holds_markup, looks_like_html
from thidua_extract.records import Issue

__all__ = ["Decoded", "decode", "restore"]


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text with where it comes from: the file's own, or repaired, and what is to be said about its encoding."""

    text: str
    basis: TextBasis = "source"
    issues: tuple[Issue, ...] = ()


# The longer mark first: UTF-32 begins as UTF-16 does.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)

_SIGNATURES = {
    b"%PDF-": "a PDF document",
    b"PK\x03\x04": "a ZIP archive or an Office document",
    b"\xd0\xcf\x11\xe0": "an old Office document",
    b"{\\rtf": "an RTF document",
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"\x1f\x8b": "gzip data",
    b"BZh": "bzip2 data",
    b"7z\xbc\xaf": "a 7z archive",
    b"Rar!": "a RAR archive",
    b"\x28\xb5\x2f\xfd": "zstd data",
}


def decode(data: bytes, *, source: str = "") -> Decoded:
    """The text of ``data``, byte order mark removed and nothing else changed.

    UTF-8 is read strictly; UTF-16 without a mark needs its pattern of zero bytes; windows-1258, TCVN3 and VNI are
    accepted only where the result reads as Vietnamese. What is UTF-8 is left as it is: see :func:`restore`.

    Raises:
        ReadError: ``binary`` for what is no text, ``encoding`` for text in none of these encodings.
    """
    for mark, codec, name in _MARKS:
        if data.startswith(mark):
            return _marked(data[len(mark) :], codec, name, source)
    kind = next((what for start, what in _SIGNATURES.items() if data.startswith(start)), None)
    if kind:
        raise ReadError("binary", f"{kind}, not text", source=source)
    if b"\x00" in data:
        return _unmarked_utf16(data, source)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _not_utf8(data, source)
    return Decoded(_checked(text, source))


def _found(name: str) -> Issue:
    return Issue(code="encoding", message=f"The source is not UTF-8; it was read as {name}.", field="article")


def _marked(data: bytes, codec: str, name: str, source: str) -> Decoded:
    try:
        text = data.decode(codec)
    except UnicodeDecodeError as error:
        if codec == "utf-8":
            return _not_utf8(data, source)
        raise ReadError("encoding", f"marked as {name} but broken at byte {error.start}", source=source) from None
    return Decoded(_checked(text, source), issues=() if codec == "utf-8" else (_found(name),))


def _unmarked_utf16(data: bytes, source: str) -> Decoded:
    """UTF-16 without a mark: the zero bytes of its blanks and basic letters stand at every second place only."""
    sample = data[:65_536]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    most = max(even, odd)
    if len(data) % 2 == 0 and most * 8 >= len(sample) and min(even, odd) * 20 <= most:
        try:
            text = data.decode("utf-16-le" if odd > even else "utf-16-be")
        except UnicodeDecodeError:
            pass
        else:
            return Decoded(_checked(text, source), issues=(_found("UTF-16 without a byte order mark"),))
    raise ReadError("binary", "holds zero bytes and is no text", source=source)


def _not_utf8(data: bytes, source: str) -> Decoded:
    """UTF-8 with a few bad bytes, or windows-1258."""
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd") - data.count("\ufffd".encode())
    good = len(text) - (len(data) - len(data.translate(None, _ASCII))) - bad
    if bad <= 20 and bad * 20 <= good and _readable(text):
        message = f"{bad} stretches of bytes are not UTF-8 and stand as U+FFFD."
        return Decoded(text, "repaired", (Issue(code="encoding_errors", message=message, field="article"),))
    found = _old_encoding(data)
    if found and _readable(found.text):
        return found
    raise ReadError("encoding", "neither UTF-8 nor UTF-16 nor Vietnamese in an old encoding", source=source)


def _old_encoding(data: bytes) -> Decoded | None:
    """Bytes read in the single-byte encoding of Vietnamese in which what they show reads best, if it reads at all."""
    text = taken_for(data, "windows-1252")
    shown = shown_text(text)[:20_000]
    best, most = None, 0.0
    for font in FONTS:
        if font.name != VIQR and (found := fluency(font.read(shown))) > most:
            best, most = font, found
    if best is None:
        return None
    page = looks_like_html(text[:4000]) or holds_markup(text[:4000])
    result = read_back(text, Reading(best.name, (best.read,))) if page else best.read(text)
    return Decoded(result, issues=(_found(best.name),))


_ASCII = bytes(range(128))
_CONTROLS = bytes({*range(9), *range(14, 27), *range(28, 32), 127})


def _readable(text: str) -> bool:
    """Whether control characters are rare enough for text."""
    sample = text[:65_536].encode("utf-8", "surrogatepass")
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    return controls * 100 <= min(len(text), 65_536)


def _checked(text: str, source: str) -> str:
    if not _readable(text):
        raise ReadError("binary", "holds control characters and is no text", source=source)
    return text


def restore(decoded: Decoded) -> Decoded:
    """Text that is no page, read back where it was Vietnamese in an old encoding before it became the text it is.

    >>> restore(Decoded("PhÃ¡t Ä‘á»™ng thi Ä‘ua nÄƒm")).text
    'Phát động thi đua năm'
    """
    reading = find_reading(decoded.text)
    if reading is None:
        return decoded
    if reading.name == VIQR:
        message = "The source is in VIQR, Vietnamese written in ASCII; offsets count in the text that it stands for."
        basis: TextBasis = decoded.basis if decoded.text.isascii() else "repaired"
    else:
        message = f"The text was {reading.name}; it was read back, and offsets count in the repaired text."
        basis = "repaired"
    text = "".join(map(reading.part, decoded.text.splitlines(keepends=True))) if reading.mixed else None
    issue = Issue(code="encoding", message=message, field="article")
    return Decoded(reading.whole(decoded.text) if text is None else text, basis, (*decoded.issues, issue))
