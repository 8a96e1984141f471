"""The texts that the offsets of records count in: kept in the record, or read from its source again and checked."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from thidua_extract.archive.model import Source
from thidua_extract.archive.sources import SourceOptions, iter_sources
from thidua_extract.errors import ReadError
from thidua_extract.reader import read_article
from thidua_extract.records import Announcement, Article

__all__ = ["find_texts"]

Found = dict[int, tuple[str | None, str | None]]
"""By the record's place: its text, or why it has none."""


def find_texts(records: Sequence[Announcement], sources: Iterable[Path] = ()) -> Found:
    """The text of each record by its place in ``records``, or a sentence why there is none.

    ``sources`` are what the records were read from: files, folders, archives. Nothing is raised for a source that is
    gone, cannot be read or says something else than it did.
    """
    found: Found = {}
    wanted: dict[str, list[int]] = {}
    for place, record in enumerate(records):
        if record.article.text is not None:
            found[place] = _checked(record.article, record.article.text)
        else:
            wanted.setdefault(record.article.id, []).append(place)
    inputs = list(sources)
    for source in _sources(inputs, wanted):
        for place in wanted.pop(source.id, ()):
            found[place] = _read(records[place].article, source)
    why = (
        "its source is not there" if inputs else "it carries no text (convert --keep-text), and --sources is not given"
    )
    return found | {place: (None, why) for places in wanted.values() for place in places}


def _sources(inputs: list[Path], wanted: dict[str, list[int]]) -> Iterator[Source]:
    """Sources with a wanted id: files of folders first, then, while some are missing, all that lies in ``inputs``."""
    for folder in filter(Path.is_dir, inputs):
        for id in list(wanted):
            path = _below(folder, id)
            if path:
                yield Source(id, str(path), path=path)
    if not wanted:
        return
    for item in iter_sources(inputs, SourceOptions()):
        if isinstance(item, Source) and item.id in wanted:
            yield item
        if not wanted:
            return


def _below(folder: Path, id: str) -> Path | None:
    """The file of an id below a folder; an id that leads out of it names none."""
    try:
        path = (folder / id).resolve()
        return path if id and path.is_relative_to(folder.resolve()) and path.is_file() else None
    except (OSError, ValueError):
        return None


def _read(article: Article, source: Source) -> tuple[str | None, str | None]:
    """The text of a source, if it is the one that the record was read from."""
    data = source.path if source.path is not None else source.data or b""
    suffix = source.suffix or (source.path.suffix.lower() if source.path else "")
    try:
        read = read_article(data, id=source.id, suffix=suffix, url=source.url or article.url)
    except ReadError as error:
        return None, f"its source cannot be read: {error.reason}"
    if article.gated and read.sha256 == article.sha256:
        return read.text, None
    return _checked(article, read.text)


def _checked(article: Article, text: str) -> tuple[str | None, str | None]:
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    if digest == article.text_sha256:
        return text, None
    return (
        None,
        f"its text is not the one it was read from (text_sha256 is {digest[:12]}…, not {article.text_sha256[:12]}…)",
    )
