"""Patterns for who does what about a campaign: verbs, roles before a body, what bars a subject from its verb."""

from __future__ import annotations

import regex

from thidua_extract.rules import rule

__all__ = [
    "ANSWERS",
    "ANY",
    "ASIDE",
    "AS_NOUN",
    "BLOCKED",
    "CAMPAIGN_AHEAD",
    "DIRECT_PASSIVE",
    "HOLDER",
    "JOINED",
    "LEADS",
    "MEMBERS",
    "OBLIQUE",
    "PAPER_BEFORE",
    "PARTNER",
    "PARTY_OFFICE",
    "PASSIVE",
    "STARTS",
    "WEIGHTS",
    "WHILE",
]

THING = r"(?:phong[ ]trào|đợt|thi[ ]đua|cuộc[ ]vận[ ]động|chiến[ ]dịch|chương[ ]trình|tháng|cao[ ]điểm|kế[ ]hoạch|tuần)"
PAPER = (
    r"(?:kế[ ]hoạch|chỉ[ ]thị|hướng[ ]dẫn|công[ ]văn|văn[ ]bản|quyết[ ]định|chương[ ]trình|thư|lời|nghị[ ]quyết|"
    r"công[ ]điện|thông[ ]tri)"
)
VERBS: tuple[tuple[str, str, float], ...] = (
    ("joined", r"(?:cùng|đồng)[ ](?:đứng[ ]tên|phát[ ]động|ký[ ](?:ban[ ]hành|phát[ ]động))", 3.0),
    (
        "launch",
        r"phát[ ]động|phát[ ]lệnh|(?:ra|phát[ ]đi|gửi[ ]đi)[ ](?:lời|thư|bản)[ ](?:kêu[ ]gọi|hiệu[ ]triệu)",
        3.0,
    ),
    (
        "sign",
        r"(?:(?:ký|kí)(?:[ ]kết)?(?:[ ]vào)?(?:[ ]bản)?|(?:đặt|hạ)[ ]bút(?:[ ]ký)?(?:[ ]vào)?(?:[ ]bản)?|kết|"
        r"(?:chốt|trao)(?:[ ]bản)?)[ ]"
        r"(?:giao[ ]ước|cam[ ]kết|liên[ ]tịch|kết[ ]thi[ ]đua|thi[ ]đua|quy[ ]chế)",
        2.5,
    ),
    (
        "open",
        r"khởi[ ]động|ra[ ]quân|xuất[ ]quân|"
        r"(?:mở|bước[ ]vào|vào|tiến[ ]hành|phát)[ ](?:(?:một|hội|cuộc)[ ])?(?:đợt|cao[ ]điểm|chiến[ ]dịch|thi[ ]đua)",
        2.5,
    ),
    (
        "signal",
        r"(?:nổi|đánh|gióng|khua|giục)[ ](?:hồi[ ]|một[ ]hồi[ ]|ba[ ]hồi[ ])?(?:trống|kẻng|chiêng|cồng)|"
        r"(?:bấm|nhấn|ấn)[ ](?:nút|chuông|còi)|rung[ ]chuông|thổi[ ]còi|(?:phất|phát)[ ]cờ|kéo[ ]còi|"
        r"mở[ ]màn|mở[ ]hội|khai[ ]cuộc|nổ[ ]máy|công[ ]bố|ra[ ]mắt|trình[ ]làng|thắp[ ]lửa",
        2.5,
    ),
    ("issue", rf"(?:ban[ ]hành|ký|kí|có)[ ](?:ban[ ]hành[ ])?(?:và[ ]triển[ ]khai[ ])?{PAPER}", 2.5),
    ("roll_out", rf"(?:triển[ ]khai|xây[ ]dựng|tổ[ ]chức)[ ](?:thực[ ]hiện[ ])?(?:các[ ])?{THING}", 2.0),
    ("signed", r"ký[ ](?:hôm|ngày|sáng|chiều|vào|mới|duyệt|tháng)", 2.0),
    ("call", r"kêu[ ]gọi|mời[ ]gọi|hiệu[ ]triệu", 2.0),
    (
        "hold",
        r"(?:tổ[ ]chức|có|khai[ ]mạc|làm|mở|cử[ ]hành)[ ](?:trọng[ ]thể[ ]|long[ ]trọng[ ]|thành[ ]công[ ])?"
        r"(?:buổi[ ])?[“\"]?(?:lễ|hội[ ]nghị|mít[ ]tinh)|chủ[ ]trì[ ](?:buổi[ ])?[“\"]?lễ[ ](?:phát[ ]động|ra[ ]quân)",
        1.8,
    ),
    ("review", r"tổng[ ]kết|sơ[ ]kết|tuyên[ ]dương|biểu[ ]dương|tôn[ ]vinh", 1.6),
    ("ask", r"đặt[ ](?:ra[ ])?(?:các[ ])?(?:mục[ ]tiêu|chỉ[ ]tiêu)|yêu[ ]cầu|đề[ ]nghị|phấn[ ]đấu", 0.4),
)
for _name, _pattern, _ in VERBS:
    rule(f"launches.{_name}", rf"(?<!\p{{L}})(?:{_pattern})(?!\p{{L}})")(lambda m: m.group())
WEIGHTS = {name: weight for name, _, weight in VERBS}
ANY = regex.compile("|".join(rf"(?P<{n}>(?<!\p{{L}})(?:{p})(?!\p{{L}}))" for n, p, _ in VERBS), regex.VERBOSE)

PAPER_BEFORE = regex.compile(rf"{PAPER}[^.;]{{0,140}}(?:thi[ ]đua|phong[ ]trào)", regex.VERBOSE)
AS_NOUN = regex.compile(
    r"(?<!\p{L})(?:lễ|buổi|lời|việc|công[ ]tác|nội[ ]dung|sau|bộ[ ]phận|kế[ ]hoạch|diễn[ ]văn|hội[ ]nghị|ngày|"
    r"biểu)[ ]$",
    regex.VERBOSE,
)
CAMPAIGN_AHEAD = regex.compile(
    r"thi[ ]đua|phát[ ]động|phong[ ]trào|giao[ ]ước|cao[ ]điểm|tháng[ ]công[ ]nhân|chiến[ ]dịch|vận[ ]động|"
    r"ra[ ]quân|tháng[ ]hành[ ]động",
    regex.VERBOSE,
)

STARTS = regex.compile(
    r"thi[ ]đua|phát[ ]động|phong[ ]trào|giao[ ]ước|cao[ ]điểm|nước[ ]rút|chiến[ ]dịch|cuộc[ ]vận[ ]động|đợt|"
    r"(?:chương[ ]trình|tháng)[ ][“\"]|[0-9]{2,3}[ ]ngày",
    regex.VERBOSE,
)
"""What a signal starts: "nổi trống mở màn đợt …", "bấm nút 45 ngày nước rút"."""

PASSIVE = regex.compile(r"(?<!\p{L})(?:do|được|bởi)[ ](?:[^.,;:]{0,40}[ ])?$", regex.VERBOSE)
DIRECT_PASSIVE = regex.compile(r"(?<!\p{L})(?:do|được|bởi)[ ]$", regex.VERBOSE)
PARTNER = regex.compile(
    r"(?<!\p{L})(?:phối[ ]hợp(?:[ ](?:chặt[ ]chẽ|tổ[ ]chức))?(?:[ ](?:với|cùng))?|"
    r"(?<!cùng[ ])với)[ ](?:đồng[ ]chí[ ])?"
    r"(?:(?:bgh|bgđ|ban[ ](?:giám[ ](?:hiệu|đốc)|lãnh[ ]đạo)|chuyên[ ]môn|chính[ ]quyền|nhà[ ]trường|lãnh[ ]đạo)"
    r"(?:,|[ ]và)[ ]){0,2}$",
    regex.VERBOSE,
)
OBLIQUE = regex.compile(
    r"(?<!\p{L})(?:tại|ở|cho|tới|đến|trong|của|về|từ|theo|trên|vào|trụ[ ]sở|hội[ ]trường|đại[ ]hội|nghị[ ]quyết|gồm|"
    r"giữa|"
    r"khối|thuộc|nhất[ ]là|như|sang|lên|gửi|giao|lập|các|hưởng[ ]ứng|chọn|toàn|dự|đề[ ]nghị|yêu[ ]cầu|ngoài|trước)[ ]"
    r"(?:nhân[ ]dân[ ]|toàn[ ]thể[ ]|sân[ ]|hội[ ]trường[ ]|trụ[ ]sở[ ]|khuôn[ ]viên[ ]|nhà[ ]văn[ ]hóa[ ]|"
    r"sân[ ]vận[ ]động[ ]|phòng[ ]họp[ ]|địa[ ]bàn[ ])?$|"
    r"(?<!\p{L})(?:công[ ]trường|khai[ ]trường|công[ ]trình|dự[ ]án|gói[ ]thầu|mặt[ ]bằng|nhà[ ]xưởng|thăm)"
    r"[ ](?:(?:của|thi[ ]công|xây[ ]dựng|mở[ ]rộng|dự[ ]án|công[ ]trình)[ ]){0,2}$",
    regex.VERBOSE,
)
ANSWERS = regex.compile(
    r"triển[ ]khai|hưởng[ ]ứng|thực[ ]hiện|tham[ ]gia|tiếp[ ]tục|gắn[ ]với|cùng[ ]tên|đẩy[ ]mạnh|theo[ ]|"
    r"cụ[ ]thể[ ]hóa|chủ[ ]đề[ ]",
    regex.VERBOSE,
)
BLOCKED = regex.compile(
    r"(?<!\p{L})(?:do|được|bị|mà|theo|hưởng[ ]ứng|cho[ ]biết|cho[ ]rằng|cho[ ]hay|nhấn[ ]mạnh|yêu[ ]cầu|đề[ ]nghị|"
    r"chỉ[ ]đạo|"
    r"giao|hướng[ ]dẫn|vận[ ]động|để|nhằm|khi|nên|vì|tại|các[ ](?:cấp|đơn[ ]vị|công[ ]đoàn|cơ[ ]sở|địa[ ]phương|"
    r"huyện|ngành|"
    r"chi[ ]hội|tổ[ ]chức|doanh[ ]nghiệp|trường)|mỗi|từng)(?!\p{L})",
    regex.VERBOSE,
)
ASIDE = regex.compile(
    r"\([^()]{0,160}\)|,[ ](?:gồm|bao[ ]gồm)[ ][^.;]{1,240}?,(?=[ ](?:đã|vừa|tổ[ ]chức|long[ ]trọng|ký|phát))|"
    r",?[ ]do[ ][^.;,]{1,80}(?:làm|giữ(?:[ ]vai)?|đảm[ ]nhận|đảm[ ]nhiệm)[ ](?:trưởng|cụm|khối|đơn[ ]vị)[^,.;]{0,30},?|"
    r",[ ](?:tại|ở|trong)[ ][^,.;]{1,80},|[ ]tại[ ](?:hội[ ]nghị|hội[ ]trường|lễ|buổi|trụ[ ]sở|đại[ ]hội)[^,.;]{0,60},",
    regex.VERBOSE,
)
LEADS = regex.compile(
    r"(?:[ ](?:làm|là|giữ(?:[ ]vai)?|đảm[ ]nhận|đảm[ ]nhiệm)|[ ]?[,–-])[ ]"
    r"(?:trưởng|khối[ ]trưởng|cụm[ ]trưởng|đơn[ ]vị|cụm|cơ[ ]quan)",
    regex.VERBOSE,
)
JOINED = regex.compile(
    r"[ ]?(?:,|và|cùng(?:[ ]với)?|-|–|,[ ]và|liên[ ]tịch[ ]với|liên[ ]tịch)[ ](?:(?:ban[ ])?lãnh[ ]đạo[ ]|"
    r"(?:chuyên[ ]môn|chính[ ]quyền|ban[ ]thi[ ]đua)[ ]|"
    r"(?:chủ[ ]tịch|giám[ ]đốc|tổng[ ]giám[ ]đốc)[ ])?",
    regex.VERBOSE,
)
WHILE = regex.compile(r"(?<!\p{L})(?:sau[ ]khi|khi|lúc|trong[ ]lúc|ngay[ ]sau[ ]khi)[ ]$", regex.VERBOSE)
"""Right before a verb that has the subject of the main clause: "X nói khi phát động đợt thi đua"."""
MEMBERS = regex.compile(
    r"(?<!\p{L})(?:đại[ ]diện|lãnh[ ]đạo|thủ[ ]trưởng|thành[ ]viên|đơn[ ]vị|cơ[ ]quan|doanh[ ]nghiệp|trường|sở)"
    r"(?:[ ][\p{L}0-9]{1,8}){0,4}[ ](?:của|trong|thuộc)[ ]$",
    regex.VERBOSE,
)
"""Members before the block they belong to."""

_SYLLABLE = r"\p{Lu}[\p{Ll}'’]{0,8}"
HOLDER = regex.compile(
    rf"^(?:,?[ ](?:ông|bà|đồng[ ]chí|đ/c|bác[ ]sĩ|kỹ[ ]sư|thầy|cô))?,?[ ]{_SYLLABLE}(?:[ ]{_SYLLABLE}){{1,4}}"
    r",?(?=[ ](?:và|cùng)[ ])",
    regex.VERBOSE,
)
"""The holder of an office between two bodies, as written: "Giám đốc X, ông | Trần Văn A, | và Chủ tịch Y"."""

PARTY_OFFICE = regex.compile(
    r"(?:ủy[ ]viên(?:[ ]ban[ ](?:thường[ ]vụ|chấp[ ]hành))?|bí[ ]thư(?:[ ]thường[ ]trực)?|btv|bch)[ ]$", regex.VERBOSE
)
"""A Party office, whose holder goes on to the office that matters: "Ủy viên Ban Thường vụ Tỉnh ủy, Giám đốc …"."""
