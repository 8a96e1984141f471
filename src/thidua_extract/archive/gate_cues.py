"""The cues that the gate looks for, in every spelling that a source may hold, and the looking itself.

A cue is compared without blanks and with the letters of ASCII small. Besides UTF-8 it is looked for as it stands in
the old encodings and in text that the reader reads back (``reader/legacy_spelling.py``: "thi ®ua"), so that nothing has
to be read back to know that there is none.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product

from ahocorasick_rs import BytesAhoCorasick

from thidua_extract.lexicon import load_table
from thidua_extract.reader.legacy_spelling import coded, misread
from thidua_extract.text import fold_tones

__all__ = ["Cues", "cues", "glue", "small"]

_MARKUP_AND_SMALL = bytes(range(256)).lower()
_MARKUP = bytes.maketrans(b">", b"<")
_BLANKS = bytes([*range(33), 127])


def glue(text: bytes) -> bytes:
    """UTF-8 without its common blanks and its control characters; what stands for markup is ``<``.

    >>> glue(b"<b>thi \\n</b>")
    b'<b<thi</b<'
    """
    return text.translate(_MARKUP, _BLANKS).replace(b"\xc2\xa0", b"")


def small(text: bytes) -> bytes:
    """Bytes with the letters of ASCII small, those beyond as they are."""
    return text.translate(_MARKUP_AND_SMALL)


@dataclass(frozen=True, slots=True)
class Cues:
    """Cues of emulation, whole and cut between two of their words."""

    whole: BytesAhoCorasick
    ends: BytesAhoCorasick
    """Latter parts of cues behind markup."""
    begins: tuple[frozenset[bytes], ...]
    """What stands before markup where the end of the same number stands behind it."""

    def in_text(self, text: bytes) -> bool:
        """Whether glued text without markup holds a cue."""
        return bool(self.whole.find_matches_as_indexes(small(text)))

    def cut_apart(self, glued: bytes) -> bool:
        """Whether a cue may be cut between two words by an element that extraction drops.

        What goes on behind markup begins with a small letter, or all of the cue is in capitals: else it begins a new
        line, and the two are neighbours in a menu.
        """
        lowered = small(glued)
        for which, start, end in self.ends.find_matches_as_indexes(lowered, overlapping=True):
            latter = glued[start + 1 : end]
            for begin in self.begins[which]:
                at = lowered.rfind(begin, 0, start + 1)
                if at >= 0 and (not _begins_large(latter) or not _has_small(glued[at : at + len(begin)] + latter)):
                    return True
        return False


def _begins_large(text: bytes) -> bool:
    return text[:4].decode("utf-8", "ignore")[:1].isupper()


def _has_small(text: bytes) -> bool:
    return text != text.upper()


@cache
def cues() -> Cues:
    """The cues of kind ``core`` of ``data/kind_cues.tsv``, as ``fields/kind.py`` looks for them."""
    whole: set[bytes] = set()
    cuts: dict[bytes, set[bytes]] = {}
    for row in load_table("kind_cues"):
        if row["kind"] != "core":
            continue
        for words in _placings(row["surface"]):
            whole |= _spellings(words)
            for cut in range(1, len(words)):
                begins = {begin + b"<" for begin in _spellings(words[:cut])}
                for end in _spellings(words[cut:]):
                    cuts.setdefault(b"<" + end, set()).update(begins)
    ends = sorted(cuts)
    return Cues(BytesAhoCorasick(sorted(whole)), BytesAhoCorasick(ends), tuple(frozenset(cuts[end]) for end in ends))


def _placings(surface: str) -> Iterator[tuple[str, ...]]:
    """The words of a cue with their tones in the new place and in the old one."""
    words = [fold_tones(word) for word in unicodedata.normalize("NFC", surface).lower().split()]
    return product(*({word, word[:-2] + _OLD_PLACE.get(word[-2:], word[-2:])} for word in words))


_OLD_PLACE = {
    fold_tones(old): old for old in (a + b for a in "ou" for b in "àáảãạèéẻẽẹỳýỷỹỵ") if fold_tones(old) != old
}
_ALIKE = {"đ": "đĐÐƉ"}


def _spellings(words: tuple[str, ...]) -> set[bytes]:
    """Words without their blanks in all shapes: letters beyond ASCII small or capital, any encoding read back."""
    text = "".join(words)
    letters = [c if c.isascii() else _ALIKE.get(c, c + c.upper()) for c in text]
    found = {"".join(chosen).encode() for chosen in product(*letters)}
    titled = "".join(word[:1].upper() + word[1:] for word in words)
    for cased in {text, text.upper(), titled, text[:1].upper() + text[1:], _capitals_without_tones(text)}:
        found |= coded(cased)
        found.update(shape.encode() for shape in misread(cased))
    return {small(glue(data)) for data in found}


def _capitals_without_tones(text: str) -> str:
    """Capitals as TCVN3 has them: none bears a tone."""
    return "".join(c.upper() if c in "ăâđêôơư" else c for c in text)
