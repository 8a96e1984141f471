"""The record field ``kind``: launch, review, mention or none, by counted cues (``data/kind_cues.tsv``).

Title and lead say what an article is about, the body what it goes on to tell. In order:

1. a listing of headlines, a text in another language, or one without a word of emulation (thi đua) is ``none``;
2. an article whose title and lead neither speak of emulation nor name a movement, and whose body hardly does and sets
   few goals, is a ``mention``;
3. where title or lead launch (phát động, ký giao ước), or the body dates a launch or sets goals, it is a ``launch``,
   also where it reviews the year before;
4. what else sums up or rewards (tổng kết, tuyên dương) is a ``review``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import regex

from thidua_extract.anchors import Anchors
from thidua_extract.blocks import Document
from thidua_extract.claims import Claim
from thidua_extract.lexicon import alternation, load_table
from thidua_extract.mentions import Mentions, phase_labels
from thidua_extract.mentions.movement_names import resolve
from thidua_extract.records import Kind
from thidua_extract.rules import rule
from thidua_extract.spans import inside

__all__ = ["extract"]

_GOALS = 5
"""From this many goals on, and three for four results, an article makes plans."""

_DENSE = 6.0
"""More words of emulation than this in 1,000 characters of body, and it is about emulation whatever its title says."""


def _cues(kind: str) -> re.Pattern[str]:
    """Any cue of a kind; ``re`` counts them three times as fast as ``regex``."""
    words = alternation([row["surface"] for row in load_table("kind_cues") if row["kind"] == kind])
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.VERBOSE)


_EMULATION, _CORE = _cues("emulation"), _cues("core")
_STRONG, _REVIEW, _REVIEW_EVENT = _cues("launch_strong"), _cues("review"), _cues("review_event")
_LETTERS = re.compile(r"[^\W\d_]")
_MARKED = re.compile(r"[ăâđêôơưáàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ]")


@rule(
    "kind.of_another",
    r"(?<!\p{L})(?:do|theo|mà)[ ](?!(?:đó|vậy)\b)[^.;“”\n]{2,110}[ ]$"
    r"|(?<!\p{L})(?:sau|qua)[ ](?:hơn|gần)?[ ]?(?:[0-9]{1,2}|một|hai|ba|bốn|năm|nhiều)[ ](?:năm|tháng"
    r"|tuần)[ ][^.;,\n]{0,40}$"
    r"|(?<!\p{L})(?:từ|kể[ ]từ|sau)[ ](?:khi|ngày|lúc)[ ](?:được[ ])?$",
)
def _of_another(m: regex.Match[str]) -> bool:
    """(phong trào) do Thủ tướng Chính phủ phát động: another's launch, spoken of."""
    return True


@rule(
    "kind.long_ago", r"[ ](?:từ|vào|trong|hồi)[ ](?:năm|tháng|đầu|cuối|những)|[ ](?:hằng|hàng)[ ]năm|[ ]xong(?!\p{L})"
)
def _long_ago(m: regex.Match[str]) -> bool:
    """(được) phát động từ năm 2000."""
    return True


@dataclass(frozen=True, slots=True)
class _Weights:
    """What the cues of title, lead and body add up to."""

    title: str
    lead: str
    body: str

    def about(self) -> bool:
        """Whether title or lead speak of emulation."""
        return bool(
            _EMULATION.search(self.title) or _CORE.search(self.lead) or _launches(self.title) or _launches(self.lead)
        )

    def density(self) -> float:
        """Words of emulation in 1,000 characters of body."""
        return 1000 * len(_CORE.findall(self.body)) / max(600, len(self.body))


def extract(document: Document, mentions: Mentions, anchors: Anchors, claims: Sequence[Claim] = ()) -> Kind:
    """What kind of article this is; ``claims`` tell whether it makes plans."""
    if document.listing or not _is_vietnamese(document):
        return "none"
    weights = _read(document)
    everything = "\n".join((weights.title, weights.lead, weights.body))
    if not _CORE.search(everything):
        return "none"
    plans = _plans(claims)
    about = weights.about() or _names_movement(document, mentions) or _dense(document, anchors, weights)
    if not about and not plans:
        return "mention" if "thi đua" in everything or "phong trào" in everything else "none"
    return _told(document, anchors, weights, plans)


def _plans(claims: Sequence[Claim]) -> bool:
    """Whether goals are what an article is about."""
    goals = sum(claim.mode == "goal" for claim in claims)
    return goals >= _GOALS and 4 * goals >= 3 * (len(claims) - goals)


def _names_movement(document: Document, mentions: Mentions) -> bool:
    """Whether title or lead quote the name of a known movement."""
    return any(
        resolve(document.text[quote.start : quote.end].strip("“”\"'‘’«»"))
        for block in document.readable()
        if block.kind in ("title", "lead")
        for quote in inside(mentions.quotes, block.start, block.end)
    )


def _dense(document: Document, anchors: Anchors, weights: _Weights) -> bool:
    """Whether a body under a title and lead without emulation is about it after all."""
    if _dates_launch(document, anchors):
        return weights.density() > _DENSE / 2
    return weights.density() > (_DENSE * 2 / 3 if _launches(weights.body) else _DENSE)


def _dates_launch(document: Document, anchors: Anchors) -> bool:
    """Whether the day of the launch stands in a sentence that launches."""
    if anchors.launched_on is None:
        return False
    sentence = document.sentence_at(document.span_of(anchors.launched_on.evidence)[0])
    return sentence is not None and _launches(document.folded[sentence.start : sentence.end])


def _told(document: Document, anchors: Anchors, weights: _Weights, plans: bool) -> Kind:
    """Launch or review."""
    launch = 3 * _dates_launch(document, anchors) + 3 * bool(phase_labels.find(document))
    if _launches(weights.title):
        return "launch"
    dated = launch or anchors.launched_on is not None
    summed_up = _REVIEW.search(weights.title) and _REVIEW_EVENT.search(weights.lead)
    if _launches(weights.lead) and (dated or not summed_up):
        return "launch"
    launch += min(3, _launches_of(weights.body)) + 3 * plans
    review = 3 * bool(_REVIEW.search(weights.title)) + 2 * bool(_REVIEW_EVENT.search(weights.lead))
    return "launch" if launch > review else "review"


def _launches(text: str) -> bool:
    return _launches_of(text) > 0


def _launches_of(text: str) -> int:
    """How often a text launches on its own behalf."""
    return sum(
        1
        for m in _STRONG.finditer(text)
        if not _of_another.pattern.search(text[max(0, m.start() - 130) : m.start()])
        and not _long_ago.pattern.match(text, m.end())
    )


def _read(document: Document) -> _Weights:
    parts: dict[str, list[str]] = {"title": [], "lead": [], "body": []}
    for block in document.readable():
        name = block.kind if block.kind in ("title", "lead") else "body"
        parts[name].append(document.folded[block.start : block.end])
    if not parts["lead"] and parts["body"]:
        parts["lead"] = [parts["body"].pop(0)]
    return _Weights(*("\n".join(parts[name]) for name in ("title", "lead", "body")))


def _is_vietnamese(document: Document) -> bool:
    """Whether the text bears Vietnamese marks: about one letter in four does, in other languages hardly any."""
    text = "".join(document.folded[b.start : b.end] for b in document.readable()[:12])[:1500]
    letters = len(_LETTERS.findall(text))
    return letters == 0 or len(_MARKED.findall(text)) / letters > 0.08
