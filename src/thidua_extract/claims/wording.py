"""What a claim is about, by whom and at which level, in the words of its clause."""

from __future__ import annotations

import regex

from thidua_extract.blocks import Document
from thidua_extract.claims.model import Claim
from thidua_extract.records import Quantity, StatisticLevel

__all__ = ["level_of", "quantity_of", "what_of", "who_of"]

# "Ban Khuyến học | và 649.038 hội viên", "xã, phường, thị trấn đăng ký"
_CLAUSE = regex.compile(
    r"(?:[ ]?(?:các[ ])?(?:xã|phường|huyện|quận|thị|tỉnh|thị[ ]xã|thị[ ]trấn|khóm|ấp|thôn|bản|buôn|tổ|ban|sở|khoa|"
    r"phòng|cơ[ ]quan|đơn[ ]vị|cán[ ]bộ|công[ ]chức|viên[ ]chức|đoàn[ ]viên|hội[ ]viên|đảng[ ]viên),){0,3}+"
    r"[^,;:!?…()\n]{0,160}?(?=[,;:!?…()\n]|[.](?!\d)|[ ](?:và|cùng)[ ]\d|[ ]\d{1,3}[.,]\d|\Z)"
)
_BEFORE = regex.compile(r"(?:^|[,;:.!?…()\n])([^,;:.!?…()\n]{0,120})\Z")
_EACH = regex.compile(
    r"(?<!\p{L})(?:mỗi|từng)[ ](?!(?:năm|quý|tháng|tuần|ngày|vụ|lần)(?!\p{L}))"
    r"(?P<who>\p{L}[^\d,;:.!?\n]{0,40}?)[ ](?:có|đăng[ ]ký|phải|cần|thực[ ]hiện|"
    r"ít[ ]nhất|tối[ ]thiểu|phấn[ ]đấu|xây[ ]dựng|chọn|giúp|làm|\d)"
)
_LEVEL = regex.compile(
    r"[^\d;.!?\n]{0,60}?(?<!\p{L})(?:cấp|ở)[ ](?P<level>cơ[ ]sở|trên[ ]cơ[ ]sở|huyện|quận|thị[ ]xã|xã|"
    r"tỉnh|thành[ ]phố|bộ|ngành|trung[ ]ương|toàn[ ]quốc|quốc[ ]gia|nhà[ ]nước)(?!\p{L})"
)
_LEVELS: dict[str, StatisticLevel] = {
    "cơ sở": "workplace", "trên cơ sở": "above_workplace", "huyện": "district", "quận": "district",
    "thị xã": "district",
    "tỉnh": "province", "thành phố": "province", "bộ": "sector", "ngành": "sector", "trung ương": "national",
    "toàn quốc": "national", "quốc gia": "national", "nhà nước": "national",
}  # fmt: skip


def what_of(document: Document, claim: Claim) -> str:
    """The counted thing with its clause behind the number; for a bare percentage the clause before it."""
    start, end = claim.mention.start, claim.mention.end
    after = _CLAUSE.match(document.text, end)
    tail = after.group().strip() if after else ""
    if claim.mention.value.kind in ("percent", "money", "measure"):
        if tail:
            return tail
        before = _BEFORE.search(document.text, max(0, start - 130), start)
        return before[1].strip() if before else ""
    return f"{claim.mention.value.unit} {tail}".strip()


def quantity_of(claim: Claim) -> Quantity:
    """The claim's amount as the record holds it."""
    amount = claim.mention.value
    return Quantity(value=amount.value, high=amount.high, of=amount.of, unit=amount.unit, comparator=amount.comparator)


def who_of(document: Document, claim: Claim) -> str | None:
    """The unit of "mỗi …" that a goal is set for."""
    m = _EACH.search(document.folded, max(0, claim.mention.start - 100), claim.mention.start + 1)
    return document.text[m.start("who") : m.end("who")] if m and claim.mode == "goal" else None


def level_of(document: Document, claim: Claim) -> StatisticLevel | None:
    """The level of recognition that is said behind the noun ("sáng kiến cấp cơ sở")."""
    m = _LEVEL.match(document.folded, claim.mention.end)
    return _LEVELS.get(" ".join(m["level"].split())) if m else None
