"""Recognisers: a document in, mentions out; one recogniser a file."""

from __future__ import annotations

from dataclasses import dataclass

from thidua_extract.blocks import Document
from thidua_extract.mentions import bodies, dates, documents, people, quantities, quotes
from thidua_extract.spans import Mention

__all__ = ["Mentions", "find_mentions"]


@dataclass(frozen=True, slots=True)
class Mentions:
    """What the recognisers found, each kind in text order and without overlaps of its own."""

    dates: tuple[Mention[dates.Time], ...]
    documents: tuple[Mention[documents.Cited], ...]
    quotes: tuple[Mention[quotes.Quoted], ...]
    bodies: tuple[Mention[bodies.Body], ...]
    people: tuple[Mention[people.Person], ...]
    quantities: tuple[Mention[quantities.Amount], ...]
    compounds: tuple[tuple[int, int], ...] = ()
    """Words of several syllables (từ ghép) in sentences with quantities, where NLP divided them; spans of the view."""


def find_mentions(document: Document) -> Mentions:
    """Run every recogniser; dates and document numbers claim their digits before quantities do."""
    cited = documents.find(document)
    times = dates.find(document, claimed=cited)
    found_bodies = bodies.find(document)
    return Mentions(
        dates=tuple(times),
        documents=tuple(cited),
        quotes=tuple(quotes.find(document)),
        bodies=tuple(found_bodies),
        people=tuple(people.find(document, found_bodies)),
        quantities=tuple(quantities.find(document, claimed=[*cited, *times])),
    )
