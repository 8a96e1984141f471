"""Names of gold files: the stem of ``article.id``, fit for a file and unlike any other of the same page."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from pathlib import PurePosixPath

import regex

__all__ = ["gold_names"]

_UNFIT = regex.compile(r"[^\p{L}\p{M}\p{N}._+@=,() -]++")
_MOST_BYTES = 120


def gold_names(ids: Iterable[str]) -> list[str]:
    """A name for each id, in order; ids that share a stem get a digest behind it.

    >>> gold_names(["2021/a.txt", "pages.zip!b/c.html", ""])
    ['a', 'c', 'article']
    >>> gold_names(["x/a.txt", "y/a.txt"])
    ['a-293c5cc2', 'a-519fdf35']
    """
    given = list(ids)
    stems = [_stem(id) for id in given]
    times = Counter(stem.casefold() for stem in stems)
    taken: set[str] = set()
    names = []
    for number, (id, stem) in enumerate(zip(given, stems, strict=True)):
        name = stem if times[stem.casefold()] == 1 else f"{stem}-{_digest(id)}"
        names.append(f"{name}-{number}" if name.casefold() in taken else name)
        taken.add(names[-1].casefold())
    return names


def _stem(id: str) -> str:
    stem = _UNFIT.sub("_", PurePosixPath(id).stem).strip(" .")
    if len(stem.encode()) > _MOST_BYTES:
        stem = stem.encode()[:_MOST_BYTES].decode(errors="ignore").strip(" .") + f"-{_digest(id)}"
    return stem or "article"


def _digest(id: str) -> str:
    return hashlib.sha256(id.encode("utf-8", "surrogatepass")).hexdigest()[:8]
