"""Read Vietnamese news about emulation campaigns (phong trào thi đua) into structured, grounded records."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from thidua_extract.pipeline import extract
    from thidua_extract.reader import read_article
    from thidua_extract.records import Announcement

__all__ = ["Announcement", "__version__", "extract", "read_article"]
__version__ = "0.1.0"

_HOMES = {"Announcement": "records", "extract": "pipeline", "read_article": "reader"}


def __getattr__(name: str) -> object:
    """Public names are imported on first use."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
