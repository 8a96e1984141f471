"""Which stretches of a page are title, lead, body, sub-head, caption, by-line; everything else is crud."""

from __future__ import annotations

from thidua_extract.blocks.model import READABLE, Block, BlockKind, Document, Sentence
from thidua_extract.blocks.segment import segment

__all__ = ["READABLE", "Block", "BlockKind", "Document", "Sentence", "segment"]
