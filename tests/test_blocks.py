"""Segmenting pages: metadata, sentences, listings, and that no line is slow or makes trouble."""

from __future__ import annotations

import datetime as dt
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thidua_extract.blocks import READABLE, Document, segment
from thidua_extract.blocks.sentences import split_sentences
from thidua_extract.text import make_view
from timing import growth

TITLE = "Công đoàn huyện Bình Sơn phát động thi đua năm 2024"
LEAD = "Ngày 5/3, Liên đoàn Lao động huyện Bình Sơn phát động phong trào thi đua trong công nhân, viên chức, lao động."
BODY = "Theo kế hoạch, phong trào chia làm 2 đợt. Mỗi công đoàn cơ sở đăng ký ít nhất 01 công trình."
LONG_PAGE = 300_000


def read(*lines: str) -> Document:
    return segment(make_view("\n".join(lines)))


def test_metadata() -> None:
    document = read(TITLE, "17:50 | 16/12/2021", "(LĐTĐ) " + LEAD, "", BODY, "Tin, ảnh: Thu Hà")
    assert document.title == TITLE
    assert document.stamp == "17:50 | 16/12/2021"
    assert document.published_on == dt.date(2021, 12, 16)
    assert document.publisher == "LĐTĐ"
    assert document.byline == "Thu Hà"
    assert document.issues == ()


def test_a_page_that_says_nothing_of_itself() -> None:
    document = read(LEAD, BODY)
    assert (document.title, document.stamp, document.published_on) == (None, None, None)
    assert (document.publisher, document.byline, document.listing) == (None, None, False)


def test_the_author_of_a_stamp_and_the_source_below_the_text() -> None:
    document = read(TITLE, "Đăng lúc 08:03 - 27/09/2019   Tác giả: Cẩm Giang", LEAD, BODY, BODY, "Nguồn: Báo Sông Lam")
    assert document.byline == "Cẩm Giang"
    assert document.publisher == "Báo Sông Lam"


def test_a_template_clock_is_no_publication_date() -> None:
    document = read("Hà Nội: 29°C", "Chủ nhật 19/05/2024 02:00", TITLE, LEAD, BODY)
    assert document.published_on is None
    assert [i.code for i in document.issues] == ["template_clock"]


def test_no_sentence_is_endless() -> None:
    for piece in ("đạt 95% chỉ tiêu; ", "năm 2021, ", "và ", "a"):
        text = piece * 3000
        spans = split_sentences(text, 0, len(text))
        assert all(0 < end - start <= 4000 for start, end in spans)
        assert "".join(text[start:end] for start, end in spans).replace(" ", "") == text.replace(" ", "")


def test_teasers_with_their_own_stamps_are_a_listing() -> None:
    heads = (
        "Cụm thi đua số 2 ký giao ước năm 2019",
        "Sở Y tế phát động thi đua",
        "Hội Nông dân tỉnh tổng kết năm 2018",
    )
    page = "Tin tức\n\n" + "\n\n".join(
        f"{head}\n(1{k}/02/2019 08:20) Chiều qua, {head.lower()}..." for k, head in enumerate(heads)
    )
    assert segment(make_view(page)).listing
    article = (
        f"{heads[0]}\n(15/02/2019 08:20) Chiều 14/02, hội nghị diễn ra tại huyện.\nCác đơn vị ký giao ước thi đua."
    )
    assert not segment(make_view(article)).listing


def test_a_listing_is_no_article() -> None:
    lines = ["CHUYÊN MỤC: THI ĐUA - KHEN THƯỞNG"]
    for place in ("Sơn Tịnh", "Trà Bồng", "Nghĩa Hành", "Mộ Đức"):
        lines += [f"Huyện {place} phát động thi đua quý II năm 2023", "01/04/2023 08:40"]
        lines += [f"Công đoàn huyện {place} đề ra chỉ tiêu kết nạp 200 đoàn viên."]
    document = read(*lines)
    assert document.listing
    assert "several_articles" in [i.code for i in document.issues]


def test_an_article_with_sub_heads_is_no_listing() -> None:
    document = read(
        TITLE, "01/04/2023 08:40", LEAD, "Nhiều cách làm mới", BODY, "Chuyện ở tổ 5", BODY[::-1], BODY + " A."
    )
    assert not document.listing


def test_sentences_lie_in_readable_blocks_and_can_be_found() -> None:
    document = read(TITLE, "17:50 | 16/12/2021", LEAD, BODY, "Tin khác", LEAD)
    texts = [document.text[s.start : s.end] for s in document.sentences]
    assert texts == [TITLE, LEAD, *BODY.replace("đợt. ", "đợt.\n").split("\n")]
    for sentence in document.sentences:
        block = document.blocks[sentence.block]
        assert block.kind in READABLE
        assert block.start <= sentence.start < sentence.end <= block.end
        assert document.sentence_at(sentence.start) == sentence
        assert document.block_at(sentence.end - 1) == block
    assert document.sentence_at(document.text.index("17:50")) is None


def test_lines_broken_inside_sentences_keep_their_offsets() -> None:
    lead = "Công đoàn phát động thi đua trong toàn thể đoàn viên, phấn đấu đạt 110%\nkế hoạch năm."
    source = "Đợt thi đua cao điểm ở Tổng công ty\n\n" + lead
    document = segment(make_view(source))
    start = document.text.index("110% kế hoạch")
    assert document.evidence(start, start + 13).text == "110%\nkế hoạch"
    assert len(document.sentences) == 2


WORDS = [
    *(
        TITLE,
        LEAD,
        BODY,
        "Tin khác",
        "Nên xem",
        "T.P",
        "0:00",
        "17:50 | 16/12/2021",
        "Ảnh: A",
        "- Đợt 1: từ 1/1",
        "| A |",
    ),
    *("", " ", "“A", "kế hoạch năm", "Xem thêm", "A B C", "Nơi nhận:", "KẾ HOẠCH", "Nguồn:", "#a", "Hà Nội: 29°C"),
    *("date 2025-10-06 A", "(LĐTĐ) "),
]
PAGES = st.lists(st.sampled_from(WORDS) | st.text(max_size=6), max_size=14).map("\n".join)


@settings(deadline=None)
@given(PAGES, st.sampled_from(["NFC", "NFD"]))
def test_every_page_is_segmented(page: str, form: str) -> None:
    source = unicodedata.normalize(form, page)  # type: ignore[arg-type]
    document = segment(make_view(source))
    ends = [(b.start, b.end) for b in document.blocks]
    assert all(a <= b for a, b in ends)
    assert all(b <= c for (_, b), (c, _) in pairwise(ends))
    for block in document.blocks:
        evidence = document.evidence(block.start, block.end)
        assert source[evidence.start : evidence.end] == evidence.text
        assert block.rule.startswith("blocks.")
    assert segment(make_view(source)) == document


@pytest.mark.parametrize(
    "piece",
    [
        *(
            "a",
            ".",
            ". ",
            "“",
            "“a”",
            '"',
            " ",
            "\n",
            "1",
            "1/1/2023 ",
            "1/1/2023\n",
            "|",
            "a|",
            "a > ",
            "#a ",
            "*",
            "[",
            "(",
        ),
        *(
            "- ",
            "![](",
            "Xem thêm\n",
            "Tin khác\n",
            "Ảnh: A\n",
            "Nguyễn Văn An\n",
            "Công đoàn Triển khai ",
            TITLE + "\n",
        ),
        *("đoàn viên công đoàn và người lao động\n", LEAD + " ", LEAD + "\n", "Xem thêm\n" + LEAD + "\n", "a\u0301 "),
        *(LEAD + "\nNguyễn An\nNhiều hoạt động\n", "a\r\n"),
    ],
)
def test_long_pages_take_linear_time(piece: str) -> None:
    """Four times the page costs about four times the time, whatever the machine does beside; a square costs 16."""
    assert growth(lambda size: segment(make_view(piece * (size // len(piece)))), LONG_PAGE) <= 8
