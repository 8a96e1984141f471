"""A record for the eye: each value, the rule that read it, and its text in context."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from rich.console import Console
from rich.padding import Padding
from rich.rule import Rule
from rich.text import Text

from thidua_extract.records import Announcement, Item, Period, Quantity

__all__ = ["quantity_text", "show_record"]

LISTS = (
    "issuing_bodies",
    "officials",
    "audiences",
    "phases",
    "themes",
    "movements",
    "targets",
    "statistics",
    "documents",
)
CONTEXT = 60
"""Characters shown on either side of the evidence."""

_SIGNS = {"eq": "", "gt": "> ", "ge": "≥ ", "lt": "< ", "le": "≤ ", "approx": "≈ "}
_HEADLINES = ("name", "text", "label", "quantity", "number", "date")
_APART = {"evidence", "rule", "confidence", *_HEADLINES}


def show_record(record: Announcement, *, console: Console | None = None) -> None:
    """Print the record, which carries its text, field by field."""
    out = console or Console()
    article = record.article
    out.print(Rule(Text(article.id)))
    out.print(Text(article.title or "(no title)", style="bold"))
    about = (f"kind: {record.kind}", _told("published", article.published_on), _told("by", article.publisher))
    out.print(Text(" · ".join(part for part in about if part)))
    for name, items in _fields(record):
        out.print(Text(f"\n{name}", style="bold cyan"), Text(f"({len(items)})", style="dim"))
        for item in items:
            out.print(Padding(_line(item), (0, 0, 0, 2), expand=False))
            out.print(Padding(_context(article.text or "", item), (0, 0, 0, 6), expand=False))
    if record.issues:
        out.print(Text("\nissues", style="bold yellow"))
    for issue in record.issues:
        out.print(Padding(Text(f"{issue.code}: {issue.message}"), (0, 0, 0, 2), expand=False))


def quantity_text(quantity: Quantity) -> str:
    """A quantity in one phrase.

    >>> quantity_text(Quantity(value=646, of=1450, unit="đơn vị", comparator="approx"))
    '≈ 646/1,450 đơn vị'
    """
    number = f"{quantity.value:,}"
    number += "" if quantity.high is None else f" to {quantity.high:,}"
    number += "" if quantity.of is None else f"/{quantity.of:,}"
    return f"{_SIGNS[quantity.comparator]}{number} {quantity.unit}".strip()


def _fields(record: Announcement) -> Iterator[tuple[str, tuple[Item, ...]]]:
    campaign = record.campaign
    if campaign.launched_on:
        named = " · ".join(part for part in (campaign.name, _told("year", campaign.year)) if part)
        yield f"campaign {named}".strip(), (campaign.launched_on,)
    for name in LISTS:
        items: tuple[Item, ...] = getattr(record, name)
        if items:
            yield name, items


def _line(item: Item) -> Text:
    """The value, what else is known of it, the rule and the confidence."""
    head = next(_value(getattr(item, name)) for name in _HEADLINES if hasattr(item, name))
    rest = [
        f"{name}: {_value(value)}"
        for name in type(item).model_fields
        if name not in _APART and (value := getattr(item, name)) not in (None, "", ())
    ]
    line = Text(head, style="bold green")
    line.append(f"  {' · '.join(rest)}" if rest else "", style="not bold default")
    line.append(f"  [{item.rule} {item.confidence:.2f}]", style="not bold magenta")
    return line


def _context(text: str, item: Item) -> Text:
    """The evidence with what stands around it on its own line."""
    start, end = item.evidence.start, item.evidence.end
    before = text[:start].rpartition("\n")[2]
    after = text[end:].partition("\n")[0].rstrip()
    line = Text(_cut(before, from_left=False), style="dim")
    line.append(" ".join(text[start:end].split()), style="not dim bold black on yellow")
    line.append(_cut(after, from_left=True))
    return line


def _cut(text: str, *, from_left: bool) -> str:
    """At most ``CONTEXT`` characters of ``text``, whole words, with a sign where something is left out."""
    if len(text) <= CONTEXT:
        return text if from_left else text.lstrip()
    if from_left:
        return text[:CONTEXT].rpartition(" ")[0] + " …"
    return "… " + text[-CONTEXT:].partition(" ")[2]


def _told(what: str, value: object) -> str:
    return "" if value is None else f"{what} {value}"


def _value(value: object) -> str:
    if isinstance(value, Quantity):
        return quantity_text(value)
    if isinstance(value, Period):
        return f"{value.start or '…'} to {value.end or '…'}"
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return value.isoformat() if isinstance(value, dt.date) else str(value)
