"""Themes without quotation marks: "Chủ đề thi đua là gương mẫu, kỷ luật, …", "với chủ đề Tuổi trẻ sáng tạo"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from thidua_extract.blocks import Document
from thidua_extract.mentions.governors import sentence_start
from thidua_extract.mentions.ordinals import phase_ordinals
from thidua_extract.rules import rule

__all__ = ["UnquotedTheme", "find_unquoted"]

LEAST = 8
"""An unquoted theme has at least so many characters."""


@dataclass(frozen=True, slots=True)
class UnquotedTheme:
    """View spans of a theme and of its cue, with the rule that read it."""

    start: int
    end: int
    cue_start: int
    cue_end: int
    rule: str


@rule(
    "unquoted_themes.copula",
    r"""(?<!một[ ])(?<!các[ ])(?<!những[ ])(?<!nhiều[ ])(?<!\p{L})(?P<cue>chủ[ ](?:đề|điểm))
        (?:[ ](?:công[ ]tác|hoạt[ ]động|thi[ ]đua|năm|nay|chung|chính|của|xuyên[ ]suốt|[0-9]{4}|đợt|phong[ ]trào|tháng
          |lễ|hội[ ]thi|toàn|quốc|này|được|xác|định|chọn|cuộc|vận|động|học)){0,7}
        (?:[ ]?:[ ]{1,2}|[ ]là:?[ ]{1,2})
        (?P<text>[\p{L}\p{N}][^\n.;:(“”"]{8,240})""",
)
def _copula(m: regex.Match[str]) -> tuple[int, int]:
    """An unquoted theme after "là" or a colon, to the end of its clause."""
    return m.span("text")


@rule(
    "unquoted_themes.capital",
    r"""(?<!\p{L})(?:[Vv]ới|[Ll]ấy|[Cc]ó|[Mm]ang|[Cc]họn)[ ](?P<cue>chủ[ ](?:đề|điểm))(?:[ ]là)?[ ]
        (?P<text>\p{Lu}[^\n.;:(“”"]{8,200})""",
)
def _capital(m: regex.Match[str]) -> tuple[int, int]:
    """An unquoted theme written with a capital: "với chủ đề Tuổi trẻ sáng tạo"."""
    return m.span("text")


@rule(
    "unquoted_themes.phase",
    r"""(?:(?<!\p{L})(?:với|lấy|có|mang)[ ]|,[ ])(?P<cue>chủ[ ](?:đề|điểm))(?:[ ]là)?[ ]
        (?P<text>\p{Ll}[^\n.;:(“”"]{8,200})""",
)
def _phase(m: regex.Match[str]) -> tuple[int, int]:
    """An unquoted theme in small letters: only right after a phase, to the end of its clause."""
    return m.span("text")


@rule(
    "unquoted_themes.tail",
    r""",?[ ](?:do|được|đã|sẽ|diễn[ ]ra|nhằm|với[ ](?:mục|sự)|trong[ ]đó|thời[ ]gian|từ[ ](?:ngày|tháng)|bắt[ ]đầu
         |kéo[ ]dài|tại|gồm|bao[ ]gồm|có[ ]sự|thu[ ]hút|có[ ]ý[ ]nghĩa|vào[ ]ngày|vừa|đang|hướng[ ]tới[ ]kỷ|nhân[ ]dịp
         |chào[ ]mừng[ ]kỷ)[ ]
        | ,[ ](?:với|trong|gắn|các|lđlđ|liên[ ]đoàn|ban|công[ ]đoàn|đây|qua|ngay|hội|ubnd|toàn|tháng|đợt|lễ)[ ]""",
)
def _tail(m: regex.Match[str]) -> int:
    """What follows an unquoted theme in its sentence and is not of it."""
    return m.start()


def find_unquoted(document: Document) -> Iterator[UnquotedTheme]:
    """Unquoted themes in readable blocks."""
    for block in document.readable():
        for reading, text in ((_copula, document.folded), (_capital, document.text), (_phase, document.text)):
            for m, (start, end) in reading.finditer(text, block.start, block.end):
                if reading is _phase and not _after_phase(document, m.start()):
                    continue
                tail = _tail.pattern.search(document.folded, start + LEAST, end)
                stop = tail.start() if tail else end
                stop = start + len(document.text[start:stop].rstrip(" ,-–"))
                yield UnquotedTheme(start, stop, m.start("cue"), m.end("cue"), reading.name)


def _after_phase(document: Document, at: int) -> bool:
    """Whether a phase's label stands before ``at`` in its sentence."""
    return bool(phase_ordinals(document.folded, sentence_start(document, at), at))
