"""The record field ``themes``."""

from __future__ import annotations

from thidua_extract import records
from thidua_extract.anchors import Anchors
from thidua_extract.blocks import Document
from thidua_extract.mentions import Mentions

__all__ = ["extract"]


def extract(document: Document, mentions: Mentions, anchors: Anchors) -> tuple[records.Theme, ...]:
    """Items of ``themes`` in text order."""
    return ()
