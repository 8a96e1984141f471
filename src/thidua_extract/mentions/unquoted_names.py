"""Movement names without quotation marks: known to the lexicon, or written with a capital after their head noun."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from thidua_extract.blocks import READABLE, Document
from thidua_extract.mentions.movement_cues import CUES, NO_NAMES, Cue, cue_pattern, find_cues
from thidua_extract.mentions.movement_names import KnownName, find_known, resolve
from thidua_extract.mentions.name_variants import Named
from thidua_extract.mentions.quoted_names import is_counted, is_occasion
from thidua_extract.rules import rule
from thidua_extract.spans import Mention, inside

__all__ = ["find_unquoted"]

MIN_WORDS = 3
"""An unquoted name the lexicon does not know has at least so many words: "phong trào Phụ nữ" is none."""
MAX_WORDS = 25


@rule(
    "unquoted_names.known",
    cue_pattern("head")
    + r"""(?:[ ](?:lớn|chính|trọng[ ]tâm|như|là|gồm|mang[ ]tên|có[ ]tên|tình[ ]nguyện|yêu[ ]nước)(?=[ :])){0,3}
          [ ]?[:–-]?[ ]{1,2}""",
)
def _head(m: regex.Match[str]) -> str:
    """A head noun right before an unquoted name: its kind."""
    return CUES[" ".join(m.group("cue").split())][1]


@rule(
    "unquoted_names.next_member",
    r"[ ]?(?:[,;&]|[,;]?[ ](?:và|cùng|hay|kết[ ]hợp(?:[ ]với)?|gắn[ ]với))[ ]{1,2}(?=\p{L})",
)
def _next_member(m: regex.Match[str]) -> int:
    """The separator before a further unquoted name of the list."""
    return m.end()


@rule(
    "unquoted_names.between_semicolons",
    r"""(?!(?i:các|phong|cuộc|chương|hội|tiếp|tích|đẩy|thực)[ ])\p{Lu}\p{Ll}*+(?:[ ,–-]{1,3}[\p{L}\p{N}]++){2,24}+
        (?=[;.…]|$)""",
)
def _between_semicolons(m: regex.Match[str]) -> str:
    """A further name of a list that runs from semicolon to semicolon, or to the end."""
    return m.group()


@rule(
    "unquoted_names.promotes",
    r"""(?<!\p{L})(?:hưởng[ ]ứng|phát[ ]động|khởi[ ]động|tổ[ ]chức|triển[ ]khai|thực[ ]hiện|ra[ ]quân|tham[ ]gia
          |mở|thi[ ]đua)
        (?:[ ](?:lễ|phát[ ]động|các[ ]hoạt[ ]động|có[ ]hiệu[ ]quả|hiệu[ ]quả|tốt|kế[ ]hoạch|tổ[ ]chức|hưởng[ ]ứng
          |triển[ ]khai|thành[ ]công)){0,3}[ ]{1,2}""",
)
def _promotes(m: regex.Match[str]) -> int:
    """A verb of launching or answering, right before a name that needs no head noun: "hưởng ứng Tháng Công nhân"."""
    return m.end()


@rule("unquoted_names.month", r"Tháng[ ](?:hành[ ]động|cao[ ]điểm|\p{Lu}\p{Ll}+)[ ](?:\p{L}++[ ]?+){1,14}+")
def _month(m: regex.Match[str]) -> str:
    """A named month the lexicon does not know: Tháng Khuyến học, Tháng hành động vì …"""
    return m.group()


@rule(
    "unquoted_names.capital",
    r"\p{Lu}\p{Ll}*[ ](?=\p{Ll}|\p{Lu}\p{Ll}+[ ]\p{Ll})[\p{L}\p{N}][^\n.;:()“”\"‘’…]{4,140}",
)
def _capital(m: regex.Match[str]) -> str:
    """A name written with a capital after its head noun: "hội thi Bí thư chi bộ giỏi"."""
    return m.group()


@rule(
    "unquoted_names.tail",
    r"""[ ,](?:do|của|giai[ ]đoạn|năm[ ](?:học[ ])?[0-9]+
        |tại|trên[ ](?:địa|toàn)|được|đã|sẽ|nhằm|để|góp[ ]phần
        |gắn[ ](?:với|liền)|lần[ ]thứ|cấp|là|vào|từ[ ](?:ngày|tháng|năm|đầu|nay)|có|tiếp[ ]tục|thu[ ]hút|ngày[ ]càng
        |diễn[ ]ra|đang|khu[ ]vực|này|thông[ ]qua|bằng|như|phải|không[ ]chỉ|cần|trở
        |trong[ ](?:cnvc|cán|công|đoàn|toàn|các|năm|học|hội|nhân|lực|thời|đội|hệ|thanh|nữ|phụ)\p{L}*
        |ở[ ](?:các|đơn|địa)|cho[ ](?:cán|đoàn|công|hội|học|các|người)
        |với[ ](?:các|sự|nhiều|tổng|chủ|mục|nội|những|phương)
        |và[ ](?:các|cuộc|phong|chương|nhiều|những|tiếp|đẩy|hội|chiến|danh|thực|tổ|hưởng|phát|xây[ ]dựng[ ]các)
        |(?:đến|tới)[ ](?:từng|các|toàn|tất))(?!\p{L})
      | [ ][–-][ ](?=năm) | ,[ ](?:cuộc|hội|phong|chương|chiến|danh|các|góp|thi|hướng)[ ]""",
)
def _tail(m: regex.Match[str]) -> int:
    """Where the sentence goes on after an unquoted name."""
    return m.start()


def find_unquoted(document: Document, bodies: Sequence[Mention[object]] = ()) -> Iterator[Named]:
    """Unquoted movement names in readable blocks; a body's name ("phong trào Công đoàn …") is none."""
    for block in document.readable():
        yield from _months(document, block.start, block.end)
    for cue in find_cues(document.folded):
        home = document.block_at(cue.start)
        if cue.role not in {"head", "verb", "act"} or home is None or home.kind not in READABLE:
            continue
        if cue.role != "head":
            yield from _promoted(document, cue, home.end)
            continue
        if (m := _colon_list.pattern.match(document.folded, cue.start, home.end)) is not None:
            yield from _colon_listed(document, m, cue.kind)
        if (m := _head.pattern.match(document.folded, cue.start, home.end)) is not None:
            yield from _headed(document, m, home.end, bodies)


@rule(
    "unquoted_names.month_subject",
    r"""(?:[ ](?:năm[ ])?[0-9]{4})?[ ]
        (?:(?:có|với|mang)[ ]chủ[ ]đề|được[ ](?:phát|tổ|triển)|diễn[ ]ra|sẽ[ ]diễn|do[ ])""",
)
def _month_subject(m: regex.Match[str]) -> bool:
    """A named month that the sentence is about: "Tháng Nhân đạo năm 2021 có chủ đề"."""
    return True


def _months(document: Document, start: int, end: int) -> Iterator[Named]:
    """Named months as the subject of what is said, not as an occasion."""
    at = document.text.find("Tháng ", start, end)
    while at >= 0:
        known = find_known(document.text, at, end)
        if (
            known is not None
            and _month_subject.pattern.match(document.folded, known[0])
            and not is_occasion(document, at)
        ):
            yield _named(document, at, known[0], known[1].kind, _month_subject.name, True)
        at = document.text.find("Tháng ", at + 1, end)


def _promoted(document: Document, cue: Cue, end: int) -> Iterator[Named]:
    m = _promotes.pattern.match(document.folded, cue.start, end)
    if m is not None:
        yield from _headless(document, m.end(), end)


@rule(
    "unquoted_names.colon_list",
    cue_pattern("head")
    + r"""(?:[ ,]{1,2}(?:lớn|chính|trọng[ ]tâm|sau|sau[ ]đây|gồm|như|là|đó[ ]là|cụ[ ]thể|của[ ](?:\p{L}{1,9}[ ]?){1,4}|
          do[ ](?:\p{L}{1,9}[ ]){1,6}phát[ ]động)){0,3}[ ]?:[ ]{1,2}(?P<items>[^.:“”"\n]{20,400})""",
)
def _colon_list(m: regex.Match[str]) -> tuple[int, int]:
    """A list of unquoted names after a colon: "ba phong trào lớn của Hội: Nông dân thi đua …; Nông dân …"."""
    return m.span("items")


def _colon_listed(document: Document, m: regex.Match[str], kind: str) -> Iterator[Named]:
    """Two or more names between semicolons, each with its capital."""
    at = m.start("items")
    items: list[tuple[int, int]] = []
    for part in m.group("items").split(";"):
        start = at + len(part) - len(part.lstrip())
        head = _head.pattern.match(document.folded, start, at + len(part))
        start = head.end() if head else start
        items.append((start, at + len(part.rstrip(" ,…"))))
        at += len(part) + 1
    if len(items) < 2 or not all(document.text[a].isupper() and len(document.text[a:b].split()) > 2 for a, b in items):
        return
    for start, end in items:
        yield _named(document, start, end, kind, _colon_list.name, True)


def _headed(document: Document, m: regex.Match[str], end: int, bodies: Sequence[Mention[object]]) -> Iterator[Named]:
    kind = CUES[" ".join(m.group("cue").split())][1]
    if kind == "month" or (kind == "title" and is_counted(document, m.start())):
        return
    if kind == "other" and is_occasion(document, m.start()):
        return
    whole = find_known(document.text, m.start(), end)  # "Cuộc vận động 50"
    at = m.start() if whole and whole[0] > m.end() else _own_capital(document, m) or m.end()
    yield from _listed(document, at, end, kind, bodies)


def _own_capital(document: Document, m: regex.Match[str]) -> int | None:
    """ "phong trào Thi đua Quyết thắng": the name's own first word is not the head noun's last."""
    at = document.text.find("Thi đua", m.start() + 1, m.end())
    if at > 0 and (document.text[m.start()].islower() or find_known(document.text, at, m.end() + 80)):
        return at
    return None


_CLOSING = regex.compile(r"[ ]?[”\"’]")


def _listed(document: Document, at: int, end: int, kind: str, bodies: Sequence[Mention[object]]) -> Iterator[Named]:
    """The names of a list under one head noun; further members are known names, or stand between semicolons."""
    separator = ""
    while True:
        known = find_known(document.text, at, end)
        if known is not None and _acceptable(document, at, *known):
            stop, rule_name = known[0], _head.name
        elif not separator and (unknown := _capital_end(document, at, end, kind, bodies)):
            stop, rule_name = unknown, _capital.name
        elif ";" in separator and (m := _between_semicolons.pattern.match(document.text, at, end)):
            stop, rule_name = m.end(), _between_semicolons.name
        else:
            return
        yield _named(document, at, stop, kind or (known[1].kind if known else ""), rule_name, not separator)
        member = _next_member.pattern.match(document.text, stop, end)
        if member is None:
            return
        at, separator = member.end(), member.group()


def _named(document: Document, start: int, end: int, kind: str, rule_name: str, first: bool) -> Named:
    text = document.text
    if text[end : end + 1] in {"”", '"', "’"} and any(mark in text[start:end] for mark in '“"‘'):
        end += 1
    return Named(start, end, document.text[start:end], kind, rule_name, headed=first)  # type: ignore[arg-type]


def _acceptable(document: Document, start: int, end: int, known: KnownName) -> bool:
    """A short name needs its capital; a name quoted within is read there: Tháng cao điểm “Vì người nghèo”."""
    inner = max(document.text.rfind(mark, start, end) for mark in '“"‘') + 1
    if inner and (known.kind == "month" or resolve(document.text[inner:end]) is not None):
        return False
    return document.text[start].isupper() or document.text[start].isdigit() or end - start > 24


def _capital_end(document: Document, at: int, end: int, kind: str, bodies: Sequence[Mention[object]]) -> int | None:
    """End of an unknown name written with a capital, or None where it is none."""
    if kind not in {"movement", "drive", "contest"} or inside(bodies, at, at + 1):
        return None
    m = _capital.pattern.match(document.text, at, end)
    if m is None or document.folded[at : at + 40].startswith(NO_NAMES):
        return None
    tail = _tail.pattern.search(document.folded, at + 1, m.end())
    stop = _without_clauses(document.folded, at, tail.start() if tail else m.end())
    words = document.text[at:stop].split()
    return stop if MIN_WORDS <= len(words) <= MAX_WORDS else None


def _without_clauses(folded: str, start: int, end: int) -> int:
    """A comma belongs to the name only where what follows mirrors what precedes: "Dạy tốt, học tốt"."""
    parts = folded[start:end].rstrip(" ,–-").split(", ")
    kept = parts[:1]
    for part in parts[1:]:
        if len(part.split()) > len(parts[0].split()) + 1 or len(part.split()) > 6:
            break
        kept.append(part)
    return start + len(", ".join(kept))


def _headless(document: Document, at: int, end: int) -> Iterator[Named]:
    """Named months, and capitalised known names, right after a verb of launching or answering."""
    first = True
    while document.text[at : at + 1].isupper():
        known = find_known(document.text, at, end)
        if known is not None and _acceptable(document, at, *known) and len(document.text[at : known[0]].split()) > 2:
            stop = known[0]
            yield _named(document, at, stop, known[1].kind, _promotes.name, first)
        elif known is None and (m := _month.pattern.match(document.text, at, end)) is not None:
            tail = _tail.pattern.search(document.folded, at + 1, m.end())
            stop = at + len(document.text[at : tail.start() if tail else m.end()].rstrip())
            yield Named(at, stop, document.text[at:stop], "month", _month.name, headed=True)
        else:
            return
        year = regex.compile(r"[ ](?:năm[ ])?[0-9]{4}").match(document.text, stop, end)
        separator = _next_member.pattern.match(document.text, year.end() if year else stop, end)
        if separator is None:
            return
        at, first = separator.end(), False
