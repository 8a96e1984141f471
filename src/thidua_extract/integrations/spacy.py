"""A spaCy component: ``nlp.add_pipe("thidua_extract")`` gives ``doc._.announcement`` and ``doc.spans["thidua"]``.

Works on any pipeline; on a blank Vietnamese one without pyvi, name our tokenizer:
``spacy.blank("vi", config={"nlp": {"tokenizer": {"@tokenizers": "thidua_extract.Tokenizer.v1"}}})``.

Annotations are not postponed here: spaCy reads those of a factory's arguments when it is registered.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Literal

import regex
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import DummyTokenizer
from spacy.vocab import Vocab

from thidua_extract.pipeline import extract
from thidua_extract.records import Announcement, Item
from thidua_extract.text import fold

__all__ = ["DISPLACY_OPTIONS", "SPANS_KEY", "Component", "Tokenizer", "make_component", "make_doc", "make_tokenizer"]

SPANS_KEY = "thidua"
DISPLACY_OPTIONS = {"spans_key": SPANS_KEY}
"""For ``displacy.render(doc, style="span", options=DISPLACY_OPTIONS)``."""

_DATA_KEY = "thidua_extract"
_TOKEN = regex.compile(r"[\p{L}\p{M}]++|[0-9]++(?:[.,/][0-9]++)*+|[^\S ]++|[ ]|[^\p{L}\p{M}0-9\s]")
_LABELS = {
    "issuing_bodies": "ISSUING_BODY",
    "officials": "OFFICIAL",
    "audiences": "AUDIENCE",
    "phases": "PHASE",
    "themes": "THEME",
    "movements": "MOVEMENT",
    "targets": "TARGET",
    "statistics": "STATISTIC",
    "documents": "DOCUMENT",
}


def make_doc(vocab: Vocab, text: str) -> Doc:
    """A ``Doc`` over our own tokens: syllables, whole numbers, single marks; ``doc.text == text`` always.

    ``norm_`` is the folded form (lower case, new tone placement), so ``PhraseMatcher(attr="NORM")`` sees through both.

    >>> [t.text for t in make_doc(Vocab(), "Đạt 95,5% (năm 2021).")]
    ['Đạt', '95,5', '%', '(', 'năm', '2021', ')', '.']
    """
    words: list[str] = []
    spaces: list[bool] = []
    for m in _TOKEN.finditer(text):
        if m.group() == " " and spaces and not spaces[-1] and words[-1] != " ":
            spaces[-1] = True
        else:
            words.append(m.group())
            spaces.append(False)
    doc = Doc(vocab, words=words, spaces=spaces)
    for token in doc:
        token.norm_ = fold(token.text)
    return doc


class Tokenizer(DummyTokenizer):
    """spaCy's tokenizer interface over :func:`make_doc`."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """Tokens of ``text``."""
        return make_doc(self.vocab, text)


def make_tokenizer() -> Callable[[Language], Tokenizer]:
    """Entry point ``spacy_tokenizers``: the tokenizer ``thidua_extract.Tokenizer.v1``."""
    return lambda nlp: Tokenizer(nlp.vocab)


class Component:
    """Reads each ``Doc`` into an announcement and marks its evidence as spans."""

    def __init__(
        self, *, profile: Literal["full", "rules"] = "full", published_on: dt.date | None = None, url: str | None = None
    ) -> None:
        self.profile = profile
        self.published_on = published_on
        self.url = url
        if not Doc.has_extension("announcement"):
            Doc.set_extension("announcement", getter=_announcement_of)

    def __call__(self, doc: Doc) -> Doc:
        """``doc`` with its record and its spans; the record is kept as JSON, so that a ``Doc`` can be saved."""
        record = extract(doc.text, published_on=self.published_on, url=self.url, profile=self.profile)
        doc.user_data[_DATA_KEY] = record.model_dump_json()
        doc.spans[SPANS_KEY] = list(_spans(doc, record))
        return doc


@Language.factory("thidua_extract", default_config={"profile": "full", "published_on": None, "url": None})
def make_component(
    nlp: Language, name: str, profile: Literal["full", "rules"], published_on: str | None, url: str | None
) -> Component:
    """Entry point ``spacy_factories``: the component ``thidua_extract``; ``published_on`` is an ISO date."""
    day = dt.date.fromisoformat(published_on) if published_on else None
    return Component(profile=profile, published_on=day, url=url)


def _announcement_of(doc: Doc) -> Announcement | None:
    written = doc.user_data.get(_DATA_KEY)
    return Announcement.model_validate_json(written) if written else None


def _spans(doc: Doc, record: Announcement) -> Iterator[Span]:
    for name, label in _LABELS.items():
        for item in getattr(record, name):
            yield from _span(doc, item, label)
    if record.campaign.launched_on:
        yield from _span(doc, record.campaign.launched_on, "LAUNCHED_ON")


def _span(doc: Doc, item: Item, label: str) -> Iterator[Span]:
    span = doc.char_span(item.evidence.start, item.evidence.end, label=label, alignment_mode="expand")
    if span is not None:
        yield span
