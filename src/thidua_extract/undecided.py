"""What the rules left undecided, settled with underthesea's votes: the only stage that differs between the profiles.

The stage reads mentions and returns mentions; a use of it stays only while ``docs/accuracy.md`` shows that it pays.
"""

from __future__ import annotations

from dataclasses import replace

from thidua_extract.mentions import Mentions
from thidua_extract.mentions.quantities import Amount
from thidua_extract.nlp import Analysis, Token
from thidua_extract.spans import Mention

__all__ = ["settle"]

_NOUNS = ("N", "Nc", "Nu", "Ny", "Nb", "A", "X")
_OPENERS = ("N", "Nc", "Nu", "Ny", "Nb")


def settle(mentions: Mentions, analysis: Analysis) -> Mentions:
    """Mentions of ``analysis.document`` with the undecided ones settled."""
    return replace(mentions, quantities=settle_units(mentions.quantities, analysis))


def settle_units(amounts: tuple[Mention[Amount], ...], analysis: Analysis) -> tuple[Mention[Amount], ...]:
    """Quantities whose noun no lexicon knows: its end by parts of speech, none where no noun follows the number."""
    settled = []
    for mention in amounts:
        known = _noun_end(mention, analysis) if mention.value.kind == "unknown" else mention.end
        if known is not None:
            settled.append(mention if known == mention.end else _ended(mention, analysis, known))
    return tuple(settled)


def _ended(mention: Mention[Amount], analysis: Analysis, end: int) -> Mention[Amount]:
    start = mention.end - len(mention.value.unit)
    return replace(mention, end=end, value=replace(mention.value, unit=analysis.document.text[start:end]))


def _noun_end(mention: Mention[Amount], analysis: Analysis) -> int | None:
    """Where the counted noun phrase ends; the rules' end where nothing is known, None where it opens with no noun."""
    sentence = analysis.document.sentence_at(mention.start)
    start = mention.end - len(mention.value.unit)
    tokens = analysis.tags(sentence.start, sentence.end) if sentence else ()
    behind = [t for t in tokens if t.end > start]
    if not behind:
        return mention.end
    if behind[0].pos not in _OPENERS and behind[0].start == start:
        return None
    return max(_phrase_end(behind, start), start + 1)


def _phrase_end(tokens: list[Token], start: int) -> int:
    end = start
    for token in tokens:
        if token.pos not in _NOUNS or token.start > end + 1:
            break
        end = token.end
    return end
