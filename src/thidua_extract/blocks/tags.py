"""What is glued to a paragraph and is not its text: the newspaper's tag and a stamp before it, initials behind it."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from thidua_extract.blocks.bylines import glued_byline
from thidua_extract.blocks.model import Block, BlockKind
from thidua_extract.blocks.stamps import glued_stamp, leading_stamp
from thidua_extract.lexicon import alternation, load_table
from thidua_extract.rules import rule

__all__ = ["peel", "split_source_tag"]


def _newspapers() -> str:
    return alternation([row["surface"] for row in load_table("newspapers")])


@rule(
    "blocks.source_tag",
    r"""^[(\[](?P<name>\p{Lu}[\p{L}&.+]{1,14}(?:[ ][\p{L}&.+]{1,12}){0,3}|[\p{L}0-9-]{2,30}(?:\.[a-z]{2,4}){1,3})[)\]]
      [ ]?[-–—:.,]{0,2}[ ]{0,3}(?=[\p{Lu}“"0-9])
    | ^(?P<bare>[A-ZĐ][A-ZĐ&]{1,8}(?:\.[A-Za-z]{2,3})?|GD&TĐ|VOV[0-9.]{0,2}|\p{Lu}[\p{L}]{3,14}(?:\.[a-z]{2,3}){1,2}
      |NEWSPAPER)(?:[ ]Online)?[ ]?[-–—:]{1,2}[ ]{1,3}(?=[\p{Lu}“"0-9])""".replace("NEWSPAPER", _newspapers()),
)
def _source_tag(m: regex.Match[str]) -> str | None:
    """The newspaper's tag that opens the lead: "(LĐTĐ) ", "GDVN - "; an abbreviated body is none."""
    if m["bare"] and m["bare"] in _BODIES:
        return None
    name: str = m["name"] or m["bare"]
    return name


_BODIES = frozenset(
    {
        "LĐLĐ",
        "UBND",
        "HĐND",
        "MTTQ",
        "CĐCS",
        "TLĐ",
        "BCH",
        "CNVCLĐ",
        "CNLĐ",
        "ATVSLĐ",
        "BHXH",
        "CĐ",
        "TP",
        "KCN",
        "CNLD",
    }
)


def split_source_tag(text: str) -> tuple[int, str] | None:
    """Length and name of a newspaper's tag at the beginning of a paragraph.

    >>> split_source_tag("(LĐTĐ) Ngày 5/3, Công đoàn quận họp.")
    (7, 'LĐTĐ')
    """
    return next(((m.end(), name) for m, name in _source_tag.finditer(text[:60])), None)


def peel(text: str, block: Block, *, first: bool) -> Iterator[Block]:
    """The block of a line, parted from what is glued to it; ``first``: the line opens the running text."""
    start, end = block.start, block.end
    before: list[Block] = []
    after: list[Block] = []
    if first or block.kind == "title":
        stamp = leading_stamp(text[start:end])
        if stamp:
            before.append(_block(text, start, start + stamp, "meta", "blocks.stamp"))
            start += stamp
        tag = split_source_tag(text[start : start + 60]) if first else None
        if tag:
            before.append(_block(text, start, start + tag[0], "meta", "blocks.source_tag"))
            start += tag[0]
    cut, kind, why = _behind(text[start:end], block.kind)
    if cut:
        after.append(_block(text, start + cut, end, kind, why))
        end = start + cut
    yield from (*before, _block(text, start, end, block.kind, block.rule), *after)


def _behind(text: str, kind: BlockKind) -> tuple[int, BlockKind, str]:
    if kind == "title":
        return glued_stamp(text), "meta", "blocks.stamp"
    if kind in ("lead", "body"):
        signed = text[-1].isalpha() or text[-1] == ")" or text[-2:-1].isupper()
        return (glued_byline(text) or 0) if signed else 0, "byline", "blocks.byline_glued"
    return 0, kind, ""


def _block(text: str, start: int, end: int, kind: BlockKind, why: str) -> Block:
    while end > start and text[end - 1] == " ":
        end -= 1
    return Block(start, end, kind, why)
