"""Records that wait for their counterpart on the other side, in a temporary database that spills to disk by itself."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from typing import Literal

from thidua_extract.evaluate.matching import Item

__all__ = ["Pending", "Side"]

Side = Literal["old", "new"]
_OTHER: dict[Side, Side] = {"old": "new", "new": "old"}


class Pending:
    """A queue an id on each side: who comes first is met first."""

    def __init__(self) -> None:
        self._database = sqlite3.connect("", isolation_level=None)  # no name: private, in a temporary file, then gone
        self._database.execute("PRAGMA journal_mode = OFF")
        self._database.execute("CREATE TABLE waiting (at INTEGER PRIMARY KEY, side TEXT, id TEXT, record TEXT) STRICT")
        self._database.execute("CREATE INDEX by_id ON waiting (id, side, at)")
        self._waiting = 0

    def __enter__(self) -> Pending:
        return self

    def __exit__(self, *_: object) -> None:
        self._database.close()

    def waits(self, identifier: str) -> bool:
        """Whether a record of this id waits on either side."""
        return bool(self._waiting) and self._first(identifier, "old") + self._first(identifier, "new") != []

    def meet(self, side: Side, identifier: str, record: Item) -> Item | None:
        """The record's counterpart, taken out; None where there is none yet, and the record waits."""
        found = self._first(identifier, _OTHER[side]) if self._waiting else []
        if found:
            at, line = found[0]
            self._database.execute("DELETE FROM waiting WHERE at = ?", (at,))
            self._waiting -= 1
            other: Item = json.loads(line)
            return other
        self._database.execute(
            "INSERT INTO waiting (side, id, record) VALUES (?, ?, ?)", (side, identifier, json.dumps(record))
        )
        self._waiting += 1
        return None

    def rest(self) -> Iterator[tuple[Side, Item]]:
        """All that still waits: the old ones in the order they came, then the new ones."""
        for side in _OTHER:
            rows = self._database.execute("SELECT record FROM waiting WHERE side = ? ORDER BY at", (side,))
            yield from ((side, json.loads(line)) for (line,) in rows)

    def _first(self, identifier: str, side: Side) -> list[tuple[int, str]]:
        query = "SELECT at, record FROM waiting WHERE id = ? AND side = ? ORDER BY at LIMIT 1"
        return self._database.execute(query, (identifier, side)).fetchall()
