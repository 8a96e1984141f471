"""Ordinary news, without a word of emulation: sentence templates (topics.tsv) over many topics.

In a template ``[a|b]`` is a choice and ``{name}`` a slot; ``{i:2-9}`` is a whole number, ``{n:…}`` one with Vietnamese
thousands, ``{x:…}`` one with a decimal comma, ``{p:…}`` with two.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from random import Random

from press import words
from press.story import Story

Context = dict[str, str]
Part = Callable[[Random, Context], str]
_PIECE = re.compile(r"\[([^\]]*)\]|\{([a-z_]\w*)(?::(\d+)-(\d+))?\}")


def thousands(value: int) -> str:
    """12500 as 12.500."""
    return f"{value:,}".replace(",", ".")


def _number(form: str, low: int, high: int) -> Part:
    span = high - low + 1

    def whole(rng: Random, _: Context) -> str:
        return str(low + int(rng.random() * span))

    def grouped(rng: Random, _: Context) -> str:
        return thousands(low + int(rng.random() * span))

    def decimal(rng: Random, _: Context) -> str:
        return f"{low + int(rng.random() * span)},{1 + int(rng.random() * 9)}"

    def percent(rng: Random, _: Context) -> str:
        return f"{low + int(rng.random() * span)},{10 + int(rng.random() * 90)}"

    return {"i": whole, "n": grouped, "x": decimal, "p": percent}[form]


def _slot(name: str) -> Part:
    return lambda _, context: context[name]


def _choice(options: list[list[str | Part]]) -> Part:
    count = len(options)

    def choose(rng: Random, context: Context) -> str:
        return fill(options[int(rng.random() * count)], rng, context)

    return choose


def compiled(template: str) -> list[str | Part]:
    """A template as literals and functions."""
    parts: list[str | Part] = []
    at = 0
    for m in _PIECE.finditer(template):
        parts.append(template[at : m.start()])
        choices, name, low, high = m.groups()
        if choices is not None:
            parts.append(_choice([compiled(option) for option in choices.split("|")]))
        else:
            parts.append(_number(name, int(low), int(high)) if low else _slot(name))
        at = m.end()
    return [p for p in (*parts, template[at:]) if p != ""]


def fill(parts: list[str | Part], rng: Random, context: Context) -> str:
    """A compiled template, written out."""
    return "".join([part if type(part) is str else part(rng, context) for part in parts])  # type: ignore[operator]


@dataclass(slots=True)
class Topic:
    """Templates of one topic."""

    section: str
    headline: list[list[str | Part]] = field(default_factory=list)
    lead: list[list[str | Part]] = field(default_factory=list)
    body: list[list[str | Part]] = field(default_factory=list)


@cache
def topics() -> tuple[dict[str, Topic], Topic]:
    """The topics of topics.tsv, and the sentences that suit any."""
    found: dict[str, Topic] = {}
    for row in words.rows("topics.tsv"):
        topic = found.setdefault(row["topic"], Topic(row["section"]))
        getattr(topic, row["part"]).append(compiled(row["template"]))
    return found, found.pop("any")


def day_and_month(day: dt.date) -> str:
    """5/9, as newspapers write a day of this year."""
    return f"{day.day}/{day.month}"


def context_of(rng: Random, published: dt.date, province: words.Province) -> Context:
    """What every sentence of one article shares: places, people, days."""
    district, other = rng.sample(province.districts, 2)
    woman, woman2 = rng.random() < 0.4, rng.random() < 0.4
    name1, name2 = words.person(rng, woman=woman), words.person(rng, woman=woman2)
    neighbour = words.person(rng, woman=not woman)
    firm = words.drawn("firm", rng)
    team, rival = rng.sample(words.listed("team"), 2)
    commune, commune2 = rng.sample(words.listed("commune"), 2)
    country, country2 = rng.sample(words.listed("country"), 2)
    return {
        "place": province.name, "kind": province.kind, "district": district, "district2": other,
        "commune": commune, "commune2": commune2, "street": words.drawn("street", rng), "name1": name1, "name2": name2,
        "mr": f"{'bà' if woman else 'ông'} {name1}", "mr_": f"{'bà' if woman else 'ông'} {name1.split()[-1]}",
        "mr2": f"{'ông' if woman else 'chị'} {neighbour}", "firm": f"{words.drawn('firm_kind', rng)} {firm}",
        "firm_name": firm, "team": team, "rival": rival, "country": country, "country2": country2,
        "school": words.drawn("school", rng), "ministry": words.drawn("ministry", rng),
        "day": day_and_month(published - dt.timedelta(days=int(rng.random() * 2))),
        "next": day_and_month(published + dt.timedelta(days=2 + int(rng.random() * 20))),
        "month": str(published.month), "year": str(published.year), "last": str(published.year - 1),
        "after": str(published.year + 1), "past": str(published.year - 2 - int(rng.random() * 11)),
    }  # fmt: skip


_MORE = 0.45
"""How often an article goes on with what happened elsewhere."""
FIRST, LAST = dt.date(2005, 1, 1).toordinal(), dt.date(2025, 12, 31).toordinal()


def paper_for(rng: Random, province: words.Province) -> tuple[str, str]:
    """A newspaper of the province or of the country, and what it puts before its lead."""
    name, stamp = words.PAPERS[int(rng.random() * len(words.PAPERS))]
    initials = "".join(word[0] for word in province.name.split() if word[0].isalpha()).upper()
    filled = {"p": province.name, "k": province.kind, "i": initials}
    return name.format_map(filled), stamp.format_map(filled)


def capital(text: str) -> str:
    """With a capital first letter."""
    return text[:1].upper() + text[1:]


def write(number: int, rng: Random) -> Story:
    """One ordinary article."""
    found, anything = topics()
    topic = rng.choice(list(found.values()))
    province = rng.choice(words.provinces())
    published = dt.date.fromordinal(FIRST + int(rng.random() * (LAST - FIRST)))
    context = context_of(rng, published, province)
    paper, stamp = paper_for(rng, province)
    lead = fill(rng.choice(topic.lead), rng, context)
    body = rng.sample(topic.body, min(len(topic.body), 7 + int(rng.random() * 5)))
    body += rng.sample(anything.body, 2 + int(rng.random() * 4))
    sentences = [capital(fill(template, rng, context)) for template in body]
    while rng.random() < _MORE:
        sentences += _elsewhere(rng, rng.choice(list(found.values())), published)
    return Story(
        number=number,
        kind="none",
        section=topic.section,
        title=capital(fill(rng.choice(topic.headline), rng, context)),
        paragraphs=[f"{stamp} - {lead}" if stamp else lead, *paragraphs_of(sentences, rng)],
        byline=words.drawn("pen_name", rng),
        published=published,
        minute=300 + int(rng.random() * 1020),
        paper=paper,
        place=province.name,
    )


def _elsewhere(rng: Random, topic: Topic, published: dt.date) -> list[str]:
    """What happened in another place, told at the end."""
    context = context_of(rng, published, rng.choice(words.provinces()))
    body = rng.sample(topic.body, 4 + int(rng.random() * 4))
    told = [fill(rng.choice(topic.lead), rng, context), *(fill(template, rng, context) for template in body)]
    return [f"Tại {context['place']}, cùng thời gian, tin tức khác cũng được quan tâm.", *map(capital, told)]


def paragraphs_of(sentences: list[str], rng: Random) -> list[str]:
    """Sentences in paragraphs of one to three."""
    found, at = [], 0
    while at < len(sentences):
        size = 1 + int(rng.random() * 3)
        found.append(" ".join(sentences[at : at + size]))
        at += size
    return found


def headline(rng: Random, published: dt.date) -> str:
    """A headline alone, for lists of related articles."""
    topic = rng.choice(list(topics()[0].values()))
    return capital(fill(rng.choice(topic.headline), rng, context_of(rng, published, rng.choice(words.provinces()))))
