"""The archive maker keeps its word: the same bytes again, no article twice, the share asked for, files to be read."""

from __future__ import annotations

import csv
import gzip
import hashlib
import importlib
import io
import json
import lzma
import subprocess
import sys
import tarfile
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pyarrow.parquet as pq
import pytest
import zstandard
from fastwarc.warc import ArchiveIterator, WarcRecordType
from hypothesis import given
from hypothesis import strategies as st

from thidua_extract import extract
from thidua_extract.archive.model import Failure, Skipped, Source
from thidua_extract.archive.sources import SourceOptions, iter_sources
from thidua_extract.errors import ReadError
from thidua_extract.lexicon import load_table
from thidua_extract.reader import read_article
from thidua_extract.text import make_view

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"
sys.path.insert(0, str(BENCHMARKS))
maker: Any = importlib.import_module("make_archive")
press: Any = {
    name: importlib.import_module(f"press.{name}") for name in ("campaign", "numbers", "pages", "printed", "shipped")
}
ARTICLES = 200
EMULATION = [row["surface"] for row in load_table("kind_cues") if row["kind"] in ("core", "emulation")]


def run_maker(out: Path, *options: str) -> dict[str, Any]:
    command = [sys.executable, str(BENCHMARKS / "make_archive.py"), str(out), *options]
    subprocess.run(command, check=True, capture_output=True)
    truth: dict[str, Any] = json.loads((out / "truth.json").read_text(encoding="utf-8"))
    return truth


def digests(folder: Path) -> dict[str, str]:
    files = (p for p in folder.rglob("*") if p.is_file())
    return {p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    out = tmp_path_factory.mktemp("made") / "mixed"
    return out, run_maker(out, "--articles", str(ARTICLES), "--format", "mixed", "--bad")


def test_the_same_options_give_the_same_bytes(mixed: tuple[Path, dict[str, Any]], tmp_path: Path) -> None:
    options = ("--articles", str(ARTICLES), "--format", "mixed", "--bad")
    run_maker(tmp_path / "again", *options)
    run_maker(tmp_path / "other", *options, "--seed", "2")
    first, other = digests(mixed[0]), digests(tmp_path / "other")
    assert first == digests(tmp_path / "again")
    assert not set(first.values()) & {digest for name, digest in other.items() if "/bad/" not in name}


def test_no_two_articles_are_equal() -> None:
    texts = ["\n".join((s.title, *s.paragraphs)) for s, _ in maker.stories(2000, share=0.5, seed=1)]
    assert len(set(texts)) == len(texts) == 2000


@pytest.mark.parametrize(
    ("articles", "share", "campaigns"), [(500, 0.01, 5), (2300, 0.01, 23), (1500, 1.0, 1500), (40, 0.0, 0)]
)
def test_the_share_of_campaigns_is_met(articles: int, share: float, campaigns: int) -> None:
    assert sum(maker.campaign_places(articles, share, 1)) == campaigns


def test_an_article_does_not_depend_on_how_many_are_made() -> None:
    short, long = maker.stories(10, share=1.0, seed=3), maker.stories(50, share=1.0, seed=3)
    assert [s for s, _ in short] == [s for s, _ in long][:10]


def folded(text: str) -> str:
    return make_view(text).folded


def test_ordinary_news_has_no_word_of_emulation() -> None:
    desk = press["printed"].Desk(1)
    for story, rng in maker.stories(150, share=0.0, seed=5):
        for page in (press["printed"].text_of(story, rng, desk), press["pages"].page_of(story, rng, desk)):
            said = folded(page)
            assert not [cue for cue in EMULATION if cue in said]
            assert "thi-dua" not in said


def test_grown_articles_are_read_as_what_they_were_grown_from() -> None:
    desk = press["printed"].Desk(1)
    made = [(s.kind, press["printed"].text_of(s, rng, desk)) for s, rng in maker.stories(150, share=1.0, seed=9)]
    same = sum(extract(text, profile="rules").kind == kind for kind, text in made)
    assert same >= 0.95 * len(made)


def test_days_of_an_article_move_together() -> None:
    campaign = press["campaign"]
    for number, base in enumerate(press["shipped"].shipped()):
        moved = campaign.Grown(base, Random(number)).days
        in_order = [moved[day] for day in sorted(base.days)]
        assert in_order == sorted(in_order), base.name


@given(st.lists(st.integers(13, 5_000_000), min_size=2, max_size=20, unique=True), st.integers(0, 999))
def test_figures_keep_their_order(values: list[int], seed: int) -> None:
    numbers = press["numbers"]
    scale = numbers.scale(Random(seed))
    wholes = sorted(values)
    written = [numbers.varied(f"{value:,}".replace(",", "."), scale) for value in wholes]
    read = [int(text.replace(".", "")) for text in written]
    coarse = [10 ** max(0, len(str(v)) - max(2, len(str(v).rstrip("0")))) for v in wholes]
    pairs = zip(read, read[1:], coarse, coarse[1:], strict=False)
    assert all(low <= high + max(a, b) for low, high, a, b in pairs)  # but for what rounding to their zeros takes


def member_texts(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every page or text of an archive's good files, by libraries that know nothing of ours."""
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".txt", ".html"):
            yield path.parts[-3], path.read_bytes()
        elif path.suffix == ".zip":
            with zipfile.ZipFile(path) as archive:
                assert archive.testzip() is None
                yield from (("zip", archive.read(name)) for name in archive.namelist())
        elif ".tar" in path.suffixes:
            with tarfile.open(fileobj=io.BytesIO(unpacked(path))) as tar:
                yield from ((path.name, file.read()) for m in tar if (file := tar.extractfile(m)))
        elif ".warc" in path.suffixes:
            with path.open("rb") as stream:
                found = ArchiveIterator(stream, record_types=WarcRecordType.response, verify_digests=False)
                pages = (
                    r for r in found if r.http_headers.status_code == 200 and "html" in (r.http_content_type or "")
                )
                yield from (("warc", r.reader.read()) for r in pages)
        elif path.is_file():
            yield from (("rows", row.encode()) for row in row_texts(path))


def unpacked(path: Path) -> bytes:
    data = path.read_bytes()
    if path.suffix == ".gz":
        return gzip.decompress(data)
    if path.suffix == ".xz":
        return lzma.decompress(data)
    if path.suffix == ".zst":
        return zstandard.ZstdDecompressor().decompressobj().decompress(data)
    return data


def row_texts(path: Path) -> Iterator[str]:
    if path.suffix == ".parquet":
        yield from pq.read_table(path)["text"].to_pylist()
        return
    text = unpacked(path).decode()
    if path.suffix == ".csv":
        yield from (row["text"] for row in csv.DictReader(io.StringIO(text, newline="")))
        return
    rows = (json.loads(line) for line in text.splitlines())
    yield from (row.get("text") or row["maintext"] for row in rows)


def test_plain_libraries_read_every_format(mixed: tuple[Path, dict[str, Any]]) -> None:
    out, truth = mixed
    found: Counter[str] = Counter()
    for place, data in (
        pair for folder in sorted((out / "pages").iterdir()) if folder.name != "bad" for pair in member_texts(folder)
    ):
        assert len(data) > 500, place
        found[place.partition(".")[2] or place] += 1
    want = truth["by_format"]
    assert sum(found.values()) == ARTICLES - want["bad"]
    rows = sum(want[name] for name in ("jsonl", "jsonl.gz", "jsonl.zst", "csv", "parquet"))
    assert (found["rows"], found["warc"], found["zip"], found["tar.xz"]) == (
        rows,
        want["warc.gz"],
        want["zip"],
        want["tar.xz"],
    )


def test_the_reader_finds_what_the_truth_says(mixed: tuple[Path, dict[str, Any]]) -> None:
    out, truth = mixed
    errors: Counter[str] = Counter()
    read = skipped = 0
    for item in iter_sources([out / "pages"], SourceOptions()):
        if isinstance(item, Skipped):
            skipped += 1
        elif isinstance(item, Failure):
            errors[item.code] += 1
        else:
            code = failure_of(item)
            errors.update([code] if code else [])
            read += not code
    assert (errors, read, skipped) == (truth["errors"], truth["pages"], truth["skipped"])
    assert read + errors.total() == truth["sources"]


def failure_of(source: Source) -> str | None:
    data = source.data if source.data is not None else source.path.read_bytes() if source.path else b""
    try:
        read_article(data, id=source.id, suffix=source.suffix)
    except ReadError as error:
        return error.code
    return None
