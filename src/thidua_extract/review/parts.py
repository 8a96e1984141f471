"""What each field of the record is made of, as gold has it and as a form asks for it; derived from the models."""

from __future__ import annotations

import datetime as dt
import types
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from thidua_extract.records import Announcement, Item, Kind, LaunchedOn, Quantity

__all__ = ["FIELDS", "field_parts", "gold_value", "items_of"]

FIELDS = (
    "launched_on",
    "issuing_bodies",
    "phases",
    "themes",
    "movements",
    "targets",
    "statistics",
    "officials",
    "audiences",
    "documents",
)
"""Fields with items, in the order of the page; ``launched_on`` has at most one."""

_SCALARS = {str: "text", int: "whole", float: "number", int | float: "number", dt.date: "date", bool: "flag"}
_APART = frozenset(Item.model_fields)


def items_of(record: Announcement) -> list[tuple[str, Item]]:
    """Every item of a record with its field, in the order of ``FIELDS``."""
    launched = record.campaign.launched_on
    found: list[tuple[str, Item]] = [("launched_on", launched)] if launched else []
    return found + [(name, item) for name in FIELDS[1:] for item in getattr(record, name)]


def gold_value(item: Item) -> dict[str, Any]:
    """What an item says, as gold has it: the parts of a quantity at the top, days as text, no evidence.

    >>> from thidua_extract.records import Evidence, Phase
    >>> phase = Phase(label="Đợt 1", ordinal=1, rule="r", evidence=Evidence(start=0, end=5, text="Đợt 1"))
    >>> gold_value(phase)["ordinal"], gold_value(phase)["start"]
    (1, None)
    """
    value = item.model_dump(mode="json", exclude=set(_APART))
    return {**value.pop("quantity", {}), **value}


@cache
def field_parts() -> dict[str, Any]:
    """For each field its parts: ``name``, ``type``, and ``options`` of a choice or ``parts`` of an object.

    >>> [part["name"] for part in field_parts()["themes"]][:3]
    ['text', 'kind', 'scope']
    """
    fields = {name: _parts(_item_model(name)) for name in FIELDS}
    return {**fields, "kind": [{"name": "kind", "type": "choice", "options": list(get_args(Kind)), "required": True}]}


def _item_model(name: str) -> type[BaseModel]:
    if name == "launched_on":
        return LaunchedOn
    model: type[BaseModel] = get_args(Announcement.model_fields[name].annotation)[0]
    return model


def _parts(model: type[BaseModel]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for name, field in model.model_fields.items():
        if name in _APART:
            continue
        if field.annotation is Quantity:
            found += _parts(Quantity)
        else:
            found.append({"name": name, **_form(field.annotation), "required": field.is_required()})
    return found


def _form(annotation: Any) -> dict[str, Any]:
    """The type of a part; an annotation that no form can ask for is an error."""
    bare = _bare(annotation)
    if bare in _SCALARS:
        return {"type": _SCALARS[bare]}
    if get_origin(bare) is Literal:
        return {"type": "choice", "options": list(get_args(bare))}
    if get_origin(bare) is tuple:
        return {"type": "list"}
    if isinstance(bare, type) and issubclass(bare, BaseModel):
        return {"type": "object", "parts": _parts(bare)}
    raise TypeError(f"{annotation} has no form")


def _bare(annotation: Any) -> Any:
    """An annotation without its constraints and without its None."""
    if get_origin(annotation) is Annotated:
        return _bare(get_args(annotation)[0])
    if get_origin(annotation) not in (Union, types.UnionType):
        return annotation
    rest = tuple(part for part in get_args(annotation) if part is not type(None))
    return rest[0] if len(rest) == 1 else Union[rest]  # noqa: UP007 - a union made of a tuple
