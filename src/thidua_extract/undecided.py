"""What the rules left undecided, settled with underthesea's votes: the only stage that differs between the profiles.

The stage reads mentions and returns mentions; a use of it stays only while ``docs/accuracy.md`` shows that it pays.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from thidua_extract.mentions import Mentions, people
from thidua_extract.nlp import Analysis

__all__ = ["USES", "settle"]

Use = Callable[[Mentions, Analysis], Mentions]


def settle(mentions: Mentions, analysis: Analysis) -> Mentions:
    """Mentions of ``analysis.document`` with the undecided ones settled, by each of ``USES`` in turn."""
    for use in USES.values():
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


def divide_words(mentions: Mentions, analysis: Analysis) -> Mentions:
    """Words of several syllables: "bằng" in "mặt bằng", "chỉ có" in "địa chỉ có" are no cues."""
    text = analysis.document.text
    sentences = dict.fromkeys(analysis.document.sentence_at(m.start) for m in mentions.quantities)
    words = (w for s in sentences if s for w in analysis.words(s.start, s.end) if " " in text[w.start : w.end])
    return replace(mentions, compounds=tuple((w.start, w.end) for w in words))


USES: dict[str, Use] = {"divide_words": divide_words, "name_people": name_people}
"""What underthesea is asked, by name."""
