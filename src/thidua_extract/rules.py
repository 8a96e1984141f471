"""A rule is a name, a pattern and a production; every output carries the name of the rule that read it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

import regex

from thidua_extract.errors import RuleError

__all__ = ["DECISIONS", "REGISTRY", "Rule", "compile_pattern", "decision", "digest_rules", "rule", "veto"]

T = TypeVar("T")

REGISTRY: dict[str, Rule[object]] = {}
"""Every rule of the package by name, filled as its module is imported."""

DECISIONS: set[str] = set()
"""Names of readings that no single pattern makes: a cue that governs, a form, an elided noun."""

_NAME = regex.compile(r"[a-z_]+\.[a-z0-9_]+")


def compile_pattern(pattern: str) -> regex.Pattern[str]:
    """Compile a rule's pattern: verbose, case as written (match it on ``View.text`` or ``View.folded``).

    Raises:
        RuleError: the pattern does not compile, or matches the empty string.
    """
    try:
        compiled = regex.compile(pattern, regex.VERBOSE | regex.V1)
    except regex.error as error:
        raise RuleError(f"pattern does not compile: {error}: {pattern!r}") from error
    if compiled.match(""):
        raise RuleError(f"pattern matches the empty string: {pattern!r}")
    return compiled


@dataclass(frozen=True, slots=True)
class Rule(Generic[T]):
    """``pattern`` finds, ``produce`` says what was found (None: a veto, nothing is read there).

    Names are ``module.what_it_reads`` and unique; the pattern is compiled once, when the rule is defined. Use
    bounded or possessive quantifiers: a pattern must run in linear time on any text.
    """

    name: str
    pattern: regex.Pattern[str]
    produce: Callable[[regex.Match[str]], T | None]

    def finditer(self, text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[regex.Match[str], T]]:
        """Matches in ``text[start:end]`` (offsets of ``text``) with what they produce, vetoed ones left out."""
        for m in self.pattern.finditer(text, start, len(text) if end is None else end):
            value = self.produce(m)
            if value is not None:
                yield m, value


def rule(name: str, pattern: str) -> Callable[[Callable[[regex.Match[str]], T | None]], Rule[T]]:
    """Decorator: the function below is the production of a new, registered rule.

    Raises:
        RuleError: the name is taken or not of the form ``module.name``, or the pattern is not sound.
    """
    if not _NAME.fullmatch(name):
        raise RuleError(f"rule name {name!r} is not of the form module.name")
    if name in REGISTRY:
        raise RuleError(f"rule name {name!r} is taken")
    compiled = compile_pattern(pattern)

    def define(produce: Callable[[regex.Match[str]], T | None]) -> Rule[T]:
        made = Rule(name, compiled, produce)
        REGISTRY[name] = made  # type: ignore[assignment]
        return made

    return define


def decision(name: str) -> str:
    """Register the name of a reading that no single pattern makes, and return it.

    Raises:
        RuleError: the name is taken or not of the form ``module.name``.
    """
    if not _NAME.fullmatch(name) or name in REGISTRY:
        raise RuleError(f"decision name {name!r} is not of the form module.name, or a rule has it")
    DECISIONS.add(name)
    return name


def veto(name: str, pattern: str) -> Rule[None]:
    """A registered rule that only claims text: nothing is read where it matches.

    Raises:
        RuleError: as :func:`rule`.
    """
    return rule(name, pattern)(lambda m: None)


def digest_rules() -> str:
    """SHA-256 over the names and patterns of every rule defined so far, and the names of decisions."""
    rules = {name: rule.pattern.pattern for name, rule in REGISTRY.items()} | dict.fromkeys(DECISIONS, "")
    return hashlib.sha256("\0".join(f"{name}\0{rules[name]}" for name in sorted(rules)).encode()).hexdigest()
