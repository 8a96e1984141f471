"""What the made press is written from: words (words.tsv) and places (places.tsv), facts and inventions of our own."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

HERE = Path(__file__).parent
PAPERS = (
    ("Báo {p} điện tử", "(B{i}ĐT)"),
    ("Báo {p} Online", "({i}O)"),
    ("{p} Online", "({i}O)"),
    ("Báo {p}", "(Báo {p})"),
    ("Đài Phát thanh và Truyền hình {p}", "({i}TV)"),
    ("Cổng thông tin điện tử {k} {p}", ""),
    ("Thời Mới Online", "(TMO)"),
    ("Nhịp Sống Trẻ", "NSTO"),
    ("Diễn đàn Lao động Mới", "LĐMO"),
    ("Tin Nhanh 24 giờ", ""),
)
"""Names of papers, and what each puts before a lead; p: the province, k: its kind, i: its initials."""


@dataclass(frozen=True, slots=True)
class Province:
    """A province or a city of its rank, with some of its districts."""

    name: str
    kind: str
    districts: tuple[str, ...]


def rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of a table beside this module."""
    with (HERE / name).open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)


@cache
def provinces() -> tuple[Province, ...]:
    """The 62 of places.tsv."""
    return tuple(Province(r["province"], r["kind"], tuple(r["districts"].split(", "))) for r in rows("places.tsv"))


@cache
def _lists() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for row in rows("words.tsv"):
        found[row["list"]].append(row["word"])
    return {name: tuple(words) for name, words in found.items()}


def listed(name: str) -> tuple[str, ...]:
    """The words of a list, in the order of the table; one that stands there twice is drawn twice as often."""
    return _lists()[name]


def drawn(name: str, rng: Random) -> str:
    """A word of a list."""
    words = _lists()[name]
    return words[int(rng.random() * len(words))]


def person(rng: Random, *, woman: bool) -> str:
    """An invented name: surname, middle name, given name."""
    sex = "woman" if woman else "man"
    name = f"{drawn('surname', rng)} {drawn(f'{sex}_middle', rng)} {drawn(f'{sex}_given', rng)}"
    return f"{name} {drawn(f'{sex}_given', rng)}" if rng.random() < 0.06 else name
