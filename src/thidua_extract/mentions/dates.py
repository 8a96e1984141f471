"""Dates and date ranges (ngày, tháng, quý, năm, từ … đến …) as written, before years are resolved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from thidua_extract.blocks import Document
from thidua_extract.mentions import dates_context as context
from thidua_extract.mentions.dates_forms import Cue, PartialDate, Time, TimeForm
from thidua_extract.mentions.dates_points import Atom, iter_atoms
from thidua_extract.spans import Mention

__all__ = ["PartialDate", "Time", "TimeForm", "find"]

_STEP = {"day": 1, "month": 1, "quarter": 3, "half": 6, "year": 1}


def find(document: Document, *, claimed: Sequence[Mention[object]] = ()) -> list[Mention[Time]]:
    """Temporal expressions in readable blocks, in text order, outside ``claimed`` stretches."""
    found: list[Mention[Time]] = []
    taken = [(c.start, c.end) for c in claimed]
    for block in document.readable():
        found += find_in(document.folded, block.start, block.end, taken)
    return found


def find_in(folded: str, start: int, end: int, taken: Sequence[tuple[int, int]] = ()) -> Iterator[Mention[Time]]:
    """Temporal expressions of one stretch of folded text."""
    atoms = [a for a in iter_atoms(folded, start, end) if not any(s < a.end and a.start < e for s, e in taken)]
    done = start
    k = 0
    while k < len(atoms):
        place = _Place(folded, done, end, atoms[k])
        ends = place.lead.kind in ("until", "before", "as_of")
        joined = _joined(place, atoms[k], atoms[k + 1]) if k + 1 < len(atoms) and not ends else None
        if joined == "to":
            place.open()
        last = atoms[k + 1] if joined else atoms[k]
        time = _together(place, last, joined) if joined else _alone(place)
        if time is None and joined:
            joined, last, time = None, atoms[k], _alone(place)
        if time is not None:
            begin = place.lead.start
            rule = "dates.from_to" if joined == "to" else atoms[k].rule
            yield Mention(begin, place.closed(last.end), rule, time)
            done = last.end
        k += 2 if joined else 1


@dataclass(slots=True)
class _Place:
    """An atom where it stands: the words that lead to it, and what follows."""

    folded: str
    floor: int
    ceiling: int
    atom: Atom
    lead: context.Lead = None  # type: ignore[assignment]

    def __post_init__(self) -> None:
        self.lead = context.read_lead(self.folded, self.floor, self.atom.start)

    def open(self) -> None:
        """Read a verb that opens (mở ngày …) as "from": the point has a close beside it, or is said to have none."""
        self.lead = context.read_lead(self.folded, self.floor, self.atom.start, opening=True)

    def before(self, width: int = 90) -> str:
        """The text before the leading words."""
        return self.folded[max(self.floor, self.lead.start - width) : self.lead.start]

    def closed(self, end: int) -> int:
        """``end``, past the parenthesis that the leading words opened before the number."""
        inner = self.folded[self.lead.start : self.atom.start]
        return end + 1 if "(" in inner and self.folded[end : end + 1] == ")" else end


def _joined(place: _Place, first: Atom, second: Atom) -> str | None:
    """How two neighbours hang together: "to" (a range), "and" (one stretch of two), or not at all."""
    gap = place.folded[first.end : second.start]
    if len(gap) > 90 or first.form in ("holiday", "school_year") or second.form in ("holiday", "school_year", "plan"):
        return None
    if context.TO.pattern.fullmatch(gap) and (gap[0] not in ",;" or _closes(place, gap)):
        return "to"
    cells = gap.strip() == "|" and context.CELL.search(place.folded, place.floor, first.start)
    if (gap.strip() == "/" or cells) and first.low.year and second.high.year:
        return "to"
    if place.lead.kind == "from" and context.SPREAD_TO.pattern.fullmatch(gap):
        return "to"
    if gap.startswith(" sang ") and context.LASTS.pattern.search(place.folded, place.floor, first.start):
        return "to"
    if context.AND.pattern.fullmatch(gap) and _consecutive(first.high, second.low):
        return "and"
    return None


def _closes(place: _Place, gap: str) -> bool:
    """Whether a close after a comma belongs to what opened before it (no "Sơ kết vào dịp 19/5, tổng kết vào …")."""
    opened = context.read_lead(place.folded, place.floor, place.atom.start, opening=True)
    return opened.kind == "from" or context.ENDS.match(gap) is not None


def _consecutive(a: PartialDate, b: PartialDate) -> bool:
    if a.grain != b.grain or (a.year and b.year and a.grain != "year" and a.year != b.year):
        return False
    if a.grain == "year":
        return bool(a.year and b.year and b.year - a.year == 1)
    if a.grain == "day":
        return _next_day(a, b)
    return a.month is not None and b.month is not None and b.month - a.month == _STEP[a.grain]


def _next_day(a: PartialDate, b: PartialDate) -> bool:
    if a.month is None or b.month is None or a.day is None or b.day is None:
        return False
    if a.month == b.month:
        return b.day - a.day == 1
    return b.day == 1 and b.month - a.month == 1 and not context.day_exists(a.year or b.year, a.month, a.day + 1)


def _together(place: _Place, last: Atom, joined: str) -> Time | None:
    """A range or a stretch of two neighbours."""
    first, lead = place.atom, place.lead
    issues = first.issues + last.issues
    low, high = _within(first.low, issues), _within(last.high, issues)
    form: TimeForm = "range" if joined == "to" else "point"
    cue: Cue = lead.cue if lead.cue in ("from", "in", "until", "occasion", "after", "session") else "bare"
    if joined == "to":
        form = _range_form(place, last)
    weak = first.weak and last.weak and first.low.special is None
    if weak and form == "range" and lead.kind == "bare" and context.counts(place.folded, last.end):
        return None
    if form == "range" and cue == "occasion" and first.low.year is None:
        form = "holiday"
    if cue == "after" and low is not None:
        low = replace(low, after=True)
    return _checked(Time(form, low, high, issues, cue))


def _range_form(place: _Place, last: Atom) -> TimeForm:
    a, b = place.atom.low, last.high
    if a.year and b.year and b.year - a.year >= 5 and a.grain == b.grain and a.grain in ("day", "month"):
        same = (a.month, a.day) == (b.month, b.day)
        if same or b.year - a.year >= 12 or context.ANNIVERSARY.pattern.search(place.before(120)):
            return "anniversary"
    if (a.month, a.day, b.month, b.day) == (4, 30, 5, 1) and place.lead.kind not in ("from", "in"):
        return "holiday"
    if a.grain == b.grain == "year" and place.lead.kind != "from":
        return context.plan_form(place.before(), default="range")
    if a.grain == b.grain == "year" and place.before().endswith("giai đoạn "):
        return "plan"
    return "range"


def _alone(place: _Place) -> Time | None:
    """What one atom says with the words around it, or None where it is no date."""
    if context.OPEN_END.pattern.match(place.folded, place.atom.end):
        place.open()
    atom, lead = place.atom, place.lead
    low, high = _within(atom.low, atom.issues), _within(atom.high, atom.issues)
    if atom.form == "plan":
        return _checked(_years(place))
    if atom.form != "point":
        return Time(atom.form, low, high, atom.issues, "lapse" if "relative_period" in atom.issues else lead.cue)
    if atom.low.special == "launch" and lead.kind not in ("from", "after"):
        return None
    if atom.weak and not _is_date(place):
        return None
    of_document = lead.cue in ("day", "bare") and bool(context.DOCUMENT.pattern.search(place.before(60)))
    time = _by_cue(place, low, high)
    return replace(time, of_document=True) if of_document and atom.low.grain == "day" else time


def _years(place: _Place) -> Time:
    """2016 - 2020 by the words before it."""
    atom, lead = place.atom, place.lead
    before = place.before()
    form: TimeForm = "range" if lead.kind == "from" else context.plan_form(before, default="plan")
    if lead.paren and context.ANNIVERSARY.pattern.search(before):
        form = "anniversary"
    return Time(form, atom.low, atom.high, atom.issues, lead.cue)


def _is_date(place: _Place) -> bool:
    """Whether a weak form (8/10, 2025, ngày phát động) stands where a date stands."""
    atom, lead = place.atom, place.lead
    if atom.rule == "dates.months_so_far":
        return lead.kind == "bare" and context.HEAD.pattern.search(place.before(12) or "\n") is not None
    if atom.low.grain == "year":
        return lead.kind in ("from", "until", "before", "after", "as_of") or place.folded.endswith(
            "sang ", 0, atom.start
        )
    if lead.day or lead.kind in ("session", "occasion") or (lead.kind == "from" and lead.cue == "session"):
        return True
    if atom.low.special in ("today", "yesterday"):
        return lead.kind in ("from", "until", "as_of")
    if atom.low.year is not None and atom.low.grain == "day" and "two_digit_year" not in atom.issues:
        return True
    if context.counts(place.folded, atom.end):
        return False
    if place.floor and context.AND.pattern.fullmatch(place.folded, place.floor, atom.start):
        return True
    if lead.kind != "bare" or atom.low.grain == "month" or context.LABELLED.pattern.search(place.before(30)):
        return True
    if context.NAMED_DAY.pattern.search(place.before(80)):
        return True
    return lead.paren and place.folded[atom.end : atom.end + 1] == ")"


def _by_cue(place: _Place, low: PartialDate | None, high: PartialDate | None) -> Time:
    atom, lead = place.atom, place.lead
    kind, issues = lead.kind, atom.issues
    if kind == "from":
        return Time(
            "range",
            low,
            high if atom.low != atom.high else None,
            issues,
            "session" if lead.cue == "session" or atom.low.special == "today" else "from",
        )
    if kind == "after":
        return Time("range", high and replace(high, after=True), None, issues, "after")
    if kind == "as_of" and not _is_report(place) and context.LABELLED.pattern.search(place.before(30)):
        kind = "until"  # Đợt 1 tính đến hết ngày 30/6
    if kind == "as_of" or (kind == "until" and _is_report(place)):
        return Time("as_of", None, high, issues, "as_of")
    if kind in ("until", "before"):
        return Time("deadline", None, high, issues, "until" if kind == "until" else "before")
    return Time(_point_form(place), low, high, issues, "session" if atom.low.special else lead.cue)


def _is_report(place: _Place) -> bool:
    """Whether "đến …" opens a report (Đến ngày 14/4, đã có …) and no plan."""
    if place.atom.low.special == "now":
        return True
    if context.PLANNED.pattern.search(place.before(40)):
        return False
    return context.reports(place.folded, place.atom.end, place.ceiling)


def _point_form(place: _Place) -> TimeForm:
    atom, lead = place.atom, place.lead
    before = place.before(120)
    if atom.low.grain == "year" and atom.low != atom.high and before[-2:-1].isdigit():
        return "plan"
    if atom.low.grain != "day":
        return "point"
    if lead.paren and lead.kind != "session" and context.ANNIVERSARY.pattern.search(before):
        return "anniversary"
    if atom.low.year is None and (
        lead.kind == "occasion" or (lead.cue == "bare" and context.NAMED_DAY.pattern.search(before))
    ):
        return "holiday"
    return "point"


def _within(point: PartialDate, issues: tuple[str, ...]) -> PartialDate | None:
    """The point, or None where that day does not exist."""
    if "invalid_date" not in issues or point.day is None or point.month is None:
        return point
    return point if context.day_exists(point.year, point.month, point.day) else None


def _checked(time: Time) -> Time:
    """The time, with an issue where its bounds, as written, run backwards."""
    a, b = time.start, time.end
    if a and b and a.year and b.year and "reversed_range" not in time.issues:
        left = (a.year, a.month or 1, a.day or 1)
        right = (b.year, b.month or 12, b.day or 31)
        if left > right:
            return replace(time, issues=(*time.issues, "reversed_range"))
    return time
