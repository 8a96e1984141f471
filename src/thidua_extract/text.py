"""One coordinate system: a normalised view of a source text with an offset map back to it.

Rules read the view; evidence is quoted from the source. The map is built while normalising, never by
comparing two strings afterwards.
"""

from __future__ import annotations

import html
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

import regex

__all__ = ["View", "fold", "fold_key", "fold_tones", "make_view"]

# New placement of the tone mark (hòa, khỏe, thủy) for the old one (hoà, khoẻ, thuỷ), at the end of a syllable only.
_TONES = {
    "oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa",
    "oè": "òe", "oé": "óe", "oẻ": "ỏe", "oẽ": "õe", "oẹ": "ọe",
    "uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy",
}  # fmt: skip
_TONES |= {a[0].upper() + a[1]: b[0].upper() + b[1] for a, b in _TONES.items()} | {
    a.upper(): b.upper() for a, b in _TONES.items()
}
# One class a letter, so that the scan is fast; pairs that are no syllable's end ("oý") are left alone by the table.
_OLD_TONE = regex.compile(r"(?<![qQ])[oOuU][àáảãạèéẻẽẹỳýỷỹỵÀÁẢÃẠÈÉẺẼẸỲÝỶỸỴ](?![\p{L}\p{M}])")

_ENTITY = r"&(?:amp;)?(?:[A-Za-z][A-Za-z0-9]{1,31}|\#[0-9]{1,7}|\#[xX][0-9A-Fa-f]{1,6});"
# What is rewritten, one alternative a class: a letter with its combining marks, an HTML entity, a carriage
# return, an invisible character, an odd blank, a mathematical letter, the look-alikes of Đ.
_DROP = r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff\p{Cs}]"
_BLANK = r"[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\t\v\f\x1c-\x1f]"
_COMPAT = r"[\U0001d400-\U0001d7ff\uff01-\uff5e\u2126\u212a\u212b]"
# Every alternative begins with a rare character: marks are found behind the letter that they belong to.
_REWRITE = regex.compile(
    rf"(?P<marks>(?<=\p{{L}})\p{{M}}{{1,8}})|(?P<compat>{_COMPAT}\p{{M}}{{0,8}})|(?P<entity>{_ENTITY})"
    rf"|(?P<drop>\r(?=\n)|{_DROP})|(?P<blank>{_BLANK})|(?P<line>[\r\x85\u2028\u2029])|(?P<dj>[ÐƉ]\p{{M}}{{0,8}})"
)
_SHAPES = "\u0302\u0306\u031b"


def fold_tones(text: str) -> str:
    """Move old-style tone marks to the new place; same length.

    >>> fold_tones("Uỷ ban hoà bình, quý, toàn, thuỷ")
    'Ủy ban hòa bình, quý, toàn, thủy'
    """
    return _OLD_TONE.sub(lambda m: _TONES.get(m.group(), m.group()), text)


def fold(text: str) -> str:
    """Lower case with new tone placement, in the same number of code points.

    >>> fold("Uỷ ban Nhân dân")
    'ủy ban nhân dân'
    """
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return fold_tones(lowered)


_KEY_DROP = regex.compile(r"[“”\"'‘’«»„‟`]")
_KEY_BREAK = regex.compile(r"[^\p{L}\p{N}%]+")
_KEY_SPELLING = {"sỹ": "sĩ", "kỉ": "kỷ", "tỉ": "tỷ", "mĩ": "mỹ", "lí": "lý", "quí": "quý", "đảm bảo": "bảo đảm"}
_KEY_RESPELL = regex.compile(r"\b(?:" + "|".join(_KEY_SPELLING) + r")\b")


def fold_key(text: str) -> str:
    """Key under which variants of a name meet: case, marks, dashes, commas, blanks and i/y spelling folded.

    >>> fold_key("“Xanh - Sạch - Đẹp, Đảm bảo an toàn”") == fold_key("Xanh, sạch, đẹp, bảo đảm an toàn")
    True
    """
    folded = fold(unicodedata.normalize("NFC", text))
    folded = _KEY_BREAK.sub(" ", _KEY_DROP.sub("", folded)).strip()
    return _KEY_RESPELL.sub(lambda m: _KEY_SPELLING[m.group()], folded)


@dataclass(frozen=True, slots=True)
class View:
    """A text as rules read it.

    ``text`` is NFC with new tone placement, plain blanks, ``\\n`` line ends, entities decoded and invisible
    characters left out; ``folded`` is its lower case, of equal length. Offsets of both count in the view;
    :meth:`source_span` turns them into code points of ``source``.
    """

    source: str
    text: str
    folded: str
    _at: tuple[int, ...] = field(repr=False)  # view offsets where the shift between view and source changes
    _starts: tuple[int, ...] = field(repr=False)  # source offset at each of them, where a span begins there
    _ends: tuple[int, ...] = field(repr=False)  # the same, where a span ends there

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """Half-open source span of a half-open view span."""
        begin = self._to_source(start, self._starts)
        return begin, max(begin, self._to_source(end, self._ends))

    def _to_source(self, offset: int, there: tuple[int, ...]) -> int:
        k = bisect_right(self._at, offset) - 1
        if k < 0:
            return offset
        return there[k] if self._at[k] == offset else self._starts[k] + offset - self._at[k]

    def view_span(self, start: int, end: int) -> tuple[int, int]:
        """Half-open view span of a half-open source span (the inverse of :meth:`source_span`)."""
        return self._to_view(start), self._to_view(end)

    def _to_view(self, offset: int) -> int:
        k = bisect_left(self._starts, offset)
        if k < len(self._starts) and self._starts[k] == offset:
            return self._at[k]
        if k == 0:
            return offset
        after = self._at[k] if k < len(self._at) else len(self.text)
        return min(self._at[k - 1] + offset - self._starts[k - 1], after)


def _rewritten(kind: str, found: str) -> str:
    if kind in ("marks", "compat", "dj"):
        return _composed(found)
    if kind == "entity":
        return _decoded(found)
    return {"drop": "", "blank": " ", "line": "\n"}[kind]


@lru_cache(maxsize=4096)
def _composed(cluster: str) -> str:
    """A letter with its marks, composed; a mark of shape (ê, ă, ơ) that comes after the tone is put before it."""
    first = "Đ" if cluster[0] in "ÐƉ" else cluster[0]
    if first > "\u2100":
        first = unicodedata.normalize("NFKC", first)
    composed = unicodedata.normalize("NFC", first + cluster[1:])
    if len(composed) > 1 and any(mark in _SHAPES for mark in composed[1:]):
        apart = unicodedata.normalize("NFD", composed)
        marks = sorted(apart[1:], key=lambda mark: mark not in _SHAPES)
        composed = unicodedata.normalize("NFC", apart[0] + "".join(marks))
    return composed


@lru_cache(maxsize=4096)
def _decoded(entity: str) -> str:
    """An HTML entity as the character it stands for (also where it was escaped twice), if that is one character."""
    plain = html.unescape(entity)
    if len(plain) > 1:
        plain = html.unescape(plain)
    if len(plain) != 1:
        return entity
    if plain in "\r\n" or regex.match(_BLANK, plain):
        return " "
    return "" if regex.match(_DROP, plain) else plain


def _pieces(source: str) -> Iterator[tuple[int, int, str]]:
    """Each rewritten stretch as source start, source end and its text in the view."""
    for m in _REWRITE.finditer(source):
        kind = m.lastgroup or "drop"
        start, end = m.start() - (kind == "marks"), m.end()
        new = _rewritten(kind, source[start:end])
        if new != source[start:end]:
            yield start, end, new


@dataclass(slots=True)
class _Shifts:
    """The growing offset map: one row a view offset where the distance to the source changes."""

    at: list[int] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)

    def add(self, offset: int, start: int, end: int, length: int) -> None:
        """Note that ``length`` view characters at ``offset`` stand for the source stretch ``start:end``."""
        self._row(offset, start, start)
        for k in range(1, length):
            self._row(offset + k, start, end)
        self._row(offset + length, end, end)

    def _row(self, offset: int, start: int, end: int) -> None:
        if self.at and self.at[-1] == offset:
            self.starts[-1] = start
        else:
            self.at.append(offset)
            self.starts.append(start)
            self.ends.append(end)


def make_view(source: str) -> View:
    """Normalise ``source`` for reading.

    >>> v = make_view("Tha\u0301ng 5 &ndash; ba\u0300i")
    >>> v.text
    'Tháng 5 – bài'
    >>> v.source[slice(*v.source_span(8, 9))]
    '&ndash;'
    """
    parts: list[str] = []
    shifts = _Shifts()
    done = length = 0
    for start, end, new in _pieces(source):
        parts += (source[done:start], new)
        length += start - done
        if len(new) != end - start:
            shifts.add(length, start, end, len(new))
        length += len(new)
        done = end
    parts.append(source[done:])
    text = fold_tones("".join(parts))
    return View(source, text, fold(text), tuple(shifts.at), tuple(shifts.starts), tuple(shifts.ends))
