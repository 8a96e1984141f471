"""The line a document travels: article, view, blocks, mentions, anchors, fields, links, record."""

from __future__ import annotations

import datetime as dt
import hashlib
from functools import cache
from typing import Literal, get_args

from thidua_extract import __version__, records
from thidua_extract.anchors import find_anchors
from thidua_extract.blocks import Document, segment
from thidua_extract.claims import find_claims
from thidua_extract.confidence import with_confidence
from thidua_extract.fields import (
    audiences,
    campaign,
    documents,
    issuing_bodies,
    kind,
    movements,
    officials,
    phases,
    statistics,
    targets,
    themes,
)
from thidua_extract.lexicon import digest_tables
from thidua_extract.links import targets as target_links
from thidua_extract.links import themes as theme_links
from thidua_extract.mentions import find_mentions
from thidua_extract.nlp import Analysis
from thidua_extract.reader import Article, article_from_text
from thidua_extract.records import Announcement, MadeBy
from thidua_extract.rules import DECISIONS, REGISTRY, digest_rules
from thidua_extract.text import make_view
from thidua_extract.timestamps import published_from_url
from thidua_extract.undecided import settle

__all__ = ["Profile", "extract", "made_by"]

Profile = Literal["full", "rules"]
"""full: rules, then underthesea where they left something undecided; rules: no NLP at all."""


_NOTHING: dict[str, object] = {
    "campaign": records.Campaign(),
    **dict.fromkeys(("issuing_bodies", "phases", "themes", "movements", "targets", "statistics"), ()),
}
"""What an article says of a campaign that is not about one: kind ``mention`` or ``none``."""
_LISTED: dict[str, object] = _NOTHING | dict.fromkeys(("officials", "audiences", "documents"), ())
"""What is read from a list of headlines: they are other articles'."""


def extract(
    article: Article | str,
    *,
    published_on: dt.date | None = None,
    url: str | None = None,
    default_published_on: dt.date | None = None,
    profile: Profile = "full",
    keep_text: bool = False,
) -> Announcement:
    """Read one article into one record.

    ``published_on`` goes before what the source says of itself; ``default_published_on`` where it says nothing.

    Raises:
        ValueError: ``profile`` is neither "full" nor "rules".
    """
    if profile not in get_args(Profile):
        raise ValueError(f"unknown profile {profile!r}: one of {', '.join(get_args(Profile))} expected")
    source = article_from_text(article, published_on=published_on, url=url) if isinstance(article, str) else article
    document = segment(make_view(source.text))
    mentions = find_mentions(document)
    if profile == "full":
        mentions = settle(mentions, Analysis(document))
    said = source.published_on or document.published_on or published_from_url(url or source.url or "")
    anchors = find_anchors(document, mentions, published_on=published_on or said or default_published_on)
    context = (document, mentions, anchors)
    found_phases = phases.extract(*context)
    claims = find_claims(*context)
    record = Announcement(
        made_by=made_by(),
        article=_article(source, document, anchors.published_on, keep_text),
        kind=kind.extract(*context, claims),
        campaign=campaign.extract(*context),
        issuing_bodies=issuing_bodies.extract(*context),
        officials=officials.extract(*context),
        audiences=audiences.extract(*context),
        phases=found_phases,
        themes=theme_links.link(document, anchors, themes.extract(*context), found_phases),
        movements=movements.extract(*context),
        targets=target_links.link(document, anchors, targets.extract(document, claims), found_phases),
        statistics=statistics.extract(document, claims),
        documents=documents.extract(*context),
        issues=(*source.issues, *document.issues, *anchors.issues),
    )
    if record.kind in ("mention", "none"):
        record = record.model_copy(update=_LISTED if document.listing else _NOTHING)
    return with_confidence(record)


_DIGITS = 12
"""Hexadecimal digits of a digest that a record carries."""


def made_by() -> MadeBy:
    """What reads here: library, rules and tables of words, as every record says it.

    The digests begin like those in the manifest of a run. The tables are digested once a process, the rules again only
    when one was defined since.

    >>> len(made_by().rules), made_by() is made_by()
    (12, True)
    """
    return _made_by(len(REGISTRY) + len(DECISIONS))


@cache
def _made_by(rules: int) -> MadeBy:
    return MadeBy(library=__version__, rules=digest_rules()[:_DIGITS], lexicons=_lexicons())


@cache
def _lexicons() -> str:
    return digest_tables()[:_DIGITS]


def _article(source: Article, document: Document, published_on: dt.date | None, keep_text: bool) -> records.Article:
    return records.Article(
        id=source.id,
        title=source.title or document.title,
        published_on=published_on,
        publisher=source.publisher or document.publisher,
        url=source.url,
        byline=source.byline or document.byline,
        sha256=source.sha256,
        text_basis=source.text_basis,
        text_sha256=hashlib.sha256(source.text.encode("utf-8", "surrogatepass")).hexdigest(),
        text=source.text if keep_text else None,
    )
