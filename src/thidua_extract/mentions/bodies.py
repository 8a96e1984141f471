"""Organisations: [organ of] head noun + domain + level word + place, abbreviations expanded."""

from __future__ import annotations

from collections.abc import Iterable

import regex

from thidua_extract.blocks import Document
from thidua_extract.mentions.bodies_alias import find_aliases, is_capitals, lower_capitals
from thidua_extract.mentions.bodies_anaphora import complete
from thidua_extract.mentions.bodies_scan import scan
from thidua_extract.mentions.bodies_words import Body
from thidua_extract.rules import rule
from thidua_extract.spans import Mention
from thidua_extract.text import fold

__all__ = ["Body", "find"]

_BRACKET = regex.compile(r"[ ]?\([^()]{1,40}\)", regex.VERBOSE)
_HEADING = rule("bodies.heading", r"\p{Lu}[\p{Lu} .&-]{3,100}")(lambda m: str(m.group())).name
_REST = regex.compile(r"[ ]?(?:\([^()]{0,60}\))?[ .]{0,3}", regex.VERBOSE)
_READ = ("title", "lead", "body", "subhead", "caption")


def find(document: Document) -> list[Mention[Body]]:
    """Organisations in readable blocks and captions, in text order, anaphors completed from the article's own words."""
    found: list[Mention[Body]] = []
    for block in document.blocks:
        if block.kind in _READ and not is_capitals(document.text, block.start, block.end):
            found += _once(scan(document.text, document.folded, block.start, block.end))
    headings = _headings(document)
    whole = complete(document, found, headings=headings)
    more = find_aliases(document, whole)
    taken = {m.start for m in (*whole, *more)}
    headed = [m for m in headings if m.start not in taken]
    return _with_short_names(document, sorted([*whole, *more, *headed], key=lambda m: m.start))


def _once(found: Iterable[Mention[Body]]) -> list[Mention[Body]]:
    """Mentions without those that turn out to share the name of a later body."""
    kept: list[Mention[Body]] = []
    for m in found:
        while m.rule == "bodies.sharing" and kept and kept[-1].start >= m.start:
            kept.pop()
        kept.append(m)
    return kept


def _headings(document: Document) -> list[Mention[Body]]:
    """Bodies that a line of capitals at the top names as a whole: TRƯỜNG THPT TRẦN QUỐC TOẢN (TX. CAO LÃNH)."""
    for block in document.blocks[:3]:
        if is_capitals(document.text, block.start, block.end):
            line = lower_capitals(document.text[block.start : block.end])
            found = [m for m in scan(line, fold(line), 0, len(line)) if _REST.fullmatch(line, m.end) and m.start == 0]
            headed = [Mention(block.start, block.start + m.end, _HEADING, m.value) for m in found if m.value.complete]
            return headed[:1]
    return []


def _with_short_names(document: Document, found: list[Mention[Body]]) -> list[Mention[Body]]:
    """A short name in brackets right after the full one is part of its mention: Tập đoàn … Việt Nam (TKV)."""
    merged: list[Mention[Body]] = []
    for m in found:
        last = merged[-1] if merged else None
        if last and m.value.name == last.value.name and _BRACKET.fullmatch(document.text, last.end, m.end + 1):
            merged[-1] = Mention(last.start, m.end + 1, last.rule, last.value)
        else:
            merged.append(m)
    return merged
