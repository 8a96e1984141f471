"""Old encodings of Vietnamese press pages: each gives the record of its UTF-8 twin; no other language is touched."""

from __future__ import annotations

import contextlib
import unicodedata
from html.entities import codepoint2name
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from old_encodings import OLD, as_entities, as_utf8, taken_for, tcvn3, viqr, vni, windows_1258
from thidua_extract import extract, read_article
from thidua_extract.errors import ReadError
from thidua_extract.lexicon import load_table
from thidua_extract.reader.decoding import Decoded, decode, restore
from thidua_extract.reader.legacy import find_reading, may_be_misread
from thidua_extract.reader.legacy_evidence import fluency, is_syllable, syllables
from thidua_extract.reader.legacy_html import restore_page
from timing import growth

FIXTURES = Path(__file__).parent / "fixtures"
LINES = (FIXTURES / "articles" / "b02.txt").read_text(encoding="utf-8").splitlines()
ARTICLE = "".join(line + ("\r\n" if k % 3 else "\n") for k, line in enumerate(LINES))
"""An article whose every letter every encoding has, its line ends mixed."""
FACTS = {"text_sha256", "text_basis", "sha256", "id"}


def values(data: bytes, name: str = "a.txt") -> dict[str, Any]:
    """A record without what says which bytes it came from: digests, issues of reading, offsets; texts in NFC."""
    record = extract(read_article(data, id=name), profile="rules").model_dump(mode="json")
    record["issues"] = [issue for issue in record["issues"] if issue["code"] != "encoding"]
    record["article"] = {key: value for key, value in record["article"].items() if key not in FACTS}
    composed: dict[str, Any] = _composed(record)
    return composed


def _composed(value: Any) -> Any:
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, list):
        return [_composed(item) for item in value]
    if not isinstance(value, dict):
        return value
    evidence = {"start", "end", "text"} <= value.keys()
    return {k: _composed(v) for k, v in value.items() if not (evidence and k in ("start", "end"))}


@pytest.mark.parametrize("name", OLD)
def test_the_record_is_that_of_the_article_in_utf_8(name: str) -> None:
    write, basis, said = OLD[name]
    data = (FIXTURES / "encodings" / f"{name}.txt").read_bytes()
    assert data == write(ARTICLE), "run tests/old_encodings.py to write the fixtures again"
    article = read_article(data, id="a.txt")
    assert unicodedata.normalize("NFC", article.text) == ARTICLE
    assert article.text_basis == basis
    assert [issue.code for issue in article.issues] == ["encoding"]
    assert said in article.issues[0].message
    record = values(data)
    assert record == values(ARTICLE.encode())
    assert record["kind"] == "launch"
    assert record["phases"]
    assert record["statistics"]


def test_results_are_composed() -> None:
    for name in OLD.keys() - {"windows-1258", "windows-1258-as-utf-8"}:
        assert unicodedata.is_normalized("NFC", restore(decode(OLD[name][0](ARTICLE))).text), name


HEAD = "Công đoàn xã Bình Yên phát động thi đua"
PAGE = f"""<html lang="vi"><head><meta http-equiv="Content-Type" content="text/html; charset=CHARSET">
<title>{HEAD} | Nhật báo Sông Lam</title><meta property="og:title" content="{HEAD}">
<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "{HEAD}"}}</script>
<script>if (a < b) {{ c = "^"; }}</script></head><body><table><tr><td><a href="/">Trang chính</a></td></tr></table>
<!-- bài viết --><div class="content"><h1>{HEAD}</h1>
<p>Ngày 5/3/2024, Công đoàn xã Bình Yên phát động đợt thi đua trong đoàn viên, người <b>lao động</b> của các cơ sở.</p>
<p>Đợt 1 từ ngày 5/3 đến 19/5/2024; đợt 2 từ 20/5 đến 2/9/2024, phấn đấu mỗi cơ sở có ít nhất 01 sáng kiến.</p>
<p>Những việc như thế được đoàn viên hưởng ứng, không ai đứng ngoài, năm trước xã có 35 sáng kiến được công nhận.</p>
</div></body></html>"""
PAGES = {
    "tcvn3": (tcvn3(PAGE), "TCVN3"),
    "tcvn3-as-utf-8": (as_utf8(tcvn3(PAGE)), "TCVN3"),
    "tcvn3-as-entities": (as_entities(tcvn3(PAGE)), "TCVN3"),
    "vni": (vni(PAGE), "VNI"),
    "vni-as-utf-8": (as_utf8(vni(PAGE)), "VNI"),
    "vni-as-entities": (as_entities(vni(PAGE)), "VNI"),
    "windows-1258": (windows_1258(PAGE), "windows-1258"),
    "windows-1258-as-utf-8": (as_utf8(windows_1258(PAGE)), "windows-1258"),
    "viqr": (viqr(PAGE.replace('"^"', '"x"')).replace(b"CHARSET", b"us-ascii"), "VIQR"),
    "utf-8-as-1252": (taken_for(PAGE, "cp1252"), "UTF-8 read as windows-1252"),
    "utf-8-as-1258": (taken_for(PAGE, "cp1258"), "UTF-8 read as windows-1258"),
    "utf-8-as-1252-as-entities": (as_entities(PAGE.encode()), "UTF-8 read as windows-1252"),
    "utf-8-as-1252-twice": (taken_for(PAGE, "cp1252", times=2), "UTF-8 read as windows-1252 twice"),
}


@pytest.mark.parametrize("name", PAGES)
def test_pages(name: str) -> None:
    data, said = PAGES[name]
    article = read_article(data, id="a.html")
    assert article.text_basis == "extracted"
    assert [issue.code for issue in article.issues] == ["encoding"]
    assert said in article.issues[0].message
    assert unicodedata.normalize("NFC", article.title or "") == HEAD
    assert values(data, "a.html") == values(PAGE.encode(), "a.html")
    assert "Những việc như thế được" in unicodedata.normalize("NFC", article.text)


@pytest.mark.parametrize("numeric", [True, False])
def test_entities_of_unicode_need_no_repair(numeric: bool) -> None:
    names = {} if numeric else codepoint2name
    page = "".join(c if c.isascii() else f"&{names.get(ord(c), f'#{ord(c)}')};" for c in PAGE)
    article = read_article(page.encode(), id="a.html")
    assert not article.issues
    assert values(page.encode(), "a.html") == values(PAGE.encode(), "a.html")


def test_an_old_article_in_a_new_template() -> None:
    """A page whose frame was written in Unicode and whose article was moved from an older one."""
    frame, article = PAGE.split('<div class="content">')
    for name, old in (("TCVN3", tcvn3), ("VNI", vni), ("windows-1258", windows_1258)):
        mixed = (frame + "<p>Thời sự, giáo dục, thể thao, kinh tế</p>").encode() + as_utf8(old(article))
        found = read_article(mixed, id="a.html")
        assert name in found.issues[0].message
        assert values(mixed, "a.html")["phases"] == values(PAGE.encode(), "a.html")["phases"]


def test_old_lines_between_new_ones() -> None:
    new = "Tòa soạn: bài dưới đây được chuyển từ kho cũ, xã Hà Giang, Đồng Nai.\n"
    for old in (tcvn3, vni, windows_1258):
        text = new + as_utf8(old(ARTICLE.replace("\r", ""))).decode() + "Hà Giang là nhà.\n" + new
        restored = restore(Decoded(text))
        assert restored.basis == "repaired"
        assert (
            unicodedata.normalize("NFC", restored.text) == new + ARTICLE.replace("\r", "") + "Hà Giang là nhà.\n" + new
        )


def test_fonts_of_capitals() -> None:
    upper = '<p><font face=".VnTimeH" size="3">c«ng <b>®oµn</b></font> ph¸t ®éng</p>'
    also = '<p><span style="font-family: .VnArialH">thi ®ua</span> n¨m <font face=".VnTime">nay</font></p>'
    page, issues = restore_page(upper + also)
    assert "CÔNG <b>ĐOÀN</b></font> phát động" in page
    assert "THI ĐUA</span> năm" in page
    assert "nay</font>" in page
    assert len(issues) == 1


def test_viqr_without_backslashes() -> None:
    text = (
        "Công đoàn tỉnh phát động thi đua.\nHội nghị do chị Hoa, Phó Chủ tịch chủ trì. Năm 2023, 100% cơ sở đăng ký."
        " Thư ngỏ gửi 1.000 đoàn viên (tỷ lệ 95%), QĐ-UBND, LĐLĐ tỉnh, 10.000đ/người, ông Y Krông và bà H'Đrăng,"
        " trang dulieu.vn?\n"
    )
    assert restore(Decoded(viqr(text, escapes=False).decode())).text == text
    assert restore(Decoded(viqr(text, escapes=False).decode().replace("+", "*"))).text == text


def test_what_is_no_vietnamese_stays_in_vietnamese_in_ascii() -> None:
    text = viqr(ARTICLE).decode() + "http://www.bao\\.vn/a.html, nam.nguyen@a.com, x^2 + 3*y\n"
    assert restore(Decoded(text)).text == ARTICLE + "http://www.bao.vn/a.html, nam.nguyen@a.com, x^2 + 3*y\n"


FOREIGN = {
    "French": "Le président a été reçu là-bas, à l'Élysée, où il a déclaré : « Bien sûr, l'été sera très chaud. »"
    " À Noël, les élèves préfèrent la forêt ; c'était déjà prévu, hélas, et naïf. ",
    "Czech": "Příliš žluťoučký kůň úpěl ďábelské ódy. Vláda včera schválila návrh zákona o daních, úřad práce. ",
    "Spanish": "El niño pequeño soñaba con España; la señora añadió que había llovido. ¿Dónde está el baño? ® 5 µm ",
    "German": "Schöne Grüße aus München: die Mädchen hörten größere Töne, die Bürger sprachen über Öl und Übung. ",
    "Portuguese": "A educação não é só do governo; há muitas crianças que não têm acesso à escola, já cá e lá. ",
    "Icelandic": "Það var maður sem fór út í kuldann og sagði að veðrið væri vont; þú ert góður, með öðrum orðum. ",
    "Swedish": "Öar och åar är många; på ön fanns en ångbåt som körde över ån för någon ny sköldpadda. ",
    "Polish": "Zażółć gęślą jaźń. Rząd przyjął wczoraj projekt ustawy o podatkach, która ma obowiązywać. ",
    "French taken again": "Le prÃ©sident a Ã©tÃ© reÃ§u lÃ -bas, oÃ¹ il a dÃ©clarÃ© que l'Ã©tÃ© serait trÃ¨s chaud. ",
    "code": "for (i=0; i<n; i++) { a^' = b^2; if (x^`y`) { u+=1; o*=2; e~=3 } } // don't add a.b() or o? ",
    "algebra": "Let a^2 + b^2 = c^2, (a+b)^n, i.e. e^x, o(n), a(n), u^T A u? Then y' = a' for all u. ",
    "Vietnamese without marks": "Cong doan xa Binh Yen phat dong thi dua, phan dau 100% co so co sang kien trong nam. ",
    "Vietnamese without letters of its own": "Cô và tôi đi có năm ngày không, đông quá, là toán, hoà, España. ",
    "Vietnamese": "Công đoàn phát động thi đua ở Hà Giang; ông Müller (España®) tặng 5 µg, x^2, 25°C, «Ðồng Nai». ",
}


@pytest.mark.parametrize("times", [1, 30])
@pytest.mark.parametrize("name", FOREIGN)
def test_other_texts_are_left_as_they_are(name: str, times: int) -> None:
    text = FOREIGN[name] * times
    assert restore(Decoded(text)) == Decoded(text)
    page = f"<html><body><p>{text}</p></body></html>"
    assert restore_page(page) == (page, ())


@pytest.mark.parametrize("name", ["French", "Spanish", "German", "Portuguese", "Icelandic", "Swedish"])
def test_bytes_of_other_languages_are_an_error(name: str) -> None:
    with pytest.raises(ReadError) as caught:
        decode((FOREIGN[name] * 5).encode("cp1252"))
    assert caught.value.code == "encoding"


def test_articles_in_unicode_are_left_as_they_are() -> None:
    for file in sorted((FIXTURES / "articles").glob("*.txt")):
        decoded = decode(file.read_bytes())
        for text in (decoded.text, unicodedata.normalize("NFD", decoded.text)):
            assert restore(Decoded(text)) == Decoded(text), file.name
            assert restore_page(text) == (text, ()), file.name


@pytest.mark.parametrize("name", sorted(OLD.keys() - {"utf-16"}))
def test_a_reading_is_never_missed_by_the_cheap_look(name: str) -> None:
    """What the gate relies on: a text that would be read back holds a sign of it, in any stretch of some length."""
    text = decode(OLD[name][0](ARTICLE)).text if name not in ("windows-1258", "tcvn3", "vni") else ""
    for start in range(0, len(text), 400):
        piece = text[start : start + 400]
        assert find_reading(piece) is None or may_be_misread(piece)
    assert not text or may_be_misread(text)


def test_tables_are_one_to_one() -> None:
    for table, column, count in (("tcvn3", "byte", 74), ("vni", "bytes", 134), ("viqr", "ascii", 134)):
        rows = load_table(f"legacy_{table}")
        assert len({row["surface"] for row in rows}) == len({row[column] for row in rows}) == len(rows) == count


def test_syllables() -> None:
    for word in (
        "nghiêng",
        "giếng",
        "gìn",
        "thuở",
        "khuya",
        "quyển",
        "Quý",
        "hoà",
        "hòa",
        "rượu",
        "ướt",
        "uỷ",
        "ủy",
        "Ấp",
    ):
        assert is_syllable(word), word
    for word in ("nhng", "đuạ", "iá", "batch", "càt", "đợc", "aa", "trươ", "court", "x" * 40):
        assert not is_syllable(word), word
    assert syllables("«Lao động» là nhà") == 2
    assert fluency("") == 0


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    for shape in (data, b"C\xabng \xaeo\xb5n " + data, b"pha't ddo^.ng " + data, b"<p>" + data, data.hex().encode()):
        with contextlib.suppress(ReadError):
            restore_page(restore(decode(shape)).text)


@settings(deadline=None)
@given(st.text("aAeoudD^(+*'`?~.\\ \n®µ¸ñöøùðáº»ÃÂĂ¡<>&;ntT", max_size=60))
def test_any_signs_are_read(text: str) -> None:
    restored = restore(Decoded(text + " phát")).text
    assert restored.strip()
    restore_page(f"<p>{text}")


@pytest.mark.parametrize(
    "piece", ["<!--", "<script>", "&", "a^'.", "ñ ", "®µ¸ ", "Ã¡", "á»", "a\\'", "<font face='.VnH'>"]
)
def test_reading_back_takes_linear_time(piece: str) -> None:
    def read(size: int) -> None:
        text = piece * (size // len(piece))
        restore_page(text)
        restore(Decoded(text))

    assert growth(read, 200_000) <= 8
