"""The launch (lễ phát động, ký kết, ban hành): which day of the article it is, and the campaign's first year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from thidua_extract.anchors.campaign_years import LAUNCHING, CampaignYear, launch_cues, range_year, within
from thidua_extract.anchors.resolve import first_day
from thidua_extract.blocks import Document
from thidua_extract.mentions.dates import Time, find_in
from thidua_extract.mentions.dates_atoms import D, M, Y
from thidua_extract.mentions.documents import Cited
from thidua_extract.records import Issue, LaunchedOn
from thidua_extract.rules import compile_pattern, rule
from thidua_extract.spans import Mention, inside

__all__ = ["find_launch"]

_DAY = dt.timedelta(days=1)


_EVENT = compile_pattern(rf"(?<!\p{{L}})(?:{launch_cues('event')})(?!\p{{L}})")
_ISSUING = compile_pattern(rf"(?<!\p{{L}})(?:{launch_cues('issue')})(?!\p{{L}})")
_ELSEWHERE = compile_pattern(rf"(?<!\p{{L}})(?:{launch_cues('elsewhere')})(?!\p{{L}})")
_OF_PARENT = compile_pattern(r"(?<!\p{L})do[ ][^.;,]{3,90}phát[ ]động[ ](?:từ[ ]|vào[ ])?$")
_FUTURE = compile_pattern(r"(?<!\p{L})(?:sẽ|dự[ ]kiến|sắp)[ ][^.;]{0,60}$")
_AHEAD = compile_pattern(r"[ ,]{0,2}(?:[^.;,]{0,40}[ ])?(?:sẽ|dự[ ]kiến)[ ]")


@rule("anchors.launched_on", r"(?<!\p{L})(?:phát[ ]động|khởi[ ]động|ra[ ]quân|ký|ban[ ]hành|lễ|hội[ ]nghị)(?!\p{L})")
def _launched_on(m: regex.Match[str]) -> bool:
    """The day of the ceremony, conference or signature."""
    return True


@rule(
    "anchors.document_issued",
    rf"(?<!\p{{L}})(?:{launch_cues('issue')})[ ](?:[\p{{L}}]{{1,10}}[ ]){{0,3}}$"
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
class _Candidate:
    start: int
    end: int
    score: int
    day: dt.date
    stated: bool
    rule: str


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
    campaign = campaign if campaign.year else CampaignYear(range_year(times), False)
    for mention in times:
        block = document.block_at(mention.start)
        sentence = document.sentence_at(mention.start)
        if block is None or sentence is None or not _may_be_event(document, mention):
            continue
        day, stated = _day_of(mention.value, published_on, within(document, sentence, campaign))
        if day is None or (published_on and not -900 < (day - published_on).days < 60):
            continue
        score = _score(document, mention, sentence.start, sentence.end, order.get(id(block), 99))
        if score > 0:
            yield _Candidate(mention.start, mention.end, score, day, stated, _launched_on.name)


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
    launching = bool(LAUNCHING.search(before) or LAUNCHING.search(after))
    if order < 2 and mention.value.cue == "session" and not launching:
        block = document.block_at(start)
        launching = "bắt đầu" in own or (block is not None and LAUNCHING.search(text, end, block.end) is not None)
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
