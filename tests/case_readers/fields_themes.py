"""Themes as ``text = kind scope [phase] [year] <- set_by``, what is not said left out."""

from __future__ import annotations

from case_readers.paragraphs import ANCHORS, names, paragraphs
from thidua_extract.fields import themes
from thidua_extract.records import Theme


def show(theme: Theme) -> str:
    parts = [theme.kind, theme.scope, theme.phase, theme.year]
    shown = f"{theme.text} = " + " ".join(str(p) for p in parts if p is not None)
    return shown + (f" <- {theme.set_by}" if theme.set_by else "")


def read(text: str, context: dict[str, str]) -> list[tuple[str, str]]:
    document = paragraphs(text)
    return [(theme.rule, show(theme)) for theme in themes.extract(document, names(document), ANCHORS)]
