"""The record field ``campaign``: its name as the article has it, its first year, its launch."""

from __future__ import annotations

from thidua_extract.anchors import Anchors
from thidua_extract.blocks import Document
from thidua_extract.mentions import Mentions
from thidua_extract.records import Campaign

__all__ = ["extract"]


def extract(document: Document, mentions: Mentions, anchors: Anchors) -> Campaign:
    """The announced campaign."""
    return Campaign(year=anchors.year, launched_on=anchors.launched_on)
