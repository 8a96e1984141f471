"""What is no proper article: an empty record with an issue, or an error that names the file; never a traceback."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
import regex
from typer.testing import CliRunner

from thidua_extract import Announcement, extract, read_article
from thidua_extract.cli import app
from thidua_extract.errors import ReadError

LAUNCH = (
    "Công đoàn ngành Y tế tỉnh Hà Nam phát động thi đua\n16/03/2021 08:00\n"
    "Ngày 15/3/2021, Công đoàn ngành Y tế tỉnh Hà Nam phát động đợt thi đua cao điểm chào mừng Đại hội.\n"
    "Đợt thi đua diễn ra từ ngày 15/3/2021 đến hết ngày 30/6/2021, phấn đấu có ít nhất 120 sáng kiến cấp cơ sở.\n"
)
LISTS = ("issuing_bodies", "phases", "themes", "movements", "targets", "statistics")
ENGLISH = "The union launched a campaign on 5 March 2021. About 1,200 workers of 35 companies took part in it.\n"
HEADLINES = [
    ("Hà Nam: Trao 20 nhà Mái ấm công đoàn cho đoàn viên khó khăn", "Sáng nay, LĐLĐ tỉnh Hà Nam trao 20 căn nhà..."),
    ("Công đoàn ngành Y tế phát động thi đua chào mừng Đại hội", "Đợt thi đua kéo dài từ tháng 3 đến hết tháng 6..."),
    ("Hơn 300 công nhân dự hội thao khu công nghiệp Đồng Văn", "Hội thao có 12 đội tham gia ở 5 môn..."),
    ("Yên Bái ký kết giao ước thi đua năm 2021 giữa các khối", "Lễ ký kết diễn ra tại thành phố Yên Bái..."),
    ("Lâm Đồng biểu dương 95 công nhân giỏi tiêu biểu toàn tỉnh", "Các công nhân được biểu dương có 210 sáng kiến..."),
]
LISTING = "".join(f"{head}\n{day:02}/04/2021 08:00\n{teaser}\n\n" for day, (head, teaser) in enumerate(HEADLINES, 10))
TONES = "\u0300\u0301\u0303\u0309\u0323"


def as_1258(text: str) -> bytes:
    """Text as windows-1258 writes it: letters with their shape, then the tone mark."""
    parts = unicodedata.normalize("NFD", text)
    spelled = regex.sub(rf"([^{TONES}])([{TONES}])(\p{{M}})", r"\1\3\2", parts)  # a dot below goes after the hat
    shaped = regex.sub(rf"[^{TONES}]+", lambda m: unicodedata.normalize("NFC", m.group()), spelled)
    return shaped.encode("cp1258")


REFUSED = {
    "empty": (b"", "empty"),
    "blank": (b" \r\n\t\n", "empty"),
    "mark only": (b"\xef\xbb\xbf", "empty"),
    "binary": (bytes(range(256)) * 40, "binary"),
    "image": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + b"\x00\x01\x02" * 500, "binary"),
    "mostly bad bytes": (b"\xff\xc3\x28 thi \xf5" * 50, "encoding"),
    "archive": (b"PK\x03\x04\x14\x00\x00\x00\x08\x00" + b"\x00\xff\x9c" * 500, "binary"),
}
READ: dict[str, bytes] = {
    "invalid UTF-8": LAUNCH.encode() * 3 + b"\xff\xfe\xc3\x28 ghi ch\xc3\xba\n",
    "UTF-16 with mark": LAUNCH.encode("utf-16"),
    "UTF-16 big-endian": b"\xfe\xff" + LAUNCH.encode("utf-16-be"),
    "windows-1258": as_1258(LAUNCH),
    "English": ENGLISH.encode(),
    "listing": LISTING.encode(),
    "impossible dates": "Đợt 1: từ ngày 31/6/2021 đến 30/2/2022. Đợt 2: từ 1/9/2021 đến 1/5/2021.\n".encode(),
    "forty digits": f"Ngày 5/3/2021, Công đoàn phát động thi đua, phấn đấu {'9' * 40} sáng kiến.\n".encode(),
    "nothing but digits": b"1234567890 " * 2_000,
    "one long word": b"a" * 100_000,
    "open quotation marks": "“".encode() * 5_000,
    "control characters": LAUNCH.replace(" ", " \x01", 1).encode(),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_is_refused_with_its_name(name: str, tmp_path: Path) -> None:
    data, code = REFUSED[name]
    path = tmp_path / "source.txt"
    path.write_bytes(data)
    with pytest.raises(ReadError) as caught:
        read_article(path)
    assert caught.value.code == code
    assert "source.txt" in str(caught.value)


def test_a_folder_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ReadError) as missing:
        read_article(tmp_path / "none.txt")
    assert missing.value.code == "not_found"
    with pytest.raises(ReadError) as folder:
        read_article(tmp_path)
    assert folder.value.code == "unreadable"


@pytest.mark.parametrize("name", READ)
def test_what_can_be_read_gives_a_grounded_record(name: str) -> None:
    article = read_article(READ[name], id=name)
    record = extract(article)
    for field in Announcement.model_fields:
        for item in getattr(record, field) if isinstance(getattr(record, field), tuple) else ():
            if field != "issues":
                assert article.text[item.evidence.start : item.evidence.end] == item.evidence.text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_encodings_give_the_same_values(encoding: str) -> None:
    mark = "\ufeff" if encoding == "utf-16-le" else ""
    expected = extract(read_article(LAUNCH.encode(), id="a"))
    record = extract(read_article((mark + LAUNCH).encode(encoding), id="a"))
    apart = {"article", "issues"}
    assert record.model_dump(exclude=apart) == expected.model_dump(exclude=apart)
    assert record.article.text_sha256 == expected.article.text_sha256


def test_windows_1258_is_read_as_vietnamese() -> None:
    article = read_article(READ["windows-1258"], id="a")
    assert "phát động" in unicodedata.normalize("NFC", article.text)


def test_invalid_bytes_are_said() -> None:
    record = extract(read_article(READ["invalid UTF-8"], id="a"))
    assert record.article.text_basis == "repaired"
    assert record.issues


@pytest.mark.parametrize(
    "page",
    [
        b"<html><head><title>Trang tr\xe1\xbb\x91ng</title></head></html>",
        b"<!DOCTYPE html><html><body></body></html>",
        b"<html><body><script>var a = 1;</script></body></html>",
    ],
)
def test_a_page_without_text_is_refused(page: bytes, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(page)
    with pytest.raises(ReadError) as caught:
        read_article(path)
    assert caught.value.code == "no_text"
    assert "page.html" in str(caught.value)


@pytest.mark.parametrize("name", ["English", "nothing but digits", "one long word", "open quotation marks"])
def test_what_is_no_campaign_is_kind_none_and_empty(name: str) -> None:
    record = extract(read_article(READ[name], id=name))
    assert record.kind == "none"
    assert not any(getattr(record, field) for field in LISTS)


def test_a_listing_of_headlines_is_none_and_says_so() -> None:
    record = extract(read_article(READ["listing"], id="a"))
    assert record.kind == "none"
    assert "several_articles" in {issue.code for issue in record.issues}
    assert not any(getattr(record, field) for field in LISTS)


def test_impossible_dates_give_no_date_and_an_issue() -> None:
    record = extract(read_article(READ["impossible dates"], id="a"))
    for phase in record.phases:
        assert phase.start is None or phase.end is None or phase.start <= phase.end
    assert record.issues


def test_a_number_of_forty_digits_is_no_quantity() -> None:
    record = extract(read_article(READ["forty digits"], id="a"))
    quantities = [t.quantity for t in record.targets] + [s.quantity for s in record.statistics]
    assert not [q for q in quantities if q.value > 10**20]


def bad_folder(folder: Path) -> Path:
    for name, (data, _) in REFUSED.items():
        (folder / f"refused {name}.txt").write_bytes(data)
    for name, data in READ.items():
        (folder / f"read {name}.txt").write_bytes(data)
    return folder


def test_a_folder_of_bad_input_is_converted_to_the_end(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    result = CliRunner().invoke(app, ["convert", str(bad_folder(tmp_path / "in")), "-o", str(tmp_path / "out.jsonl")])
    assert result.exit_code == 1
    ids = [
        json.loads(line)["article"]["id"] for line in (tmp_path / "out.jsonl").read_text("utf-8").split("\n") if line
    ]
    assert ids == sorted(f"read {name}.txt" for name in READ)
    errors = [json.loads(line) for line in (tmp_path / "out.errors.jsonl").read_text("utf-8").split("\n") if line]
    codes = {f"refused {name}.txt": code for name, (_, code) in REFUSED.items()}
    codes["refused archive.txt"] = "corrupt"  # a run looks into archives, whatever they are called
    assert {e["id"]: e["code"] for e in errors} == codes
    assert all(e["id"] in e["message"] for e in errors)


LONG_LINES: dict[str, Callable[[], str]] = {
    "words": lambda: "phát động thi đua " * 1_150_000,
    "digits": lambda: "1" * 20_000_000,
    "sentences": lambda: "Ngày 5/3/2021, LĐLĐ tỉnh phát động “Lao động giỏi”, đạt 95% chỉ tiêu. " * 280_000,
}


@pytest.mark.long
@pytest.mark.parametrize("name", LONG_LINES)
def test_a_line_of_twenty_megabytes_ends(name: str, tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text(LONG_LINES[name](), encoding="utf-8")
    result = CliRunner().invoke(app, ["convert", str(path), "-o", str(tmp_path / "out.jsonl")])
    assert result.exit_code in (0, 1)
    written = (tmp_path / "out.jsonl").read_text("utf-8").count("\n")
    assert written == 1 - result.exit_code
