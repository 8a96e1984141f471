"""Vietnamese text written in the encodings of its time, for tests: letters that an encoding lacks are an error."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from html.entities import codepoint2name
from pathlib import Path

from thidua_extract.lexicon import load_table

_TONES = "\u0300\u0301\u0303\u0309\u0323"


def tcvn3(text: str) -> bytes:
    """TCVN3 (ABC): one byte a letter, no capitals with tones."""
    table = {row["surface"]: bytes.fromhex(row["byte"]) for row in load_table("legacy_tcvn3")}
    return b"".join(table.get(c) or _plain(c, table) for c in unicodedata.normalize("NFC", text))


def vni(text: str) -> bytes:
    """VNI: a letter and an accent byte."""
    table = {row["surface"]: bytes.fromhex(row["bytes"]) for row in load_table("legacy_vni")}
    return b"".join(table.get(c) or _plain(c, table) for c in unicodedata.normalize("NFC", text))


def _plain(character: str, table: dict[str, bytes]) -> bytes:
    """What is no letter of Vietnamese: ASCII, and the quotation marks and dashes of windows-1252."""
    if character.isascii():
        return character.encode()
    data = character.encode("cp1252")
    if data in table.values() or character.isalpha():
        raise UnicodeEncodeError("old encoding", character, 0, 1, "no such character")
    return data


def windows_1258(text: str) -> bytes:
    """Letters with their shape, tones apart, as Windows wrote Vietnamese."""
    out = bytearray()
    for character in unicodedata.normalize("NFC", text):
        apart = unicodedata.normalize("NFD", character)
        base = unicodedata.normalize("NFC", "".join(c for c in apart if c not in _TONES))
        out += base.encode("cp1258") + "".join(c for c in apart if c in _TONES).encode("cp1258")
    return bytes(out)


def viqr(text: str, *, escapes: bool = True) -> bytes:
    """VIQR; with ``escapes`` as RFC 1456 has it, a backslash before punctuation that would be read as a mark."""
    table = {row["surface"]: row["ascii"] for row in load_table("legacy_viqr")}
    out: list[str] = []
    for c in unicodedata.normalize("NFC", text):
        if escapes and c in "^(+'`?~." and out and (out[-1][0] in "aeiouyAEIOUY"):
            out.append("\\" + c)
        else:
            out.append(table.get(c, c))
    return "".join(out).encode("ascii")


def taken_for(text: str, page: str, *, times: int = 1) -> bytes:
    """UTF-8 taken for a code page and saved as UTF-8 again; unused bytes of the page become control characters."""
    for _ in range(times):
        text = "".join(_taken(byte, page) for byte in text.encode())
    return text.encode()


def _taken(byte: int, page: str) -> str:
    try:
        return bytes([byte]).decode(page)
    except UnicodeDecodeError:
        return chr(byte)


def as_utf8(data: bytes, page: str = "cp1252") -> bytes:
    """Bytes of an old encoding taken for a code page and saved as UTF-8: what most archives hold."""
    return "".join(_taken(byte, page) for byte in data).encode()


def as_entities(data: bytes) -> bytes:
    """The upper half of an old encoding as named HTML entities, as editors of the time wrote it."""
    names = codepoint2name
    return "".join(c if c.isascii() else f"&{names[ord(c)]};" if ord(c) in names else f"&#{ord(c)};"
                   for c in as_utf8(data).decode()).encode()  # fmt: skip


OLD: dict[str, tuple[Callable[[str], bytes], str, str]] = {
    "utf-16": (lambda text: text.encode("utf-16"), "source", "UTF-16"),
    "windows-1258": (windows_1258, "source", "windows-1258"),
    "tcvn3": (tcvn3, "source", "TCVN3 (ABC)"),
    "vni": (vni, "source", "VNI"),
    "viqr": (viqr, "source", "VIQR"),
    "tcvn3-as-utf-8": (lambda text: as_utf8(tcvn3(text)), "repaired", "TCVN3 (ABC)"),
    "tcvn3-as-1258-as-utf-8": (lambda text: as_utf8(tcvn3(text), "cp1258"), "repaired", "TCVN3 (ABC)"),
    "vni-as-utf-8": (lambda text: as_utf8(vni(text)), "repaired", "VNI"),
    "windows-1258-as-utf-8": (lambda text: as_utf8(windows_1258(text)), "repaired", "windows-1258"),
    "utf-8-as-1252": (lambda text: taken_for(text, "cp1252"), "repaired", "UTF-8 read as windows-1252"),
    "utf-8-as-1258": (lambda text: taken_for(text, "cp1258"), "repaired", "UTF-8 read as windows-1258"),
    "utf-8-as-latin-1": (lambda text: taken_for(text, "latin-1"), "repaired", "UTF-8 read as windows-1252"),
    "utf-8-as-1252-twice": (
        lambda text: taken_for(text, "cp1252", times=2),
        "repaired",
        "UTF-8 read as windows-1252 twice",
    ),
    "utf-8-as-1258-twice": (
        lambda text: taken_for(text, "cp1258", times=2),
        "repaired",
        "UTF-8 read as windows-1258 twice",
    ),
}
"""Name of a fixture: how it is written, its text basis, and what the issue says."""


if __name__ == "__main__":
    folder = Path(__file__).parent / "fixtures"
    lines = (folder / "articles" / "b02.txt").read_text(encoding="utf-8").splitlines()
    article = "".join(line + ("\r\n" if k % 3 else "\n") for k, line in enumerate(lines))
    for name, (write, _, _) in OLD.items():
        (folder / "encodings" / f"{name}.txt").write_bytes(write(article))
