"""doccano: JSON Lines for sequence labelling, ``{"text": …, "label": [[start, end, label], …], "thidua": …}``.

Offsets count UTF-16 code units: doccano keeps what its editor, in JavaScript, counts (doccano's issue 2290; a project
must not "count grapheme clusters as one character"). A column that doccano does not know becomes metadata of the
example and comes back at the top of the line or below ``meta``; ours holds the envelope and the items. Labels have no
identifiers: a label is paired with the item of the same field and stretch, then with one that it overlaps.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from thidua_extract.errors import ReadError
from thidua_extract.exchange.marking import Loaded, Mark, Marked, note_place
from thidua_extract.exchange.offsets import Offsets, OffsetUnit
from thidua_extract.exchange.reading import read_json
from thidua_extract.review.gold import write_file

__all__ = ["read_doccano", "write_doccano"]

KEY = "thidua"


def write_doccano(articles: Sequence[Marked], output: Path, *, unit: OffsetUnit) -> None:
    """Write one line an article.

    Raises:
        OutputError: the file cannot be written.
    """
    lines = "".join(json.dumps(_line(article, unit), ensure_ascii=False) + "\n" for article in articles)
    write_file(output, lines.encode("utf-8", "surrogatepass"))


def read_doccano(path: Path, *, unit: OffsetUnit) -> Iterator[Loaded]:
    """The lines of an export in doccano's JSONL; a line that is none is given with nothing in it.

    Raises:
        ReadError: the file cannot be read.
    """
    try:
        lines = path.read_bytes().split(b"\n")
    except OSError as error:
        raise ReadError("unreadable", str(error.strerror), source=str(path)) from None
    for number, data in enumerate(lines, 1):
        if data.strip():
            yield _loaded(path, f"{path}:{number}", data, unit)


def _line(article: Marked, unit: OffsetUnit) -> dict[str, Any]:
    offsets = Offsets(article.text, unit)
    labels = [[offsets.written(mark.start), offsets.written(mark.end), mark.label] for mark in article.marks]
    ours = {**article.envelope, "items": [mark.note for mark in article.marks]}
    return {"text": article.text, "label": labels, KEY: ours}


def _loaded(path: Path, where: str, data: bytes, unit: OffsetUnit) -> Loaded:
    try:
        line = read_json(path, data, where=where)
    except ReadError:
        line = None
    if not isinstance(line, dict):
        return Loaded(where, None, None, lambda _: ())
    text, ours = line.get("text", line.get("data")), _ours(line)
    notes = ours.get("items") if isinstance(ours, dict) else None
    labels = line.get("label", line.get("labels", line.get("entities")))
    return Loaded(
        where,
        text if isinstance(text, str) else None,
        ours,
        lambda text: _read_marks(
            labels if isinstance(labels, list) else [], notes if isinstance(notes, list) else [], Offsets(text, unit)
        ),
    )


def _ours(line: dict[str, Any]) -> object:
    for holder in (line, line.get("meta"), line.get("metadata")):
        if isinstance(holder, dict) and KEY in holder:
            return holder[KEY]
    return None


def _read_marks(labels: list[Any], notes: list[Any], offsets: Offsets) -> Iterator[Mark | str]:
    marks: list[Mark] = []
    for number, label in enumerate(labels, 1):
        try:
            start, end, name = _triple(label)
            marks.append(Mark(name, offsets.read(start), offsets.read(end), name=f"{number} ({name} {start}-{end})"))
        except (KeyError, TypeError, ValueError) as error:
            yield f"annotation {number}: not a label with its start and end: {error}"
    yield from _paired(marks, [note for note in notes if isinstance(note, str)])


def _triple(label: Any) -> tuple[int, int, str]:
    if isinstance(label, dict):
        return label["start_offset"], label["end_offset"], label["label"]
    start, end, name = label
    return start, end, name


def _paired(marks: list[Mark], notes: list[str]) -> Iterator[Mark]:
    """The marks with the notes of their items: of the same stretch first, then of the stretch most in common."""
    free = [(note, json.loads(note).get("of"), place) for note in notes if (place := note_place(note))]
    given: dict[int, str] = {}
    for exact in (True, False):
        for number, mark in enumerate(marks):
            fit = [entry for entry in free if entry[1] == mark.label and _common(mark, entry[2]) > 0]
            fit = [entry for entry in fit if not exact or entry[2] == (mark.start, mark.end)]
            if fit and number not in given:
                best = max(fit, key=lambda entry: _common(mark, entry[2]))
                given[number] = best[0]
                free.remove(best)
    for number, mark in enumerate(marks):
        yield Mark(mark.label, mark.start, mark.end, given.get(number), name=mark.name)


def _common(mark: Mark, place: tuple[int, int]) -> int:
    return min(mark.end, place[1]) - max(mark.start, place[0])
