"""Reading: encodings on evidence, HTML offline, errors with a code and never a traceback."""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import io
import socket
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thidua_extract.errors import ReadError
from thidua_extract.reader import read_article
from thidua_extract.reader.source import MOST_CHARACTERS
from timing import growth

TEXT = (
    "Công đoàn xã Bình Yên phát động thi đua\n\nNgày 5/3, Công đoàn xã Bình Yên phát động đợt thi đua trong đoàn viên, "
    "người lao động, phấn đấu 100% công đoàn cơ sở có sáng kiến. Uỷ ban nhân dân xã đề nghị các đơn vị hưởng ứng.\n"
)
PAGE = """<!DOCTYPE html>
<html lang="vi"><head><meta charset="utf-8"><title>Công đoàn xã Bình Yên phát động thi đua | Báo Sông Lam</title>
<meta property="og:title" content="Công đoàn xã Bình Yên phát động thi đua">
<meta property="og:site_name" content="Báo Sông Lam"><meta name="author" content="Thu Hà">
<meta property="article:published_time" content="2024-03-06T08:30:00+07:00">
<link rel="canonical" href="https://baosonglam.example.vn/thi-dua-123.html"></head>
<body><nav><a href="/">Trang chủ</a></nav><article><h1>Công đoàn xã Bình Yên phát động thi đua</h1>
<p>Ngày 5/3, Công đoàn xã Bình Yên phát động đợt thi đua trong đoàn viên, người lao động của các cơ sở.</p>
<p>Đợt 1 từ ngày 5/3 đến 19/5/2024; đợt 2 từ 20/5 đến 2/9/2024, phấn đấu mỗi cơ sở có ít nhất 01 sáng kiến.</p>
</article><footer>© 2024 Báo Sông Lam</footer></body></html>"""


def windows_1258(text: str) -> bytes:
    """Letters with their shape, tones apart, as Windows wrote Vietnamese."""
    tones = "\u0300\u0301\u0303\u0309\u0323"
    out = bytearray()
    for character in unicodedata.normalize("NFC", text):
        apart = unicodedata.normalize("NFD", character)
        base = unicodedata.normalize("NFC", "".join(c for c in apart if c not in tones))
        out += base.encode("cp1258") + "".join(c for c in apart if c in tones).encode("cp1258")
    return bytes(out)


@pytest.mark.parametrize(
    ("data", "basis", "said"),
    [
        (TEXT.encode(), "source", ""),
        (TEXT.encode("utf-8-sig"), "source", ""),
        (TEXT.encode("utf-16"), "source", "UTF-16"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "source", "UTF-16"),
        (TEXT.encode("utf-16-le"), "source", "UTF-16 without a byte order mark"),
        (TEXT.encode("utf-16-be"), "source", "UTF-16 without a byte order mark"),
        (TEXT.encode("utf-32"), "source", "UTF-32"),
        (windows_1258(TEXT), "source", "windows-1258"),
        (TEXT.encode().decode("latin-1").encode(), "repaired", "windows-1252"),
    ],
)
def test_encodings(data: bytes, basis: str, said: str) -> None:
    article = read_article(data)
    assert unicodedata.normalize("NFC", article.text) == unicodedata.normalize("NFC", TEXT)
    assert article.text_basis == basis
    assert article.sha256 == hashlib.sha256(data).hexdigest()
    assert [i.code for i in article.issues] == (["encoding"] if said else [])
    assert not said or said in article.issues[0].message


def test_a_few_bad_bytes_are_marked() -> None:
    data = TEXT.encode()
    article = read_article(data[:60] + b"\xff" + data[60:])
    assert article.text.count("\ufffd") >= 1
    assert article.text_basis == "repaired"
    assert [i.code for i in article.issues] == ["encoding_errors"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \r\n\t", "empty"),
        (b"\xff\xfe", "empty"),
        ("\u00a0\u200b".encode(), "empty"),
        (b"%PDF-1.7 ...", "binary"),
        (b"PK\x03\x04" + b"a" * 50, "binary"),
        (b"\x89PNG\r\n", "binary"),
        (bytes(range(256)) * 4, "binary"),
        (b"abc\x00def" * 9, "binary"),
        (b"\x01\x02\x03\x04abc", "binary"),
        ("Fête de l'été à Orléans, déjà très animée".encode("latin-1"), "encoding"),
        (b"\xff\xfea", "encoding"),
        (b"<html><head><title>A</title></head><body></body></html>", "no_text"),
        (b"<!DOCTYPE html><html></html>", "no_text"),
        (b"a" * 20_000_000, "too_large"),
        (("đ" * (MOST_CHARACTERS + 1)).encode(), "too_large"),
    ],
    ids=lambda value: value if isinstance(value, str) else repr(value[:12]),
)
def test_errors_have_a_code(data: bytes, code: str) -> None:
    with pytest.raises(ReadError) as caught:
        read_article(data, id="member.txt")
    assert caught.value.code == code
    assert str(caught.value).startswith("member.txt: ")
    assert "\n" not in str(caught.value)


def test_paths(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(TEXT.encode())
    assert read_article(file).id == str(file)
    assert read_article(str(file)).text == TEXT
    for source, code in ((tmp_path / "none.txt", "not_found"), (tmp_path, "unreadable"), ("a\x00b", "unreadable")):
        with pytest.raises(ReadError) as caught:
            read_article(source)
        assert caught.value.code == code


def test_streams() -> None:
    assert read_article(io.BytesIO(TEXT.encode()), id="-").text == TEXT
    with pytest.raises(ReadError) as caught:
        read_article(io.StringIO(TEXT))  # type: ignore[arg-type]
    assert caught.value.code == "unreadable"


@pytest.mark.parametrize("data", [PAGE.encode(), PAGE.encode("utf-16"), b"\xef\xbb\xbf\n " + PAGE.encode()])
def test_html(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket.socket, "connect", lambda *_: pytest.fail("the network was asked"))
    article = read_article(data)
    assert article.text_basis == "extracted"
    assert article.title == "Công đoàn xã Bình Yên phát động thi đua"
    assert article.published_on == dt.date(2024, 3, 6)
    assert article.publisher == "Báo Sông Lam"
    assert article.byline == "Thu Hà"
    assert article.url == "https://baosonglam.example.vn/thi-dua-123.html"
    assert article.text.count("Công đoàn xã Bình Yên phát động thi đua") == 1
    assert "đợt 2 từ 20/5 đến 2/9/2024" in article.text
    assert "Trang chủ" not in article.text


def test_arguments_go_before_what_a_page_says() -> None:
    article = read_article(PAGE.encode(), id="x", published_on=dt.date(2020, 1, 1), url="https://example.vn/a")
    assert (article.id, article.published_on, article.url) == ("x", dt.date(2020, 1, 1), "https://example.vn/a")


def test_markup_below_a_headline_is_a_page() -> None:
    article = read_article(("Công đoàn phát động thi đua\n\n" + PAGE[PAGE.index("<html") :]).encode(), id="a.txt")
    assert article.text_basis == "extracted"
    assert "<p>" not in article.text


@settings(deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_give_an_article_or_a_read_error(data: bytes) -> None:
    with contextlib.suppress(ReadError):
        assert read_article(data).text.strip()


@settings(deadline=None)
@given(st.binary(max_size=400))
def test_any_page_gives_an_article_or_a_read_error(data: bytes) -> None:
    with contextlib.suppress(ReadError):
        assert read_article(b"<html><body>" + data, id="a.html").text.strip()


@pytest.mark.parametrize("piece", [b"a", b"<p>", b"\x00", "cô".encode(), b"\xff", b"1 "])
def test_reading_takes_linear_time(piece: bytes) -> None:
    def read(size: int) -> None:
        with contextlib.suppress(ReadError):
            read_article(piece * (size // len(piece)), id="member.txt")

    assert growth(read, 2_000_000) <= 8
