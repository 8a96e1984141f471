"""Errors with a code, a one-line reason and the source they concern."""

from __future__ import annotations

__all__ = ["LexiconError", "OutputError", "ReadError", "RuleError", "ThiduaError"]


class ThiduaError(Exception):
    """Base of every error this package raises on purpose."""


class ReadError(ThiduaError):
    """A source cannot be read as an article.

    ``code`` is stable and machine-readable (``empty``, ``binary``, ``encoding``, ``too_large``,
    ``not_found``, ``no_text``, ``unreadable``), ``source`` names the file or member.
    """

    def __init__(self, code: str, reason: str, *, source: str = "") -> None:
        self.code = code
        self.reason = reason
        self.source = source
        super().__init__(f"{source}: {reason}" if source else reason)


class LexiconError(ThiduaError):
    """A data table breaks its format: the message names the file and the line."""


class RuleError(ThiduaError):
    """A rule is ill-defined: its name is taken, or its pattern is not sound."""


class OutputError(ThiduaError):
    """An output cannot be written: the message names the file and the reason."""
