"""Movement names without quotation marks: known to the lexicon, or written with a capital after their head noun."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import regex

from thidua_extract.blocks import Document
from thidua_extract.lexicon import alternation
from thidua_extract.mentions.governors import cue_words
from thidua_extract.mentions.movement_names import KnownName, find_known
from thidua_extract.mentions.name_variants import Named
from thidua_extract.rules import compile_pattern, rule

__all__ = ["find_unquoted"]


@cache
def _heads() -> regex.Pattern[str]:
    words = tuple(w for w, (role, _) in cue_words().items() if role == "head")
    return compile_pattern(
        rf"(?<![\p{{L}}\p{{N}}])(?P<head>{alternation(words)})(?![\p{{L}}\p{{N}}])(?P<gap>[ ]?[:–-]?[ ]{{1,2}})"
    )


@rule("unquoted_names.next_member", r"[ ]?(?:[,;]|[,;]?[ ](?:và|cùng|hay))[ ]{1,2}(?=\p{Lu})")
def _next_member(m: regex.Match[str]) -> int:
    """The separator before a further unquoted name of the list."""
    return m.end()


@rule(
    "unquoted_names.month", r"\bTháng[ ](?:công[ ]nhân|Công[ ]nhân|Thanh[ ]niên|thanh[ ]niên|Nhân[ ]đạo|nhân[ ]đạo)\b"
)
def _month(m: regex.Match[str]) -> str:
    """A named month: Tháng Công nhân."""
    return m.group()


@rule(
    "unquoted_names.month_cue",
    r"""(?:hưởng[ ]ứng|phát[ ]động|khởi[ ]động|tổ[ ]chức|triển[ ]khai|thực[ ]hiện|ra[ ]quân)(?:[ ](?:lễ[ ]phát[ ]động|các[ ]hoạt[ ]động|có[ ]hiệu[ ]quả|hiệu[ ]quả|tốt
      |kế[ ]hoạch|tổ[ ]chức|lễ|hưởng[ ]ứng|triển[ ]khai|phát[ ]động)){0,3}[ ]$""",
)
def _month_cue(m: regex.Match[str]) -> bool:
    """A verb of launching or answering right before a named month."""
    return True


def find_unquoted(document: Document) -> Iterator[Named]:
    """Unquoted movement names in readable blocks."""
    for block in document.readable():
        for m in _heads().finditer(document.folded, block.start, block.end):
            kind = cue_words()[" ".join(m.group("head").split())][1]
            yield from _listed(document, m.end(), block.end, kind)
        for found, name in _month.finditer(document.text, block.start, block.end):
            if _month_cue.pattern.search(document.folded, max(block.start, found.start() - 60), found.start()):
                yield Named(found.start(), found.end(), name, "month", "unquoted_names.month", headed=True)


def _listed(document: Document, at: int, end: int, kind: str) -> Iterator[Named]:
    first = True
    while (known := find_known(document.text, at, end)) is not None:
        stop, name = known
        if _acceptable(document, at, stop, name):
            yield Named(
                at,
                stop,
                document.text[at:stop],
                kind or name.kind,
                "unquoted_names.known",
                headed=first,
                listed=not first,
            )  # type: ignore[arg-type]
        separator = _next_member.pattern.match(document.text, stop, end)
        if separator is None:
            return
        at, first = separator.end(), False


def _acceptable(document: Document, start: int, end: int, known: KnownName) -> bool:
    """A short name needs its capital: "phong trào quyết thắng" is no name."""
    return document.text[start].isupper() or document.text[start].isdigit() or end - start > 24
