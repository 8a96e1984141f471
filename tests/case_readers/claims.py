"""Goals (T) and results (S) as "T ge 20 % @start/end #phase"; the text is the body of a launch under a fixed title."""

from __future__ import annotations

import datetime as dt

from thidua_extract import extract
from thidua_extract.records import Period, Quantity, Statistic, Target

TITLE = "Liên đoàn Lao động huyện Yên Lạc phát động phong trào thi đua\n\n"


def read(text: str, context: dict[str, str]) -> list[tuple[str, str]]:
    published = dt.date.fromisoformat(context["pub"]) if "pub" in context else None
    record = extract(TITLE + text, published_on=published, profile=context.get("profile", "rules"))  # type: ignore[arg-type]
    items: list[Target | Statistic] = sorted([*record.targets, *record.statistics], key=lambda i: i.evidence.start)
    return [(item.rule, _show(item)) for item in items]


def _show(item: Target | Statistic) -> str:
    mode = "T" if isinstance(item, Target) else "S"
    phase = f" #{item.phase}" if isinstance(item, Target) and item.phase else ""
    return f"{mode} {_amount(item.quantity)}{_period(item.period)}{phase}"


def _amount(quantity: Quantity) -> str:
    high = "" if quantity.high is None else f"-{quantity.high}"
    of = "" if quantity.of is None else f"/{quantity.of}"
    return f"{quantity.comparator} {quantity.value}{high}{of} {quantity.unit}"


def _period(period: Period | None) -> str:
    return "" if period is None else f" @{period.start or ''}/{period.end or ''}"
