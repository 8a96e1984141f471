"""The view of a text: what it rewrites, and that every span of it is a stretch of the source."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thidua_extract.text import fold, fold_key, fold_tones, make_view
from timing import growth

WORDS = [
    *(
        "Uỷ ban",
        "hoà",
        "thuỷ",
        "khoẻ",
        "quý",
        "Thi đua",
        "đoàn viên",
        "Đợt 1",
        "1.655",
        "8,5%",
        "“A”",
        "😀",
        "Ａ",
        "Ðợt",
    ),
    *("&ldquo;", "&agrave;", "&amp;nbsp;", "&nbsp;", "&", ";", "&x;", "&#225;", "&#xD800;", "𝑲𝒆̂́"),
    *("\u00a0", "\u00ad", "\u200b", "\r\n", "\r", "\n", " ", "\t", "\ufeff", "\u2028", "\u0301"),
    *("e\u0302\u0301", "e\u0301\u0302", "ê\u0301", "o\u031b\u0323", "a\u0301\u0301\u0301"),
]
TEXTS = st.lists(st.sampled_from(WORDS) | st.text(max_size=3), max_size=25).map("".join)
FORMS = st.sampled_from([lambda t: t, lambda t: unicodedata.normalize("NFD", t), lambda t: t.replace("\n", "\r\n")])


def bases(text: str) -> list[str]:
    """Letters without their marks: a tone may stand on another letter in the view."""
    return [unicodedata.normalize("NFD", c)[0] for c in text]


@settings(deadline=None)
@given(TEXTS, FORMS)
def test_each_character_stands_for_its_piece_of_the_source(text: str, form: Callable[[str], str]) -> None:
    source = form(text)
    view = make_view(source)
    done = 0
    for k, character in enumerate(view.text):
        begin, stop = view.source_span(k, k + 1)
        assert done <= begin < stop <= len(source)
        assert bases(character)[0] in bases(make_view(source[begin:stop]).text)
        done = begin


@settings(deadline=None)
@given(TEXTS, FORMS, st.data())
def test_a_span_covers_its_characters(text: str, form: Callable[[str], str], data: st.DataObject) -> None:
    view = make_view(form(text))
    start = data.draw(st.integers(0, len(view.text)))
    end = data.draw(st.integers(start, len(view.text)))
    begin, stop = view.source_span(start, end)
    assert 0 <= begin <= stop <= len(view.source)
    if end > start:
        assert begin == view.source_span(start, start + 1)[0]
        assert stop == view.source_span(end - 1, end)[1]


@settings(deadline=None)
@given(TEXTS, FORMS, st.data())
def test_view_span_is_the_inverse(text: str, form: Callable[[str], str], data: st.DataObject) -> None:
    view = make_view(form(text))
    if not view.text:
        return
    start = data.draw(st.integers(0, len(view.text) - 1))
    end = data.draw(st.integers(start + 1, len(view.text)))
    a, b = view.view_span(*view.source_span(start, end))
    assert view.source_span(a, b) == view.source_span(start, end)


@settings(deadline=None)
@given(TEXTS)
def test_fold_keeps_the_length(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert len(fold_tones(text)) == len(text)
    assert fold(fold(text)) == fold(text)


@settings(deadline=None)
@given(TEXTS)
def test_the_view_of_a_view_is_itself(text: str) -> None:
    plain = "".join(c for c in text if c not in "&;")
    once = make_view(plain).text
    assert make_view(once).text == once


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Uỷ ban, UỶ BAN, hoà, HOÀ, Hoà, khoẻ, thuý", "Ủy ban, ỦY BAN, hòa, HÒA, Hòa, khỏe, thúy"),
        ("quý, quỳ, toàn, hoàn, khuỷu, QUÝ", "quý, quỳ, toàn, hoàn, khuỷu, QUÝ"),
        ("to\u0302\u0309ng ke\u0302\u0301t", "tổng kết"),
        ("ê\u0301 ô\u0309 ơ\u0323 ă\u0300", "ế ổ ợ ằ"),
        ("e\u0301\u0302", "ế"),
        ("hoa\u0300 bi\u0300nh", "hòa bình"),
        ("&ldquo;M&agrave;u&rdquo;&nbsp;A &amp;ndash; B", "“Màu” A – B"),
        ("thi\u00adđua\u200b năm\u00a02023\u202fA", "thiđua năm 2023 A"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("𝑲𝒆̂́ 𝒉𝒐𝒂̣𝒄𝒉", "Kế hoạch"),
        ("Ðoàn", "Đoàn"),
        ("&nosuch; &; AT&T", "&nosuch; &; AT&T"),
    ],
)
def test_the_view_reads(source: str, expected: str) -> None:
    assert make_view(source).text == expected


def test_keys_meet() -> None:
    assert fold_key("“Năng xuất - Chất lượng”") != fold_key("Năng suất, chất lượng")
    assert fold_key("Chiến sỹ thi đua") == fold_key("chiến sĩ  thi đua")
    assert fold_key("Giỏi việc nước, đảm việc nhà") == fold_key("GIỎI VIỆC NƯỚC – ĐẢM VIỆC NHÀ")


@pytest.mark.parametrize("piece", ["a", "a\u0301" * 3, "\u0301", "&amp;", "&", " ", "\r\n", "oà ", "Ð"])
def test_a_long_line_takes_linear_time(piece: str) -> None:
    assert growth(lambda size: make_view(piece * (size // len(piece))), 400_000) <= 8
