"""The close of an article: by-line, source, and headlines that stand below the text without a marker."""

from __future__ import annotations

from thidua_extract.blocks.bylines import byline_of, signature_of
from thidua_extract.blocks.cues import cue_of, is_recipients, marker_of
from thidua_extract.blocks.labels import Page
from thidua_extract.blocks.lines import Line
from thidua_extract.blocks.model import READABLE, Label

__all__ = ["label_close"]


def label_close(page: Page, end: int) -> None:
    """Label what stands below the last running text, and the lines from ``end`` on, which are a tail."""
    last = end - 1
    while last > page.front.body and not _closing_text(page.lines[last], page.labels[last]):
        last -= 1
    signed = _label_byline(page, max(last + 1, page.front.body), end)
    for k in range(signed, end):
        if page.labels[k][0] in READABLE:
            page.labels[k] = ("crud", "blocks.below_text")
    _label_tail(page, end)
    _label_inner(page, last)


_SIGNATURE_LINES = 12


def _label_tail(page: Page, end: int) -> None:
    """Label what is not the article; the signature beside an official paper's recipients may name an official."""
    official = end < len(page.lines) and is_recipients(page.lines[end])
    for k in range(end, len(page.lines)):
        line = page.lines[k]
        if official and k < end + _SIGNATURE_LINES:
            page.labels[k] = ("caption", "blocks.recipients" if k == end else "blocks.signature")
        elif marker_of(line):
            page.labels[k] = ("crud", "blocks.marker")
        else:
            page.labels[k] = cue_of(line) or ("crud", "blocks.tail")


def _label_byline(page: Page, first: int, end: int) -> int:
    """Label the first by-line; where what is below the text begins: a line or two above a by-line is still text."""
    for k in range(first, end):
        sign = None if page.labels[k][0] in ("caption", "meta") else signature_of(page.lines[k])
        if sign:
            page.labels[k] = ("byline", sign[1])
            return k + 1 if k - first <= 2 else first
    return first


def _closing_text(line: Line, label: Label) -> bool:
    """Whether a line is text that an article can end with."""
    if label[0] not in ("lead", "body"):
        return False
    return line.prose or byline_of(line) is None


def _label_inner(page: Page, last: int) -> None:
    """A by-line right below the head ("Nguyễn Văn A"), or a labelled one further down, is none of the text."""
    for k in range(page.front.body, last):
        if page.labels[k][0] == "subhead":
            sign = byline_of(page.lines[k])
            if sign and (sign[0] == "label" or k <= page.front.body + 1):
                page.labels[k] = ("byline", sign[1])
