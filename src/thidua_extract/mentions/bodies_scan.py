"""Where organisations begin: a scan for head nouns, each read on by the reader of its kind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import regex

from thidua_extract.lexicon import alternation, load_table
from thidua_extract.mentions.bodies_firms import NO_SCHOOL, read_branch, read_named
from thidua_extract.mentions.bodies_shared import find_sharing
from thidua_extract.mentions.bodies_tail import (
    Reading,
    Tail,
    read_domain,
    read_seat,
    read_territory,
)
from thidua_extract.mentions.bodies_units import read_block, read_committee, read_numbered
from thidua_extract.mentions.bodies_words import HEADS, LEVEL, LEVEL_OF, PLACES, Body, Head, expand, head_at, heads
from thidua_extract.rules import rule
from thidua_extract.spans import Mention
from thidua_extract.text import fold

__all__ = ["scan"]

_KINDS = (
    "fixed",
    "territorial",
    "domain",
    "named",
    "numbered",
    "nested",
    "seat",
    "block",
    "blockshort",
    "anaphor",
    "committee",
)
for _kind in _KINDS:
    rule(f"bodies.{_kind}", alternation([f for f, h in heads().items() if h.kind == _kind]))(lambda m: m.group())

_ORGANS = {fold(r["surface"]): r["name"] for r in load_table("body_organs")}
_ANY_ORGAN = alternation(list(_ORGANS))
_ORGAN = regex.compile(
    rf"(?<!\p{{L}})(?P<organ>(?:{_ANY_ORGAN})(?:(?:,[ ]|[ ]và[ ]|[ ]-[ ])(?:{_ANY_ORGAN})){{0,2}})"
    r"(?:[ ](?:lâm[ ]thời|khóa[ ][ivx0-9]{1,5}))?(?:[ ]của)?[ ]{1,2}$"
    r"|(?<!\p{L})(?P<organ>đảng[ ]ủy|chi[ ]ủy),[ ]$",
    regex.VERBOSE,
)
_ORGAN_LIST = regex.compile(r"(?:,|[ ]và|[ ]-)[ ]", regex.VERBOSE)
_OFFICE = regex.compile(r"(?:chủ[ ]tịch|bí[ ]thư|giám[ ]đốc|ủy[ ]viên|trưởng)[ ]$", regex.VERBOSE)
_HOLDER = regex.compile(
    r"(?<!\p{L})(?:chủ[ ]tịch|bí[ ]thư|giám[ ]đốc|thủ[ ]trưởng|trưởng|phó|chánh|hiệu[ ]trưởng|tư[ ]lệnh|chính[ ]ủy)"
    r"[^.;:“”,()]{0,30}$",
    regex.VERBOSE,
)
_LEVELS_AFTER = regex.compile(
    r"(?:,|[ ]và)[ ](?:thành[ ]phố|huyện|thị[ ]xã|quận|phường|xã|thị[ ]trấn|ngành)(?![ ]\p{Lu})", regex.VERBOSE
)
_CLASS_BEFORE = regex.compile(
    r"(?<!\p{L})(?:các|cấp|những|mỗi|mọi|nhiều|một[ ]số|hàng|[0-9/.]{1,8}|từng|hệ[ ]thống)[ ]$", regex.VERBOSE
)
_CLASS_AFTER = regex.compile(
    r"[ ](?:các|cấp[ ](?:trên|huyện|tỉnh|xã|cơ[ ]sở)|trực[ ]thuộc|ở|cơ[ ]sở)(?!\p{L})", regex.VERBOSE
)
_MUST_NAME = frozenset(
    [
        "domain",
        "numbered",
        "Viện",
        "Báo",
        "Tạp chí",
        "Cơ quan",
        "Văn phòng",
        "Ga",
        "Cảng",
        "Trạm",
        "Trung tâm",
        "Công đoàn",
        "Công đoàn cơ sở",
        "Công đoàn ngành",
        "Đảng bộ",
        "Chi nhánh",
        "Điện lực",
        "Công an",
        "Hải quan",
        "Thanh tra",
        "Viễn thông",
        "Bưu điện",
        "Ban Tổ chức",
        "Ngân hàng",
        "Cảnh sát biển",
        "Đại học",
        "Ban Chỉ đạo",
        "Hội đồng Trung ương",
        "Bảo hiểm xã hội",
        "Hợp tác xã",
        "Nhà hát",
        "Bảo tàng",
        "Ban Phụ nữ",
        "Ban Thanh niên",
    ]
)
"""Kinds and head nouns that name no one body without a place, a domain or a proper name."""
_LOWER = {"named", "nested", "territorial", "numbered", "block", "domain"}


def scan(text: str, folded: str, start: int, end: int) -> Iterator[Mention[Body]]:
    """Organisations of one block, in order, anaphors not yet completed."""
    offset = last = start
    while found := HEADS.search(folded, offset, end):
        office = _HOLDER.search(folded, max(start, found.start() - 40), found.start()) is not None
        read = _read(Reading(text, folded, end, office), found.start())
        if read is None:
            blank = folded.find(" ", found.start(), found.end())
            offset = blank if blank > 0 else found.end()
            continue
        offset, kind, body = read
        if _is_class(text, folded, max(start, found.start() - 14), found.start(), offset, body):
            continue
        if body.head == "Đảng ủy" and not body.complete and _is_organ(folded, offset, end):
            continue
        begin, organ = _organ(folded, start, found.start())
        if organ == "Đảng ủy" and not _is_organ(folded, begin + len(organ), end):
            begin, organ = found.start(), None
        whole = Mention(begin, offset, f"bodies.{kind}", replace(body, organ=organ))
        yield from reversed(list(find_sharing(folded, max(start, last), whole)))
        yield whole
        last = offset if body.complete else last


_COUNCILS = ("ubnd", "hđnd", "ủy ban", "hội đồng", "ubmttq", "mttq")


def _is_organ(folded: str, offset: int, end: int) -> bool:
    """Whether a Party committee is named as the organ of the body after it: "Đảng ủy, Bộ Chỉ huy …"."""
    step = _ORGAN_LIST.match(folded, offset, end)
    return step is not None and not folded.startswith(
        ("ubnd", "hđnd", "ủy ban", "hội đồng", "ubmttq", "mttq"), step.end()
    )


def _is_class(text: str, folded: str, low: int, start: int, end: int, body: Body) -> bool:
    """Whether bodies of a kind are meant, not one: "các LĐLĐ quận", "20 LĐLĐ tỉnh, thành phố", "các cấp Công đoàn"."""
    before = _CLASS_BEFORE.search(folded, low, start)
    if before and (not body.place or before.group().strip() == "cấp"):
        return True
    return bool(body.lacks in LEVEL_OF and _LEVELS_AFTER.match(text, end))


def _organ(folded: str, start: int, offset: int) -> tuple[int, str | None]:
    found = _ORGAN.search(folded, max(start, offset - 70), offset)
    if found is None or _OFFICE.search(folded, max(start, found.start() - 14), found.start()):
        return offset, None
    parts = regex.split(r"(, | và | - )", found.group("organ"))
    return found.start(), "".join(_ORGANS.get(p, p) for p in parts)


def _read(at: Reading, offset: int, depth: int = 0) -> tuple[int, str, Body] | None:
    """The body whose head begins at ``offset``: end, kind of head, value."""
    end, head = head_at(at.folded, offset, at.end) or (offset, None)
    if head is None:
        return None
    if head.name == "Ban Chấp hành Trung ương" and at.folded.startswith((" hội ", " đoàn "), end):
        return None
    branch = read_branch(at, offset, end) if (head.kind, head.body_type) == ("fixed", "enterprise") else None
    if branch is not None:
        return branch[0], head.kind, Body(branch[1], None, "enterprise", "province", branch[2], True, head.surface, "")
    inner = _inner(at, head, end, depth) if head.kind == "nested" else None
    if inner is not None:
        return _attach(head, inner)
    tail = _tail(at, end, head)
    named = tail.proper or bool(tail.lacks and tail.lacks != "seat")
    if head.kind == "domain" and (LEVEL.match(at.folded, end + 1) or PLACES.match(at.text, end + 1)):
        return None
    lower = depth == 0 and not at.text[offset].isupper() and head.kind != "anaphor"
    if (lower and tail.name.strip().isdigit()) or NO_SCHOOL.match(at.text, offset):
        return None
    if (
        head.surface[0].isupper()
        and lower
        and (head.name == "Vụ" or (tail.lacks and not at.office) or not (tail.proper and head.kind in _LOWER))
    ):
        return None
    if not named and (head.kind in _MUST_NAME or head.name in _MUST_NAME or _CLASS_AFTER.match(at.folded, end, at.end)):
        return None
    value = _value(head, tail, named)
    above = _above(at, tail, depth) if head.kind == "domain" and not tail.place else None
    return above[0] if above else tail.end, head.kind, _within(value, above) if above else value


def _above(at: Reading, tail: Tail, depth: int) -> tuple[int, str, Body] | None:
    """The body a department belongs to, right after it: Cục Chính trị | Quân khu 1."""
    found = head_at(at.folded, tail.end + 1, at.end) if at.text[tail.end : tail.end + 1] == " " else None
    if found is None or found[1].kind not in _ABOVE or depth > 1 or not at.text[tail.end + 1].isupper():
        return None
    return _read(at, tail.end + 1, depth + 1)


def _within(department: Body, above: tuple[int, str, Body]) -> Body:
    body = above[2]
    return replace(
        department,
        name=f"{department.name} {body.name}",
        level=department.level or body.level,
        place=body.place,
        complete=body.complete,
        lacks=body.lacks,
    )


def _value(head: Head, tail: Tail, named: bool) -> Body:
    complete = head.kind == "fixed" or (named and not tail.lacks)
    lacks = ("" if tail.lacks == "seat" else tail.lacks) or ("" if complete else head.name)
    level = tail.level or head.level
    return Body(
        expand(head.name + tail.name),
        None,
        head.body_type,
        level,
        tail.place,
        complete,
        head.name,
        "" if complete else lacks,
    )


def _attach(head: Head, inner: tuple[int, str, Body]) -> tuple[int, str, Body]:
    end, _, body = inner
    if head.name == "Trung ương Hội":
        named = body.name if body.level == "national" else f"{body.head} Việt Nam"
        return end, head.kind, replace(body, name=f"Trung ương {named}", level="national", complete=True, lacks="")
    level = head.level or ("workplace" if body.level is None else body.level)
    return (
        end,
        head.kind,
        replace(body, name=f"{head.name} {body.name}", body_type=head.body_type, level=level, head=head.name),
    )


_ABOVE = frozenset({"territorial", "numbered", "domain"})
_NEVER_INNER = {"block", "blockshort"}


def _inner(at: Reading, head: Head, end: int, depth: int) -> tuple[int, str, Body] | None:
    """The body a union, a Party committee or a block belongs to: Công đoàn | Công ty May Vạn An."""
    bracket = regex.compile(r"[ ]?\([A-ZĐ&-]{2,10}\)").match(at.text, end, at.end)
    begin = end - 3 if head.name == "Trung ương Hội" else (bracket.end() if bracket else end) + 1
    if depth > 2 or at.text[begin - 1 : begin] != " ":
        return None
    found = head_at(at.folded, begin, at.end)
    if found is None or found[1].kind in _NEVER_INNER:
        return None
    return _read(at, begin, depth + 1)


_SEATS = {"Tỉnh": "tỉnh", "Thành": "thành phố", "Công": "thành phố"}


def _tail(at: Reading, end: int, head: Head) -> Tail:
    if head.kind in ("fixed", "anaphor"):
        return _fixed(at, end)
    if head.kind in ("territorial",):
        return read_territory(at, end)
    if head.kind == "seat":
        return read_seat(at, end, level=_SEATS.get(head.name.split()[0], "huyện"))
    if head.kind == "numbered":
        return read_numbered(at, end)
    if head.kind in ("named"):
        return read_named(at, end)
    if head.kind == "committee":
        return read_committee(at, end)
    if head.kind in ("block", "blockshort"):
        return _block(at, end, short=head.kind == "blockshort")
    return _nested(at, end, head)


def _fixed(at: Reading, end: int) -> Tail:
    bracket = regex.compile(r"[ ]?\([A-ZĐ&-]{2,10}\)(?:[ ]Việt[ ]Nam)?", regex.VERBOSE).match(at.text, end, at.end)
    nation = regex.compile(r"[ ](?:Việt[ ]Nam|VN)(?!\p{L})", regex.VERBOSE).match(at.text, end, at.end)
    return Tail((bracket or nation).end() if (bracket or nation) else end)  # type: ignore[union-attr]


def _block(at: Reading, end: int, *, short: bool) -> Tail:
    tail = read_block(at, end)
    if short and not regex.match(r" (?:số|thi đua|các) ?", fold(tail.name)):
        return Tail(end, lacks="seat")
    return tail


def _nested(at: Reading, end: int, head: Head) -> Tail:
    tail = read_domain(at, end)
    if head.kind == "domain" or not at.text[end + 1 : end + 2].isupper() or head_at(at.folded, end + 1, at.end):
        return tail
    named = read_named(at, end)
    return named if named.end > tail.end and named.proper else tail
