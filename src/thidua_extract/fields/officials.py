"""The record field ``officials``: people who act or speak for a body in the event, not those who only attend."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import regex

from thidua_extract import records
from thidua_extract.anchors import Anchors
from thidua_extract.blocks import Document
from thidua_extract.lexicon import load_table
from thidua_extract.mentions import Mentions
from thidua_extract.mentions.people import Person
from thidua_extract.mentions.phrases import Phrases
from thidua_extract.spans import Mention, inside
from thidua_extract.text import fold

__all__ = ["extract"]

_ACT = (
    r"phát[ ]động|phát[ ]biểu|phát[ ]lệnh|cho[ ]biết|cho[ ]rằng|cho[ ]hay|nhấn[ ]mạnh|khẳng[ ]định|đề[ ]nghị|"
    r"yêu[ ]cầu|kêu[ ]gọi|"
    r"ký|công[ ]bố|chủ[ ]trì|trình[ ]bày|báo[ ]cáo|thông[ ]tin|chia[ ]sẻ|nói|đánh[ ]giá|ghi[ ]nhận|bày[ ]tỏ|trao|"
    r"tặng|thay[ ]mặt|"
    r"chỉ[ ]đạo|lưu[ ]ý|gợi[ ]ý|mong[ ]muốn|biểu[ ]dương|khai[ ]mạc|kết[ ]luận|đặt|nêu|giải[ ]thích|cung[ ]cấp|đọc|"
    r"thừa[ ]ủy[ ]quyền|"
    r"quán[ ]triệt|triển[ ]khai|tin[ ]tưởng|hứa|cam[ ]kết|điều[ ]hành|ban[ ]hành|đại[ ]diện|nhắc|cảm[ ]ơn|"
    r"chúc[ ]mừng|tiếp[ ]thu|"
    r"phân[ ]tích|thông[ ]báo|giao[ ]nhiệm[ ]vụ|hướng[ ]dẫn|tâm[ ]sự|kỳ[ ]vọng|động[ ]viên|gửi|nhận[ ]định|"
    r"nhận[ ]xét|bộc[ ]bạch|"
    r"tổng[ ]kết|đồng[ ]chủ[ ]trì|quyết[ ]định|chốt|thống[ ]nhất|khởi[ ]động|phổ[ ]biến|"
    r"gióng|nổi[ ]trống|đánh[ ](?:hồi[ ])?trống|(?:bấm|nhấn|ấn)[ ]nút|phất[ ]cờ|giới[ ]thiệu|dặn|"
    r"quả[ ]quyết|nhìn[ ]nhận"
)
_ACTS_AFTER = regex.compile(rf"(?<!\p{{L}})(?:{_ACT})(?!\p{{L}})", regex.VERBOSE)
_ACTS_BEFORE = regex.compile(
    r"(?<!\p{L})(?:theo|phát[ ]biểu|thay[ ]mặt|đại[ ]diện|chủ[ ]trì|điều[ ]hành|do|được|bởi|ý[ ]kiến|lời|trao[ ]đổi|"
    r"phỏng[ ]vấn|"
    r"nghe|số[ ]liệu|dưới[ ]sự|ký|kết[ ]luận|khai[ ]mạc|ghi[ ]nhận|phát[ ]động|chỉ[ ]đạo|khẳng[ ]định|"
    r"chứng[ ]kiến|phát[ ]lệnh|người[ ](?:đọc|nói|trả[ ]lời|bấm|gióng|đánh|mở[ ]lời))(?!\p{L})[^.;]{0,200}$",
    regex.VERBOSE,
)
_ATTENDS_BEFORE = regex.compile(
    r"(?<!\p{L})(?:dự|tham[ ]dự|có[ ]mặt|tham[ ]gia|đến[ ]dự|tới[ ]dự|về[ ]dự|đại[ ]biểu|khách[ ]mời|chứng[ ]kiến|"
    r"cùng[ ]dự|"
    r"với[ ]sự[ ](?:tham[ ]dự|có[ ]mặt|tham[ ]gia|hiện[ ]diện))(?!\p{L})[^.]{0,600}$",
    regex.VERBOSE,
)
_ATTENDS_AFTER = regex.compile(
    r"^[^.;]{0,200}?(?<!\p{L})(?:(?:đến|tới|cùng|tham|về|đã)[ ])(?:dự|có[ ]mặt)(?!\p{L})",
    regex.VERBOSE,
)
_CHAIRS = regex.compile(r"chủ[ ]trì", regex.VERBOSE)
_RECEIVES = regex.compile(
    r"(?<!\p{L})(?:gia[ ]đình|trao[ ](?:tặng[ ])?cho|tặng[ ]cho|của|vợ|chồng|con|hộ|trường[ ]hợp|"
    r"như)[ ]$",
    regex.VERBOSE,
)
_WORDS_OF = regex.compile(
    r"(?:kết[ ]luận|phát[ ]biểu|ý[ ]kiến|(?:lời|thư|bài|lệnh)(?:[ ]\p{L}{1,6}){0,5}|chỉ[ ]đạo|báo[ ]cáo|chia[ ]sẻ|"
    r"đề[ ]nghị|chữ[ ]ký|bút[ ]tích|yêu[ ]cầu|hiệu[ ]lệnh|mệnh[ ]lệnh|hồi[ ]trống|tiếng[ ]trống|điều[ ]hành|chủ[ ]trì|"
    r"đánh[ ]giá|nhận[ ]định|câu[ ](?:nói|hỏi|trả[ ]lời))[ ]của[ ]$",
    regex.VERBOSE,
)


@dataclass(slots=True)
class _Known:
    """One person over the whole article."""

    mentions: list[Mention[Person]] = field(default_factory=list)
    acts: bool = False


def extract(document: Document, mentions: Mentions, anchors: Anchors) -> tuple[records.Official, ...]:
    """Items of ``officials`` in text order."""
    known: dict[str, _Known] = {}
    for m in mentions.people:
        person = known.setdefault(fold(m.value.name), _Known())
        person.mentions.append(m)
        person.acts = person.acts or _acts(document, mentions.people, m)
    given, offices = _acting_given_names(document), _acting_offices(document)
    held = Counter(_last_office(person) for person in known.values())
    for name, person in known.items():
        after, office = person.mentions[0].end, _last_office(person)
        by_given_name = given.get(name.rsplit(" ", 1)[-1], 0) > after
        by_office = office is not None and held[office] == 1 and offices.get(office, 0) > after
        person.acts = person.acts or by_given_name or by_office
    items = [_item(document, p) for p in known.values() if p.acts and _best(document, p) is not None]
    return tuple(sorted(items, key=lambda i: i.evidence.start))


def _best(document: Document, person: _Known) -> Mention[Person] | None:
    """The mention that names the office, one in the running text before one in a caption."""
    fit = [m for m in person.mentions if m.value.kind in ("office", "party")]
    fit.sort(key=lambda m: (_in_caption(document, m), m.value.body is None, m.start))
    return fit[0] if fit else None


def _in_caption(document: Document, m: Mention[Person]) -> bool:
    block = document.block_at(m.value.name_start)
    return block is not None and block.kind == "caption"


def _item(document: Document, person: _Known) -> records.Official:
    m = _best(document, person) or person.mentions[0]
    return records.Official(
        name=m.value.name,
        position=m.value.position,
        body=m.value.body,
        evidence=document.evidence(m.start, m.end),
        rule=m.rule,
    )


_PARTY = regex.compile(
    r"[ ]{0,4}(?:[0-9]{1,2}[.)]|[-–+•])[ ][^.;\n]{3,140}:[ ](?:ông|bà|đồng[ ]chí|đ/c)[ ]$", regex.VERBOSE
)
"""A party of a pact with the person it is represented by: "1. Công ty …: ông Ngô Văn Chiến, Giám đốc"."""


def _stands_for_party(document: Document, m: Mention[Person]) -> bool:
    """Whether a person stands in a list of parties that "đại diện các đơn vị:" opens."""
    block = document.block_at(m.start)
    if block is None or not _PARTY.fullmatch(document.folded, block.start, m.value.name_start):
        return False
    return "đại diện" in document.folded[max(0, block.start - 900) : block.start]


def _acts(document: Document, people: Sequence[Mention[Person]], m: Mention[Person]) -> bool:
    """Whether this mention has the person act or speak, not merely attend or receive."""
    if m.rule == "people.signed" or _stands_for_party(document, m):
        return True
    start, end = _bounds(document, m)
    start, end = max(start, m.start - _REACH), min(end, m.end + _REACH)
    before = document.folded[start : m.start]
    if _RECEIVES.search(before):
        return _WORDS_OF.search(before) is not None
    after = document.folded[m.end : _next_person(people, m, end)]
    if _CHAIRS.search(before) or _CHAIRS.search(document.folded[m.end : end]):
        return True
    if _ATTENDS_BEFORE.search(before) or _ATTENDS_AFTER.search(document.folded[m.end : end]):
        return bool(_first_word_acts(after)) or _ATTENDS_AND_ACTS.match(after) is not None
    if _ACTS_AFTER.search(after[:200]) or _ACTS_BEFORE.search(before) or _shared_act(document, m, end):
        return True
    return m.value.kind != "worker" and _PREDICATE.match(after) is not None


_REACH = 600
"""How far around a name its sentence is read."""

_PREDICATE = regex.compile(
    r"[ ]?(?:[,)–-][ ]{0,2})?(?!(?:và|cùng|là|từng|nguyên|đến|tới|dự|tham|của|trong|ở|tại|nhận|được|có|quê|sinh|"
    r"đã[ ](?:dự|tham|đến|nhận|được))"
    r"(?!\p{L}))(?:đã[ ]|cũng[ ]|vừa[ ])?\p{Ll}{2,7}(?!\p{L})",
    regex.VERBOSE,
)
"""Any other verb right after the office: an office holder who is the subject of a sentence acts."""

_FIRST = regex.compile(rf"[ ,]{{0,3}}(?:đã[ ]|cũng[ ]|thay[ ]mặt[^,.]{{0,60}}[ ])?(?:{_ACT})(?!\p{{L}})", regex.VERBOSE)


def _first_word_acts(after: str) -> bool:
    return _FIRST.match(after) is not None


_ATTENDS_AND_ACTS = regex.compile(
    rf"[ ]?,?[ ](?:(?:đã|đến|tới|về|tham)[ ]){{0,2}}dự(?:[ ]\p{{L}}{{1,8}}){{0,5}}?(?:,|[ ]và|[ ]rồi|[ ]cùng)"
    rf"[ ](?:{_ACT})(?!\p{{L}})",
    regex.VERBOSE,
)
"""Who attends and does more: "dự và gióng hồi trống đầu tiên"."""

_LISTED = regex.compile(r"[ ]?(?:,|và|cùng)[ ]", regex.VERBOSE)


def _shared_act(document: Document, m: Mention[Person], end: int) -> bool:
    """A verb shared by a list of people: "ông A, Chủ tịch …, và ông B, Bí thư … đề nghị"."""
    return (
        _LISTED.match(document.folded, m.end) is not None
        and _ACTS_AFTER.search(document.folded, m.end, end) is not None
    )


def _next_person(people: Sequence[Mention[Person]], m: Mention[Person], end: int) -> int:
    following = inside(people, m.end, end)
    return following[0].start if following else end


def _bounds(document: Document, m: Mention[Person]) -> tuple[int, int]:
    sentence = document.sentence_at(m.value.name_start)
    if sentence is not None:
        return sentence.start, sentence.end
    block = document.block_at(m.value.name_start)
    return (block.start, block.end) if block else (m.start, m.end)


_GIVEN_NAME = regex.compile(
    rf"(?<!\p{{L}})(?:ông|bà|đồng[ ]chí|đ/c|anh|chị|cô|thầy)[ ](?P<given>\p{{L}}{{2,8}})(?!\p{{L}})[^.]{{0,80}}?"
    rf"(?<!\p{{L}})(?:{_ACT})(?!\p{{L}})",
    regex.VERBOSE,
)


def _acting_given_names(document: Document) -> dict[str, int]:
    """Given names that act ("ông Tịnh nói"), each with its last place in the text."""
    last: dict[str, int] = {}
    for block in document.readable():
        for found in _GIVEN_NAME.finditer(document.folded, block.start, block.end):
            last[found.group("given")] = found.start()
    return last


_OFFICES = Phrases(fold(r["surface"]) for r in load_table("positions") if r["kind"] == "office")
_OFFICE_ACTS = regex.compile(rf"(?:[ ]\p{{L}}{{1,8}}){{0,4}}?[ ](?:đã[ ]|cũng[ ])?(?:{_ACT})(?!\p{{L}})", regex.VERBOSE)


def _acting_offices(document: Document) -> dict[str, int]:
    """Offices that act without a name ("Hiệu trưởng đề nghị …"), each with its last place in the text."""
    last: dict[str, int] = {}
    for block in document.readable():
        for found in _OFFICES.finditer(document.folded, block.start, block.end):
            if _OFFICE_ACTS.match(document.folded, found.end(), block.end):
                last[found.group()] = found.start()
    return last


def _last_office(person: _Known) -> str | None:
    position = next((m.value.position for m in person.mentions if m.value.position and m.value.kind == "office"), None)
    return fold(position).rsplit(", ", 1)[-1] if position else None
