"""Ends of sentences inside a line: the last word before and the first word after each; one sentence gives none."""

from __future__ import annotations

from itertools import pairwise

from thidua_extract.blocks.sentences import split_sentences
from thidua_extract.text import make_view


def read(text: str, context: dict[str, str]) -> list[tuple[str, str]]:
    view = make_view(text)
    parts = [view.text[a:b] for a, b in split_sentences(view.text, 0, len(view.text))]
    return [("", f"{a.split()[-1]} / {b.split()[0]}") for a, b in pairwise(parts)]
