"""Offices beside a name, with the bodies they are held in: Ủy viên Trung ương Đảng, Chủ tịch | Tổng LĐLĐ Việt Nam."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import regex

from thidua_extract.mentions.bodies_words import HEADS, Body
from thidua_extract.mentions.people_words import FAMILY, NAME, OFFICE, office_kind
from thidua_extract.spans import Mention

__all__ = ["Line", "Offices", "Vote", "offices_after", "offices_before"]


@dataclass(frozen=True, slots=True)
class Offices:
    """A run of offices beside a name: where it begins and ends, how it reads, the body of the last."""

    start: int
    end: int
    position: str
    body: str | None
    kind: str


Vote = Callable[[int, int], bool]
"""Whether the stretch ``start:end`` of the view is a person's name."""


@dataclass(slots=True)
class Line:
    """One block with the bodies in it."""

    text: str
    folded: str
    start: int
    end: int
    bodies: Sequence[Mention[Body]] = field(default_factory=tuple)
    shouts: bool = False
    """Whether the line is written in capitals."""
    vote: Vote | None = None
    """Asked of capitals beside an office that begin with no known family name."""

    def body_starting(self, low: int, high: int) -> Mention[Body] | None:
        """The first body that begins within the bounds."""
        k = bisect_left(self.bodies, low, key=lambda b: b.start)
        return self.bodies[k] if k < len(self.bodies) and self.bodies[k].start <= high else None

    def body_ending(self, at: int) -> Mention[Body] | None:
        """The body that ends right there."""
        k = bisect_left(self.bodies, at, key=lambda b: b.end)
        return self.bodies[k] if k < len(self.bodies) and self.bodies[k].end == at else None

    def body_around(self, start: int, end: int) -> Mention[Body] | None:
        """The first body that ends after ``start`` and begins before ``end``."""
        k = bisect_right(self.bodies, start, key=lambda b: b.end)
        return self.bodies[k] if k < len(self.bodies) and self.bodies[k].start < end else None


_Piece = tuple[int, int, Mention[Body] | None]

_SEPARATOR = regex.compile(r"[ ]{0,2}(?:,|[–—-]|kiêm|đồng[ ]thời[ ]là)[ ]{0,2}(?:là[ ])?", regex.VERBOSE)
_APPOSITION = regex.compile(r"[ ]{0,2}(?:,[ ]?[–-]|[,–—(-]|là|giữ[ ]chức(?:[ ]vụ)?)[ ]{0,2}", regex.VERBOSE)
_TAIL = regex.compile(
    r"[ ](?:ban|phòng|khoa|tổ|công|đoàn|chi|khối|cụm|trường|hội|xã|phường|thôn|đội|văn|nhà|bộ|ngành|trung|xưởng|"
    r"phân|một|"
    r"liên|lớp|cơ|đảng|nữ|tuyên|chính|huyện|tỉnh|thành|quận|cấp|sở|kỹ|hđqt|hđtv|quân|sư|lữ|tiểu|đại|hải|binh|tổng|tập|bệnh|viện|học|khu|vùng|đồn|"
    r"trạm|cục|vụ)(?!\p{L})"
    r"(?:[ ](?!kiêm|kêu|mong|hứa|khuyên|vận|tin|nhắc|giao|mở|nêu|một|đã|cho|nói|phát|nhấn|khẳng|đề|yêu|thay|ký|trao|"
    r"và|tại|cùng|đến|tới|dự|chủ|kể|chia|bày|báo|đọc|điều|"
    r"cảm|ghi|biểu|chúc|đánh|thống|quán|kết|phổ|tâm|xúc|vui|bộc|gửi|nhận|"
    r"trình|cũng|thì|tặng|có|là|ở|ông|bà)[\p{L}&/-]{1,12}){0,5}",
    regex.VERBOSE,
)
_SPEAKS = regex.compile(
    r"(?<!\p{L})(?:đã|cho|nói|phát|nhấn|khẳng|đề|yêu|thay|ký|trao|cùng|đến|tới|dự|tại|và|có|là|được|do|ông|bà|"
    r"của[ ]các)(?!\p{L})"
)
_WORDS = regex.compile(r"(?:[ ]?[\p{L}&/-]{1,12}){0,7}[ ]?", regex.VERBOSE)
_DEPARTMENT = regex.compile(
    r"(?:Ban(?![ ](?:Quản|Thi|Chỉ|Dân[ ]tộc))|Phòng|Văn[ ]phòng|Ủy[ ]ban[ ]Kiểm[ ]tra|Vụ|Cơ[ ]quan)(?!\p{L})",
    regex.VERBOSE,
)
_NEXT_NAME = regex.compile(rf"[ ]{NAME.pattern}", regex.VERBOSE)
_LIST_GAP = regex.compile(r"(?:,|[ ][–-]|[ ]kiêm)[ ]$", regex.VERBOSE)


def offices_after(line: Line, end: int) -> Offices | None:
    """Offices after the name: ", Ủy viên Trung ương Đảng, Chủ tịch Tổng LĐLĐ Việt Nam"."""
    apposition = _APPOSITION.match(line.folded, end, line.end)
    if apposition is None:
        return None
    pieces: list[_Piece] = []
    kinds: list[str] = []
    offset = apposition.end()
    while office := OFFICE.match(line.folded, offset, line.end):
        end, shown_end, body = _piece(line, office)
        pieces.append((office.start(), shown_end, body))
        kinds.append(office_kind(office))
        more = _SEPARATOR.match(line.folded, end, line.end)
        offset = more.end() if more else line.end
    if not pieces or _leads_to_name(line, end):
        return None
    return _joined(line, pieces, kinds, pieces[0][0], end)


def _leads_to_name(line: Line, stop: int) -> bool:
    """Whether offices run straight into another person's name, whose they then are."""
    found = _NEXT_NAME.match(line.text, stop, line.end)
    return found is not None and FAMILY.match(line.text, stop + 1, line.end) is not None


def _piece(line: Line, office: regex.Match[str]) -> _Piece:
    """One office with its body: where it ends, where the office itself ends, the body."""
    body = line.body_starting(office.start(), office.end() + 60)
    if body is not None and body.end > office.end():
        between = line.folded[office.end() : max(body.start, office.end())]
        if _plain(between):
            return body.end, max(_main_body(line, body), office.end()), body
    tail = _TAIL.match(line.folded, office.end(), line.end)
    stop = tail.end() if tail else office.end()
    return stop, stop, None


def _plain(between: str) -> bool:
    return _WORDS.fullmatch(between) is not None and _SPEAKS.search(between) is None


def _main_body(line: Line, body: Mention[Body]) -> int:
    """Where the body proper begins after a department: Trưởng | Ban Tuyên giáo | Tổng Liên đoàn …"""
    if not _DEPARTMENT.match(body.value.head):
        return body.start
    first = HEADS.match(line.folded, body.start, body.end)
    later = HEADS.finditer(line.folded, first.end(), body.end) if first else ()
    return next((h.start() for h in later if line.text[h.start()].isupper()), body.start)


def _joined(line: Line, pieces: Sequence[_Piece], kinds: list[str], start: int, end: int) -> Offices:
    kind = next((k for k in ("office", "party", "worker") if k in kinds), "")
    last_start, last_end, body = pieces[-1]
    begin = start
    earlier = ""
    for k, (piece_start, piece_end, held_in) in enumerate(pieces[:-1]):
        stop = piece_end if held_in and held_in.value.body_type != "party" else (held_in.end if held_in else piece_end)
        shown = line.text[piece_start:stop].strip(" ,–-(:;")
        kept = shown if held_in else _FIRM_LAST.sub("", shown)
        joined = " kiêm " in line.folded[piece_end - 1 : pieces[k + 1][0] + 1]
        earlier += kept + (" kiêm " if joined else ", ")
        begin = last_start
    position = earlier + line.text[begin:last_end].strip(" ,–-(:;")
    bare = None if body else _FIRM_LAST.search(position)
    position = _POLICE.sub("", position[: bare.start()] if bare else position)
    return Offices(start, end, position, _body_name(line, body), kind)


_POLICE = regex.compile(r"(?<=[Tt]rưởng)[ ]Công[ ]an$", regex.VERBOSE)
"""Trưởng Công an huyện is Trưởng of Công an huyện."""
_FIRM_LAST = regex.compile(
    r"[ ](?:[Cc]ông[ ]ty|[Tt]ập[ ]đoàn|[Tt]ổng[ ][Cc]ông[ ]ty|[Nn]hà[ ]trường|[Nn]hà[ ]máy|[Xx]í[ ]nghiệp|Sở|"
    r"Quân[ ]khu|Sư[ ]đoàn|Lữ[ ]đoàn|Trung[ ]đoàn|Binh[ ]đoàn|[Cc]hi[ ]nhánh|Công[ ]an|Cục|Bộ|"
    r"[Bb]ệnh[ ]viện|Học[ ]viện)$",
    regex.VERBOSE,
)


def _body_name(line: Line, body: Mention[Body] | None) -> str | None:
    """The body's name; of a department, the name of the body it belongs to."""
    if body is None:
        return None
    if _main_body(line, body) == body.start:
        return body.value.name
    return body.value.name[len(body.value.head) + 1 :] or None


def offices_before(line: Line, begin: int, low: int) -> Offices | None:
    """Offices right before the name (and its honorific): "Phó Chủ tịch Thường trực LĐLĐ tỉnh Đậu Khắc Hòe"."""
    low = max(low, begin - 220)
    pieces: list[_Piece] = []
    kinds: list[str] = []
    offset = begin
    while found := _office_ending(line, low, offset):
        office, shown_end, body = found
        if pieces and office_kind(office) == "worker":
            break
        pieces.insert(0, (office.start(), shown_end, body))
        kinds.insert(0, office_kind(office))
        gap = _LIST_GAP.search(line.folded, max(low, office.start() - 8), office.start())
        if gap is None:
            break
        offset = gap.start() + 1
    return _joined(line, pieces, kinds, pieces[0][0], begin) if pieces else None


def _office_ending(line: Line, low: int, offset: int) -> tuple[regex.Match[str], int, Mention[Body] | None] | None:
    """The office (with its body) that ends at ``offset``."""
    stop = offset - 1 if line.text[offset - 1 : offset] == " " else offset
    stop = stop - 1 if line.text[stop - 1 : stop] == "," else stop
    body = line.body_ending(stop) or _body_with_more(line, stop)
    edge = body.start if body else stop
    last = None
    for office in OFFICE.finditer(line.folded, max(low, edge - 70), stop):
        last = office if office.start() <= edge else last
    if last is None or last.start() < low:
        return None
    if line.text[stop : stop + 1] == "," and _GIVER.search(line.folded, max(low, last.start() - 24), last.start()):
        return None
    if body is None:
        whole = last.end() == stop or _TAIL.fullmatch(line.folded, last.end(), stop)
        return (last, stop, None) if whole and not _holds_name(line, last.end(), stop) else None
    if body.end <= last.end():
        return last, last.end(), None
    if edge > last.end() and not _plain(line.folded[last.end() : edge]):
        return None
    return last, max(_main_body(line, body), last.end()), body


# "trao tay giáo viên, ông A", "thay mặt tập thể giáo viên, cô giáo B": the others, not an office of hers.
_GIVER = regex.compile(
    r"(?<!\p{L})(?:tay|gặp|(?:tập|toàn)[ ]thể|thay[ ]mặt|đại[ ]diện)[ ](?:cho[ ])?(?:các[ ]|cán[ ]bộ,[ ])?$",
    regex.VERBOSE,
)
"""Before an office that is not of the person named next: "nhận quà từ tay Phó Chủ tịch nước, bà Kim Thị Mây"."""

_MORE = regex.compile(r"(?:[ ]\p{Ll}{1,7}){1,3}", regex.VERBOSE)


def _body_with_more(line: Line, stop: int) -> Mention[Body] | None:
    """A body whose name goes on in a few common words up to ``stop``: Vụ Tổ chức | cán bộ."""
    body = line.body_around(max(line.start, stop - 30), stop)
    if body is None or body.end > stop or not _MORE.fullmatch(line.text, body.end, stop):
        return None
    return body if _SPEAKS.search(line.folded, body.end, stop) is None else None


def _holds_name(line: Line, start: int, end: int) -> bool:
    found = NAME.search(line.text, start, end)
    return found is not None and FAMILY.match(line.text, found.start(), end) is not None
