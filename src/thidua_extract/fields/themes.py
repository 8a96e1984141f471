"""Themes (chủ đề, chủ điểm) and slogans (khẩu hiệu, phương châm, thông điệp …) with what they belong to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import regex

from thidua_extract import records
from thidua_extract.anchors import Anchors
from thidua_extract.blocks import Document
from thidua_extract.mentions import Mentions
from thidua_extract.mentions.governors import Governed, govern, sentence_start
from thidua_extract.mentions.movement_cues import cue_pattern
from thidua_extract.mentions.theme_places import Place, find_place
from thidua_extract.mentions.unquoted_themes import find_unquoted
from thidua_extract.rules import rule
from thidua_extract.text import fold_key

__all__ = ["extract"]

MAX_WORDS = 60
NAMING_REACH = 300
"""Characters before a labelled phase in which the text says that the phases have names."""

LABEL_REACH = 70


@dataclass(frozen=True, slots=True)
class _Found:
    """A theme or slogan as read: the view span of its text, of its cue, and the rule."""

    start: int
    end: int
    cue_start: int
    cue_end: int
    kind: Literal["theme", "slogan"]
    rule: str


@rule("themes.quoted", cue_pattern("theme", "named"))
def _quoted_cue(m: regex.Match[str]) -> str:
    """A quoted theme after its cue: "với chủ đề “…”", "đợt 1 có tên “…”"."""
    return "theme"


@rule("themes.slogan", cue_pattern("slogan"))
def _slogan_cue(m: regex.Match[str]) -> str:
    """A quoted slogan right after its cue: "với phương châm “…”"."""
    return "slogan"


@rule(
    "themes.labelled",
    r"(?:đợt|giai[ ]đoạn|bước|chặng|tuần|kỳ)[ ][\p{L}\p{N}]{1,5}(?:[ ,:]?[ ]?\([^()“”]{1,40}\))?[ ]?[:–-]?[ ]$",
)
def _labelled(m: regex.Match[str]) -> bool:
    """A phase's label right before a quotation, where the phases are said to have names."""
    return True


@rule(
    "themes.naming",
    r"""(?:tên[ ]riêng | cái[ ]tên | các[ ](?:tên|chủ[ ](?:đề|điểm))
          | (?:mỗi|từng|hai|ba|bốn)[ ][^.;“”]{0,40}(?:tên|chủ[ ](?:đề|điểm)))(?!\p{L})""",
)
def _naming(m: regex.Match[str]) -> bool:
    """The text says that its phases have names or themes of their own, each one."""
    return True


def extract(document: Document, mentions: Mentions, anchors: Anchors) -> tuple[records.Theme, ...]:
    """Items of ``themes`` in text order; a restated theme is one item, its clearest statement kept."""
    found: dict[str, records.Theme] = {}
    done = 0
    plain = [_Found(t.start, t.end, t.cue_start, t.cue_end, "theme", t.rule) for t in find_unquoted(document)]
    for item in sorted([*_quoted(document, mentions), *plain], key=lambda f: f.start):
        theme = _theme(document, mentions, item, done)
        key = fold_key(theme.text)
        done = item.end
        if key not in found or (found[key].scope == "campaign" and theme.scope != "campaign"):
            found[key] = theme
    return tuple(sorted(found.values(), key=lambda t: t.evidence.start))


def _quoted(document: Document, mentions: Mentions) -> Iterator[_Found]:
    for governed in govern(document, mentions.quotes):
        cue, value = governed.cue, governed.quote.value
        words = len(value.text.split())
        if words > MAX_WORDS:
            continue
        start, end = value.inner_start, value.inner_start + len(value.text.rstrip(" .,;:"))
        if cue is not None and cue.role == "theme" and (words > 1 or governed.direct):
            yield _Found(start, end, cue.start, cue.end, "theme", _quoted_cue.name)
        elif cue is not None and cue.role == "slogan" and words > 1:
            if _is_slogan(document, governed, cue.end):
                yield _Found(start, end, cue.start, cue.end, "slogan", _slogan_cue.name)
        elif cue is None and _is_labelled(document, governed.quote.start):
            yield _Found(start, end, governed.quote.start, governed.quote.start, "theme", _labelled.name)


@rule("themes.slogan_of", r"(?:[ ]\p{L}{1,9}){0,3}[ ](?:của|cho)[ ][^.,;:“”]{2,40}(?:[ ]là|:)[ ]{1,2}$")
def _slogan_of(m: regex.Match[str]) -> bool:
    """ "khẩu hiệu của đợt thi đua là “…”"."""
    return True


def _is_slogan(document: Document, governed: Governed, cue_end: int) -> bool:
    """A slogan stands right after its cue, in marks that close, and heads no list."""
    if governed.inherited or not governed.quote.value.closed:
        return False
    return governed.direct or bool(_slogan_of.pattern.match(document.folded, cue_end, governed.quote.start))


def _is_labelled(document: Document, at: int) -> bool:
    label = _labelled.pattern.search(document.folded, max(sentence_start(document, at), at - LABEL_REACH), at)
    if label is None:
        return False
    return bool(_naming.pattern.search(document.folded, max(0, label.start() - NAMING_REACH), label.start()))


def _theme(document: Document, mentions: Mentions, item: _Found, done: int) -> records.Theme:
    text = document.text[item.start : item.end]
    place = Place("campaign")
    if item.kind == "theme":
        place = find_place(document, mentions.bodies, (item.cue_start, item.cue_end), (item.start, item.end), done=done)
    return records.Theme(
        text=text,
        kind=item.kind,
        scope=place.scope,
        phase=place.phase,
        year=place.year,
        set_by=place.set_by,
        evidence=document.evidence(item.start, item.end),
        rule=item.rule,
    )
