"""The record field ``kind``: launch, review, mention or none."""

from __future__ import annotations

from thidua_extract.anchors import Anchors
from thidua_extract.blocks import Document
from thidua_extract.mentions import Mentions
from thidua_extract.records import Kind

__all__ = ["extract"]


def extract(document: Document, mentions: Mentions, anchors: Anchors) -> Kind:
    """What kind of article this is."""
    return "launch"
