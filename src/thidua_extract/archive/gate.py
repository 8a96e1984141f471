"""The gate before the costly part: whether a source could be about emulation, told from its raw bytes.

``fields/kind.py`` calls an article ``launch``, ``review`` or ``mention`` only where a cue of kind ``core`` stands in
its text (``data/kind_cues.tsv``: thi đua, phong trào, khen thưởng). So a source in which no such cue can be found is
``none`` whatever else it holds, and need not be taken out of its HTML. The gate lets through what holds a cue in its
menu, and is made to keep nothing back that could give one; docs/archives.md names where it does. Blanks and markup are
left out on both sides of the comparison, so a cue is found across line ends, tags inside its words, comments, entities,
invisible characters and decomposed marks; between its words there may also be an element that extraction drops. Cues
are looked for as they stand in text that the reader would read back, too.
"""

from __future__ import annotations

import html
import re

from ahocorasick_rs import BytesAhoCorasick

from thidua_extract.archive.gate_cues import cues, glue
from thidua_extract.errors import ReadError
from thidua_extract.reader.decoding import decode
from thidua_extract.reader.legacy import FONTS
from thidua_extract.reader.legacy_codepages import taken_for
from thidua_extract.reader.legacy_evidence import fluency
from thidua_extract.reader.source import begins_as_page, is_page
from thidua_extract.text import make_view

__all__ = ["may_be_campaign"]

_LEAST_TEXT = 250
"""A page that shows fewer bytes goes on, and any blank source: what is wrong with it is for the reader to say."""


def may_be_campaign(data: bytes, *, suffix: str = "") -> bool:
    """Whether the bytes of a source could hold a cue of emulation; ``suffix`` as the reader is given it (".html").

    What cannot be decoded and what is blank is let through, so that it becomes the error it is.

    >>> may_be_campaign("<p>Phong tr&agrave;o thi <b>đua</b>".encode(), suffix=".html")
    True
    >>> may_be_campaign(("<p>" + "Giá xăng giảm từ chiều nay. " * 20).encode(), suffix=".html")
    False
    """
    page = begins_as_page(data, suffix=suffix)
    if data[:2] not in _WIDE and b"\x00" not in data:
        shown = _shown(data) if page else data.removeprefix(b"\xef\xbb\xbf")
        try:
            text = shown.decode()
        except UnicodeDecodeError:
            known = _in_old_bytes(shown) if page else None
            return _in_decoded(data, page=page) if known is None else known
        if page or not is_page(text):
            return _in_utf8(shown, page=page)
    return _in_decoded(data, page=page)


_WIDE = (b"\xff\xfe", b"\xfe\xff")


def _in_decoded(data: bytes, *, page: bool) -> bool:
    """Whether a source that is not UTF-8, or a page that does not begin as one, could hold a cue."""
    try:
        text = decode(data).text
    except ReadError:
        return True
    encoded = text.encode("utf-8", "surrogatepass")
    page = page or is_page(text)
    return _in_utf8(_shown(encoded) if page else encoded, page=page)


# Where the text of a page does not lie between tags: what a parser skips, titles, values of meta tags, data in JSON.
_LONGEST_SAID = 20_000
_ENDS = {
    "!--": re.compile(rb"--!?>"),
    "script": re.compile(rb"</[sS][cC][rR]"),
    "style": re.compile(rb"</[sS][tT][yY]"),
    "title": re.compile(rb"</[tT][iI]"),
    "meta": re.compile(rb">"),
}
_NAMES = [(name, spelled) for name in _ENDS for spelled in {name, name.title(), name.upper()}]
_SPECIAL = BytesAhoCorasick([f"<{spelled}".encode() for _, spelled in _NAMES])
# Text between tags; a less-than sign before anything but a letter begins no tag.
_SHOWN = re.compile(rb">\s*+(?!<[a-zA-Z/!?])([^<]*+(?:<[^a-zA-Z/!?][^<]*+)*+)")
_QUOTING_TAG = re.compile(rb"<[a-zA-Z][^<>\"']{0,200}+(?:(?:\"[^\"]{0,2000}\"|'[^']{0,2000}')[^<>\"']{0,200}+){1,40}+>")


def _shown(page: bytes) -> bytes:
    """The text of a page with ``<`` for whatever stands between; too much is fine, too little is not."""
    spans, said = _spans(page)
    texts = [page.partition(b"<")[0], *said]
    for start, end in spans:
        texts += _SHOWN.findall(page, start, end)
    shown = b"<".join(texts)
    if b">" in shown and (b'">' in shown or b"'>" in shown):  # an attribute holds the sign that ends a tag
        clean = _QUOTING_TAG.sub(b"<t>", b"".join(page[start:end] for start, end in spans))
        shown = b"<".join((shown, *_SHOWN.findall(clean)))
    return shown


def _spans(page: bytes) -> tuple[list[tuple[int, int]], list[bytes]]:
    """What of a page lies outside comments, scripts and style sheets; and what titles, meta tags and JSON say."""
    spans: list[tuple[int, int]] = []
    said: list[bytes] = []
    at, heard, gone = 0, 0, set[str]()
    for which, start, end in _SPECIAL.find_matches_as_indexes(page):
        name = _NAMES[which][0]
        if start < at or name in gone:
            continue
        if name in ("meta", "title"):
            if start >= heard:
                close = _ENDS[name].search(page, end, end + _LONGEST_SAID)
                heard = close.start() if close else min(end + _LONGEST_SAID, len(page))
                said.append(page[end:heard] if close else page[end:heard].rpartition(b" ")[0])
        elif not _is_in_a_tag(page, start):
            close = _ENDS[name].search(page, start + 2)
            if close is None:
                gone.add(name)
                continue
            spans.append((at, start))
            at = close.end() - 1 if name == "!--" else close.start()
            if name == "script" and page.find(b"json", end, page.find(b">", end)) >= 0:
                said.append(_json_text(page[page.find(b">", end) + 1 : at]))
    return [*spans, (at, len(page))], said


def _is_in_a_tag(page: bytes, at: int) -> bool:
    """Whether what looks like a comment or an element stands within a tag that is still open, as part of a value."""
    if at and page[at - 1] in b"\"'=":
        return True
    since = max(0, at - 2000)
    return page.rfind(b"<", since, at) > page.rfind(b">", since, at)


_JSON_LETTER = re.compile(rb"\\+u([0-9a-fA-F]{4})")
_JSON_BLANK = re.compile(rb"\\+[nrt]")
_TAG = re.compile(r"<[^<>]*>")


def _json_text(data: bytes) -> bytes:
    """The strings of JSON-LD, which hold the title and now and then the article, marked up and escaped."""
    if b"\\" in data:
        data = _JSON_LETTER.sub(lambda m: chr(int(m[1], 16)).encode("utf-8", "ignore"), data)
        data = _JSON_BLANK.sub(b"", data).replace(b"\\", b"")
    if b"&" not in data:
        return data
    text = html.unescape(data.decode("utf-8", "surrogateescape"))
    return _TAG.sub("<j>", text).encode("utf-8", "surrogateescape")


_ENTITY = re.compile(rb"&(?:#[0-9]{1,9};?|#[xX][0-9a-fA-F]{1,8};?|[A-Za-z][A-Za-z0-9]{0,31};?)")


def _unescaped(shown: bytes) -> bytes:
    """Entities as characters in UTF-8, also where they were escaped twice or three times."""
    shown = shown.replace(b"&nbsp;", b" ")
    for _ in range(3):
        if b"&" not in shown:
            break
        shown = _ENTITY.sub(lambda m: html.unescape(m[0].decode()).encode("utf-8", "surrogatepass"), shown)
    return shown


def _in_utf8(shown: bytes, *, page: bool) -> bool:
    """Whether UTF-8 with ``<`` and ``>`` for markup holds a cue."""
    glued = glue(_unescaped(shown))
    text = glued.translate(None, b"<")
    if len(text) < (_LEAST_TEXT if page else 1):
        return True
    found = cues()
    if found.in_text(text) or found.cut_apart(glued):
        return True
    if not _is_odd(text):
        return False
    plain = _plain(text)
    return not plain or found.in_text(plain) or found.cut_apart(_plain(glued))


def _in_old_bytes(shown: bytes) -> bool | None:
    """Whether text that is no UTF-8 holds a cue in an encoding it may be in; None where it has to be decoded to say."""
    sample = taken_for(shown[:4000], "windows-1252")
    if len(sample) < _LEAST_TEXT or not any(fluency(font.read(sample)) for font in FONTS):
        return None
    shown = _ENTITY.sub(_as_byte, shown)
    found = cues()
    for blank in (b"", b"\xa0", b"\xa0\xad"):  # blank or invisible in one encoding, part of a letter in another
        glued = glue(shown.translate(None, blank))
        if found.in_text(glued.translate(None, b"<")) or found.cut_apart(glued):
            return True
    return False


def _as_byte(m: re.Match[bytes]) -> bytes:
    """An entity as the byte of windows-1252 that it stands for, if it is one."""
    text = html.unescape(m[0].decode())
    try:
        return text.encode("cp1252")
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass")


# What is no precomposed letter or common sign: control characters, marks, odd blanks, invisible and look-alike letters.
_FAMILIAR = bytes([*range(0xC0), *range(0xC3, 0xC7), *range(0xCE, 0xD2), 0xE1, *range(0xE4, 0xEA)])
_ODD_PARTS = {
    0xC2: re.compile(rb"\xc2[\x80-\x9f\xad]"),
    0xE2: re.compile(rb"\xe2(?:\x80[^\x90-\xa7\xb0-\xbf]|[\x81\xa0-\xbf])"),
    0xE3: re.compile(rb"\xe3\x80\x80"),
    0xEF: re.compile(rb"\xef(?!\xb8\x8f|\xbf\xbd|\xbc[\x80-\xa0])"),
    0xF0: re.compile(rb"\xf0[^\x9f]"),
}
_ODD_BLANKS = ("\u1680".encode(), "\u180e".encode())


def _is_odd(text: bytes) -> bool:
    """Whether UTF-8 holds marks apart from their letters, characters that do not print, or look-alikes of letters."""
    rare = set(text.translate(None, _FAMILIAR))
    if rare - _ODD_PARTS.keys():
        return True
    return any(_ODD_PARTS[lead].search(text) for lead in rare) or any(blank in text for blank in _ODD_BLANKS)


def _plain(text: bytes) -> bytes:
    """Marks composed, look-alikes of letters replaced, odd blanks and whatever does not print left out."""
    printed = "".join(filter(str.isprintable, text.decode("utf-8", "ignore")))
    return glue("".join(make_view(printed).text.split()).encode("utf-8", "surrogatepass"))
