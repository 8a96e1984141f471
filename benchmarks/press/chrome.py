"""What a newspaper's page carries around an article: style sheets, scripts, menus, lists, comments, state.

Sheets, scripts and menus are one site's and written once; lists and comments are one page's.
"""

from __future__ import annotations

import base64
import datetime as dt
import json
from functools import cache
from random import Random

from press import words
from press.printed import Desk
from press.story import Story, slug_of


@cache
def sheet(site: str, rules: str) -> str:
    """A style sheet of so many rules."""
    rng = Random(f"{site}:sheet")
    made = []
    for number in range(int(rules)):
        box, part, kind = (words.drawn("css_name", rng) for _ in range(3))
        properties = ";".join(rng.sample(words.listed("css_property"), 4))
        made.append(f".{site}-{box}{number} .{part}-{kind}{{{properties}}}")
    return "".join(made)


@cache
def script(site: str, calls: str) -> str:
    """A script of so many statements: slots of advertisements, counters, buttons."""
    rng = Random(f"{site}:script")
    made = []
    for number in range(int(calls)):
        name, slot = words.drawn("css_name", rng), f"{site}_{words.drawn('css_name', rng)}_{number}"
        call = words.drawn("js_call", rng)
        made.append(call.format(a=name, b=slot, x=rng.randint(2, 900), y=rng.randint(30, 999)))
    return f"(function(w,d,i){{{''.join(made)}}})(window,document,{calls});"


def _linked(name: str, address: str, *, kind: str) -> str:
    return f'<li class="{kind}"><a href="{address}" title="{name}">{name}</a>'


@cache
def menu(site: str, host: str, *, deep: int) -> str:
    """A menu of all sections, each with so many below."""
    rng = Random(f"{site}:menu")
    names = (*words.listed("section"), *words.listed("country"))
    items = []
    for section in words.listed("section"):
        address = f"https://{host}/{slug_of(section)}"
        below = [_linked(name, f"{address}/{slug_of(name)}", kind=f"{site}-sub") for name in rng.sample(names, deep)]
        items.append(f"{_linked(section, address, kind=f'{site}-item')}<ul>{'</li>'.join(below)}</ul></li>")
    return f'<ul class="{site}-menu">{"".join(items)}</ul>'


def cards(story: Story, rng: Random, desk: Desk, count: int, *, site: str) -> str:
    """A list of other articles with pictures."""
    made, host = [], story.host
    for listed, day in desk.related(rng, story, count):
        name, number = listed.markup, int(rng.random() * 9_000_000)
        address = f"https://{host}/{listed.slug}-{number}.html"
        picture = f"https://img.{host}/resize/180x120/{day.year}/{day.month}/{number:x}.jpg"
        made.append(
            f'<li class="{site}-card"><a href="{address}" title="{name}">'
            f'<img loading="lazy" alt="{name}" width="180" height="120" src="{picture}"></a>'
            f'<b><a href="{address}">{name}</a></b>'
            f'<span class="{site}-time">{day.day}/{day.month}/{day.year}</span></li>'
        )
    return "".join(made)


def comments(rng: Random, story: Story, count: int, *, site: str) -> str:
    """What readers wrote."""
    made = []
    for _ in range(count):
        said = words.drawn("comment", rng).format(d=words.drawn("commune", rng), p=story.place)
        day = story.published + dt.timedelta(days=int(rng.random() * 4))
        who = words.person(rng, woman=rng.random() < 0.5)
        made.append(
            f'<div class="{site}-comment"><b>{who}</b><p>{said}</p><span>{day.day}/{day.month}/{day.year}</span>'
            f" <a>Trả lời</a> <a>Thích ({int(rng.random() * 90)})</a></div>"
        )
    return "".join(made)


def view_state(rng: Random, size: int) -> str:
    """The hidden field of a portal: base64 of what no one reads."""
    return base64.b64encode(rng.randbytes(size)).decode("ascii")


def state(story: Story, rng: Random, desk: Desk, count: int) -> str:
    """The page's data as a script, non-ASCII escaped, as pages drawn in the browser carry it."""
    listed = [
        {
            "id": int(rng.random() * 9_000_000),
            "title": listed.text,
            "date": day.isoformat(),
            "views": int(rng.random() * 90_000),
        }
        for listed, day in desk.related(rng, story, count)
    ]
    return json.dumps({"page": {"type": "detail", "id": story.number}, "hot": listed, "ab": rng.random()})


def linked_data(story: Story) -> str:
    """The article's JSON-LD."""
    return json.dumps(
        {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": story.title,
            "datePublished": story.moment,
            "author": {"@type": "Person", "name": story.byline},
            "publisher": {"@type": "Organization", "name": story.paper},
        },
        ensure_ascii=False,
    )
