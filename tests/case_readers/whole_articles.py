"""A document of body lines (and a title line where ``title`` is given) with its dates, documents and anchors."""

from __future__ import annotations

import datetime as dt

from thidua_extract.anchors import Anchors, find_anchors
from thidua_extract.blocks import Block, Document, Sentence
from thidua_extract.blocks.model import BlockKind
from thidua_extract.blocks.sentences import split_sentences
from thidua_extract.mentions import Mentions, dates, documents
from thidua_extract.text import make_view


def article(text: str, context: dict[str, str]) -> tuple[Document, Mentions, Anchors]:
    title = context.get("title")
    view = make_view(f"{title}\n{text}" if title else text)
    blocks: list[Block] = []
    sentences: list[Sentence] = []
    start = 0
    for line in view.text.split("\n"):
        kind: BlockKind = "title" if title and not blocks else "body"
        if line.strip():
            blocks.append(Block(start, start + len(line), kind))
            sentences += [
                Sentence(a, b, len(blocks) - 1) for a, b in split_sentences(view.text, start, start + len(line))
            ]
        start += len(line) + 1
    document = Document(view, tuple(blocks), tuple(sentences), title=title, _starts=tuple(s.start for s in sentences))
    cited = tuple(documents.find(document))
    mentions = Mentions((*dates.find(document, claimed=cited),), cited, (), (), (), ())
    published = dt.date.fromisoformat(context["pub"]) if "pub" in context else None
    return document, mentions, find_anchors(document, mentions, published_on=published)
