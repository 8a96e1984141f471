"""Where something lies: its identifier in the run and how a message points at it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from thidua_extract.archive.model import Failure, Skipped, Source
from thidua_extract.errors import ThiduaError

__all__ = ["ContainerError", "Item", "Place", "readable"]

Item = Source | Failure | Skipped

_SURROGATE = re.compile("[\ud800-\udfff]")
_LONGEST_KEY = 500


class ContainerError(ThiduaError):
    """A container or one of its members cannot be read, or not to its end.

    ``code`` is stable: ``truncated`` (ends too early), ``corrupt``, ``encrypted``, ``suspicious_ratio`` and
    ``too_large`` (limits of SourceOptions), ``unsupported``, ``unreadable`` (the operating system says so),
    ``no_column``, ``json_array``.
    """

    def __init__(self, code: str, reason: str) -> None:
        self.code = code
        self.reason = reason
        super().__init__(reason)


@dataclass(frozen=True, slots=True)
class Place:
    """A file, a member of a container or a row of one."""

    id: str
    origin: str

    def member(self, name: str) -> Place:
        """A member by its name; its id never climbs out of the container's.

        >>> Place("a.zip", "in/a.zip").member("../x/./b.txt")
        Place(id='a.zip!x/b.txt', origin='in/a.zip, member ../x/./b.txt')
        """
        name = readable(name)
        steps = [step for step in re.split(r"[/\\]", name) if step not in ("", ".", "..")]
        return Place(f"{self.id}!{'/'.join(steps) or '_'}", f"{self.origin}, member {name}")

    def row(self, number: int, *, unit: str, key: object = None) -> Place:
        """A row by the key it carries or, where that is no usable one, by its number (from 1)."""
        origin = f"{self.origin}, {unit} {number}"
        if isinstance(key, int) and not isinstance(key, bool):
            key = str(key)
        usable = readable(key.strip()) if isinstance(key, str) else ""
        return Place(f"{self.id}#{usable if 0 < len(usable) <= _LONGEST_KEY else number}", origin)

    def failure(self, code: str, reason: str) -> Failure:
        """What lies here gave no record."""
        return Failure(self.id, code, f"{self.origin}: {reason}")

    def skipped(self) -> Skipped:
        """What lies here is no page."""
        return Skipped(self.id)


def readable(name: str) -> str:
    r"""A name as text that can be written as UTF-8, whatever bytes it is made of.

    >>> readable("a\udcff.txt") == "a\ufffd.txt"
    True
    """
    try:
        return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    except UnicodeEncodeError:
        return _SURROGATE.sub("\ufffd", name)
