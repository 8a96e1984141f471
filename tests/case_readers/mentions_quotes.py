"""Quotations as ``text@depth``, with ``?`` after the depth where the closing mark is missing."""

from __future__ import annotations

from case_readers.paragraphs import paragraphs
from thidua_extract.mentions import quotes


def read(text: str, context: dict[str, str]) -> list[tuple[str, str]]:
    found = quotes.find(paragraphs(text))
    return [(m.rule, f"{m.value.text}@{m.value.depth}{'' if m.value.closed else '?'}") for m in found]
