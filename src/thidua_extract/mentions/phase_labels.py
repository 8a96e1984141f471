"""Labels of phases: Đợt 1, giai đoạn I, bước hai, chặng thứ nhất, đợt đầu, with their ordinal."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import regex

from thidua_extract.blocks import Document
from thidua_extract.lexicon import alternation, load_table
from thidua_extract.rules import rule
from thidua_extract.spans import Mention

__all__ = ["Label", "find", "named", "phase_words", "said_to_be"]

_WORDS = {
    "một": 1, "nhất": 1, "đầu tiên": 1, "đầu": 1, "hai": 2, "nhì": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6,
    "bảy": 7,
}  # fmt: skip
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7}


def phase_words(kind: str) -> list[str]:
    """Surfaces of one kind in ``data/phase_words.tsv``."""
    return [row["surface"] for row in load_table("phase_words") if row["kind"] == kind]


@dataclass(frozen=True, slots=True)
class Label:
    """A label's ordinal; ``slip`` where it was read through a slip ("Đợt I1")."""

    ordinal: int
    slip: bool = False


@rule(
    "phases.label",
    rf"(?<![\p{{L}}\p{{N}}])(?<!(?:học|nhiệm|định|thời|chu|cùng|quốc|hoa|một|mỗi|bất)[ ])"
    rf"(?P<head>{alternation(phase_words('head'))})[ ]{{1,2}}(?:(?:thứ|số)[ ])?"
    r"(?:(?P<digits>0?[1-9]|1[0-2])(?![0-9])|(?P<roman>[ilv1]{1,4})(?![\p{L}\p{N}])"
    r"|(?P<word>đầu[ ]tiên|đầu|một|nhất|hai|nhì|ba|tư|bốn|năm|sáu|bảy)(?![\p{L}\p{N}]))"
    r"(?![/.\-–][0-9]|[ ]?[/.][ ]?[0-9]|[ ](?:năm|tháng|ngày|tuần|lần|số|mươi|cách|trong|triệu|tỷ|điểm)(?!\p{L}))"
    r"|(?<![\p{L}\p{N}])(?P<head>đợt|giai[ ]đoạn)[ ](?P<digits>[1-9])(?=[ ](?:năm[ ]20|trong[ ]|từ[ ]))",
)
def label(m: regex.Match[str]) -> Label | None:
    """Đợt 1, đợt thi đua thứ II, bước hai, đợt I1 (read as II)."""
    if m["digits"]:
        return Label(int(m["digits"]))
    if m["word"]:
        return Label(_WORDS[m["word"]])
    token = m["roman"]
    ordinal = _ROMAN.get(token.replace("l", "i").replace("1", "i"))
    return Label(ordinal, slip=token not in _ROMAN) if ordinal else None


@rule(
    "phases.named_label",
    r"(?<![\p{L}\p{N}])(?P<head>đợt|giai[ ]đoạn|chặng|mũi|tuần)[ ]"
    r"(?P<name>(?!(?:này|đó|ấy|trên|tới|qua|nay|mới|từ|đến|thi[ ]đua|cao[ ]điểm|phát[ ]động|vừa|hiện"
    r"|trước|sau|nào|tương)(?!\p{L}))"
    r"\p{L}{2,8}(?:[ ]\p{L}{2,8}){0,3}?)[ ]?[(:,\-–]?[ ]?(?:(?:là|được|sẽ|kéo[ ]dài|diễn[ ]ra"
    r"|thực[ ]hiện|bắt[ ]đầu)[ ]){0,2}\(?$",
)
def named(m: regex.Match[str]) -> str:
    """Đợt giữa, giai đoạn tăng tốc, chặng về đích: a phase with a name for a number, right before its time."""
    return m["name"]


@rule(
    "phases.elided_label", r"(?<=(?:,|;|và)[ ])thứ[ ](?P<word>hai|ba|tư|năm)(?=[ ]?\(|[ ](?:từ|kéo[ ]dài|diễn[ ]ra)[ ])"
)
def elided(m: regex.Match[str]) -> Label:
    """Đợt thứ nhất (…), thứ hai (…): the head is not said again."""
    return Label(_WORDS[m["word"]])


@rule(
    "phases.next_label",
    r"(?<![\p{L}\p{N}])(?:đợt|giai[ ]đoạn|chặng|bước|tuần)[ ](?:giữa|kế[ ]tiếp|tiếp[ ]theo|sau|cuối(?:[ ]cùng)?|chót)"
    r"(?![\p{L}\p{N}])",
)
def following(m: regex.Match[str]) -> bool:
    """Chặng đầu …, chặng sau …: the ordinal follows from the label before it."""
    return True


@rule(
    "phases.half_label",
    r"(?<!\p{L})nửa[ ](?:(?P<first>đầu)|sau|cuối|còn[ ]lại)"
    r"(?:[ ](?:của[ ])?(?:đợt|chiến[ ]dịch|phong[ ]trào|cao[ ]điểm|chặng)(?:[ ]thi[ ]đua)?)?"
    r"(?=[ ]?[(:,]|[ ](?:từ|kéo|diễn|là)[ ])",
)
def half(m: regex.Match[str]) -> Label:
    """Nửa đầu (1/4 - 30/9) …, nửa sau …: the two halves of a campaign."""
    return Label(1 if m["first"] else 2)


def find(document: Document) -> list[Mention[Label]]:
    """Phase labels in readable blocks, in text order."""
    return [found for block in document.readable() for found in _in_stretch(document.folded, block.start, block.end)]


def _in_stretch(folded: str, start: int, end: int) -> list[Mention[Label]]:
    """Full labels, and the short ones that lean on a full label before them."""
    found = list(_labels(folded, start, end))
    if not found and folded.find("nửa ", start, end) >= 0:
        halves = [Mention(m.start(), m.end(), half.name, value) for m, value in half.finditer(folded, start, end)]
        return halves if [h.value.ordinal for h in halves] == [1, 2] else found
    if not found:
        return found
    first = found[0].end
    found += [Mention(m.start(), m.end(), elided.name, value) for m, value in elided.finditer(folded, first, end)]
    for m, _ in following.finditer(folded, first, end):
        before = max((f for f in found if f.end <= m.start()), key=lambda f: f.start)
        if folded.startswith(m.group().split()[0], before.start) or before.rule == elided.name:
            found.append(Mention(m.start(), m.end(), following.name, Label(before.value.ordinal + 1)))
    return sorted(found, key=lambda f: f.start)


_MAYBE = re.compile(r"(?<!\w)(?:đợt|giai|bước|chặng|tuần|kỳ|mũi|pha|lượt|tháng[ ]thi)(?=[ ])")


def _labels(folded: str, start: int, end: int) -> Iterator[Mention[Label]]:
    """Labels of one stretch: tried only where a head stands, which is cheap to scan for."""
    done = start
    for maybe in _MAYBE.finditer(folded, start, end):
        m = label.pattern.match(folded, maybe.start(), end) if maybe.start() >= done else None
        value = m and label.produce(m)
        if m and value:
            done = m.end()
            yield Mention(m.start(), m.end(), label.name, value)


@rule(
    "phases.said_to_be",
    r"[ ]?\)?,?[ ](?:là|được[ ]xác[ ]định[ ]là|gọi[ ]là)[ ](?:thời[ ]gian[ ]của[ ])?"
    r"(?P<what>(?:đợt|giai[ ]đoạn|chặng|bước)(?:[ ](?!tập|phấn|để|nhằm|hoàn)\p{Ll}{1,9}){0,4})",
)
def said_to_be(m: regex.Match[str]) -> str:
    """Từ 1/8 đến 11/12 là đợt thi đua nước rút: behind the stretch."""
    return str(m["what"])
