"""When two wordings count as the same: the foldings of the codebook's scoring section."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

__all__ = ["accepted", "as_number", "fold_wording", "folded_values", "same_unit"]

_OLD, _NEW = "oà oá oả oã oạ oè oé oẻ oẽ oẹ uỳ uý uỷ uỹ uỵ", "òa óa ỏa õa ọa òe óe ỏe õe ọe ùy úy ủy ũy ụy"
_TONES = dict(zip(_OLD.split(), _NEW.split(), strict=True))
_NEW_PLACE = re.compile("|".join(_TONES))
_QUOTES = re.compile("[“”\"'‘’«»„‟`]")
_DASH = re.compile(r"\s*[-–—−]\s*")
_BLANKS = re.compile(r"\s+")
_ENDS = " .,;:…!()[]"


def fold_wording(text: str | None) -> str:
    """Text without what never makes a difference: case, quotation marks, dashes, blanks, the place of tone marks.

    >>> fold_wording(" “Xanh – Sạch – Đẹp”, hoà bình. ")
    'xanh-sạch-đẹp, hòa bình'
    """
    folded = unicodedata.normalize("NFC", text or "").lower()
    folded = _NEW_PLACE.sub(lambda m: _TONES[m[0]], folded)
    folded = _DASH.sub("-", _QUOTES.sub("", folded))
    return _BLANKS.sub(" ", folded).strip(_ENDS)


def accepted(value: Any) -> list[Any]:
    """The values that gold accepts: those of a list, or the one."""
    return value if isinstance(value, list) else [value]


def folded_values(value: Any) -> set[str]:
    """The accepted wordings, folded."""
    return {fold_wording(one) for one in accepted(value)}


def as_number(value: Any) -> float | None:
    """A number as it is compared, to six decimal places."""
    return None if value is None else round(float(value), 6)


def same_unit(gold: Any, said: str) -> bool:
    """Whether a unit is an accepted one, or one is the beginning of the other's noun phrase.

    >>> same_unit(["sáng kiến"], "sáng kiến cấp cơ sở"), same_unit("người", "người/năm"), same_unit("công", "công nhân")
    (True, True, True)
    >>> same_unit("đề tài", "sáng kiến")
    False
    """
    there = fold_wording(said)
    return any(here == there or _begins(here, there) or _begins(there, here) for here in folded_values(gold))


def _begins(short: str, long: str) -> bool:
    return bool(short and long) and long.startswith(tuple(short + mark for mark in " ,/"))
