"""Text that was Vietnamese in another encoding before somebody took it for a Western one, recognised and read back.

Old articles reach an archive as UTF-8 whose characters stand for the bytes of a font encoding ("C«ng ®oµn" in TCVN3,
"Coâng ñoaøn" in VNI), as UTF-8 taken for a code page once or twice ("CÃ´ng Ä‘oÃ n"), or in ASCII ("Co^ng ddoa`n").
A reading is accepted only where its result reads as Vietnamese, the text as it stands does not, and no other reading
does better. Where one text holds both, as an old article in a new template, only its broken lines are read back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from thidua_extract.reader.legacy_codepages import CodePage, from_windows_1252, from_windows_1258, unread_utf8
from thidua_extract.reader.legacy_evidence import fluency, frequent_share, holds_sound_letters, syllables
from thidua_extract.reader.legacy_fonts import from_tcvn3, from_vni
from thidua_extract.reader.legacy_viqr import from_viqr

__all__ = ["FONTS", "VIQR", "Reading", "find_reading", "may_be_misread"]

_Step = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Font:
    """A single-byte encoding of Vietnamese: its name, how to read it, and letters that hardly a sentence lacks."""

    name: str
    read: _Step
    signs: str


VIQR = "VIQR"
FONTS = (
    Font("TCVN3 (ABC)", from_tcvn3, "®µ¸"),
    Font("VNI", from_vni, "ñöøÑÖØ"),
    Font("windows-1258", from_windows_1258, "ð"),
    Font(VIQR, from_viqr, "^"),
)
"""What a text may be once its bytes stand as characters of windows-1252."""

# The letters ạ to ỹ in UTF-8 begin with these bytes; below, how the leads of "á", "®", "ñ" look when taken again.
_TAKEN_ONCE = ("á»", "áº")
_TAKEN_AGAIN = ("Ã", "Ă", "Â")
_SURELY_AGAIN = (*(f"{a}{b}" for a in "ÃĂ" for b in "¡±¶¸°"), "Â®", "Âµ", "Â¸")


@dataclass(frozen=True, slots=True)
class Reading:
    """How a text is read back: what it was, the way back, and whether parts of it were right all along."""

    name: str
    steps: tuple[_Step, ...]
    mixed: bool = False

    def whole(self, text: str) -> str:
        """All of ``text`` read back."""
        for step in self.steps:
            text = step(text)
        return text

    def part(self, text: str) -> str:
        """A line or a stretch between tags read back, unless it was right all along."""
        if not self.mixed:
            return self.whole(text)
        if text.isascii() or holds_sound_letters(text):
            return text
        restored = self.whole(text)
        return restored if syllables(restored) > syllables(text) else text


def may_be_misread(text: str) -> bool:
    """Whether :func:`find_reading` has any reason to look: a cheap condition that whatever it finds fulfils.

    >>> may_be_misread("phát động thi đua"), may_be_misread("ph¸t ®éng thi ®ua"), may_be_misread("pha't ddo^.ng")
    (False, True, True)
    """
    if any(sign in text for sign in _TAKEN_ONCE):
        return True
    if any(sign in text for sign in _TAKEN_AGAIN) and any(sign in text for sign in _SURELY_AGAIN):
        return True
    return any(_has_signs(font, text) for font in FONTS)


def _has_signs(font: Font, text: str) -> bool:
    found = any(sign in text for sign in font.signs)
    return found and not (font.name == VIQR and holds_sound_letters(text))


def find_reading(text: str) -> Reading | None:
    """How ``text`` is to be read back; None where it is to stand as it is.

    >>> find_reading("C«ng ®oµn ph¸t ®éng phong trµo thi ®ua").name
    'TCVN3 (ABC)'
    """
    if not may_be_misread(text):
        return None
    mixed = holds_sound_letters(text)
    doubtful = _doubtful(text) if mixed else text[:20_000]
    if fluency(doubtful):
        return None
    best, most = None, 1.5 * frequent_share(doubtful)
    for name, steps in _ways(doubtful):
        reading = Reading(name, steps, mixed)
        result = reading.whole(doubtful)
        # The simplest reading comes first: one that takes more steps has to do better.
        if (found := fluency(result)) > most and (not mixed or syllables(result) >= 5):
            best, most = reading, 1.02 * found
    return best


def _doubtful(text: str) -> str:
    """The lines of a text that no letter shows to be right."""
    lines = (line for line in text.splitlines(keepends=True) if not line.isascii() and not holds_sound_letters(line))
    return "".join(lines)[:20_000]


def _ways(text: str) -> Iterator[tuple[str, tuple[_Step, ...]]]:
    """Readings that the letters of a text give reason to try."""
    for taken, steps in _ways_to_bytes(text):
        start = text
        for step in steps:
            start = step(start)
        if taken:
            yield taken, steps
        for font in FONTS:
            if _has_signs(font, start):
                yield f"{font.name} in {taken}" if taken else font.name, (*steps, font.read)


_PAGES: tuple[CodePage, ...] = ("windows-1252", "windows-1258")


def _ways_to_bytes(text: str) -> Iterator[tuple[str, tuple[_Step, ...]]]:
    """Ways back to the bytes that a text was before it was taken for another, the shortest first."""
    yield "", ()
    yield "", (from_windows_1252,)
    once = {page: unread_utf8(text, page) for page in _PAGES}
    for first in _PAGES:
        if once[first] != text:
            yield f"UTF-8 read as {first}", (_unread(first),)
    for first in _PAGES:
        for second in _PAGES:
            if once[first] != text and unread_utf8(once[first], second) != once[first]:
                times = "twice" if first == second else f"and {second}"
                yield f"UTF-8 read as {first} {times}", (_unread(first), _unread(second))


def _unread(page: CodePage) -> _Step:
    return lambda text: unread_utf8(text, page)
