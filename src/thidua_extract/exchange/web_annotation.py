"""W3C Web Annotation: for each article ``NAME.jsonld``, an AnnotationPage, about ``NAME.txt`` beside it.

Offsets count code points: the Web Annotation Data Model, of 23 February 2017, says in 4.2.4 and 4.2.5 that text is
selected in terms of Unicode code points, not of code units. Each annotation has a tag, the field, and a body with the
JSON of the item; its selectors are a TextPositionSelector and a TextQuoteSelector.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

from thidua_extract.errors import ReadError
from thidua_extract.exchange.marking import Loaded, Mark, Marked, MarkError
from thidua_extract.exchange.reading import read_json, read_text
from thidua_extract.review.gold import write_file

__all__ = ["read_web_annotation", "write_web_annotation"]

CONTEXT = [
    "http://www.w3.org/ns/anno.jsonld",
    {"record": {"@id": "urn:thidua-extract:record", "@type": "@json"}},
]
AROUND = 32
"""Characters before and after a quote."""


def write_web_annotation(articles: Sequence[Marked], output: Path) -> None:
    """Write a page and a text an article into a folder.

    Raises:
        OutputError: a file cannot be written.
    """
    for article in articles:
        page = {
            "@context": CONTEXT,
            "id": _iri(f"{article.name}.jsonld"),
            "type": "AnnotationPage",
            "record": dict(article.envelope),
            "items": [_annotation(article, mark) for mark in article.marks],
        }
        data = json.dumps(page, ensure_ascii=False, indent=1) + "\n"
        write_file(output / f"{article.name}.txt", article.text.encode("utf-8", "surrogatepass"))
        write_file(output / f"{article.name}.jsonld", data.encode("utf-8", "surrogatepass"))


def read_web_annotation(path: Path) -> Iterator[Loaded]:
    """The pages of a folder by name, or the one page of a file; a page that is none is given with nothing in it."""
    for file in sorted(path.glob("*.jsonld")) if path.is_dir() else [path]:
        try:
            page = read_json(file)
        except ReadError:
            page = None
        if not isinstance(page, dict):
            yield Loaded(str(file), None, None, lambda _: ())
            continue
        items = page.get("items")
        yield Loaded(
            str(file),
            read_text(file.with_suffix(".txt")),
            page.get("record"),
            lambda text, items=items: _read_marks(items if isinstance(items, list) else [], text),  # type: ignore[misc]
        )


def _iri(name: str) -> str:
    """A name as a relative reference, with what a reference cannot hold escaped."""
    return PurePosixPath(f"/{name}").as_uri().removeprefix("file:///")


def _annotation(article: Marked, mark: Mark) -> dict[str, Any]:
    text = article.text
    return {
        "id": _iri(f"{article.name}.jsonld") + f"#{mark.name}",
        "type": "Annotation",
        "motivation": "tagging",
        "body": [
            {"type": "TextualBody", "purpose": "tagging", "value": mark.label},
            {"type": "TextualBody", "purpose": "describing", "format": "application/json", "value": mark.note},
        ],
        "target": {
            "source": _iri(f"{article.name}.txt"),
            "selector": [
                {"type": "TextPositionSelector", "start": mark.start, "end": mark.end},
                {
                    "type": "TextQuoteSelector",
                    "exact": mark.quote,
                    "prefix": text[max(0, mark.start - AROUND) : mark.start],
                    "suffix": text[mark.end : mark.end + AROUND],
                },
            ],
        },
    }


def _read_marks(items: list[Any], text: str) -> Iterator[Mark | str]:
    for number, item in enumerate(items, 1):
        name = str(item.get("id", number)) if isinstance(item, dict) else str(number)
        try:
            yield _mark(item, name, text)
        except MarkError as error:
            yield f"annotation {name}: {error}"
        except (KeyError, TypeError, AttributeError, ValueError) as error:
            yield f"annotation {name}: not an annotation with a tag and selectors: {error!r}"


def _mark(item: dict[str, Any], name: str, text: str) -> Mark:
    bodies = _as_list(item["body"])
    tags = [body["value"] for body in bodies if isinstance(body, dict) and body.get("purpose") != "describing"]
    notes = [body["value"] for body in bodies if isinstance(body, dict) and body.get("format") == "application/json"]
    selectors = {part["type"]: part for part in _as_list(item["target"]["selector"])}
    position, quote = selectors.get("TextPositionSelector"), selectors.get("TextQuoteSelector")
    if position:
        start, end = position["start"], position["end"]
    elif quote:
        start = _find(quote, text)
        end = start + len(quote["exact"])
    else:
        raise MarkError("no selector of text that is read here")
    if type(start) is not int or type(end) is not int:
        raise MarkError(f"{start!r} and {end!r} are no offsets")
    return Mark(tags[0] if tags else "", start, end, notes[0] if notes else None, quote and quote["exact"], name)


def _find(quote: dict[str, Any], text: str) -> int:
    """Where the one place is that a quote means."""
    before = quote.get("prefix", "")
    around = before + quote["exact"] + quote.get("suffix", "")
    if text.count(around) != 1:
        raise MarkError(f"{quote['exact']!r} with what is around it is {text.count(around)} times in the text")
    return text.index(around) + len(before)


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
