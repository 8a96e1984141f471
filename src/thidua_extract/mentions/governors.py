"""What introduces a quotation: the head noun, verb or cue to its left, carried down a coordinated list.

"các phong trào thi đua: “A”; “B”, cuộc vận động “C”" makes movements of A and B and a drive of C; "mô hình “D”" and
"Nghị quyết … về “E”" say that D and E are something else; "với chủ đề “F”" makes a theme. The nearest cue decides.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from thidua_extract.blocks import Block, Document
from thidua_extract.mentions import governor_rules as grammar
from thidua_extract.mentions.movement_cues import CUES, Cue, find_cues
from thidua_extract.mentions.ordinals import phase_ordinals
from thidua_extract.mentions.quotes import Quoted
from thidua_extract.spans import Mention

__all__ = ["Governed", "block_index", "govern", "sentence_start"]

REACH = 220
"""Characters to the left of a quotation in which its cue is looked for."""


@dataclass(frozen=True, slots=True)
class Governed:
    """A quotation with its cue: ``direct`` where nothing but connectors lie between, ``inherited`` down a list.

    ``rule`` names the pattern that tied the two.
    """

    quote: Mention[Quoted]
    cue: Cue | None
    rule: str = ""
    inherited: bool = False

    @property
    def direct(self) -> bool:
        """Whether only connectors lie between the cue and the quotation, or the list's first one."""
        return self.rule in {grammar.connector.name, grammar.after.name, grammar.separator.name}


def govern(document: Document, quotes: Sequence[Mention[Quoted]]) -> list[Governed]:
    """Each quotation with what introduces it, in text order."""
    cues = find_cues(document.folded) if quotes else []
    out: list[Governed] = []
    last: dict[int, Governed] = {}  # by depth
    for quote in quotes:
        block = document.block_at(quote.start)
        if block is None:
            continue
        depth = quote.value.depth
        before = last.get(depth)
        here = before if before and before.quote.start >= block.start else None
        governed = _governed(document, cues, block, quote, here)
        if governed.cue is None and not depth:
            governed = _from_line_above(document, cues, block, quote, before) or governed
        last = {d: g for d, g in last.items() if d < depth} | {depth: governed}
        out.append(governed)
    return out


def sentence_start(document: Document, offset: int) -> int:
    """Start of the sentence around ``offset`` as far as it can matter to a cue there."""
    block = document.block_at(offset)
    return _clause_start(document.folded, max(block.start if block else 0, offset - 2 * REACH), offset)


def block_index(document: Document, block: Block) -> int:
    """Where a block stands among the document's blocks."""
    return bisect_right(document.blocks, block.start, key=lambda b: b.start) - 1


def _clause_start(folded: str, begin: int, end: int) -> int:
    return max([begin, *(at for _, at in grammar.sentence_end.finditer(folded, begin, end))])


def _governed(
    document: Document, cues: Sequence[Cue], block: Block, quote: Mention[Quoted], before: Governed | None
) -> Governed:
    begin = max(block.start, quote.start - REACH, before.quote.end if before else 0, _open_mark(document, quote))
    follows = before is not None and begin == before.quote.end
    gap = document.folded[begin : quote.start]
    if before and follows and grammar.separator.pattern.match(gap):
        return Governed(quote, before.cue, before.rule if not before.direct else grammar.separator.name, True)
    if (after := grammar.after.pattern.match(document.folded, quote.end)) is not None:
        role, kind = CUES[" ".join(after.group("cue").split())]
        return Governed(quote, Cue(role, kind, quote.start, quote.start), grammar.after.name)
    cue = _last_cue(document, cues, _clause_start(document.folded, begin, quote.start), quote.start)
    if cue is not None and (tie := _tie(document.folded[cue.end : quote.start])):
        return Governed(quote, cue, tie)
    if follows and cue is None and grammar.introduction.pattern.match(gap):
        start = sentence_start(document, quote.start)
        heads = [c for c in cues[bisect_left(cues, start, key=lambda c: c.start) :][:12] if c.end <= quote.start]
        head = next((c for c in reversed(heads) if c.role == "head"), None)
        return Governed(quote, head, grammar.introduction.name if head else "")
    if grammar.count.pattern.search(gap):
        return Governed(quote, Cue("count", "", quote.start, quote.start), grammar.count.name)
    if before and follows and cue is None and grammar.far_member.pattern.match(gap):
        return Governed(quote, before.cue, grammar.far_member.name, True)
    return Governed(quote, None)


def _tie(between: str) -> str | None:
    """The rule that ties a cue to a quotation across ``between``, a stray closing mark overlooked."""
    between = between.lstrip('”"')
    if not between or grammar.connector.pattern.match(between):
        return grammar.connector.name
    return grammar.phrase.name if grammar.phrase.pattern.match(between) else None


def _from_line_above(
    document: Document, cues: Sequence[Cue], block: Block, quote: Mention[Quoted], before: Governed | None
) -> Governed | None:
    """The cue of a list's heading line for a quotation that begins its own line."""
    k = block_index(document, block)
    start = document.folded[block.start : quote.start]
    if not k or (start and not grammar.bullet.pattern.fullmatch(start)):
        return None
    above = document.blocks[k - 1]
    if document.text[above.start : above.end].rstrip().endswith(":"):
        cue = _last_cue(document, cues, sentence_start(document, above.end - 1), above.end)
        return Governed(quote, cue, grammar.bullet.name, True) if cue and cue.role in {"head", "theme"} else None
    if before and before.cue and above.start <= before.quote.start < above.end and before.rule == grammar.bullet.name:
        return Governed(quote, before.cue, grammar.bullet.name, True)
    return None


def _open_mark(document: Document, quote: Mention[Quoted]) -> int:
    """Where the quotation that holds a nested one begins its text (0 for an outermost one)."""
    if not quote.value.depth:
        return 0
    return max(document.text.rfind(mark, max(0, quote.start - REACH), quote.start) for mark in '“"«‘') + 1


def _last_cue(document: Document, cues: Sequence[Cue], begin: int, end: int) -> Cue | None:
    """The nearest cue; in "phong trào do X phát động: “…”" the verb of the relative clause is passed over."""
    low = bisect_left(cues, begin, key=lambda c: c.start)
    high = bisect_left(cues, end, key=lambda c: c.start)
    found = [cue for cue in cues[low:high] if cue.end <= end and _near_enough(document, cue, end)]
    while found:
        cue = found.pop()
        if found and _passed_over(document, found[-1], cue, end):
            continue
        if cue.role == "head" and found and _coordinated(document, found[-1], cue):
            return replace(cue, kind=f"{found[-1].kind}?")
        if cue.role == "named":
            return _bearer(document, cue, found[-1] if found else None, begin)
        return cue
    return None


def _bearer(document: Document, cue: Cue, earlier: Cue | None, begin: int) -> Cue:
    """What bears the name after "có tên", "mang tên": a phase (then it is a theme) or the head noun before."""
    if phase_ordinals(document.folded, earlier.end if earlier else begin, cue.start):
        return replace(cue, role="theme")
    if earlier and earlier.role in {"head", "other_thing"}:
        return replace(earlier, start=cue.start, end=cue.end)
    return replace(cue, role="theme" if phase_ordinals(document.folded, begin, cue.start) else "verb")


def _near_enough(document: Document, cue: Cue, end: int) -> bool:
    """A short noun ("nhà", "tổ", "cổng", "đợt") says what is quoted only right before it."""
    word = document.folded[cue.start : cue.end]
    return end - cue.end <= 1 or " " in word or (cue.role != "other_thing" and word != "đợt")


def _coordinated(document: Document, earlier: Cue, cue: Cue) -> bool:
    """Whether a list stands under two head nouns: each name's own kind decides."""
    return earlier.role == "head" and bool(grammar.coordination.pattern.match(document.folded, earlier.end, cue.start))


def _passed_over(document: Document, earlier: Cue, cue: Cue, end: int) -> bool:
    """Whether a cue only belongs to an earlier one: "phong trào do X phát động", "khẩu hiệu của đợt thi đua là"."""
    folded = document.folded
    if cue.role == "other_thing":
        if earlier.role == "head" and cue.start - earlier.end == 1:
            return True  # "các phong trào thi đua truyền thống": an attribute
        return earlier.kind == "contest" and bool(grammar.kind_of.pattern.match(folded, earlier.end, cue.start))
    if earlier.role in {"theme", "slogan"} and cue.start - earlier.end == 1:
        return True
    if cue.role in {"verb", "act"}:
        return bool(grammar.relative.pattern.search(folded, earlier.end, cue.start))
    if cue.role not in {"head", "weak_head"} or earlier.role not in {"theme", "slogan"}:
        return False
    genitive = grammar.genitive.pattern.match(folded, earlier.end, cue.start)
    return genitive is not None and grammar.copula.pattern.search(folded, cue.end, end) is not None
