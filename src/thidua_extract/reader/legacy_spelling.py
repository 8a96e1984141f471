"""The other way round: how a word looks in a text whose bytes were once taken for another encoding.

For whoever looks for a word before it is known how the text is to be read: these are the spellings that
``legacy.find_reading`` reads back.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import product

from thidua_extract.lexicon import load_table
from thidua_extract.reader.legacy_codepages import CodePage, taken_for

__all__ = ["coded", "misread"]

_PAGES: tuple[CodePage, ...] = ("windows-1252", "windows-1258")


def misread(word: str) -> set[str]:
    """A word as text that holds it in another shape: taken for a code page, once or twice, or written in ASCII (VIQR).

    >>> {"®á", "ñoû", "ðoÒ", "ddo?"} <= misread("đỏ")
    True
    >>> "Ä‘o" in misread("đo")
    True
    """
    found = {"".join(parts) for parts in product(*(_viqr().get(c, (c,)) for c in word))} - {word}
    for data in (word.encode(), *coded(word)):
        for text in (taken_for(data, page) for page in _PAGES):
            found.add(text)
            for again in (taken_for(text.encode(), page) for page in _PAGES):
                found |= {again, *(taken_for(again.encode(), page) for page in _PAGES)}
    return found


def coded(word: str) -> set[bytes]:
    """A word as bytes of TCVN3, VNI and windows-1258, where they have its letters.

    >>> sorted(coded("đỏ"))
    [b'\\xae\\xe1', b'\\xf0o\\xd2', b'\\xf1o\\xfb']
    """
    tables = (_tcvn3(), _vni(), _windows_1258())
    return {data for table in tables for data in _spelled(word, table)}


def _spelled(word: str, table: dict[str, tuple[bytes, ...]]) -> Iterator[bytes]:
    letters = [table.get(c, (c.encode(),) if c.isascii() else ()) for c in word]
    return (b"".join(parts) for parts in product(*letters))


@cache
def _tcvn3() -> dict[str, tuple[bytes, ...]]:
    return {row["surface"]: (bytes.fromhex(row["byte"]),) for row in load_table("legacy_tcvn3")}


@cache
def _vni() -> dict[str, tuple[bytes, ...]]:
    return {row["surface"]: (bytes.fromhex(row["bytes"]),) for row in load_table("legacy_vni")}


_TONES = "\u0300\u0301\u0303\u0309\u0323"


@cache
def _windows_1258() -> dict[str, tuple[bytes, ...]]:
    """Letters with their tone apart, and in one byte where there is one."""
    table = {}
    for letter in (row["surface"] for row in load_table("legacy_vni")):
        apart = unicodedata.normalize("NFD", letter)
        base = unicodedata.normalize("NFC", "".join(c for c in apart if c not in _TONES))
        written = {base + "".join(c for c in apart if c in _TONES), letter}
        table[letter] = tuple(sorted(data for text in written if (data := text.encode("cp1258", "ignore"))))
    return table


@cache
def _viqr() -> dict[str, tuple[str, ...]]:
    """Letters with their marks in either order, and with either sign for the horn."""
    table = {}
    for row in load_table("legacy_viqr"):
        base, marks = row["ascii"][0], row["ascii"][1:]
        orders = {marks, marks[::-1]} if marks.lower() != "d" else {marks}
        table[row["surface"]] = tuple(sorted(base + m.replace("+", horn) for m in orders for horn in "+*"))
    return {letter: tuple(sorted(set(spelled))) for letter, spelled in table.items()}
