"""The public record: frozen pydantic models with the names of the codebook; their JSON is the public JSON."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

__all__ = [
    "SCHEMA_VERSION",
    "Announcement",
    "Article",
    "Audience",
    "BodyType",
    "Campaign",
    "Comparator",
    "Document",
    "Evidence",
    "Grain",
    "Issue",
    "IssuingBody",
    "Item",
    "Kind",
    "LaunchedOn",
    "Level",
    "MadeBy",
    "Movement",
    "MovementKind",
    "Official",
    "Period",
    "Phase",
    "Quantity",
    "Statistic",
    "StatisticLevel",
    "Target",
    "Theme",
]

SCHEMA_VERSION = "1.2"

Kind = Literal["launch", "review", "mention", "none"]
Grain = Literal["day", "month", "quarter", "half", "year"]
Comparator = Literal["eq", "gt", "ge", "lt", "le", "approx"]
Level = Literal["national", "province", "district", "commune", "sector", "workplace"]
StatisticLevel = Literal["workplace", "above_workplace", "district", "province", "sector", "national"]
BodyType = Literal[
    "trade_union",
    "government",
    "party",
    "fatherland_front",
    "mass_organization",
    "army",
    "police",
    "education",
    "health",
    "enterprise",
    "emulation_block",
    "other",
]
MovementKind = Literal["movement", "drive", "programme", "contest", "month", "title", "project", "other"]
Number = int | float


class Record(BaseModel):
    """Base of every model: frozen, nothing beyond the declared fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Evidence(Record):
    """The stretch of source text a value was read from: half-open code point offsets and the text itself."""

    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=0)]
    text: str


class Item(Record):
    """What every item of a list carries: where it was read, by which rule, how sure (calibrated, 0 to 1)."""

    evidence: Evidence
    rule: str
    confidence: Annotated[float, Field(ge=0, le=1)] = 0.5


class Article(Record):
    """The source: identifiers, metadata and digests; null where the source does not say."""

    id: str = ""
    title: str | None = None
    published_on: dt.date | None = None
    publisher: str | None = None
    url: str | None = None
    byline: str | None = None
    sha256: str
    text_basis: Literal["source", "extracted", "repaired"] = "source"
    text_sha256: str
    gated: bool = False
    """Whether the source's bytes were seen to hold no word of emulation: kind ``none``, its text not taken out."""
    text: str | None = None
    """The text that offsets count in, only where asked for (``keep_text=True``)."""


class LaunchedOn(Item):
    """Day (or coarser) of the launch, signing or ceremony: phát động, ký kết, lễ phát động."""

    date: dt.date
    grain: Grain = "day"


class Campaign(Record):
    """The announced campaign: its name as the article has it, the first year it covers, its launch."""

    name: str | None = None
    year: int | None = None
    launched_on: LaunchedOn | None = None


class IssuingBody(Item):
    """Who launches: full official name, the inner organ that acted, its type, level and place."""

    name: str
    organ: str | None = None
    body_type: BodyType | None = None
    level: Level | None = None
    place: str | None = None


class Official(Item):
    """A person acting or speaking for a body: the office without its body, and the body."""

    name: str
    position: str | None = None
    body: str | None = None


class Audience(Item):
    """A group addressed separately: khối doanh nghiệp, khu vực hành chính sự nghiệp."""

    name: str


class Phase(Item):
    """A stretch of the campaign (đợt, giai đoạn, bước): inclusive day bounds, each with its grain."""

    label: str
    ordinal: int | None = None
    start: dt.date | None = None
    end: dt.date | None = None
    start_grain: Grain | None = None
    end_grain: Grain | None = None
    campaign: str | None = None


class Theme(Item):
    """A theme (chủ đề) or slogan (khẩu hiệu, phương châm) and what it belongs to."""

    text: str
    kind: Literal["theme", "slogan"] = "theme"
    scope: Literal["phase", "campaign", "year"] = "campaign"
    phase: int | None = None
    year: int | None = None
    set_by: str | None = None


class Movement(Item):
    """A named movement, drive, programme, contest, month or title; variants seen here are its aliases."""

    name: str
    id: str | None = None
    kind: MovementKind = "movement"
    sponsor: str | None = None
    aliases: tuple[str, ...] = ()


class Period(Record):
    """Inclusive days, null where open or unsaid."""

    start: dt.date | None = None
    end: dt.date | None = None
    grain: Grain | None = None


class Quantity(Record):
    """A number with its unit; ``high`` closes a range, ``of`` is the whole in "646/1.450"."""

    value: Number
    high: Number | None = None
    of: Number | None = None
    unit: str
    comparator: Comparator = "eq"


class Target(Item):
    """What is to be reached (chỉ tiêu): the quantity, of what, by whom, when, in which phase."""

    quantity: Quantity
    what: str = ""
    who: str | None = None
    period: Period | None = None
    phase: int | None = None


class Statistic(Item):
    """What is reported as reached (kết quả)."""

    quantity: Quantity
    what: str = ""
    who: str | None = None
    period: Period | None = None
    level: StatisticLevel | None = None


class Document(Item):
    """A cited document with a number: Kế hoạch số 52/KH-UBND."""

    number: str
    type: str | None = None
    issued_on: dt.date | None = None
    issuer: str | None = None


class Issue(Record):
    """What was inferred, ambiguous or dropped: a stable code, a sentence, the field it concerns."""

    code: str
    message: str
    field: str | None = None


class MadeBy(Record):
    """What read the article: the version of the library, and short digests of its rules and of its tables of words."""

    library: str
    rules: str
    lexicons: str


class Announcement(Record):
    """One article, one record."""

    schema_version: str = SCHEMA_VERSION
    made_by: MadeBy | None = None
    """Null in records of schema 1.1 and earlier."""
    article: Article
    kind: Kind
    campaign: Campaign = Campaign()
    issuing_bodies: tuple[IssuingBody, ...] = ()
    officials: tuple[Official, ...] = ()
    audiences: tuple[Audience, ...] = ()
    phases: tuple[Phase, ...] = ()
    themes: tuple[Theme, ...] = ()
    movements: tuple[Movement, ...] = ()
    targets: tuple[Target, ...] = ()
    statistics: tuple[Statistic, ...] = ()
    documents: tuple[Document, ...] = ()
    issues: tuple[Issue, ...] = ()
    extensions: dict[str, Any] = Field(default_factory=dict)

    def _repr_html_(self) -> str:
        """How a notebook shows the record: text with highlights where it carries its text, and a table."""
        from thidua_extract.review.notebook import to_html

        return to_html(self)
