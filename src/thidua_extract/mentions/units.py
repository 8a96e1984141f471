"""Units of quantities: percent, money, measures, counted nouns of the lexicon, quoted titles, unknown nouns."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

import regex

from thidua_extract.lexicon import load_table
from thidua_extract.text import fold

__all__ = ["Unit", "UnitKind", "is_counted_noun", "read_unit"]

UnitKind = Literal[
    "percent", "money", "measure", "people", "household", "org", "product", "award", "time", "task", "quoted", "unknown"
]

_PERCENT = regex.compile(r"[ ]{0,2}(?:%|phần[ ]trăm(?!\p{L}))(?:[ ]?/[ ]?(?:năm|tháng|quý))?+")
_MONEY = regex.compile(
    r"""[ ]{0,2}(?:đồng(?![ ](?:chí|đội|bào|hương|nghiệp|diễn|đều|tình|thời|ruộng|cỏ)(?!\p{L}))
    |đ(?!\p{L})|vnđ|vnd|usd|đô[ ]la(?:[ ]mỹ)?|euro|nhân[ ]dân[ ]tệ)(?!\p{L})
    (?:[ ]?/[ ]?\p{L}{1,7}(?:[ ](?:lao[ ]động|người|học[ ]bổng|quà)(?!\p{L}))?){0,2}""",
    regex.VERBOSE,
)
_RATE = regex.compile(r"[ ]?/[ ]?(?:ngày|tuần|tháng|quý|năm|người|hộ|ha|lượt|ca|vụ|ngày đêm)(?!\p{L})")
_QUOTED = regex.compile(r"[ ]{0,2}[“\"‘]([^“”\"‘’\n]{2,60})[”\"’]")
_WORD = regex.compile(r"[ ]{0,2}(\p{L}[\p{L}\p{M}\d²³]*(?:-\p{L}+)*+)")
_LATER = regex.compile(_WORD.pattern + r"|[ ](\d{1,2})(?![\d.,]\d|%)")  # "điểm 9, 10"
_ABBREVIATION = regex.compile(r"\p{Lu}{2,9}")  # "1.100 CN", "45 CBGV"
_MAX_WORDS: Final = 6
_MAX_UNKNOWN: Final = 3

# Words that end or cannot open the name of a counted thing: function words, auxiliaries, verbs of doing and having.
_STOP: Final = frozenset(
    """được đã đang sẽ có trong của cho với tại ở đạt tham từ do là và để vào trên thuộc đăng so chiếm bằng tăng giảm về
    theo trở khi nhằm cùng nhưng mà gồm trị hoặc nhận hoàn thực tổ xây tổng tới đến lên xuống còn vượt giúp ra bị phải
    không chưa thi hưởng phát cấp đều cũng mỗi các những trước sau qua nộp ký lập làm như này đó ấy trực đủ bình dự hỗ
    tặng trao tương rồi nên thì vẫn mới hơn nữa trúng gấp nhờ đưa dành chi góp nâng đóng rất lại cả ai tuy nhất nay
    ngoài giữa dưới vì tức đồng nhiều ít một hai ba kể riêng nằm khoảng gần mức vừa tiếp trung nơi trừ tính xếp đứng
    kế tiến triển duy cần kịp nếu cơ giao số mang xuất giỏi khá tốt""".split()  # noqa: SIM905
)


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as read: where it ends, its text as written, its kind; ``start`` is its first character."""

    start: int
    end: int
    text: str
    kind: UnitKind


@cache
def _lexicon() -> dict[str, UnitKind]:
    return {fold(row["surface"]): row["kind"] for row in load_table("units")}  # type: ignore[misc]


def is_counted_noun(words: str) -> bool:
    """Whether the lexicon counts in ``words`` (folded)."""
    return words in _lexicon()


def read_unit(text: str, folded: str, start: int, end: int) -> Unit | None:
    """The unit that begins at ``start`` (blanks skipped), within ``end``; None where no noun follows."""
    for pattern, kind in ((_PERCENT, "percent"), (_MONEY, "money")):
        m = pattern.match(folded, start, end)
        if m:
            return _unit(text, start, m.end(), kind)  # type: ignore[arg-type]
    quoted = _QUOTED.match(text, start, end)
    if quoted:
        return Unit(quoted.start(1), quoted.end(), quoted[1].strip(), "quoted")
    return _noun(text, folded, start, end)


def _unit(text: str, start: int, end: int, kind: UnitKind) -> Unit:
    begin = start + len(text[start:end]) - len(text[start:end].lstrip())
    shown = text[begin:end]
    if kind == "percent":
        shown = shown.replace("phần trăm", "%").replace(" ", "")
    elif fold(shown) in ("đ", "vnđ", "vnd"):
        shown = "đồng"
    return Unit(begin, end, shown, kind)


def _noun(text: str, folded: str, start: int, end: int) -> Unit | None:
    """The longest counted noun of the lexicon, else up to three unknown lower-case words before a stop word."""
    ends = _word_ends(folded, start, end)
    if not ends:
        return None
    begin = ends[0][0]
    for _, stop in reversed(ends):
        kind = _lexicon().get(" ".join(folded[begin:stop].split()))
        if kind:
            rate = _RATE.match(folded, stop, end) if kind in ("measure", "product", "people") else None
            return Unit(begin, rate.end() if rate else stop, text[begin : rate.end() if rate else stop], kind)
    return _unknown(text, folded, ends)


def _unknown(text: str, folded: str, ends: list[tuple[int, int]]) -> Unit | None:
    begin, stop = ends[0][0], 0
    if _ABBREVIATION.fullmatch(text, *ends[0]):
        return Unit(begin, ends[0][1], text[begin : ends[0][1]], "unknown")
    for k, (word_start, word_end) in enumerate(ends[:_MAX_UNKNOWN]):
        if folded[word_start:word_end] in _STOP or text[word_start].isupper():
            break
        if k and not folded[ends[k - 1][1] : word_start].isspace():
            break
        stop = word_end
    return Unit(begin, stop, text[begin:stop], "unknown") if stop else None


def _word_ends(folded: str, start: int, end: int) -> list[tuple[int, int]]:
    """Spans of the next words; a comma may stand between two ("công trình, phần việc")."""
    spans: list[tuple[int, int]] = []
    at = start
    for _ in range(_MAX_WORDS):
        m = (_LATER if spans else _WORD).match(folded, at, end)
        if m is None:
            break
        spans.append(m.span(1) if m[1] else m.span(2))
        at = m.end()
        if folded[at : at + 2] == ", ":
            at += 1
    return spans
