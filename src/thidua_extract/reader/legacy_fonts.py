"""Vietnamese written for fonts that draw their own letters in the place of Latin-1's: TCVN3 and VNI.

TCVN3, also called ABC (fonts named .VnTime, .VnArial), is the byte set VN3 of TCVN 5712:1993: one byte a letter, no
capitals with a tone; fonts ending in H (.VnTimeH) draw the same bytes as capitals. VNI (fonts named VNI-Times) writes
a letter and an accent byte. Both are read from ``data/legacy_*.tsv``. What a web page or an old editor did with such
bytes is to take them for windows-1252: so text is read here, whose characters stand for the bytes.
"""

from __future__ import annotations

from functools import cache

import regex

from thidua_extract.lexicon import load_table

__all__ = ["from_tcvn3", "from_vni"]


@cache
def _tcvn3() -> dict[int, str]:
    return {int(row["byte"], 16): row["surface"] for row in load_table("legacy_tcvn3")}


def from_tcvn3(text: str) -> str:
    """TCVN3 whose bytes stand as characters of windows-1252.

    >>> from_tcvn3("C«ng ®oµn ph¸t ®éng phong trµo thi ®ua")
    'Công đoàn phát động phong trào thi đua'
    """
    return text.translate(_tcvn3())


@cache
def _vni() -> tuple[dict[str, str], regex.Pattern[str]]:
    """Letters by what VNI writes for them; the accent of a capital may stand in its small form too."""
    table = {}
    for row in load_table("legacy_vni"):
        code = bytes.fromhex(row["bytes"]).decode("cp1252")
        table[code] = row["surface"]
        if len(code) == 2:
            table[code[0] + code[1].swapcase()] = row["surface"]
    longest_first = sorted(table, key=lambda code: (-len(code), code))
    return table, regex.compile("|".join(longest_first))


def from_vni(text: str) -> str:
    """VNI whose bytes stand as characters of windows-1252.

    >>> from_vni("Coâng ñoaøn phaùt ñoäng phong traøo thi ñua")
    'Công đoàn phát động phong trào thi đua'
    """
    table, pattern = _vni()
    return pattern.sub(lambda m: table[m.group()], text)
