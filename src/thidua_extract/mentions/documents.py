"""Document numbers: Kế hoạch số 52/KH-UBND ngày 26/02/2018 của …"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

import regex

from thidua_extract.blocks import Document
from thidua_extract.lexicon import alternation, load_table
from thidua_extract.rules import Rule, rule
from thidua_extract.spans import Mention, keep_longest
from thidua_extract.text import fold

__all__ = ["Cited", "find"]


@dataclass(frozen=True, slots=True)
class Cited:
    """A cited document: number as printed, type word, date of issue as (year, month, day) where printed, issuer."""

    number: str
    type: str | None
    issued_on: dt.date | None
    issuer: str | None


_ROWS = load_table("document_types")
_TYPES = {fold(r["surface"]): r["surface"] for r in _ROWS}
_BY_CODE = {r["code"]: r["surface"] for r in reversed(_ROWS)} | {"Ctr": "Chương trình", "CTR": "Chương trình"}


def _either_case(words: list[str]) -> str:
    """The words with their first letter in either case: verbose pattern for text as written."""
    return "|".join(f"(?:{w[0].upper()}|{w[0].lower()}|{w.upper()[0]}){alternation([w[1:]])}" for w in words)


_ANY_TYPE = _either_case([r["surface"] for r in _ROWS])
_BARE_TYPE = alternation([r["surface"] for r in _ROWS if r["bare"]])
_CODE = r"(?:(?=[\p{L}0-9]{0,6}\p{Lu}[\p{Ll}0-9]{0,3}\p{Lu})[\p{L}0-9&.]{1,13}[\p{L}0-9]|Ctr|Ttr|Tr|Tg)"
_CODED = rf"[0-9]{{1,5}}[a-zđ]?(?:(?:[ ]?[/–-]|[/–-][ ])(?:(?:19|20)[0-9]{{2}}(?![0-9])|{_CODE})(?!\p{{L}})){{1,4}}"
_SLASHED = r"[0-9]{1,4}/(?:19|20)[0-9]{2}"
_DATE = (
    r"(?:[ ]?,?[ ]{1,2}(?:(?:được[ ])?(?:ký|ban[ ]hành)[ ])?(?:vào[ ])?ngày[ ]{0,2}"
    r"(?P<day>[0-3]?[0-9])(?:[ ]?(?P<sep>[/.-])[ ]?(?P<month>[01]?[0-9])[ ]?[/.-][ ]?(?P<year>(?:19|20)[0-9]{2})"
    r"|[ ]tháng[ ](?P<month>[01]?[0-9])(?:[ ]năm[ ]|[/.-])(?P<year>(?:19|20)[0-9]{2}))(?![0-9]))"
)
_SHORT_DATE = r"(?:[ ]?,?[ ]{1,2}(?:ký[ ]|ban[ ]hành[ ])?ngày[ ]{0,2}[0-3]?[0-9][/.-][01]?[0-9](?![0-9/.-]{0,2}[0-9]))"
_NUMBERED = r"(?:[ ](?:mang|có))?[ ]{1,2}[Ss]ố[ ]?:?[ ]{0,2}"


def _issued(m: regex.Match[str]) -> dt.date | None:
    try:
        return dt.date(int(m.group("year")), int(m.group("month")), int(m.group("day")))
    except (ValueError, TypeError):
        return None


def _cited(m: regex.Match[str]) -> Cited:
    number = regex.sub(r"[ ]{0,2}([/–-])[ ]{0,2}", r"\1", m.group("number"))
    groups = m.groupdict()
    kind = _TYPES.get(fold(groups.get("type") or ""))
    return Cited(number, kind or _type_of(number), _issued(m), None)


def _type_of(number: str) -> str | None:
    """The type a document's code tells: KH in 52/KH-UBND is Kế hoạch; the last of several codes is a signer's."""
    codes = [p for p in regex.split(r"[/–-]", number)[1:] if not p.isdigit()]
    return next((_BY_CODE[p] for p in codes[: max(2, len(codes) - 1)] if p in _BY_CODE), None)


@rule(
    "documents.coded",
    rf"(?<!\p{{L}})(?P<type>{_ANY_TYPE})(?:{_NUMBERED}|[ ]{{1,2}})(?P<number>{_CODED}(?:[ ]&[A-ZĐ]{{2,6}})?"
    rf"|[0-9]{{1,3}}[ ][A-ZĐ]{{2}}[/-][A-ZĐ]{{2,5}}(?!\p{{L}}))(?:{_DATE}|{_SHORT_DATE})?",
)
def _coded(m: regex.Match[str]) -> Cited:
    return _cited(m)


@rule(
    "documents.numbered",
    rf"(?<!\p{{L}})(?P<type>{_ANY_TYPE}){_NUMBERED}(?P<number>{_SLASHED}|[0-9]{{1,5}}[a-z]?)"
    rf"(?![0-9%]|[.,/-][0-9])(?!\p{{L}})(?:{_DATE}|{_SHORT_DATE})?",
)
def _numbered(m: regex.Match[str]) -> Cited:
    return _cited(m)


_COUNTED = (
    r"(?:ngày|năm(?![ ](?:19|20)[0-9]{2})|tháng|điểm|nhóm|nhiệm|chỉ|nội|đơn|tập|cá|hộ|người|đồng|triệu|tỷ|tỉ|nghìn|"
    r"ngàn|giờ|tuần|lần|cán|giải|đợt|giai|công|phần|mục|vấn|trường|huyện|xã|tỉnh|bước|khâu|dự|đảng|sáng|danh|lượt|suất|mô|cuộc)"
)


@rule(
    "documents.bare",
    rf"(?<!\p{{L}})(?P<type>{_BARE_TYPE})[ ]{{1,2}}(?P<number>[0-9]{{1,4}}a?|{_SLASHED})"
    rf"(?![0-9%\p{{L}}]|[.,/-][0-9]|[ ]?%|[ ]{_COUNTED}(?!\p{{L}}))(?:{_DATE}|{_SHORT_DATE})?",
)
def _bare(m: regex.Match[str]) -> Cited | None:
    number = m.group("number")
    return _cited(m) if not regex.fullmatch(r"(?:19|20)[0-9]{2}", number) else None


@rule(
    "documents.code_alone",
    rf"(?<![\p{{L}}0-9/.-])(?P<number>[0-9]{{1,5}}(?:[/–-]{_CODE}){{2,4}})(?![\p{{L}}])(?:{_DATE}|{_SHORT_DATE})?",
)
def _code_alone(m: regex.Match[str]) -> Cited | None:
    cited = _cited(m)
    return cited if cited.type or regex.match(r"[0-9]+/", cited.number) else None


_RULES: tuple[Rule[Cited], ...] = (_coded, _numbered, _bare, _code_alone)
_MORE = regex.compile(
    rf"(?:[ ]?[,;][ ]|[ ]và[ ])(?:số[ ])?(?P<number>{_CODED})(?:{_DATE}|{_SHORT_DATE})?", regex.VERBOSE
)
"""A further number of the same type: "các Nghị quyết số 01/NQ-CP, 02/NQ-CP"."""


_TRACE = regex.compile(
    r"[0-9]{1,5}[a-zđ]?(?:/(?:19|20)[0-9]{2})?[ ]?[/–-][ ]?\p{Lu}|[SsỐố]{2}[ ]{0,2}:?[ ]{0,2}[0-9]|"
    r"(?:định|thị|luận|quyết|tư|văn|điện|tri|tịch)[ ]{1,2}[0-9]|[0-9][ ][A-ZĐ]{2}[/-]",
    regex.VERBOSE,
)
"""Where a document's number may stand; the rules read only around it."""


def find(document: Document) -> list[Mention[Cited]]:
    """Cited documents in readable blocks, in text order; the span runs from the type word to the end of the date."""
    found: list[Mention[Cited]] = []
    for block in document.readable():
        for start, end in _windows(document.text, block.start, block.end):
            for each in _RULES:
                for m, cited in each.finditer(document.text, start, end):
                    found.append(Mention(m.start(), m.end(), each.name, cited))
                    found += _further(document.text, m.end(), block.end, cited)
    return keep_longest(found)


def _windows(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Stretches around the traces of a number, merged where they touch."""
    merged: list[tuple[int, int]] = []
    for trace in _TRACE.finditer(text, start, end):
        low, high = max(start, trace.start() - 45), min(end, trace.end() + 110)
        if merged and low <= merged[-1][1]:
            merged[-1] = (merged[-1][0], high)
        else:
            merged.append((low, high))
    return merged


def _further(text: str, offset: int, end: int, first: Cited) -> Iterator[Mention[Cited]]:
    while more := _MORE.match(text, offset, end):
        cited = _cited(more)
        yield Mention(
            more.start("number"), more.end(), _coded.name, Cited(cited.number, first.type, cited.issued_on, None)
        )
        offset = more.end()
