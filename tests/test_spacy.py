"""The spaCy component on a blank Vietnamese pipeline without pyvi."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy import displacy
from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc
from spacy.vocab import Vocab

from thidua_extract import Announcement, extract
from thidua_extract.integrations.spacy import DISPLACY_OPTIONS, SPANS_KEY, make_doc

TOKENIZER = {"nlp": {"tokenizer": {"@tokenizers": "thidua_extract.Tokenizer.v1"}}}
WITHOUT_PYVI = {"nlp": {"tokenizer": {"use_pyvi": False}}}
EXAMPLES = Path(__file__).parents[1] / "examples" / "articles"
TEXT = (EXAMPLES / "go-mdf-quang-tri.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="module", params=[TOKENIZER, WITHOUT_PYVI], ids=["our tokenizer", "blanks only"])
def pipeline(request: pytest.FixtureRequest) -> Language:
    nlp = spacy.blank("vi", config=request.param)
    nlp.add_pipe("thidua_extract")
    return nlp


def test_a_doc_has_its_announcement(pipeline: Language) -> None:
    doc = pipeline(TEXT)
    assert doc.text == TEXT
    assert doc._.announcement == extract(TEXT)
    assert "pyvi" not in sys.modules


def test_spans_lie_on_the_evidence(pipeline: Language) -> None:
    doc = pipeline(TEXT)
    record: Announcement = doc._.announcement
    wanted = {("ISSUING_BODY", b.evidence.text) for b in record.issuing_bodies}
    assert wanted
    found = {(span.label_, span.text) for span in doc.spans[SPANS_KEY]}
    assert all(any(label == a and text in b for a, b in found) for label, text in wanted)


def test_spans_of_our_tokens_are_exact() -> None:
    nlp = spacy.blank("vi", config=TOKENIZER)
    nlp.add_pipe("thidua_extract")
    doc = nlp(TEXT)
    record: Announcement = doc._.announcement
    bodies = [s.text for s in doc.spans[SPANS_KEY] if s.label_ == "ISSUING_BODY"]
    assert bodies == [b.evidence.text for b in record.issuing_bodies]


def test_displacy_shows_the_spans(pipeline: Language) -> None:
    shown = displacy.render(pipeline(TEXT), style="span", options=DISPLACY_OPTIONS, jupyter=False)
    assert "ISSUING_BODY" in shown


def test_options_reach_the_record() -> None:
    nlp = spacy.blank("vi", config=TOKENIZER)
    nlp.add_pipe(
        "thidua_extract", config={"published_on": "2021-03-06", "url": "https://example.org", "profile": "rules"}
    )
    article = nlp("Công đoàn phát động thi đua.")._.announcement.article
    assert str(article.published_on) == "2021-03-06"
    assert article.url == "https://example.org"


def test_a_doc_that_was_not_read_has_no_announcement(pipeline: Language) -> None:
    assert pipeline.make_doc("Công đoàn")._.announcement is None


def test_a_pipeline_and_its_docs_can_be_saved(pipeline: Language, tmp_path: Path) -> None:
    pipeline.to_disk(tmp_path / "model")
    doc = spacy.load(tmp_path / "model")(TEXT)
    again = Doc(doc.vocab).from_bytes(doc.to_bytes())
    assert again._.announcement == doc._.announcement
    assert [(s.label_, s.text) for s in again.spans[SPANS_KEY]] == [(s.label_, s.text) for s in doc.spans[SPANS_KEY]]


def test_matchers_see_through_case_and_tone_placement() -> None:
    doc = make_doc(Vocab(), "UỶ BAN nhân dân tỉnh Hoà Bình")
    matcher = PhraseMatcher(doc.vocab, attr="NORM")
    matcher.add("body", [make_doc(doc.vocab, "ủy ban nhân dân")])
    assert [doc[start:end].text for _, start, end in matcher(doc)] == ["UỶ BAN nhân dân"]


@given(st.text(st.sampled_from("aĐ1.,/ \n\r\t\u00a0\u0301“-😀"), max_size=30) | st.text(max_size=30))
def test_a_doc_is_its_text(text: str) -> None:
    assert make_doc(Vocab(), text).text == text
