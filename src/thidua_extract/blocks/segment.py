"""From a view to a document: the head, the tail, what stands between, and the sentences of what can be read."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from thidua_extract.blocks.close import label_close
from thidua_extract.blocks.front import find_front
from thidua_extract.blocks.labels import Page, label_text
from thidua_extract.blocks.lines import repeats
from thidua_extract.blocks.listing import is_listing
from thidua_extract.blocks.model import READABLE, Block, Document, Sentence
from thidua_extract.blocks.sentences import split_sentences
from thidua_extract.blocks.stamps import trusted_stamp
from thidua_extract.blocks.tags import peel, split_source_tag
from thidua_extract.blocks.tails import find_tail
from thidua_extract.blocks.wrapping import join_wrapped
from thidua_extract.records import Issue
from thidua_extract.text import View

__all__ = ["segment"]


def segment(view: View) -> Document:
    """Tell the blocks of a page apart and split the readable ones into sentences.

    >>> from thidua_extract.text import make_view
    >>> page = "Phát động thi đua\\n17:50 | 16/12/2021\\nNgày 15/12, Công ty May ra quân.\\nT.P\\nTin khác\\nA"
    >>> [block.kind for block in segment(make_view(page)).blocks]
    ['title', 'meta', 'lead', 'byline', 'crud', 'crud']
    """
    view, lines = join_wrapped(view)
    counts = repeats(lines)
    front = find_front(lines, counts)
    page = Page(lines, counts, front, dict(front.labels))
    end = find_tail(lines, front.body, page.labels)
    label_text(page, end)
    label_close(page, end)
    listing = is_listing(lines, page.labels, front, end)
    blocks = [
        piece
        for k, line in enumerate(lines)
        for piece in peel(view.text, Block(line.start, line.end, *page.labels[k]), first=k == front.body)
    ]
    return _document(view, blocks, listing=listing)


_ISSUES = {
    "several_articles": "The page lists several headlines and is no article.",
    "template_clock": "The only time stamp stands beside the weather and is a clock of the page, not of the article.",
}


def _document(view: View, blocks: Sequence[Block], *, listing: bool) -> Document:
    sentences = tuple(
        Sentence(a, b, k)
        for k, block in enumerate(blocks)
        if block.kind in READABLE
        for a, b in split_sentences(view.text, block.start, block.end)
    )
    stamp, day, issue = trusted_stamp(view.text, blocks)
    return Document(
        view,
        tuple(blocks),
        sentences,
        title=" ".join(_texts(view, blocks, "title")) or None,
        stamp=stamp,
        published_on=day,
        publisher=_publisher(view, blocks),
        byline=_byline(_texts(view, blocks, "byline"), stamp),
        listing=listing,
        issues=tuple(
            Issue(code=code, message=_ISSUES[code], field="article")
            for code in (issue, "several_articles" if listing else "")
            if code
        ),
        _starts=tuple(s.start for s in sentences),
    )


def _texts(view: View, blocks: Sequence[Block], kind: str) -> list[str]:
    return [view.text[b.start : b.end] for b in blocks if b.kind == kind]


def _publisher(view: View, blocks: Sequence[Block]) -> str | None:
    """The newspaper's tag that opens the lead, or the source named below the text."""
    for block in blocks:
        if block.rule == "blocks.source_tag":
            tag = split_source_tag(view.text[block.start : block.end] + " A")
            return tag[1] if tag else None
    for block in blocks:
        m = _SOURCE.fullmatch(view.text[block.start : block.end]) if block.rule == "blocks.furniture" else None
        if m:
            return m[1]
    return None


_SOURCE = regex.compile(
    r"(?:Theo nguồn|Nguồn tin|Nguồn) ?:? ?((?:Báo |Tạp chí )?[\p{L}0-9][\p{L}0-9.& -]{2,40}(?<![.]))"
)
_LABEL = regex.compile(r"^\(?(?:[^:]{2,40}:[ ]*|[Tt]heo )?")
_AUTHOR = regex.compile(r"[Tt]ác giả ?: ?([^|–\n]{2,40})")


def _byline(lines: list[str], stamp: str | None) -> str | None:
    """Who signs: the last by-line without its label, or the author that the stamp names."""
    if lines:
        name = _LABEL.sub("", lines[-1]).strip()
        return (name if "(" in name else name.rstrip(")")) or None
    m = _AUTHOR.search(stamp or "")
    return m[1].strip() if m else None
