"""Records taken apart into marks on their text, and put together again from marks that an annotator worked on.

A mark is a label (the field), a stretch of the text and a note: the JSON of the item. What a record says beside its
items travels apart from the marks, as the envelope.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, get_args

from pydantic import ValidationError

from thidua_extract.errors import ThiduaError
from thidua_extract.records import Announcement, Evidence, Item, LaunchedOn
from thidua_extract.review.parts import FIELDS, field_parts, items_of

__all__ = ["ANNOTATOR", "Loaded", "Mark", "MarkError", "Marked", "digest_of", "note_place", "to_marked", "to_record"]

ANNOTATOR = "annotator"
"""The rule of an item that a person added."""


class MarkError(ThiduaError):
    """A mark or a document that cannot be taken over: the message is the reason, the caller names the place."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A labelled stretch of text, half-open in code points.

    ``note`` is the JSON of the item, ``quote`` what the file says stands there; both None where it does not say.
    ``name`` is what the file calls the mark.
    """

    label: str
    start: int
    end: int
    note: str | None = None
    quote: str | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Marked:
    """A record as marks on its text, ``name`` unlike any other of the same export; ``envelope`` is plain JSON data."""

    name: str
    text: str
    envelope: Mapping[str, Any]
    marks: tuple[Mark, ...]
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a file holds of one article: ``read_marks`` gives its marks once the text is known, or why one is unfit."""

    where: str
    text: str | None
    envelope: object
    read_marks: Callable[[str], Iterable[Mark | str]]


def to_marked(record: Announcement, text: str, name: str) -> Marked:
    """Take a record apart; an item that cannot be shown on the text is kept in the envelope.

    Such items have evidence of no length or, which is a problem, evidence that the text does not say.
    """
    marks: list[Mark] = []
    unmarked, problems = [], []
    for place, (of, item) in enumerate(items_of(record)):
        at = item.evidence
        note = {"of": of, "at": [place, at.start, at.end], **item.model_dump(mode="json", exclude={"evidence"})}
        if at.start < at.end and text[at.start : at.end] == at.text:
            marks.append(Mark(of, at.start, at.end, json.dumps(note, ensure_ascii=False), at.text, str(place + 1)))
            continue
        unmarked.append({**note, "quote": at.text})
        if text[at.start : at.end] != at.text:
            problems.append(f"{of} {place + 1}: its evidence is not in the text at {at.start}-{at.end}; not shown")
    whole = record.model_dump(mode="json", exclude={*FIELDS[1:]})
    whole["campaign"]["launched_on"] = None
    whole["article"]["text"] = None
    kept = record.article.text is not None
    envelope = {"record": whole, "text_kept": kept, "text_sha256": digest_of(text), "unmarked": unmarked}
    return Marked(name, text, envelope, tuple(marks), tuple(problems))


def to_record(marked: Marked) -> tuple[Announcement, list[str]]:
    """Put a record together, with a sentence for each mark that had to be left out.

    Items that were there keep their order; added ones follow in the order of the text.

    Raises:
        MarkError: the envelope is not one that ``to_marked`` made.
    """
    problems: list[str] = []
    placed: list[tuple[float, int, str, Item]] = []
    for mark in marked.marks:
        try:
            placed.append(_placed(mark, marked.text))
        except MarkError as error:
            problems.append(f"annotation {mark.name}: {error}")
    try:
        placed += [_unmarked(note) for note in marked.envelope["unmarked"]]
        whole = json.loads(json.dumps(marked.envelope["record"]))
        if marked.envelope["text_kept"]:
            whole["article"]["text"] = marked.text
        launched = _fill(whole, sorted(placed, key=lambda entry: entry[:2]))
        problems += [f"launched_on at {item.evidence.start}: there is one already; left out" for item in launched]
        return Announcement.model_validate(whole), problems
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise MarkError(f"its record is not one that export wrote ({_first_line(error)})") from None


def digest_of(text: str) -> str:
    """SHA-256 of a text in UTF-8, hexadecimal."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def note_place(note: str | None) -> tuple[int, int] | None:
    """Where the item of a note was when it was exported, in code points; None if the note does not say."""
    try:
        _, start, end = json.loads(note or "")["at"]
    except (ValueError, KeyError, TypeError):
        return None
    return (start, end) if type(start) is int and type(end) is int else None


def _fill(whole: dict[str, Any], placed: list[tuple[float, int, str, Item]]) -> list[Item]:
    """Items into the lists of a record; launches beyond the first are given back."""
    more: list[Item] = []
    for _, _, of, item in placed:
        if of != "launched_on":
            whole.setdefault(of, []).append(item)
        elif whole["campaign"]["launched_on"] is None:
            whole["campaign"]["launched_on"] = item
        else:
            more.append(item)
    return more


def _placed(mark: Mark, text: str) -> tuple[float, int, str, Item]:
    """Place in the record, start, field and item of a mark."""
    if mark.label not in FIELDS:
        raise MarkError(f"{mark.label!r} is no field of a record; left out")
    if not 0 <= mark.start < mark.end <= len(text):
        raise MarkError(f"{mark.start}-{mark.end} is no stretch of a text of {len(text)} characters")
    said = text[mark.start : mark.end]
    if mark.quote is not None and mark.quote != said:
        raise MarkError(f"it says {mark.quote!r}, the text at {mark.start}-{mark.end} is {said!r}")
    note = _note(mark)
    place = _place(note.pop("at", None))
    evidence = Evidence(start=mark.start, end=mark.end, text=said)
    return place, mark.start, mark.label, _item(mark.label, evidence, note)


def _place(at: object) -> float:
    """Where the item stood in its record; after all others where it did not."""
    return at[0] if isinstance(at, list) and at and isinstance(at[0], int) else float("inf")


def _note(mark: Mark) -> dict[str, Any]:
    """The values of a note; none if it is the note of another field, as when a mark was labelled anew."""
    if mark.note is None or mark.note == "":
        return {}
    try:
        note = json.loads(mark.note)
    except (ValueError, TypeError, RecursionError):
        raise MarkError("its note is not JSON; left out") from None
    if not isinstance(note, dict):
        raise MarkError("its note is not a JSON object; left out")
    return note if note.pop("of", mark.label) == mark.label else {}


def _unmarked(note: Mapping[str, Any]) -> tuple[float, int, str, Item]:
    values = dict(note)
    of, (place, start, end) = values.pop("of"), values.pop("at")
    evidence = Evidence(start=start, end=end, text=values.pop("quote"))
    return place, start, of, _item(of, evidence, values)


def _item(of: str, evidence: Evidence, values: Mapping[str, Any]) -> Item:
    """The item of a field; a required text that no value gives is what the evidence says."""
    parts = [part for part in field_parts()[of] if part["required"] and part["type"] == "text"]
    said = {part["name"]: evidence.text for part in parts if part["name"] != "unit"}
    try:
        return _model(of).model_validate({"rule": ANNOTATOR, "confidence": 1.0, **said, **values, "evidence": evidence})
    except ValidationError as error:
        wrong = error.errors()[0]
        where = ".".join(str(part) for part in wrong["loc"])
        raise MarkError(f"{of} without a fit {where or 'value'}: {wrong['msg']}; left out") from None


def _model(of: str) -> type[Item]:
    if of == "launched_on":
        return LaunchedOn
    model: type[Item] = get_args(Announcement.model_fields[of].annotation)[0]
    return model


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0] if str(error) else type(error).__name__
