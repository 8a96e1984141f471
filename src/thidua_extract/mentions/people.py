"""People with their offices: ROLE + BODY + NAME, honorific + NAME + ROLES, rank + NAME."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from thidua_extract.blocks import Document
from thidua_extract.mentions.bodies import Body
from thidua_extract.spans import Mention

__all__ = ["Person", "find"]


@dataclass(frozen=True, slots=True)
class Person:
    """A named person; ``position`` is the office without its body, ``body`` the expanded name of the body."""

    name: str
    position: str | None = None
    body: str | None = None


def find(document: Document, bodies: Sequence[Mention[Body]]) -> list[Mention[Person]]:
    """People in readable blocks and captions, in text order; the span covers name and office."""
    return []
