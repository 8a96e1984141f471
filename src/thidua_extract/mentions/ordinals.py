"""Labels of phases (Đợt 1, giai đoạn II, bước một, tuần thứ nhất, đợt đầu) and the number they say."""

from __future__ import annotations

import regex

from thidua_extract.rules import rule

__all__ = ["LAST", "phase_ordinals"]

LAST = -1
"""What "đợt cuối", "tuần chót" say: the last one, whatever its number."""

_WORDS = {
    "một": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7, "nhất": 1, "nhì": 2, "đầu": 1,
    "i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "i1": 2, "il": 2, "l": 1,
}  # fmt: skip


@rule(
    "ordinals.phase_label",
    r"""(?<![\p{L}\p{N}])(?:đợt|giai[ ]đoạn|bước|chặng|tuần|(?<!học[ ])(?<!nhiệm[ ])(?<!thời[ ])kỳ)
        (?:[ ]thi[ ]đua)?(?:[ ]cao[ ]điểm)?(?:[ ]thứ)?[ ]
        (?P<number>0?[1-9](?![\p{N}./-])|i{1,3}|iv|vi?|i1|il|một|hai|ba|bốn|tư|năm(?![ ][0-9]{4})|sáu|bảy|nhất|nhì
          |đầu(?![ ]tư)|(?:cuối|chót)(?:[ ]cùng)?(?![ ](?:năm|tháng|quý|tuần)))(?![\p{L}\p{N}])""",
)
def _label(m: regex.Match[str]) -> int | None:
    """The number of a labelled phase."""
    number = m.group("number")
    return int(number) if number.isdigit() else _WORDS.get(number, LAST)


def phase_ordinals(folded: str, start: int, end: int) -> list[int]:
    """Numbers of the phase labels in ``folded[start:end]``.

    >>> phase_ordinals("đợt 1 từ 1/1 đến 30/6, đợt ii từ 1/7", 0, 36)
    [1, 2]
    """
    return [value for _, value in _label.finditer(folded, start, end)]
