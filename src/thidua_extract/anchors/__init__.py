"""What other readings lean on: publication date, launch date, the campaign's year, and every time resolved."""

from __future__ import annotations

from thidua_extract.anchors.find import find_anchors
from thidua_extract.anchors.values import Anchors, Span

__all__ = ["Anchors", "Span", "find_anchors"]
