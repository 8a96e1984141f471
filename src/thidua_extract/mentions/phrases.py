"""Phrases of a table found by their first word: one look-up a word instead of an alternation of hundreds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import regex

__all__ = ["Found", "Phrases"]

_WORD = regex.compile(r"[\p{L}\p{N}]+(?:[.&'’][\p{L}\p{N}]+)*+")


@dataclass(frozen=True, slots=True)
class Found:
    """Where a phrase stands; reads like a match."""

    text: str
    at: int
    stop: int

    def start(self) -> int:
        """Where it begins."""
        return self.at

    def end(self) -> int:
        """Where it ends."""
        return self.stop

    def group(self) -> str:
        """The phrase as it stands in the text."""
        return self.text[self.at : self.stop]


class Phrases:
    """Longest phrase first, whole words only, never after one of ``not_after`` or within ``compounds``.

    >>> Phrases(["sở", "sở y tế"]).search("Cơ sở. Giám đốc sở y tế".lower()).group()
    'sở'
    """

    def __init__(
        self, surfaces: Iterable[str], *, not_after: str = "", compounds: dict[str, frozenset[str]] | None = None
    ) -> None:
        self._by_first: dict[str, tuple[str, ...]] = {}
        for surface in sorted(set(surfaces), key=lambda s: (-len(s), s)):
            first = _WORD.match(surface)
            word = first.group() if first else surface
            self._by_first[word] = (*self._by_first.get(word, ()), surface)
        self._first = regex.compile(
            r"(?<![\p{L}\p{N}])\L<words>(?![\p{L}\p{N}])", words=list(self._by_first), flags=regex.V1
        )
        self._not_after = not_after
        self._compounds = compounds or {}

    def match(self, text: str, start: int = 0, end: int | None = None) -> Found | None:
        """The longest phrase that begins at ``start``."""
        stop = len(text) if end is None else end
        word = _WORD.match(text, start, stop)
        return self._at(text, start, stop, word.group()) if word else None

    def _at(self, text: str, start: int, end: int, word: str) -> Found | None:
        if start and (text[start - 1].isalnum() or text[start - 1] in self._not_after):
            return None
        for surface in self._by_first.get(word, ()):
            stop = start + len(surface)
            if stop <= end and text.startswith(surface, start) and (stop == end or not text[stop].isalnum()):
                inside = text[max(0, start - 8) : start].split(" ")[-2:-1]
                if not inside or inside[0] not in self._compounds.get(surface, ()):
                    return Found(text, start, stop)
        return None

    def finditer(self, text: str, start: int = 0, end: int | None = None) -> Iterator[Found]:
        """Phrases in text order, none inside another."""
        stop = len(text) if end is None else end
        done = start
        for word in self._first.finditer(text, start, stop):
            if word.start() < done:
                continue
            found = self._at(text, word.start(), stop, word.group())
            if found:
                done = found.stop
                yield found

    def search(self, text: str, start: int = 0, end: int | None = None) -> Found | None:
        """The first phrase."""
        return next(self.finditer(text, start, end), None)

    def fullmatch(self, text: str, start: int = 0, end: int | None = None) -> bool:
        """Whether the stretch is a phrase as a whole."""
        stop = len(text) if end is None else end
        found = self.match(text, start, stop)
        return found is not None and found.stop == stop

    def replace(self, text: str, by: dict[str, str]) -> str:
        """The text with each phrase replaced."""
        parts: list[str] = []
        done = 0
        for found in self.finditer(text):
            parts += (text[done : found.at], by.get(found.group(), " "))
            done = found.stop
        return "".join([*parts, text[done:]])
