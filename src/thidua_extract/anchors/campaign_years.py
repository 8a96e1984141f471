"""The campaign's first year: that of the headline, the one beside "phát động", or the only one it can be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from thidua_extract.blocks import Document, Sentence
from thidua_extract.lexicon import alternation, load_table
from thidua_extract.mentions.dates import Time
from thidua_extract.mentions.lunar_years import find_lunar_year
from thidua_extract.rules import compile_pattern
from thidua_extract.spans import Mention, inside

__all__ = ["LAUNCHING", "CampaignYear", "find_campaign_year", "launch_cues", "range_year", "within"]


def launch_cues(kind: str) -> str:
    """The cue words of a kind (``data/launch_cues.tsv``) as a pattern."""
    return alternation([row["surface"] for row in load_table("launch_cues") if row["kind"] == kind])


LAUNCHING = compile_pattern(rf"(?<!\p{{L}})(?:{launch_cues('launch')})(?!\p{{L}})")
"""Words of launching, on folded text."""

_LAUNCH_OF_YEAR = regex.compile(
    r"(?:thi đua|phong trào|chương trình|tháng công nhân|giao ước|phát động|triển khai (?:kế hoạch|nhiệm vụ))"
    r"(?:(?!chủ đề|kết quả|tổng kết)[^.;:“”\"]){0,60}$"
)
_OF_REVIEW = regex.compile(r"(?:tổng|sơ) kết")
_BEGAN = regex.compile(r"(?:khởi xướng|ra đời|hình thành|lần đầu|bắt nguồn|khai sinh)[^.;]{0,60}$")
_OF_LAUNCH = regex.compile(
    r"(?:phát động|giao ước|triển khai|phương hướng|nhiệm vụ|ra quân|khởi động)[^.;:“”\"]{0,80}$"
)


@dataclass(frozen=True, slots=True)
class CampaignYear:
    """The campaign's first year, and whether the article writes it beside the campaign."""

    year: int | None
    stated: bool


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
    return bool(_OF_REVIEW.search(title)) and not LAUNCHING.search(title)


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


def range_year(times: Sequence[Mention[Time]]) -> int | None:
    """The year that every stretch of days lies in, where the article is about several years: its campaign's."""
    ranges = [m.value for m in times if m.value.form == "range" and m.value.start and m.value.start.grain == "day"]
    years = {point.year for time in ranges for point in (time.start, time.end) if point and point.year}
    return years.pop() if len(years) == 1 else None


def within(document: Document, sentence: Sentence, campaign: CampaignYear) -> CampaignYear:
    """The year beside the campaign, else the one that the sentence names by its Tết, else any other."""
    lunar = None if campaign.stated else find_lunar_year(document.folded, sentence.start, sentence.end)
    return CampaignYear(lunar, False) if lunar else campaign
