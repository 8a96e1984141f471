"""Vietnamese text in the encodings of its past."""

from __future__ import annotations

import unicodedata

_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")


class _Split(dict[int, str]):
    """A letter as windows-1258 has it: the letter with its shape, then its tone."""

    def __missing__(self, code: int) -> str:
        marks = unicodedata.normalize("NFD", chr(code))
        tones = "".join(c for c in marks if c in _TONES)
        split = unicodedata.normalize("NFC", "".join(c for c in marks if c not in _TONES)) + tones
        self[code] = split if chr(code) not in "àáâèéêìíòóôùúñ" else chr(code)
        return self[code]


_SPLIT = _Split()


def windows_1258(text: str) -> bytes:
    """Text in windows-1258; what it has no character for is a question mark."""
    return text.translate(_SPLIT).encode("cp1258", "replace")


def utf_16(text: str) -> bytes:
    """Text in UTF-16 with its mark, little end first."""
    return b"\xff\xfe" + text.encode("utf-16-le")


def decomposed(text: str) -> bytes:
    """Text in UTF-8, every mark a character of its own."""
    return unicodedata.normalize("NFD", text).encode()
