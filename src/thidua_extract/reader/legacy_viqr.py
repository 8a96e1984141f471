"""VIQR: Vietnamese in ASCII, a letter followed by its marks (RFC 1456), as mail and news groups wrote it.

The marks are ^ ( + for shape and ' ` ? ~ . for tone; dd is đ; a backslash before a mark says that it is punctuation.
Many writers used * for + and no backslashes, so what a mark is also follows from the syllable: one tone each, on a
syllable that is possible, and the stop at the end of a line is a stop.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache

import regex

from thidua_extract.lexicon import load_table
from thidua_extract.reader.legacy_evidence import is_syllable

__all__ = ["from_viqr"]

_SHAPES, _TONES = "^(+*", "'`?~."
_RUN = regex.compile(
    r"(?P<address>(?:https?://|www\.)\S++)|(?<![A-Za-z0-9@_])[A-Za-z](?:[A-Za-z]|\\?[\^(+*'`?~.]){0,60}+(?!@)"
)
_ESCAPED = regex.compile(r"\\([\^(+*'`?~.\\dD])")
_PRICE = regex.compile(r"(?<=[0-9])dd(?![A-Za-z])")
_ABBREVIATION = regex.compile(r"(?=[A-Z]*DD)[A-Z]+(?=[.?']?\Z)|dd\Z")
_SHAPED = regex.compile(r"^[^.?]*[aeouAEOU][\^(+*][^.?]*$")
_ENDS_LINE = regex.compile(r"[\"')\]]{0,2}[ \t]{0,4}(?:[\r\n]|\Z)")
_BEGINS_SENTENCE = regex.compile(r"[\"')\]]{0,2}[ \t]{1,2}[\"'(]?[A-Z]")
# Words that end in a mark for a tone and stand before a name more often than the same letters end a sentence.
_OPEN_WORDS = (
    "bộ sự tự hộ độ vụ vị chị cụ phụ trị thị hạ mẹ hệ vợ chợ sở cả của chủ cổ tổ để ở thủ nghị nghệ vệ lệ"
    " thọ dự mộ lạ tạ"
)
_BEFORE_NAMES = frozenset(_OPEN_WORDS.split(" "))


def from_viqr(text: str) -> str:
    """Text in VIQR as Vietnamese; a word that would be no syllable stays as it is.

    >>> from_viqr("Co^ng ddoa`n pha't ddo^.ng phong tra`o thi ddua\\\\. Sa'ng kie^'n, gia?i pha'p.")
    'Công đoàn phát động phong trào thi đua. Sáng kiến, giải pháp.'
    """
    strict = bool(_ESCAPED.search(text))

    def read(m: regex.Match[str]) -> str:
        return m.group() if m["address"] else _word(m.group(), text, m.end(), strict=strict)

    return _ESCAPED.sub(r"\1", _PRICE.sub("đ", _RUN.sub(read, text)))


def _word(run: str, text: str, end: int, *, strict: bool) -> str:
    """A run of letters and marks read; a mark that its word cannot take up is punctuation, and a new word begins."""
    done: list[str] = []
    while run:
        cut = run.find("\\")
        found = _parsed(run if cut < 0 else run[:cut])
        taken = len(run if cut < 0 else run[:cut]) - len(found.rest)
        last = taken == len(run)
        stop = last and not strict and _may_be_stop(found, text, end)
        done.append(_decided(found, run[:taken], stop=stop, strict=strict or taken == cut))
        mark = 2 if taken == cut else 1
        done.append(run[taken : taken + mark])
        run = run[taken + mark :]
    return "".join(done)


def _decided(found: _Parsed, run: str, *, stop: bool, strict: bool) -> str:
    """A word with its marks, with its last mark left as punctuation, or as it stands."""
    if not found.marked:
        return run
    if strict or (is_syllable(found.letters) and not stop):
        return found.letters
    if found.last_tone:
        shorter = _parsed(run[: found.last_tone])
        if is_syllable(shorter.letters):
            return shorter.letters + run[found.last_tone :]
    if _ABBREVIATION.match(run):
        return run.replace("DD", "Đ").replace("dd", "đ")
    return found.letters if _SHAPED.search(run) else run


@dataclass(frozen=True, slots=True)
class _Parsed:
    """A run of letters and marks as a word, what stands behind it, and where its last mark is if a tone ends it."""

    letters: str
    rest: str
    marked: bool
    last_tone: int = 0


def _parsed(run: str) -> _Parsed:
    """Read letters with their marks up to the first mark that cannot be one."""
    table = _letters()
    letters: list[str] = []
    at, toned, last_tone = 0, False, 0
    while at < len(run):
        if run[at : at + 2].lower() == "dd":
            letters.append("Đ" if run[at] == "D" else "đ")
            at += 2
            continue
        marks = _marks_behind(run, at + 1, toned=toned)
        if run[at] in _SHAPES + _TONES:
            break
        while marks and (run[at], _sorted(marks)) not in table:
            marks = marks[:-1]
        letters.append(table[run[at], _sorted(marks)] if marks else run[at])
        at += 1 + len(marks)
        has_tone = any(mark in _TONES for mark in marks)
        toned |= has_tone
        last_tone = at - 1 if has_tone and marks[-1] in _TONES else 0
    word = "".join(letters)
    return _Parsed(word, run[at:], not word.isascii(), last_tone)


def _marks_behind(run: str, at: int, *, toned: bool) -> str:
    """Up to one mark of shape and one of tone, in either order."""
    marks = ""
    shapes, tones = 1, 0 if toned else 1
    while at < len(run) and len(marks) < 2:
        if run[at] in _SHAPES and shapes:
            shapes -= 1
        elif run[at] in _TONES and tones:
            tones -= 1
        else:
            break
        marks += run[at]
        at += 1
    return marks


def _sorted(marks: str) -> str:
    return "".join(sorted(marks.replace("*", "+")))


@cache
def _letters() -> dict[tuple[str, str], str]:
    """Letters by their base and their marks."""
    rows = load_table("legacy_viqr")
    return {(row["ascii"][0], _sorted(row["ascii"][1:])): row["surface"] for row in rows if row["ascii"][1] != "d"}


def _may_be_stop(found: _Parsed, text: str, end: int) -> bool:
    """Whether the mark that ends a word is the stop of its sentence, in a text that escapes none."""
    if not found.last_tone or text[end - 1] not in ".?":
        return False
    before_names = unicodedata.normalize("NFC", found.letters.lower()) in _BEFORE_NAMES
    if text[end - 1] == "?":
        return bool(_ENDS_LINE.match(text, end)) and not before_names
    return bool(_ENDS_LINE.match(text, end) or (_BEGINS_SENTENCE.match(text, end) and not before_names))
