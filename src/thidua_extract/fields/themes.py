"""Themes (chủ đề, chủ điểm) and slogans (khẩu hiệu, phương châm, thông điệp …) with what they belong to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from thidua_extract import records
from thidua_extract.anchors import Anchors
from thidua_extract.blocks import Document
from thidua_extract.mentions import Mentions
from thidua_extract.mentions.governors import govern, sentence_start
from thidua_extract.mentions.ordinals import phase_ordinals
from thidua_extract.rules import rule
from thidua_extract.text import fold_key

__all__ = ["extract"]

MAX_WORDS = 60


@dataclass(frozen=True, slots=True)
class _Found:
    """A theme or slogan as read: the view span of its text, of its cue, and the rule."""

    start: int
    end: int
    cue_start: int
    cue_end: int
    kind: str
    rule: str
    inherited: bool = False


@rule("themes.quoted", r"chủ[ ](?:đề|điểm)")
def _quoted_cue(m: regex.Match[str]) -> str:
    """A quoted theme after its cue."""
    return "theme"


@rule(
    "themes.slogan",
    r"khẩu[ ]hiệu | phương[ ]châm | thông[ ]điệp | tinh[ ]thần | mục[ ]tiêu | quan[ ]điểm | theo[ ]hướng | châm[ ]ngôn | slogan",
)
def _slogan_cue(m: regex.Match[str]) -> str:
    """A quoted slogan right after its cue."""
    return "slogan"


@rule(
    "themes.unquoted",
    r"""(?<!một[ ])(?<!các[ ])(?<!những[ ])(?<!nhiều[ ])(?<![\p{L}])(?P<cue>chủ[ ](?:đề|điểm))
        (?P<between>(?:[ ](?:công[ ]tác|hoạt[ ]động|thi[ ]đua|năm|chung|chính|của|xuyên[ ]suốt|[0-9]{4}|đợt|phong[ ]trào|tháng|lễ|hội[ ]thi|toàn|quốc|này|được|xác|định|chọn|cuộc|vận|động)){0,7})
        (?:[ ]?:[ ]{1,2}|[ ]là:?[ ]{1,2})
        (?P<text>[\p{L}\p{N}][^\n.;:(“”"]{8,240})""",
)
def _unquoted(m: regex.Match[str]) -> tuple[int, int]:
    """An unquoted theme: "Chủ đề thi đua là gương mẫu, kỷ luật, …" to the end of its clause."""
    return m.span("text")


@rule(
    "themes.unquoted_capital",
    r"(?<!\p{L})(?:với|lấy|có|mang)[ ](?P<cue>chủ[ ](?:đề|điểm))(?P<between>)[ ](?P<text>\p{Lu}[^\n.;:(“”\"]{8,200})",
)
def _unquoted_capital(m: regex.Match[str]) -> tuple[int, int]:
    """An unquoted theme written with a capital: "với chủ đề Tuổi trẻ sáng tạo"."""
    return m.span("text")


@rule(
    "themes.clause_tail",
    r""",?[ ](?:do|được|đã|sẽ|diễn[ ]ra|nhằm|với[ ]mục|với[ ]sự|trong[ ]đó|thời[ ]gian|từ[ ]ngày|từ[ ]tháng|bắt[ ]đầu|kéo[ ]dài|tại|gồm|bao[ ]gồm
       |có[ ]sự|thu[ ]hút|có[ ]ý[ ]nghĩa|vào[ ]ngày|vừa|đang|hướng[ ]tới[ ]kỷ|nhân[ ]dịp|chào[ ]mừng[ ]kỷ|lập[ ]thành[ ]tích[ ]chào)[ ] | ,[ ](?:với|trong|gắn|các|lđlđ|liên[ ]đoàn|ban|công[ ]đoàn|đây|qua|ngay|hội|ubnd|toàn)[ ]""",
)
def _clause_tail(m: regex.Match[str]) -> int:
    """What follows an unquoted theme in its sentence and is not of it."""
    return m.start()


@rule(
    "themes.year",
    r"^[ ](?:(?:công[ ]tác|hoạt[ ]động|hành[ ]động|thi[ ]đua|chung|trọng[ ]tâm|của|cả)[ ]){0,3}(?:năm(?![ ]học)|[12][0-9]{3})\b(?:[ ](?P<year>[12][0-9]{3}))?",
)
def _year_theme(m: regex.Match[str]) -> int | None:
    """ "chủ đề năm 2021", "chủ đề công tác năm": the theme of a year."""
    return int(m.group("year")) if m.group("year") else 0


@rule(
    "themes.parent",
    r"hưởng[ ]ứng[^.;“”]{2,90}[ ]do[ ](?P<body>[^.;,“”]{3,60}?)[ ](?:phát[ ]động|tổ[ ]chức|đề[ ]ra|lựa[ ]chọn|chọn)[^.;“”]{0,30}$",
)
def _parent(m: regex.Match[str]) -> str:
    """ "Hưởng ứng … do X phát động với chủ đề": the theme is the parent body's."""
    return m.group("body")


@rule(
    "themes.setter",
    r"[ ](?:do|của)[ ](?P<body>[^.;,“”]{3,60}?)(?:[ ](?:phát[ ]động|đề[ ]ra|chọn|lựa[ ]chọn|xác[ ]định|đưa[ ]ra|ban[ ]hành)[^.;,“”]{0,12})?(?:[ ]là)?:?[ ]*$",
)
def _setter(m: regex.Match[str]) -> str:
    """Whose theme it is, between the cue and the quotation."""
    return m.group("body")


@rule("themes.owner", r"^[ ](?:của|do)[ ]")
def _owner(m: regex.Match[str]) -> bool:
    """Whose theme it is, after the quotation."""
    return True


def extract(document: Document, mentions: Mentions, anchors: Anchors) -> tuple[records.Theme, ...]:
    """Items of ``themes`` in text order; a restated theme is one item, its clearest statement kept."""
    found: dict[str, records.Theme] = {}
    done = 0
    for item in sorted([*_quoted(document, mentions), *_plain(document)], key=lambda f: f.start):
        theme = _theme(document, mentions, item, done)
        key = fold_key(theme.text)
        done = item.end
        if key not in found or (found[key].scope == "campaign" and theme.scope != "campaign"):
            found[key] = theme
    return tuple(sorted(found.values(), key=lambda t: t.evidence.start))


def _quoted(document: Document, mentions: Mentions) -> Iterator[_Found]:
    for governed in govern(document, mentions.quotes):
        cue, value = governed.cue, governed.quote.value
        if cue is None or cue.role not in {"theme", "slogan"} or len(value.text.split()) > MAX_WORDS:
            continue
        if cue.role == "slogan" and not (governed.direct and not governed.inherited and value.closed):
            continue
        if len(value.text.split()) < 2:
            continue
        end = value.inner_start + len(value.text.rstrip(" .,;:"))
        yield _Found(
            value.inner_start,
            end,
            cue.start,
            cue.end,
            cue.role,
            f"themes.{'quoted' if cue.role == 'theme' else 'slogan'}",
            governed.inherited,
        )


def _plain(document: Document) -> Iterator[_Found]:
    for block in document.readable():
        for reading, text in ((_unquoted, document.folded), (_unquoted_capital, document.text)):
            for m, (start, end) in reading.finditer(text, block.start, block.end):
                tail = _clause_tail.pattern.search(document.folded, start + 8, end)
                end = tail.start() if tail else end
                end = start + len(document.text[start:end].rstrip(" ,-–"))
                yield _Found(start, end, m.start("cue"), m.end("cue"), "theme", reading.name)


def _theme(document: Document, mentions: Mentions, item: _Found, done: int) -> records.Theme:
    text = document.text[item.start : item.end]
    scope, phase, year, set_by = "campaign", None, None, None
    if item.kind == "theme":
        year, set_by = _year_and_setter(document, mentions, item)
        if year is not None or set_by or text.lower().startswith("năm "):
            scope = "year"
        else:
            phase = _phase(document, item, done)
            scope = "phase" if phase is not None else "campaign"
    return records.Theme(
        text=text, kind=item.kind, scope=scope, phase=phase, year=year or None, set_by=set_by,
        evidence=document.evidence(item.start, item.end), rule=item.rule,
    )  # type: ignore[arg-type]  # fmt: skip


def _year_and_setter(document: Document, mentions: Mentions, item: _Found) -> tuple[int | None, str | None]:
    between = document.folded[item.cue_end : max(item.cue_end, item.start - 1)]
    year = next((v for _, v in _year_theme.finditer(between)), None)
    if (m := _setter.pattern.search(between)) is not None:
        body = _body(mentions, item.cue_end + m.start("body"), item.cue_end + m.end("body"))
        if body or year is not None:
            return year, body
    begin = sentence_start(document, item.cue_start)
    if (m := _parent.pattern.search(document.folded, begin, item.cue_start)) is not None:
        return year, _body(mentions, m.start("body"), m.end("body")) or document.text[m.start("body") : m.end("body")]
    after = item.end + 1
    if _owner.pattern.match(document.folded[after : after + 5]):
        return year, _body(mentions, after + 4, after + 9)
    return year, None


def _body(mentions: Mentions, start: int, end: int) -> str | None:
    """The body named in ``start:end``."""
    return next((b.value.name for b in mentions.bodies if start <= b.start < end), None)


@rule("themes.whole", r"[ ](?:xuyên[ ]suốt|chung|cả[ ](?:năm|đợt)|phong[ ]trào|thi[ ]đua[ ]năm|toàn)(?!\p{L})")
def _whole(m: regex.Match[str]) -> bool:
    """ "chủ đề xuyên suốt", "chủ đề chung": the campaign's, not a phase's."""
    return True


_BULLET = regex.compile(r"[ •*+–-]*")


def _phase(document: Document, item: _Found, done: int) -> int | None:
    """The ordinal of the phase that the theme stands beside: its label in the sentence, or before it in the list."""
    block = document.block_at(item.cue_start)
    if block is None:
        return None
    begin = max(sentence_start(document, item.cue_start), done)
    ordinals = phase_ordinals(document.folded, begin, item.cue_start)
    if not ordinals and _BULLET.fullmatch(document.folded[begin : item.cue_start]):
        if _whole.pattern.search(document.folded, item.cue_end, max(item.cue_end, item.start)):
            return None
        ordinals = phase_ordinals(document.folded, max(block.start, done), item.cue_start)[-1:]
        if not ordinals and begin == block.start:
            ordinals = _ordinal_above(document, document.blocks.index(block))
    return ordinals[0] if len(set(ordinals)) == 1 else None


def _ordinal_above(document: Document, index: int) -> list[int]:
    """The label at the head of the nearest of the three lines above."""
    for block in reversed(document.blocks[max(0, index - 3) : index]):
        ordinals = phase_ordinals(document.folded, block.start, min(block.end, block.start + 40))
        if ordinals:
            return ordinals[:1]
    return []
