"""The time a claim holds for: the stated time that governs it, carried on over the sentences that continue it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import regex

from thidua_extract.anchors import Anchors, Span
from thidua_extract.blocks import Document, Sentence
from thidua_extract.claims.model import Mode
from thidua_extract.mentions.quantities import Amount
from thidua_extract.records import Period
from thidua_extract.spans import Mention, inside

__all__ = ["Periods"]

_COMPARED = regex.compile(
    r"(?:so[ ]với|cùng[ ]kỳ|hơn|bằng|kể[ ]từ[ ]khi)(?:[ ](?:cuối|đầu|cùng[ ]kỳ|thời[ ]điểm|các))?[ ]{1,2}\Z"
)
# The state of today, or a time the article does not date: nothing said before reaches over it.
_UNDATED = regex.compile(
    r"(?<!\p{L})(?<!phát[ ])(?<!thực[ ])(?<!thể[ ])(?<!xuất[ ])(?:hiện(?:[ ](?:nay|có|đang|tại|toàn))?|"
    r"đang[ ]quản[ ]lý|qua[ ](?:hơn[ ])?\d+[ ](?:tháng|"
    r"tuần|ngày)|sau[ ](?:hơn[ ])?\d+[ ](?:tháng|năm|tuần|ngày)"
    r"|dịp[ ](?:này|tết|lễ)|trước[ ]đó|nhân[ ]dịp|ngay[ ](?:sau|tại|trong)|tại[ ](?:hội[ ]nghị|lễ|buổi|"
    r"đại[ ]hội)|kết[ ]thúc[ ](?:đợt|giai[ ]đoạn))(?!\p{L})"
)
# A paragraph in which somebody else begins to speak leaves the report behind.
_TURN = regex.compile(
    r"[ ]{0,8}(?:phát[ ]biểu|thảo[ ]luận|tại[ ](?:hội[ ]nghị|buổi|lễ|đại[ ]hội)|dịp[ ]này|nhân[ ]dịp|hiện|"
    r"chia[ ]sẻ|ông|bà|cô|thầy|đồng[ ]chí|anh|chị|hưởng[ ]ứng|đại[ ]diện|theo[ ](?:ông|bà|anh|chị)|"
    r"không[ ]ít|sau[ ]khi|"
    r"nói[ ]về|(?:phó[ ])?(?:giám[ ]đốc|chủ[ ]tịch|bí[ ]thư|trưởng)|bên[ ]cạnh[ ]đó,[ ]báo[ ]cáo)(?!\p{L})"
)
_CLAUSE_BREAK = regex.compile(r";|\.[ ]")
_IN = regex.compile(r"(?:^|[,;:]|trong|qua|của)[ ]{0,2}(?:giai[ ]đoạn[ ])?\Z")
_ELSEWHERE = regex.compile(r"[ ]{0,8}(?:Ở|Tại|Trong khi đó|Còn)[ ,]{1,2}\p{Lu}")  # another place's figures
# A label right before a stretch: the phase's own, which the text does not carry on (links tie targets to it).
_LABELLED = regex.compile(
    r"(?<!\p{L})(?:đợt|giai[ ]đoạn|bước|chặng|kỳ|tuần|"
    r"khúc)[ ](?:thi[ ]đua[ ])?(?:thứ[ ])?[\p{L}\d]{1,4}[^.;\n]{0,24}\Z"
)
_THIS_YEAR = regex.compile(
    r"(?<!\p{L})(?:(?:trong|cả|hết)[ ]năm|năm[ ]nay)(?![ ]?(?:\d|học|qua|tới|sau|trước|công|tháng))"
    r"(?!\p{L})"
)
_PLAN_FOR = regex.compile(
    r"(?<!\p{L})(?:giao[ ]ước|chỉ[ ]tiêu|phương[ ]hướng|nội[ ]dung)"
    r"(?:[ ](?:thi[ ]đua|công[ ]tác|nhiệm[ ]vụ|,)){0,2}[ ]\Z"
)
_ITEM = 24
"""How far a number may be behind the time that opens its item of a list, in code points."""
_NAMED_MONTH = regex.compile(r"(?<!\p{L})tháng[ ](?:công[ ]nhân|thanh[ ]niên|hành[ ]động[^,.;]{0,40})[ ]$")
_DIGIT = regex.compile(r"\d")
_REACH = 160  # code points that a time behind the number may be away


@dataclass(slots=True)
class Periods:
    """Reads the periods of one document's claims in text order, remembering the time in force for each mode."""

    document: Document
    anchors: Anchors
    amounts: Sequence[Mention[Amount]]
    _force: dict[Mode, Span | None] = field(default_factory=lambda: {"goal": None, "result": None})
    _intro: Span | None = None

    def enter(self, sentence: Sentence, *, new_block: bool, listed: bool) -> None:
        """Note that reading moves on to ``sentence``; ``listed``: its block is an item of a list."""
        text = self.document.folded
        if new_block and listed:
            self._force["goal"] = self._intro
        elif new_block:
            self._force["goal"] = None
            if _TURN.match(text, sentence.start, sentence.end) or _ELSEWHERE.match(self.document.text, sentence.start):
                self._force["result"] = None
        opening = inside(self.anchors.times, sentence.start, sentence.start + 24)
        if any(m.value.form == "holiday" for m in opening):
            self._force["result"] = None

    def leave(self, sentence: Sentence, mode: Mode | None, *, listed: bool) -> None:
        """Remember what times the sentence leaves in force for the next."""
        if mode is not None:
            leading = [m.value for m in self._times(sentence.start, sentence.end, mode) if self._carries(sentence, m)]
            leading = [s for s in leading if (s.end if mode == "goal" else self._is_over(s))]
            if leading:
                self._force[mode] = leading[-1]
        planned = [m.value for m in inside(self.anchors.times, sentence.start, sentence.end) if self._is_planned_for(m)]
        if planned:
            self._force["goal"] = planned[-1]
        if not listed:
            self._intro = self._force["goal"]

    def read_adjacent(self, mention: Mention[Amount], mode: Mode) -> Period | None:
        """The time right behind the number, for what nothing else dates: "giảm từ 5,2% năm 2015 xuống …"."""
        own = self._adjacent(mention, mode)
        return _period(own.value) if own and own.value.start and own.value.end else None

    def read(self, sentence: Sentence, mention: Mention[Amount], mode: Mode) -> Period | None:
        """Inclusive days of a claim, or None where the text states no time for it."""
        own = (
            self._adjacent(mention, mode)
            or self._due(sentence, mention, mode)
            or self._before(sentence, mention, mode)
            or self._behind(sentence, mention, mode)
        )
        if own is None:
            undated = _UNDATED if mode == "result" else _THIS_YEAR
            if undated.search(self.document.folded, sentence.start, mention.start):
                return None
            return _period(self._force[mode])
        if own.value.form == "point" and own.value.start_grain == "year" and not own.value.dated:
            return self._undated_year(own.value, mode)
        if mode == "result" and self._leads(sentence, own) and own.value.start != own.value.end:
            self._force[mode] = own.value
        return _period(own.value)

    def _is_planned_for(self, time: Mention[Span]) -> bool:
        """Whether a year is the one that a pact or plan is for: "giao ước thi đua năm 2012 gồm 5 nội dung"."""
        if time.value.start_grain != "year" or time.value.form != "point":
            return False
        return _PLAN_FOR.search(self.document.folded, max(0, time.start - 40), time.start) is not None

    def _carries(self, sentence: Sentence, time: Mention[Span]) -> bool:
        labelled = _LABELLED.search(self.document.folded, max(sentence.start, time.start - 48), time.start)
        return labelled is None and self._leads(sentence, time)

    def _is_over(self, span: Span) -> bool:
        """Whether a time may date results said after it: stated, longer than a day, not the campaign's own year."""
        if not span.dated or span.end is None or (span.form == "point" and span.start == span.end):
            return False
        own_year = span.start_grain == "year" and span.start is not None and span.start.year == self.anchors.year
        now = self.anchors.published_on or self.anchors.reference
        return not (own_year and now and span.end and span.end > now)

    def _undated_year(self, span: Span, mode: Mode) -> Period | None:
        """ "trong năm": the year that is being reported, or the campaign's."""
        if mode == "result":
            return _year_of(_period(self._force["result"] or span))
        year = self.anchors.year
        if year is None or span.start is None:
            return _period(span)
        return Period(start=span.start.replace(year=year), end=span.end and span.end.replace(year=year), grain="year")

    def _times(self, start: int, end: int, mode: Mode) -> list[Mention[Span]]:
        return [m for m in inside(self.anchors.times, start, end) if self._tells(m, start, mode)]

    def _tells(self, mention: Mention[Span], low: int, mode: Mode) -> bool:
        """Whether a time can date a claim of this mode at all."""
        span, now = mention.value, self.anchors.published_on or self.anchors.reference
        if span.form in ("anniversary", "term", "holiday") or span.of_document or not (span.start or span.end):
            return False
        if mode == "goal" and span.form == "point" and span.start == span.end:
            return False  # the day of the event, not a term
        named = _NAMED_MONTH.search(self.document.folded, low, mention.start)
        if named and span.start_grain == "year" and not self._says_year(mention):
            return False  # "Tháng Thanh niên năm nay"
        if mode == "result" and ((now and span.start and span.start > now) or self._is_event(span)):
            return False
        if mode == "result" and span.form == "point" and span.start is None and not self._says_year(mention):
            return False  # "cuối năm", of a year said elsewhere
        if span.form == "plan" and not _IN.search(self.document.folded[max(low, mention.start - 20) : mention.start]):
            return False
        return not _COMPARED.search(self.document.folded, max(low, mention.start - 24), mention.start)

    def _says_year(self, mention: Mention[Span]) -> bool:
        """Whether a time names its year itself."""
        return _DIGIT.search(self.document.folded, mention.start, mention.end) is not None

    def _is_event(self, span: Span) -> bool:
        """Whether a time is the day of the launch itself."""
        launched = self.anchors.launched_on
        return span.form == "point" and launched is not None and span.start == span.end == launched.date

    def _leads(self, sentence: Sentence, time: Mention[Span]) -> bool:
        """Whether a time opens its clause rather than dating one quantity before it."""
        text = self.document.folded
        low = max([sentence.start, *(m.end() for m in _CLAUSE_BREAK.finditer(text, sentence.start, time.start))])
        counted = [a for a in inside(self.amounts, low, time.start) if a.value.kind not in ("time", None)]
        window = text[max(low, time.start - 40) : time.start]
        return not counted and window.rfind("(") <= window.rfind(")")

    def _adjacent(self, mention: Mention[Amount], mode: Mode) -> Mention[Span] | None:
        """A time right behind the quantity ("1,11% cuối năm 2020")."""
        if mention.value.unit == "lần":
            return None  # "gấp 3 lần năm 2010" compares
        near = self._times(mention.end, mention.end + 3, mode)
        return near[0] if near and not self.document.folded[mention.end : near[0].start].strip(" (") else None

    def _before(self, sentence: Sentence, mention: Mention[Amount], mode: Mode) -> Mention[Span] | None:
        """The last time before the quantity in its sentence that opens its clause."""
        text = self.document.folded
        for time in reversed(self._times(sentence.start, mention.start, mode)):
            leads = self._leads(sentence, time) or self._shares_bracket(time, mention) or self._parallel(time, mention)
            if not leads:
                continue
            if mode == "result" and _UNDATED.search(text, time.end, mention.start):
                return None
            return time
        return None

    def _parallel(self, time: Mention[Span], mention: Mention[Amount]) -> bool:
        """Whether a time opens a further item of a list: "tháng 10 đạt 195 tấn, | tháng 11 đạt 200 tấn"."""
        text = self.document.folded
        between = text[time.end : max(time.end, mention.value.lead)]
        return text[: time.start].endswith(", ") and len(between) <= _ITEM and "," not in between

    def _shares_bracket(self, time: Mention[Span], mention: Mention[Amount]) -> bool:
        opening = self.document.folded.rfind("(", max(0, time.start - 40), time.start)
        return opening >= 0 and ")" not in self.document.folded[opening : mention.start]

    def _due(self, sentence: Sentence, mention: Mention[Amount], mode: Mode) -> Mention[Span] | None:
        """A deadline behind a goal in its own clause of a list: "…; 100% hoàn thành trước ngày 20/12"."""
        if mode == "result" or ";" not in self.document.folded[sentence.start : mention.start]:
            return None
        behind = self._behind(sentence, mention, mode)
        return behind if behind and behind.value.form == "deadline" else None

    def _behind(self, sentence: Sentence, mention: Mention[Amount], mode: Mode) -> Mention[Span] | None:
        """The first time behind the quantity that its clause still holds."""
        text = self.document.folded
        for time in self._times(mention.end, min(sentence.end, mention.end + _REACH), mode):
            if _CLAUSE_BREAK.search(text, mention.end, time.start) or inside(self.amounts, mention.end, time.start):
                return None
            if mode == "result" and time.value.form == "deadline":
                return None
            return time
        return None


def _year_of(period: Period | None) -> Period | None:
    """The year that a stretch lies in: "cả năm" after a quarter's figures."""
    if period is None or period.start is None or period.end is None or period.start.year != period.end.year:
        return period
    return Period(start=period.start.replace(month=1, day=1), end=period.end.replace(month=12, day=31), grain="year")


def _period(span: Span | None) -> Period | None:
    return Period(start=span.start, end=span.end, grain=span.start_grain or span.end_grain) if span else None
