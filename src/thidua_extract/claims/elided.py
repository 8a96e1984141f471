"""Units left unsaid: "Nghệ An 39, Thái Nguyên 18", "583 cấp tỉnh", "nâng tổng số đoàn viên lên 4.740"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

import regex

from thidua_extract.blocks import Document
from thidua_extract.lexicon import load_table
from thidua_extract.mentions.quantities import Amount
from thidua_extract.mentions.units import Unit, is_counted_noun, read_unit
from thidua_extract.rules import decision
from thidua_extract.spans import Mention
from thidua_extract.text import fold

__all__ = ["fill_units"]

_ELIDED_RULE = decision("quantities.elided")
_TOTAL_RULE = decision("quantities.total")

_TOTAL = regex.compile(
    r"(?<!\p{L})(?:tổng[ ]số|số[ ]lượng|số)[ ](?=\p{L})(?P<what>[^\d,;:.!?\n]{2,60}?)[ ](?:lên|là|đạt|"
    r"đạt[ ]con[ ]số|phải[ ]đạt[ ]con[ ]số|lên[ ]tới|tới|còn|xuống|xuống[ ]còn|giảm[ ]còn|giảm|tăng|"
    r"giảm[ ]từ|tăng[ ]từ|nâng[ ]từ|rút[ ]từ|từ)(?:[ ](?:tới|là|"
    r"đến|hơn|trên|gần|dưới|khoảng|xấp[ ]xỉ|ít[ ]nhất|tối[ ]thiểu))?[ ]\Z"
)
_LEVEL = regex.compile(
    r"[ ](?:cấp|ở|tại|thuộc|của|khối|xuất[ ]sắc|tập[ ]thể|là|đạt|và|được|đã)(?!\p{L})|[ ]?[,;.)…]"
    r"|[ ]?\n|\Z"
)
_PART = regex.compile(r"(?<!\p{L})trong[ ](?:đó|số[ ]đó|số[ ]này)(?:[ ]có)?[ ]\Z")
_LISTED = regex.compile(
    r"(?<!\p{L})(?:riêng|thêm|cho[ ]đảng|cty|công[ ]ty|cđ|công[ ]đoàn|lđlđ|trường|huyện|xã|phường|quận"
    r"|tp|tp[.]|thành[ ]phố|"
    r"tỉnh|thị[ ]xã|ngành|bệnh[ ]viện|sở)[ ]\p{L}[^\d,;.:\n]{0,40}\Z"
)
_MONEY_LIKE = 10**6  # "1 tỷ 86 triệu đồng, nhiều hơn cùng kỳ 130 triệu"
# "xã nâng cao: 40", "xã đạt chuẩn: từ 66 lên 87", "hộ nghèo xuống dưới 500": the counted noun opens the clause.
_SUBJECT = regex.compile(
    r"(?:^|[;,.:+–-][ ]{0,2}|\n[ ]{0,4})(?P<what>\p{L}[^\d,;:.!?\n]{1,40})"
    r"(?::|[ ](?:xuống|lên|còn|giảm[ ]còn|tăng[ ]lên))[ ](?:(?:từ|dưới|trên|hơn|gần|khoảng)[ ])?\Z"
)
_YEAR = regex.compile(r"(?:19|20)\d\d")
_PROPER = regex.compile(r"(?:^|[^\p{L} -])?[ ]?((?:\p{Lu}[\p{L}]*)(?:[ ](?:-[ ])?[\p{Lu}][\p{L}]*){0,4})[ ]\Z")
_COUNTED = ("people", "household", "org", "product", "award", "quoted", "unknown")


def fill_units(document: Document, amounts: Sequence[Mention[Amount]]) -> list[Mention[Amount]]:
    """Bare figures given the unit their sentence implies; those without one keep an empty unit."""
    filled: list[Mention[Amount]] = []
    for mention in amounts:
        if not mention.value.unit:
            mention = _fill(document, mention, filled)
        filled.append(mention)
    return filled


def _fill(document: Document, mention: Mention[Amount], before: Sequence[Mention[Amount]]) -> Mention[Amount]:
    folded = document.folded
    m = _TOTAL.search(folded, max(0, mention.start - 90), mention.start)
    m = m or _SUBJECT.search(folded, max(0, mention.value.lead - 90), mention.start)
    unit = read_unit(document.text, folded, m.start("what"), m.end("what")) if m else None
    if unit:
        return _with(mention, unit.text, unit)
    if _YEAR.fullmatch(folded, mention.start, mention.end):
        return mention
    if before and before[-1].value.kind == "money" and mention.value.value >= _MONEY_LIKE:
        return replace(mention, value=replace(mention.value, unit="đồng", kind="money"), rule=_ELIDED_RULE)
    part = _PART.search(folded, max(0, mention.value.lead - 16), mention.value.lead)
    if not part and (not _LEVEL.match(folded, mention.end, mention.end + 12) or _is_proper(document, mention)):
        return mention
    for earlier in reversed(before[-4:]):
        if mention.start - earlier.end > 160 or document.block_at(earlier.start) != document.block_at(mention.start):
            break
        if earlier.value.kind in _COUNTED and earlier.value.unit:
            value = replace(mention.value, unit=earlier.value.unit, kind=earlier.value.kind)
            return replace(mention, value=value, rule=_ELIDED_RULE)
    return mention


def _is_proper(document: Document, mention: Mention[Amount]) -> bool:
    """Whether the figure belongs to a proper name ("Đại đội Trinh sát 20") that is no place of a list ("Nghệ An 39"),
    or to a common noun that it numbers ("tổ 5")."""
    m = _PROPER.search(document.text, max(0, mention.start - 40), mention.start)
    if m is None:
        return _is_numbered_noun(document, mention)
    if fold(m[1]) in _places():
        return False
    return _LISTED.search(document.folded, max(0, mention.start - 60), mention.start) is None


def _is_numbered_noun(document: Document, mention: Mention[Amount]) -> bool:
    """Whether a counted noun stands right before the figure, which then numbers it ("tổ 5", "xưởng 2")."""
    words = document.folded[max(0, mention.start - 24) : mention.start].split()[-2:]
    noun = any(is_counted_noun(" ".join(words[k:])) for k in range(len(words)))
    return noun and mention.value.lead == mention.start


@cache
def _places() -> frozenset[str]:
    return frozenset(fold(row["surface"]) for row in load_table("places"))


def _with(mention: Mention[Amount], text: str, unit: Unit) -> Mention[Amount]:
    return replace(mention, value=replace(mention.value, unit=text, kind=unit.kind), rule=_TOTAL_RULE)
