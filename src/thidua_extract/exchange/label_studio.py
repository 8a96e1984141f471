"""Label Studio: tasks as JSON and the labelling configuration for them.

Offsets count code points: the editor counts so (its ``charsToCodePoints``, and its own test "Should calculate offsets
by code points in text"); old releases counted UTF-16 code units (Label Studio's issues 1008 and 1347). The text is
written as it is, CRLF and all; a quote that comes back is compared without its white space, offsets are what counts.
A region's item is the text of a text area of the region.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

from thidua_extract.exchange.marking import Loaded, Mark, Marked, MarkError
from thidua_extract.exchange.offsets import Offsets, OffsetUnit
from thidua_extract.exchange.reading import list_of, read_json
from thidua_extract.review.gold import write_file
from thidua_extract.review.parts import FIELDS

__all__ = ["labelling_config", "read_label_studio", "write_label_studio"]

COLOURS = ("#b45309", "#1d4ed8", "#047857", "#be123c", "#7c3aed", "#0e7490", "#4d7c0f", "#a21caf", "#475569", "#92400e")


def labelling_config() -> str:
    """The XML of a project's labelling interface: a label a field, and a text area with the item of a region."""
    labels = "".join(
        f"    <Label value={quoteattr(of)} background={quoteattr(colour)}/>\n"
        for of, colour in zip(FIELDS, COLOURS, strict=True)
    )
    return (
        f'<View>\n  <Labels name="label" toName="text">\n{labels}  </Labels>\n'
        '  <Text name="text" value="$text" saveTextResult="yes" granularity="symbol"/>\n'
        '  <TextArea name="item" toName="text" perRegion="true" editable="true" maxSubmissions="1"/>\n</View>\n'
    )


def write_label_studio(articles: Sequence[Marked], output: Path, *, unit: OffsetUnit, finished: bool = False) -> None:
    """Write tasks as one JSON file and the configuration beside it as ``.xml``.

    The marks are predictions or, if ``finished``, annotations.

    Raises:
        OutputError: a file cannot be written.
    """
    tasks = [_task(article, unit, finished=finished) for article in articles]
    write_file(output, (json.dumps(tasks, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "surrogatepass"))
    write_file(output.with_suffix(".xml"), labelling_config().encode())


def read_label_studio(path: Path, *, unit: OffsetUnit) -> Iterator[Loaded]:
    """The tasks of an export in Label Studio's JSON: the last annotation that was not cancelled, else the prediction.

    Raises:
        ReadError: the file is not JSON, or not a list of tasks.
    """
    for number, task in enumerate(list_of(read_json(path), path), 1):
        data = task.get("data") if isinstance(task, dict) else None
        if not isinstance(task, dict) or not isinstance(data, dict):
            yield Loaded(f"{path}: task {number}", None, None, lambda _: ())
            continue
        text = data.get("text")
        results = _results(task)
        yield Loaded(
            f"{path}: task {number}",
            text if isinstance(text, str) else None,
            data.get("thidua"),
            lambda text, results=results: _read_marks(results, text, unit),  # type: ignore[misc]
        )


def _task(article: Marked, unit: OffsetUnit, *, finished: bool) -> dict[str, Any]:
    offsets = Offsets(article.text, unit)
    result = [part for mark in article.marks for part in _regions(mark, offsets)]
    made = {"annotations": [{"result": result}]} if finished else {"predictions": [{"result": result}]}
    return {"data": {"text": article.text, "name": article.name, "thidua": dict(article.envelope)}, **made}


def _regions(mark: Mark, offsets: Offsets) -> list[dict[str, Any]]:
    at = {"start": offsets.written(mark.start), "end": offsets.written(mark.end)}
    ends = {"id": f"m{mark.name}", "to_name": "text"}
    return [
        {**ends, "from_name": "label", "type": "labels", "value": {**at, "text": mark.quote, "labels": [mark.label]}},
        {**ends, "from_name": "item", "type": "textarea", "value": {**at, "text": [mark.note]}},
    ]


def _results(task: dict[str, Any]) -> list[Any]:
    for key in ("annotations", "predictions"):
        given = task.get(key)
        done = [
            made
            for made in (given if isinstance(given, list) else [])
            if isinstance(made, dict) and not made.get("was_cancelled")
        ]
        if done:
            result = done[-1].get("result")
            return result if isinstance(result, list) else []
    return []


def _read_marks(results: list[Any], text: str, unit: OffsetUnit) -> Iterator[Mark | str]:
    offsets = Offsets(text, unit)
    notes = {part.get("id"): part for part in results if isinstance(part, dict) and part.get("type") == "textarea"}
    for part in results:
        if not isinstance(part, dict) or part.get("type") != "labels":
            continue
        try:
            note = notes.get(part.get("id"))
            yield _mark(part, _first(note["value"]["text"]) if note else None, text, offsets)
        except (KeyError, TypeError, ValueError, MarkError) as error:
            yield f"annotation {part.get('id')}: not a region of a text: {error}"


def _mark(part: dict[str, Any], note: str | None, text: str, offsets: Offsets) -> Mark:
    value = part["value"]
    start, end = offsets.read(value["start"]), offsets.read(value["end"])
    quote = value.get("text")
    if isinstance(quote, str) and _shown(quote) == _shown(text[start:end]):
        quote = None
    (label,) = value["labels"]
    return Mark(label, start, end, note, quote, str(part.get("id")))


def _first(texts: object) -> str | None:
    """What a text area holds: a string, or a list of one."""
    found = texts[0] if isinstance(texts, list) and texts else texts
    return found if isinstance(found, str) else None


def _shown(text: str) -> str:
    """A quote without its white space: a browser gives line ends back in its own way."""
    return "".join(text.replace("\\n", " ").split())
