"""Movements (phong trào, cuộc vận động, chương trình, hội thi, danh hiệu …) that the article promotes by name."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from thidua_extract import records
from thidua_extract.anchors import Anchors
from thidua_extract.blocks import Document
from thidua_extract.mentions import Mentions
from thidua_extract.mentions.movement_names import resolve
from thidua_extract.mentions.name_variants import Named, group
from thidua_extract.mentions.quoted_names import find_quoted
from thidua_extract.mentions.unquoted_names import find_unquoted
from thidua_extract.rules import rule
from thidua_extract.spans import inside

__all__ = ["extract"]


def extract(document: Document, mentions: Mentions, anchors: Anchors) -> tuple[records.Movement, ...]:
    """Items of ``movements`` in text order; the variants of a name are one item, the longest its name."""
    named = [*find_quoted(document, mentions.quotes), *find_unquoted(document, mentions.bodies)]
    return tuple(_record(document, mentions, variants) for variants in group(_outermost(named)))


def _outermost(named: Sequence[Named]) -> list[Named]:
    """Names that no longer one covers."""
    kept: list[Named] = []
    for name in sorted(named, key=lambda n: (n.start, -n.end)):
        if not kept or name.end > kept[-1].end:
            kept.append(name)
    return kept


def _record(document: Document, mentions: Mentions, variants: Sequence[Named]) -> records.Movement:
    named = [v for v in variants if v.promoted]
    best = max(named, key=lambda v: len(v.name.split()))
    aliases = dict.fromkeys(v.name for v in variants if v.name.casefold() != best.name.casefold())
    headed = [v.kind for v in named if v.headed]
    known = next((k for v in (best, *variants) if (k := resolve(v.name))), None)
    return records.Movement(
        name=best.name,
        id=known.id if known else None,
        kind=next((kind for kind in headed if kind != "other"), headed[0] if headed else best.kind),
        sponsor=next((s for v in variants if (s := _sponsor(document, mentions, v))), None),
        aliases=tuple(aliases),
        evidence=document.evidence(best.start, best.end),
        rule=best.rule,
    )


@rule(
    "movements.sponsor",
    r"""[ ]?[”"’]?,?(?:[ ]\(?(?:trong[ ])?(?:năm[ ][0-9]{4} | giai[ ]đoạn[ ][0-9]{4}[ ]?[-–][ ]?[0-9]{4}
          | lần[ ]thứ[ ]\S{1,6})\)?,?){0,2}
        [ ](?:do|được)[ ](?P<body>[^.;:“”"\n]{3,90}?)[ ]
        (?:phát[ ]động|tổ[ ]chức|khởi[ ]xướng|đề[ ]xướng|chủ[ ]trì|triển[ ]khai)""",
)
def _sponsored(m: regex.Match[str]) -> tuple[int, int]:
    """ "… do X phát động" right after a name."""
    return m.span("body")


def _sponsor(document: Document, mentions: Mentions, variant: Named) -> str | None:
    m = _sponsored.pattern.match(document.folded, variant.end)
    if m is None:
        return None
    start, end = m.span("body")
    body = next((b.value.name for b in inside(mentions.bodies, start, end)), None)
    return body or (document.text[start:end] if document.text[start].isupper() else None)
