"""Where sentences end: at . ? ! … before a capital, but not in abbreviations, numbers and short quotations."""

from __future__ import annotations

from bisect import bisect_right
from functools import cache

import regex

from thidua_extract.lexicon import load_table

__all__ = ["split_sentences"]

_END = regex.compile(r"(?<![.?!…])[.?!…]++[”\"’»)\]]{0,3}+[ ]++(?=[“\"‘«(\[]{0,2}[\p{Lu}\p{N}])")
_LAST_WORD = regex.compile(r"[\p{L}\p{M}\p{N}./&-]{1,16}$")
_DATE_PIECE = regex.compile(r"[0-9]{1,2}[./-][0-9]{1,2}$|^[0-9]{1,2}$")
_SHORT_QUOTE = 240
_LONGEST = 4_000
"""No sentence has so many characters; what has none of the marks of an end is cut at a semicolon, comma or blank."""

_GRADED = regex.compile(
    r"(?:loại|hạng|nhóm|khối|điểm|lớp|cụm|khu|hệ|mục|bảng|tổ|đội|quý|đợt|đoạn|thứ|khóa|kỳ|vitamin|số|phần)[ ]\p{L}$"
)


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(row["surface"] for row in load_table("sentence_abbreviations"))


def _quotes(text: str, start: int, end: int) -> tuple[list[int], list[int]]:
    """Starts and ends of the short quotations of ``text[start:end]``, outermost pairs in text order."""
    starts: list[int] = []
    ends: list[int] = []
    opened: list[int] = []
    straight = -1
    for m in _QUOTE.finditer(text, start, end):
        mark, at = m.group(), m.start()
        if mark in "“«":
            opened.append(at)
        elif mark in "”»" and opened:
            begin = opened.pop()
            _keep(starts, ends, begin, at)
        elif mark == '"':
            if straight < 0:
                straight = at
            else:
                _keep(starts, ends, straight, at)
                straight = -1
    return starts, ends


_QUOTE = regex.compile(r"[“”«»\"]")


def _keep(starts: list[int], ends: list[int], begin: int, at: int) -> None:
    if at - begin > _SHORT_QUOTE:
        return
    while starts and starts[-1] > begin:  # the pairs inside this one
        starts.pop()
        ends.pop()
    starts.append(begin)
    ends.append(at)


def _abbreviated(text: str, start: int, stop: int, after: int) -> bool:
    """Whether the single stop at ``stop`` belongs to an abbreviation, an initial or a broken date."""
    m = _LAST_WORD.search(text, max(start, stop - 16), stop)
    if m is None:
        return False
    word = m.group().strip("-/&")
    if m.start() == start and len(word) <= 4 and (word.isdigit() or len(word) <= 2 or word.isupper()):
        return True  # a list marker: "1. Sở Nội vụ", "II. NỘI DUNG"
    if word.lower() in _abbreviations():
        return True
    last = word.rpartition(".")[2]
    if len(last) == 1 and last.isupper():
        return not (_numeral(text, stop, word) or _graded(text, start, stop))
    return text[after].isdigit() and bool(_DATE_PIECE.search(word)) and "." in text[max(start, stop - 3) : stop]


_COMMON_WORD = regex.compile(r"(?<!\p{L})\p{Ll}{1,7} $")


def _numeral(text: str, stop: int, word: str) -> bool:
    """Whether the capital before the stop is a Roman numeral behind a word: "Đại hội X."."""
    return word in ("I", "V", "X") and bool(_COMMON_WORD.search(text, max(0, stop - 12), stop - len(word)))


def _graded(text: str, start: int, stop: int) -> bool:
    """Whether the capital before the stop is a grade or a numeral: "xếp loại A.", "quý I."."""
    return bool(_GRADED.search(text[max(start, stop - 12) : stop].lower()))


def split_sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Half-open spans of the sentences of ``text[start:end]``, blanks around them left out.

    >>> line = "Ngày 5.3, TP. Vinh ra quân. “Đã làm. Sẽ làm!” - ông nói. Hết"
    >>> [line[a:b] for a, b in split_sentences(line, 0, len(line))]
    ['Ngày 5.3, TP. Vinh ra quân.', '“Đã làm. Sẽ làm!” - ông nói.', 'Hết']
    """
    spans: list[tuple[int, int]] = []
    quotes: tuple[list[int], list[int]] | None = None
    begin = start
    for m in _END.finditer(text, start, end):
        if m.end() >= end:
            break
        if text[m.start()] == "." and text[m.start() + 1] == " " and _abbreviated(text, begin, m.start(), m.end()):
            continue
        if quotes is None:
            quotes = _quotes(text, start, end)
        k = bisect_right(quotes[0], m.start()) - 1
        if k >= 0 and m.start() < quotes[1][k] and not _closes(text, m, quotes[1][k]):
            continue
        spans.append((begin, _trimmed(text, begin, m.end())))
        begin = m.end()
    spans.append((begin, _trimmed(text, begin, end)))
    return [piece for a, b in spans if a < b for piece in _pieces(text, a, b)]


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """A sentence, or where it is longer than any is, its stretches: what reads a sentence takes time by its square."""
    pieces: list[tuple[int, int]] = []
    while end - start > _LONGEST:
        cut = max(text.rfind(mark, start + 1, start + _LONGEST) + len(mark) for mark in ("; ", ", "))
        cut = cut if cut > start + _LONGEST // 2 else max(text.rfind(" ", start + 1, start + _LONGEST) + 1, start + 1)
        cut = cut if cut > start + 1 else start + _LONGEST
        pieces.append((start, _trimmed(text, start, cut)))
        start = cut
    return [*pieces, (start, end)]


def _closes(text: str, m: regex.Match[str], closing: int) -> bool:
    """Whether the quotation ends with this very stop: "… như vậy.” Ông"."""
    return closing < m.end()


def _trimmed(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] == " ":
        end -= 1
    return end
