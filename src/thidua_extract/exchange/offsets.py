"""Offsets in code points, as records have them, and in UTF-16 code units, as JavaScript counts."""

from __future__ import annotations

from bisect import bisect_left
from enum import StrEnum

__all__ = ["OffsetUnit", "Offsets"]


class OffsetUnit(StrEnum):
    """What an offset counts."""

    CODE_POINTS = "code-points"
    UTF_16 = "utf-16"


class Offsets:
    """The offsets of one text, from code points to another unit and back.

    >>> offsets = Offsets("🌾 A", OffsetUnit.UTF_16)
    >>> offsets.written(2), offsets.read(3)
    (3, 2)
    """

    def __init__(self, text: str, unit: OffsetUnit) -> None:
        """Of ``text``; only signs beyond U+FFFF count differently in the two units."""
        wide = unit is OffsetUnit.UTF_16 and not text.isascii()
        self._points = [at for at, sign in enumerate(text) if sign > "\uffff"] if wide else []
        self._units = [at + before for before, at in enumerate(self._points)]

    def written(self, offset: int) -> int:
        """An offset in code points as the other unit has it."""
        return offset + bisect_left(self._points, offset)

    def read(self, offset: int) -> int:
        """An offset of the other unit in code points.

        Raises:
            ValueError: it lies between the two units of one character.
            TypeError: it is not a whole number.
        """
        if type(offset) is not int:
            raise TypeError(f"{offset!r} is no offset")
        before = bisect_left(self._units, offset)
        if before and self._units[before - 1] + 1 == offset:
            raise ValueError(f"offset {offset} lies inside a character")
        return offset - before
