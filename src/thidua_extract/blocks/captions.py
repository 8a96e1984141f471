"""Captions of pictures: lines with a credit, doubled lines, lines that say who is seen doing what."""

from __future__ import annotations

from functools import cache

import regex

from thidua_extract.blocks.bylines import labelled
from thidua_extract.blocks.lines import Line
from thidua_extract.blocks.matching import holds
from thidua_extract.lexicon import alternation, load_table
from thidua_extract.rules import compile_pattern, rule

__all__ = ["credited", "follows_picture", "shows_scene"]

_LONGEST = 300


@rule(
    "blocks.credit",
    r"""(?:^|[.(\[|…!?”"][ ]?|[ ][-–—/][ ])[Ảả]nh(?:[ ]?:|[ ]minh[ ]h[ọo]a|[ ]tư[ ]liệu|[ ]chụp|[ ]internet
      |[ ]do[ ]|[ ]?\)|[ ][0-9]{1,2}\.?$|[ ]?[\p{Lu}(]) | ^[Cc]hú[ ]thích[ ]ảnh | \([Ảả]nh[ ] | [ ]Ảnh:""",
)
def _credit(m: regex.Match[str]) -> bool:
    """A picture's credit: "Ảnh: TTXVN", "(Ảnh minh họa)", "- Ảnh 1."."""
    return True


def credited(line: Line) -> bool:
    """Whether the line is a caption by its credit."""
    if len(line.text) > _LONGEST or "ảnh" not in line.folded:
        return False
    return holds(_credit, line.text) and not labelled(line)


@cache
def _words(role: str) -> regex.Pattern[str]:
    words = [row["surface"] for row in load_table("caption_words") if row["role"] == role]
    return compile_pattern(rf"\b(?:{alternation(words)})\b")


_FIGURE = regex.compile(r"[0-9]")
_YEAR = regex.compile(
    r"\bnăm(?: học)? (?:19|20)[0-9]{2}(?: ?[-–] ?20[0-9]{2})?|\b[0-9]{1,2}/[0-9]{1,2}\b|\bsố [0-9]{1,2}\b|\blần thứ \w+"
)


def _single(line: Line, most: int) -> bool:
    text = line.text
    return len(text) <= most and not line.bullet and ":" not in text and ";" not in text and "“" not in text[:1]


def shows_scene(line: Line) -> bool:
    """Whether a short line on its own names people and what they are seen doing, and reports nothing.

    The line has no figures beyond a year, no past or future marker, no verb of speech: "Các đại biểu chụp ảnh lưu
    niệm.", "Đoàn viên bệnh viện chăm sóc người bệnh.".
    """
    if not _single(line, 170) or line.shouted or not _words("who").match(line.folded):
        return False
    if _FIGURE.search(_YEAR.sub(" ", line.folded)) or _words("body").search(line.folded):
        return False
    if line.text.count(". ") > 1:
        return False
    return bool(_words("scene").search(line.folded))


def follows_picture(line: Line) -> bool:
    """Whether the line below a repeated headline (a picture's text) is the picture's caption."""
    if not _single(line, 200) or _words("opener").match(line.folded):
        return False
    return not _FIGURE.search(_YEAR.sub(" ", line.folded)) and line.text.count(". ") == 0
