"""The gate before the costly part: whether a source could be about emulation, told from its raw bytes.

``fields/kind.py`` calls an article ``launch``, ``review`` or ``mention`` only where a cue of kind ``core`` stands in
its text (``data/kind_cues.tsv``: thi đua, phong trào, khen thưởng). So a source in which no such cue can be found is
``none`` whatever else it holds, and need not be taken out of its HTML. The gate lets through what holds a cue in its
menu; it keeps nothing back that could give one. Blanks and markup are left out on both sides of the comparison, so a
cue is found across line ends, tags inside its words, comments, entities, invisible characters and decomposed marks;
between its words there may also be an element that extraction drops. What may be in an old encoding is read back
first, as the reader does.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product

from ahocorasick_rs import BytesAhoCorasick

from thidua_extract.errors import ReadError
from thidua_extract.lexicon import load_table
from thidua_extract.reader.decoding import decode, restore
from thidua_extract.reader.legacy import SIGNS
from thidua_extract.reader.legacy_html import restore_page
from thidua_extract.reader.source import begins_as_page, is_page
from thidua_extract.text import fold_tones, make_view

__all__ = ["may_be_campaign"]

_LEAST_TEXT = 250
"""A page that shows fewer bytes of text goes on: whether it is broken, or empty, is for the reader to say."""


def may_be_campaign(data: bytes, *, suffix: str = "") -> bool:
    """Whether the bytes of a source could hold a cue of emulation; ``suffix`` as the reader is given it (".html").

    What cannot be decoded is let through, so that it becomes the error it is.

    >>> may_be_campaign("<p>Phong tr&agrave;o thi <b>đua</b>".encode(), suffix=".html")
    True
    >>> may_be_campaign(("<p>" + "Giá xăng giảm từ chiều nay. " * 20).encode(), suffix=".html")
    False
    """
    page = begins_as_page(data, suffix=suffix)
    if data[:2] not in _WIDE and b"\x00" not in data:
        found = _at_first_sight(data, page=page)
        if found is not None:
            return found
    try:
        decoded = decode(data)
    except ReadError:
        return True
    if page or is_page(decoded.text):
        shown = _shown(restore_page(decoded.text)[0].encode("utf-8", "surrogatepass"))
        return _Look.at(shown, page=True).cue
    return _Look.at(restore(decoded).text.encode("utf-8", "surrogatepass"), page=False).cue


_WIDE = (b"\xff\xfe", b"\xfe\xff")


def _at_first_sight(data: bytes, *, page: bool) -> bool | None:
    """What can be said of UTF-8 at once; None where the source has to be decoded or read back first."""
    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        page = page or is_page(data.decode())
        shown = _shown(data) if page else data
        shown.decode()
    except UnicodeDecodeError:
        return None
    look = _Look.at(shown, page=page)
    if look.cue:
        return True
    return None if look.sign else False


# Where the text of a page does not lie between tags: what a parser skips, the values of meta tags, data in JSON.
_LONGEST_META = 20_000
_NAMES = [spelled for name in ("script", "style", "meta") for spelled in (name, name.title(), name.upper())]
_SPECIAL = BytesAhoCorasick([b"<!--", *(b"<" + name.encode() for name in _NAMES)])
_ENDS = {
    b"!-": re.compile(rb"--!?>"),
    b"sc": re.compile(rb"</[sS][cC][rR]"),
    b"st": re.compile(rb"</[sS][tT][yY]"),
}
# Text between tags; a less-than sign before anything but a letter begins no tag.
_SHOWN = re.compile(rb">\s*+(?!<[a-zA-Z/!?])([^<]*+(?:<[^a-zA-Z/!?][^<]*+)*+)")
_QUOTING_TAG = re.compile(rb"<[a-zA-Z][^<>\"']{0,200}+(?:(?:\"[^\"]{0,2000}\"|'[^']{0,2000}')[^<>\"']{0,200}+){1,40}+>")


def _shown(page: bytes) -> bytes:
    """The text of a page with ``<`` for whatever stands between; too much is fine, too little is not."""
    opened = b"".join(_opened(page))
    shown = b"<".join(_SHOWN.findall(opened))
    if b">" in shown and (b'">' in shown or b"'>" in shown):  # an attribute holds the sign that ends a tag
        shown += b"<" + b"<".join(_SHOWN.findall(_QUOTING_TAG.sub(b"<t>", opened)))
    return shown


def _opened(page: bytes) -> Iterator[bytes]:
    """A page in which all that may be text lies between tags, and little else does."""
    yield b">"
    at, gone = 0, set[bytes]()
    for _, start, end in _SPECIAL.find_matches_as_indexes(page):
        what = page[start + 1 : start + 3].lower()
        if start < at or what in gone:
            continue
        if what == b"me":
            values, _, _ = page[end : end + _LONGEST_META].partition(b">")
            yield page[at:end] + b">" + values + b"<m>"
            at = end + len(values)
        elif start == 0 or page[start - 1] not in b"\"'=":  # else within an attribute
            close = _ENDS[what].search(page, start + 2)
            if close is None:
                gone.add(what)
                continue
            yield page[at:start] + b"<c>"
            if b"json" in page[end : end + 200].partition(b">")[0]:
                yield _json_text(page[page.find(b">", end) + 1 : close.start()]) + b"<j>"
            at = close.end() if what == b"!-" else close.start()
    yield page[at:]


_JSON_LETTER = re.compile(rb"\\+u([0-9a-fA-F]{4})")
_JSON_BLANK = re.compile(rb"\\+[nrt]")
_TAG = re.compile(r"<[^<>]*>")


def _json_text(data: bytes) -> bytes:
    """The strings of JSON-LD, which hold the title and now and then the article, marked up and escaped."""
    if b"\\" in data:
        data = _JSON_LETTER.sub(lambda m: chr(int(m[1], 16)).encode("utf-8", "surrogatepass"), data)
        data = _JSON_BLANK.sub(b"", data).replace(b"\\", b"")
    if b"&" not in data:
        return data
    text = html.unescape(data.decode("utf-8", "surrogateescape"))
    return _TAG.sub("<j>", text).encode("utf-8", "surrogateescape")


@dataclass(frozen=True, slots=True)
class _Look:
    """What a look at a text finds: whether there may be a cue, and a sign of an old encoding."""

    cue: bool
    sign: bool = False

    @classmethod
    def at(cls, shown: bytes, *, page: bool) -> _Look:
        """Look at UTF-8 with ``<`` and ``>`` for markup."""
        glued = _glued(_unescaped(shown))
        text = glued.translate(None, b"<")
        if page and len(text) < _LEAST_TEXT:
            return cls(cue=True)
        patterns = _patterns()
        cue, sign = patterns.seen_in(text)
        if _is_odd(text):
            glued = _plain(glued)
            cue, _ = patterns.seen_in(glued.translate(None, b"<"))
        return cls(cue or patterns.cut_apart(glued), sign)


_ENTITY = re.compile(rb"&(?:#[0-9]{1,9};?|#[xX][0-9a-fA-F]{1,8};?|[A-Za-z][A-Za-z0-9]{0,31};?)")


def _unescaped(shown: bytes) -> bytes:
    """Entities as characters, also where they were escaped twice or three times."""
    shown = shown.replace(b"&nbsp;", b" ")
    for _ in range(3):
        if b"&" not in shown:
            break
        shown = _ENTITY.sub(_as_character, shown)
    return shown


def _as_character(m: re.Match[bytes]) -> bytes:
    return html.unescape(m[0].decode()).encode("utf-8", "surrogatepass")


_SMALL = bytes(range(256)).lower().replace(b">", b"<")
_BLANKS = bytes([*range(33), 127])


def _glued(shown: bytes) -> bytes:
    """Text in small basic letters, without its common blanks and control characters; markup is ``<``."""
    return shown.translate(_SMALL, _BLANKS).replace(b"\xc2\xa0", b"")


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


def _plain(glued: bytes) -> bytes:
    """Marks composed, look-alikes of letters replaced, odd blanks and whatever does not print left out."""
    text = "".join(filter(str.isprintable, glued.decode("utf-8", "surrogatepass")))
    return _glued("".join(make_view(text).text.split()).encode("utf-8", "surrogatepass"))


@dataclass(frozen=True, slots=True)
class _Patterns:
    """What is looked for: cues without blanks and signs of old encodings; and latter parts of cues behind markup."""

    seen: BytesAhoCorasick
    cues: int
    """How many of the patterns are cues."""
    ends: BytesAhoCorasick
    begins: tuple[tuple[bytes, ...], ...]
    """What stands before markup where an end stands behind it."""

    def seen_in(self, text: bytes) -> tuple[bool, bool]:
        """Whether a text holds a cue, and whether it holds a sign."""
        found = {which < self.cues for which, _, _ in self.seen.find_matches_as_indexes(text, overlapping=True)}
        return True in found, False in found

    def cut_apart(self, glued: bytes) -> bool:
        """Whether a cue may be cut between two words by something that extraction drops."""
        found = self.ends.find_matches_as_indexes(glued, overlapping=True)
        ends = {which: start for which, start, _ in found}
        return any(0 <= glued.find(begin) < last for which, last in ends.items() for begin in self.begins[which])


@cache
def _patterns() -> _Patterns:
    surfaces = [row["surface"] for row in load_table("kind_cues") if row["kind"] == "core"]
    spelled = [spelling.split() for surface in surfaces for spelling in _spellings(surface)]
    cues = {cased for words in spelled for cased in _cased("".join(words))}
    cuts: dict[bytes, set[bytes]] = {}
    for words in spelled:
        for cut in range(1, len(words)):
            for end in _cased("<" + "".join(words[cut:])):
                cuts.setdefault(end, set()).update(_cased("".join(words[:cut]) + "<"))
    ends = sorted(cuts)
    return _Patterns(
        BytesAhoCorasick([*sorted(cues), *(sign.encode() for sign in SIGNS)]),
        len(cues),
        BytesAhoCorasick(ends),
        tuple(tuple(sorted(cuts[end])) for end in ends),
    )


def _spellings(surface: str) -> set[str]:
    """A cue with its tones in the new place and in the old one, word by word."""
    words = [fold_tones(word) for word in unicodedata.normalize("NFC", surface).lower().split()]
    both = [{word, word[:-2] + _OLD_PLACE.get(word[-2:], word[-2:])} for word in words]
    return {" ".join(chosen) for chosen in product(*both)}


_OLD_PLACE = {
    fold_tones(old): old for old in (a + b for a in "ou" for b in "àáảãạèéẻẽẹỳýỷỹỵ") if fold_tones(old) != old
}
_ALIKE = {"đ": "đĐÐƉ"}


def _cased(text: str) -> set[bytes]:
    """All ways to write the letters beyond ASCII, small and capital; those of ASCII are small."""
    letters = [c if c.isascii() else _ALIKE.get(c, c + c.upper()) for c in text]
    return {"".join(chosen).encode() for chosen in product(*letters)}
