"""Make a newspaper's archive of any size: python benchmarks/make_archive.py OUT --articles 100000 --format mixed.

Pages go below OUT/pages, and OUT/truth.json says what they are: how many, how many of a campaign, in which formats, and
with ``--bad`` which errors a run over them has to report. The same options give the same bytes.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random

from press import campaign, news
from press.crawl import Warc
from press.damage import Damage
from press.formats import NAMES, SHARES, formats
from press.printed import Desk
from press.storing import Format
from press.story import Story

BLOCK = 1000
"""So many articles hold their share of campaigns, at places drawn by lot."""
EVERY = 500
"""So many articles are followed by one set of broken files."""
BROKEN = 5
"""Articles that go into one set of broken files."""


def campaign_places(articles: int, share: float, seed: int) -> Iterator[bool]:
    """For each article whether it is of a campaign: ``round(articles * share)`` of them are."""
    for first in range(0, articles, BLOCK):
        last = min(first + BLOCK, articles)
        chosen = round(last * share) - round(first * share)
        places = set(Random(f"{seed}:places:{first}").sample(range(first, last), chosen))
        yield from (number in places for number in range(first, last))


def stories(articles: int, *, share: float, seed: int) -> Iterator[tuple[Story, Random]]:
    """Articles in order, each with the random source that goes on to print it; no article depends on another."""
    for number, of_campaign in enumerate(campaign_places(articles, share, seed)):
        rng = Random(f"{seed}:{number}")
        yield (campaign if of_campaign else news).write(number, rng), rng


def format_of(number: int, name: str) -> str:
    """In which format the article of a number goes: in a mixed archive they change by their shares."""
    if name != "mixed":
        return name
    place = number * 37 % 100
    for each, share in SHARES.items():
        place -= share
        if place < 0:
            return each
    raise AssertionError("the shares make a hundred")


def make(out: Path, *, articles: int, share: float, seed: int, name: str, stray: float, bad: bool) -> dict[str, object]:
    """Write the archive and give its truth."""
    made = formats(out / "pages", Desk(seed, stray=stray), name)
    damage = Damage(out / "pages", Random(f"{seed}:damage"))
    kinds: Counter[str] = Counter()
    by_format: Counter[str] = Counter()
    waiting: list[Story] = []
    for story, rng in stories(articles, share=share, seed=seed):
        kinds[story.kind] += 1
        if bad and story.number % EVERY < BROKEN and articles - story.number >= BROKEN:
            waiting.append(story)
            by_format["bad"] += 1
        else:
            each = format_of(story.number, name)
            by_format[each] += 1
            made[each].add(story, rng)
        if len(waiting) == BROKEN:
            damage.add(waiting, next(iter(made.values())).desk)
            waiting = []
    for store in made.values():
        store.close()
    return truth(articles, kinds, by_format, damage, made)


def truth(
    articles: int, kinds: Counter[str], by_format: Counter[str], damage: Damage, made: dict[str, Format]
) -> dict[str, object]:
    """What a run over the archive must find."""
    others = sum(each.others for each in made.values() if isinstance(each, Warc))
    return {
        "pages": articles,
        "campaign_pages": articles - kinds["none"],
        "grown_from": {kind: kinds[kind] for kind in sorted(kinds)},
        "by_format": {each: by_format[each] for each in sorted(by_format)},
        "errors": {code: damage.errors[code] for code in sorted(damage.errors)},
        "sources": articles + sum(damage.errors.values()),
        "skipped": damage.skipped + others,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path, metavar="OUT")
    parser.add_argument("--articles", type=int, required=True, metavar="N")
    parser.add_argument("--share", type=float, default=0.01, help="share of articles of campaigns (default 0.01)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--format", choices=NAMES, default="txt", dest="name")
    parser.add_argument(
        "--stray", type=float, default=0.0, help="share of ordinary articles that list one of a campaign"
    )
    parser.add_argument("--bad", action="store_true", help="put broken files among the good ones")
    options = parser.parse_args()
    if (options.out / "pages").exists():
        sys.exit(f"{options.out / 'pages'} is there already")
    options.out.mkdir(parents=True, exist_ok=True)
    began = time.monotonic()
    found = make(**vars(options))
    described = {key: value for key, value in vars(options).items() if key != "out"} | found
    (options.out / "truth.json").write_text(json.dumps(described, indent=2) + "\n", encoding="utf-8")
    seconds = time.monotonic() - began
    print(
        f"{options.articles:,} articles in {seconds:.1f} s, {options.articles / seconds:,.0f} a second: {options.out}"
    )


if __name__ == "__main__":
    main()
