"""What follows the head of a firm, school, hospital or post: legal form, trade, proper name, and its place."""

from __future__ import annotations

from dataclasses import replace

import regex

from thidua_extract.mentions.bodies_tail import (
    BRACKET,
    GAP,
    JOIN,
    Reading,
    Tail,
    before_person,
    read_territory,
)
from thidua_extract.mentions.bodies_words import CAPITALS, DOMAIN, PERSON, PLACES, expand, head_at, places
from thidua_extract.text import fold

__all__ = ["NO_SCHOOL", "read_branch", "read_named"]

NO_SCHOOL = regex.compile(
    r"Trường[ ](?!(?:Đại|Tiểu|Trung|Cao|Mầm|Mẫu|Chính|Phổ|Quân|Sĩ|Thể|Năng|Dạy|Đào|Giáo|Bồi|Hạ|Dự|Sư|Văn|Nghề)"
    r"(?!\p{L}))\p{Lu}\p{Ll}{1,6}(?![ ]?[\p{Lu}\p{N}]|\p{L})",
    regex.VERBOSE,
)
"""Trường Sơn, Trường Sa: "trường" and one syllable more is a proper name, on text as written."""

_FORMS = regex.compile(
    r"(?:cổ[ ]phần|tnhh|trách[ ]nhiệm[ ]hữu[ ]hạn|mtv|một[ ]thành[ ]viên|hai[ ]thành[ ]viên(?:[ ]trở[ ]lên)?|"
    r"2[ ]thành[ ]viên(?:[ ]trở[ ]lên)?|liên[ ]doanh|cp|nhà[ ]nước|tư[ ]nhân|hợp[ ]danh|mẹ|chuyên|"
    r"miền[ ](?:bắc|trung|nam)|quốc[ ](?:gia|tế)|số[ ][0-9]{1,3}|"
    r"[0-9]{1,4}(?![0-9.,/%-]*[0-9%]|[ ](?:tỉnh|năm|ngày|tháng|đơn[ ]vị)))(?!\p{L})",
    regex.VERBOSE,
)
_TRADEMARK = regex.compile(r"[A-ZĐ][A-Za-zĐ0-9&.+\-]{1,15}(?<![.])(?!\p{L})")


def read_named(at: Reading, offset: int) -> Tail:
    """A firm, school, hospital or post: legal form, trade and proper name, with the place that belongs to it."""
    bracket = BRACKET.match(at.text, offset, at.end)
    offset = bracket.end() if bracket else offset
    end, sure, capital = offset, offset, False
    while end - offset < 160:
        join = JOIN.match(at.text, end, at.end) if sure > offset else None
        begin = join.end() if join else GAP.match(at.text, end, at.end).end()  # type: ignore[union-attr]
        piece = _named_piece(at, begin, after=capital) if begin > end else None
        if piece is None and begin > end:
            piece = _trade_between(at, offset, begin)
        if piece is None or _holder_follows(at, offset, begin):
            break
        end, is_name = piece
        if is_name or _FORMS.fullmatch(at.folded, begin, end):
            sure, capital = end, capital or is_name
    if sure == offset:
        tail = read_territory(at, offset, official=False)
        return tail if tail.proper or not bracket else replace(tail, end=offset)
    name = at.text[offset:sure]
    place = PLACES.search(at.text, offset, sure)
    tail = Tail(sure, name, None, places()[place.group()][0] if place else None, proper=capital)
    if sure == end and not place and not _proper_name(at, offset, sure):
        territory = read_territory(at, end, official=False)
        if territory.proper:
            return replace(tail, end=territory.end, name=name + territory.name, place=territory.place, proper=True,
                           lacks=territory.lacks)  # fmt: skip
    return tail


def read_branch(at: Reading, start: int, end: int) -> tuple[int, str, str] | None:
    """The branch of a group known by its mark, in a province: Viettel | Nghệ An: end, name, place."""
    known = PLACES.match(at.text, end + 1, at.end) if at.text[end : end + 1] == " " else None
    if known is None or " " in at.text[start:end]:
        return None
    return known.end(), at.text[start : known.end()], places()[known.group()][0]


_SCHOOL_WORDS = regex.compile(
    r"(?:tiểu[ ]học|thcs|thpt|mầm[ ]non|trung[ ]học|phổ[ ]thông|mẫu[ ]giáo|cơ[ ]sở|đại[ ]học|cao[ ]đẳng|trung[ ]cấp|"
    r"chính[ ]trị|chuyên|nội[ ]trú|tư[ ]thục|dân[ ]lập|nghề)[ ]?$",
    regex.VERBOSE,
)


_FORM_WORDS = frozenset(
    ["tnhh", "cp", "cổ", "phần", "mtv", "một", "thành", "viên", "trách", "nhiệm", "hữu", "hạn", "liên", "doanh"]
)
_COMMON = regex.compile(
    r"(?!(?:đã|vừa|và|tổ|phát|ra|tại|cùng|là|có|được|do|với|của|cho|ký|cũng|sẽ|về|từ|lên|vào|trên|đến|đặt|bước|mở|nay)"
    r"(?!\p{L}))\p{Ll}{1,6}(?=[ ]\p{Lu}\p{Ll})",
    regex.VERBOSE,
)


def _trade_between(at: Reading, start: int, begin: int) -> tuple[int, bool] | None:
    """A trade that goes on in lower case after its first syllable: Nhà máy Luyện | thép | Lưu Xá."""
    words = [w for w in at.folded[start:begin].split() if w not in _FORM_WORDS]
    if len(words) != 1:
        return None
    trade = DOMAIN.match(at.folded, begin, at.end) or _COMMON.match(at.text, begin, at.end)
    proper = CAPITALS.match(at.text, trade.end() + 1, at.end) if trade else None
    return (trade.end(), True) if trade and proper and not head_at(at.folded, proper.start(), at.end) else None


_VAN = regex.compile(r"Văn(?:[ ]\p{Lu}\p{Ll}{1,7}){2,3}(?!\p{L})", regex.VERBOSE)


def _holder_follows(at: Reading, start: int, begin: int) -> bool:
    """Whether the holder of the office comes next: Giám đốc … | Nghiêm Xuân Toản, not Trường THCS Nguyễn Văn Trỗi."""
    person = PERSON.match(at.text, begin, at.end) or _VAN.match(at.text, begin, at.end)
    if person is None or person.group().count(" ") < 2 or _SCHOOL_WORDS.search(at.folded, start, begin):
        return False
    run = CAPITALS.match(at.text, begin, at.end)
    school = at.folded.endswith("trường", 0, start)
    if run is None or run.end() != person.end() or (school and not _proper_name(at, start, begin)):
        return False
    return at.office and (" Thị " in person.group() or before_person(at.text, begin, run.end()) == run.end())


def _proper_name(at: Reading, start: int, end: int) -> bool:
    """Whether capitals beyond the trade words stand in the stretch."""
    rest = DOMAIN.replace(fold(expand(at.text[start:end])), {})
    return bool(regex.sub(r"[^\p{L}0-9]|\b(?:và|thcs|thpt|tnhh|cp|mtv)\b", "", rest))


def _named_piece(at: Reading, begin: int, *, after: bool) -> tuple[int, bool] | None:
    if begin >= at.end:
        return None
    form = _FORMS.match(at.folded, begin, at.end)
    if form:
        return form.end(), at.text[begin].isdigit() or at.text[begin : begin + 2] == "số"
    if after and not at.text[begin].isupper():
        return None
    head = head_at(at.folded, begin, at.end)
    domain = DOMAIN.match(at.folded, begin, at.end)
    if NO_SCHOOL.match(at.text, begin, at.end) or (domain and head and domain.end() >= head[0] and not after):
        head = None
    mark_of_group = head is not None and head[1].kind == "fixed" and " " not in head[1].surface
    if head and mark_of_group and (head[1].surface.isupper() or head[1].body_type == "enterprise"):
        return head[0], True
    if head and at.text[begin].isupper() and head[1].kind not in ("blockshort", "anaphor"):
        return None if after or head[1].kind != "named" else (head[0], True)
    found = DOMAIN.match(at.folded, begin, at.end)
    if found:
        return found.end(), at.text[begin].isupper()
    run = CAPITALS.match(at.text, begin, at.end)
    if run:
        return before_person(at.text, begin, run.end()), True
    mark = _TRADEMARK.match(at.text, begin, at.end)
    return (mark.end(), True) if mark else None
