"""Bytes to text on evidence: UTF-8, UTF-16, windows-1258, and UTF-8 that was once read as windows-1252."""

from __future__ import annotations

import codecs
import unicodedata
from dataclasses import dataclass

import regex

from thidua_extract.errors import ReadError
from thidua_extract.reader.article import TextBasis
from thidua_extract.records import Issue

__all__ = ["Decoded", "decode"]


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

    UTF-8 is read strictly; UTF-16 without a mark needs its pattern of zero bytes; windows-1258 is accepted only
    where the result reads as Vietnamese.

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
    return _read_twice(_checked(text, source))


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
    good = sum(1 for c in text if c > "\x7f") - bad
    if bad <= 20 and bad * 20 <= good and _readable(text):
        message = f"{bad} stretches of bytes are not UTF-8 and stand as U+FFFD."
        return Decoded(text, "repaired", (Issue(code="encoding_errors", message=message, field="article"),))
    try:
        text = data.decode("cp1258")
    except UnicodeDecodeError:
        text = ""
    if _readable(text) and _reads_as_vietnamese(text):
        return Decoded(text, issues=(_found("windows-1258"),))
    raise ReadError("encoding", "neither UTF-8 nor UTF-16 nor Vietnamese in windows-1258", source=source)


_CONTROL = regex.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def _readable(text: str) -> bool:
    """Whether control characters are rare enough for text."""
    return len(_CONTROL.findall(text[:65_536])) * 100 <= min(len(text), 65_536)


def _checked(text: str, source: str) -> str:
    if not _readable(text):
        raise ReadError("binary", "holds control characters and is no text", source=source)
    return text


_WORD = regex.compile(r"\p{L}+")
_FREQUENT = (
    "và của các công đoàn động được năm đua người là có với viên chức phát trào thực hiện tổ nhân đã những không về để"
    " ngày tại huyện tỉnh thành phố xã hội nghị đảng bộ việt đồng chí tháng đến từ ủy nước đại lần một nghiệp sản"
    " cấp chủ tịch hoạt kế hoạch nâng chất lượng đẩy mạnh việc trường học giáo dục phụ nữ"
)
_SYLLABLES = frozenset(_FREQUENT.split(" "))
_LETTERS = frozenset(
    unicodedata.normalize("NFC", "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ")
)


def _reads_as_vietnamese(text: str) -> bool:
    """Whether frequent Vietnamese syllables are as common as in Vietnamese, and other accented letters rare."""
    sample = unicodedata.normalize("NFC", text[:50_000]).lower()
    words = _WORD.findall(sample)
    hits = sum(word in _SYLLABLES for word in words)
    accented = [c for c in sample if c > "\x7f" and c.isalpha()]
    known = sum(c in _LETTERS for c in accented)
    return hits >= 1 and hits * 12 >= len(words) and known * 50 >= len(accented) * 49


_MOJIBAKE = regex.compile(r"á»|áº|Ä‘|Ä\u0090|Æ°|Æ¡|Ã[\u00a0-\u00bf ]|Â[\u00a0-\u00bf]|â€")


def _read_twice(text: str) -> Decoded:
    """Repair UTF-8 whose bytes were read as windows-1252 and written as UTF-8 again ("PhÃ¡t Ä‘á»™ng")."""
    sample = text[:20_000]
    if len(_MOJIBAKE.findall(sample)) * 40 < len(sample) or _reads_as_vietnamese(sample):
        return Decoded(text)
    data = b"".join(map(_as_1252, text.replace("Ã ", "Ã\u00a0")))
    repaired = data.decode("utf-8", "replace")
    if repaired.count("\ufffd") * 200 > len(repaired) or not _reads_as_vietnamese(repaired):
        return Decoded(text)
    message = "The text was UTF-8 read as windows-1252; it was read back, and offsets count in the repaired text."
    return Decoded(repaired, "repaired", (Issue(code="encoding", message=message, field="article"),))


def _as_1252(character: str) -> bytes:
    try:
        return character.encode("cp1252")
    except UnicodeEncodeError:
        return character.encode("latin-1") if character <= "\xff" else character.encode("utf-8")
