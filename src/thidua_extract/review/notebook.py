"""A record in a notebook: its text with the evidence highlighted, and a table of what was read. No script."""

from __future__ import annotations

from html import escape
from itertools import pairwise

from thidua_extract.records import Announcement, Item
from thidua_extract.review.parts import gold_value, items_of

__all__ = ["to_html"]

_TINTS = {
    "launched_on": "#dbe9f7",
    "issuing_bodies": "#fbe4d2",
    "phases": "#d4efe4",
    "themes": "#f7dced",
    "movements": "#e5e1f7",
    "targets": "#fbdcdb",
    "statistics": "#d3edf1",
    "officials": "#e7e7e7",
    "audiences": "#f5eec8",
    "documents": "#e5eed6",
}
"""The background of each field; the same as those of the page."""
_HEADS = {
    "launched_on": "date",
    "phases": "label",
    "themes": "text",
    "documents": "number",
    "targets": "value",
    "statistics": "value",
}
_LONGEST = 20_000
"""Characters of a text that are shown; a notebook is no place for a book."""

Placed = tuple[str, Item]


def to_html(record: Announcement) -> str:
    """The record as a piece of HTML; everything that comes from the article is escaped."""
    placed = items_of(record)
    article = record.article
    about = (article.id, record.kind, str(article.published_on or ""))
    return (
        '<div style="color:#1c2024;background:#fff;padding:.6em .8em;max-width:60em">'
        f"<p><b>{_safe(article.title or article.id)}</b><br>"
        f'<span style="color:#565d66">{" · ".join(_safe(part) for part in about if part)}</span></p>'
        f"{_text(article.text, placed) if article.text is not None else ''}{_table(placed)}{_issues(record)}</div>"
    )


def _text(text: str, placed: list[Placed]) -> str:
    """The text, cut at every start and end; the shortest item over a stretch colours it."""
    shown = text[:_LONGEST]
    cuts = {0, len(shown)}
    for _, item in placed:
        cuts |= {min(item.evidence.start, len(shown)), min(item.evidence.end, len(shown))}
    order = sorted(cuts)
    marked = "".join(_stretch(shown[start:end], start, end, placed) for start, end in pairwise(order))
    rest = f"<i>… {len(text) - _LONGEST:,} characters more</i>" if len(text) > _LONGEST else ""
    return (
        '<div style="white-space:pre-wrap;line-height:1.6;max-height:24em;overflow:auto;border:1px solid #d9dce0;'
        f'padding:.5em .8em">{marked}{rest}</div>'
    )


def _stretch(piece: str, start: int, end: int, placed: list[Placed]) -> str:
    over = [(name, item) for name, item in placed if item.evidence.start <= start and end <= item.evidence.end]
    if not over:
        return _safe(piece)
    front = min(over, key=lambda of: of[1].evidence.end - of[1].evidence.start)[0]
    says = "; ".join(f"{name}: {_headline(name, item)}" for name, item in over)
    return f'<mark style="background:{_TINTS[front]};color:inherit" title="{_safe(says)}">{_safe(piece)}</mark>'


def _table(placed: list[Placed]) -> str:
    """One row an item: field, value, what else it says, evidence, rule and confidence."""
    heads = "".join(
        f'<th style="text-align:left">{head}</th>' for head in ("field", "value", "more", "evidence", "rule", "")
    )
    rows = "".join(_row(name, item) for name, item in placed)
    return (
        f'<table style="margin-top:.6em"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>' if rows else ""
    )


def _row(name: str, item: Item) -> str:
    shown = {_HEADS.get(name, "name"), "unit", "comparator", "high", "of"}
    more = "; ".join(
        f"{part}: {_plain(value)}"
        for part, value in gold_value(item).items()
        if part not in shown and value not in (None, "", [])
    )
    field = f'<span style="background:{_TINTS[name]};padding:0 .3em">{name}</span>'
    cells = [_safe(_headline(name, item)), _safe(more), _safe(item.evidence.text), f"<code>{_safe(item.rule)}</code>"]
    inside = "".join(f'<td style="text-align:left">{cell}</td>' for cell in [field, *cells, f"{item.confidence:.2f}"])
    return f"<tr>{inside}</tr>"


def _issues(record: Announcement) -> str:
    lines = "".join(f"<li><code>{_safe(issue.code)}</code> {_safe(issue.message)}</li>" for issue in record.issues)
    return f"<ul>{lines}</ul>" if lines else ""


def _headline(name: str, item: Item) -> str:
    value = gold_value(item)
    if "comparator" not in value:
        return str(value[_HEADS.get(name, "name")])
    sign = "" if value["comparator"] == "eq" else f"{value['comparator']} "
    high = "" if value["high"] is None else f" to {value['high']:,}"
    of = "" if value["of"] is None else f"/{value['of']:,}"
    return f"{sign}{value['value']:,}{high}{of} {value['unit']}"


def _plain(value: object) -> str:
    if isinstance(value, dict):
        return f"{value.get('start') or '…'} to {value.get('end') or '…'}"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _safe(text: str) -> str:
    """Text as HTML shows it; carriage returns and what a page cannot hold are kept from changing it."""
    return escape(text.encode("utf-8", "replace").decode(), quote=True).replace("\r", "")
