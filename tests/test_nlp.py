"""The underthesea wrapper: its strings laid back onto our text, only sentences asked about, each question once."""

from __future__ import annotations

import unicodedata
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua_extract import extract, nlp
from thidua_extract.blocks import Document, segment
from thidua_extract.nlp import LONGEST, Analysis, align
from thidua_extract.text import make_view

ROOT = Path(__file__).parents[1]
ARTICLES = sorted((ROOT / "examples" / "articles").glob("*.txt"))
LINE = "Chủ tịch  Công đoàn  huyện Nguyễn Thị Hoà phát động “Lao động giỏi”; đạt 95,5% chỉ tiêu thuỷ lợi."


def document_of(text: str) -> Document:
    return segment(make_view(text))


def spelled(text: str) -> str:
    """Letters without marks and blanks."""
    return "".join(
        c for c in unicodedata.normalize("NFD", text.lower()) if not (unicodedata.combining(c) or c.isspace())
    )


def test_words_are_stretches_of_our_text() -> None:
    document = document_of(LINE)
    words = [document.text[t.start : t.end] for t in Analysis(document).words(0, len(LINE))]
    assert "Công đoàn" in words
    assert "thủy lợi" in words
    assert "".join("".join(words).split()) == "".join(document.text.split())


def test_tags_and_entities_carry_their_labels() -> None:
    analysis = Analysis(document_of(LINE))
    tags = {analysis.document.text[t.start : t.end]: t.pos for t in analysis.tags(0, len(LINE))}
    assert tags["phát động"] == "V"
    assert all(t.entity for t in analysis.entities(0, len(LINE)))
    assert all(t.entity is None for t in analysis.tags(0, len(LINE)))


def test_a_part_of_a_sentence_has_offsets_of_the_document() -> None:
    analysis = Analysis(document_of(LINE))
    start = LINE.index("phát")
    first = analysis.words(start, len(LINE))[0]
    assert analysis.document.text[first.start : first.end] == "phát động"


def test_sentence_ends_are_offsets_of_the_document() -> None:
    analysis = Analysis(document_of("Công đoàn phát động thi đua. Người lao động hưởng ứng."))
    assert analysis.sentence_ends(0, 54) == (28, 54)


def test_each_question_is_asked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    class Counting:
        @staticmethod
        def word_tokenize(text: str) -> list[str]:
            asked.append(text)
            return text.split()

    monkeypatch.setattr(nlp, "_underthesea", lambda: Counting)
    analysis = Analysis(document_of(LINE))
    assert analysis.words(0, 20) == analysis.words(0, 20)
    assert len(asked) == 1


def test_nothing_is_asked_about_blanks_and_what_is_no_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise AssertionError("underthesea was asked")

    monkeypatch.setattr(nlp, "_underthesea", refuse)
    analysis = Analysis(document_of("  \n" + "thi đua " * 1_000))
    assert analysis.words(0, 2) == ()
    assert analysis.entities(3, 4 + LONGEST) == ()


def test_a_token_that_is_not_there_is_left_out() -> None:
    assert align("thi đua yêu nước", ["thi đua", "???", "yêu nước"]) == [(0, 7), None, (8, 16)]


@pytest.mark.parametrize("path", ARTICLES, ids=lambda p: p.name)
def test_words_of_whole_articles_are_in_order_and_complete(path: Path) -> None:
    document = document_of(path.read_text(encoding="utf-8"))
    analysis = Analysis(document)
    for sentence in document.sentences:
        words = analysis.words(sentence.start, sentence.end)
        assert all(a.end <= b.start for a, b in pairwise(words))
        found = "".join(document.text[w.start : w.end] for w in words)
        if sentence.end - sentence.start <= LONGEST:
            assert spelled(found) == spelled(document.text[sentence.start : sentence.end])


@given(st.lists(st.sampled_from(["thi", "đua", "hoà", "hòa", "95%", "“", "ﬁ", "İ", "ß"]), max_size=12))
def test_tokens_of_a_text_are_found_in_it(tokens: list[str]) -> None:
    text = "  ".join(tokens)
    spans = align(text, [unicodedata.normalize("NFD", t) for t in tokens])
    assert [text[s[0] : s[1]] if s else None for s in spans] == tokens


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Chủ tịch UBND tỉnh Zơ Râm Bính phát động phong trào thi đua.", ["Zơ Râm Bính"]),
        ("Bhling Mia, Bí thư Huyện ủy Tây Giang, cho biết phong trào lan tỏa.", ["Bhling Mia"]),
        ("Bí thư Đảng ủy xã Đông Hải phát biểu khai mạc.", []),
        ("Chủ đề được chọn là: “Đoàn viên Xuân Lộc số hóa từng việc nhỏ”.", []),
    ],
)
def test_ner_votes_on_family_names_no_lexicon_knows(text: str, names: list[str]) -> None:
    assert [o.name for o in extract(text).officials] == names
    assert extract(text, profile="rules").officials == ()
