"""Quantities that are neither goal nor result: who attended, thresholds, norms, list lengths, names."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from thidua_extract.blocks import Document, Sentence
from thidua_extract.claims.ceremony import covered, is_at_ceremony, is_attendance
from thidua_extract.claims.cues import NAME_LENGTH, is_name
from thidua_extract.claims.model import Mode
from thidua_extract.mentions import Mentions
from thidua_extract.mentions.quantities import Amount
from thidua_extract.rules import veto
from thidua_extract.spans import Mention, inside

__all__ = ["is_vetoed"]


# "mỗi suất 500.000 đồng", "mức hỗ trợ 50 triệu đồng"
_norm = veto(
    "claims.norm",
    r"(?<!\p{L})mỗi[ ](?:xã|thôn|ấp|bản|huyện|đơn[ ]vị|tổ|chi[ ]hội)[ ]\d"
    r"|(?:(?<!\p{L})mỗi|một(?=[ ](?:suất|phần|giải)))[ ](?:suất|căn|phần|nhà|hộ|giải|người|em|cháu"
    r"|học[ ]sinh|trường[ ]hợp|gia[ ]đình|"
    r"đoàn[ ]viên|chiếc|sổ|thẻ|món|túi|"
    r"bộ)(?:[ ]\p{L}+){0,3}[ ,]{1,2}(?:quà[ ])?(?:trị[ ]giá|gồm|là|được[ ]hỗ[ ]trợ|từ|"
    r"tương[ ]đương)?[^\d;.!?\n]{0,20}\d"
    r"|giải[ ](?:nhất|nhì|ba|khuyến[ ]khích|thưởng)[^\d;.!?\n]{0,30}\d"
    r"|thưởng[^\d;.!?\n]{0,24}\d[^\d;.!?\n]{0,24}(?:,[ ][^\d;.!?\n]{0,16}\d)?"
    r"|(?:mức[ ](?:hỗ[ ]trợ|thưởng|vay|chi|đóng|phạt|quà|trợ[ ]cấp)|định[ ]mức(?=[^,\d]{0,30}\d)|đơn[ ]giá|mệnh[ ]giá|"
    r"giá[ ]vé)[^\d;.!?\n]{0,30}\d",
)


# Needs and capacities ("cần thêm hơn 200 công nhân", "công suất 120 ngàn m3")
_need = veto(
    "claims.need",
    r"cần[ ](?:thêm|tuyển|tới|khoảng|có|tối[ ]thiểu|ít[ ]nhất)[^\d;.!?\n]{0,16}\d[\d.]*|"
    r"công[ ]suất[ ](?:thiết[ ]kế[ ]|gần[ ]|trên[ ]|khoảng[ ])?\d[\d.]*",
)


# "một trong 3 hộ", "cứ 10 giếng thì 6 giếng"
_one_of = veto(
    "claims.one_of",
    r"(?:một|1)[ ]trong[ ](?:số[ ])?(?:những[ ])?\d[\d.]*|"
    r"(?<!\p{L})cứ[ ]\d[\d.]*[^\d;.!?\n]{1,30}[ ](?:thì|lại)[^\d;.!?\n]{0,12}[ ]\d[\d.]*",
)


# "gồm 7 đơn vị", "kết nối tới 63 tỉnh"
_list_length = veto(
    "claims.list_length",
    r"(?<!\p{L})(?<!hoàn[ ])(?:gồm|giữa(?=[ ]\d)|lập[ ]thành|giữ|chia|chia[ ](?:làm|thành)|theo|trong|thành"
    r"|kết[ ]nối[ ](?:tới|đến|với)?|trực[ ]tuyến[ ](?:tới|đến|với)?|tại)[ ]"
    r"(?:có[ ]|cả[ ]|hơn[ ]|trên[ ])?\d{1,3}[ ](?:đơn[ ]vị|"
    r"huyện|xã|trường|công[ ]ty|"
    r"đợt|điểm|khoa|phòng|điểm[ ]cầu|tỉnh|tỉnh,[ ]thành|phần|khối|đội|bảng|giải|môn|nhóm|tiêu[ ]chí|"
    r"chương[ ]trình|lĩnh[ ]vực|bản)(?!\p{L})|(?<!\p{L})giữa[ ](?:hai|ba|bốn|năm)[ ]"
    r"(?:đơn[ ]vị|bên|ngành|cơ[ ]quan|tổ[ ]chức|địa[ ]phương)",
)


# Quotas and sums of rewards are no goals
_award_quota = veto(
    "claims.award_quota",
    r"(?:khen[ ]thưởng|tặng[ ]thưởng|bằng[ ]khen|giấy[ ]khen|xét[ ]tặng|tiền[ ]thưởng|quỹ[ ]thưởng|thưởng|"
    r"giải[ ](?:nhất|nhì|ba))(?!\p{L})",
)


# Planned prices, capacities and budgets are no goals
_budget = veto(
    "claims.budget",
    r"(?:kinh[ ]phí|tổng[ ]mức[ ]đầu[ ]tư|dự[ ]toán|trị[ ]giá|tổng[ ]giá[ ]trị|công[ ]suất|cộng[ ]lại|"
    r"chi[ ]phí|bố[ ]trí|ngân[ ]sách[ ]hỗ[ ]trợ|số[ ]tiền)(?!\p{L})|(?<!\p{L})vốn[ ]\Z",
)


# "lãnh đạo 13 huyện", "UBND 24 xã": who acts, not what is reached
_represented = veto(
    "claims.represented",
    r"(?:lãnh[ ]đạo|đại[ ]diện|thay[ ]mặt|thủ[ ]trưởng|khối[ ]trưởng|trưởng|bí[ ]thư|chủ[ ]tịch|ubnd|"
    r"ủy[ ]ban[ ]nhân[ ]dân|đội[ ]ngũ)[ ](?:các[ ]|của[ ]|cho[ ]|tại[ ]|cả[ ]|hơn[ ]|trên[ ]|gần[ ]"
    r"|toàn[ ]thể[ ]){0,3}\d[\d.]*(?:[ ]\p{L}+){1,4}[ ](?:của|thuộc)[ ]\d{1,4}(?!\d)|(?:lãnh[ ]đạo"
    r"|đại[ ]diện|thay[ ]mặt|thủ[ ]trưởng|khối[ ]trưởng|trưởng|bí[ ]thư|chủ[ ]tịch|ubnd"
    r"|ủy[ ]ban[ ]nhân[ ]dân|đội[ ]ngũ)[ ](?:các[ ]|của[ ]|cho[ ]|tại[ ]|cả[ ]|hơn[ ]|trên[ ]|gần[ ]"
    r"|toàn[ ]thể[ ]){0,3}\d[\d.]*(?![\d%])",
)


# Whose goals they are: "mức phấn đấu của 38 lớp, 1.720 học sinh"
_owners = veto(
    "claims.owners",
    r"(?:phấn[ ]đấu|chỉ[ ]tiêu|mục[ ]tiêu|giao[ ]ước|quyết[ ]tâm|lời[ ]hứa)[ ]của[ ](?:cả[ ]|hơn[ ]|gần[ ])?\d[\d.]*"
    r"(?:(?:[ ]\p{L}+){1,3}(?:,| và)[ ]\d[\d.]*)?",
)


# The doers of a duty: "8 phòng cảnh sát khu vực phải ký nhận".
_HEAD = 4  # "Ba đơn vị thống nhất các chỉ tiêu": who acts, at the head of the sentence
_DOERS = regex.compile(
    r"[^\d;,.!?\n:]{0,50}?(?<!\p{L})(?:phải|cần|có[ ]trách[ ]nhiệm|ký[ ](?:giao|cam|vào|kết|nhận)"
    r"|chịu[ ]trách[ ]nhiệm)(?!\p{L})"
)
_OF_SIZE = regex.compile(
    r"(?:doanh[ ]nghiệp|xí[ ]nghiệp|công[ ]ty|đơn[ ]vị|cơ[ ]sở|nơi|nhà[ ]máy)(?:[ ](?!với|gồm|là|đảng)\p{L}+){0,3}[ ]"
    r"(?:từ|trên|dưới|hơn|khoảng)[ ]\Z"
)
_REWARD = regex.compile(r"[ ](?:để[ ]|cho[ ](?:việc[ ]|công[ ]tác[ ])?)?(?:khen[ ]thưởng|thưởng)(?!\p{L})")
# "chọn 3 tổ dẫn đầu để khen thưởng": a quota of rewards.
_TO_REWARD = regex.compile(
    r"[^\d;.!?\n]{0,40}[ ]để[ ](?:đề[ ]nghị[ ]|xét[ ]|bình[ ]xét[ ])?"
    r"(?:khen|biểu[ ]dương|tuyên[ ]dương|tôn[ ]vinh|trao[ ]thưởng)(?!\p{L})"
)
_CHOOSES = regex.compile(
    r"(?<!\p{L})(?:chọn|lựa[ ]chọn|bình[ ]chọn|bình[ ]xét|xét)[ ](?:ra[ ]|từ[ ])?(?:\d{1,3}[ ][^\d;.]{2,30},[ ])?\Z"
)
# "0969.xxx.xxx": a telephone number.
_DIALLED = regex.compile(r"0\d{3,}")
_NAMES = regex.compile(r"[ ]\p{Lu}\p{Ll}+[ ]?(?:\p{Lu}\p{Ll}+)?(?:,| và )")
_SHORTEN = regex.compile(r"(?<!\p{L})(?:giảm|rút|rút[ ]ngắn|tăng)(?!\p{L})")
# Points that are given or taken off ("thang 1.000 điểm", "bị trừ 20 điểm").
_SCORING = regex.compile(r"(?<!\p{L})(?:thang|trừ|cộng|cộng[ ]thêm|thưởng|chấm)[ ](?:điểm[ ])?\Z")
_ANAPHOR = regex.compile(r"[ ](?:nói|kể|nêu)[ ]trên|[ ](?:này|ấy|đó)(?!\p{L})")  # said before
# "214 hộ thu nhập trên 100 triệu đồng": the money says which households are counted.
_HOLDERS = ("household", "people", "org", "product", "unknown")
_HOLDING = regex.compile(r"(?:[ ]\p{L}+){0,4}[ ](?:(?:cho[ ])?thu[ ]nhập|doanh[ ]thu|lãi|lợi[ ]nhuận|vốn)(?:[ ]từ)?[ ]")
_REWARDS = regex.compile(r"(?<!\p{L})thưởng:[ ]")
_EARNS = regex.compile(r"[^\d;.!?\n]{0,40}?(?:được[ ])?thưởng[ ](?:nóng[ ]|thêm[ ])?\d")
_SIZED = regex.compile(
    r"(?<!\p{L})(?:dài|rộng|cao|sâu|nặng|dày)[ ](?:khoảng[ ]|gần[ ]|hơn[ ])?\Z"
)  # what a thing measures
_AT_MOST = regex.compile(r"(?<!\p{L})(?:không[ ]quá|tối[ ]đa|nhiều[ ]nhất|không[ ]vượt)(?!\p{L})")
_CLAUSE_START = regex.compile(r"[;:.](?!\d)")
_NORM_UNIT = regex.compile(r"/\s?(?:suất|căn|nhà|phần|hộ|giải|bộ|chiếc|vé|trường hợp)")
_RELATIVE = regex.compile(r"[^,;:.!?\n]{0,80}\Z")


def is_vetoed(
    document: Document,
    mentions: Mentions,
    sentence: Sentence,
    mention: Mention[Amount],
    here: Sequence[Mention[Amount]],
    mode: Mode,
) -> bool:
    """Whether a quantity is no claim at all in this place."""
    amount = mention.value
    if (amount.spelt and amount.value == 1 and mode == "result") or amount.unit == "sao":
        return True  # "một phần việc"; "đạt 4 sao" is a rank
    if _DIALLED.match(document.folded, mention.start):
        return True
    if amount.kind == "time" and not _is_duration(document, sentence, mention, mode):
        return True
    if (
        amount.kind == "task"
        and amount.of is None
        and isinstance(amount.value, int)
        and not (mode == "goal" and amount.comparator == "ge")
    ):
        return True
    return (
        _in_name(mentions, mention)
        or _is_quota(document, sentence, mention)
        or (
            amount.unit == "điểm"
            and _SCORING.search(document.folded, max(0, mention.start - 16), mention.start) is not None
        )
        or _is_reward(document, sentence, mention)
        or _is_named_set(document, mention)
        or _ANAPHOR.match(document.folded, mention.end) is not None
        or is_attendance(document, sentence, mention)
        or is_at_ceremony(document, sentence, mention)
        or _is_norm(document, sentence, mention, mode)
        or covered(document, sentence, mention, _one_of.pattern)
        or covered(document, sentence, mention, _need.pattern)
        or covered(document, sentence, mention, _list_length.pattern)
        or covered(document, sentence, mention, _represented.pattern)
        or covered(document, sentence, mention, _owners.pattern)
        or _is_threshold(document, mention, here)
        or (
            mode == "goal"
            and amount.kind == "org"
            and amount.comparator == "eq"
            and (_is_doer(document, sentence, mention) or (amount.spelt and mention.start - sentence.start < _HEAD))
        )
        or ((mode == "goal" or amount.comparator == "le") and _is_spending(document, sentence, mention))
    )


def _clause_before(document: Document, sentence: Sentence, mention: Mention[Amount]) -> str:
    return _CLAUSE_START.split(document.folded[max(sentence.start, mention.start - 120) : mention.start])[-1]


def _is_quota(document: Document, sentence: Sentence, mention: Mention[Amount]) -> bool:
    """How many may be rewarded: "tặng Bằng khen cho không quá 5 tập thể, 10 cá nhân"."""
    before = _clause_before(document, sentence, mention)
    return bool(_award_quota.pattern.search(before)) and bool(_AT_MOST.search(before))


def _is_reward(document: Document, sentence: Sentence, mention: Mention[Amount]) -> bool:
    """Money set aside for rewards ("trích 30 triệu đồng khen thưởng"), or what earns one ("vượt 10% được thưởng")."""
    if _EARNS.match(document.folded, mention.end, sentence.end):
        return True
    if _CHOOSES.search(document.folded, sentence.start, mention.value.lead):
        return _TO_REWARD.match(document.folded, mention.end, sentence.end) is not None
    return mention.value.kind == "money" and bool(_REWARD.match(document.folded, mention.end, sentence.end))


def _is_named_set(document: Document, mention: Mention[Amount]) -> bool:
    """A few units called by their names ("hai huyện Hướng Hóa và Đakrông")."""
    amount = mention.value
    return amount.kind == "org" and amount.value < 10 and _NAMES.match(document.text, mention.end) is not None


def _is_duration(document: Document, sentence: Sentence, mention: Mention[Amount], mode: Mode) -> bool:
    """Minutes and hours count where they are a limit or a change ("tối đa 60 giây", "từ 152 xuống 128 phút")."""
    amount = mention.value
    if amount.unit.split("/")[0] not in ("phút", "giây", "giờ") and "/" not in amount.unit:
        return False
    limited = amount.comparator != "eq" or _SHORTEN.search(_clause_before(document, sentence, mention))
    return amount.change or (mode == "goal" and bool(limited))


def _in_name(mentions: Mentions, mention: Mention[Amount]) -> bool:
    """Whether the number stands inside a quoted name ("1 triệu sáng kiến")."""
    for quote in inside(mentions.quotes, mention.start - 4 * NAME_LENGTH, mention.start):
        if quote.end > mention.start and is_name(quote):
            return True
    return False


def _is_norm(document: Document, sentence: Sentence, mention: Mention[Amount], mode: Mode) -> bool:
    if mention.value.kind != "money":
        return False
    if mention.value.comparator == "ge" and mode == "goal":
        return False  # "nâng bữa ăn ca lên tối thiểu 13.000 đồng/suất"
    return bool(_NORM_UNIT.search(mention.value.unit)) or covered(document, sentence, mention, _norm.pattern)


def _is_threshold(document: Document, mention: Mention[Amount], here: Sequence[Mention[Amount]]) -> bool:
    """ "doanh nghiệp có từ 20 lao động trở lên": a floor inside another quantity's clause, or after "có từ"."""
    amount = mention.value
    before = [m for m in here if m.end <= amount.lead]
    held = amount.kind == "money" and amount.comparator in ("gt", "ge") and before
    if held and before[-1].value.kind in _HOLDERS and _HOLDING.fullmatch(document.folded, before[-1].end, amount.lead):
        return True
    if amount.kind == "people" and _OF_SIZE.search(document.folded, max(0, mention.start - 60), mention.start):
        return True
    if not (amount.since and amount.comparator in ("ge", "le")) or amount.kind in ("product", "percent", "measure"):
        return False
    return bool(before) and _RELATIVE.fullmatch(document.folded, before[-1].end, mention.start) is not None


def _is_doer(document: Document, sentence: Sentence, mention: Mention[Amount]) -> bool:
    return _DOERS.match(document.folded, mention.end, sentence.end) is not None


def _is_spending(document: Document, sentence: Sentence, mention: Mention[Amount]) -> bool:
    before = _clause_before(document, sentence, mention)
    if _REWARDS.search(document.folded, sentence.start, mention.start):
        return True
    if mention.value.kind == "money" and _budget.pattern.search(before):
        return True
    return bool(_award_quota.pattern.search(before))
