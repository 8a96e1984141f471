"""Quantities: number, scale, unit phrase and comparator (1,2 triệu đồng; 646/1.450 đơn vị; ít nhất 95%).

Digits are found first, then read by anchored patterns; numerals that name, order or date something are vetoed
(source: genre study 2.7, 2.8 and 2.12).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import regex

from thidua_extract.blocks import Document, Sentence
from thidua_extract.mentions.comparators import read_closing, read_comparator
from thidua_extract.mentions.numbered import numbers_noun
from thidua_extract.mentions.numbers import Figure, read_digits, read_words
from thidua_extract.mentions.quantity_vetoes import VETOES
from thidua_extract.mentions.units import Unit, UnitKind, read_unit
from thidua_extract.records import Comparator
from thidua_extract.rules import decision
from thidua_extract.spans import Mention

__all__ = ["Amount", "find"]


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its unit as written; the mention's span runs from the number to the end of the counted noun.

    ``unit`` is empty where the noun is elided. ``lead`` is the view offset where the comparator (or the number)
    begins, ``since`` whether "từ" stands before the number, ``spelt`` whether it is written in words.
    """

    value: int | float
    unit: str
    comparator: Comparator = "eq"
    high: int | float | None = None
    of: int | float | None = None
    kind: UnitKind | None = None
    lead: int = 0
    since: bool = False
    spelt: bool = False
    change: bool = False


_FORM_RULES = {
    form: decision(f"quantities.{form}") for form in ("range", "ratio", "percent", "money", "measure", "bare", "count")
}
_EXACT = 1000  # an exact figure above this is not rounded
_CHANGE_RULE = decision("quantities.change")

_START = regex.compile(r"\d++|(?<!\p{L})(?:một|hai|ba|bốn|năm|sáu|bảy|bẩy|tám|chín|mười)(?!\p{L})")

_PAIRED = regex.compile(r"(?:một|hai|ba|bốn|không|từng|cả|như|là)(?:,|[ ]hoặc)?[ ]\Z")
_RATE = regex.compile(r"(?:/\p{L}{2,8}){1,2}")
_RANGE = regex.compile(r"[ ]{0,2}(?:đến|tới|-|–|—|->)[ ]{0,2}(?=\d)")
_WORD_RANGE = regex.compile(r"[ ](?:đến|tới)[ ](?=\p{L})")
# "80km đến 100km": the unit stands on both sides.
_UNIT_RANGE = regex.compile(
    r"[ ]?(?P<unit>%|km|ha|kg|tấn|m2|m|đồng|người|hộ|điểm)[ ]{0,2}(?:đến|tới|-|"
    r"–)[ ]{0,2}(?=\d[\d.,]{0,12}[ ]?(?P=unit))"
)
_FRACTION = regex.compile(r"[ ]?/[ ]?(?=\d)|[ ]trên[ ]tổng[ ]số[ ](?=\d)|[ ]trong[ ]tổng[ ]số[ ](?=\d)")
_CHANGE = regex.compile(
    r"[^\n;]{0,40}?(?<!\p{L})(?:xuống[ ]còn|xuống|lên|còn|về|thành|tới)[ ](?:còn[ ]|đến[ ]|dưới[ ]|trên[ ]|"
    r"hơn[ ]|gần[ ])?(?=\d)"
)
_GLUED_UNIT = regex.compile(
    r"(?:k[gmvw]|km2|kwh|ha|m[23²³]?|cm|mm|mw|[đgl]|tr|tấn|lít|triệu|tỷ|tỉ|usd|đồng|cây|hộ)(?!\p{L})"
)


def find(document: Document, *, claimed: Sequence[Mention[object]] = ()) -> list[Mention[Amount]]:
    """Quantities in readable blocks, in text order, outside ``claimed`` stretches and vetoed numerals."""
    taken = sorted([(m.start, m.end) for m in claimed] + list(_vetoed(document)))
    found: list[Mention[Amount]] = []
    for sentence in document.sentences:
        at = sentence.start
        while (m := _START.search(document.folded, at, sentence.end)) is not None:
            after = _claim_end(taken, m.start())
            mention = None if after else _read(document, sentence, m.start())
            if mention:
                found.extend(_with_change(document, sentence, mention, found))
            at = max(m.end(), after or 0, mention.end if mention else 0)
    return found


def _vetoed(document: Document) -> Iterator[tuple[int, int]]:
    for veto in VETOES:
        for block in document.readable():
            for m in veto.pattern.finditer(document.folded, block.start, block.end):
                yield m.start(), m.end()


def _claim_end(taken: list[tuple[int, int]], offset: int) -> int | None:
    """End of the claimed stretch that holds ``offset``."""
    k = bisect_right(taken, (offset, 1 << 60))
    ends = [end for start, end in taken[max(0, k - 4) : k] if start <= offset < end]
    return max(ends, default=None)


def _figure(document: Document, at: int, end: int) -> Figure | None:
    folded = document.folded
    return read_digits(folded, at, end) if folded[at].isdigit() else read_words(folded, at, end)


def _read(document: Document, sentence: Sentence, at: int) -> Mention[Amount] | None:
    """The quantity whose number begins at ``at``, unless the numeral is a name, an order or glued to a word."""
    folded, text = document.folded, document.text
    figure = _figure(document, at, sentence.end)
    if figure is None or _glued(folded, at, figure.end):
        return None
    figure, last, high, of = _second(document, figure, sentence.end)
    unit = read_unit(text, folded, last, sentence.end) or _currency(folded, figure, last)
    if _is_name(folded, sentence, figure, unit):
        return None
    amount = _amount(document, sentence, figure, unit)
    if amount is None or (figure.spelt and _is_bare_word(document, sentence, figure, amount)):
        return None
    stop = unit.end if unit else last
    amount = _closed(folded, sentence, stop, replace(amount, high=high, of=of))
    return Mention(at, stop, _FORM_RULES[_form(amount)], amount)


def _is_bare_word(document: Document, sentence: Sentence, figure: Figure, amount: Amount) -> bool:
    """Whether a number word counts nothing ("hai bên", "một cách", "hai, ba lần", "năm tổ chức", "chị Sáu Em")."""
    if document.text[figure.start].isupper() and figure.start > sentence.start:
        return True
    if figure.scale > 1:
        return False
    if amount.comparator == "ge" and amount.kind not in (None, "time"):
        return False
    if amount.kind in (None, "unknown", "task", "time") or amount.unit in ("đợt", "lần", "bên"):
        return True
    before = document.folded[max(sentence.start, figure.start - 12) : figure.start]
    return figure.value == 5 or bool(_PAIRED.search(before))


def _currency(folded: str, figure: Figure, last: int) -> Unit | None:
    """The currency left out: "33.000 tỷ", "7,5tr/người"."""
    if figure.scale >= 10**9 or folded[last - 2 : last] == "tr":
        rate = _RATE.match(folded, last)
        end = rate.end() if rate else last
        return Unit(last, end, "đồng" + folded[last:end], "money")
    return None


def _form(amount: Amount) -> str:
    if amount.high is not None:
        return "range"
    if amount.of is not None:
        return "ratio"
    return {"percent": "percent", "money": "money", "measure": "measure", None: "bare"}.get(amount.kind, "count")


def _glued(folded: str, start: int, end: int) -> bool:
    """Whether the numeral is part of a word or code: Covid-19, 9B, 5S, 18h."""
    before, after = folded[max(0, start - 2) : start], folded[end : end + 4]
    if (
        before[-1:]
        and before[-1:] in "-–/."
        and before[:1].isalnum()
        and not (before[-1] == "/" and before[0].islower())
    ):
        return True
    if after[:1].isalpha() and folded[end - 1].isdigit():
        return _GLUED_UNIT.match(folded, end) is None
    return after[:1] in ":/" and after[1:2].isdigit() and after[:1] == ":"


def _second(document: Document, figure: Figure, end: int) -> tuple[Figure, int, int | float | None, int | float | None]:
    """The figure, its end, and a second number behind "đến", "-" (its high) or "/" (its whole)."""
    folded = document.folded
    m = _RANGE.match(folded, figure.end, end) or _UNIT_RANGE.match(folded, figure.end, end)
    other = read_digits(folded, m.end(), end) if m else None
    if figure.spelt and m is None:
        m = _WORD_RANGE.match(folded, figure.end, end)
        other = read_words(folded, m.end(), end) if m else None
    if other:
        low = figure
        if figure.scale == 1 and other.scale > 1 and figure.value * other.scale <= other.value:
            low = replace(figure, value=_whole(figure.value * other.scale))  # "9,8 đến 10 triệu tấn"
        if low.value < other.value:
            return low, other.end, other.value, None
    m = _FRACTION.match(folded, figure.end, end)
    other = read_digits(folded, m.end(), end) if m else None
    if other and other.scale == 1 and (other.value >= figure.value or other.value > 31):
        return figure, other.end, None, other.value
    return figure, figure.end, None, None


def _whole(value: float) -> int | float:
    rounded = round(value, 6)
    return int(rounded) if rounded == int(rounded) else rounded


def _is_name(folded: str, sentence: Sentence, figure: Figure, unit: Unit | None) -> bool:
    naming = numbers_noun(folded, sentence.start, figure.start)
    if figure.spelt and figure.scale == 1 and unit is not None and unit.kind not in ("unknown", "task", "time"):
        return False  # "mỗi tiểu đoàn hai sáng kiến"
    if naming != "unless_counted" or figure.spelt:
        return naming == "always"
    dated = figure.value <= 31 and folded[: figure.start].rstrip().endswith(("tháng", "ngày", "năm"))
    return unit is None or unit.kind in ("unknown", "task") or unit.text[:1].isupper() or dated


def _amount(document: Document, sentence: Sentence, figure: Figure, unit: Unit | None) -> Amount | None:
    found = read_comparator(document.folded, sentence.start, figure.start)
    shown, kind = (unit.text, unit.kind) if unit else ("", None)
    if (unit is None and isinstance(figure.value, float)) or not figure.value:
        return None
    comparator = found.comparator
    if (
        comparator == "gt"
        and document.folded.startswith("trên", found.start)
        and figure.value % 10
        and figure.value > _EXACT
    ):
        comparator = "eq"  # "trồng trên 165.126 ha": where, not how much
    return Amount(figure.value, shown, comparator, kind=kind, lead=found.start, since=found.since, spelt=figure.spelt)


def _closed(folded: str, sentence: Sentence, stop: int, amount: Amount) -> Amount:
    """The amount with the comparator said behind it; "từ 95%", "từ 6 triệu đồng/tháng" alone are floors."""
    closing = read_closing(folded, stop, sentence.end)
    if closing and amount.comparator in ("eq", "ge", "le"):
        return replace(amount, comparator=closing)
    rate = amount.kind == "percent" or (amount.kind == "money" and "/" in amount.unit)
    alone = amount.since and amount.high is None and rate
    if alone and not _CHANGE.match(folded, stop, sentence.end):
        return replace(amount, comparator="ge")
    return amount


def _with_change(
    document: Document, sentence: Sentence, mention: Mention[Amount], before: list[Mention[Amount]]
) -> list[Mention[Amount]]:
    """Both sides of "giảm từ 23 xuống 17 vụ" are plain values; the left one has the unit of the right one."""
    if not before or before[-1].start < sentence.start or not before[-1].value.since:
        return [mention]
    m = _CHANGE.match(document.folded, before[-1].end, mention.end)
    left, right = before[-1].value, mention.value
    if m is None or m.end() != mention.start or (left.unit and left.kind != right.kind):
        return [mention]
    first = before.pop()
    left = replace(left, unit=left.unit or right.unit, kind=right.kind, comparator="eq", change=True)
    return [replace(first, value=left, rule=_CHANGE_RULE), replace(mention, value=replace(right, change=True))]
