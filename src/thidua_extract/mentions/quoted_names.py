"""Quoted movement names: what a head noun, a list or a verb of promotion introduces, and what the lexicon knows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import cast

import regex

from thidua_extract.blocks import Document
from thidua_extract.mentions.governors import Governed, govern
from thidua_extract.mentions.movement_cues import CUES, OTHER_NAMES, STATE_TITLES, Cue, cue_pattern
from thidua_extract.mentions.movement_names import KnownName, resolve
from thidua_extract.mentions.name_variants import Named
from thidua_extract.mentions.quotes import Quoted
from thidua_extract.records import MovementKind
from thidua_extract.rules import rule
from thidua_extract.spans import Mention
from thidua_extract.text import fold

__all__ = ["find_quoted", "is_counted", "is_occasion"]

MAX_WORDS = 40

NOT_NAMES = frozenset({"other_thing", "count", "theme", "slogan"})
"""Roles of cues that say a quotation is no movement's name."""


@rule(
    "quoted_names.own_head",
    r"""^(?:(?P<month>tháng) | (?P<title>giải[ ]thưởng) | (?P<contest>hội[ ]thi|cuộc[ ]thi|hội[ ]thao|hội[ ]diễn)
          | (?P<other>năm|tuần[ ]lễ|ngày[ ]hội|ngày|chiến[ ]dịch|diễn[ ]đàn))[ ](?=\p{L})""",
)
def _own_head(m: regex.Match[str]) -> MovementKind:
    """A quoted name that carries its own head noun: “Hội thi thợ giỏi …”, “Năm an toàn giao thông”."""
    return cast(MovementKind, m.lastgroup)


HEADS_LEFT_OUT = frozenset({"movement", "drive", "programme", "title"})
"""Kinds whose head noun inside the marks is left out; "Hội thi …", "Hành trình …" are part of the name."""


@rule("quoted_names.drive_of_its_own", r"Chiến[ ]dịch[ ](?:\p{Lu}\p{L}*[ ]){0,3}\p{Ll}{1,8}(?!\p{L})")
def _drive_of_its_own(m: regex.Match[str]) -> bool:
    """“Chiến dịch hè …”: words that say what it is for, where “Chiến dịch Điện Biên Phủ” names a place."""
    return True


@rule("quoted_names.head_inside", rf"{cue_pattern('head')}[ ](?=\p{{L}}|\p{{N}})")
def _head_inside(m: regex.Match[str]) -> MovementKind:
    """A head noun inside the marks is not part of the name: “Phong trào nông dân thi đua …”."""
    return cast(MovementKind, CUES[" ".join(m.group("cue").split())][1])


@rule(
    "quoted_names.edition",
    r"""[ ]{0,3}[,(–-]?[ ]{0,3}(?:(?:trong[ ])?năm(?:[ ]học)?[ ][0-9]{4}(?:[ ]?[-–][ ]?[0-9]{2,4})?
        | giai[ ]đoạn[ ][0-9]{4}[ ]?[-–][ ]?[0-9]{4}
        | lần[ ]thứ[ ][\p{L}\p{N}]{1,6}(?:[ ]?[-–,][ ]?năm[ ][0-9]{4})?
        | [0-9]{4}[ ]?[-–][ ]?[0-9]{4} | (?<=tháng[ ]\p{L}{2,6}[ ]\p{L}{2,6}[ ])[0-9]{4})\)?$""",
)
def _edition(m: regex.Match[str]) -> int:
    """A year, a plan period or an edition at the end of a name."""
    return m.start()


@rule("quoted_names.speech", r"[.!?][ ]+\p{Lu} | [!?]$ | \p{Ll}:[ ]\p{Lu}[^:]{60,}")
def _speech(m: regex.Match[str]) -> bool:
    """What is quoted is speech, not a name."""
    return True


@rule(
    "quoted_names.counted_title",
    r"""(?<![\p{N}./,-])(?<!năm[ ])(?<!ngày[ ])(?<!tháng[ ])[0-9][0-9.,/]{0,9}%?[ ](?=\p{L})[^.;:“”"]{0,90}$""",
)
def _counted_title(m: regex.Match[str]) -> bool:
    """A number in the clause before "danh hiệu": the title is the unit of a statistic."""
    return True


@rule("quoted_names.occasion", r"""(?:dịp|chào[ ]mừng|kỷ[ ]niệm|nhân[ ]|trong[ ]|ngày[ ])[^.;:“”"]{0,70}$""")
def _occasion(m: regex.Match[str]) -> bool:
    """A month or day named only as the occasion: "vào dịp “Tháng Công nhân”"."""
    return True


@rule("quoted_names.known", r"[“”\"„«‘'’]{1,2}[ ]?$")
def _known(m: regex.Match[str]) -> bool:
    """A name of the lexicon in quotation marks, with nothing against it."""
    return True


@rule("quoted_names.history", r"\b19[0-7][0-9]\b | kháng[ ]chiến | chống[ ](?:mỹ|pháp) | thời[ ]bao[ ]cấp")
def _history(m: regex.Match[str]) -> bool:
    """A sentence about the past, in which a historic movement is recalled, not promoted."""
    return True


@rule("quoted_names.short", r"\([ ]?(?:sau[ ]đây[ ])?(?:gọi|viết)(?:[ ]tắt)?[ ]là[ ](?:phong[ ]trào[ ])?$")
def _short(m: regex.Match[str]) -> bool:
    """“A” (gọi tắt là “B”): B is a short name, no further movement."""
    return True


def find_quoted(document: Document, quotes: Sequence[Mention[Quoted]]) -> Iterator[Named]:
    """Quoted names in text order; what stands inside one is part of it."""
    done = 0
    before = ((q, max(0, q.start - 40)) for q in quotes)
    short = {fold(q.value.text) for q, low in before if _short.pattern.search(document.folded, low, q.start)}
    for governed in govern(document, quotes):
        if governed.quote.start >= done and (named := _named(document, governed)) is not None:
            done = governed.quote.end
            yield replace(named, promoted=False) if fold(named.name) in short else named


def _named(document: Document, governed: Governed) -> Named | None:
    value = governed.quote.value
    if _speech.pattern.search(value.text) or len(value.text.split()) > MAX_WORDS:
        return None
    start, end, head = _bounds(document, value)
    name = document.text[start:end]
    known = resolve(name)
    kind = _kind(document, governed, name, known, head)
    if len(name) < 2 or (kind is None and known is None):
        return None
    promoted = kind is not None or (known is not None and _stands_alone(document, governed, name))
    if promoted and _recalled(document, governed, name, known):
        promoted = False
    headed = kind is not None and not governed.inherited and bool(governed.cue and governed.cue.role == "head")
    return Named(
        start=start, end=end, name=name, kind=kind or (known.kind if known else "other"),
        rule=(governed.rule or _own_head.name) if kind else _known.name, promoted=promoted, headed=headed,
    )  # fmt: skip


def _bounds(document: Document, value: Quoted) -> tuple[int, int, MovementKind | None]:
    """Where the name itself stands, without edition and head noun, and the kind of that head noun."""
    start, end, head = value.inner_start, value.inner_end, None
    m = _head_inside.pattern.match(document.folded, start, end)
    if m is not None and resolve(value.text) is None and len(document.folded[m.end() : end].split()) > 2:
        kind = cast(MovementKind, _head_inside.produce(m))
        if kind in HEADS_LEFT_OUT:
            start, head = m.end(), kind
    cut = _edition.pattern.search(document.folded, start, end)
    if cut is not None and cut.start() > start + 3:
        end = cut.start()
    return start, start + len(document.text[start:end].rstrip(" .,;:")), head


@rule("quoted_names.quality", r"(?:xây[ ]dựng|đạt|trở[ ]thành|làm|đăng[ ]ký)[ ][^.;:“”\"]{2,40}[ ]$")
def _quality(m: regex.Match[str]) -> bool:
    """ "xây dựng cơ quan “Xanh, sạch, đẹp”": what something shall be, not a movement."""
    return True


def _stands_alone(document: Document, governed: Governed, name: str) -> bool:
    """A known name without a head noun counts where nothing says that it is something else."""
    at = governed.quote.start
    if len(name.split()) < 3 or _quality.pattern.search(document.folded, max(0, at - 60), at):
        return False
    return governed.cue is None or governed.cue.role not in NOT_NAMES


def _recalled(document: Document, governed: Governed, name: str, known: KnownName | None) -> bool:
    """Whether a month or day is only an occasion, or a historic movement only history."""
    at = governed.quote.start
    if known is not None and known.historic:
        return bool(_history.pattern.search(document.folded, max(0, at - 120), governed.quote.end + 60))
    if not (_own_kind(name) or (known is not None and known.kind == "month")):
        return False
    if governed.cue and governed.cue.role in {"verb", "head"} and governed.direct:
        return False
    return is_occasion(document, at)


def is_occasion(document: Document, at: int) -> bool:
    """Whether the words before view offset ``at`` make what follows an occasion."""
    return bool(_occasion.pattern.search(document.folded, max(0, at - 90), at))


def is_counted(document: Document, at: int) -> bool:
    """Whether a number stands in the clause before the head noun at view offset ``at``."""
    return bool(_counted_title.pattern.search(document.folded, max(0, at - 110), at))


def _kind(
    document: Document, governed: Governed, name: str, known: KnownName | None, head: MovementKind | None
) -> MovementKind | None:
    """The kind of a promoted name; None where nothing says that it is one."""
    cue, own = governed.cue, _own_kind(name)
    if cue is not None and cue.role in NOT_NAMES:
        return None
    if governed.inherited and name.lower().startswith(OTHER_NAMES):
        return None
    if head:
        return head if cue is not None or name[:1].isupper() else None
    if cue is None or cue.role == "weak_head":
        named = own == "month" or bool(_drive_of_its_own.pattern.match(name))
        return own if named and len(name.split()) > 2 else (known.kind if known and cue else None)
    capital = name[:1].isupper() or name[:1].isdigit()
    if cue.role in {"verb", "act"}:
        strong = cue.role == "verb" and governed.direct and len(name.split()) > 2
        return (known.kind if known else own or "movement") if capital and (known or own or strong) else None
    if not (governed.direct or capital or known):
        return None
    return _headed_kind(document, cue, name, known)


def _headed_kind(document: Document, cue: Cue, name: str, known: KnownName | None) -> MovementKind | None:
    if cue.kind == "title" and (is_counted(document, cue.start) or name.lower().startswith(STATE_TITLES)):
        return None
    of_two, kind = cue.kind.endswith("?"), cast(MovementKind, cue.kind.rstrip("?"))
    if of_two:
        return known.kind if known else _own_kind(name) or kind
    return kind


def _own_kind(name: str) -> MovementKind | None:
    """The kind that a name's own first word gives it."""
    return next((cast(MovementKind, kind) for _, kind in _own_head.finditer(name.lower())), None)
