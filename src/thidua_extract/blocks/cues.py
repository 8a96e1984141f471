"""Furniture that one line betrays: markers of tails and boxes, share bars, counters, timers, tables of links."""

from __future__ import annotations

from functools import cache
from typing import Literal, cast

import regex

from thidua_extract.blocks.lines import Line
from thidua_extract.blocks.matching import first, holds
from thidua_extract.blocks.model import BlockKind, Label
from thidua_extract.lexicon import alternation, load_table
from thidua_extract.rules import Rule, compile_pattern, rule

__all__ = ["cue_of", "is_recipients", "marker_of"]


_EDGES = " :.…*#|»›>«‹<▶►•·-–—+[]()0123456789\t"


@cache
def _surfaces(role: str) -> frozenset[str]:
    return frozenset(_bare(row["surface"]) for row in load_table("crud_cues") if row["role"] == role)


@cache
def _starts() -> regex.Pattern[str]:
    words = [row["surface"] for row in load_table("crud_cues") if row["role"] == "start"]
    return compile_pattern(f"(?:{alternation(words)})")


def _bare(folded: str) -> str:
    return folded.strip(_EDGES) or folded


def marker_of(line: Line) -> Literal["tail", "box"] | None:
    """Whether the line announces other articles: a tail ("Tin khác") or a box that may stand inside ("Nên xem")."""
    if is_recipients(line):
        return "tail"
    if len(line.text) > 60:
        return None
    bare = _bare(line.folded)
    if bare in _surfaces("tail"):
        return "tail"
    return "box" if bare in _surfaces("box") else None


def is_recipients(line: Line) -> bool:
    """Whether the line opens the list of an official paper's recipients."""
    return line.folded[0] == "n" and holds(_recipients, line.folded[:20])


@rule("blocks.timer", r"^(?:[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?:[ ]?[/|-][ ]?)?){1,2}$ | ^[0-9]{1,2}(?:\.[0-9])?x$")
def _timer(m: regex.Match[str]) -> BlockKind:
    """A video player's clock: "0:00 / 0:00", "1x"."""
    return "crud"


@rule("blocks.stray", r"^[^\p{L}]{1,40}$ | ^\p{L}$ | ^(?:\W{0,3}\p{L}{1,2}\W{1,3}){1,3}$")
def _stray(m: regex.Match[str]) -> BlockKind | None:
    """A lone letter, digits of a pager, dots: what buttons leave behind (initials are a by-line, not this)."""
    return None if _INITIALS.fullmatch(m.group()) else "crud"


_INITIALS = regex.compile(r"(?:\p{Lu}{1,2}\.){1,3}\p{Lu}{0,2}\.?|\(?\p{Lu}{2}\)?")


@rule("blocks.slug", r"^[a-z0-9]{1,12}(?:[ -][a-z0-9]{1,12}){4,40}$")
def _slug(m: regex.Match[str]) -> BlockKind | None:
    """A headline without its marks, as in an address: "phan dau it nhat 2 trieu sang kien"."""
    return "crud"


@rule("blocks.recipients", r"^nơi[ ]nhận[ ]?:")
def _recipients(m: regex.Match[str]) -> Literal["tail"]:
    """Whom an official paper is sent to: its text is over."""
    return "tail"


@rule("blocks.hashtags", r"^(?:\#[\p{L}\p{N}_][^\#\n]{0,60}){1,20}$")
def _hashtags(m: regex.Match[str]) -> BlockKind | None:
    """A line of hashtags."""
    return "crud"


@rule("blocks.table_of_links", r"^\|.*\|$ | ^.{0,3}!\[.*\|$ | ^!?\[[^\]]{0,300}\]\([^)]{0,500}\)\W{0,3}$")
def _framed(m: regex.Match[str]) -> BlockKind | None:
    """A framed row "| … |" of links or a picture, or a bare Markdown link; a row of running text is none."""
    if "ảnh" in m.group():
        return "caption"
    return None if len(m.group()) > 400 and ". " in m.group() else "crud"


@rule(
    "blocks.counter",
    r"(?:lượt|lần)[ ](?:xem|đọc|truy[ ]cập)[ ]?[:(]?[ ]?[0-9] | [0-9][ ](?:lượt|lần)[ ](?:xem|đọc)\W{0,3}$",
)
def _counter(m: regex.Match[str]) -> BlockKind:
    """A counter of views: "Lượt xem: 71"."""
    return "crud"


@rule("blocks.breadcrumb", r"^[^.;“”]{2,60}(?:[ ]?[›»>/][ ][^.;“”›»>/]{2,80}){1,6}$ | ^trang[ ]chủ[ ]?\W")
def _breadcrumb(m: regex.Match[str]) -> BlockKind | None:
    """A path through the site: "Trang chủ › Xã hội › Công đoàn"."""
    return "crud"


@rule("blocks.menu", r"^[^|.;]{1,40}(?:[ ]?\|[ ]?[^|.;]{1,40}){1,12}$")
def _menu(m: regex.Match[str]) -> BlockKind | None:
    """A bar of menu words between strokes."""
    return "crud"


@rule("blocks.weather", r"[0-9]{1,2}[ ]?(?:°|º|độ[ ])[ ]?c?\b.{0,20}$")
def _weather(m: regex.Match[str]) -> BlockKind | None:
    """A weather line: "Hà Nội: 29°C"."""
    return "crud"


@rule("blocks.picture_file", r"\.(?:jpe?g|png|gif|webp|mp4)\b")
def _picture_file(m: regex.Match[str]) -> BlockKind | None:
    """The name of a picture file."""
    return "crud"


@rule(
    "blocks.rights",
    r"©|bản[ ]quyền[ ](?:thuộc|©)|ghi[ ]rõ[ ]nguồn|phát[ ]hành[ ]lại[ ]thông[ ]tin|all[ ]rights[ ]reserved",
)
def _rights(m: regex.Match[str]) -> BlockKind | None:
    """A line about copyright."""
    return "crud"


@rule(
    "blocks.share_bar",
    r"(?:facebook|zalo|twitter|chia[ ]sẻ|tương[ ]phản|in[ ]trang|cỡ[ ]chữ|google[ ]news|email)\b.{0,30}"
    r"\b(?:facebook|zalo|twitter|tương[ ]phản|email|print|copy|google|bình[ ]luận|©)",
)
def _share_bar(m: regex.Match[str]) -> BlockKind | None:
    """Buttons of a share bar run together."""
    return "crud"


_CASED: tuple[Rule[str], ...] = (_stray, _slug)
_CASED_NAMES = frozenset(r.name for r in _CASED)
_SHORT: tuple[Rule[str], ...] = (
    _timer,
    _hashtags,
    _breadcrumb,
    _menu,
    _weather,
    _share_bar,
    _counter,
)
_ANY: tuple[Rule[str], ...] = (_picture_file, _rights)


def cue_of(line: Line) -> Label | None:
    """What the line betrays on its own, with the rule that says so; None: nothing."""
    folded = line.folded
    if folded[0] in "|![":
        cue = first(_framed, folded)
        if cue:
            return cast(BlockKind, cue), _framed.name
    if len(folded) > 250:
        return None
    if _bare(folded) in _surfaces("line"):
        return "crud", "blocks.button"
    if len(folded) <= 160 and _starts().match(folded):
        return "crud", "blocks.furniture"
    plain = len(folded) <= 160 and not line.prose
    for found in (*_SHORT, *_CASED, *_ANY) if plain else _ANY:
        cue = first(found, line.text if found.name in _CASED_NAMES else folded)
        if cue:
            return cast(BlockKind, cue), found.name
    return None
