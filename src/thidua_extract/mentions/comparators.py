"""Comparators before a number (ít nhất, trên, không quá) and behind its noun (trở lên, trở xuống)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

import regex

from thidua_extract.lexicon import load_table
from thidua_extract.records import Comparator
from thidua_extract.text import fold

__all__ = ["Compared", "read_closing", "read_comparator"]

_REACH = 48
_LONGEST = 4  # words
_SINCE = regex.compile(r"(?<!\p{L})từ[ ]{1,2}\Z")
_NOT = regex.compile(r"(?<!\p{L})(?:không|chẳng|chưa)(?:[ ]\p{L}+){0,6}[ ]\Z")
_DEGREE = regex.compile(r"(?<!\p{L})(?:tiến|mức|tốc|trình|chế|nhiệt|mật|góc|cường|công)[ ]\Z")  # "tiến độ 42 tấn"
_TOKEN = regex.compile(r"[\p{L}\d]+|[<>≥≤~]=?")
_APART = regex.compile(r"[^\p{L}\d\s<>≥≤~=]")
# A verb may stand between a floor and its number ("tối thiểu kết thúc 140 việc").
_FAR_FLOOR = regex.compile(r"(?<!\p{L})(?:ít[ ]nhất|tối[ ]thiểu)(?:[ ]\p{L}++){1,3}[ ](?:từ[ ])?\Z")
# "không phải đợi quá 90 phút", "không tụt dưới 2.600 người".
_DENIED: Final[dict[str, Comparator]] = {"quá": "le", "vượt quá": "le", "hơn": "le", "dưới": "ge", "xuống dưới": "ge"}
_LIGHT: Final = frozenset("đạt là có được tới đến lên còn mức cả thêm chỉ giao khoảng".split())  # noqa: SIM905
_CLOSING = regex.compile(r"[^\d\n;.!?]{0,70}?(?<!\p{L})trở[ ](?P<way>lên|xuống)(?!\p{L})")
# "80% là ít nhất", "5 vụ là cùng".
_BOUND = regex.compile(
    r"[^\d\n;.,!?]{0,30}?[ ]là[ ](?:(?P<ge>ít[ ]nhất|tối[ ]thiểu)|nhiều[ ]nhất|tối[ ]đa|cùng)(?=[ ]?[,;.)\n]|\Z)"
)
# "hoàn thành tốt nhiệm vụ trở lên", "loại khá trở lên": what goes up is the grade.
_GRADE = regex.compile(
    r"(?:nhiệm[ ]vụ|khá|giỏi|tốt|trung[ ]bình|loại[ ]\p{L}+|cảnh[ ]cáo|yêu[ ]cầu|tiên[ ]tiến"
    r"|xuất[ ]sắc|vững[ ]mạnh|đại[ ]học"
    r"|cao[ ]đẳng)[ ]trở[ ]\p{L}+\Z"
)


@dataclass(frozen=True, slots=True)
class Compared:
    """A comparator, where its words (or the number) begin, and whether "từ" stands before the number."""

    comparator: Comparator
    start: int
    since: bool


@cache
def _comparators() -> dict[str, Comparator]:
    return {fold(row["surface"]): row["comparator"] for row in load_table("comparators")}  # type: ignore[misc]


def read_comparator(folded: str, low: int, start: int) -> Compared:
    """The comparator of the number that begins at ``start``, not looking before ``low``."""
    window = max(low, start - _REACH)
    since = bool(_SINCE.search(folded, window, start))
    tokens = list(_TOKEN.finditer(folded, window, start))
    if since:
        tokens.pop()
    for skipped in range(3):
        found = _longest(folded, window, start, tokens)
        if found and (not skipped or found[0] in ("ge", "le")):
            return Compared(found[0], found[1], since)
        if not tokens or tokens[-1].group() not in _LIGHT:
            break
        tokens.pop()
    far = _FAR_FLOOR.search(folded, window, start)
    return Compared("ge", far.start(), since) if far else Compared("eq", start, since)


def _longest(folded: str, window: int, start: int, tokens: list[regex.Match[str]]) -> tuple[Comparator, int] | None:
    """The longest comparator that ends with the last of ``tokens``, and where it begins."""
    for size in range(min(_LONGEST, len(tokens)), 0, -1):
        first = tokens[-size].start()
        words = " ".join(t.group() for t in tokens[-size:])
        known = _comparators().get(words)
        if known and not _APART.search(folded, first, start):
            if words == "độ" and _DEGREE.search(folded, window, first):
                return None
            denied = _DENIED.get(words) if _NOT.search(folded, window, first) else None
            return denied or known, first
    return None


def read_closing(folded: str, stop: int, end: int) -> Comparator | None:
    """ "… trở lên", "… là ít nhất" (ge) or "… trở xuống" (le) behind the unit phrase that ends at ``stop``."""
    bound = _BOUND.match(folded, stop, end)
    if bound:
        return "ge" if bound["ge"] else "le"
    m = _CLOSING.match(folded, stop, end)
    if m is None or "từ " in m.group() or _GRADE.search(m.group()):
        return None
    return "ge" if m["way"] == "lên" else "le"
