"""Numerals that are no quantities: list numbers, times of day, voltages, vague numbers, anniversaries."""

from __future__ import annotations

from typing import Final

from thidua_extract.rules import Rule, veto

__all__ = ["VETOES"]

VETOES: Final[tuple[Rule[None], ...]] = (
    veto(  # A list number at the head of a line
        "quantities.enumerator",
        r"(?:^|(?<=\n))[ ]{0,4}[-+*•–]?[ ]{0,2}\(?\d{1,2}(?:[.)][ ]|\)|/[ ]|[.]\d{1,2}[.)]?[ ])",
    ),
    veto(  # A time of day
        "quantities.clock",
        r"\d{1,2}(?:[ ]?(?:h|g|giờ)(?:[ ]?\d{2})?(?!\p{L})|:\d{2})(?=[ ]?(?:ngày|sáng|chiều|tối|trưa|,|[.]|\)|"
        r"đến|-|–|$))",
    ),
    veto(  # Fixed expressions with numbers
        "quantities.around_the_clock",
        r"(?:24/24|24/7|7/7|3[ ]ca[ ]4[ ]kíp|ba[ ]ca[ ]bốn[ ]kíp|4[.]0)(?!\d)",
    ),
    veto(  # Vague numbers have no value
        "quantities.vague",
        r"(?:hàng|vài|mấy|dăm)[ ](?:chục|trăm|nghìn|ngàn|vạn|triệu|tỷ|tỉ)(?:[ ](?:nghìn|ngàn|triệu|tỷ|tỉ))?",
    ),
    veto(  # "90 năm Ngày thành lập"
        "quantities.anniversary",
        r"\d{1,4}[ ]năm[ ](?:thành[ ]lập|giải[ ]phóng|(?:ngày|xây[ ]dựng|thực[ ]hiện[ ]di[ ]chúc|"
        r"truyền[ ]thống|cách[ ]mạng|chiến[ ]thắng)(?!\p{L}))",
    ),
    veto(  # "một phần ba", "hai phần năm"
        "quantities.fraction_words",
        r"(?:một|hai|ba|bốn)[ ]phần[ ](?:hai|ba|tư|bốn|năm|sáu|mười)(?!\p{L})",
    ),
    veto(  # "đường dây 500kV": a name, not an amount
        "quantities.voltage",
        r"\d{2,4}[ ]?(?:kv|kva|mva|v)(?!\p{L})(?:[ ]mạch[ ]\d)?",
    ),
)
