"""underthesea over sentences, with offsets: words, parts of speech (từ loại), named entities, sentence ends.

underthesea returns strings: it collapses white space, composes letters and moves tone marks. Here each token is laid
back onto the view it came from. It is imported on first use, and fed single sentences only (its ``ner`` is quadratic
in length); nothing longer than ``LONGEST`` characters is analysed. Every result is remembered for one document.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from types import ModuleType

from thidua_extract.blocks import Document

__all__ = ["LONGEST", "Analysis", "Token", "align"]

LONGEST = 1500
"""Longest stretch, in characters, that is given to underthesea."""

_RESYNC = 40
"""How far ahead, in characters, a token is looked for when it does not stand where it should."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word of the view, ``start:end`` in view offsets, with what underthesea says of it."""

    start: int
    end: int
    pos: str | None = None
    """Part of speech: N, Np, Nc, V, A, M, E, C, CH, …"""
    entity: str | None = None
    """B-PER, I-ORG, B-LOC, … or O."""


@cache
def _underthesea() -> ModuleType:
    import underthesea

    module: ModuleType = underthesea
    return module


@dataclass(slots=True)
class Analysis:
    """What underthesea says about the sentences of one document; each question is answered once.

    >>> from thidua_extract.blocks import segment
    >>> from thidua_extract.text import make_view
    >>> document = segment(make_view("Công  đoàn phát động thi đua."))
    >>> [document.text[t.start : t.end] for t in Analysis(document).words(0, 29)]
    ['Công  đoàn', 'phát động', 'thi đua', '.']
    """

    document: Document
    _memory: dict[tuple[str, int, int], tuple[Token, ...]] = field(default_factory=dict)

    def words(self, start: int, end: int) -> tuple[Token, ...]:
        """Words of the view stretch ``start:end`` (a sentence or a part of one)."""
        return self._remembered("word_tokenize", start, end)

    def tags(self, start: int, end: int) -> tuple[Token, ...]:
        """Words with their parts of speech."""
        return self._remembered("pos_tag", start, end)

    def entities(self, start: int, end: int) -> tuple[Token, ...]:
        """Words with parts of speech and entity labels."""
        return self._remembered("ner", start, end)

    def sentence_ends(self, start: int, end: int) -> tuple[int, ...]:
        """View offsets at which underthesea ends a sentence within the stretch."""
        return tuple(token.end for token in self._remembered("sent_tokenize", start, end))

    def _remembered(self, task: str, start: int, end: int) -> tuple[Token, ...]:
        key = (task, start, end)
        if key not in self._memory:
            self._memory[key] = self._asked(task, start, end)
        return self._memory[key]

    def _asked(self, task: str, start: int, end: int) -> tuple[Token, ...]:
        text = self.document.text[start:end]
        if not text.strip() or len(text) > LONGEST:
            return ()
        rows = [row if isinstance(row, tuple) else (row,) for row in getattr(_underthesea(), task)(text)]
        spans = align(text, [row[0] for row in rows])
        return tuple(
            Token(
                start + span[0],
                start + span[1],
                row[1] if len(row) > 1 else None,
                row[3] if len(row) > 3 else None,
            )
            for row, span in zip(rows, spans, strict=True)
            if span is not None
        )


def align(text: str, tokens: Sequence[str]) -> list[tuple[int, int] | None]:
    """Where each of ``tokens``, in order, stands in ``text``; None for one that is not found.

    Blanks, accents and their placement may differ between the two: letters are compared without their marks.

    >>> align("Nguyễn  Thị Hoà, thuỷ lợi", ["Nguyễn Thị Hòa", ",", "thủy lợi"])
    [(0, 15), (15, 16), (17, 25)]
    """
    letters = [(_bare(c), k) for k, c in enumerate(text) if _bare(c)]
    plain = "".join(letter for letter, _ in letters)
    offsets = [k for letter, k in letters for _ in letter]
    spans: list[tuple[int, int] | None] = []
    at = 0
    for token in tokens:
        wanted = "".join(map(_bare, token))
        found = plain.find(wanted, at, at + len(wanted) + _RESYNC) if wanted else -1
        if found < 0:
            spans.append(None)
            continue
        at = found + len(wanted)
        spans.append((offsets[found], _after_marks(text, offsets[at - 1] + 1)))
    return spans


@cache
def _bare(char: str) -> str:
    """A character in lower case without its marks; nothing for a blank or a mark."""
    kept = [c for c in unicodedata.normalize("NFD", char.lower()) if not unicodedata.combining(c) and not c.isspace()]
    return "".join(kept)


def _after_marks(text: str, end: int) -> int:
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1
    return end
