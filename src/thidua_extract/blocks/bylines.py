"""By-lines: labelled ("Tin, ảnh: …"), initials ("T.P"), agencies ("(TTXVN)"), bare names below the last paragraph."""

from __future__ import annotations

from typing import Literal, cast

import regex

from thidua_extract.blocks.lines import Line
from thidua_extract.blocks.matching import first, holds
from thidua_extract.rules import Rule, rule

__all__ = ["byline_of", "glued_byline", "labelled", "signature_of"]

Sign = Literal["label", "initials", "agency", "name"]
"""How a by-line shows."""

_NAME = r"(?:\p{Lu}[\p{L}]{0,7}(?:[ ]\p{Lu}[\p{L}]{0,7}){1,4}|\p{Lu}\.[ ]?\p{Lu}\p{L}{0,8})"


@rule(
    "blocks.byline_label",
    r"""^\(?(?:(?:tin|bài|ảnh|clip|video|đồ[ ]họa|tin[ ]bài)(?:[ ]?(?:,|và|-|–|/|&)[ ]?|[ ])){0,3}
      (?:tin|bài|ảnh|tin[ ]bài)[ ]?:[ ]?(?=\S)
    | ^(?:người[ ]viết|tác[ ]giả(?:[ ]bài[ ]viết)?|(?:người[ ])?thực[ ]hiện|người[ ]đăng|đăng[ ]bởi
    |biên[ ]tập(?:[ ]viên)?|phóng[ ]viên|cộng[ ]tác[ ]viên|ctv|pv|by|author|posted[ ]by)[ ]?:[ ]?(?=\S)
    | ^\(?theo[ ](?=[\p{L}.+/ ]{2,40}\)?$)""",
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
    r"""^[(\[]?(?:[Tt]heo[ ])?(?:P\.?V\.?|CTV|BBT(?:[ ][\p{L} ]{2,30})?|TTXVN|VNA|TTCTV|T\.?H
    |T/[Hh]|t/h|[Tt]ổng[ ]hợp|Vnews|Ban[ ]Biên[ ]tập|Nhóm[ ](?:PV|phóng[ ]viên)
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


@rule(
    "blocks.byline_signature",
    rf"^{_NAME}[ ]?(?:[-–—][ ]|\()[\p{{L}}0-9][\p{{L}}0-9 ,.&-]{{2,50}}\)?$"
    r" | ^Ng(?:uyễn)?\.[ ]\p{Lu}[\p{L} ]{2,20}$",
)
def _signature(m: regex.Match[str]) -> Sign:
    """A name with a place of work: "Kim Thoa - Đài Phát thanh huyện"."""
    return "name"


_SIGNS: tuple[Rule[str], ...] = (_label, _initials, _agency, _name)


def signature_of(line: Line) -> tuple[Sign, str] | None:
    """A looser by-line, for the line below the last paragraph."""
    signed = byline_of(line)
    if signed or len(line.text) > 80:
        return signed
    sign = first(_signature, line.text)
    return (cast(Sign, sign), _signature.name) if sign else None


def byline_of(line: Line) -> tuple[Sign, str] | None:
    """Whether the line may be a by-line, how it shows, and the rule that says so."""
    if len(line.text) > 120:
        return None
    for found in _SIGNS:
        sign = first(found, line.folded if found.name == _label.name else line.text)
        if sign:
            return cast(Sign, sign), found.name
    return None


@rule(
    "blocks.byline_glued",
    r"""(?<=[.!?…”"][ ]{1,3})(?:(?:\p{Lu}\.){1,3}\p{Lu}\p{L}{0,8}\.?|\(TH\)
    |\(?(?:Theo[ ])?(?:TTXVN|P\.?V\.?)(?:/[\w+]{2,20})?\)?|\p{Lu}\p{Ll}{0,6}(?:[ ]\p{Lu}\p{Ll}{0,6}){1,3})$""",
)
def _glued(m: regex.Match[str]) -> Sign:
    """Initials or a desk behind the last sentence, on its line."""
    return "initials"


def labelled(line: Line) -> bool:
    """Whether the line opens with the label of a by-line that is not a picture's alone: "Bài: …, ảnh: …"."""
    return line.folded[:3] in ("tin", "bài") and holds(_label, line.folded[:80])


def glued_byline(text: str) -> int | None:
    """Offset at which a by-line begins behind the last sentence of a paragraph, if one does."""
    tail = max(0, len(text) - 40)
    return next((m.start() for m, _ in _glued.finditer(text, tail)), None)
