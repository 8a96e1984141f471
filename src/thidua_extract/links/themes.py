"""Themes to the phase, campaign or year they belong to."""

from __future__ import annotations

from thidua_extract.anchors import Anchors
from thidua_extract.blocks import Document
from thidua_extract.records import Phase, Theme

__all__ = ["link"]


def link(
    document: Document, anchors: Anchors, themes: tuple[Theme, ...], phases: tuple[Phase, ...]
) -> tuple[Theme, ...]:
    """Themes with scope, phase and year set from the phases around them."""
    return themes
