"""By-lines: labelled ("Tin, ảnh: …"), initials ("T.P"), agencies ("(TTXVN)") and bare names below the last paragraph."""

from __future__ import annotations

from typing import Literal

import regex

from thidua_extract.blocks.lines import Line
from thidua_extract.rules import rule

__all__ = ["byline_of", "glued_byline"]

Sign = Literal["label", "initials", "agency", "name"]

_NAME = r"(?:\p{Lu}[\p{L}]{0,7}(?:[ ]\p{Lu}[\p{L}]{0,7}){1,4}|\p{Lu}\.[ ]?\p{Lu}\p{L}{0,8})"


@rule(
    "blocks.byline_label",
    r"""^\(?(?:(?:tin|bài|ảnh|clip|video|đồ[ ]họa|tin[ ]bài)(?:[ ]?(?:,|và|-|–|/|&)[ ]?|[ ])){0,3}(?:tin|bài|ảnh|tin[ ]bài)[ ]?:[ ]?(?=\S)
    | ^(?:người[ ]viết|tác[ ]giả(?:[ ]bài[ ]viết)?|thực[ ]hiện|người[ ]đăng|người[ ]thực[ ]hiện|đăng[ ]bởi|biên[ ]tập(?:[ ]viên)?
    |phóng[ ]viên|cộng[ ]tác[ ]viên|ctv|pv|by|author|posted[ ]by)[ ]?:[ ]?(?=\S)
    | ^theo[ ](?=[\p{L}.+/ ]{2,40}$)""",
)
def _label(m: regex.Match[str]) -> Sign:
    """A label before the name: "Tin, ảnh: …", "Tác giả bài viết: …", "Theo TTXVN"."""
    return "label"


@rule("blocks.byline_initials", r"^\(?(?:\p{Lu}\p{Ll}?\.[ ]?){1,3}\p{Lu}\p{L}{0,8}\.?\)?$")
def _initials(m: regex.Match[str]) -> Sign:
    """Initials, the last perhaps a name: "T.P", "K.An", "L.K.B"."""
    return "initials"


@rule(
    "blocks.byline_agency",
    r"""^[(\[]?(?:[Tt]heo[ ])?(?:P\.?V\.?|CTV|BBT|TTXVN|VNA|TTCTV|TH|T\.?H|T/[Hh]|t/h|[Tt]ổng[ ]hợp|Vnews|Ban[ ]Biên[ ]tập|Nhóm[ ](?:PV|phóng[ ]viên)
    |[\w.]{2,20}/[\w.+]{2,20})(?:[ ]?[(/+–-][ ]?[\p{L}/.+ ]{1,30}\)?)?[)\]]?\.?$ | ^[A-ZĐ]{3,8}$""",
)
def _agency(m: regex.Match[str]) -> Sign:
    """An agency or desk: "PV", "P.V (t/h)", "(TTXVN/Vietnam+)"."""
    return "agency"


@rule(
    "blocks.byline_name",
    rf"^{_NAME}(?:[ ]?[-–—,/&][ ]?{_NAME}|[ ]và[ ]{_NAME}){{0,3}}(?:[ ]?\([\p{{L}}/.+,[ ]]{{2,40}}\))?\.?$",
)
def _name(m: regex.Match[str]) -> Sign | None:
    """Nothing but one to four names, each syllable with a capital."""
    return "name" if len(m.group()) <= 70 and m.group().count(" ") <= 12 else None


def byline_of(line: Line) -> tuple[Sign, str] | None:
    """Whether the line may be a by-line, how it shows, and the rule that says so."""
    if len(line.text) > 120:
        return None
    for found, text in ((_label, line.folded), (_initials, line.text), (_agency, line.text), (_name, line.text)):
        for _, sign in found.finditer(text):
            return sign, found.name
    return None


@rule(
    "blocks.byline_glued",
    r"""(?<=[.!?…”"][ ]{1,3})(?:(?:\p{Lu}\.){1,3}\p{Lu}\p{L}{0,8}|\(?(?:Theo[ ])?(?:TTXVN|P\.?V)(?:/[\w+]{2,20})?\)?|PV|\(TH\))\.?$""",
)
def _glued(m: regex.Match[str]) -> Sign:
    """Initials or a desk behind the last sentence, on its line."""
    return "initials"


def glued_byline(text: str) -> int | None:
    """Offset at which a by-line begins behind the last sentence of a paragraph, if one does."""
    tail = max(0, len(text) - 40)
    return next((m.start() for m, _ in _glued.finditer(text, tail)), None)
