"""Quoted strings, paired across nesting, straight and mixed marks, and unclosed ones."""

from __future__ import annotations

from dataclasses import dataclass

from thidua_extract.blocks import Document
from thidua_extract.spans import Mention

__all__ = ["Quoted", "find"]


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quotation; the mention's span includes the marks, ``inner_start:inner_end`` leaves them out (trimmed).

    ``depth`` is 0 for an outermost quotation, 1 for one inside it.
    """

    text: str
    inner_start: int
    inner_end: int
    depth: int = 0


def find(document: Document) -> list[Mention[Quoted]]:
    """Quotations in readable blocks, by start, nested ones after the one that holds them."""
    return []
