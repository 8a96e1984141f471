"""A document whose every line is a body paragraph of one sentence: rows test one recogniser, not the page's layout."""

from __future__ import annotations

from thidua_extract.anchors import Anchors
from thidua_extract.blocks import Block, Document, Sentence
from thidua_extract.mentions import Mentions, bodies, quotes
from thidua_extract.text import make_view

ANCHORS = Anchors(None, None, None, ())


def paragraphs(text: str) -> Document:
    view = make_view(text)
    blocks: list[Block] = []
    start = 0
    for line in view.text.split("\n"):
        if line.strip():
            blocks.append(Block(start, start + len(line), "body"))
        start += len(line) + 1
    sentences = tuple(Sentence(b.start, b.end, k) for k, b in enumerate(blocks))
    return Document(view, tuple(blocks), sentences, _starts=tuple(s.start for s in sentences))


def names(document: Document) -> Mentions:
    """Quotations and bodies, all that movements and themes read."""
    return Mentions((), (), tuple(quotes.find(document)), tuple(bodies.find(document)), (), ())
