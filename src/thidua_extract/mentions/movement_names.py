"""Known movement names (tên phong trào): the lexicon, its folded key, and the longest name that begins at a place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache

import regex

from thidua_extract.lexicon import load_table
from thidua_extract.records import MovementKind
from thidua_extract.text import fold_key

__all__ = ["KnownName", "find_known", "name_key", "resolve"]

_WORD = regex.compile(r"[\p{L}\p{N}%]++")
_BETWEEN = regex.compile(r"[ ,;:–—/&\"“”‘’'-]{1,4}+|\.(?=[0-9])")
_SILENT = frozenset({"và"})
"""Words a name may have or lack: "đổi mới sáng tạo và chuyển đổi số"."""
MAX_WORDS = 40


@dataclass(frozen=True, slots=True)
class KnownName:
    """A canonical movement: its id, kind and the surface that was matched; ``historic`` ones are mostly recalled."""

    id: str
    kind: MovementKind
    surface: str
    historic: bool = False


@dataclass(slots=True)
class _Node:
    """One word of a name in the tree of all names."""

    name: KnownName | None = None
    next: dict[str, _Node] = field(default_factory=dict)


@cache
def _abbreviations() -> dict[str, tuple[str, ...]]:
    return {row["surface"]: tuple(row["expansion"].split()) for row in load_table("name_abbreviations")}


def _words(text: str) -> Iterator[str]:
    """Words of a folded key, abbreviations expanded, silent words left out."""
    for word in fold_key(text).split():
        if word not in _SILENT:
            yield from _abbreviations().get(word, (word,))


@lru_cache(maxsize=4096)
def name_key(text: str) -> str:
    """The key under which the variants of a name meet.

    >>> name_key("“Xanh - Sạch - Đẹp, đảm bảo ATVSLĐ”")
    'xanh sạch đẹp bảo đảm an toàn vệ sinh lao động'
    """
    return " ".join(_words(text))


@cache
def _names() -> dict[str, KnownName]:
    out: dict[str, KnownName] = {}
    for row in load_table("movements"):
        known = KnownName(row["id"], row["kind"], row["surface"], row["era"] == "historic")  # type: ignore[arg-type]
        out.setdefault(name_key(row["surface"]), known)
    return out


@cache
def _tree() -> _Node:
    root = _Node()
    for key, known in _names().items():
        node = root
        for word in key.split():
            node = node.next.setdefault(word, _Node())
        node.name = known
    return root


def resolve(name: str) -> KnownName | None:
    """The canonical movement of a whole name, if the lexicon knows it.

    >>> resolve("Dạy tốt - Học tốt").id
    'M104'
    """
    return _names().get(name_key(name))


def find_known(text: str, start: int, end: int) -> tuple[int, KnownName] | None:
    """The longest known name that begins at ``start`` in ``text[:end]``: where it ends and what it is.

    >>> find_known("phong trào Dạy tốt, học tốt và hơn thế", 11, 38)[0]
    27
    """
    node, best, at = _tree(), None, start
    for _ in range(MAX_WORDS):
        m = _WORD.match(text, at, end)
        if m is None:
            break
        stop, words = m.end(), tuple(_words(m.group()))
        if words == ("đảm",) and (swapped := regex.match(r"[ ]bảo\b", text[stop : stop + 4])):
            stop, words = stop + swapped.end(), ("bảo", "đảm")
        deeper = _descend(node, words)
        if deeper is None:
            break
        node = deeper
        if words and node.name is not None:
            best = (stop, node.name)
        if text.startswith(" và ", stop) and text[stop + 4 : stop + 5].isupper():
            break  # "Lao động giỏi và Lao động sáng tạo" names two
        gap = _BETWEEN.match(text, stop, end)
        if gap is None:
            break
        at = gap.end()
    return best


def _descend(node: _Node, words: tuple[str, ...]) -> _Node | None:
    for word in words:
        found = node.next.get(word)
        if found is None:
            return None
        node = found
    return node
