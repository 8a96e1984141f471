"""What each line between the head and the tail of a page is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import regex

from thidua_extract.blocks.captions import credited, follows_picture, shows_scene
from thidua_extract.blocks.cues import cue_of
from thidua_extract.blocks.front import Front
from thidua_extract.blocks.headlines import junctions, reads_as_headlines
from thidua_extract.blocks.history import find_historical
from thidua_extract.blocks.lines import Line
from thidua_extract.blocks.model import NO_LABEL, READABLE, Label
from thidua_extract.timestamps import stamp_line

__all__ = ["Page", "label_text"]


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of a page, how often each headline-like key occurs, its head, and the labels found so far."""

    lines: Sequence[Line]
    counts: dict[str, int]
    front: Front
    labels: dict[int, Label]


def label_text(page: Page, end: int) -> None:
    """Label the lines from the first running text to ``end`` that have no label yet."""
    first = page.front.body
    above = first if page.front.title is None else page.front.title + 1
    loose = _loosely_written(page.lines[min(above, first) : end])
    quoted = find_historical(page.lines, first, end)
    read: set[str] = set()
    at_lead = True
    for k in range(first, end):
        if k in quoted:
            page.labels[k] = ("crud", "blocks.historical")
        elif k not in page.labels:
            page.labels[k] = _label(page, k, read, at_lead=at_lead and not loose)
            if loose and page.labels[k][1] == "blocks.subhead" and len(page.lines[k].text) >= 50:
                page.labels[k] = ("body", "blocks.body")
        if page.labels[k][0] in READABLE:
            read.add(page.lines[k].key)
            at_lead = at_lead and k == first


def _loosely_written(lines: Sequence[Line]) -> bool:
    """Whether paragraphs are broken inside sentences or end without stops, so that a missing stop tells nothing."""
    long = [line for line in lines if len(line.text) >= 60]
    broken = sum(1 for a, b in pairwise(lines) if b.text[0].islower() and not a.stopped)
    wrapped = broken >= 3 and broken * 5 >= len(lines)
    return wrapped or sum(1 for line in long if not line.stopped) * 2 > len(long)


def _label(page: Page, k: int, read: set[str], *, at_lead: bool) -> Label:
    line, title = page.lines[k], page.front.title
    if title is not None and line.key and line.key == page.lines[title].key:
        return "caption", "blocks.repeated_title"
    above = page.labels.get(k - 1, NO_LABEL)
    if line.text[0].islower() and above[0] in READABLE and not line.bullet and not page.lines[k - 1].stopped:
        return "body", "blocks.continued"
    return _picture(page, k, above, read) or _furniture(line) or _running(page, k, at_lead=at_lead)


def _picture(page: Page, k: int, above: Label, read: set[str]) -> Label | None:
    """A caption by its credit or its place, or a line that repeats another."""
    line = page.lines[k]
    if credited(line):
        return "caption", "blocks.credit"
    if above[1] == "blocks.repeated_title" and follows_picture(line):
        return "caption", "blocks.below_picture"
    if not line.key or page.counts.get(line.key, 0) < 2:
        return None
    beside = [j for j in (k - 1, k + 1) if 0 <= j < len(page.lines) and page.lines[j].key == line.key]
    if beside and len(line.text) <= 300:
        return "caption", "blocks.doubled"
    return ("crud", "blocks.repeated") if line.key in read and line.words >= 6 else None


def _furniture(line: Line) -> Label | None:
    if stamp_line(line.folded):
        return "meta", "blocks.stamp"
    return None if line.bullet and len(line.text) > 40 else cue_of(line)


_SECTION = regex.compile(r"(?:[IVX]{1,5}|[0-9]{1,2}|[A-Z])[./)] ?\p{Lu}")


def _running(page: Page, k: int, *, at_lead: bool) -> Label:
    """The label of a line that is text: lead, body, sub-head, caption without a credit, or glued headlines."""
    line = page.lines[k]
    if k == page.front.body:
        return ("body", "blocks.bullet") if line.bullet else ("lead", "blocks.lead")
    if at_lead and _linked(page, k):
        return "crud", "blocks.headlines"
    if line.bullet or _SECTION.match(line.text):
        return ("subhead", "blocks.section") if line.shouted else ("body", "blocks.bullet")
    if reads_as_headlines(line, after_lead=at_lead):
        return "crud", "blocks.headlines"
    if shows_scene(line):
        return "caption", "blocks.scene"
    if line.prose or line.stopped or line.text[-1] == ",":
        return "body", "blocks.body"
    if at_lead and not line.shouted and len(line.text) >= 60:
        return "crud", "blocks.headlines"
    if len(line.text) > 150:
        return "body", "blocks.body"
    return "subhead", "blocks.subhead"


def _linked(page: Page, k: int) -> bool:
    """Whether a line below the lead is one of a list of links: headlines without stops, with or without bullets."""
    line = page.lines[k]
    if line.stopped or line.prose or line.text[-1] == "," or page.lines[page.front.body].text[-1] in ":;":
        return False
    if line.bullet:
        return line.text[0] in "*•-–+▪■●►" and line.words >= 5
    beside = [page.lines[j] for j in (k - 1, k + 1) if page.front.body < j < len(page.lines)]
    pair = any(not (b.stopped or b.prose or b.bullet or b.shouted) and b.words >= 6 for b in beside)
    return line.words >= 6 and not line.shouted and (pair or junctions(line.text) > 0)
