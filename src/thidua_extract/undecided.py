"""What the rules left undecided, settled with underthesea's votes: the only stage that differs between the profiles.

The stage reads mentions and returns mentions; a use of it stays only while ``docs/accuracy.md`` shows that it pays.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace

from thidua_extract.mentions import Mentions, people
from thidua_extract.mentions.quantities import Amount
from thidua_extract.nlp import Analysis, Token
from thidua_extract.spans import Mention

__all__ = ["USES", "settle"]

_NOUNS = ("N", "Nc", "Nu", "Ny", "Nb", "A", "X")


Use = Callable[[Mentions, Analysis], Mentions]


def settle(mentions: Mentions, analysis: Analysis, uses: Collection[str] | None = None) -> Mentions:
    """Mentions of ``analysis.document`` with the undecided ones settled, by all of ``USES`` or those named."""
    for name, use in USES.items():
        if uses is None or name in uses:
            mentions = use(mentions, analysis)
    return mentions


def name_people(mentions: Mentions, analysis: Analysis) -> Mentions:
    """People beside an office whose family name no lexicon knows, where NER reads a person's name.

    NER is asked from the name on: behind an office and its body it takes names for places.
    """

    def vote(start: int, end: int) -> bool:
        sentence = analysis.document.sentence_at(start)
        tokens = analysis.entities(start, sentence.end) if sentence else ()
        labels = [token.entity for token in tokens if token.start < end]
        if not labels or tokens[0].pos != "Np":
            return False
        return any(label == "B-PER" for label in labels) and all(label in ("B-PER", "I-PER", "O") for label in labels)

    return replace(mentions, people=tuple(people.find(analysis.document, mentions.bodies, vote)))


def end_units(mentions: Mentions, analysis: Analysis) -> Mentions:
    """Quantities whose noun no lexicon knows, with the end of the noun phrase by parts of speech."""
    settled = []
    for mention in mentions.quantities:
        end = _noun_end(mention, analysis) if mention.value.kind == "unknown" else mention.end
        settled.append(mention if end == mention.end else _ended(mention, analysis, end))
    return replace(mentions, quantities=tuple(settled))


def divide_words(mentions: Mentions, analysis: Analysis) -> Mentions:
    """Words of several syllables: "bằng" in "mặt bằng", "chỉ có" in "địa chỉ có" are no cues."""
    text = analysis.document.text
    sentences = dict.fromkeys(analysis.document.sentence_at(m.start) for m in mentions.quantities)
    words = (w for s in sentences if s for w in analysis.words(s.start, s.end) if " " in text[w.start : w.end])
    return replace(mentions, compounds=tuple((w.start, w.end) for w in words))


USES: dict[str, Use] = {"divide_words": divide_words, "end_units": end_units, "name_people": name_people}
"""What underthesea is asked, by name."""


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
