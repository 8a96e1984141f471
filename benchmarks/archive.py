"""Measure ``thidua-extract convert`` on made archives: python benchmarks/archive.py --write.

Measures speed by workers, the gate, memory, kinds of output; prints a table for each, all ratios within one run, and
with ``--write`` puts it into benchmarks/README.md. ``--check OUT MANIFEST`` compares a run's manifest with the truth of
a made archive instead. What is measured is the program that is installed beside this Python.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from watching import Run, size_of, spun, timed, watched

HERE = Path(__file__).parent
README = HERE / "README.md"
PROGRAM = Path(sys.executable).with_name("thidua-extract")
FEW = 2000
"""Articles whose memory is compared with that of many."""
Table = list[list[str]]


@dataclass(slots=True)
class Bench:
    """Where archives lie and how large they are."""

    scratch: Path
    articles: int
    many: int
    rounds: int

    def archive(self, name: str, *, articles: int, share: float, stray: float = 0.0) -> Path:
        """The pages of a made archive, made where it is not there yet."""
        out = self.scratch / f"{name}-{articles}-{share}-{stray}"
        if not (out / "truth.json").exists():
            shutil.rmtree(out, ignore_errors=True)
            options = ["--articles", articles, "--share", share, "--stray", stray, "--format", name]
            command = [sys.executable, HERE / "make_archive.py", out, *options]
            subprocess.run([str(part) for part in command], check=True)
        return out / "pages"

    def convert(self, pages: Path, *options: str) -> Run:
        """One run over an archive to JSON Lines, its processes watched."""
        folder = Path(tempfile.mkdtemp(dir=self.scratch, prefix="run-"))
        command = [str(PROGRAM), "convert", str(pages), "-o", str(folder / "records.jsonl"), "--quiet", *options]
        peaks = watched(command)
        manifest = json.loads((folder / "records.manifest.json").read_text(encoding="utf-8"))
        shutil.rmtree(folder)
        return Run(manifest, *peaks)

    def rate(self, pages: Path, *options: str) -> Rate:
        """How fast the last nine tenths of an archive are read: a run less one over the first tenth."""
        short = self.convert(pages, *options, "--limit", str(self.articles // 10))
        whole = self.convert(pages, *options)
        read = whole.read - short.read
        cost = 1000 * (whole.cpu_seconds - short.cpu_seconds) / read
        return Rate(read / (whole.seconds - short.seconds), cost, whole)


@dataclass(frozen=True, slots=True)
class Rate:
    """Articles a second, milliseconds of processor time an article, and the run they are of."""

    speed: float
    cost: float
    run: Run


def median(rates: Iterable[Rate], what: str) -> float:
    """The median of what some rates say."""
    return statistics.median(float(getattr(rate, what)) for rate in rates)


def measure_speed(bench: Bench) -> Table:
    """Articles a second by archive, profile and workers, beside two processes that only count."""
    heads = ["archive", "profile", "1 worker", "2 workers", "2 to 1", "two that only count, to one", "of it", "CPU"]
    rows = [heads]
    whole = bench.archive("jsonl", articles=bench.articles, share=1.0)
    paper = bench.archive("html", articles=bench.articles, share=0.01)
    for name, pages in (("campaign texts", whole), ("newspaper, HTML, 1 % campaigns", paper)):
        for profile in ("rules", "full"):
            idle, one, two = [], [], []
            for _ in range(bench.rounds):
                idle.append(spun(2) / spun(1))
                one.append(bench.rate(pages, "--profile", profile, "--workers", "1"))
                two.append(bench.rate(pages, "--profile", profile, "--workers", "2"))
            gain = statistics.median(pair.speed / alone.speed for alone, pair in zip(one, two, strict=True))
            most = statistics.median(idle)
            rates = [f"{median(found, 'speed'):,.0f}/s" for found in (one, two)]
            cost = f"{median(one, 'cost'):.1f} ms an article"
            rows.append(told([name, profile, *rates, f"{gain:.2f}", f"{most:.2f}", f"{gain / most:.0%}", cost]))
    return rows


def measure_gate(bench: Bench) -> Table:
    """The gate on and off: HTML with 1 % campaigns, with calls for emulation among the related ones; all formats."""
    rows = [
        ["archive", "gate on", "gate off", "ratio", "CPU, ratio", "gated", "launch, review, mention, none: on", "off"]
    ]
    for kind, stray in (("html", 0.0), ("html", 0.2), ("mixed", 0.0)):
        pages = bench.archive(kind, articles=bench.articles, share=0.01, stray=stray)
        on, off = [], []
        for _ in range(bench.rounds):
            on.append(bench.rate(pages, "--workers", "1"))
            off.append(bench.rate(pages, "--workers", "1", "--no-gate"))
        pairs = list(zip(on, off, strict=True))
        ratio = statistics.median(with_gate.speed / without.speed for with_gate, without in pairs)
        cost = statistics.median(without.cost / with_gate.cost for with_gate, without in pairs)
        rates = [f"{median(found, 'speed'):,.0f}/s" for found in (on, off)]
        listing = f", {stray:.0%} of the others list one" if stray else ""
        name = f"{'HTML' if kind == 'html' else 'all formats'}, 1 % campaigns{listing}"
        spared = f"{on[0].run.counts['gated'] / on[0].run.counts['sources']:.1%}"
        found = [kinds(each[0].run) for each in (on, off)]
        rows.append(told([name, *rates, f"{ratio:.1f}", f"{cost:.1f}", spared, *found]))
    return rows


def kinds(run: Run) -> str:
    """Records by kind."""
    found = run.counts["records_by_kind"]
    return ", ".join(f"{found.get(kind, 0):,}" for kind in ("launch", "review", "mention", "none"))


def measure_memory(bench: Bench) -> Table:
    """Peak memory of the worker that took most, and of the parent, after few and after many articles."""
    rows = [["archive", "articles", "worker's peak", "parent's peak", "worker, to few"]]
    for name, kind, share, many in (
        ("all formats, 10 % campaigns, gate off", "mixed", 0.1, bench.many),
        ("texts, all campaigns", "jsonl", 1.0, bench.many // 5),
    ):
        pages = bench.archive(kind, articles=many, share=share)
        first = 0
        for count in (FEW, many):
            run = bench.convert(pages, "--no-gate", "--workers", "2", "--limit", str(count))
            first = first or run.worker_peak
            peaks = [f"{peak / 1e6:,.0f} MB" for peak in (run.worker_peak, run.parent_peak)]
            rows.append(told([name, f"{count:,}", *peaks, f"{run.worker_peak / first:.3f}"]))
    return rows


def told(row: list[str]) -> list[str]:
    """The row, told at once to who waits."""
    print(" | ".join(row), file=sys.stderr, flush=True)
    return row


def _duckdb(query: str, *, first: str = "SELECT 1") -> Callable[[], Any]:
    import duckdb

    connection = duckdb.connect()
    connection.execute(first)
    return lambda: connection.execute(query).fetchall()


def _lines(path: Path) -> list[Any]:
    """Every record of JSON Lines, packed or not."""
    import zstandard

    openers: dict[str, Callable[..., Any]] = {".gz": gzip.open, ".zst": zstandard.open}
    with openers.get(path.suffix, open)(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def _readers(path: Path) -> list[Callable[[], Any] | None]:
    """Ways to read an output: all as Python objects, one column, a count of targets by kind."""
    import pyarrow.parquet as pq

    if path.suffix == ".parquet":
        source = f"read_parquet('{path}')"
        return [lambda: pq.read_table(path).to_pylist(), _duckdb(f"SELECT kind FROM {source}"), _counting(source)]
    if ".jsonl" in path.suffixes:
        source = f"read_json('{path}', format='newline_delimited', maximum_object_size=50000000)"
        return [lambda: _lines(path), _duckdb(f"SELECT kind FROM {source}"), _counting(source)]
    if path.suffix == ".duckdb":
        tables = f"ATTACH '{path}' AS made (READ_ONLY)"
        joined = "made.articles LEFT JOIN made.targets USING (article_id)"
        query = f"SELECT kind, count(DISTINCT article_id), count(item) FROM {joined} GROUP BY kind ORDER BY kind"
        return [None, _duckdb("SELECT kind FROM made.articles", first=tables), _duckdb(query, first=tables)]
    return [None, None, None]


def _counting(source: str) -> Callable[[], Any]:
    return _duckdb(f"SELECT kind, count(*), sum(len(targets)) FROM {source} GROUP BY kind ORDER BY kind")


def measure_outputs(bench: Bench) -> Table:
    """Size of each kind of output, and how long it takes to read; each gives the same counts."""
    pages = bench.archive("jsonl", articles=bench.articles, share=1.0)
    rows = [["output", "size", "to JSON Lines", "all, as Python", "one column", "targets by kind"]]
    base, answers = 0, []
    for name in (
        "records.jsonl",
        "records.jsonl.gz",
        "records.jsonl.zst",
        "records.parquet",
        "records.duckdb",
        "records",
    ):
        path = Path(tempfile.mkdtemp(dir=bench.scratch, prefix="output-")) / name
        command = [PROGRAM, "convert", pages, "-o", path, "--quiet", "--profile", "rules", "--workers", "2"]
        subprocess.run([str(part) for part in command], check=True)
        size = size_of(path)
        base = base or size
        reads = _readers(path)
        answers += [reads[2]()] if reads[2] else []
        times = [f"{timed(read, bench.rounds) * 1000:,.0f} ms" if read else "" for read in reads]
        shown = f"{name}/ (CSV)" if name == "records" else name
        rows.append(told([shown, f"{size / 1e6:.2f} MB", f"{size / base:.3f}", *times]))
    if any(answer != answers[0] for answer in answers):
        sys.exit(f"outputs differ: {answers}")
    return rows


def markdown(rows: Table) -> str:
    """A table."""
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([lines[0], f"|{' --- |' * len(rows[0])}", *lines[1:]])


SECTIONS: dict[str, Callable[[Bench], Table]] = {
    "speed": measure_speed,
    "gate": measure_gate,
    "memory": measure_memory,
    "outputs": measure_outputs,
}


def put(name: str, text: str) -> None:
    """Put a table between its marks in the README."""
    page = README.read_text(encoding="utf-8")
    pattern = re.compile(rf"(<!-- {name} -->\n).*?(<!-- end -->)", re.S)
    README.write_text(pattern.sub(lambda m: f"{m[1]}{text}\n{m[2]}", page), encoding="utf-8")


def check(out: Path, manifest: Path) -> Iterable[str]:
    """What a manifest says otherwise than the truth of a made archive."""
    truth = json.loads((out / "truth.json").read_text(encoding="utf-8"))
    counts = json.loads(manifest.read_text(encoding="utf-8"))["counts"]
    pairs = {
        "sources": (truth["sources"], counts["sources"]),
        "records": (truth["pages"], counts["records"] + counts["left_out"]),
        "errors": (truth["errors"], counts["errors_by_code"]),
        "skipped": (truth["skipped"], counts["skipped"]),
    }
    return [f"{name}: {want} expected, {got} found" for name, (want, got) in pairs.items() if want != got]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", choices=SECTIONS, action="append", help="measure this only (may be given again)")
    parser.add_argument("--articles", type=int, default=4000, help="articles of an archive (default 4000)")
    parser.add_argument("--many", type=int, default=50_000, help="articles of the memory measure (default 50000)")
    parser.add_argument("--rounds", type=int, default=3, help="times each ratio is measured; the median is told")
    parser.add_argument("--scratch", type=Path, help="keep archives here (default: a folder that is removed)")
    parser.add_argument("--write", action="store_true", help="put the tables into benchmarks/README.md")
    parser.add_argument("--check", nargs=2, type=Path, metavar=("OUT", "MANIFEST"))
    options = parser.parse_args()
    if options.check:
        differences = check(*options.check)
        sys.exit("\n".join(differences) or None)
    with tempfile.TemporaryDirectory() as temporary:
        scratch = options.scratch or Path(temporary)
        scratch.mkdir(parents=True, exist_ok=True)
        bench = Bench(scratch, options.articles, options.many, options.rounds)
        for name in options.only or SECTIONS:
            load = f"load {os.getloadavg()[0]:.1f} before"
            rows = SECTIONS[name](bench)
            size = f"--articles {bench.articles} --many {bench.many} --rounds {bench.rounds}"
            when = f"{time.strftime('%Y-%m-%d')}, {os.cpu_count()} cores, {load}, Python {sys.version.split()[0]}"
            text = f"{when}: `python benchmarks/archive.py --only {name} {size} --write`\n\n{markdown(rows)}"
            print(f"\n{name}: {text}", flush=True)
            if options.write:
                put(name, text)


if __name__ == "__main__":
    main()
