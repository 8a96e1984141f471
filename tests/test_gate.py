"""The gate keeps back nothing that the full path calls launch, review or mention, and spares most of the rest."""

from __future__ import annotations

import html
import time
import unicodedata
from collections.abc import Callable, Iterator
from html.entities import codepoint2name
from pathlib import Path

import pytest
import regex
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from made_pages import ORDINARY, made_page
from old_encodings import OLD, as_entities, as_utf8, taken_for, tcvn3, viqr, vni, windows_1258
from thidua_extract import extract, read_article
from thidua_extract.archive.gate import may_be_campaign
from thidua_extract.errors import ReadError
from thidua_extract.lexicon import load_table
from thidua_extract.reader.decoding import decode, restore
from thidua_extract.text import fold
from timing import growth

ARTICLES = Path(__file__).parent / "fixtures" / "articles"
CORE = [row["surface"] for row in load_table("kind_cues") if row["kind"] == "core"]
FILLER = (
    "Sáng nay, lãnh đạo xã cho biết đường liên thôn dài ba cây số đã được rải nhựa, chi phí hơn bốn tỷ đồng do dân góp"
    " một phần. Nhiều hộ hiến đất, dỡ tường rào để mở rộng lòng đường; hai bên đường trồng thêm hoa, lắp đèn."
)


def full_path(data: bytes, suffix: str) -> str:
    """The kind that reading the whole source gives; "none" where it cannot be read."""
    try:
        return extract(read_article(data, suffix=suffix), profile="rules").kind
    except ReadError:
        return "none"


def texts() -> Iterator[tuple[str, str]]:
    for file in sorted(ARTICLES.glob("*.txt")):
        yield file.stem, restore(decode(file.read_bytes())).text


TEXTS = dict(texts())
_CERTAIN = regex.compile(r"(?<!\w)(?:thi đua|phong trào)(?!\w)")
CAMPAIGNS = {name: text for name, text in TEXTS.items() if _CERTAIN.search(fold(unicodedata.normalize("NFC", text)))}
"""Articles that speak of emulation, as text."""


def lines_of(text: str) -> list[str]:
    return [html.escape(line.strip(), quote=False) for line in text.splitlines() if line.strip()]


def page_of(text: str) -> str:
    lines = lines_of(text)
    return made_page(lines[0], lines[1:], size=1)


_WORDS = regex.compile(r"(?<=\p{L})[ ](?=\p{L})")
_INSIDE = regex.compile(r"(?<=[>\p{L} ]\p{Ll})(?=\p{Ll}+ )")


def marked_up(between: str, inside: str) -> Callable[[str], bytes]:
    """Every paragraph with something between its words and in the middle of them."""

    def wrap(text: str) -> bytes:
        lines = [_INSIDE.sub(inside, _WORDS.sub(between, line)) for line in lines_of(text)]
        return made_page("Tin trong ngày", lines, size=1).encode()

    return wrap


def as_numbers(pattern: str) -> Callable[[str], bytes]:
    return lambda text: "".join(c if c.isascii() else pattern.format(ord(c)) for c in page_of(text)).encode()


def named(text: str) -> bytes:
    names = {chr(code): f"&{name};" for code, name in codepoint2name.items() if code > 0x7F}
    return "".join(names.get(c, c) for c in page_of(text)).encode()


def old_tones(text: str) -> str:
    for new, old in (("òa", "oà"), ("óa", "oá"), ("ủy", "uỷ"), ("ỏe", "oẻ"), ("ỏa", "oả")):
        text = text.replace(new, old)
    return text


def simple(text: str) -> str:
    """Letters that every old encoding has: no capitals with tones, no typographic signs."""
    composed = unicodedata.normalize("NFC", text)
    plain = (c.lower() if c.isupper() and not c.isascii() and c not in "ĂÂĐÊÔƠƯ" else c for c in composed)
    return "".join(c if c.isascii() or c.isalpha() else " " for c in plain)


WRAPPINGS: dict[str, Callable[[str], bytes]] = {
    "page": lambda text: page_of(text).encode(),
    "page with a mark": lambda text: page_of(text).encode("utf-8-sig"),
    "UTF-16": lambda text: page_of(text).encode("utf-16"),
    "UTF-16 without a mark": lambda text: page_of(text).encode("utf-16-le"),
    "NFD": lambda text: unicodedata.normalize("NFD", page_of(text)).encode(),
    "old tones": lambda text: old_tones(page_of(text)).encode(),
    "capitals": lambda text: made_page("TIN", [html.escape(text, quote=False).upper()], size=1).encode(),
    "title case": lambda text: made_page("Tin", [html.escape(text, quote=False).title()], size=1).encode(),
    "tags between words": marked_up(" <b class='x'>", ""),
    "tags for blanks": marked_up("<br/>", ""),
    "spans": marked_up("</span> <span>", ""),
    "blanks": marked_up("&nbsp;\n\t ", ""),
    "odd blanks": marked_up("\u2003\u00a0", ""),
    "tags inside words": marked_up(" ", "<i>"),
    "comments": marked_up(" <!-- <b>x</b> --> ", "<!-- x > y -->"),
    "scripts": marked_up(" <script>if(A<B){C('<b>')}</script>", "<script>1</script>"),
    "dropped elements": marked_up(' <button>Xem</button><div class="share">Chia sẻ</div> ', ""),
    "soft hyphens": marked_up(" ", "\u00ad"),
    "soft hyphens as entities": marked_up(" ", "&shy;"),
    "zero width": marked_up("\u200b ", "\u200b\u2060\ufeff"),
    "control characters": marked_up(" ", "\x02"),
    "attributes with signs": marked_up(' <a title="a > b < c">', ""),
    "signs inside words": marked_up(" ", '<a title="a > b">'),
    "decimal": as_numbers("&#{};"),
    "decimal without a semicolon": lambda text: regex.sub(rb"(&#\d+);(?![0-9;])", rb"\1", as_numbers("&#{};")(text)),
    "hexadecimal": as_numbers("&#x{:x};"),
    "named": named,
    "escaped twice": as_numbers("&amp;#{};"),
    "plain": lambda text: text.encode(),
    "TCVN3": lambda text: tcvn3(simple(page_of(text))),
    "TCVN3 in UTF-8": lambda text: as_utf8(tcvn3(simple(page_of(text)))),
    "TCVN3 in entities": lambda text: as_entities(tcvn3(simple(page_of(text)))),
    "VNI": lambda text: vni(simple(page_of(text))),
    "VNI in UTF-8": lambda text: as_utf8(vni(simple(page_of(text)))),
    "windows-1258": lambda text: windows_1258(simple(page_of(text))),
    "windows-1258 in UTF-8": lambda text: as_utf8(windows_1258(simple(page_of(text)))),
    "VIQR": lambda text: viqr(simple(page_of(text))),
    "taken for windows-1252": lambda text: taken_for(page_of(text), "cp1252"),
    "taken for windows-1258": lambda text: taken_for(page_of(text), "cp1258"),
    "taken for windows-1252 twice": lambda text: taken_for(page_of(text), "cp1252", times=2),
}


@pytest.mark.parametrize("name", WRAPPINGS)
def test_articles_pass_however_they_are_wrapped(name: str) -> None:
    assert len(CAMPAIGNS) > 100
    suffix = ".txt" if name == "plain" else ".html"
    some = sorted(CAMPAIGNS)[sum(map(ord, name)) % 16 :: 16]
    held = [article for article in some if not may_be_campaign(WRAPPINGS[name](CAMPAIGNS[article]), suffix=suffix)]
    assert not held


@pytest.mark.parametrize("name", OLD)
def test_texts_in_old_encodings_pass(name: str) -> None:
    data = (ARTICLES.parent / "encodings" / f"{name}.txt").read_bytes()
    assert may_be_campaign(data, suffix=".txt")
    assert not may_be_campaign(OLD[name][0](FILLER * 5), suffix=".txt")


HIDING = ("tags for blanks", "control characters")
"""Wrappings that hide most articles from the full path too: a line for every word, and what looks like a program."""


@settings(deadline=None, max_examples=50)
@given(st.sampled_from(sorted(TEXTS)), st.sampled_from(sorted(WRAPPINGS)))
def test_no_page_of_the_full_path_is_held(article: str, wrapping: str) -> None:
    suffix = ".txt" if wrapping == "plain" else ".html"
    data = WRAPPINGS[wrapping](TEXTS[article])
    if not may_be_campaign(data, suffix=suffix):
        assert full_path(data, suffix) == "none"


@pytest.mark.long
@pytest.mark.parametrize("wrapping", WRAPPINGS)
def test_no_article_of_the_full_path_is_held_in_any_wrapping(wrapping: str) -> None:
    suffix = ".txt" if wrapping == "plain" else ".html"
    passed = 0
    for text in sorted(TEXTS.values())[::2]:
        data = WRAPPINGS[wrapping](text)
        kind = full_path(data, suffix)
        assert kind == "none" or may_be_campaign(data, suffix=suffix)
        passed += kind != "none"
    assert passed > 50 or wrapping in HIDING, "the articles are hidden from the full path: it proves nothing"


GAPS = (
    "",
    "<b>",
    "</i>",
    "<!-- - -->",
    "\u00ad",
    "\u200b",
    "&shy;",
    "<span class='a' title=\"x > y\">",
    "<wbr>",
    "\x03",
    "&#8203;",
)
BLANKS = (
    " ",
    "\n",
    "\t \r\n",
    "\u00a0",
    "&nbsp;",
    "&#160;",
    "<br>",
    " <script>var a = '<b>';</script>",
    "\u2009",
    " </b> ",
)
CASES: tuple[Callable[[str], str], ...] = (str.lower, str.upper, str.title, lambda c: unicodedata.normalize("NFD", c))


@st.composite
def disguised(draw: st.DrawFn, cue: str) -> str:
    """A cue as a page may show it: in any case, with anything between its letters and its words."""
    out: list[str] = []
    for c in draw(st.sampled_from(CASES))(cue):
        if c == " ":
            out.append(draw(st.sampled_from(BLANKS)))
            continue
        how = draw(st.integers(0, 12))
        spelled = {9: f"&#{ord(c)};", 10: f"&#x{ord(c):X};", 11: f"&{codepoint2name.get(ord(c), f'#{ord(c)}')};"}
        out.append(spelled.get(how, c))
        if draw(st.integers(0, 3)) == 0:
            out.append(draw(st.sampled_from(GAPS)))
    return "".join(out)


@settings(deadline=None, max_examples=150)
@given(st.data(), st.sampled_from(CORE))
def test_a_disguised_cue_is_seen(data: st.DataObject, cue: str) -> None:
    shown = data.draw(disguised(cue))
    for page in (f"<html><body><p>{FILLER} {shown} {FILLER}</p>", f"<p>{shown}</p><p>{FILLER * 3}</p>"):
        assert may_be_campaign(page.encode(), suffix=".html")
        assert may_be_campaign(page.encode("utf-16"), suffix=".html")


WORDS = ("thi", "đua", "th", "i", "đ", "ua", "phong trào", "phong", "trào", " ", " ", "= ", "5 < 6 ", "a", "\n")
SIGNS = ("<", ">", "&", ";", '"', "'", "<!", "<?", "/>", "&#273;", "&agrave;", "\u00ad", "\u0300")
TAGS = ("<b>", "</b>", "<p>", "</p>", "<!--", "-->", "<a title=", "<script>", "</script>", "<style>", "</style>")
RARE = ("<meta content=", "<title>", "</title>", "<div class='share'>x</div>", "<textarea>")
SOUP = st.lists(st.sampled_from((*WORDS, *WORDS, *SIGNS, *TAGS, *RARE)), max_size=25)


@settings(deadline=None, max_examples=100)
@given(SOUP)
@example(["<", " ", "thi", " ", "đua"])
@example(["<b>", "<", " ", "thi", " ", "đua"])
@example(["<a title=", '"', ">", '"', ">", "thi", "<a title=", '"', "a", '"', ">", " ", "đua"])
@example(["thi", "<!--", ">", " ", "đua", "-->"])
@example(["thi ", "<script>", "</script>", "đua", "<script>", "</script>"])
def test_no_soup_of_the_full_path_is_held(pieces: list[str]) -> None:
    page = f"<html><body><article><h1>Đường liên thôn</h1><p>{FILLER}</p><p>{FILLER} {''.join(pieces)}. {FILLER}</p>"
    assume(not may_be_campaign(page.encode(), suffix=".html"))
    assert full_path(page.encode(), ".html") == "none"


BODY = f"<body><p>{FILLER * 3}</p>"


def linked_data(headline: str, body: str = "") -> str:
    data = f'{{"@type": "NewsArticle", "headline": "{headline}", "articleBody": "{body}"}}'
    return f'<script type="application/ld+json">{data}</script>'


HEADS = {
    "og:title": f'<head><meta property="og:title" content="Xã thi đua"></head>{BODY}',
    "og:title with entities": f'<head><META property="og:title" content="Xã thi &#273;ua"></head>{BODY}',
    "og:title with signs": f'<head><meta content="A > B < C thi đua" name="title"></head>{BODY}',
    "title": f"<head><title>Thi đua\n</title></head>{BODY}",
    "headline": f"<head>{linked_data('Xã thi đua')}</head>{BODY}",
    "headline in escapes": "<head>" + linked_data("Xã thi \\u0111ua") + "</head>" + BODY,
    "article in JSON": linked_data("Xã", "Phong tr\\u00e0o\\n &lt;b&gt;thi&lt;/b&gt; \\u0111ua") + BODY,
    "above the tags": f"Xã thi đua <html>{BODY}",
    "no tags": "Xã thi đua",
    "nothing to read": "<html><head></head><body></body></html>",
}


@pytest.mark.parametrize("name", HEADS)
def test_what_stands_outside_the_text_is_seen(name: str) -> None:
    assert may_be_campaign(HEADS[name].encode(), suffix=".html")


@pytest.mark.parametrize("text", ["", " \n\t", "\ufeff \r\n", "\u00a0\u200b", "\u200b" * 500])
def test_what_is_blank_passes_to_become_an_error(text: str) -> None:
    for data in (text.encode(), text.encode("utf-16"), f"<html><body><p>{text}</p></body></html>".encode()):
        assert may_be_campaign(data)
        with pytest.raises(ReadError):
            read_article(data)


@pytest.mark.parametrize("data", [b"%PDF-1.4", b"\xff\xfea", b"abc\x00def" * 9, "déjà vu à l'été".encode("latin-1")])
def test_what_cannot_be_read_passes_to_become_an_error(data: bytes) -> None:
    with pytest.raises(ReadError):
        decode(data)
    assert may_be_campaign(data, suffix=".html")


def test_a_text_without_a_core_cue_is_none() -> None:
    """The condition that the gate stands on, held against the rules themselves."""
    cue = regex.compile(
        "|".join(regex.escape(surface).replace("\\ ", " ").replace(" ", r"\s+") for surface in CORE), regex.I
    )
    for name in sorted(CAMPAIGNS)[::6]:
        text = cue.sub("công tác", unicodedata.normalize("NFC", regex.sub(r"&\w+;", " ", CAMPAIGNS[name])))
        assert extract(text, profile="rules").kind == "none", name


def test_ordinary_news_is_spared_the_reading() -> None:
    """What is let through all the same says a cue of emulation in another sense: a sprint (nước rút)."""
    passed = {
        title
        for title, text in ORDINARY.items()
        if may_be_campaign(made_page(title, text.split(". ")).encode(), suffix=".html")
    }
    assert passed == {"Cua rơ trẻ về nhất chặng núi"}
    for title, text in ORDINARY.items():
        page = made_page(title, [text])
        for data in (page.encode("utf-16"), unicodedata.normalize("NFD", page).encode(), as_utf8(tcvn3(simple(page)))):
            assert may_be_campaign(data, suffix=".html") == (title in passed)
    assert not may_be_campaign(
        made_page("Tin", ["Xét thấy thì đưa vào, phòng trao đổi, giáo ước lệ, thi. Đưa đò."]).encode()
    )


def test_the_gate_is_much_cheaper_than_reading() -> None:
    title, text = next(iter(ORDINARY.items()))
    page = made_page(title, text.split(". ")).encode()

    def spent(task: Callable[[], object], times: int) -> float:
        begin = time.process_time()
        for _ in range(times):
            task()
        return (time.process_time() - begin) / times

    def read() -> object:
        return read_article(page, suffix=".html")

    def look() -> object:
        return may_be_campaign(page, suffix=".html")

    spent(read, 2), spent(look, 2)
    ratio = max(spent(read, 3) / spent(look, 60) for _ in range(5))
    assert ratio > 30


@settings(deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["", ".html", ".txt"]))
def test_any_bytes_have_an_answer(data: bytes, suffix: str) -> None:
    for shape in (
        data,
        b"<html>" + data,
        b"\xff\xfe" + data,
        data.hex().encode(),
        b"<script type='json'>" + data + b"</script>",
    ):
        assert may_be_campaign(shape, suffix=suffix) in (True, False)


@pytest.mark.parametrize(
    "piece", ["<!--", "<script>", "&", "&amp;", "<a b='", '">', "<meta a", "thi<", "<đua", "\u00ad", "<", "\\u0111"]
)
def test_looking_takes_linear_time(piece: str) -> None:
    def look(size: int) -> None:
        may_be_campaign((FILLER + piece * (size // len(piece))).encode(), suffix=".html")

    assert growth(look, 400_000) <= 8


HELD = (
    "<html><body><article><h1>Tin</h1><p>Phát động Thi<aside>y</aside>&nbsp;ĐUA năm 2023. "
    + "Ngày 10/1/2023, Công đoàn tỉnh họp. " * 12
    + "</p></article></body></html>"
).encode()
"""Capitals inside a cue that an element which extraction drops cuts between its words."""


def test_the_page_that_is_known_to_be_held_is_a_launch() -> None:
    assert extract(read_article(HELD, id="a.html"), profile="rules").kind == "launch"


@pytest.mark.xfail(strict=True, reason="a known gap: docs/archives.md, The gate")
def test_a_cue_in_mixed_case_around_a_dropped_element_is_seen() -> None:
    assert may_be_campaign(HELD, suffix=".html")
