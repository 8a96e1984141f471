"""Every container gives the pages that are in it, in order, with identifiers that hold, in bounded memory."""

from __future__ import annotations

import datetime as dt
import gzip
import io
import json
import subprocess
import sys
import tarfile
import tempfile
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
import zstandard
from fastwarc.stream_io import BrotliWriter
from fastwarc.warc import WarcRecordType
from hypothesis import given, settings
from hypothesis import strategies as st

from made_archives import (
    PACKINGS,
    Page,
    content,
    csv_bytes,
    http,
    json_lines,
    outline,
    parquet_of,
    read,
    row_of,
    sources,
    tar_bytes,
    warc_of_pages,
    warc_record,
    zip_of,
)
from thidua_extract.archive.model import Skipped, Source
from thidua_extract.archive.sources import SourceOptions, iter_sources, total_weight

TEXT = "Phát động thi đua\nNgày 5/3/2021, Công đoàn tỉnh Hà Nam phát động đợt thi đua cao điểm.\n"
HTML = f"<!DOCTYPE html><html><body><p>{TEXT}</p></body></html>"


def write(path: Path, data: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def named(pages: list[Page]) -> list[tuple[str, bytes]]:
    return [(f"{number:03}{suffix}", data) for number, (suffix, data) in enumerate(pages)]


def folder_of(folder: Path, pages: list[Page]) -> Path:
    for name, data in named(pages):
        write(folder / "pages" / name, data)
    return folder / "pages"


def columns_of(pages: list[Page]) -> dict[str, object]:
    rows = [row_of(page) for page in pages]
    return {name: [row[name] for row in rows] for name in ("text", "html")}


def packed(kind: str, suffix: str, folder: Path, pages: list[Page]) -> Path:
    data = tar_bytes(named(pages)) if kind == "tar" else json_lines(pages)
    return write(folder / f"a.{kind}{suffix}", PACKINGS[suffix](data))


CONTAINERS: dict[str, Callable[[Path, list[Page]], Path]] = {
    "folder": folder_of,
    "zip": lambda folder, pages: zip_of(folder / "a.zip", named(pages)),
    "zip, stored": lambda folder, pages: zip_of(folder / "a.zip", named(pages), stored=True),
    "zip of packed pages": lambda folder, pages: zip_of(
        folder / "a.zip", [(f"{name}.gz", gzip.compress(data)) for name, data in named(pages)]
    ),
    "zip of rows": lambda folder, pages: zip_of(folder / "a.zip", [("a.jsonl", json_lines(pages))]),
    "tar": lambda folder, pages: write(folder / "a.tar", tar_bytes(named(pages))),
    "json lines": lambda folder, pages: write(folder / "a.jsonl", json_lines(pages)),
    "csv": lambda folder, pages: write(folder / "a.csv", csv_bytes(map(row_of, pages))),
    "csv with semicolons": lambda folder, pages: write(folder / "a.csv", csv_bytes(map(row_of, pages), ";")),
    "tsv": lambda folder, pages: write(folder / "a.tsv", csv_bytes(map(row_of, pages), "\t")),
    "csv in UTF-16": lambda folder, pages: write(
        folder / "a.csv", csv_bytes(map(row_of, pages)).decode("utf-8-sig").encode("utf-16")
    ),
    "parquet": lambda folder, pages: parquet_of(folder / "a.parquet", columns_of(pages)),
    "warc": lambda folder, pages: write(folder / "a.warc", b"".join(warc_of_pages(pages))),
    "warc, gzip": lambda folder, pages: write(folder / "a.warc.gz", b"".join(map(gzip.compress, warc_of_pages(pages)))),
    **{f"tar{suffix}": partial(packed, "tar", suffix) for suffix in PACKINGS},
    **{f"json lines{suffix}": partial(packed, "jsonl", suffix) for suffix in PACKINGS},
}

LETTERS = st.text("aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạ ,;\"'\t\r\n|<>/{}[]:0123456789“”\u0301", max_size=200)
PAGES = st.lists(
    st.tuples(st.sampled_from([".txt", ".html"]), LETTERS.map(lambda text: f"Bài {text}".encode())),
    min_size=1,
    max_size=8,
)


@pytest.mark.parametrize("container", CONTAINERS)
@given(pages=PAGES)
@settings(max_examples=15, deadline=None)
def test_every_container_gives_the_same_pages(container: str, pages: list[Page]) -> None:
    with tempfile.TemporaryDirectory() as name:
        path = CONTAINERS[container](Path(name), pages)
        items = read(path)
        found = [(source.suffix, content(source)) for source in sources(items)]
        assert found == pages
        assert len(items) == len(pages)
        assert len({item.id for item in items}) == len(items)
        assert sum(item.weight for item in items) == total_weight([path]) > 0


def test_folders_are_read_in_the_order_of_their_paths(tmp_path: Path) -> None:
    names = ["b/z.txt", "b-1.txt", "b.txt", "a.html", "b/a/x.htm", "B.TXT", "é.txt", "b/a.xhtml"]
    for name in names:
        write(tmp_path / name, TEXT.encode())
    items = read(tmp_path)
    assert [item.id for item in items] == sorted(names)
    assert {source.suffix for source in sources(items) if source.path} == {".txt", ".html"}


def test_pages_in_files_of_their_own_are_not_read(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", b"x" * 100_000)
    (source,) = sources(read(tmp_path))
    assert source.path == tmp_path / "a.txt"
    assert source.data is None
    assert source.weight == 100_000


def test_a_file_is_called_by_its_name_and_what_is_in_it_below_that(tmp_path: Path) -> None:
    page = write(tmp_path / "deep" / "a.txt", TEXT.encode())
    archive = zip_of(tmp_path / "deep" / "b.zip", [("x/c.txt", TEXT.encode())])
    rows = write(tmp_path / "deep" / "d.jsonl", b'{"text": "T", "id": "k1"}\n\n{"text": "U"}\n')
    assert [item.id for item in read(page, archive, rows)] == ["a.txt", "b.zip!x/c.txt", "d.jsonl#k1", "d.jsonl#3"]
    below = read(tmp_path)
    assert [item.id for item in below] == ["deep/a.txt", "deep/b.zip!x/c.txt", "deep/d.jsonl#k1", "deep/d.jsonl#3"]
    assert [source.origin.removeprefix(f"{tmp_path}/deep/") for source in sources(below)] == [
        "a.txt",
        "b.zip, member x/c.txt",
        "d.jsonl, line 1",
        "d.jsonl, line 3",
    ]


BY_CONTENT = {
    "gzip called html": ("a.html", gzip.compress(HTML.encode()), ("a.html", ".html")),
    "zip called txt": ("a.txt", None, ("a.txt!b.txt", ".txt")),
    "page called gz that is not packed": ("a.html.gz", HTML.encode(), ("a.html.gz", ".html")),
    "page without a suffix": ("a", HTML.encode(), ("a", ".html")),
    "page of a web server": ("tin.aspx", b"\xef\xbb\xbf\r\n<!-- x -->" + HTML.encode(), ("tin.aspx", ".html")),
    "page called txt": ("a.txt", HTML.encode(), ("a.txt", ".html")),
    "rows without a suffix": ("part-00000", json_lines([(".txt", b"T")]), ("part-00000#1", ".txt")),
    "packed rows without a suffix": ("part", gzip.compress(json_lines([(".txt", b"T")])), ("part#1", ".txt")),
    "rows called txt": ("a.txt", json_lines([(".txt", b"T")]), ("a.txt#1", ".txt")),
    "packed tar without a suffix": ("a", gzip.compress(tar_bytes([("b.txt", b"T")])), ("a!b.txt", ".txt")),
    "crawl called dat": (
        "a.dat",
        warc_record(7, http(HTML.encode())),
        ("a.dat#00000000-0000-0000-0000-000000000007", ".html"),
    ),
    "parquet called bin": ("a.bin", None, ("a.bin#1", ".txt")),
}


@pytest.mark.parametrize("case", BY_CONTENT)
def test_a_file_is_what_it_holds_and_not_what_it_is_called(case: str, tmp_path: Path) -> None:
    name, data, expected = BY_CONTENT[case]
    if data is not None:
        write(tmp_path / name, data)
    elif "zip" in case:
        zip_of(tmp_path / name, [("b.txt", TEXT.encode())])
    else:
        parquet_of(tmp_path / name, {"text": [TEXT]})
    for given_inputs in ([tmp_path], [tmp_path / name]):
        assert [(source.id, source.suffix) for source in sources(read(*given_inputs))] == [expected]


def test_other_files_are_left_aside_in_folders_and_archives_and_refused_by_name(tmp_path: Path) -> None:
    others = {
        "notes.md": TEXT.encode(),
        "x.pdf": b"%PDF-1.4",
        "app.js.map": b'{"version": 3}',
        "._page.html": b"\x00\x05\x16\x07rest",
        "photo.jpg.gz": gzip.compress(b"\xff\xd8\xff"),
    }
    for name, data in others.items():
        write(tmp_path / "in" / name, data)
    zip_of(tmp_path / "in" / "letter.docx", [("[Content_Types].xml", b"<x/>"), ("word/document.xml", b"<x/>")])
    items = read(tmp_path / "in")
    assert all(isinstance(item, Skipped) for item in items)
    assert sum(item.weight for item in items) == total_weight([tmp_path / "in"])
    files = [(path.name, path.read_bytes()) for path in sorted((tmp_path / "in").iterdir())]
    for archive in (zip_of(tmp_path / "a.zip", files), write(tmp_path / "a.tar", tar_bytes(files))):
        assert outline(read(archive)) == [(f"{archive.name}!{name}", "skipped") for name, _ in files]
    for path in (tmp_path / "in").iterdir():
        assert outline(read(path)) == [(path.name, "unsupported")]


def test_the_format_can_be_said(tmp_path: Path) -> None:
    rows = write(tmp_path / "rows.dat", csv_bytes([{"text": TEXT}]))
    text = write(tmp_path / "page.md", TEXT.encode())
    archive = zip_of(tmp_path / "a.zip", [("rows.dat", rows.read_bytes())])
    assert [content(s).decode() for s in sources(read(rows, options=SourceOptions(format="csv")))] == [TEXT]
    assert [content(s).decode() for s in sources(read(archive, options=SourceOptions(format="csv")))] == [TEXT]
    assert [source.suffix for source in sources(read(text, options=SourceOptions(format="txt")))] == [".txt"]


def test_what_the_run_writes_is_not_a_source(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", TEXT.encode())
    write(tmp_path / "records.jsonl", b"{}\n")
    write(tmp_path / "records.jsonl.state" / "b.txt", TEXT.encode())
    options = SourceOptions(exclude=frozenset({tmp_path / "records.jsonl", tmp_path / "records.jsonl.state"}))
    assert outline(read(tmp_path, options=options)) == [("a.txt", "read")]
    assert total_weight([tmp_path], options) == len(TEXT.encode())


def test_a_list_of_paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "one" / "a.txt", b"1")
    write(tmp_path / "two" / "b c.txt", b"12")
    write(tmp_path / "rows.jsonl", b'{"text": "T"}')
    lines = f"one/a.txt\r\n\n{tmp_path}/one/a.txt\ntwo\n./rows.jsonl\nnone.txt".encode()
    expected = [
        ("one/a.txt", "read"),
        (f"{tmp_path}/one/a.txt", "read"),
        ("two/b c.txt", "read"),
        ("./rows.jsonl#1", "read"),
        ("none.txt", "not_found"),
    ]
    assert outline(read(Path("-"), stdin=lines)) == expected
    zeros = lines.replace(b"\r\n", b"\0").replace(b"\n", b"\0")
    assert outline(read(Path("-"), stdin=zeros)) == expected
    assert total_weight([Path("-")], stdin=io.BytesIO(lines)) == 1 + 1 + 2 + len(b'{"text": "T"}')


def test_a_list_may_be_longer_than_a_block(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    names = [f"{'x' * 90}{number:05}.txt" for number in range(2_000)]
    write(tmp_path / names[-1], b"T")
    items = read(Path("-"), stdin="\n".join(names).encode())
    assert [item.id for item in items] == names
    assert outline(items)[-1] == (names[-1], "read")
    (endless,) = read(Path("-"), stdin=b"x" * 500_000)
    assert outline([endless])[0][1] == "unreadable"


ROWS: dict[str, tuple[dict[str, object], tuple[str, str, str | None, str | None, str | None]]] = {
    # row: (id, content, url, date, title)
    "trafilatura": (
        {
            "title": "Phát động\u00a0thi đua",
            "author": None,
            "hostname": "bao.example",
            "date": "2021-03-16",
            "fingerprint": "f1",
            "id": None,
            "raw_text": "Thô",
            "text": "Bài",
            "source": "https://bao.example/a",
            "excerpt": "",
        },
        ("f1", "Bài", None, "2021-03-16", "Phát động thi đua"),
    ),
    "news-please": (
        {
            "date_download": "2024-01-01 00:00:00",
            "date_publish": "2021-03-16 07:30:00",
            "filename": "https%3A%2F%2Fbao.example%2Fa.json",
            "maintext": "Bài",
            "title": "T",
            "url": "https://bao.example/a",
        },
        ("https%3A%2F%2Fbao.example%2Fa.json", "Bài", "https://bao.example/a", "2021-03-16", "T"),
    ),
    "C4": (
        {"text": "Bài", "timestamp": "2019-04-25T12:57:54Z", "url": "https://bao.example/a"},
        ("1", "Bài", "https://bao.example/a", None, None),
    ),
    "FineWeb": (
        {
            "text": "Bài",
            "id": "<urn:uuid:1>",
            "dump": "CC-MAIN-2021-10",
            "url": "https://b/",
            "date": "2021-03-01T10:00:00Z",
        },
        ("<urn:uuid:1>", "Bài", "https://b/", None, None),
    ),
    "a number as key": ({"text": "Bài", "id": 12}, ("12", "Bài", None, None, None)),
    "no usable key": ({"text": "Bài", "id": [1], "_id": "k" * 501}, ("1", "Bài", None, None, None)),
    "text before HTML": ({"html": "<p>B</p>", "content": "Bài"}, ("1", "Bài", None, None, None)),
    "HTML where there is no text": ({"html": "<p>B</p>", "text": " "}, ("1", "<p>B</p>", None, None, None)),
    "no dates": (
        {"text": "Bài", "date": "16/3/2021", "published": "2021-02-30", "published_on": "0001-01-01"},
        ("1", "Bài", None, None, None),
    ),
    "no titles": ({"text": "Bài", "title": 5, "headline": " "}, ("1", "Bài", None, None, None)),
}


@pytest.mark.parametrize("case", ROWS)
def test_rows_of_known_dumps_need_no_options(case: str, tmp_path: Path) -> None:
    row, expected = ROWS[case]
    path = write(tmp_path / "a.jsonl", json.dumps(row).encode())
    (source,) = sources(read(path))
    day = source.published_on.isoformat() if source.published_on else None
    key = source.id.removeprefix("a.jsonl#")
    assert (key, content(source).decode(), source.url, day, source.title) == expected


def test_fields_can_be_named(tmp_path: Path) -> None:
    row = {"noi_dung": "Bài", "text": "x", "ma": "7", "lien_ket": "https://b/", "ngay": "2021-03-16", "tieu_de": "T"}
    path = write(tmp_path / "a.jsonl", json.dumps(row | {"html": "<p>", "dump": "d"}).encode())
    options = SourceOptions(
        text_field="noi_dung", id_field="ma", url_field="lien_ket", date_field="ngay", title_field="tieu_de"
    )
    (source,) = sources(read(path, options=options))
    assert (source.id, source.data, source.url) == ("a.jsonl#7", "Bài".encode(), "https://b/")
    assert (source.published_on, source.title) == (dt.date(2021, 3, 16), "T")
    (page,) = sources(read(path, options=SourceOptions(html_field="html")))
    assert (page.data, page.suffix) == (b"<p>", ".html")


def test_objects_over_several_lines_are_read(tmp_path: Path) -> None:
    rows = [{"text": f"Bài {number}", "authors": ["A"], "more": {"x": 1}} for number in range(3)]
    path = write(tmp_path / "a.json", "\n".join(json.dumps(row, indent=4) for row in rows).encode())
    assert [(s.id, content(s).decode()) for s in sources(read(path))] == [
        ("a.json#1", "Bài 0"),
        ("a.json#10", "Bài 1"),
        ("a.json#19", "Bài 2"),
    ]


def test_columns_of_every_text_type_are_read(tmp_path: Path) -> None:
    import pyarrow as pa

    texts = ["Bài một", None, "Bài ba", "Bài hai"]
    kinds = [
        pa.string(),
        pa.large_string(),
        pa.string_view(),
        pa.dictionary(pa.int32(), pa.string()),
        pa.binary(),
        pa.large_binary(),
    ]
    for kind in kinds:
        values = [t and t.encode() for t in texts] if "binary" in str(kind) else texts
        day = dt.datetime(2021, 3, 16, 8, 30, tzinfo=dt.UTC)
        columns = {
            "id": pa.array([5, 6, 7, 8], pa.int64()),
            "text": pa.array(values, kind),
            "date": pa.array([day, None, day, day], pa.timestamp("ns", "UTC")),
            "title": pa.array(["T"] * 4, pa.dictionary(pa.int8(), pa.string())),
            "html": pa.array([1, 2, 3, 4], pa.int8()),
        }
        items = read(parquet_of(tmp_path / "a.parquet", columns))
        assert outline(items) == [(f"a.parquet#{n}", "empty" if n == 6 else "read") for n in (5, 6, 7, 8)]
        assert [content(source).decode() for source in sources(items)] == ["Bài một", "Bài ba", "Bài hai"]
        assert {(source.published_on, source.title) for source in sources(items)} == {(day.date(), "T")}


def chunked(data: bytes) -> bytes:
    half = len(data) // 2
    return b"".join(b"%x;x=y\r\n%b\r\n" % (len(part), part) for part in (data[:half], data[half:])) + b"0\r\n\r\n"


def deflated(data: bytes, window: int) -> bytes:
    packer = zlib.compressobj(wbits=window)
    return packer.compress(data) + packer.flush()


def brotli(data: bytes) -> bytes:
    buffer = io.BytesIO()
    writer = BrotliWriter(buffer)
    writer.write(data)
    writer.close()
    return buffer.getvalue()


PAGE = HTML.encode()
RESPONSES = {
    "plain": http(PAGE),
    "line feeds only": http(PAGE).replace(b"\r\n", b"\n"),
    "xhtml": http(PAGE, content_type="application/xhtml+xml"),
    "chunked": http(chunked(PAGE), Transfer_Encoding="chunked"),
    "gzip": http(gzip.compress(PAGE), Content_Encoding="gzip"),
    "gzip in chunks": http(chunked(gzip.compress(PAGE)), Content_Encoding="GZIP", Transfer_Encoding="chunked"),
    "deflate": http(deflated(PAGE, 15), Content_Encoding="deflate"),
    "deflate without its frame": http(deflated(PAGE, -15), Content_Encoding="deflate"),
    "brotli": http(brotli(PAGE), Content_Encoding="br"),
    "zstd": http(zstandard.compress(PAGE), Content_Encoding="zstd"),
    **{f"{e} undone by the crawler": http(PAGE, Content_Encoding=e) for e in ("gzip", "deflate", "br", "zstd")},
    "chunks joined by the crawler": http(PAGE, Transfer_Encoding="chunked"),
}


@pytest.mark.parametrize("case", RESPONSES)
def test_bodies_of_crawled_pages_are_decoded(case: str, tmp_path: Path) -> None:
    path = write(tmp_path / "a.warc.gz", gzip.compress(warc_record(1, RESPONSES[case])))
    (source,) = sources(read(path))
    assert (source.data, source.suffix, source.url) == (PAGE, ".html", "https://bao.example/bai-1.html")


def test_records_of_a_crawl_that_are_no_pages_are_left_aside(tmp_path: Path) -> None:
    robots = warc_record(9, http(b"User-agent: *", content_type="text/plain")).replace(b"bai-9.html", b"robots.txt")
    records = [
        warc_record(1, b"software: x\r\n", kind=WarcRecordType.warcinfo, content_type="application/warc-fields"),
        warc_record(2, b"GET / HTTP/1.1\r\n\r\n", kind=WarcRecordType.request),
        warc_record(3, http(b"\x89PNG", content_type="image/png")),
        warc_record(4, http(b"moved", status="301 Moved Permanently", Location="https://b/")),
        warc_record(5, http(PAGE, status="404 Not Found")),
        warc_record(6, b"k: v\r\n", kind=WarcRecordType.metadata, content_type="application/warc-fields"),
        warc_record(7, http(b""), kind=WarcRecordType.revisit),
        warc_record(8, b"no response at all"),
        robots,
        warc_record(10, http(TEXT.encode(), content_type="text/plain; charset=utf-8")),
        warc_record(11, TEXT.encode(), kind=WarcRecordType.conversion, content_type="text/plain"),
    ]
    items = read(write(tmp_path / "a.warc.gz", b"".join(map(gzip.compress, records))))
    assert [kind for _, kind in outline(items)] == ["skipped"] * 9 + ["read"] * 2
    assert [(content(s), s.suffix, s.published_on) for s in sources(items)] == [(TEXT.encode(), ".txt", None)] * 2


def test_frames_of_zstandard_may_be_many_and_hold_nothing(tmp_path: Path) -> None:
    aside = b"\x50\x2a\x4d\x18\x05\x00\x00\x00aside"
    frames = [zstandard.compress(json_lines([(".txt", b"T%d" % number)])) for number in range(3)]
    path = write(tmp_path / "a.jsonl.zst", aside + frames[0] + zstandard.compress(b"") + frames[1] + aside + frames[2])
    assert [content(source) for source in sources(read(path))] == [b"T0", b"T1", b"T2"]


def test_links_and_folders_in_archives(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for name, kind in (("d", tarfile.DIRTYPE), ("d/l.txt", tarfile.SYMTYPE), ("d/h.txt", tarfile.LNKTYPE)):
            member = tarfile.TarInfo(name)
            member.type, member.linkname = kind, "../../etc/passwd"
            archive.addfile(member)
        member = tarfile.TarInfo("d/a.txt")
        member.size = 4
        archive.addfile(member, io.BytesIO(b"text"))
    path = write(tmp_path / "a.tar", buffer.getvalue())
    assert outline(read(path)) == [
        ("a.tar!d/l.txt", "skipped"),
        ("a.tar!d/h.txt", "skipped"),
        ("a.tar!d/a.txt", "read"),
    ]
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as zipped:
        zipped.mkdir("d")
        link = zipfile.ZipInfo("d/l.txt")
        link.external_attr = 0o120777 << 16
        zipped.writestr(link, "../../etc/passwd")
    assert outline(read(tmp_path / "a.zip")) == [("a.zip!d/l.txt", "skipped")]


def test_rows_that_unpack_to_much_are_read_in_bounded_memory(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    row = json.dumps({"text": TEXT * 200}, ensure_ascii=False).encode() + b"\n"
    with gzip.open(path, "wb", compresslevel=1) as file:
        for _ in range(50):
            file.write(row * (200_000_000 // 50 // len(row)))
    tracemalloc.start()
    try:
        count = sum(len(item.data or b"") for item in iter_sources([path], SourceOptions()) if isinstance(item, Source))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert count > 150_000_000
    assert peak < 5_000_000, f"{peak:,} bytes for rows of {len(row):,}"


def test_a_tar_of_many_members_is_read_in_bounded_memory(tmp_path: Path) -> None:
    path = write(tmp_path / "a.tar", tar_bytes([(f"{number}.css", b"x") for number in range(5_000)]))
    tracemalloc.start()
    try:
        count = sum(1 for _ in iter_sources([path], SourceOptions()))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert count == 5_000
    assert peak < 1_000_000


PARQUET_PEAK = """
import re, sys
from pathlib import Path
import pyarrow.parquet
from thidua_extract.archive.sources import SourceOptions, iter_sources
def peak():  # of this process alone, in bytes
    return int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text()).group(1)) * 1024
before = peak()
print(sum(len(item.data) for item in iter_sources([Path(sys.argv[1])], SourceOptions())))
print(peak() - before)
"""


def test_a_large_row_group_is_read_in_bounded_memory(tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    texts = [f"{number} {TEXT * 100}" for number in range(14_000)]
    table = pa.table({"text": texts})
    pq.write_table(table, tmp_path / "a.parquet", row_group_size=len(texts), use_dictionary=False, compression="none")
    command = [sys.executable, "-c", PARQUET_PEAK, str(tmp_path / "a.parquet")]
    count, peak = map(int, subprocess.run(command, capture_output=True, check=True).stdout.split())
    assert count > 150_000_000
    assert peak < 110_000_000, f"{peak:,} bytes more for a row group of {count:,}"
