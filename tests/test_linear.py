"""Every rule runs in linear time: four times the hostile text may not cost much more than four times the time.

Times are compared with one another, never with a clock's absolute reading. The texts are made to be walked into:
the rule's own words over and over, digits, blanks, quotation marks, capitals. ``regex``'s timeout stops what hangs.
"""

from __future__ import annotations

import pkgutil
import time
from collections.abc import Iterator
from importlib import import_module
from itertools import islice

import pytest
import regex

import thidua_extract
from thidua_extract import extract
from thidua_extract.rules import REGISTRY, Rule

TIMES = 4
"""The larger text is so many times the smaller."""
ALLOWED = 3.0
"""How much more than in proportion the larger text may cost: caches and a busy machine, no square (which costs 4)."""
HANGS_AFTER = 300.0
SEEDS = (
    "1", "1.", "1/1/", "12,5 ", "a ", "Công ", "công đoàn ", "“a ", "(", " ", "và ", ", ", "- ", "từ 1 đến ", "A-",
    "ngày ",
)  # fmt: skip
REFERENCE = regex.compile(r"\w\Z|\W\Z")
"""Plainly linear, and dear enough to drown the noise of what costs next to nothing."""
_WORD = regex.compile(r"(?<![\\\p{L}{<])[\p{L}0-9]{2,}(?![\p{L}>}=])")
_CLASS = regex.compile(r"\[\^?[^\]]*+\]|\\[pP]\{[^}]*+\}|\(\?P?<[^>]*+>|\#[^\n]*+")


def load_rules() -> dict[str, Rule[object]]:
    for module in pkgutil.walk_packages(thidua_extract.__path__, "thidua_extract."):
        if module.name.split(".")[1] not in {"integrations", "cli"}:
            import_module(module.name)
    return dict(sorted(REGISTRY.items()))


RULES = load_rules()


def own_words(rule: Rule[object]) -> list[str]:
    """The first words a rule's pattern spells out, and all of them one after another."""
    words = list(islice(_WORD.finditer(_CLASS.sub(" ", rule.pattern.pattern)), 12))
    spelled = [m.group() for m in words]
    return [f"{word} " for word in spelled[:4]] + ([" ".join(spelled) + " "] if spelled else [])


def hostile(seeds: Iterator[str] | tuple[str, ...], size: int) -> str:
    """One text of ``size`` characters: a stretch of each seed repeated, without a line end."""
    seeds = tuple(seeds)
    share = size // len(seeds)
    return "".join((seed * (share // len(seed) + 1))[:share] for seed in seeds)


def cost(pattern: regex.Pattern[str], text: str) -> float:
    """Processor time of reading ``text``, that of the reference included."""
    begin = time.process_time()
    for tried in (REFERENCE, pattern):
        for _ in tried.finditer(text, timeout=HANGS_AFTER):
            pass
    return time.process_time() - begin


def growth(pattern: regex.Pattern[str], seeds: tuple[str, ...], *, size: int) -> float:
    """How much dearer a character is in the large text than in the small one; the best of three."""
    best = float("inf")
    for _ in range(3):
        small, large = cost(pattern, hostile(seeds, size // TIMES)), cost(pattern, hostile(seeds, size))
        best = min(best, large / small / TIMES)
        if best <= ALLOWED / 2:
            break
    return best


def test_there_are_rules() -> None:
    assert RULES


@pytest.mark.parametrize("name", RULES)
def test_a_rule_is_linear(name: str) -> None:
    rule = RULES[name]
    assert growth(rule.pattern, (*SEEDS, *own_words(rule)), size=1_000_000) <= ALLOWED


@pytest.mark.long
@pytest.mark.parametrize("name", RULES)
def test_a_rule_is_linear_on_each_text_alone(name: str) -> None:
    rule = RULES[name]
    for seed in (*SEEDS, *own_words(rule)):
        assert growth(rule.pattern, (seed,), size=400_000) <= ALLOWED, seed


@pytest.mark.parametrize("seed", SEEDS)
def test_the_whole_line_is_linear(seed: str) -> None:
    """All of ``extract``, on texts small enough to test each seed."""
    best = float("inf")
    for _ in range(3):
        spent = []
        for size in (100_000 // TIMES, 100_000):
            begin = time.process_time()
            extract(hostile((seed,), size), profile="rules")
            spent.append(time.process_time() - begin)
        best = min(best, spent[1] / max(spent[0], 1e-9) / TIMES)
        if best <= ALLOWED / 2:
            break
    assert best <= ALLOWED


def test_the_check_finds_a_square() -> None:
    """The check itself: a pattern that is quadratic on purpose does not pass."""
    square = regex.compile(r"a+b")
    assert growth(square, ("a",), size=20_000) > ALLOWED
