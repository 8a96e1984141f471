"""Counts around the ceremony itself: who came, who signed, what was handed over. They are no results."""

from __future__ import annotations

import regex

from thidua_extract.blocks import Document, Sentence
from thidua_extract.mentions.quantities import Amount
from thidua_extract.rules import veto
from thidua_extract.spans import Mention

__all__ = ["covered", "is_at_ceremony", "is_attendance"]

# "hơn 1.000 công nhân tham dự"
_attended_after = veto(
    "claims.attended_after",
    r"(?<!\p{L})(?:tham[ ]dự|có[ ]mặt|về[ ]dự|đến[ ]dự|tới[ ]dự|dự[ ](?:lễ|hội|buổi)|"
    r"chứng[ ]kiến|diễu[ ]hành|tuần[ ]hành|rời[ ]bến|tham[ ]gia[ ](?:buổi|lễ|hội[ ]nghị|mít[ ]tinh|diễu|"
    r"cổ[ ]vũ))",
)
_CLAUSE = regex.compile(r"[ ,][^\d;.!?\n]{0,60}")


# "với sự tham dự của hơn 300 đại biểu"
_attended_before = veto(
    "claims.attended_before",
    r"(?:(?:sự[ ])?(?:tham[ ]gia|tham[ ]dự|có[ ]mặt|góp[ ]mặt|chứng[ ]kiến|hiện[ ]diện)[ ]của|dự[ ](?:lễ|"
    r"hội[ ]nghị|buổi[ ]lễ)?[ ,]?(?:còn[ ]|cùng[ ])?có|trước[ ](?:sự|gần|hơn|trên|khoảng)|về[ ]dự|"
    r"tham[ ]dự[ ](?:có|gồm)|cùng(?![ ](?:thời|kỳ|với[ ]đó|ngày|lúc|năm|đó))|quy[ ]tụ)[^\d;.!?\n]{0,90}\d[\d.]*"
    r"(?:[^\d;.!?\n]{0,40}[ ](?:của|thuộc)[ ]\d|[^\d;.!?\n]{0,12})",
)


# A sentence that lists who came: every count in it is attendance.
_GUESTS = regex.compile(
    r"""(?:[^,.;\n]{0,60}?(?<!\p{L}))?(?:(?:tới|đến|về|cùng|tham)[ ]dự|dự|có[ ]mặt)(?!\p{L})
    (?:[ ](?:và[ ]chỉ[ ]đạo|lễ|buổi|hội[ ]nghị|tại))?
    (?:[ ]\p{L}+){0,6}[ ](?:có|gồm)(?!\p{L})""",
    regex.VERBOSE,
)

_REACH = 60
"""How far behind a body its signing is looked for, in characters."""

# "đại diện 6 huyện và 5 công đoàn ngành đã ký giao ước thi đua", "12/12 lớp đã ký giao ước"
_signed = veto(
    "claims.signed",
    r"(?:[^\d;.:!?\n]{0,40}(?:,|[ ]và)[ ]\d{1,4}(?=[ ]\p{L})){0,2}"
    r"[^\d;.:!?\n]{0,40}?(?:,[ ][^\d;.:!?\n]{0,20})?[ ](?:đã[ ]|cùng[ ]|lần[ ]lượt[ ]|tiến[ ]hành[ ]){0,2}"
    r"(?:ký|kí)[ ](?:kết[ ])?(?:bản[ ])?giao[ ]ước",
)

# "Dịp này, LĐLĐ tỉnh trao tặng 10 suất quà"
_handed_over = veto(
    "claims.handed_over",
    r"(?:nhân[ ])?dịp[ ]này|(?:cũng[ ])?(?:tại|trong|nhân)[ ](?:buổi|lễ|hội[ ]nghị|đại[ ]hội|chương[ ]trình|dịp)"
    r"|kết[ ]thúc[ ](?:buổi|lễ)|ngay[ ](?:tại|sau)[ ](?:buổi|lễ)",
)
_GIFT = regex.compile(r"(?:suất|phần)[ ](?:quà|học[ ]bổng)|suất|phần[ ]quà|quà|học[ ]bổng|túi[ ]quà")
# "Ngay sau lễ khởi động, hơn 500 thanh niên đã ra quân"
_AFTERWARDS = regex.compile(r"[ ]{0,4}(?:ngay[ ])?(?:sau|kết[ ]thúc)[ ](?:buổi[ ])?lễ[^\d,;.]{0,40},[ ]")
_GIVEN_TOO = regex.compile(r"(?<!\p{L})(?:cũng|còn)[ ](?:đã[ ])?(?:trao|tặng)(?!\p{L})")
_GIVEN = regex.compile(r"(?<!\p{L})(?:trao|tặng)(?!\p{L})[^;.:!?\n]{0,60}\Z")


def is_attendance(document: Document, sentence: Sentence, mention: Mention[Amount]) -> bool:
    """Whether a quantity counts who came."""
    if mention.value.kind not in ("people", "org", "unknown", "household"):
        return False
    folded = document.folded
    after = _CLAUSE.match(folded, mention.end, sentence.end)
    attended = after and _attended_after.pattern.search(folded, after.start(), min(sentence.end, after.end() + 20))
    if after and attended and attended.start() <= after.end():
        return True
    clause = max(sentence.start, folded.rfind("; ", sentence.start, mention.start) + 1)
    if any(_GUESTS.match(folded, low, mention.start) for low in {sentence.start, clause}):
        return True
    return covered(document, sentence, mention, _attended_before.pattern)


def covered(document: Document, sentence: Sentence, mention: Mention[Amount], pattern: regex.Pattern[str]) -> bool:
    """Whether a match of ``pattern`` near the quantity takes in its number."""
    low = max(sentence.start, mention.start - 130)
    return any(
        m.start() <= mention.start < m.end()
        for m in pattern.finditer(document.folded, low, min(sentence.end, mention.end + 20))
    )


def is_at_ceremony(document: Document, sentence: Sentence, mention: Mention[Amount]) -> bool:
    """Whether a quantity counts signers or gifts of the ceremony."""
    amount, folded = mention.value, document.folded
    if amount.kind in ("org", "people", "unknown"):
        if _signed.pattern.match(folded, mention.end, min(sentence.end, mention.end + _REACH)):
            return True
        if amount.kind == "people" and _AFTERWARDS.fullmatch(folded, sentence.start, amount.lead):
            return True
    return _is_given(folded, sentence, mention)


def _is_given(folded: str, sentence: Sentence, mention: Mention[Amount]) -> bool:
    """Whether a quantity counts gifts, or whom they are given to: "dịp này, … trao hỗ trợ 30 đoàn viên"."""
    gift = _GIFT.match(mention.value.unit.lower()) is not None
    if not gift and mention.value.kind not in ("people", "household"):
        return False
    opens = len(folded[sentence.start : mention.start]) - len(folded[sentence.start : mention.start].lstrip())
    reach = 40 if gift else opens + 12
    framed = _handed_over.pattern.search(folded, sentence.start, min(mention.start, sentence.start + reach))
    if framed is None and not (gift and _GIVEN_TOO.search(folded, sentence.start, mention.start)):
        return False
    return _GIVEN.search(folded, sentence.start, mention.start) is not None
