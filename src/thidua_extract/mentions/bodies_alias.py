"""Names an article gives its bodies: "Tập đoàn … (TKV)", "(sau đây gọi tắt là Công ty)", and titles in capitals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from thidua_extract.blocks import Document
from thidua_extract.mentions.bodies_words import DOMAIN, HEADS, Body, is_abbreviation, places
from thidua_extract.rules import rule
from thidua_extract.spans import Mention, keep_longest
from thidua_extract.text import fold

__all__ = ["find_aliases", "is_capitals", "lower_capitals"]

_MARKS = {
    fold(m) for m in ("UBND", "LĐLĐ", "HĐND", "MTTQ", "CĐCS", "GTVT", "CCB", "LHPN", "TNCS", "VN", "DN", "TP", "HCM")
}


@rule(
    "bodies.alias",
    r"[ ]?\((?:(?:sau[ ]đây[ ])?(?:gọi|viết)[ ]tắt[ ]là[ ]|sau[ ]đây[ ]gọi[ ]là[ ])?"
    r"[“\"]?(?P<alias>[A-ZĐ][A-ZĐa-z0-9&-]{1,14})[”\"]?\)",
)
def _alias(m: regex.Match[str]) -> str:
    return str(m.group("alias"))


@rule(
    "bodies.proper_name",
    r"(?:(?<=(?<!\p{L})(?:[Bb]ộ[ ]đội|[Cc]ông[ ]nhân|[Tt]hợ|[Tt]ập[ ]thể|[Nn]gười[ ]lao[ ]động|CBCNV|CNVC|CNVCLĐ"
    r"|lãnh[ ]đạo)[ ])"
    r"|(?<![^\n])(?=NAME:))NAME(?![ ]?[\p{Lu}\p{N}]|[\p{L}\p{N}])",
)
def _proper_name(m: regex.Match[str]) -> str:
    """Công nhân Sông Đà 5, or "Sông Đà 5: …" at the head of a title, for the one company that is called so."""
    return m.group()


_NAME = regex.compile(
    r"(?:[ ]\p{Lu}\p{Ll}{1,6}){2}(?:[ ][0-9]{1,4})?$|[ ][A-ZĐ]\p{L}{3,12}[ ][0-9]{1,4}$", regex.VERBOSE
)
_FIRMS = ("Công ty", "Tổng công ty", "Tập đoàn", "Xí nghiệp")

_MOST = 40
"""No article gives its bodies more short names than this."""

_ORDINARY = regex.compile(r"\p{Ll}{2,8}[ ]\p{Ll}{2,8}[ ]\p{Ll}{2,8}[ ]\p{Ll}{1,8}(?!\p{L})", regex.VERBOSE)
"""Four words in lower case: no line of capitals."""


def is_capitals(text: str, start: int, end: int) -> bool:
    """Whether a line is written in capitals, so that they tell no names apart."""
    if _ORDINARY.search(text, start, end):
        return False
    letters = [c for c in text[start:end] if c.isalpha()]
    return len(letters) > 12 and sum(c.isupper() for c in letters) > 0.75 * len(letters)


def lower_capitals(line: str) -> str:
    """A line of capitals with one capital a word, abbreviations left alone."""
    return " ".join(w if is_abbreviation(w.strip("().,")) else w.capitalize() for w in line.split(" "))


def find_aliases(document: Document, found: Sequence[Mention[Body]]) -> list[Mention[Body]]:
    """Further mentions of bodies already found: by the short name given in brackets, or in a line of capitals."""
    taken = [(m.start, m.end) for m in found]
    more: list[Mention[Body]] = []
    for alias, body in list(_aliases(document, found).items())[:_MOST]:
        pattern = regex.compile(rf"(?<![\p{{L}}\p{{N}}/&-]){regex.escape(alias)}(?![\p{{L}}\p{{N}}/&])")
        more += _where(document, pattern, document.text, body, capitals=False)
    for name, body in list(_proper_names(found).items())[:_MOST]:
        pattern = regex.compile(_proper_name.pattern.pattern.replace("NAME", regex.escape(name)), regex.VERBOSE)
        more += _where(document, pattern, document.text, body, capitals=False, name=_proper_name.name)
    for surface, body in list(_surfaces(document, found).items())[:_MOST]:
        pattern = regex.compile(rf"(?<![\p{{L}}\p{{N}}]){regex.escape(surface)}(?!\p{{L}})")
        more += _where(document, pattern, document.folded, body, capitals=True)
    return keep_longest(more, vetoed=taken)


def _where(
    document: Document,
    pattern: regex.Pattern[str],
    text: str,
    body: Body,
    *,
    capitals: bool,
    name: str = "bodies.alias",
) -> list[Mention[Body]]:
    found = []
    for block in document.blocks:
        if (
            block.kind in ("title", "lead", "body", "subhead")
            and is_capitals(document.text, block.start, block.end) >= capitals
        ):
            found += [Mention(m.start(), m.end(), name, body) for m in pattern.finditer(text, block.start, block.end)]
    return found


def _aliases(document: Document, found: Sequence[Mention[Body]]) -> dict[str, Body]:
    given: dict[str, Body] = {}
    for m in found:
        bracket = _alias.pattern.match(document.text, m.end)
        if bracket and m.value.complete:
            alias = _alias.produce(bracket) or ""
            if (
                alias
                and fold(alias) not in _MARKS
                and not HEADS.fullmatch(fold(alias))
                and alias.upper()[1:] == alias[1:]
            ):
                given.setdefault(alias, m.value)
    return given


def _proper_names(found: Sequence[Mention[Body]]) -> dict[str, Body]:
    """The last words of company names, where no place and no second body is called so."""
    named: dict[str, set[str]] = {}
    bodies = {m.value.name: replace(m.value, organ=None) for m in found if m.value.complete}
    for body in bodies.values():
        own = _NAME.search(body.name)
        name = own.group()[1:] if own and body.head in _FIRMS else ""
        if name and name not in places() and fold(name) not in _MARKS and not DOMAIN.fullmatch(fold(name)):
            named.setdefault(name, set()).add(body.name)
    return {name: bodies[full.pop()] for name, full in named.items() if len(full) == 1}


def _surfaces(document: Document, found: Sequence[Mention[Body]]) -> dict[str, Body]:
    """Folded surfaces of the bodies named in ordinary lines, for the lines in capitals."""
    if not any(b.kind in ("title", "lead") and is_capitals(document.text, b.start, b.end) for b in document.blocks):
        return {}
    surfaces: dict[str, Body] = {}
    for m in found:
        if m.value.complete and m.value.organ is None:
            surfaces.setdefault(document.folded[m.start : m.end], m.value)
            surfaces.setdefault(fold(m.value.name), m.value)
    return surfaces
