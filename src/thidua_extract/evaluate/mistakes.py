"""The errors, each with its text in context and the rule that read it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from thidua_extract.evaluate.counting import Judged, Said
from thidua_extract.evaluate.linked import LINKS
from thidua_extract.evaluate.matching import Item, evidence_of, quantity_of

__all__ = ["Mistake", "find_mistakes", "in_context", "shown_value"]

_CONTEXT = 60
_HEADS = ("name", "text", "number", "label")
_SIGNS = {"eq": "", "gt": "> ", "ge": "≥ ", "lt": "< ", "le": "≤ ", "approx": "≈ "}
_FIELD_OF = {link.name: link.field for link in LINKS}


@dataclass(frozen=True, slots=True)
class Mistake:
    """``what`` is missed (in gold, not said), extra (said, not in gold) or wrong (an accuracy: ``wanted``, ``got``).

    ``value`` is the item in one phrase; ``before``, ``evidence`` and ``after`` quote the source. ``rule`` and
    ``confidence`` are None for what was missed, and where records carry none.
    """

    article: str
    field: str
    what: Literal["missed", "extra", "wrong"]
    value: str
    rule: str | None = None
    confidence: float | None = None
    before: str = ""
    evidence: str = ""
    after: str = ""
    wanted: Any = None
    got: Any = None

    @property
    def verdict(self) -> str:
        """What gold has and what was said, where an accuracy is wrong; else nothing."""
        if self.what != "wrong":
            return ""
        wanted, got = (json.dumps(value, ensure_ascii=False) for value in (self.wanted, self.got))
        return f" gold {wanted}, said {got}"


def find_mistakes(article: Judged, text: str | None) -> Iterator[Mistake]:
    """The errors of one article; ``text`` is the source's, None where it is not at hand."""
    for field, found in article.matched.items():
        gold, said = article.gold_items(field), article.said_items(field)
        for k in found.missed:
            before, quoted, after = in_context(gold[k], text)
            yield Mistake(article.name, field, "missed", shown_value(gold[k]), None, None, before, quoted, after)
        for n in found.extra:
            before, quoted, after = in_context(said[n], text)
            how = (said[n].get("rule"), said[n].get("confidence"))
            yield Mistake(article.name, field, "extra", shown_value(said[n]), *how, before, quoted, after)
    yield from (_wrong(article, flag, text) for flag in article.flags if not flag.right)


def shown_value(item: Item) -> str:
    """An item in one phrase.

    >>> shown_value({"value": 2000, "unit": ["sáng kiến"], "comparator": "ge"}), shown_value({"name": "A", "rule": "r"})
    ('≥ 2000 sáng kiến', 'A')
    """
    quantity = quantity_of(item)
    if "value" in quantity:
        value, high = _first(quantity["value"]), _first(quantity.get("high"))
        sign = _SIGNS.get(str(_first(quantity.get("comparator") or "eq")), "")
        return f"{sign}{value}{'' if high is None else f' to {high}'} {_first(quantity.get('unit') or '')}".strip()
    head = next((str(_first(item[key])) for key in _HEADS if item.get(key)), "")
    if "start" in item or "ordinal" in item:
        head += f" ({_first(item.get('ordinal'))}: {_first(item.get('start'))} to {_first(item.get('end'))})"
    return head.strip()


def in_context(item: Item, text: str | None) -> tuple[str, str, str]:
    """The evidence of an item and what stands around it on its line."""
    evidence = evidence_of(item)
    quoted = str(evidence.get("text") or item.get("evidence") or "")
    if text is None or "start" not in evidence:
        return "", quoted, ""
    before = text[max(0, evidence["start"] - _CONTEXT) : evidence["start"]].rpartition("\n")[2]
    return before, quoted, text[evidence["end"] : evidence["end"] + _CONTEXT].partition("\n")[0].rstrip("\r")


def _wrong(article: Judged, flag: Said, text: str | None) -> Mistake:
    launched = (article.record.get("campaign") or {}).get("launched_on")
    item: Item = launched if flag.flag == "launched_on" and isinstance(launched, dict) else {}
    if flag.said is not None:
        item = article.said_items(_FIELD_OF[flag.flag])[flag.said]
    how = (item.get("rule"), item.get("confidence"))
    value = shown_value(item)
    return Mistake(
        article.name, flag.flag, "wrong", value, *how, *in_context(item, text), wanted=flag.wanted, got=flag.got
    )


def _first(value: Any) -> Any:
    return value[0] if isinstance(value, list) and value else value
