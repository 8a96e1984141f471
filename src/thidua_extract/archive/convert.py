"""The run: sources to records to sink, one source after the other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from thidua_extract.archive.sink import RecordSink
from thidua_extract.archive.sources import Failure, Listing, Source
from thidua_extract.errors import ReadError
from thidua_extract.pipeline import Profile, extract
from thidua_extract.reader import read_article
from thidua_extract.records import Announcement

__all__ = ["Options", "Summary", "convert", "convert_source"]


@dataclass(frozen=True, slots=True)
class Options:
    """How every source of a run is read; ``published_on`` stands in where a source carries no date."""

    published_on: dt.date | None = None
    profile: Profile = "full"
    keep_text: bool = False


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run came to: records written, sources failed, other files left aside."""

    read: int
    failed: int
    skipped: int


def convert_source(source: Source, options: Options) -> Announcement | Failure:
    """One source to its record, or to the reason why there is none."""
    try:
        article = read_article(source.path, id=source.id)
        return extract(
            article,
            default_published_on=options.published_on,
            profile=options.profile,
            keep_text=options.keep_text,
        )
    except ReadError as error:
        return Failure(source.id, error.code, str(error))
    except OSError as error:
        return Failure(source.id, "unreadable", f"{source.path}: {error.strerror}")
    except Exception as error:  # one article that trips a rule must not stop an archive of thousands
        return Failure(source.id, "internal_error", f"{source.path}: {type(error).__name__}: {error}")


def convert(
    listing: Listing, sink: RecordSink, options: Options, *, on_source: Callable[[Source], None] = lambda _: None
) -> Summary:
    """Read every source of ``listing`` into ``sink``; ``on_source`` hears of each one done."""
    for failure in listing.failures:
        sink.write(failure)
    failed = len(listing.failures)
    for source in listing.sources:
        outcome = convert_source(source, options)
        failed += isinstance(outcome, Failure)
        sink.write(outcome)
        on_source(source)
    read = len(listing.sources) + len(listing.failures) - failed
    return Summary(read, failed, listing.skipped)
