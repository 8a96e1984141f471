"""The record field ``issuing_bodies``."""

from __future__ import annotations

from thidua_extract import records
from thidua_extract.anchors import Anchors
from thidua_extract.blocks import Document
from thidua_extract.mentions import Mentions

__all__ = ["extract"]


def extract(document: Document, mentions: Mentions, anchors: Anchors) -> tuple[records.IssuingBody, ...]:
    """Items of ``issuing_bodies`` in text order."""
    return ()
