"""What introduces a quotation: the head noun, verb or cue to its left, carried down a coordinated list.

"các phong trào thi đua: “A”; “B”, cuộc vận động “C”" makes movements of A and B and a drive of C; "mô hình “D”" and
"Nghị quyết … về “E”" say that D and E are something else; "với chủ đề “F”" makes a theme. The nearest cue decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

import regex

from thidua_extract.blocks import Block, Document
from thidua_extract.lexicon import alternation, load_table
from thidua_extract.mentions.ordinals import phase_ordinals
from thidua_extract.mentions.quotes import Quoted
from thidua_extract.rules import compile_pattern, rule
from thidua_extract.spans import Mention

__all__ = ["Cue", "Governed", "Role", "cue_words", "govern", "sentence_start"]

Role = Literal["head", "weak_head", "verb", "act", "named", "other_thing", "theme", "slogan", "count"]
"""head: phong trào …; weak_head: hoạt động; verb: hưởng ứng …; act: thực hiện …; named: có tên, mang tên; other_thing:
mô hình, quỹ, nghị quyết …; count: "44 “Mái ấm Công đoàn”"."""

REACH = 220
"""Characters to the left of a quotation in which its cue is looked for."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that says what a following quotation is; ``kind`` is the movement's kind of a head noun, else empty.

    A kind with a question mark is one of two coordinated heads': "các phong trào, cuộc vận động".
    """

    role: Role
    kind: str
    start: int
    end: int
    surface: str


@dataclass(frozen=True, slots=True)
class Governed:
    """A quotation with its cue: ``direct`` where nothing but connectors lie between, ``inherited`` down a list."""

    quote: Mention[Quoted]
    cue: Cue | None
    direct: bool = False
    inherited: bool = False
    between: str = ""
    """Folded text between the cue and the quotation."""


@cache
def cue_words() -> dict[str, tuple[Role, str]]:
    """Cue surfaces with their role and, for head nouns, kind."""
    words: dict[str, tuple[Role, str]] = {}
    for row in load_table("movement_heads"):
        if row["role"] == "no_name":
            continue
        words[row["surface"]] = (row["role"], row["kind"])  # type: ignore[assignment]
    for row in load_table("theme_cues"):
        words[row["surface"]] = (row["kind"], "")  # type: ignore[assignment]
    return words


@cache
def _cue_pattern() -> regex.Pattern[str]:
    return compile_pattern(rf"(?<![\p{{L}}\p{{N}}])(?:{alternation(tuple(cue_words()))})(?![\p{{L}}\p{{N}}])")


_MODIFIER = r"""(?: thi[ ]đua | yêu[ ]nước | đặc[ ]biệt | cao[ ]điểm | chuyên[ ]đề | trọng[ ]tâm | chính | lớn | mới | này | đó | trên
  | sau | sau[ ]đây | quốc[ ]gia | toàn[ ]quốc | chung | hành[ ]động | cách[ ]mạng | xuyên[ ]suốt | là | như | như[ ]là | gồm | bao[ ]gồm | cụ[ ]thể
  | với[ ]tên[ ]gọi | có[ ]tên | có[ ]tên[ ]gọi | mang[ ]tên | lấy[ ]tên | tên[ ]là | tên | tiêu[ ]biểu | nhất | nổi[ ]bật | của[ ]năm | xây[ ]dựng
  | (?:học[ ])?năm(?:[ ]học)?[ ][0-9]{4}(?:[ ]?[-–][ ]?[0-9]{4})? | thực[ ]hiện | tập[ ]thể | cá[ ]nhân | đạt )"""


@rule("governors.connector", rf"^[ ]{{0,2}}(?:{_MODIFIER}(?=[ :,–-]|$)[ ]?[:,–-]?[ ]{{0,2}}|[:–-][ ]{{0,2}}){{1,6}}$")
def _connector(m: regex.Match[str]) -> bool:
    """Only connectors lie between a cue and its quotation."""
    return True


@rule(
    "governors.phrase",
    r"""^[ ](?: [^.;:,“”"!?]{1,100} (?: : [^.;:,“”"!?]{0,45} )?
          | (?:xây[ ]dựng|học[ ]tập|nâng[ ]cao|phấn[ ]đấu)[ ][^.;:“”"!?]{1,90}
          | (?:trong|của|cho|với|phù[ ]hợp|dành|tới|đối[ ]với)[ ][^.;:“”"!?]{1,90} (?: : [^.;:,“”"!?]{0,45} | [ ]như[ ]?:? | [ ]là[ ]?:? )
          )$""",
)
def _phrase(m: regex.Match[str]) -> bool:
    """A phrase within one clause lies between a cue and its quotation."""
    return True


@rule(
    "governors.separator",
    r"^(?:[ ]{0,2}(?:[,;/&–+-]|và|hay|hoặc|cùng|với|cùng[ ]với|rồi|đến)(?=[ ]|$)){1,2}[ ]{0,2}$ | ^[ ,;]{1,3}$",
)
def _separator(m: regex.Match[str]) -> bool:
    """A pure list separator."""
    return True


@rule(
    "governors.far_member",
    r"""^[ ,;][^“”".!?]{0,80}?(?:[ ,;]|^)(?:và|với|gắn[ ]với|cùng|cùng[ ]với|hay|tiếp[ ]đến[ ]là|rồi|,|;)[ ]{1,2}$""",
)
def _far_member(m: regex.Match[str]) -> bool:
    """A later member of a list, with a short phrase between: "“A” trong khối sản xuất và “B”"."""
    return True


@rule("governors.count", r"(?<![\p{N}./,-])(?<!năm[ ])[0-9][0-9.,]{0,9}[ ](?:[\p{L}]{1,10}[ ]){0,3}$")
def _count(m: regex.Match[str]) -> bool:
    """A number right before the quotation: what is quoted is counted, not named."""
    return True


def govern(document: Document, quotes: Sequence[Mention[Quoted]]) -> list[Governed]:
    """Each quotation with what introduces it, in text order."""
    out: list[Governed] = []
    last: dict[int, Governed] = {}  # by depth
    for quote in quotes:
        block = document.block_at(quote.start)
        if block is None:
            continue
        depth = quote.value.depth
        before = last.get(depth)
        if before is not None and before.quote.start < block.start:
            before = None
        governed = _governed(document, block, quote, before)
        last = {d: g for d, g in last.items() if d < depth} | {depth: governed}
        out.append(governed)
    return out


def _governed(document: Document, block: Block, quote: Mention[Quoted], before: Governed | None) -> Governed:
    begin = max(block.start, quote.start - REACH, before.quote.end if before else 0, _open_mark(document, quote))
    gap = document.folded[begin : quote.start]
    if before and begin == before.quote.end and _separator.pattern.match(gap):
        return Governed(quote, before.cue, before.direct, True, before.between)
    if (cue := _cue_after(document, quote)) is not None:
        return Governed(quote, cue, True)
    cue = _last_cue(document, _clause_start(document.folded, begin, quote.start), quote.start)
    if cue is not None:
        between = document.folded[cue.end : quote.start]
        direct = not between.strip() or bool(_connector.pattern.match(between))
        if direct or _phrase.pattern.match(between):
            return Governed(quote, cue, direct, False, between)
    if _count.pattern.search(gap):
        return Governed(quote, Cue("count", "", quote.start, quote.start, ""))
    if before and begin == before.quote.end and cue is None and _far_member.pattern.match(gap):
        return Governed(quote, before.cue, False, True, gap)
    return Governed(quote, None, between=gap)


@cache
def _after_pattern() -> regex.Pattern[str]:
    words = tuple(w for w, (role, _) in cue_words().items() if role in {"head", "theme", "slogan"})
    return compile_pattern(
        rf",?[ ](?:được[ ](?:chọn|lấy)[ ])?(?:là|làm)[ ](?:(?:tên|gọi|của|một|các|những)[ ]){{0,4}}(?P<cue>{alternation(words)})(?!\p{{L}})"
    )


def _cue_after(document: Document, quote: Mention[Quoted]) -> Cue | None:
    """The cue of ""lấy “…” làm chủ đề", "“…” là tên của phong trào"."""
    m = _after_pattern().match(document.folded, quote.end)
    if m is None:
        return None
    role, kind = cue_words()[" ".join(m.group("cue").split())]
    return Cue(role, kind, quote.start, quote.start, m.group("cue"))


def _open_mark(document: Document, quote: Mention[Quoted]) -> int:
    """Where the quotation that holds a nested one begins its text (0 for an outermost one)."""
    if not quote.value.depth:
        return 0
    return max(document.text.rfind(mark, 0, quote.start) for mark in '“"«‘') + 1


_SENTENCE_END = regex.compile(r"[.!?…](?=[ ])|\n")


def _clause_start(folded: str, begin: int, end: int) -> int:
    """Start of the sentence that the quotation stands in, abbreviations ("TP.") apart."""
    start = begin
    for m in _SENTENCE_END.finditer(folded, begin, end):
        if folded[max(begin, m.start() - 2) : m.start()] not in {"tp", "tx", "q", "p"}:
            start = m.end()
    return start


def sentence_start(document: Document, offset: int) -> int:
    """Start of the sentence around ``offset`` as far as it can matter to a cue there."""
    block = document.block_at(offset)
    return _clause_start(document.folded, max(block.start if block else 0, offset - 2 * REACH), offset)


def _last_cue(document: Document, begin: int, end: int) -> Cue | None:
    """The nearest cue; in "phong trào do X phát động: “…”" the verb of the relative clause is passed over."""
    found = [m for m in _cue_pattern().finditer(document.folded, begin, end) if _near_enough(m, end)]
    while found:
        m = found.pop()
        role, kind = cue_words()[" ".join(m.group().split())]
        if found and _passed_over(document, role, found[-1], m, end):
            continue
        if role == "head" and found:
            kind = _coordinated(document, found[-1], m) or kind
        if role == "named":
            role = "theme" if phase_ordinals(document.folded, begin, m.start()) else "verb"
        return Cue(role, kind, m.start(), m.end(), m.group())
    return None


def _near_enough(m: regex.Match[str], end: int) -> bool:
    """A short noun ("nhà", "tổ", "cổng") says what is quoted only right before it."""
    return " " in m.group() or end - m.end() <= 1 or cue_words()[m.group()][0] != "other_thing"


@rule("governors.coordination", r"[ ]?(?:,|/|và)?[ ](?:các[ ])?(?:và[ ])?$")
def _coordination(m: regex.Match[str]) -> bool:
    """ "các phong trào, cuộc vận động": two heads for one list."""
    return True


def _coordinated(document: Document, earlier: regex.Match[str], m: regex.Match[str]) -> str | None:
    """The mark of a list under two head nouns: each name's own kind decides."""
    role, kind = cue_words()[" ".join(earlier.group().split())]
    if role != "head" or not _coordination.pattern.match(document.folded, earlier.end(), m.start()):
        return None
    return f"{kind}?"


def _passed_over(document: Document, role: str, earlier: regex.Match[str], m: regex.Match[str], end: int) -> bool:
    """Whether a cue only belongs to an earlier one: "phong trào do X phát động", "khẩu hiệu của đợt thi đua là"."""
    if role == "named":
        return not phase_ordinals(document.folded, earlier.end(), m.start())
    outer = cue_words()[" ".join(earlier.group().split())][0]
    if outer in {"theme", "slogan"} and m.start() - earlier.end() == 1:
        return True
    if role in {"verb", "act"}:
        return bool(_relative.pattern.search(document.folded, earlier.end(), m.start()))
    if role not in {"head", "weak_head"} or outer not in {"theme", "slogan"}:
        return False
    genitive = _genitive.pattern.match(document.folded, earlier.end(), m.start())
    return genitive is not None and _copula.pattern.search(document.folded, m.end(), end) is not None


@rule("governors.genitive", r"[ ](?:của|cho|trong)(?:[ ]\p{L}{1,8}){0,3}[ ]$")
def _genitive(m: regex.Match[str]) -> bool:
    """ "khẩu hiệu của đợt thi đua": what the slogan belongs to."""
    return True


@rule("governors.copula", r"(?:[ ]là|:)[ ]{0,2}$")
def _copula(m: regex.Match[str]) -> bool:
    """ "… là “…”": the quotation is what the sentence's subject is."""
    return True


@rule("governors.relative", r"[ ](?:do|được|mà)[ ][^.;:“”\"]{2,90}$")
def _relative(m: regex.Match[str]) -> bool:
    """A relative clause between a cue and a verb: the verb is its own."""
    return True
