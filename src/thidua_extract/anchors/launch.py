"""The launch (lễ phát động, ký kết, ban hành): which day of the article it is, and the campaign's first year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from thidua_extract.anchors.resolve import first_day
from thidua_extract.blocks import Document, Sentence
from thidua_extract.lexicon import alternation, load_table
from thidua_extract.mentions.dates import Time, find_in
from thidua_extract.mentions.dates_atoms import D, M, Y
from thidua_extract.mentions.documents import Cited
from thidua_extract.mentions.lunar_years import find_lunar_year
from thidua_extract.records import Issue, LaunchedOn
from thidua_extract.rules import compile_pattern, rule
from thidua_extract.spans import Mention, inside

__all__ = ["CampaignYear", "find_campaign_year", "find_launch"]

_DAY = dt.timedelta(days=1)


def _cues(kind: str) -> str:
    return alternation([row["surface"] for row in load_table("launch_cues") if row["kind"] == kind])


_LAUNCHING = compile_pattern(rf"(?<!\p{{L}})(?:{_cues('launch')})(?!\p{{L}})")
_EVENT = compile_pattern(rf"(?<!\p{{L}})(?:{_cues('event')})(?!\p{{L}})")
_ISSUING = compile_pattern(rf"(?<!\p{{L}})(?:{_cues('issue')})(?!\p{{L}})")
_ELSEWHERE = compile_pattern(rf"(?<!\p{{L}})(?:{_cues('elsewhere')})(?!\p{{L}})")
_OF_PARENT = compile_pattern(r"(?<!\p{L})do[ ][^.;,]{3,90}phát[ ]động[ ](?:từ[ ]|vào[ ])?$")
_FUTURE = compile_pattern(r"(?<!\p{L})(?:sẽ|dự[ ]kiến|sắp)[ ][^.;]{0,60}$")
_AHEAD = compile_pattern(r"[ ,]{0,2}(?:[^.;,]{0,40}[ ])?(?:sẽ|dự[ ]kiến)[ ]")


@rule("anchors.launched_on", r"(?<!\p{L})(?:phát[ ]động|khởi[ ]động|ra[ ]quân|ký|ban[ ]hành|lễ|hội[ ]nghị)(?!\p{L})")
def _launched_on(m: regex.Match[str]) -> bool:
    """The day of the ceremony, conference or signature."""
    return True


@rule(
    "anchors.document_issued",
    rf"(?<!\p{{L}})(?:{_cues('issue')})[ ](?:[\p{{L}}]{{1,10}}[ ]){{0,3}}$"
    r"|(?<!\p{L})phát[ ]động[ ](?:tại|bằng|theo|qua|thông[ ]qua|kèm[ ]theo)[ ]$",
)
def _document_issued(m: regex.Match[str]) -> bool:
    """(vừa) ban hành Kế hoạch số 52/KH-UBND ngày …: the announced document's own date."""
    return True


@rule(
    "anchors.document_signed",
    r"[^.;\n]{0,220}[ ](?:ký|phê[ ]duyệt|ban[ ]hành|thông[ ]qua)[ ](?:vào[ ])?$",
)
def _document_signed(m: regex.Match[str]) -> bool:
    """Kế hoạch số 52/KH-UBND, được Chủ tịch … phê duyệt hôm …: the day after the announced document."""
    return True


_BASIS = compile_pattern(
    r"(?<!\p{L})(?:căn[ ]cứ|thực[ ]hiện|theo|hưởng[ ]ứng|cơ[ ]sở|tinh[ ]thần|triển[ ]khai)(?!\p{L})"
)


@dataclass(frozen=True, slots=True)
class CampaignYear:
    """The campaign's first year, and whether the article writes it beside the campaign."""

    year: int | None
    stated: bool


@dataclass(frozen=True, slots=True)
class _Candidate:
    start: int
    end: int
    score: int
    day: dt.date
    stated: bool
    rule: str


def find_campaign_year(document: Document, times: Sequence[Mention[Time]]) -> CampaignYear:
    """The year of the headline, else the one beside "phát động", else the only year the article is about."""
    reviewed = None
    for block in document.blocks:
        if block.kind == "title":
            year = _governed_year(document, inside(times, block.start, block.end), block.start)
            if year and not _only_reviews(document.folded[block.start : block.end]):
                return CampaignYear(year, True)
            reviewed = reviewed or year
    beside = _OF_LAUNCH if reviewed else _LAUNCH_OF_YEAR
    for block in document.readable()[:6]:
        for mention in inside(times, block.start, block.end):
            before = document.folded[max(block.start, mention.start - 90) : mention.start]
            if _names_year(mention.value) and beside.search(before) and not _BEGAN.search(before):
                return CampaignYear(mention.value.start.year if mention.value.start else None, True)
    return CampaignYear(reviewed, True) if reviewed else CampaignYear(_only_year(document, times), False)


def _only_reviews(title: str) -> bool:
    """Whether a title sums up and launches nothing: its year may be the one before the campaign's."""
    return bool(_OF_REVIEW.search(title)) and not _LAUNCHING.search(title)


def _only_year(document: Document, times: Sequence[Mention[Time]]) -> int | None:
    """The one year that all of an article's times name, or else all of its anniversaries fall in."""
    for forms in (("point", "range", "deadline", "as_of", "plan"), ("anniversary",)):
        named = [
            m.value
            for m in times
            if m.value.form in forms
            and not m.value.of_document
            and not _BEGAN.search(document.folded, max(0, m.start - 90), m.start)
        ]
        ends = [point for time in named for point in ((time.start, time.end) if forms[1:] else (time.end,)) if point]
        years = {point.year for point in ends if point.year}
        if years:
            return years.pop() if len(years) == 1 else None
    return None


_LAUNCH_OF_YEAR = regex.compile(
    r"(?:thi đua|phong trào|chương trình|tháng công nhân|giao ước|phát động|triển khai (?:kế hoạch|nhiệm vụ))"
    r"(?:(?!chủ đề|kết quả|tổng kết)[^.;:“”\"]){0,60}$"
)
_OF_REVIEW = regex.compile(r"(?:tổng|sơ) kết")
_BEGAN = regex.compile(r"(?:khởi xướng|ra đời|hình thành|lần đầu|bắt nguồn|khai sinh)[^.;]{0,60}$")
_OF_LAUNCH = regex.compile(
    r"(?:phát động|giao ước|triển khai|phương hướng|nhiệm vụ|ra quân|khởi động)[^.;:“”\"]{0,80}$"
)


def _names_year(time: Time) -> bool:
    return (
        time.form in ("point", "plan")
        and time.start is not None
        and time.start.grain == "year"
        and bool(time.start.year)
    )


def _governed_year(document: Document, times: Sequence[Mention[Time]], floor: int) -> int | None:
    """In "Tổng kết 2019, phát động thi đua năm 2020" the year that the launch governs."""
    years = [m for m in times if _names_year(m.value) and m.value.start]
    launched = [m for m in years if _OF_LAUNCH.search(document.folded[floor : m.start])]
    chosen = launched[-1:] or years[-1:]
    return chosen[0].value.start.year if chosen and chosen[0].value.start else None


def find_launch(
    document: Document,
    times: Sequence[Mention[Time]],
    cited: Sequence[Mention[Cited]],
    *,
    published_on: dt.date | None,
    campaign: CampaignYear,
) -> tuple[LaunchedOn | None, tuple[Issue, ...]]:
    """The launch as the article dates it, with an issue where its year had to be inferred."""
    found = [
        *_dated(document, times, published_on, campaign),
        *_issued(document, cited, published_on, campaign),
        *_signed(document, times, cited),
        *_lettered(document),
    ]
    if not found:
        return None, ()
    best = max(found, key=lambda c: (c.score, -c.start))
    launched = LaunchedOn(date=best.day, evidence=document.evidence(best.start, best.end), rule=best.rule)
    if best.stated:
        return launched, ()
    message = f"The launch has no year in the text; {best.day.year} is inferred."
    return launched, (Issue(code="year_inferred", message=message, field="launched_on"),)


def _dated(
    document: Document, times: Sequence[Mention[Time]], published_on: dt.date | None, campaign: CampaignYear
) -> Iterator[_Candidate]:
    order = {id(b): k for k, b in enumerate(document.readable())}
    for mention in times:
        block = document.block_at(mention.start)
        sentence = document.sentence_at(mention.start)
        if block is None or sentence is None or not _may_be_event(document, mention):
            continue
        day, stated = _day_of(mention.value, published_on, _in_lunar_year(document, sentence, campaign))
        if day is None or (published_on and not -900 < (day - published_on).days < 60):
            continue
        score = _score(document, mention, sentence.start, sentence.end, order.get(id(block), 99))
        if score > 0:
            yield _Candidate(mention.start, mention.end, score, day, stated, _launched_on.name)


def _in_lunar_year(document: Document, sentence: Sentence, campaign: CampaignYear) -> CampaignYear:
    """The year beside the campaign, else the one that the sentence names by its Tết, else any other."""
    lunar = None if campaign.stated else find_lunar_year(document.folded, sentence.start, sentence.end)
    return CampaignYear(lunar, False) if lunar else campaign


def _may_be_event(document: Document, mention: Mention[Time]) -> bool:
    time = mention.value
    if time.of_document or time.start is None or time.start.grain != "day" or time.start.special in ("now", "launch"):
        return False
    if time.form == "range":
        return time.cue == "session"
    if time.form == "holiday":
        return document.folded[mention.start : mention.end].startswith("đúng")
    return time.form == "point"


def _score(document: Document, mention: Mention[Time], start: int, end: int, order: int) -> int:
    """How surely a day is the launch's: 0 where nothing is launched in its sentence."""
    text = document.folded
    before, after = text[start : mention.start], text[mention.end : end]
    if _FUTURE.search(before) or _AHEAD.match(after) or _ELSEWHERE.search(before[-60:] + " " + after[:60]):
        return 0
    own = text[mention.start : mention.end]
    launching = bool(_LAUNCHING.search(before) or _LAUNCHING.search(after))
    if order < 2 and mention.value.cue == "session" and not launching:
        block = document.block_at(start)
        launching = "bắt đầu" in own or (block is not None and _LAUNCHING.search(text, end, block.end) is not None)
    event = bool(_EVENT.search(before) or _EVENT.search(after))
    if not (launching or event) or (order > 4 and not launching):
        return 0
    score = -5 * bool(_OF_PARENT.search(before)) + 6 * launching + 3 * event + max(0, 5 - order)
    score += 3 * (mention.value.cue == "session") + 2 * (len(before.strip(" -–(")) < 25)
    return score


def _day_of(time: Time, published_on: dt.date | None, campaign: CampaignYear) -> tuple[dt.date | None, bool]:
    """The day of an event, and whether its year is written."""
    point = time.start
    if point is not None and point.special and published_on:
        return published_on - _DAY * (point.special == "yesterday"), False
    if point is None or point.month is None or point.day is None:
        return None, False
    if point.year:
        return first_day(point, point.year), True
    if published_on:
        day = first_day(point, published_on.year)
        late = day is not None and day > published_on + 10 * _DAY
        return (first_day(point, published_on.year - 1) if late else day), False
    if campaign.year:
        return first_day(point, campaign.year - 1 if point.month == 12 else campaign.year), False
    return None, False


@rule("anchors.letterhead", rf",[ ]ngày[ ]{{1,3}}{D}[ ]tháng[ ]{{1,3}}{M}[ ]năm[ ]{{1,3}}{Y}[ ]*(?=\n|$)")
def _letterhead(m: regex.Match[str]) -> dt.date | None:
    """Yên Bình, ngày 18 tháng 02 năm 2022: the head of a document given in full."""
    try:
        return dt.date(int(m["y"]), int(m["m"]), int(m["d"]))
    except ValueError:
        return None


def _lettered(document: Document) -> Iterator[_Candidate]:
    if "số:" not in document.folded[:1200]:
        return
    for found, day in _letterhead.finditer(document.folded, 0, 2000):
        yield _Candidate(found.start() + 2, found.end(), 14, day, True, _letterhead.name)


def _signed(
    document: Document, times: Sequence[Mention[Time]], cited: Sequence[Mention[Cited]]
) -> Iterator[_Candidate]:
    """The day a document that opens the article is said to have been signed on."""
    for mention in cited[:1]:
        sentence, blocks = document.sentence_at(mention.start), document.readable()[:2]
        opens = sentence and any(b.start <= mention.start < b.end for b in blocks)
        if not sentence or not opens or _BASIS.search(document.folded[sentence.start : mention.start]):
            continue
        for time in inside(times, mention.end, sentence.end):
            day, stated = _day_of(time.value, None, CampaignYear(None, False))
            if day and stated and _document_signed.pattern.fullmatch(document.folded, mention.end, time.start):
                yield _Candidate(time.start, time.end, 5, day, stated, _document_signed.name)


def _issued(
    document: Document, cited: Sequence[Mention[Cited]], published_on: dt.date | None, campaign: CampaignYear
) -> Iterator[_Candidate]:
    """Dates of documents that the article announces."""
    for mention in cited:
        sentence = document.sentence_at(mention.start)
        if sentence is None or not _document_issued.pattern.search(document.folded[sentence.start : mention.start]):
            continue
        day, stated = mention.value.issued_on, True
        if day is None:  # Kế hoạch số 112-KH/ĐU, ngày 14-2: the year is left out
            inner = next(find_in(document.folded, mention.start, min(mention.end + 14, sentence.end)), None)
            day, stated = _day_of(inner.value, published_on, campaign) if inner else (None, False)
        if day is not None:
            yield _Candidate(mention.start, mention.end, 5, day, stated, _document_issued.name)
