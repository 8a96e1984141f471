"""What can be read from a stream, be it a file or a member of an archive: pages, rows and crawls, packed or not."""

from __future__ import annotations

from collections.abc import Iterator

from thidua_extract.archive.containers.csv_rows import read_csv
from thidua_extract.archive.containers.json_lines import read_json_lines
from thidua_extract.archive.containers.kinds import HEAD, format_of, packing_of, unpacked_name
from thidua_extract.archive.containers.options import Format, SourceOptions
from thidua_extract.archive.containers.place import ContainerError, Item, Place
from thidua_extract.archive.containers.streams import Stream
from thidua_extract.archive.model import Source

__all__ = ["identify", "read_member", "read_streamed"]


def identify(stream: Stream, name: str, options: SourceOptions) -> tuple[Stream, Format | None]:
    """The stream, unpacked where it is packed, and what it holds; None for what is of no kind known here.

    Raises:
        ContainerError: it is packed, and not even its beginning can be unpacked.
    """
    packing = packing_of(stream.peek(HEAD))
    if packing:
        stream = stream.unpack(packing)
    kind = format_of(stream.peek(HEAD), unpacked_name(name), given=options.format)
    if not kind and stream.fault:
        raise stream.fault
    return stream, kind


def read_streamed(stream: Stream, kind: Format, place: Place, options: SourceOptions) -> Iterator[Item]:
    """What a stream of this kind holds.

    Raises:
        ContainerError: it cannot be read, or not to its end; all that came before was given.
    """
    for item in _items(stream, kind, place, options):
        if isinstance(item, Source):
            stream.mark()
        yield item


def _items(stream: Stream, kind: Format, place: Place, options: SourceOptions) -> Iterator[Item]:
    match kind:
        case "txt" | "html":
            yield Source(place.id, place.origin, data=stream.read_whole(), suffix=f".{kind}")
        case "jsonl":
            yield from read_json_lines(stream, place, options)
        case "csv" | "tsv":
            yield from read_csv(stream, place, options, format=kind)
        case "warc":
            from thidua_extract.archive.containers.warc import read_warc

            yield from read_warc(stream, place, options)
        case _:
            raise ContainerError("nested_archive", f"a {kind} archive within another; unpack it first")


def read_member(stream: Stream, name: str, place: Place, options: SourceOptions) -> Iterator[Item]:
    """What a member of an archive holds; a fault of its own is a failure.

    Raises:
        ContainerError: the archive itself broke here.
    """
    try:
        unpacked, kind = identify(stream, name, options)
        if kind is None:
            yield place.skipped()
        else:
            yield from read_streamed(unpacked, kind, place, options)
    except ContainerError as error:
        yield place.failure(error.code, error.reason)
