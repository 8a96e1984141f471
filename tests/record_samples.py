"""Records to write: those of the articles, and any that the models allow."""

from __future__ import annotations

import datetime as dt
import types
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from hypothesis import strategies as st
from pydantic import BaseModel

from thidua_extract import extract, read_article
from thidua_extract.archive.model import Written
from thidua_extract.records import Announcement

ROOT = Path(__file__).parents[1]
EXAMPLES = sorted((ROOT / "examples" / "articles").glob("*.txt"))
ARTICLES = [*EXAMPLES, *sorted((ROOT / "tests" / "fixtures" / "articles").glob("*.txt"))]
EXACT = 2**53
"""Whole numbers up to here are doubles without loss."""


@cache
def records(*, every: int = 1) -> tuple[Announcement, ...]:
    """The record of each ``every``-th article, and one of a source that the gate stopped."""
    gated = {"id": "gated.html", "sha256": "0" * 64, "text_sha256": "0" * 64, "gated": True}
    read = (extract(read_article(path, id=path.name), profile="rules") for path in ARTICLES[::every])
    return (*read, Announcement.model_validate({"article": gated, "kind": "none"}))


def written(record: Announcement) -> Written:
    article = record.article
    return Written(article.id, record.kind, article.gated, article.sha256, record.model_dump_json().encode())


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-EXACT, EXACT) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=5), inner, max_size=2),
    max_leaves=5,
)
SCALARS: dict[Any, st.SearchStrategy[Any]] = {
    str: st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
    bool: st.booleans(),
    int: st.integers(0, 10**9),
    float: st.floats(0, 1),
    int | float: st.integers(-EXACT, EXACT) | st.floats(allow_nan=False, allow_infinity=False),
    dt.date: st.dates(),
    type(None): st.none(),
}


def values(annotation: Any) -> st.SearchStrategy[Any]:
    """What a field of this annotation may hold."""
    if annotation in SCALARS:
        return SCALARS[annotation]
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return values(arguments[0])
    if origin is Literal:
        return st.sampled_from(arguments)
    if origin in (Union, types.UnionType):
        return st.one_of([values(argument) for argument in arguments])
    if origin is tuple:
        return st.lists(values(arguments[0]), max_size=2).map(tuple)
    if origin is dict:
        return st.dictionaries(st.text(max_size=5), JSON, max_size=2)
    assert issubclass(annotation, BaseModel), annotation
    return any_of(annotation)


def any_of(model: type[BaseModel]) -> st.SearchStrategy[Any]:
    fields = {name: values(field.annotation) for name, field in model.model_fields.items()}
    return st.builds(model, **fields)
