"""The record field ``audiences``: groups addressed separately (khối doanh nghiệp, khu vực hành chính sự nghiệp)."""

from __future__ import annotations

import regex

from thidua_extract import records
from thidua_extract.anchors import Anchors
from thidua_extract.blocks import Document
from thidua_extract.lexicon import alternation, load_table
from thidua_extract.mentions import Mentions
from thidua_extract.rules import Rule, rule
from thidua_extract.text import fold, fold_key

__all__ = ["extract"]

_SECTORS = alternation([fold(r["surface"]) for r in load_table("audiences") if r["kind"] == "sector"])
_GROUPS = alternation([fold(r["surface"]) for r in load_table("audiences") if r["kind"] == "group"])
_ADDRESSED = r"(?:đối[ ]với|ở|trong|tại|dành[ ]cho|riêng|với)[ ]{1,2}"
_HEAD = r"(?:(?:các[ ])?(?:khối|khu[ ]vực|lĩnh[ ]vực|nhóm|loại[ ]hình))"


@rule(
    "audiences.sector",
    rf"(?<!\p{{L}})(?:{_ADDRESSED})?(?P<name>{_HEAD}[ ](?:các[ ])?(?:{_SECTORS})(?:(?:,[ ]|"
    rf"[ ]và[ ])(?:{_SECTORS}))*+)(?!\p{{L}})",
)
def _sector(m: regex.Match[str]) -> tuple[int, int]:
    return m.span("name")


@rule(
    "audiences.group",
    rf"(?<!\p{{L}})đối[ ]với[ ]{{1,2}}(?P<name>(?:các[ ]|toàn[ ]thể[ ])?(?:{_GROUPS})(?:(?:,[ ]|"
    rf"[ ]và[ ])(?:{_GROUPS}))*+)"
    r"(?!\p{L})(?=[ ]?[,:;.]|$)",
)
def _group(m: regex.Match[str]) -> tuple[int, int]:
    return m.span("name")


_RULES: tuple[Rule[tuple[int, int]], ...] = (_sector, _group)
_COUNT_BEFORE = regex.compile(r"[0-9](?:[.,]?[0-9]){0,8}[ ](?:\p{L}{1,8}[ ]){0,6}$", regex.VERBOSE)


def extract(document: Document, mentions: Mentions, anchors: Anchors) -> tuple[records.Audience, ...]:
    """Items of ``audiences`` in text order, each group once."""
    items: dict[str, records.Audience] = {}
    for sentence in document.sentences:
        for each in _RULES:
            for _, (start, end) in each.finditer(document.folded, sentence.start, sentence.end):
                if _COUNT_BEFORE.search(document.folded, max(sentence.start, start - 30), start):
                    continue
                name = document.text[start:end]
                items.setdefault(
                    fold_key(name), records.Audience(name=name, evidence=document.evidence(start, end), rule=each.name)
                )
    return tuple(sorted(items.values(), key=lambda i: i.evidence.start))
