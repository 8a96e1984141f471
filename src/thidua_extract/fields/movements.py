"""Movements (phong trào, cuộc vận động, chương trình, hội thi, danh hiệu …) that the article promotes by name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from thidua_extract import records
from thidua_extract.anchors import Anchors
from thidua_extract.blocks import Document
from thidua_extract.mentions import Mentions
from thidua_extract.mentions.governors import Governed, govern
from thidua_extract.mentions.movement_names import resolve
from thidua_extract.mentions.name_variants import Named, group
from thidua_extract.mentions.unquoted_names import find_unquoted
from thidua_extract.records import MovementKind
from thidua_extract.rules import rule

__all__ = ["extract"]

STATE_TITLES = regex.compile(
    r"^(?:anh hùng|bà mẹ việt nam|chiến sĩ thi đua|chiến sỹ thi đua|lao động tiên tiến|tập thể lao động|đơn vị tiên tiến"
    r"|đơn vị quyết thắng|nhà giáo nhân dân|nhà giáo ưu tú|thầy thuốc|nghệ sĩ|nghệ nhân|chiến sĩ tiên tiến|cờ thi đua)"
)
"""Titles of the law on emulation (Luật Thi đua, khen thưởng): honours, not a campaign's own."""

NOT_NAMES = frozenset({"other_thing", "count", "theme", "slogan"})
"""Roles of cues that say a quotation is no movement's name."""


@dataclass(frozen=True, slots=True)
class _OwnHead:
    kind: MovementKind


@rule(
    "movements.own_head",
    r"^(?:tháng|năm|tuần[ ]lễ|ngày[ ]hội|ngày|hội[ ]thi|cuộc[ ]thi|hội[ ]thao|hội[ ]diễn|chiến[ ]dịch|giải[ ]thưởng)[ ](?=\p{L})",
)
def _own_head(m: regex.Match[str]) -> _OwnHead:
    """A quoted name that carries its own head noun: “Hội thi thợ giỏi …”, “Năm an toàn giao thông”."""
    word = m.group().strip()
    kinds: dict[str, MovementKind] = {"tháng": "month", "giải thưởng": "title"}
    kinds |= dict.fromkeys(("hội thi", "cuộc thi", "hội thao", "hội diễn"), "contest")
    return _OwnHead(kinds.get(word, "other"))


@rule(
    "movements.edition",
    r"""[ ]*[,(–-]?[ ]*(?:(?:trong[ ])?năm(?:[ ]học)?[ ][0-9]{4}(?:[ ]?[-–][ ]?[0-9]{2,4})?
    | giai[ ]đoạn[ ][0-9]{4}[ ]?[-–][ ]?[0-9]{4} | lần[ ]thứ[ ][\p{L}\p{N}]{1,6}(?:[ ]?[-–,][ ]?năm[ ][0-9]{4})? | [0-9]{4}[ ]?[-–][ ]?[0-9]{4} | (?<=tháng[ ]công[ ]nhân[ ])[0-9]{4})\)?$""",
)
def _edition(m: regex.Match[str]) -> int:
    """A year, a plan period or an edition at the end of a name."""
    return m.start()


@rule("movements.sentence_inside", r"[.!?][ ]+\p{Lu} | [!?]$ | [\p{Ll}]:[ ][\p{Lu}][^:]{60,}")
def _sentence_inside(m: regex.Match[str]) -> bool:
    """What is quoted is speech."""
    return True


@rule(
    "movements.counted_title",
    r"(?<![\p{N}./,-])(?<!năm[ ])(?<!ngày[ ])(?<!tháng[ ])[0-9][0-9.,/]{0,9}%?[ ](?=\p{L})[^.;:“”\"]{0,90}$",
)
def _counted_title(m: regex.Match[str]) -> bool:
    """A number in the clause before "danh hiệu": the title is the unit of a statistic."""
    return True


@rule("movements.occasion", r"(?:dịp|chào[ ]mừng|kỷ[ ]niệm|nhân[ ]|trong[ ]|ngày[ ]|nhân[ ]ngày)[^.;:“”\"]{0,70}$")
def _occasion(m: regex.Match[str]) -> bool:
    """A month or day named only as the occasion."""
    return True


def extract(document: Document, mentions: Mentions, anchors: Anchors) -> tuple[records.Movement, ...]:
    """Items of ``movements`` in text order; the variants of a name are one item, the longest its name."""
    named = sorted(
        [*_quoted(document, mentions), *find_unquoted(document, mentions.bodies)], key=lambda n: (n.start, -n.end)
    )
    return tuple(_record(document, variants) for variants in group(named))


def _record(document: Document, variants: Sequence[Named]) -> records.Movement:
    named = [v for v in variants if v.promoted]
    best = max(named, key=lambda v: len(v.name.split()))
    aliases = dict.fromkeys(v.name for v in variants if v.name.casefold() != best.name.casefold())
    headed = [v for v in named if v.headed]
    known = next((k for v in (best, *variants) if (k := resolve(v.name))), None)
    return records.Movement(
        name=best.name,
        id=known.id if known else None,
        kind=(headed or [best])[0].kind,
        sponsor=None,
        aliases=tuple(aliases),
        evidence=document.evidence(best.start, best.end),
        rule=best.rule,
    )


def _quoted(document: Document, mentions: Mentions) -> Iterator[Named]:
    """Quoted names: those a head noun, a list or a verb of promotion introduces, and those the lexicon knows."""
    skip_until = 0
    for governed in govern(document, mentions.quotes):
        quote = governed.quote
        if quote.start < skip_until:
            continue
        named = _named(document, governed)
        if named is not None:
            skip_until = quote.end
            yield named


def _named(document: Document, governed: Governed) -> Named | None:
    value = governed.quote.value
    if _sentence_inside.pattern.search(value.text) or len(value.text.split()) > 40:
        return None
    end = value.inner_end
    if cut := _edition.pattern.search(document.folded, value.inner_start, end):
        end = cut.start() if cut.start() > value.inner_start + 3 else end
    name = document.text[value.inner_start : end].rstrip(" .,;:")
    known = resolve(name)
    kind = _kind(document, governed, name)
    if not name or kind is None and known is None:
        return None
    cue = governed.cue
    role = cue.role if cue else None
    promoted = kind is not None or (
        known is not None and len(name.split()) > 2 and role not in {"other_thing", "count", "theme", "slogan"}
    )
    own = _own_kind(name)
    if promoted and (known and known.kind == "month" or own) and _is_occasion(document, governed):
        promoted = False
    headed = role == "head" and kind is not None
    rule_name = (
        "governors.separator"
        if governed.inherited
        else ("governors.connector" if governed.direct else "governors.phrase")
    )
    return Named(
        start=value.inner_start, end=value.inner_start + len(name), name=name,
        kind=kind or (known.kind if known else "other"), rule=rule_name if kind else "movements.known_quoted",
        promoted=promoted, headed=headed and not governed.inherited, listed=governed.inherited,
    )  # fmt: skip


def _is_occasion(document: Document, governed: Governed) -> bool:
    if governed.cue and governed.cue.role in {"verb", "head"} and governed.direct:
        return False
    start = max(0, governed.quote.start - 90)
    return bool(_occasion.pattern.search(document.folded, start, governed.quote.start))


def _kind(document: Document, governed: Governed, name: str) -> MovementKind | None:
    """The kind of a promoted name; None where nothing says that it is one."""
    cue = governed.cue
    known = resolve(name)
    own = _own_kind(name)
    if cue is None and _own_kind(name) == "month" and len(name.split()) > 2:
        return "month"
    if cue is None or cue.role in NOT_NAMES:
        return None
    capital = name[:1].isupper() or name[:1].isdigit()
    if cue.role in {"verb", "act"}:
        strong = cue.role == "verb" and governed.direct and len(name.split()) > 2
        if not capital or not (known or own or strong):
            return None
        return known.kind if known else (_own_kind(name) or "movement")
    if not governed.direct and not capital and known is None:
        return None
    if cue.kind == "title" and (_is_counted(document, cue.start) or STATE_TITLES.match(name.lower())):
        return None
    if cue.role == "weak_head" and known is None:
        return None
    if cue.kind.endswith("?"):
        return known.kind if known else (_own_kind(name) or cue.kind.rstrip("?"))  # type: ignore[return-value]
    return cue.kind  # type: ignore[return-value]


def _own_kind(name: str) -> MovementKind | None:
    """The kind that a name's own first word gives it."""
    return next((own.kind for _, own in _own_head.finditer(name.lower())), None)


def _is_counted(document: Document, at: int) -> bool:
    return bool(_counted_title.pattern.search(document.folded, max(0, at - 110), at))
