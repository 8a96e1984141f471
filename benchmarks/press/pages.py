"""Articles as HTML pages of 30 to 120 kB, as the kinds of sites in ``sites/`` make them.

In a site's page ``{{name}}`` or ``{{name arguments}}`` stands for what the function of that name makes; an argument
"8-20" is a number drawn between the two.
"""

from __future__ import annotations

import html
import html.entities
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from random import Random

from press import chrome, words
from press.printed import Desk, stamp
from press.story import Story

_PIECE = re.compile(r"\{\{(\w+) ?(.*?)\}\}")
_LATIN = "àáâãèéêìíòóôõùúýÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝ“”–…"
_NAMED = {letter: html.entities.codepoint2name[ord(letter)] for letter in _LATIN}
SITES = ("modern", "modern", "modern", "blog", "blog", "tables", "portal", "portal", "drawn", "entities")
"""The kinds of sites, one for each paper; the common ones more often. "entities" is "tables" in ASCII."""


@dataclass(slots=True)
class Printing:
    """One page in the making."""

    story: Story
    rng: Random
    desk: Desk
    charset: str

    def number(self, between: str) -> int:
        """A number drawn from "8-20", the last one left out."""
        low, _, high = between.partition("-")
        return int(low) + int(self.rng.random() * (int(high) - int(low))) if high else int(low)


Part = Callable[[Printing, str], str]


def _words(made: Callable[[Story], str]) -> Part:
    return lambda page, _: html.escape(made(page.story), quote=False)


def _meta(page: Printing, _: str) -> str:
    story = page.story
    title, lead = html.escape(story.title), html.escape(story.paragraphs[0][:160])
    return (
        f"<title>{title} | {story.paper}</title>"
        f'<meta name="description" content="{lead}"><link rel="canonical" href="{story.url}">'
        f'<meta property="og:title" content="{title}"><meta property="og:description" content="{lead}">'
        f'<meta property="og:site_name" content="{story.paper}"><meta property="og:url" content="{story.url}">'
        f'<meta property="article:published_time" content="{story.moment}">'
    )


def _paragraphs(page: Printing, around: str) -> str:
    opening, closing = around.split("|")
    return "\n".join([f"{opening}{html.escape(p, quote=False)}{closing}" for p in page.story.paragraphs[1:]])


def _figure(page: Printing, _: str) -> str:
    name = f"https://img.{page.story.host}/w660/{int(page.rng.random() * 9e6):x}.jpg"
    taken = f"<figcaption>Ảnh: {words.drawn('pen_name', page.rng)}</figcaption>"
    return f'<figure class="image"><img src="{name}" alt="">{taken}</figure>'


def _cards(page: Printing, given: str) -> str:
    site, count = given.split()
    return chrome.cards(page.story, page.rng, page.desk, page.number(count), site=site)


def _comments(page: Printing, given: str) -> str:
    site, count = given.split()
    return chrome.comments(page.rng, page.story, page.number(count), site=site)


def _menu(page: Printing, given: str) -> str:
    site, deep = given.split()
    return chrome.menu(site, page.story.host, deep=int(deep))


_PARTS: dict[str, Part] = {
    "title": _words(lambda story: story.title),
    "lead": _words(lambda story: story.paragraphs[0]),
    "byline": _words(lambda story: story.byline),
    "paper": _words(lambda story: story.paper),
    "section": _words(lambda story: story.section),
    "place": _words(lambda story: story.place),
    "day": _words(lambda story: f"{story.published:%d/%m/%Y}"),
    "moment": _words(lambda story: story.moment),
    "number": _words(lambda story: str(story.number)),
    "charset": lambda page, _: page.charset,
    "stamp": lambda page, _: stamp(page.story, page.rng),
    "meta": _meta,
    "paragraphs": _paragraphs,
    "figure": _figure,
    "cards": _cards,
    "comments": _comments,
    "menu": _menu,
    "sheet": lambda _, given: chrome.sheet(*given.split()),
    "script": lambda _, given: chrome.script(*given.split()),
    "linked_data": lambda page, _: chrome.linked_data(page.story),
    "state": lambda page, given: chrome.state(page.story, page.rng, page.desk, page.number(given)),
    "view_state": lambda page, given: chrome.view_state(page.rng, page.number(given)),
}


@cache
def _site(name: str) -> tuple[str | tuple[Part, str], ...]:
    """A site's page as literals and parts to be made."""
    text = (words.HERE / "sites" / f"{name}.html").read_text(encoding="utf-8")
    found: list[str | tuple[Part, str]] = []
    at = 0
    for m in _PIECE.finditer(text):
        found += [text[at : m.start()], (_PARTS[m[1]], m[2])]
        at = m.end()
    return (*found, text[at:])


def page_on(site: str, story: Story, rng: Random, desk: Desk, *, charset: str = "utf-8") -> str:
    """The article as a page of one kind of site."""
    if site == "entities":
        return _in_ascii(page_on("tables", story, rng, desk, charset="iso-8859-1"))
    page = Printing(story, rng, desk, charset)
    return "".join([part if isinstance(part, str) else part[0](page, part[1]) for part in _site(site)])


def _in_ascii(page: str) -> str:
    """Every other letter as an entity, by name where it has one, as editors of old sites wrote them."""
    for letter, name in _NAMED.items():
        page = page.replace(letter, f"&{name};")
    return page.encode("ascii", "xmlcharrefreplace").decode("ascii")


def page_of(story: Story, rng: Random, desk: Desk) -> str:
    """The article as a page of the kind of site its paper has."""
    return page_on(SITES[sum(map(ord, story.host)) % len(SITES)], story, rng, desk)
