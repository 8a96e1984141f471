"""Articles as plain text with what a saved page has around them: names, menus, stamps, tools, lists, copyright."""

from __future__ import annotations

import datetime as dt
import html
from dataclasses import dataclass
from functools import cache
from random import Random

from press import news, words
from press.story import WEEKDAYS, Story, slug_of

HEADLINES = 1500


@dataclass(frozen=True, slots=True)
class Headline:
    """Another article in a list: its headline as text and as HTML, and in its address."""

    text: str
    markup: str
    slug: str


def _listed(text: str) -> Headline:
    return Headline(text, html.escape(text), slug_of(text)[:50])


class Desk:
    """What is around the articles of one archive: headlines to list, with a share of calls for emulation."""

    def __init__(self, seed: int, *, stray: float = 0.0) -> None:
        self.stray = stray
        self.headlines, self.calls = _headlines(seed), _calls(seed)

    def related(self, rng: Random, story: Story, count: int) -> list[tuple[Headline, dt.date]]:
        """Headlines of other articles with their days; on an ordinary page none speaks of emulation but for strays."""
        found = [self.headlines[int(rng.random() * HEADLINES)] for _ in range(count)]
        if count and (rng.random() < 0.5 if story.campaign else _drawn(story.number) < self.stray):
            found[int(rng.random() * count)] = rng.choice(self.calls)
        return [(listed, story.published - dt.timedelta(days=int(rng.random() * 40))) for listed in found]


def _drawn(number: int) -> float:
    """A number from 0 to 1 that stays with an article, whatever it is printed as."""
    return number * 2654435761 % 2**32 / 2**32


@cache
def _headlines(seed: int) -> tuple[Headline, ...]:
    rng = Random(f"{seed}:headlines")
    return tuple(_listed(news.headline(rng, dt.date(2015, 1, 1) + dt.timedelta(days=i))) for i in range(HEADLINES))


@cache
def _calls(seed: int) -> tuple[Headline, ...]:
    rng = Random(f"{seed}:calls")
    places = [rng.choice(words.provinces()) for _ in range(100)]
    return tuple(
        _listed(words.drawn("call", rng).format(k=p.kind, p=p.name, y=rng.randint(2006, 2025))) for p in places
    )


def stamp(story: Story, rng: Random) -> str:
    """The line that says when an article appeared, as one of many papers writes it."""
    day, weekday = story.published, WEEKDAYS[story.published.weekday()]
    long, short = f"{day.day:02d}/{day.month:02d}/{day.year}", f"{day.day}/{day.month}/{day.year}"
    return rng.choice(
        (
            f"{weekday}, {long}, {story.clock}",
            f"{weekday}, {long} {story.clock} (GMT+7)",
            f"{long} {story.clock}",
            f"Cập nhật: {story.clock}, {weekday}, {long} (GMT+7)",
            f"Đăng ngày: {long} - Lượt xem: {int(rng.random() * 3000)}",
            f"{story.clock} {short}",
            f"{weekday}, {long.replace('/', '-')} | {story.clock}",
            f"{long} | {story.clock}",
        )
    )


def _filled(line: str, story: Story, rng: Random) -> str:
    return line.format(
        n=news.thousands(100 + int(rng.random() * 900_000)),
        i=int(10 + rng.random() * 890),
        j=int(10 + rng.random() * 890),
        paper=story.paper,
        street=words.drawn("street", rng),
        place=story.place,
        name=words.person(rng, woman=rng.random() < 0.3),
        host=story.host,
    )


def above(story: Story, rng: Random) -> list[str]:
    """Lines above the headline."""
    lines = []
    if rng.random() < 0.45:
        lines.append(story.paper.upper() if rng.random() < 0.3 else story.paper)
    if rng.random() < 0.4:
        lines.append(rng.choice((" | ", " » ", "  ")).join(("Trang chủ", *rng.sample(words.listed("section")[:20], 3))))
    if rng.random() < 0.4:
        lines.append(f"Trang chủ {rng.choice('›>»/')} {story.section}")
    return lines


def below(story: Story, rng: Random, desk: Desk) -> list[str]:
    """Lines below the by-line."""
    lines = []
    if rng.random() < 0.4:
        lines.append(_filled(words.drawn("tool", rng), story, rng))
    if rng.random() < 0.4:
        lines.append(f"Từ khóa: {story.place}, {story.section.lower()}")
    if rng.random() < 0.8:
        lines.append(words.drawn("list_heading", rng))
        mark, dated = rng.choice(("", "- ", "• ", ">> ", "* ")), rng.random() < 0.4
        for listed, day in desk.related(rng, story, 2 + int(rng.random() * 5)):
            lines.append(f"{mark}{listed.text}{f' ({day:%d/%m/%Y})' if dated else ''}")
    lines += [_filled(words.drawn("page_end", rng), story, rng) for _ in range(int(rng.random() * 3))]
    return lines


def text_of(story: Story, rng: Random, desk: Desk) -> str:
    """The article as a saved text page."""
    tools = [_filled(words.drawn("tool", rng), story, rng)] if rng.random() < 0.3 else []
    head = [story.title, stamp(story, rng)]
    gap = "\n\n" if rng.random() < 0.5 else "\n"
    body = gap.join(story.paragraphs)
    lines = [*above(story, rng), *head, *tools, "", body, "", story.byline, *below(story, rng, desk)]
    return "\n".join(lines) + "\n"
