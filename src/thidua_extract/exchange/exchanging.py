"""Records out to the files of an annotation tool and back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from thidua_extract.errors import ReadError
from thidua_extract.exchange.brat import read_brat, write_brat
from thidua_extract.exchange.doccano import read_doccano, write_doccano
from thidua_extract.exchange.label_studio import read_label_studio, write_label_studio
from thidua_extract.exchange.marking import Loaded, Mark, Marked, MarkError, digest_of, to_marked, to_record
from thidua_extract.exchange.offsets import OffsetUnit
from thidua_extract.exchange.web_annotation import read_web_annotation, write_web_annotation
from thidua_extract.records import Announcement
from thidua_extract.review.naming import gold_names
from thidua_extract.review.texts import find_texts

__all__ = ["Exchanged", "Format", "export_records", "import_records"]


class Format(StrEnum):
    """The formats of other tools."""

    LABEL_STUDIO = "label-studio"
    DOCCANO = "doccano"
    BRAT = "brat"
    WEB_ANNOTATION = "web-annotation"


OFFSETS = {Format.DOCCANO: OffsetUnit.UTF_16}
"""What offsets count where it is not code points."""
CHOOSING = {Format.LABEL_STUDIO, Format.DOCCANO}
"""Formats whose offsets count one thing or the other, by the release of the tool."""


@dataclass(frozen=True, slots=True)
class Exchanged:
    """Records that went through, and a sentence for everything that did not."""

    records: tuple[Announcement, ...]
    problems: tuple[str, ...]


def export_records(
    records: Sequence[Announcement],
    output: Path,
    *,
    to: Format,
    sources: Iterable[Path] = (),
    unit: OffsetUnit | None = None,
    finished: bool = False,
) -> Exchanged:
    """Write records as a tool reads them: a file (Label Studio, doccano) or a folder (brat, Web Annotation).

    A record without its text is a problem and is not written. ``finished`` makes Label Studio take the marks as
    annotations, not predictions.

    Raises:
        OutputError: a file cannot be written.
        ValueError: the format has another unit of offsets.
    """
    unit = _unit(to, unit)
    names = gold_names(record.article.id for record in records)
    texts = find_texts(records, sources)
    marked: list[Marked] = []
    written, problems = [], []
    for place, record in enumerate(records):
        text, problem = texts[place]
        if text is None:
            problems.append(f"{record.article.id}: {problem}")
            continue
        written.append(record)
        marked.append(to_marked(record, text, names[place]))
        problems += [f"{record.article.id}: {problem}" for problem in marked[-1].problems]
    _write(marked, output, to, unit, finished=finished)
    return Exchanged(tuple(written), tuple(problems))


def import_records(
    path: Path, *, of: Format, sources: Iterable[Path] = (), unit: OffsetUnit | None = None
) -> Exchanged:
    """Read what a tool gives back; what cannot be taken over is a problem, and the rest goes on.

    The text is that of the tool's files, or of ``sources`` where it is not the one that was exported.

    Raises:
        ReadError: the file as a whole cannot be read.
        ValueError: the format has another unit of offsets.
    """
    unit = _unit(of, unit)
    records, problems = [], []
    inputs = list(sources)
    for loaded in _read(path, of, unit):
        try:
            record, wrong = _record(loaded, inputs)
            records.append(record)
        except MarkError as error:
            wrong = [str(error)]
        problems += [f"{loaded.where}: {problem}" for problem in wrong]
    if not records and not problems:
        raise ReadError("empty", f"nothing there that {of.value} writes", source=str(path))
    return Exchanged(tuple(records), tuple(problems))


def _unit(format: Format, unit: OffsetUnit | None) -> OffsetUnit:
    own = OFFSETS.get(format, OffsetUnit.CODE_POINTS)
    if unit and unit is not own and format not in CHOOSING:
        raise ValueError(f"offsets of {format.value} count {own.value}")
    return unit or own


def _write(marked: list[Marked], output: Path, to: Format, unit: OffsetUnit, *, finished: bool) -> None:
    if to is Format.LABEL_STUDIO:
        write_label_studio(marked, output, unit=unit, finished=finished)
    elif to is Format.DOCCANO:
        write_doccano(marked, output, unit=unit)
    elif to is Format.BRAT:
        write_brat(marked, output)
    else:
        write_web_annotation(marked, output)


def _read(path: Path, of: Format, unit: OffsetUnit) -> Iterator[Loaded]:
    if of is Format.LABEL_STUDIO:
        return read_label_studio(path, unit=unit)
    if of is Format.DOCCANO:
        return read_doccano(path, unit=unit)
    if of is Format.BRAT:
        return read_brat(path)
    return read_web_annotation(path)


def _record(loaded: Loaded, sources: list[Path]) -> tuple[Announcement, list[str]]:
    envelope = loaded.envelope
    if not isinstance(envelope, dict):
        raise MarkError("it has no record that export wrote with it; left out")
    text = _text(loaded, envelope, sources)
    found = list(loaded.read_marks(text))
    marks = tuple(mark for mark in found if isinstance(mark, Mark))
    record, problems = to_record(Marked(loaded.where, text, envelope, marks))
    return record, [*(problem for problem in found if isinstance(problem, str)), *problems]


def _text(loaded: Loaded, envelope: dict[str, Any], sources: list[Path]) -> str:
    """The text that was exported: the tool's, if it is unchanged, else that of the source."""
    if loaded.text is not None and digest_of(loaded.text) == envelope.get("text_sha256"):
        return loaded.text
    why = "its text is not there" if loaded.text is None else "its text is not the one that was exported"
    if not sources:
        raise MarkError(f"{why}; give --sources")
    try:
        record = Announcement.model_validate(envelope.get("record"))
    except ValidationError:
        raise MarkError("its record is not one that export wrote") from None
    text, problem = find_texts([record], sources)[0]
    if text is None:
        raise MarkError(f"{why}, and {problem}")
    return text
