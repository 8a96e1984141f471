"""What the readers about people and bodies share: lines as blocks (the first of several is the title), and mentions."""

from __future__ import annotations

from thidua_extract.anchors import Anchors
from thidua_extract.blocks import Block, Document, Sentence
from thidua_extract.blocks.sentences import split_sentences
from thidua_extract.mentions import Mentions, bodies, documents, people
from thidua_extract.text import make_view

NO_ANCHORS = Anchors(None, None, None, ())


def as_document(text: str) -> Document:
    """Lines as blocks: of several, the first is the title and the second the lead."""
    view = make_view(text)
    blocks: list[Block] = []
    sentences: list[Sentence] = []
    offset = 0
    lines = view.text.split("\n")
    for number, line in enumerate(lines):
        kind = "body" if len(lines) == 1 or number > 1 else ("title", "lead")[number]
        end = offset + len(line)
        sentences += [Sentence(a, b, len(blocks)) for a, b in split_sentences(view.text, offset, end)]
        blocks.append(Block(offset, end, kind))  # type: ignore[arg-type]
        offset = end + 1
    return Document(view, tuple(blocks), tuple(sentences), _starts=tuple(s.start for s in sentences))


def read_mentions(text: str) -> tuple[Document, Mentions]:
    """Bodies, people and documents of a text; what else a document holds is left out."""
    document = as_document(text)
    found = bodies.find(document)
    return document, Mentions(
        dates=(),
        documents=tuple(documents.find(document)),
        quotes=(),
        bodies=tuple(found),
        people=tuple(people.find(document, found)),
        quantities=(),
    )
