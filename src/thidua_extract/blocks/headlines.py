"""Headlines of other articles glued together on one line, with no punctuation between them."""

from __future__ import annotations

from functools import cache

import regex

from thidua_extract.blocks.lines import Line
from thidua_extract.lexicon import load_table

__all__ = ["junctions", "reads_as_headlines"]

# A word or number with no punctuation behind it, directly followed by a capitalised word that a small one follows.
_JUNCTION = regex.compile(r"(?<=[\p{L}\p{N}%”\"])[ ](?P<first>\p{Lu}\p{Ll}*)(?P<second>[ ]\p{Ll}+)?(?![\p{L}])")
_NUMBERED = regex.compile(r"(?<=(?:[ ](?:năm|tháng|quý)[ ]|/)(?:20[0-9]{2}|[0-9]{1,2}))[ ]\p{Lu}\p{Ll}")
_QUOTED = regex.compile(r"[“\"][^”\"]{0,200}[”\"]")
_COLON = regex.compile(r"\p{L}:[ ][\p{Lu}“\"]")


@cache
def _openers() -> tuple[frozenset[str], frozenset[str]]:
    """First words, and first two words, with which the clause of a headline opens."""
    words = [row["surface"] for row in load_table("headline_openers")]
    return frozenset(w for w in words if " " not in w), frozenset(w for w in words if " " in w)


def junctions(text: str) -> int:
    """How many times a new headline seems to begin without punctuation before it.

    >>> junctions("Gắn biển công trình mừng Đại hội Đảng Triển khai nhiều hoạt động Ra quân dịp Tết 2021")
    2
    >>> junctions("Liên đoàn Lao động tỉnh phối hợp với Sở Nội vụ tổ chức hội thi")
    0
    """
    single, double = _openers()
    bare = _QUOTED.sub("“”", text)
    count = 0
    for m in _JUNCTION.finditer(bare):
        first = m["first"].lower()
        pair = first + (m["second"] or "")
        count += pair in double or (first in single and bool(m["second"]))
    return count + len(_NUMBERED.findall(bare))


def reads_as_headlines(line: Line, *, after_lead: bool, proof: int = 2) -> bool:
    """Whether the line is other articles' headlines run together, with ``proof`` junctions between them.

    Right after the lead one junction is enough.
    """
    text = line.text
    if line.bullet or not 40 <= len(text) <= 900 or text[-1] in ".;:,!…" or ". " in text or line.shouted:
        return False
    found = junctions(text)
    if after_lead and found:
        return True
    return found >= proof or (found == 1 and len(text) >= 60 and bool(_COLON.search(text)))
