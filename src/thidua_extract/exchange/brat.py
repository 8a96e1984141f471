"""brat standoff: ``NAME.txt``, ``NAME.ann`` and, for what brat has no place for, ``NAME.record.json``.

Offsets count code points. The text is written byte for byte, CRLF and all. A line of ``.ann`` cannot hold a line end:
a stretch over several lines is written in brat's way as one fragment a line.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import regex

from thidua_extract.errors import ReadError
from thidua_extract.exchange.marking import Loaded, Mark, Marked, note_place
from thidua_extract.exchange.reading import read_json, read_text
from thidua_extract.review.gold import write_file
from thidua_extract.review.parts import FIELDS

__all__ = ["annotation_conf", "read_brat", "write_brat"]

_LINE_ENDS = regex.compile(r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]++")
_TEXT_BOUND = regex.compile(r"(\S++) (\d++ \d++(?:;\d++ \d++)*+)")


def annotation_conf() -> str:
    """The configuration of a brat collection: a type a field, any of which may overlap."""
    relations = "<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>"
    return "[entities]\n" + "\n".join(FIELDS) + f"\n\n[relations]\n{relations}\n\n[events]\n\n[attributes]\n"


def write_brat(articles: Sequence[Marked], output: Path) -> None:
    """Write a brat collection into a folder.

    Raises:
        OutputError: a file cannot be written.
    """
    write_file(output / "annotation.conf", annotation_conf().encode())
    for article in articles:
        lines: list[str] = []
        hidden = []
        for mark in article.marks:
            fragments = _fragments(article.text, mark.start, mark.end)
            if fragments:
                lines += _lines(mark, fragments, article.text)
            else:
                hidden.append({**json.loads(mark.note or "{}"), "quote": mark.quote})
        envelope = {**article.envelope, "unmarked": [*article.envelope["unmarked"], *hidden]}
        write_file(output / f"{article.name}.txt", article.text.encode("utf-8", "surrogatepass"))
        write_file(output / f"{article.name}.ann", "".join(lines).encode("utf-8", "surrogatepass"))
        data = json.dumps(envelope, ensure_ascii=False, indent=1) + "\n"
        write_file(output / f"{article.name}.record.json", data.encode("utf-8", "surrogatepass"))


def read_brat(folder: Path) -> Iterator[Loaded]:
    """The documents of a folder, by name.

    Raises:
        ReadError: an ``.ann`` file is not UTF-8.
    """
    for path in sorted(folder.glob("*.ann")):
        annotations = read_text(path)
        if annotations is None:
            raise ReadError("encoding", "is not UTF-8", source=str(path))
        try:
            envelope = read_json(path.with_name(f"{path.name[:-4]}.record.json"))
        except ReadError:
            envelope = None
        yield Loaded(
            str(path),
            read_text(path.with_name(f"{path.name[:-4]}.txt")),
            envelope,
            lambda text, annotations=annotations: _read_marks(annotations, text),  # type: ignore[misc]
        )


def _fragments(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The parts of a stretch between its line ends."""
    cuts = [(start, start), *(match.span() for match in _LINE_ENDS.finditer(text, start, end)), (end, end)]
    parts = [(before[1], after[0]) for before, after in pairwise(cuts)]
    return [part for part in parts if part[0] < part[1]]


def _lines(mark: Mark, fragments: list[tuple[int, int]], text: str) -> list[str]:
    where = ";".join(f"{start} {end}" for start, end in fragments)
    said = " ".join(text[start:end] for start, end in fragments)
    note = _LINE_ENDS.sub(lambda match: "".join(f"\\u{ord(sign):04x}" for sign in match[0]), mark.note or "{}")
    return [f"T{mark.name}\t{mark.label} {where}\t{said}\n", f"#{mark.name}\tAnnotatorNotes T{mark.name}\t{note}\n"]


def _read_marks(annotations: str, text: str) -> Iterator[Mark | str]:
    rows = [line.rstrip("\r").split("\t", 2) for line in annotations.split("\n") if line.strip()]
    notes = {row[1].split()[-1]: row[2] for row in rows if row[0].startswith("#") and len(row) == 3 and row[1].split()}
    for row in rows:
        if row[0].startswith("T"):
            yield _mark(row, notes.get(row[0]), text)


def _mark(row: list[str], note: str | None, text: str) -> Mark | str:
    """The mark of a text-bound line, or what is wrong with it."""
    bound = _TEXT_BOUND.fullmatch(row[1]) if len(row) == 3 else None
    if not bound:
        return f"annotation {row[0]}: not a line of brat's"
    pairs = [pair.split() for pair in bound[2].split(";")]
    fragments = [(int(start), int(end)) for start, end in pairs]
    said = " ".join(text[start:end] for start, end in fragments)
    if said != row[2]:
        return f"annotation {row[0]}: it says {row[2]!r}, the text at {bound[2]} is {said!r}"
    start, end = fragments[0][0], fragments[-1][1]
    if len(fragments) > 1 and fragments != _fragments(text, start, end):
        return f"annotation {row[0]}: evidence is one stretch of text, {bound[2]} is several; left out"
    place = note_place(note)
    if place and fragments == _fragments(text, *place):
        start, end = place
    return Mark(bound[1], start, end, note, name=row[0])
