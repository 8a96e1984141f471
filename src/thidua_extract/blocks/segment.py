"""From a view to a document: the head, the tail, what stands between, and the sentences of what can be read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from thidua_extract.blocks.bylines import byline_of, glued_byline
from thidua_extract.blocks.captions import credited, follows_picture, shows_scene
from thidua_extract.blocks.cues import cue_of
from thidua_extract.blocks.front import Front, Label, find_front, split_source_tag
from thidua_extract.blocks.headlines import reads_as_headlines
from thidua_extract.blocks.lines import Line, repeats, split_lines
from thidua_extract.blocks.listing import is_listing
from thidua_extract.blocks.model import READABLE, Block, Document, Sentence
from thidua_extract.blocks.sentences import split_sentences
from thidua_extract.blocks.stamps import glued_stamp, leading_stamp, trusted_stamp
from thidua_extract.blocks.tails import find_tail
from thidua_extract.text import View
from thidua_extract.timestamps import stamp_line

__all__ = ["segment"]


@dataclass(frozen=True, slots=True)
class _Page:
    lines: Sequence[Line]
    counts: dict[str, int]
    front: Front
    labels: dict[int, Label]


def segment(view: View) -> Document:
    """Tell the blocks of a page apart and split the readable ones into sentences.

    >>> from thidua_extract.text import make_view
    >>> page = "Phát động thi đua\\n17:50 | 16/12/2021\\nNgày 15/12, Công đoàn Công ty May ra quân thi đua năm mới.\\nT.P\\nTin khác\\nA"
    >>> [b.kind for b in segment(make_view(page)).blocks]
    ['title', 'meta', 'lead', 'byline', 'crud', 'crud']
    """
    lines = split_lines(view)
    counts = repeats(lines)
    front = find_front(lines, counts)
    labels = dict(front.labels)
    page = _Page(lines, counts, front, labels)
    end = find_tail(lines, front.body, labels)
    for k in range(front.body, end):
        if k not in labels:
            labels[k] = _body_label(page, k)
    _label_close(page, end)
    listing = is_listing(lines, labels, front)
    return _document(view, page, listing=listing)


def _body_label(page: _Page, k: int) -> Label:
    """What a line between the head and the tail is."""
    line, title = page.lines[k], page.front.title
    if title is not None and line.key and line.key == page.lines[title].key:
        return "caption", "blocks.repeated_title"
    above = page.labels.get(k - 1, ("", ""))
    if line.text[0].islower() and above[0] in READABLE and not line.bullet and not page.lines[k - 1].stopped:
        return "body", "blocks.continued"
    return _picture(page, k, above) or _furniture(line) or _running(page, k, above)


def _picture(page: _Page, k: int, above: Label) -> Label | None:
    line = page.lines[k]
    if credited(line):
        return "caption", "blocks.credit"
    if above[1] == "blocks.repeated_title" and follows_picture(line):
        return "caption", "blocks.below_picture"
    if page.counts.get(line.key, 0) > 1 and line.key:
        same = [j for j in (k - 1, k + 1) if 0 <= j < len(page.lines) and page.lines[j].key == line.key]
        if same and len(line.text) <= 200:
            return "caption", "blocks.doubled"
        if any(page.lines[j].key == line.key and page.labels.get(j, ("", ""))[0] in READABLE for j in range(k)):
            return "crud", "blocks.repeated"
    return None


def _furniture(line: Line) -> Label | None:
    if stamp_line(line.folded):
        return "meta", "blocks.stamp"
    cue = None if line.bullet and len(line.text) > 40 else cue_of(line)
    return (cue[0], cue[1]) if cue else None


_SECTION = regex.compile(r"(?:[IVX]{1,5}|[0-9]{1,2}|[A-Z])[./)] ?\p{Lu}")


def _running(page: _Page, k: int, above: Label) -> Label:
    """The label of a line that is text: lead, body, sub-head, caption without a credit, or glued headlines."""
    line = page.lines[k]
    lead = k == page.front.body
    if line.bullet or _SECTION.match(line.text):
        return ("subhead", "blocks.section") if line.shouted else ("body", "blocks.bullet")
    if not lead and reads_as_headlines(line, after_lead=above[0] == "lead" and not line.gap):
        return "crud", "blocks.headlines"
    if not lead and shows_scene(line):
        return "caption", "blocks.scene"
    if line.prose or line.stopped or len(line.text) > 150:
        return ("lead", "blocks.lead") if lead else ("body", "blocks.body")
    if line.text[-1] == ",":
        return "body", "blocks.body"
    if above[0] == "lead" and not line.shouted and len(line.text) >= 60:
        return "crud", "blocks.headlines"
    return "subhead", "blocks.subhead"


def _label_close(page: _Page, end: int) -> None:
    """Label what stands below the last running text: the by-line, a source, headlines without a marker."""
    lines, labels = page.lines, page.labels
    k = end - 1
    while k > page.front.body and not _closing_text(lines[k], labels[k]):
        k -= 1
    signed = False
    for j in range(k + 1, end):
        if labels[j][0] in ("caption", "meta"):
            continue
        sign = byline_of(lines[j])
        if sign and not signed and labels[j][0] in ("subhead", "body", "crud"):
            labels[j], signed = ("byline", sign[1]), True
        elif labels[j][0] in READABLE:
            labels[j] = ("crud", "blocks.below_text")
    for j in range(end, len(lines)):
        labels.setdefault(j, ("crud", "blocks.tail"))
    _label_inner_bylines(page, k)


def _closing_text(line: Line, label: Label) -> bool:
    """Whether a line is text that an article can end with."""
    if label[0] not in ("lead", "body"):
        return False
    sign = byline_of(line)
    return not (sign and (sign[0] != "name" or not line.stopped)) or line.prose


def _label_inner_bylines(page: _Page, last: int) -> None:
    """A by-line right under the head ("Nguyễn Văn A") or above further text is none of the text."""
    for k in range(page.front.body, last):
        if page.labels[k][0] == "subhead":
            sign = byline_of(page.lines[k])
            if sign and (sign[0] != "name" or k <= page.front.body + 1):
                page.labels[k] = ("byline", sign[1])


def _document(view: View, page: _Page, *, listing: bool) -> Document:
    blocks: list[Block] = []
    publisher: str | None = None
    for k, line in enumerate(page.lines):
        kind, why = page.labels[k]
        start, end = line.start, line.end
        if kind == "lead" or (kind == "body" and k == page.front.body):
            dated = leading_stamp(line.text)
            if dated:
                blocks.append(Block(start, start + dated, "meta", "blocks.stamp"))
                start += dated
            tag = split_source_tag(view.text[start:end])
            if tag:
                publisher = publisher or tag[1]
                blocks.append(Block(start, start + tag[0], "meta", "blocks.source_tag"))
                start += tag[0]
        rest: Block | None = None
        if kind in ("body", "lead"):
            cut = glued_byline(line.text)
            if cut is not None and line.start + cut > start:
                rest = Block(line.start + cut, end, "byline", "blocks.byline_glued")
                end = line.start + cut
        elif kind == "title":
            cut = glued_stamp(line.text)
            if cut:
                rest = Block(line.start + cut, end, "meta", "blocks.stamp")
                end = line.start + cut
        blocks.append(Block(start, _trim(view.text, start, end), kind, why))
        if rest:
            blocks.append(rest)
    return _with_meta(view, page, blocks, publisher, listing=listing)


def _trim(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] == " ":
        end -= 1
    return end


def _with_meta(view: View, page: _Page, blocks: list[Block], publisher: str | None, *, listing: bool) -> Document:
    sentences = [
        Sentence(a, b, k)
        for k, block in enumerate(blocks)
        if block.kind in READABLE
        for a, b in split_sentences(view.text, block.start, block.end)
    ]
    title = [view.text[b.start : b.end] for b in blocks if b.kind == "title"]
    byline = next((view.text[b.start : b.end] for b in reversed(blocks) if b.kind == "byline"), None)
    stamp, day, issue = trusted_stamp(view.text, blocks)
    return Document(
        view,
        tuple(blocks),
        tuple(sentences),
        title=" ".join(title) or None,
        stamp=stamp,
        published_on=day,
        publisher=publisher,
        byline=_NAMED.sub("", byline).strip() if byline else None,
        listing=listing,
        issues=tuple(i for i in (issue, "several_articles" if listing else "") if i),
        _starts=tuple(s.start for s in sentences),
    )


_NAMED = regex.compile(r"^(?:[^:]{2,40}:[ ]*|\(|[Tt]heo )|[)]$")
