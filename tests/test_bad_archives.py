"""Broken, hostile and odd archives: an error that names the source and the member, and the run goes on."""

from __future__ import annotations

import gzip
import json
import lzma
import os
import random
import socket
import struct
import tempfile
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import zstandard
from fastwarc.warc import WarcRecordType
from hypothesis import given, settings
from hypothesis import strategies as st

from made_archives import (
    PACKINGS,
    content,
    csv_bytes,
    failures,
    http,
    json_lines,
    outline,
    parquet_of,
    read,
    sources,
    tar_bytes,
    warc_record,
    zip_of,
)
from thidua_extract.archive.model import Source
from thidua_extract.archive.sources import SourceOptions, iter_sources, total_weight

TEXT = "Ngày 5/3/2021, Công đoàn tỉnh Hà Nam phát động đợt thi đua cao điểm.\n"
PAGE = f"<!DOCTYPE html><html><body><p>{TEXT}</p></body></html>".encode()


def write(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


@pytest.fixture
def after(tmp_path: Path) -> Path:
    """A source that comes after the broken one."""
    (tmp_path / "after").mkdir()
    return write(tmp_path / "after" / "after.txt", TEXT.encode())


def refused(path: Path, after: Path, options: SourceOptions | None = None) -> list[tuple[str, str]]:
    """What becomes of a broken file; its errors name it, the source after it is read and all bytes are counted."""
    items = read(path, after, options=options)
    assert outline(items)[-1] == ("after.txt", "read")
    assert all(failure.message.startswith(str(path)) for failure in failures(items))
    assert sum(item.weight for item in items) == total_weight([path, after])
    return outline(items)[:-1]


def varied(count: int, *, size: int = 60) -> list[bytes]:
    """Rows that do not pack away to nothing."""
    numbers = random.Random(1)
    words = TEXT.split()
    texts = [" ".join(numbers.choices(words, k=size)) + f" {numbers.random()}" for _ in range(count)]
    return [json.dumps({"text": text}, ensure_ascii=False).encode() + b"\n" for text in texts]


@pytest.mark.parametrize("suffix", PACKINGS)
def test_what_comes_before_the_break_of_a_packed_file_is_read(suffix: str, tmp_path: Path, after: Path) -> None:
    rows = varied(6_000)
    whole = PACKINGS[suffix](b"".join(rows))
    path = write(tmp_path / f"a.jsonl{suffix}", whole[: len(whole) // 2])
    found = refused(path, after)
    assert found[-1] == (path.name, "truncated")
    assert 1_000 < len(found) < 5_000
    assert found[:-1] == [(f"{path.name}#{number}", "read") for number in range(1, len(found))]
    texts = [content(source) for source in sources(read(path))]
    assert texts == [json.loads(row)["text"].encode() for row in rows[: len(texts)]]
    write(path, whole[:-1])
    assert refused(path, after)[-1] == (path.name, "truncated")


@pytest.mark.parametrize("suffix", PACKINGS)
def test_bad_bytes_in_a_packed_file(suffix: str, tmp_path: Path, after: Path) -> None:
    whole = bytearray(PACKINGS[suffix](b"".join(varied(6_000))))
    middle = len(whole) // 2
    whole[middle : middle + 2_000] = bytes(2_000)
    path = write(tmp_path / f"a.jsonl{suffix}", bytes(whole))
    found = refused(path, after)
    assert found[-1] == (path.name, "corrupt")
    junk = PACKINGS[suffix](json_lines([(".txt", b"T")])) + b"\x00rest of something else"
    if suffix in {".gz", ".zst"}:  # the others end where junk begins
        assert refused(write(path, junk), after) == [(f"{path.name}#1", "read"), (path.name, "corrupt")]


def test_a_packed_page_that_is_cut_off(tmp_path: Path, after: Path) -> None:
    packed = gzip.compress(PAGE)
    assert refused(write(tmp_path / "a.html.gz", packed[:-9]), after) == [("a.html.gz", "truncated")]
    assert refused(write(tmp_path / "b.html.gz", packed[:12]), after) == [("b.html.gz", "truncated")]
    assert refused(write(tmp_path / "c.gz", packed[:5]), after) == [("c.gz", "truncated")]
    path = zip_of(tmp_path / "d.zip", [("a.html.gz", packed[:-9]), ("b.html.gz", packed)])
    assert refused(path, after) == [("d.zip!a.html.gz", "truncated"), ("d.zip!b.html.gz", "read")]


MEMBERS = [(f"{number}.txt", f"{number} {TEXT}".encode() * 20) for number in range(5)]


def test_a_tar_that_is_cut_off_or_goes_on(tmp_path: Path, after: Path) -> None:
    whole = tar_bytes(MEMBERS)
    start = whole.index(b"3.txt")
    cuts = {
        "within a member": (start + 600, [("3.txt", "truncated")]),
        "within a header": (start + 100, [("", "truncated")]),
        "between members": (start, [("", "truncated")]),
    }
    for cut, expected in cuts.values():
        found = refused(write(tmp_path / "a.tar", whole[:cut]), after)
        read_before = [(f"a.tar!{number}.txt", "read") for number in range(3)]
        assert found == read_before + [(f"a.tar!{name}".rstrip("!"), code) for name, code in expected]
    packed = gzip.compress(whole)
    found = refused(write(tmp_path / "a.tar.gz", packed[: len(packed) // 2]), after)
    assert found[-1][1] == "truncated"
    assert refused(write(tmp_path / "b.tar.gz", packed[:-4]), after)[-1] == ("b.tar.gz", "truncated")
    twice = refused(write(tmp_path / "a.tar", whole + whole), after)
    assert twice == [(f"a.tar!{number}.txt", "read") for number in range(5)] + [("a.tar", "corrupt")]
    torn = bytearray(whole)
    torn[start + 148 : start + 156] = b"00000000"  # the sum over the header
    assert refused(write(tmp_path / "a.tar", bytes(torn)), after)[-1] == ("a.tar", "corrupt")


def test_the_error_of_a_member_names_it(tmp_path: Path) -> None:
    path = write(tmp_path / "a.tar", tar_bytes(MEMBERS)[: 3 * 512])
    (failure,) = failures(read(path))
    assert failure.message == f"{path}, member 0.txt: ends too early; what follows is lost"


def test_a_zip_that_is_cut_off(tmp_path: Path, after: Path) -> None:
    whole = zip_of(tmp_path / "a.zip", MEMBERS).read_bytes()
    for cut in (10, len(whole) // 2, len(whole) - 10):
        assert refused(write(tmp_path / "a.zip", whole[:cut]), after) == [("a.zip", "corrupt")]
    assert refused(write(tmp_path / "a.zip", b""), after) == [("a.zip", "corrupt")]
    assert refused(write(tmp_path / "a.zip", b"PK\x05\x06" + bytes(18)), after) == [("a.zip", "empty")]


def test_bad_bytes_in_one_member_of_a_zip(tmp_path: Path, after: Path) -> None:
    path = zip_of(tmp_path / "a.zip", MEMBERS, stored=True)
    write(path, path.read_bytes().replace(b"2 Ng", b"2 Nh", 1))
    expected = [(f"a.zip!{number}.txt", "corrupt" if number == 2 else "read") for number in range(5)]
    assert refused(path, after) == expected
    (failure,) = failures(read(path))
    assert failure.message.startswith(f"{path}, member 2.txt: ")


def test_encrypted_and_oddly_packed_members(tmp_path: Path, after: Path) -> None:
    path = zip_of(tmp_path / "a.zip", [("a.txt", b"A"), ("b.txt", b"B"), ("c.txt", b"C")])
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        first, second, _ = archive.infolist()
        directory = archive.start_dir
    for offset in (first.header_offset + 6, directory + 8):
        data[offset] |= 1
    for offset in (second.header_offset + 8, data.index(b"b.txt", directory) - 46 + 10):
        data[offset : offset + 2] = struct.pack("<H", 97)
    write(path, bytes(data))
    assert refused(path, after) == [
        ("a.zip!a.txt", "encrypted"),
        ("a.zip!b.txt", "unsupported"),
        ("a.zip!c.txt", "read"),
    ]


def test_names_that_climb_are_read_and_nothing_is_written(tmp_path: Path, after: Path) -> None:
    names = ["../../up.txt", "/etc/passwd.txt", "..\\win.txt", "a/../b.txt", "C:\\x.txt", "./.."]
    path = zip_of(tmp_path / "in.zip", [(name, TEXT.encode()) for name in names])
    ids = ["up.txt", "etc/passwd.txt", "win.txt", "a/b.txt", "C:/x.txt"]
    before = sorted(tmp_path.rglob("*"))
    assert refused(path, after) == [(f"in.zip!{name}", "read") for name in ids] + [("in.zip!_", "skipped")]
    tar = write(tmp_path / "in.tar", tar_bytes([(name, TEXT.encode()) for name in names[:2]]))
    assert refused(tar, after) == [("in.tar!up.txt", "read"), ("in.tar!etc/passwd.txt", "read")]
    assert sorted(set(tmp_path.rglob("*")) - {tar}) == before


def test_ids_are_given_once(tmp_path: Path, after: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        path = zip_of(tmp_path / "a.zip", [("x/a.txt", b"A"), ("x/a.txt", b"B"), ("x/./a.txt", b"C")])
    assert refused(path, after) == [("a.zip!x/a.txt", "read")] + [("a.zip!x/a.txt", "duplicate_id")] * 2
    rows = write(tmp_path / "a.jsonl", b'{"text": "T", "id": 1}\n{"text": "U", "id": "1"}\n')
    assert refused(rows, after) == [("a.jsonl#1", "read"), ("a.jsonl#1", "duplicate_id")]
    (failure,) = failures(read(rows))
    assert failure.message == f"{rows}, line 2: an earlier source of this run has the id 'a.jsonl#1' already"
    assert outline(read(after, after)) == [("after.txt", "read"), ("after.txt", "duplicate_id")]


def test_archives_within_archives_are_refused(tmp_path: Path, after: Path) -> None:
    inner = zip_of(tmp_path / "inner.zip", MEMBERS).read_bytes()
    tar = tar_bytes(MEMBERS)
    rows = parquet_of(tmp_path / "x.parquet", {"text": ["T"]}).read_bytes()
    members = [("z", inner), ("t.tar.gz", gzip.compress(tar)), ("p.parquet", rows), ("a.txt", b"A")]
    for path in (zip_of(tmp_path / "a.zip", members), write(tmp_path / "a.tar", tar_bytes(members))):
        expected = ["nested_archive"] * 3 + ["read"]
        assert refused(path, after) == [
            (f"{path.name}!{n}", code) for (n, _), code in zip(members, expected, strict=True)
        ]
    assert refused(write(tmp_path / "a.zip.gz", gzip.compress(inner)), after) == [("a.zip.gz", "nested_archive")]


ZEROS = b"a" * 40_000_000


def bombs(folder: Path) -> Iterator[tuple[Path, list[tuple[str, str]]]]:
    yield (
        zip_of(folder / "a.zip", [("a.txt", ZEROS), ("b.txt", b"B")]),
        [
            ("a.zip!a.txt", "suspicious_ratio"),
            ("a.zip!b.txt", "read"),
        ],
    )
    packed = gzip.compress(ZEROS, 9)
    yield write(folder / "a.html.gz", packed), [("a.html.gz", "suspicious_ratio")]
    yield zip_of(folder / "b.zip", [("a.html.gz", packed)]), [("b.zip!a.html.gz", "suspicious_ratio")]
    yield zip_of(folder / "c.zip", [("a.jsonl", ZEROS)]), [("c.zip!a.jsonl", "suspicious_ratio")]
    yield write(folder / "a.jsonl.xz", lzma.compress(ZEROS)), [("a.jsonl.xz", "suspicious_ratio")]
    yield write(folder / "a.csv.zst", zstandard.compress(ZEROS)), [("a.csv.zst", "suspicious_ratio")]
    empty_rows = lzma.compress((json.dumps({"a": "a" * 10_000}).encode() + b"\n") * 4_000)
    yield write(folder / "b.jsonl.xz", empty_rows), [("b.jsonl.xz", "suspicious_ratio")]
    tar = gzip.compress(tar_bytes([("a.txt", b"A"), ("skipped.bin", ZEROS), ("c.txt", b"C")]), 9)
    yield write(folder / "a.tar.gz", tar), [("a.tar.gz!a.txt", "read"), ("a.tar.gz", "suspicious_ratio")]


def test_bombs_are_not_unpacked(tmp_path: Path, after: Path) -> None:
    for path, expected in bombs(tmp_path):
        tracemalloc.start()
        try:
            codes: list[tuple[str, str]] = []
            for item in iter_sources([path, after], SourceOptions()):
                codes += [each for each in outline([item]) if each[1] not in {"no_field", "skipped"}]
            peak = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
        assert codes == [*expected, ("after.txt", "read")], path.name
        assert peak < 35_000_000, f"{path.name}: {peak:,}"


def test_pages_alike_are_no_bomb(tmp_path: Path) -> None:
    page = (TEXT * 2_000).encode()
    row = json.dumps({"text": page.decode()}, ensure_ascii=False).encode() + b"\n"
    alike = {
        "a.jsonl.gz": gzip.compress(row * 150, 9),
        "a.tar.gz": gzip.compress(tar_bytes([(f"{number}.txt", page) for number in range(150)]), 9),
        "b.tar.gz": gzip.compress(tar_bytes([(f"{number}.css", page) for number in range(150)]), 9),
        "c.tar.gz": gzip.compress(tar_bytes([("a.jsonl", row * 150)]), 9),
    }
    for name, data in alike.items():
        path = write(tmp_path / name, data)
        assert len(page) * 150 > 200 * len(data)
        assert len(page) * 150 > 20_000_000
        found = [kind for _, kind in outline(read(path))]
        assert found == ["skipped" if name == "b.tar.gz" else "read"] * 150


def test_members_that_overlap_are_not_read_without_end(tmp_path: Path, after: Path) -> None:
    """One stretch of packed bytes entered many times, as in zip bombs that need no recursion."""
    path = zip_of(tmp_path / "a.zip", [("a.txt", b"a" * 5_000_000)])
    data = path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        start, end = archive.start_dir, data.rindex(b"PK\x05\x06")
    count = 5_000
    closing = bytearray(data[end:])
    closing[8:16] = struct.pack("<HHI", count, count, count * (end - start))
    write(path, data[:start] + data[start:end] * count + bytes(closing))
    found = outline(iter_sources([path, after], SourceOptions(most_ratio=50)))
    assert found[-2:] == [("a.zip", "suspicious_ratio"), ("after.txt", "read")]
    assert 10 < len(found) < 100


def test_what_a_zip_says_of_sizes_is_not_believed(tmp_path: Path, after: Path) -> None:
    path = zip_of(tmp_path / "a.zip", [("a.txt", b"a" * 5_000)])
    data = path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        directory = archive.start_dir
    for size, code in ((100, "corrupt"), (4_000_000_000, "read")):
        lie = bytearray(data)
        lie[directory + 24 : directory + 28] = struct.pack("<I", size)
        write(path, bytes(lie))
        assert refused(path, after) == [("a.zip!a.txt", code)]


def test_one_page_member_or_line_may_be_too_large(tmp_path: Path, after: Path) -> None:
    options = SourceOptions(most_bytes=1_000)
    large, small = b"x" * 1_001, b"x" * 1_000
    for path in (
        zip_of(tmp_path / "a.zip", [("a.txt", large), ("b.txt", small)]),
        write(tmp_path / "a.tar", tar_bytes([("a.txt", large), ("b.txt", small)])),
    ):
        assert refused(path, after, options) == [(f"{path.name}!a.txt", "too_large"), (f"{path.name}!b.txt", "read")]
    lines = b'{"text": "' + b"x" * 200_000 + b'"}\n{"text": "T"}\n{"text": "' + b"x" * 5_000 + b'"}'
    rows = [("a.jsonl#1", "too_large"), ("a.jsonl#2", "read"), ("a.jsonl#3", "too_large")]
    assert refused(write(tmp_path / "a.jsonl", lines), after, options) == rows
    laid_out = b'{\n"text": "T"\n}\n{\n"text": "' + b"x" * 990 + b'",\n"b": 12345678\n}\n{"text": "T"}\n'
    rows = [("a.json#1", "read"), ("a.json#4", "too_large"), ("a.json#8", "read")]
    assert refused(write(tmp_path / "a.json", laid_out), after, options) == rows
    table = b"id,text\na,T\nb," + b"x" * 2_000 + b"\nc,T\n"
    rows = [("a.csv#a", "read"), ("a.csv#2", "too_large"), ("a.csv#c", "read")]
    assert refused(write(tmp_path / "a.csv", table), after, options) == rows
    headless = write(tmp_path / "b.csv", b"text," + b"x" * 2_000 + b"\nT\n")
    assert refused(headless, after, options) == [("b.csv", "too_large")]
    columns = parquet_of(tmp_path / "a.parquet", {"text": ["x" * 1_001, "T"]})
    assert refused(columns, after, options) == [("a.parquet#1", "too_large"), ("a.parquet#2", "read")]
    records = [warc_record(n, http(body)) for n, body in enumerate((large, PAGE, gzip.compress(large)))]
    found = refused(write(tmp_path / "a.warc", b"".join(records)), after, options)
    assert [code for _, code in found] == ["too_large", "read", "read"]
    unpacked = warc_record(1, http(gzip.compress(large), Content_Encoding="gzip"))
    found = refused(write(tmp_path / "a.warc", unpacked + records[1].replace(b"0001>", b"0007>")), after, options)
    assert [code for _, code in found] == ["too_large", "read"]


def test_a_line_without_end_takes_no_memory(tmp_path: Path, after: Path) -> None:
    path = write(tmp_path / "a.jsonl", b'{"text": "T"}\n' + b"x" * 60_000_000 + b'\n{"text": "T"}\n')
    options = SourceOptions(most_bytes=1_000_000)
    tracemalloc.start()
    try:
        found = outline(iter_sources([path], options))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert found == [("a.jsonl#1", "read"), ("a.jsonl#2", "too_large"), ("a.jsonl#3", "read")]
    assert peak < 4_000_000


BAD_LINES = {
    b"not json": "not_json",
    b'{"text": "cut': "not_json",
    b"[" * 100_000: "not_json",
    b"1" * 5_000: "not_json",
    b'["text", "T"]': "not_an_object",
    b"12": "not_an_object",
    b"null": "not_an_object",
    b'{"body_text": "T", "author": "A"}': "no_field",
    b"{}": "no_field",
    b'{"text": "", "html": null}': "empty",
    b'{"text": ["T"], "page": 3}': "empty",
}


def test_lines_that_are_no_rows(tmp_path: Path, after: Path) -> None:
    good = b'{"text": "T"}\n'
    path = write(tmp_path / "a.jsonl", good + b"\n".join(BAD_LINES) + b"\n" + good)
    codes = [*BAD_LINES.values()]
    expected = [("a.jsonl#1", "read"), *((f"a.jsonl#{n}", code) for n, code in enumerate(codes, 2))]
    assert refused(path, after) == [*expected, (f"a.jsonl#{len(codes) + 2}", "read")]
    messages = {failure.id: failure.message for failure in failures(read(path))}
    assert messages["a.jsonl#2"] == f"{path}, line 2: no JSON: Expecting value at character 1"
    assert messages["a.jsonl#9"].endswith("; there are body_text, author")
    assert messages["a.jsonl#10"].endswith("; there are none")


def test_a_json_array_is_refused_with_the_way_out(tmp_path: Path, after: Path) -> None:
    path = write(tmp_path / "a.json", b' [\n {"text": "T"}\n]\n')
    assert refused(path, after) == [("a.json", "json_array")]
    assert "one object a line" in failures(read(path))[0].message


def test_bytes_that_are_no_utf8_reach_the_reader_as_they_are(tmp_path: Path) -> None:
    old = "Phát động".encode("cp1258", "replace")
    path = write(tmp_path / "a.jsonl", b'{"text": "' + old + b'", "title": "' + old + b'", "id": "\\ud800x"}\n')
    (source,) = sources(read(path))
    assert source.data == old
    assert source.title == "Ph\ufffdt \ufffd?ng"
    assert source.id == "a.jsonl#\ufffdx"
    escaped = write(tmp_path / "b.jsonl", b'{"text": "a\\ud800b\\udc80c"}')
    assert sources(read(escaped))[0].data == "a\ufffdb".encode() + b"\x80c"
    table = write(tmp_path / "a.csv", b"id,text\nk," + old + b"\n")
    assert sources(read(table))[0].data == old
    import pyarrow as pa

    columns = {"text": pa.array([old]).cast(pa.binary()).view(pa.string()), "title": pa.array(["T"])}
    assert sources(read(parquet_of(tmp_path / "a.parquet", columns)))[0].data == old


def test_rows_of_csv_that_do_not_fit_its_header(tmp_path: Path, after: Path) -> None:
    table = b'id,text\r\na,T\r\n\r\nb,T,more\r\nc\r\nd,"T\r\nU, ""V"""\r\ne,T\x00T\r\nf,\r\n'
    assert refused(write(tmp_path / "a.csv", table), after) == [
        ("a.csv#a", "read"),
        ("a.csv#2", "ragged_row"),
        ("a.csv#3", "ragged_row"),
        ("a.csv#d", "read"),
        ("a.csv#5", "binary"),
        ("a.csv#f", "empty"),
    ]
    assert failures(read(tmp_path / "a.csv"))[0].message.endswith("3 fields under 2 columns")
    unclosed = b'id,text\na,T\nb,"' + b"x\n" * 3_000 + b"c,T\n"
    found = refused(write(tmp_path / "b.csv", unclosed), after, SourceOptions(most_bytes=1_000_000))
    assert found[:1] == [("b.csv#a", "read")]
    assert len(found) == 2


@pytest.mark.parametrize(
    ("name", "data", "columns"),
    [
        ("a.csv", b"ma;noi_dung\n1;T\n", "ma;noi_dung"),
        ("a.tsv", b"ma\tnoi_dung\n1\tT\n", "ma, noi_dung"),
        ("a.csv", b"\xff\xfe", None),
        ("a.parquet", None, "ma, noi_dung"),
    ],
)
def test_tables_without_a_text_column_say_what_they_have(
    name: str, data: bytes | None, columns: str | None, tmp_path: Path, after: Path
) -> None:
    path = tmp_path / name
    if data is None:
        parquet_of(path, {"ma": [1], "noi_dung": ["T"]})
    else:
        write(path, data)
    assert refused(path, after) == [(name, "no_column" if columns else "empty")]
    if columns:
        assert failures(read(path))[0].message.endswith(f"; there are {columns}")
        options = SourceOptions(text_field="noi_dung", id_field="ma")
        assert [source.id for source in sources(read(path, options=options))] == [f"{name}#1"]


def test_a_column_of_numbers_is_no_text(tmp_path: Path, after: Path) -> None:
    assert refused(parquet_of(tmp_path / "a.parquet", {"text": [1]}), after) == [("a.parquet", "no_column")]


def test_broken_parquet(tmp_path: Path, after: Path) -> None:
    path = parquet_of(tmp_path / "a.parquet", {"text": [f"{n} {TEXT}" for n in range(12)]})
    whole = path.read_bytes()
    assert refused(write(path, whole[: len(whole) // 2]), after) == [("a.parquet", "corrupt")]
    assert refused(write(path, b"PAR1"), after) == [("a.parquet", "corrupt")]
    assert refused(write(path, b""), after) == [("a.parquet", "corrupt")]
    torn = bytearray(whole)
    torn[len(whole) // 3 : len(whole) // 2] = bytes(len(whole) // 2 - len(whole) // 3)
    found = refused(write(path, bytes(torn)), after)
    assert found[-1] == ("a.parquet", "corrupt")


def test_crawls_that_are_empty_cut_off_or_torn(tmp_path: Path, after: Path) -> None:
    records = [warc_record(number, http(PAGE)) for number in range(3)]
    records.append(warc_record(3, b"k: v" * 40, kind=WarcRecordType.metadata, content_type="application/warc-fields"))
    ids = [f"#00000000-0000-0000-0000-00000000000{number}" for number in range(4)]
    plain = b"".join(records)
    assert refused(write(tmp_path / "a.warc", b""), after) == [("a.warc", "empty")]
    assert refused(write(tmp_path / "a.warc.gz", gzip.compress(b"")), after) == [("a.warc.gz", "empty")]
    in_body = len(records[0]) + len(records[1]) - 30
    for cut in (in_body, len(records[0]) + 200, len(records[0]) + 30):
        found = refused(write(tmp_path / "a.warc", plain[:cut]), after)
        assert found == [(f"a.warc{ids[0]}", "read"), ("a.warc", "truncated")]
    found = refused(write(tmp_path / "a.warc", plain[: len(plain) - 50]), after)
    assert found == [*((f"a.warc{id}", "read") for id in ids[:3]), ("a.warc", "truncated")]
    packed = b"".join(map(gzip.compress, records))
    found = refused(write(tmp_path / "a.warc.gz", packed[: len(packed) // 2]), after)
    assert found == [(f"a.warc.gz{ids[0]}", "read"), ("a.warc.gz", "truncated")]
    torn = records[0] + b"no record\r\n" * 20 + records[1]
    found = refused(write(tmp_path / "a.warc", torn), after)
    assert found == [(f"a.warc{ids[0]}", "read"), ("a.warc", "corrupt")]


def test_a_body_that_cannot_be_unpacked_costs_one_page(tmp_path: Path, after: Path) -> None:
    bodies = [
        http(gzip.compress(PAGE)[:-20], Content_Encoding="gzip"),
        http(b"5\r\nhello\r\nff\r\nshort", Transfer_Encoding="chunked"),
        http(b"\x00\x01\x02" * 40, Content_Encoding="br"),
        http(b"\x78\x9c\xff\xff", Content_Encoding="deflate"),
        http(zlib.compress(PAGE)[:-8], Content_Encoding="deflate"),
        http(zlib.compress(bytes(33_000_000)), Content_Encoding="deflate"),
        http(PAGE),
    ]
    data = b"".join(warc_record(number, body) for number, body in enumerate(bodies))
    found = refused(write(tmp_path / "a.warc", data), after)
    assert [code for _, code in found] == [
        "truncated",
        "truncated",
        "corrupt",
        "corrupt",
        "truncated",
        "too_large",
        "read",
    ]
    assert failures(read(tmp_path / "a.warc"))[0].message.startswith(f"{tmp_path}/a.warc, record 1: ")


@contextmanager
def without_privileges() -> Iterator[None]:
    """As a user whom file modes bind, where the tests run as root."""
    if os.geteuid():
        yield
        return
    os.seteuid(65_534)
    try:
        yield
    finally:
        os.seteuid(0)


def test_folders_with_loops_pipes_and_what_cannot_be_read() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        write(folder / "a.txt", TEXT.encode())
        write(folder / "m.txt", b"").chmod(0)
        (folder / "locked").mkdir(mode=0)
        (folder / "sub").mkdir()
        (folder / "sub" / "up").symlink_to(folder)
        (folder / "self.txt").symlink_to("self.txt")
        (folder / "gone.txt").symlink_to("nowhere.txt")
        (folder / "same.txt").symlink_to("a.txt")
        os.mkfifo(folder / "pipe.txt")
        with socket.socket(socket.AF_UNIX) as server:
            server.bind(str(folder / "socket.txt"))
            with without_privileges():
                items = read(folder)
                alone = [read(folder / each)[0] for each in ("m.txt", "locked", "pipe.txt", "none.txt")]
        (folder / "locked").chmod(0o700)
    assert outline(items) == [
        ("a.txt", "read"),
        ("gone.txt", "not_found"),
        ("locked", "unreadable"),
        ("m.txt", "unreadable"),
        ("pipe.txt", "skipped"),
        ("same.txt", "read"),
        ("self.txt", "unreadable"),
        ("socket.txt", "skipped"),
        ("sub/up", "skipped"),
    ]
    codes = ["unreadable", "unreadable", "unsupported", "not_found"]
    assert [code for _, code in outline(alone)] == codes
    assert outline(alone)[1][0] == "locked"


def test_names_of_any_bytes(tmp_path: Path) -> None:
    odd = os.fsencode(tmp_path) + b"/t\xean\xff.txt"
    Path(os.fsdecode(odd)).write_bytes(TEXT.encode())
    (source,) = sources(read(tmp_path))
    assert source.id == "t\ufffdn\ufffd.txt"
    assert content(source) == TEXT.encode()
    (packed,) = sources(read(zip_of(tmp_path / "a.zip", [("tên.txt", TEXT.encode())])))
    assert packed.id == "a.zip!tên.txt"


DEPTH = 1_200


def moved(here: int, name: str) -> int:
    there = os.open(name, os.O_RDONLY, dir_fd=here)
    os.close(here)
    return there


@pytest.fixture
def deep_folder() -> Iterator[Path]:
    """A folder in a folder, deeper than Python calls functions, so that only this fixture can remove it."""
    top = Path(tempfile.mkdtemp())
    here = os.open(top, os.O_RDONLY)
    for _ in range(DEPTH):
        os.mkdir("d", dir_fd=here)
        here = moved(here, "d")
    os.close(os.open("a.txt", os.O_CREAT | os.O_WRONLY, dir_fd=here))
    yield top
    os.unlink("a.txt", dir_fd=here)
    for _ in range(DEPTH):
        here = moved(here, "..")
        os.rmdir("d", dir_fd=here)
    os.close(here)
    top.rmdir()


def test_a_folder_may_be_deep(deep_folder: Path) -> None:
    assert outline(read(deep_folder)) == [("d/" * DEPTH + "a.txt", "read")]


MADE: dict[str, Callable[[Path], bytes]] = {
    "a.zip": lambda folder: zip_of(folder / "a.zip", [*MEMBERS, ("r.jsonl", b"".join(varied(5)))]).read_bytes(),
    "a.tar": lambda _: tar_bytes(MEMBERS),
    "a.tar.gz": lambda _: gzip.compress(tar_bytes(MEMBERS)),
    "a.tar.zst": lambda _: zstandard.compress(tar_bytes(MEMBERS)),
    "a.jsonl.xz": lambda _: lzma.compress(b"".join(varied(30))),
    "a.jsonl": lambda _: b"".join(varied(10)),
    "a.csv": lambda _: csv_bytes([json.loads(row) for row in varied(10)]),
    "a.parquet": lambda folder: parquet_of(folder / "a", {"text": [f"{n} {TEXT}" for n in range(9)]}).read_bytes(),
    "a.warc": lambda _: b"".join(warc_record(n, http(PAGE)) for n in range(4)),
    "a.warc.gz": lambda _: b"".join(gzip.compress(warc_record(n, http(PAGE))) for n in range(4)),
}


@pytest.mark.parametrize("name", MADE)
@given(seed=st.integers(0, 2**32))
@settings(max_examples=60, deadline=None)
def test_whatever_is_wrong_with_a_file_the_run_goes_on(name: str, seed: int) -> None:
    numbers = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        data = bytearray(MADE[name](Path(folder)))
        for _ in range(numbers.randint(1, 6)):
            start = numbers.randrange(len(data))
            data[start : start + numbers.choice((1, 1, 4, 600))] = numbers.randbytes(numbers.choice((0, 1, 1, 4, 600)))
            data = data or bytearray(b"x")
        path = write(Path(folder) / name, bytes(data))
        after = write(Path(folder) / "after.txt", TEXT.encode())
        items = read(path, after)
        assert isinstance(items[-1], Source)
        assert items[-1].path == after
        assert sum(item.weight for item in items) == total_weight([path, after])
        assert all(failure.message.startswith(str(path)) for failure in failures(items))
        assert all(item.id.encode() for item in items)
