"""What follows the head of a unit with a number (Sư đoàn 10) and of an emulation block (Khối thi đua các sở)."""

from __future__ import annotations

from dataclasses import replace

import regex

from thidua_extract.mentions.bodies_tail import Reading, Tail, before_person, read_domain, read_territory
from thidua_extract.mentions.bodies_words import CAPITALS, DOMAIN, HEADS, PERSON, PLACES, head_at, places

__all__ = ["read_block", "read_committee", "read_numbered"]

_NUMBER = regex.compile(
    r"[ ](?:(?:bộ[ ]binh|không[ ]quân|pháo[ ]binh|công[ ]binh|hải[ ]quân|tàu|xe[ ]tăng)[ ])?"
    r"(?:số[ ])?(?P<n>[0-9]{1,4}(?![0-9.,/%-]*[0-9%])|[IVX]{1,5}(?!\p{L}))",
    regex.VERBOSE,
)


def read_numbered(at: Reading, offset: int) -> Tail:
    """A unit with a number or a name: Sư đoàn 10, Lữ đoàn Công binh 550, Vùng 2 Hải quân."""
    end = offset
    number = _NUMBER.match(at.text, end, at.end)
    if number:
        end = number.end()
        rest = read_domain(at, end)
        return Tail(max(end, rest.end), at.text[offset : max(end, rest.end)], proper=True)
    named = CAPITALS.match(at.text, offset + 1, at.end) if at.text[offset : offset + 1] == " " else None
    if named is None or head_at(at.folded, offset + 1, at.end):
        return Tail(offset)
    found = DOMAIN.match(at.folded, offset + 1, at.end)
    end = max(before_person(at.text, offset + 1, named.end()), found.end() if found else 0)
    number = _NUMBER.match(at.text, end, at.end)
    end = number.end() if number else end
    return Tail(end, at.text[offset:end], proper=True)


_BLOCK_WORD = regex.compile(
    r"(?:các|cơ[ ]quan|tham[ ]mưu|tổng[ ]hợp|doanh[ ]nghiệp|đơn[ ]vị|sự[ ]nghiệp|sở|ban|ngành|đoàn[ ]thể|"
    r"tổ[ ]chức[ ](?:chính|hội|đoàn|xã)[ ]\p{L}++|"
    r"chính[ ]trị|xã[ ]hội|kinh[ ]tế|văn[ ]hóa|nội[ ]chính|trường|học|đại[ ]học|cao[ ]đẳng|tỉnh|thành[ ]phố|huyện|"
    r"quận|thị[ ]xã|xã|phường|đặc[ ]khu|đặc[ ]thù|miền[ ]núi|miền|phía|đồng[ ]bằng|trung[ ]du|vùng|khu[ ]vực|đảng|"
    r"thi[ ]đua|trực[ ]thuộc|hành[ ]chính|quản[ ]lý|nhà[ ]nước|sản[ ]xuất|kinh[ ]doanh|tôn[ ]giáo|hội|nghề[ ]nghiệp|"
    r"ngân[ ]hàng|tổng[ ]công[ ]ty|tập[ ]đoàn|công[ ]đoàn|bộ|mặt[ ]trận|nông[ ]nghiệp|khoa[ ]học|kỹ[ ]thuật|công[ ]ty|"
    r"bệnh[ ]viện|y[ ]tế|lực[ ]lượng[ ]vũ[ ]trang|trung[ ]ương|thuộc|mầm[ ]non|tiểu[ ]học|trung[ ]học|"
    r"cơ[ ]sở|phổ[ ]thông|biên[ ]giới|số)(?![\p{L}])",
    regex.VERBOSE,
)
_BLOCK_NAME = regex.compile(r"(?:[0-9]{1,2}(?![0-9.,/%-]*[0-9%])|[IVX]{1,4}(?!\p{L})|[A-ZĐ]{2,}[A-ZĐ&-]{0,8}(?!\p{L}))")


_STEP = regex.compile(r"[ ][-–][ ]|,[ ](?=\p{L})|[ ]và[ ]|[ ]", regex.VERBOSE)
_SHORT = regex.compile(r"[ ]?\([A-ZĐ&-]{2,10}\)", regex.VERBOSE)
"""A short name in brackets within the name: các ngân hàng thương mại (NHTM) tỉnh Hậu Giang."""
_LOOSE_END = regex.compile(r"[ ,]+(?:và|các|số|thuộc)$", regex.VERBOSE)


def read_block(at: Reading, offset: int) -> Tail:
    """An emulation block or cluster: number, kind of members, place: Khối thi đua các sở, ngành tỉnh Sơn La."""
    end, place = offset, None
    while end - offset < 120 and place is None:
        short = _SHORT.match(at.text, end, at.end)
        end = short.end() if short else end
        step = _STEP.match(at.text, end, at.end)
        stop = _block_piece(at, offset, step) if step else None
        if step is None or stop is None:
            break
        known = PLACES.match(at.text, step.end(), at.end)
        end, place = stop, places()[known.group()][0] if known else None
    loose = _LOOSE_END.search(at.text, offset, end)
    end = loose.start() if loose else end
    shown = _SHORT.sub("", at.text[offset:end])
    return Tail(end, shown, place=place, proper=bool(shown))


_MEMBER = regex.compile(
    r"(?!(?:đã|vừa|sẽ|đang|cùng|gồm|bao|do|năm|có|được|là|tại|với|trong|ra|long|tổ|phát|ký|kí|họp|tiến|hoàn|triển|tổng|sơ|"
    r"đề|thống|trao|báo|đạt|bình|suy|tập|hưởng|thực|cũng|tích|tham|nhất|lần|khi|để|theo|và|nhận|tặng|chúc|chào|thi|bầu|"
    r"xếp|dẫn|đăng|phối|kết|xin|góp|giữ|mở|nổi|khép|chốt|bước|đặt|cam|lấy|hẹn|hứa|bấm|nhấn|gióng|đánh|phất|nêu|bàn|nhìn|"
    r"giành|vượt|quyết|nói|dự|của|vào|trên|từ|đến|này|đó|trước|sau|ban|tỉnh|huyện|thành|quận|xã|phường)(?!\p{L}))"
    r"\p{Ll}{2,7}(?!\p{L})",
    regex.VERBOSE,
)
"""A word that may tell the members of a block apart once "các" is said: các bệnh viện tuyến tỉnh."""


def _block_piece(at: Reading, offset: int, step: regex.Match[str]) -> int | None:
    """Where the next word of a block's name ends: a kind of members, a head noun, a place, a number, capitals."""
    begin, plain = step.end(), step.group() == " "
    known = PLACES.match(at.text, begin, at.end)
    if known and plain:
        return known.end()
    head = HEADS.match(at.folded, begin, at.end)
    if head and plain and " " in head.group() and at.text[begin].isupper():
        return head.end()
    word = _BLOCK_WORD.match(at.folded, begin, at.end)
    if word and (plain or not HEADS.match(at.folded, begin, at.end)):
        return word.end()
    member = _MEMBER.match(at.text, begin, at.end) if plain and " các " in at.folded[offset:begin] else None
    if member:
        return member.end()
    opens = step.start() == offset or at.folded.endswith(("các", "thi đua"), offset, step.start())
    if head and (opens or step.group() in (", ", " - ", " – ")):
        return head.end()
    named = _BLOCK_NAME.match(at.text, begin, at.end) or CAPITALS.match(at.text, begin, at.end)
    dashed = step.group() in (" - ", " – ") and at.text[offset : step.start()].rsplit(" ", 1)[-1][:1].isupper()
    if named is None or not (plain or dashed) or head or (at.office and PERSON.fullmatch(at.text, begin, named.end())):
        return None
    return before_person(at.text, begin, named.end())


_COMMITTEE = regex.compile(
    r"(?:[ ](?!tổ[ ]chức|phát[ ]động|đã|vừa|họp|ban[ ]hành|triển[ ]khai|yêu[ ]cầu|cho|do|tại|huyện|tỉnh|thành[ ]phố|xã|"
    r"phường|quận|thị[ ]xã)[\p{L}0-9]{1,10},?){0,16}",
    regex.VERBOSE,
)


def read_committee(at: Reading, offset: int) -> Tail:
    """A steering committee: its task in common words up to the place: Ban Chỉ đạo … huyện Hải Hậu."""
    task = _COMMITTEE.match(at.folded, offset, at.end)
    end = task.end() if task else offset
    place = read_territory(at, end, official=False)
    if not place.proper or place.lacks:
        return Tail(offset)
    return replace(place, name=at.text[offset:end] + place.name)
