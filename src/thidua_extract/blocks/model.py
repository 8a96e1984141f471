"""What a segmented page is: blocks, sentences and the document that holds them."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Literal

from thidua_extract.records import Evidence, Issue
from thidua_extract.text import View

__all__ = ["NO_LABEL", "READABLE", "Block", "BlockKind", "Document", "Label", "Sentence"]

BlockKind = Literal["title", "lead", "body", "subhead", "caption", "byline", "meta", "crud"]

Label = tuple[BlockKind, str]
"""What a line is, and the name of what decided it."""

NO_LABEL: Label = ("crud", "")

READABLE: frozenset[BlockKind] = frozenset({"title", "lead", "body", "subhead"})
"""Kinds of block that fields are read from; a caption may only support an official."""


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph or line of the view, half-open, with what it is and what decided it."""

    start: int
    end: int
    kind: BlockKind
    rule: str = ""
    """The name of what decided it, for whoever asks why."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a block, half-open view offsets; ``block`` indexes ``Document.blocks``."""

    start: int
    end: int
    block: int


@dataclass(frozen=True, slots=True)
class Document:
    """A view with its blocks and sentences: what recognisers and fields read."""

    view: View
    blocks: tuple[Block, ...]
    sentences: tuple[Sentence, ...]
    """Sentences of readable blocks, in text order."""
    title: str | None = None
    stamp: str | None = None
    """The publication time stamp as printed, if any."""
    published_on: dt.date | None = None
    """The day of the stamp nearest the headline, if there is one that can be trusted."""
    publisher: str | None = None
    byline: str | None = None
    listing: bool = False
    """Whether the page lists several unrelated headlines and is no article."""
    issues: tuple[Issue, ...] = ()
    """What is odd about the page: several articles, a clock that dates the template."""
    _starts: tuple[int, ...] = field(default=(), repr=False)

    @property
    def text(self) -> str:
        """The view's text."""
        return self.view.text

    @property
    def folded(self) -> str:
        """The view's text in lower case, same length."""
        return self.view.folded

    def readable(self) -> list[Block]:
        """Blocks that fields are read from."""
        return [b for b in self.blocks if b.kind in READABLE]

    def sentence_at(self, offset: int) -> Sentence | None:
        """The sentence that holds the view offset, if one does."""
        k = bisect_right(self._starts, offset) - 1
        return self.sentences[k] if k >= 0 and offset < self.sentences[k].end else None

    def block_at(self, offset: int) -> Block | None:
        """The block that holds the view offset, if one does."""
        k = bisect_right(self.blocks, offset, key=lambda b: b.start) - 1
        return self.blocks[k] if k >= 0 and offset < self.blocks[k].end else None

    def evidence(self, start: int, end: int) -> Evidence:
        """The view span as a quotation of the source."""
        begin, stop = self.view.source_span(start, end)
        return Evidence(start=begin, end=stop, text=self.view.source[begin:stop])

    def span_of(self, evidence: Evidence) -> tuple[int, int]:
        """View span of a quotation."""
        return self.view.view_span(evidence.start, evidence.end)
