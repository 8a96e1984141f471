"""Quoted strings (trong ngoặc kép), paired across nesting, straight and mixed marks, and unclosed ones.

Names of movements, themes and slogans, and what people say, stand in the same marks: “…”, "…", ''…'', ‘…’, «…».
Pages mix them (“…"), forget one, or put a blank or a comma inside the closing one; each mark is therefore read
by what stands beside it first and by what is open second. A quotation never crosses a paragraph.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from thidua_extract.blocks import Document
from thidua_extract.rules import rule
from thidua_extract.spans import Mention

__all__ = ["Quoted", "find"]

_FAMILY = (
    dict.fromkeys(("“", "”", "„", "‟", '"', "''", "‘‘", "’’"), '"') | {"«": "«", "»": "«"} | dict.fromkeys("‘’'", "'")
)
_OPENERS = frozenset(("“", "„", "«", "‘", "‘‘"))
_CLOSERS = frozenset(("”", "»", "’", "’’"))
_AFTER_CLOSER = frozenset(" \n,.;:!?…)]}”»’'\"/–-")
_BEFORE_OPENER = frozenset(" \n([{“„«‘\"'/–-:,;")
UNCLOSED_LENGTH = 120
"""An unclosed quotation ends with its clause, and after this many characters at the latest."""

MAX_OPEN = 6
"""Deeper nesting is a page whose closing marks are lost: the outermost open mark is given up."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quotation; the mention's span includes the marks, ``inner_start:inner_end`` leaves them out (trimmed).

    ``depth`` is 0 for an outermost quotation, 1 for one inside it; ``closed`` is False where the closing mark is
    missing and the end is the clause's.
    """

    text: str
    inner_start: int
    inner_end: int
    depth: int = 0
    closed: bool = True


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    kind: str


@rule("quotes.mark", r"''(?!') | ‘‘ | ’’ | [“”„‟\"«»‘’']")
def _mark(m: regex.Match[str]) -> _Mark:
    return _Mark(m.start(), m.end(), m.group())


@rule("quotes.clause_end", r"[.;:…](?=[ \n]|$) | [“„«\"] | [ ](?:và|,)[ ](?:phong[ ]trào|cuộc[ ]vận[ ]động)[ ]")
def _clause_end(m: regex.Match[str]) -> int:
    return m.start()


def find(document: Document) -> list[Mention[Quoted]]:
    """Quotations in readable blocks, by start, nested ones after the one that holds them.

    >>> from thidua_extract.blocks import segment
    >>> from thidua_extract.text import make_view
    >>> page = segment(make_view("Thi đua“Cả nước chung sức ”, danh hiệu “Xứng danh “Bộ đội Cụ Hồ””."))
    >>> [(m.value.text, m.value.depth) for m in find(page)]
    [('Cả nước chung sức', 0), ('Xứng danh “Bộ đội Cụ Hồ”', 0), ('Bộ đội Cụ Hồ', 1)]
    """
    found: list[Mention[Quoted]] = []
    for block in document.readable():
        pairs = sorted(_pairs(document.text, block.start, block.end), key=lambda p: (p[0].start, -p[1]))
        found += _mentions(document.text, pairs)
    return found


def _pairs(text: str, start: int, end: int) -> Iterator[tuple[_Mark, int, int]]:
    """Opening mark, end of the quotation and start of its closing mark (the same where it is missing)."""
    stack: list[_Mark] = []
    for _, mark in _mark.finditer(text, start, end):
        opener = _partner(stack, mark) if _closes(text, mark, stack) else None
        if opener is not None:
            while stack[-1] is not opener:
                yield from _unclosed(text, stack.pop(), mark.start)
            yield stack.pop(), mark.end, mark.start
        elif _opens(text, mark):
            stack.append(mark)
            if len(stack) > MAX_OPEN:
                yield from _unclosed(text, stack.pop(0), mark.start)
    while stack:
        yield from _unclosed(text, stack.pop(), end)


def _beside(text: str, mark: _Mark) -> tuple[str, str]:
    """Characters before and after a mark; the text's ends count as line ends."""
    before = text[mark.start - 1] if mark.start else "\n"
    after = text[mark.end] if mark.end < len(text) else "\n"
    return before, after


def _closes(text: str, mark: _Mark, stack: list[_Mark]) -> bool:
    """Whether a mark ends what is open: a closing one always, any other by its neighbours."""
    if not any(_FAMILY[o.kind] == _FAMILY[mark.kind] for o in stack):
        return False
    before, after = _beside(text, mark)
    if mark.kind == "’":
        return not (before.isalpha() and after.isalpha())
    if mark.kind in _CLOSERS:
        return True
    if mark.kind in _OPENERS or mark.kind == "'":
        return before not in " \n(" and after in _AFTER_CLOSER
    if after in _AFTER_CLOSER:
        return True
    return before not in _BEFORE_OPENER or stack[-1].kind not in {"“", "„", mark.kind}


def _opens(text: str, mark: _Mark) -> bool:
    """Whether a mark begins a quotation: single ones only after a blank, so that apostrophes do not."""
    before, after = _beside(text, mark)
    if _FAMILY[mark.kind] == "'":
        return before in _BEFORE_OPENER and after not in " \n,.;:)" and mark.kind != "’"
    if mark.kind in _CLOSERS:
        return before in _BEFORE_OPENER and after not in _AFTER_CLOSER
    return after != "\n" and not (mark.kind == '"' and before.isdigit())


def _partner(stack: list[_Mark], mark: _Mark) -> _Mark | None:
    """The innermost open mark of the same family; two single marks only close two ("1’30’’" is a time)."""
    for opener in reversed(stack):
        if _FAMILY[opener.kind] == _FAMILY[mark.kind] and (mark.kind != "’’" or opener.kind in {"‘‘", "''"}):
            return opener
    return None


def _unclosed(text: str, mark: _Mark, limit: int) -> Iterator[tuple[_Mark, int, int]]:
    if _FAMILY[mark.kind] == "'":
        return
    stop = min(limit, mark.end + UNCLOSED_LENGTH)
    for _, at in _clause_end.finditer(text, mark.end, stop):
        stop = at
        break
    else:
        if stop < limit:
            stop = text.rfind(" ", mark.end, stop)
    if stop > mark.end:
        yield mark, stop, stop


def _mentions(text: str, pairs: list[tuple[_Mark, int, int]]) -> Iterator[Mention[Quoted]]:
    ends: list[int] = []
    for mark, end, close in pairs:
        while ends and ends[-1] <= mark.start:
            ends.pop()
        closed = close < end
        start, stop = _trim(text, mark.end, close)
        if stop > start:
            name = "quotes.mark" if closed else "quotes.clause_end"
            yield Mention(mark.start, end, name, Quoted(text[start:stop], start, stop, len(ends), closed))
        if closed:
            ends.append(end)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Blanks at both ends, and a comma or semicolon before the closing mark, are not part of what is quoted."""
    while start < end and text[start] in " \n":
        start += 1
    while end > start and text[end - 1] in " \n,;":
        end -= 1
    return start, end
