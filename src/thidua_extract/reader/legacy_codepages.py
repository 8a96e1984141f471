"""Bytes read in the wrong one of two code pages, and read back: windows-1252, Latin-1, windows-1258."""

from __future__ import annotations

import codecs
from functools import cache
from typing import Literal

import regex

__all__ = ["CodePage", "from_windows_1252", "from_windows_1258", "taken_for", "unread_utf8"]

CodePage = Literal["windows-1252", "windows-1258"]
"""What a program took bytes for; the first stands for Latin-1 too, which differs in no letter."""


@cache
def _characters(page: CodePage) -> dict[int, str]:
    """Upper bytes as characters; the unused ones as control characters, as browsers and editors take them."""
    table = {}
    for byte in range(0x80, 0x100):
        try:
            table[byte] = bytes([byte]).decode(page.replace("windows-", "cp"))
        except UnicodeDecodeError:
            table[byte] = chr(byte)
    return table


@cache
def _bytes_of(page: CodePage) -> dict[int, int]:
    """Characters as upper bytes; control characters as themselves."""
    table = {byte: byte for byte in range(0x80, 0xA0)}
    return table | {ord(character): byte for byte, character in _characters(page).items()}


@cache
def _sequences(page: CodePage) -> regex.Pattern[str]:
    """What the bytes of one letter of UTF-8 look like as characters of a code page."""

    def among(first: int, last: int) -> str:
        return "[" + "".join(f"\\U{code:08x}" for code, byte in _bytes_of(page).items() if first <= byte <= last) + "]"

    after = among(0x80, 0xBF)
    return regex.compile(f"{among(0xC2, 0xDF)}{after}|{among(0xE1, 0xEF)}{after}{{2}}|{among(0xF0, 0xF4)}{after}{{3}}")


def taken_for(data: bytes, page: CodePage) -> str:
    """Bytes read in a code page, its unused bytes as control characters: never fails.

    >>> taken_for(b"C\\xabng \\x93\\x81", "windows-1252")
    'C«ng “\\x81'
    """
    return codecs.charmap_decode(data, "strict", _charmap(page))[0]


@cache
def _charmap(page: CodePage) -> str:
    return "".join(map(chr, range(0x80))) + "".join(_characters(page)[byte] for byte in range(0x80, 0x100))


# A no-break space that became a blank: the lead of a letter cannot stand alone.
_BLANK_FOR_BYTE = regex.compile(r"(?<=[ÃĂÂÄÆ]|á[º»]) ")


def unread_utf8(text: str, page: CodePage) -> str:
    """UTF-8 whose bytes were taken for a code page, read again; what is none stays as it is.

    >>> unread_utf8("PhÃ¡t Ä‘á»™ng", "windows-1252"), unread_utf8("PhĂ¡t", "windows-1258")
    ('Phát động', 'Phát')
    """
    table = _bytes_of(page)

    def again(m: regex.Match[str]) -> str:
        return m.group().translate(table).encode("latin-1").decode("utf-8", "replace")

    return _sequences(page).sub(again, _BLANK_FOR_BYTE.sub("\u00a0", text))


def from_windows_1258(text: str) -> str:
    """Vietnamese of windows-1258 that was taken for windows-1252; tones stay apart, as that encoding has them.

    >>> import unicodedata
    >>> unicodedata.normalize("NFC", from_windows_1258("ðôòng chiì"))
    'động chí'
    """
    return text.translate(_as_1258())


def from_windows_1252(text: str) -> str:
    """Text of windows-1252 that was taken for windows-1258, as Vietnamese Windows took it.

    >>> from_windows_1252("®ăng chƯ")
    '®ãng chÝ'
    """
    return text.translate(_as_1252())


@cache
def _as_1252() -> dict[int, str]:
    right = _characters("windows-1252")
    return {code: right[byte] for code, byte in _bytes_of("windows-1258").items() if right[byte] != chr(code)}


@cache
def _as_1258() -> dict[int, str]:
    right = _characters("windows-1258")
    return {code: right[byte] for code, byte in _bytes_of("windows-1252").items() if right[byte] != chr(code)}
