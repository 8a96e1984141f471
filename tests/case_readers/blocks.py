"""Blocks of a page: their kinds in order, or with ``show=kind,kind`` the text of the blocks of these kinds."""

from __future__ import annotations

from thidua_extract.blocks import segment
from thidua_extract.text import make_view


def read(text: str, context: dict[str, str]) -> list[tuple[str, str]]:
    document = segment(make_view(text))
    kinds = context.get("show", "").split(",") if context.get("show") else []
    if kinds:
        return [(b.rule, document.text[b.start : b.end]) for b in document.blocks if b.kind in kinds]
    return [(b.rule, b.kind) for b in document.blocks]
