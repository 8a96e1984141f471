"""Bodies that share the name of the one after them: Công đoàn và Ban Giám hiệu | Trường Tiểu học Lê Lợi."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import regex

from thidua_extract.lexicon import alternation, load_table
from thidua_extract.mentions.bodies_words import Body, head_at, heads
from thidua_extract.rules import rule
from thidua_extract.spans import Mention
from thidua_extract.text import fold

__all__ = ["find_sharing"]

_ORGANS = {fold(r["surface"]): r["name"] for r in load_table("body_organs") if "," not in r["surface"]}
_SHOWN = _ORGANS | {"ban thi đua": "Ban Thi đua", "chuyên môn": None, "chính quyền": None, "lãnh đạo": None}
_ORGAN = alternation(list(_SHOWN))
_ASSOCIATIONS = ("Hội Cựu chiến binh", "Hội Phụ nữ", "Hội Chữ thập đỏ", "Chi đoàn", "Đoàn cơ sở")
_WITHIN = alternation(
    [
        surface
        for surface, head in heads().items()
        if head.name in _ASSOCIATIONS or (head.kind == "nested" and head.level in (None, "workplace"))
    ]
)
_MEMBERS = frozenset({"trade_union", "mass_organization"})
_MOST = 4
"""More bodies than this share no name."""


_OWN_SIDE = regex.compile(r"(?<!\p{L})(?:ban[ ]thi[ ]đua|chuyên[ ]môn|chính[ ]quyền|lãnh[ ]đạo)[ ]$", regex.VERBOSE)


_CLASS = regex.compile(r"(?<!\p{L})(?:các|cấp|những|mỗi|mọi|nhiều|một[ ]số|tổ[ ]chức|cán[ ]bộ)[ ]$", regex.VERBOSE)
"""Bodies of a kind, not one: các cấp Công đoàn."""


@rule(
    "bodies.sharing",
    rf"(?<!\p{{L}})(?:(?P<organ>{_ORGAN})(?:[ ](?P<of>{_WITHIN}))?|(?P<head>{_WITHIN}))"
    r"(?P<step>,|[ ]và|[ ]cùng(?:[ ]với)?|[ ]-|[ ]–|(?:[ ]đã)?[ ](?:phối[ ]hợp|liên[ ]tịch)(?:[ ](?:cùng|với))?)[ ]$",
)
def _sharing(m: regex.Match[str]) -> tuple[str | None, str | None]:
    """The organ and the head noun of a body that leaves its name to the next: BCH Công đoàn và …."""
    return m["organ"], m["of"] or m["head"]


def find_sharing(folded: str, low: int, whole: Mention[Body]) -> Iterator[Mention[Body]]:
    """Bodies listed right before ``whole`` that belong to the same workplace, from right to left."""
    place = _workplace(whole.value)
    if place is None:
        return
    at, taken = whole.start, {whole.value.head}
    for _ in range(_MOST):
        found = _sharing.pattern.search(folded, max(low, at - 70), _before_organ(folded, low, at))
        if found is None:
            return
        organ, head = _sharing.produce(found) or (None, None)
        if head is None and found["step"] == ",":  # "được sự nhất trí của Đảng ủy, Ban Giám đốc, Công đoàn X …"
            return
        body = _of(place, organ, head)
        end = found.end("of") if found["of"] else found.end("head") if found["head"] else found.end("organ")
        at = found.start()
        if _CLASS.search(folded, max(low, at - 12), at):
            return
        if body is not None and body.head not in taken:
            taken.add(body.head)
            yield Mention(at, end, _sharing.name, body)


def _before_organ(folded: str, low: int, at: int) -> int:
    """Where the words for a workplace's own side begin, if they lead to its name: "Công đoàn cùng | chuyên môn X"."""
    own = _OWN_SIDE.search(folded, max(low, at - 16), at)
    return own.start() if own else at


def _workplace(body: Body) -> Body | None:
    """The company, school or office that a body is, or that it is the union of; None for territorial bodies."""
    if not body.complete:
        return None
    head = next((h for h in heads().values() if h.name == body.head), None)
    if head is None or head.kind in ("territorial", "seat", "block", "blockshort", "committee", "fixed", "anaphor"):
        return None
    if head.kind != "nested":
        return replace(body, organ=None)
    inner = body.name.removeprefix(f"{body.head} ")
    found = head_at(fold(inner), 0, len(inner))
    if found is None or found[1].kind not in ("named", "domain", "numbered"):
        return None
    return replace(body, name=inner, organ=None, head=found[1].name, body_type=found[1].body_type)


def _of(place: Body, organ: str | None, head: str | None) -> Body | None:
    """The workplace's union (Công đoàn), or the workplace itself by its organ (Ban Giám hiệu)."""
    shown = _SHOWN[organ] if organ else None
    if head is None:
        return replace(place, organ=shown)
    known = heads()[head]
    if known.body_type not in _MEMBERS:
        return None
    return replace(
        place, name=f"{known.name} {place.name}", organ=shown, head=known.name, body_type=known.body_type,
        level=known.level or place.level or "workplace",
    )  # fmt: skip
