"""What travels through a run: how to read, a source to read, and what became of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from thidua_extract.records import Kind

if TYPE_CHECKING:
    from thidua_extract.pipeline import Profile

__all__ = ["Failure", "LeftOut", "Outcome", "Reading", "Skipped", "Source", "Written"]


@dataclass(frozen=True, slots=True)
class Reading:
    """How every source of a run is read; sent to each worker.

    ``published_on`` stands in where a source carries no date. ``only_kinds`` are the kinds whose records are wanted
    (None: all). ``gate`` spares what holds no word of emulation the reading. ``max_bytes`` bounds a source,
    ``max_characters`` its text, ``max_steps`` what ``count_steps`` finds in it.
    """

    published_on: dt.date | None = None
    profile: Profile = "full"
    keep_text: bool = False
    gate: bool = True
    only_kinds: frozenset[Kind] | None = None
    max_bytes: int = 32_000_000
    max_characters: int = 2_000_000
    max_steps: int = 10_000_000


@dataclass(frozen=True, slots=True)
class Source:
    """One article to read, small enough to be sent to another process.

    ``id`` becomes ``article.id``. ``origin`` is where a message says it lies: the file, and the member within it.
    Either ``path`` names the file to read, or ``data`` holds the bytes. ``suffix`` (".html", ".txt") says what the
    container says of its content, "" where it says nothing. ``published_on`` and ``url`` go before what the text says,
    ``title`` is the container's. ``weight`` is how many bytes of the files given to the run lie between the source
    before and the end of this one, for the progress bar.
    """

    id: str
    origin: str
    path: Path | None = None
    data: bytes | None = None
    suffix: str = ""
    url: str | None = None
    published_on: dt.date | None = None
    title: str | None = None
    weight: int = 0


@dataclass(frozen=True, slots=True)
class Failure:
    """One source that gave no record: a stable code and a sentence that names its origin.

    ``passing`` marks a failure that another run may not meet (a time limit, a worker that died): it is exempt from the
    promise that a run gives the same bytes again, and is tried again on ``--resume``.
    """

    id: str
    code: str
    message: str
    passing: bool = False
    weight: int = 0


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file, member or record of another kind that stood beside the sources: counted, and no error."""

    id: str
    weight: int = 0


@dataclass(frozen=True, slots=True)
class Written:
    """A record as its line of JSON (UTF-8, no line end), with what the manifest counts."""

    id: str
    kind: Kind
    gated: bool
    sha256: str
    line: bytes


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A source that was read and whose record was not wanted (``--only-kind``)."""

    id: str
    kind: Kind
    gated: bool
    sha256: str


Outcome = Written | LeftOut | Failure
