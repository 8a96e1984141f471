"""The shipped articles, taken apart: what is headline, paragraphs and by-line, and what of it can be varied."""

from __future__ import annotations

import datetime as dt
import html
import json
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from press import calendar, words
from press.slots import Slot, Slots

ROOT = Path(__file__).parents[2]
FOLDERS = (ROOT / "tests" / "fixtures" / "articles", ROOT / "examples" / "articles")
SHORTEST_LEAD = 130
_STAMP = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)\d\d")
_FURNITURE = re.compile(
    r"[»›>|]|^\(|^\+|^[–-]|cỡ chữ|lượt (?:xem|đọc)|^chia sẻ|^in bài|nghe (?:đọc )?bài|^trang chủ|điện tử|online"
    r"|^tin |^báo |^cổng thông tin|^tạp chí|^chuyên mục|^số:|độc lập - tự do|cộng hòa xã hội|đăng (?:ngày|lúc)"
    r"|cập nhật|^#|thời sự",
    re.I,
)
_DATED = re.compile(r"^date \d{4}-\d\d-\d\d ")
_FULL_STOP = re.compile(r"[.!?”\"…:;)]$")
_NOT_TOLD = (">>", "*", "•", "▸", "![")


@dataclass(frozen=True, slots=True, eq=False)
class Shipped:
    """One shipped article as literals and slots; the whole is title, paragraphs and by-line, one a line."""

    name: str
    kind: str
    published: dt.date
    pieces: list[str | Slot]
    days: frozenset[dt.date]
    provinces: list[words.Province]
    people: dict[str, bool]
    named: list[str]


@cache
def shipped() -> tuple[Shipped, ...]:
    """Every shipped article of whole paragraphs that tells of a campaign, in the order of its name."""
    paths = sorted((p for folder in FOLDERS for p in folder.glob("*.txt")), key=lambda p: p.name)
    found = [_read(path) for path in paths]
    return tuple(article for article in found if article and article.kind != "none")


def _read(path: Path) -> Shipped | None:
    data = path.read_bytes()
    text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    text = unicodedata.normalize("NFC", html.unescape(text)).replace("\u00a0", " ")
    gold_path = path.with_suffix(".json")
    gold = json.loads(gold_path.read_text(encoding="utf-8")) if gold_path.exists() else {}
    kind = _first(gold.get("kind")) or ("launch" if "thi đua" in text.lower() else "none")
    officials = [str(_first(o["name"])) for o in gold.get("officials", [])]
    return taken_apart(path.stem, text, kind, officials=officials, launched=_first(gold.get("launched_on")))


def _first(value: Any) -> Any:
    return value[0] if isinstance(value, list) else value


def taken_apart(name: str, text: str, kind: str, *, officials: list[str], launched: str | None) -> Shipped | None:
    """One article's text as literals and slots; None where its lines are no paragraphs."""
    if (parts := parts_of(text)) is None:
        return None
    title, body, byline = parts
    published = _published(text, launched)
    slots = Slots("\n".join((title, *body, byline)), published, officials)
    return Shipped(
        name=name,
        kind=kind,
        published=published,
        pieces=slots.pieces(),
        days=frozenset(slots.days),
        provinces=slots.provinces,
        people=slots.people,
        named=slots.named,
    )


def parts_of(text: str) -> tuple[str, list[str], str] | None:
    """The headline, the paragraphs and the by-line; what a page has around them is left out.

    None for a text that is broken into short lines.
    """
    lines = [_DATED.sub("", " ".join(line.split())) for line in text.split("\n") if line.strip()]
    told = [i for i, line in enumerate(lines) if len(line) >= 200 or (len(line) >= 100 and _FULL_STOP.search(line))]
    first = next((i for i, line in enumerate(lines) if len(line) >= SHORTEST_LEAD), None)
    if first is None or not told:
        return None
    titles = [line for line in lines[:first] if not _FURNITURE.search(line) and not _STAMP.search(line)]
    title = max(titles, key=lambda line: (len(line) >= 25 and not line.isupper(), len(line)), default=lines[0])
    last = told[-1]
    rest = lines[last + 1 :]
    byline = rest[0] if rest and len(rest[0]) <= 60 and not _FURNITURE.search(rest[0]) else "P.V"
    body = [line for line in lines[first : last + 1] if not line.startswith(_NOT_TOLD) and line != title]
    return title, body, byline


def _published(text: str, launched: str | None) -> dt.date:
    """The day in the article's stamp; else the day after the launch; else some day of the year it names most."""
    stamps = [calendar.dated(int(m[4]), m[3], m[1]) for m in calendar.FULL.finditer(text[:700])]
    if days := [day for day in stamps if day and day.year > 1999]:
        return days[0]
    if launched and len(launched) == 10:
        return dt.date.fromisoformat(launched) + dt.timedelta(days=1)
    years = Counter(int(y) for y in calendar.MONTH_YEAR.findall(text) if int(y) > 1999)
    return dt.date(years.most_common(1)[0][0] if years else 2019, 5, 20)
