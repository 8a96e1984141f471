"""Articles of campaigns, grown from the shipped ones: dates move together, figures, places, people and firms change."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from random import Random
from typing import Any

from press import calendar, news, numbers, words
from press.shipped import Shipped, shipped
from press.slots import Slot
from press.story import Story

_MARGIN = 10
"""By how many days at most an article's dates move within their year."""


def write(number: int, rng: Random) -> Story:
    """One article of a campaign."""
    base = rng.choice(shipped())
    grown = Grown(base, rng)
    title, *paragraphs, byline = grown.text().split("\n")
    if rng.random() < 0.4:
        caption = words.drawn("caption", rng).replace("{pen}", words.drawn("pen_name", rng))
        paragraphs.insert(1 + int(rng.random() * (len(paragraphs) - 1)), caption)
    return Story(
        number=number,
        kind=base.kind,
        section=rng.choice(("Công đoàn", "Xã hội", "Chính trị", "Thời sự", "Đời sống")),
        title=title,
        paragraphs=paragraphs,
        byline=byline if rng.random() < 0.2 else words.drawn("pen_name", rng),
        published=grown.days[base.published],
        minute=300 + int(rng.random() * 1020),
        paper=grown.paper,
        place=grown.home.name,
    )


class Grown:
    """One shipped article with one set of changes; a method for each kind of slot."""

    def __init__(self, base: Shipped, rng: Random) -> None:
        self.base, self.rng = base, rng
        year = calendar.EARLIEST + int(rng.random() * (calendar.LATEST - calendar.EARLIEST + 1))
        self.years = year - base.published.year
        weeks = int(rng.random() * 3) - 1
        self.days = _moved(base, self.years, weeks)
        self.scale = numbers.scale(rng)
        self.places = _swapped(base.provinces, rng)
        self.people = {name: words.person(rng, woman=woman) for name, woman in base.people.items()}
        self.named = dict(zip(base.named, rng.sample(words.listed("commune"), len(base.named)), strict=True))
        self.home = _home(base, self.places, rng)
        self.paper, self.own_stamp = news.paper_for(rng, self.home)
        self.documents: dict[str, str] = {}

    def text(self) -> str:
        """The article, written out."""
        return "".join([p if type(p) is str else getattr(self, p.what)(p) for p in self.base.pieces])  # type: ignore[union-attr]

    def stamp(self, slot: Slot) -> str:
        return self.own_stamp or slot.text

    def date(self, slot: Slot) -> str:
        day, form = slot.value
        return calendar.written(form, self.days[day])

    def weekday(self, slot: Slot) -> str:
        return calendar.weekday(slot.text, self.days[slot.value])

    def year(self, slot: Slot) -> str:
        return str(int(slot.text) + self.years)

    def anniversary(self, slot: Slot) -> str:
        return str(max(1, int(slot.text) + self.years))

    def count(self, slot: Slot) -> str:
        return numbers.varied(slot.text, self.scale)

    def fraction(self, slot: Slot) -> str:
        part, whole = slot.value
        return numbers.varied_fraction(part, whole, self.scale)

    def document(self, slot: Slot) -> str:
        width = len(slot.text)
        if slot.text not in self.documents:
            self.documents[slot.text] = f"{1 + int(self.rng.random() * (10**width - 1)):0{width}d}"
        return self.documents[slot.text]

    def person(self, slot: Slot) -> str:
        return self.people[slot.text]

    def given(self, slot: Slot) -> str:
        return self.people[slot.value].split()[-1]

    def named_one(self, slot: Slot) -> str:
        return _like(slot.text, self.named[slot.value])

    def place(self, slot: Slot) -> str:
        return _like(slot.text, self.places[slot.value])


def _like(text: str, new: str) -> str:
    return new.upper() if text.isupper() else new


@lru_cache(maxsize=20_000)
def _fixed(base: Shipped, shift: int) -> frozenset[dt.date]:
    return frozenset(calendar.fixed_days(set(base.days), shift))


def _moved(base: Shipped, years: int, weeks: int) -> dict[dt.date, dt.date]:
    """Where each day of the article goes."""
    keeping = calendar.days_keeping_weekday(base.published, years)
    shift = max(-_MARGIN, min(_MARGIN, keeping + 7 * weeks))
    fixed = _fixed(base, shift)
    return {d: calendar.move(d, years=years, days=0 if d in fixed else shift) for d in base.days}


def _swapped(named: list[words.Province], rng: Random) -> dict[Any, str]:
    """Other provinces for those an article names, and districts of the first one's successor for its districts."""
    found: dict[Any, str] = {}
    left = list(words.provinces())
    rng.shuffle(left)
    for province in named:
        new = next((p for p in left if p.kind == province.kind), left[0])
        left.remove(new)
        found["province", province.name] = new.name
        if province is named[0]:
            districts = rng.sample(new.districts, len(new.districts)) * 2
            found.update({("district", d): n for d, n in zip(province.districts, districts, strict=False)})
    return found


def _home(base: Shipped, places: dict[Any, str], rng: Random) -> words.Province:
    if not base.provinces:
        return rng.choice(words.provinces())
    name = places["province", base.provinces[0].name]
    return next(p for p in words.provinces() if p.name == name)
