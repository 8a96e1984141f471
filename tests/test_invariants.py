"""What holds for every article in every writing: exact evidence, the same bytes twice, JSON there and back."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from thidua_extract import extract, read_article
from thidua_extract.records import Announcement, Item

ROOT = Path(__file__).parents[1]
ARTICLES = sorted([*(ROOT / "examples" / "articles").glob("*.txt"), *(ROOT / "tests/fixtures/articles").glob("*.txt")])


def decoded(data: bytes) -> str:
    return data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")


TEXTS = {path.name: decoded(path.read_bytes()) for path in ARTICLES}

OLD_PLACEMENT = {
    "òa": "oà", "óa": "oá", "ỏa": "oả", "õa": "oã", "ọa": "oạ",
    "òe": "oè", "óe": "oé", "ỏe": "oẻ", "õe": "oẽ", "ọe": "oẹ",
    "ùy": "uỳ", "úy": "uý", "ủy": "uỷ", "ũy": "uỹ", "ụy": "uỵ",
}  # fmt: skip
NEW_FORM = regex.compile(rf"(?<![qQ])(?:{'|'.join(OLD_PLACEMENT)})(?!\p{{L}})")
SOFT_HYPHEN, NBSP = "\u00ad", "\u00a0"


def as_old_placement(text: str) -> str:
    return NEW_FORM.sub(lambda m: OLD_PLACEMENT[m.group()], unicodedata.normalize("NFC", text))


def with_soft_hyphens(text: str) -> str:
    return regex.sub(r"(?<=\p{L}{3})(?<!&\p{L}{0,32})(?=\p{L}{2})", SOFT_HYPHEN, text)  # not inside an entity


VARIANTS: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "NFC": lambda text: unicodedata.normalize("NFC", text),
    "NFD": lambda text: unicodedata.normalize("NFD", text),
    "CRLF": lambda text: text.replace("\r\n", "\n").replace("\n", "\r\n"),
    "old tone placement": as_old_placement,
    "NBSP": lambda text: text.replace(" ", NBSP),
    "soft hyphens": with_soft_hyphens,
}


def items_of(record: Announcement) -> Iterator[Item]:
    for name in Announcement.model_fields:
        value = getattr(record, name)
        yield from (item for item in value if isinstance(item, Item)) if isinstance(value, tuple) else ()
    if record.campaign.launched_on:
        yield record.campaign.launched_on


def assert_grounded(record: Announcement, text: str) -> None:
    for item in items_of(record):
        evidence = item.evidence
        assert text[evidence.start : evidence.end] == evidence.text, (item.rule, evidence)
        assert evidence.start < evidence.end, (item.rule, evidence)


def values_of(record: Announcement) -> Any:
    """The record without what depends on the writing: offsets, quotations, digests."""
    return without(record.model_dump(mode="json", exclude={"article"}))


def without(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: without(v) for k, v in value.items() if k != "evidence"}
    return [without(v) for v in value] if isinstance(value, list) else value


@lru_cache(maxsize=4 * len(VARIANTS))
def record_of(text: str) -> Announcement:
    """The record of a text, read once for all tests of an article (records are frozen)."""
    return extract(text)


# The scope has pytest run all tests of an article one after another, while its records are at hand.
each_text = pytest.mark.parametrize("name", TEXTS, scope="module")


@each_text
@pytest.mark.parametrize("variant", VARIANTS)
def test_evidence_is_exact(name: str, variant: str) -> None:
    text = VARIANTS[variant](TEXTS[name])
    assert_grounded(record_of(text), text)


@each_text
@pytest.mark.parametrize("variant", ["NFD", "CRLF", "old tone placement", "NBSP", "soft hyphens"])
def test_values_do_not_depend_on_the_writing(name: str, variant: str) -> None:
    text = unicodedata.normalize("NFC", TEXTS[name]).replace("\r\n", "\n")
    assert values_of(record_of(VARIANTS[variant](text))) == values_of(record_of(text))


@each_text
def test_the_same_bytes_give_the_same_record(name: str) -> None:
    data = TEXTS[name].encode()
    first, second = (extract(read_article(data, id=name)).model_dump_json() for _ in range(2))
    assert first == second


@each_text
@pytest.mark.parametrize("profile", ["full", "rules"])
def test_json_there_and_back(name: str, profile: Any) -> None:
    record = extract(TEXTS[name], profile=profile, keep_text=True)
    again = Announcement.model_validate_json(record.model_dump_json())
    assert again == record
    assert again.model_dump_json() == record.model_dump_json()


def test_unknown_profiles_are_refused() -> None:
    with pytest.raises(ValueError, match="best"):
        extract("", profile="best")  # type: ignore[arg-type]


PIECES = [
    "Ngày ", "5/3/2021", "Liên đoàn Lao động ", "tỉnh ", "Hà Nam ", "phát động ", "đợt thi đua ", "“Lao động giỏi”",
    "từ ", "đến ", "ít nhất ", "95%", "1.655 ", "sáng kiến", ",", ". ", "\n", "\r\n", "quý I", "chủ đề ", "\u00ad",
    "\u00a0", "&amp;", "&nbsp;", "thuỷ", "tho\u0301a", "646/1.450 ", "tỷ đồng ", "“", "”", "|", "Đợt 1", "30/2/2021 ",
    "Kế hoạch số 52/KH-UBND ", "ông Nguyễn Văn A", ": ", "\ufeff", "𝐂𝐨̂𝐧𝐠 ",
]  # fmt: skip
pieces = st.sampled_from(PIECES)


@given(st.lists(pieces | st.text(max_size=3), max_size=40).map("".join))
@settings(max_examples=150, deadline=None)
def test_evidence_is_exact_in_any_text(text: str) -> None:
    assert_grounded(extract(text, profile="rules"), text)


@pytest.mark.long
@given(st.lists(pieces | st.text(max_size=3), max_size=80).map("".join))
@settings(max_examples=5_000, deadline=None)
def test_evidence_is_exact_in_many_texts(text: str) -> None:
    record = extract(text)
    assert_grounded(record, text)
    assert Announcement.model_validate_json(record.model_dump_json()) == record


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_evidence_is_exact_in_mixed_writing(data: st.DataObject) -> None:
    """Each line of an article in a writing of its own."""
    lines = data.draw(st.sampled_from(sorted(TEXTS.values()))).split("\n")
    writings = data.draw(st.lists(st.sampled_from(sorted(VARIANTS)), min_size=len(lines), max_size=len(lines)))
    text = "\n".join(VARIANTS[writing](line) for writing, line in zip(writings, lines, strict=True))
    assert_grounded(extract(text, profile="rules"), text)
