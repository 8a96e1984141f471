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


def settle(mentions: Mentions, analysis: Analysis) -> Mentions:
    """Mentions of ``analysis.document`` with the undecided ones settled."""
    return replace(mentions, quantities=settle_units(mentions.quantities, analysis))


def settle_units(amounts: tuple[Mention[Amount], ...], analysis: Analysis) -> tuple[Mention[Amount], ...]:
    """Quantities whose noun no lexicon knows, with the end of the noun phrase by parts of speech."""
    settled = []
    for mention in amounts:
        end = _noun_end(mention, analysis) if mention.value.kind == "unknown" else mention.end
        settled.append(mention if end == mention.end else _ended(mention, analysis, end))
    return tuple(settled)


def _ended(mention: Mention[Amount], analysis: Analysis, end: int) -> Mention[Amount]:
    start = mention.end - len(mention.value.unit)
    return replace(mention, end=end, value=replace(mention.value, unit=analysis.document.text[start:end]))


def _noun_end(mention: Mention[Amount], analysis: Analysis) -> int:
    """Where the counted noun phrase ends: after its first word and the nouns and adjectives behind that."""
    sentence = analysis.document.sentence_at(mention.start)
    start = mention.end - len(mention.value.unit)
    tokens = analysis.tags(sentence.start, sentence.end) if sentence else ()
    behind = [t for t in tokens if t.end > start]
    if not behind or behind[0].start != start:
        return mention.end
    return max(_phrase_end(behind, start), behind[0].end)


def _phrase_end(tokens: list[Token], start: int) -> int:
    end = start
    for token in tokens:
        if token.pos not in _NOUNS or token.start > end + 1:
            break
        end = token.end
    return end
