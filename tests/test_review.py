"""The review page: where it finds its texts, what is in it, what its server takes."""

from __future__ import annotations

import base64
import hashlib
import http.client
import json
import re
import signal
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from review_samples import ASTRAL, changed, records_of, write_articles, write_records
from thidua_extract import extract, read_article
from thidua_extract.archive.model import Reading, Source, Written
from thidua_extract.archive.reading import read_source
from thidua_extract.cli import app
from thidua_extract.errors import OutputError, ReadError
from thidua_extract.records import Announcement, Evidence, Phase
from thidua_extract.review import prepare_review, read_gold_folder, review_page, unpack_gold
from thidua_extract.review.gold import check_gold, is_gold_name
from thidua_extract.review.naming import gold_names
from thidua_extract.review.page import data_block
from thidua_extract.review.parts import FIELDS, field_parts, gold_value, items_of
from thidua_extract.review.serving import ReviewServer

PAGE = Path(__file__).parents[1] / "src" / "thidua_extract" / "review" / "page"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, ["review", *map(str, arguments)])


def data_of(page: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
    assert found
    data: dict[str, Any] = json.loads(found[1])
    return data


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_articles(tmp_path / "articles", "a01", "a05", "a08", "a12")


# ── texts ──


def test_texts_are_read_from_their_sources_again(folder: Path) -> None:
    review = prepare_review(records_of(folder), sources=[folder])
    assert not review.problems
    assert set(review.texts) == {"a01", "a05", "a08", "a12", "astral"}
    for article in review.articles:
        text = review.texts[article["name"]]
        assert article["items"]
        assert all(text[item["start"] : item["end"]] == item["quote"] for item in article["items"])


def test_a_text_that_the_record_carries_needs_no_source(folder: Path) -> None:
    review = prepare_review(records_of(folder, keep_text=True))
    assert not review.problems
    assert review.texts["astral"] == ASTRAL


def test_without_source_or_text_a_record_is_shown_with_the_reason(folder: Path) -> None:
    review = prepare_review(records_of(folder)[:1])
    assert "--sources" in review.problems[0]
    assert review.articles[0]["text"] is None
    assert review.articles[0]["items"][0]["quote"]


def test_another_text_under_the_same_name_is_told_and_stops_nothing(folder: Path) -> None:
    records = records_of(folder)
    (folder / "a05.txt").write_text("Một bài khác.", encoding="utf-8")
    (folder / "a08.txt").unlink()
    review = prepare_review(records, sources=[folder])
    assert [problem.split(":")[0] for problem in review.problems] == ["a05.txt", "a08.txt"]
    assert "text_sha256" in review.problems[0]
    assert "not there" in review.problems[1]
    assert set(review.texts) == {"a01", "a12", "astral"}


def test_a_kept_text_that_was_changed_is_not_trusted(folder: Path) -> None:
    record = records_of(folder, keep_text=True)[0]
    forged = record.model_copy(update={"article": record.article.model_copy(update={"text": "Khác"})})
    assert "text_sha256" in prepare_review([forged]).problems[0]


def test_members_of_archives_are_found(tmp_path: Path, folder: Path) -> None:
    with zipfile.ZipFile(tmp_path / "pages.zip", "w") as archive:
        archive.writestr("in/b.txt", ASTRAL.encode())
    record = extract(read_article(ASTRAL.encode(), id="pages.zip!in/b.txt"), profile="rules")
    review = prepare_review([record], sources=[folder, tmp_path / "pages.zip"])
    assert not review.problems
    assert review.texts == {"b": ASTRAL}


def test_extracted_text_is_taken_out_of_its_page_again(tmp_path: Path) -> None:
    html = f"<html><head><title>T</title></head><body><article><p>{ASTRAL}</p><p>{ASTRAL}</p></article></body></html>"
    (tmp_path / "a.html").write_text(html, encoding="utf-8")
    record = extract(read_article(tmp_path / "a.html", id="a.html"), profile="rules")
    assert record.article.text_basis == "extracted"
    assert not prepare_review([record], sources=[tmp_path]).problems


def test_a_gated_source_is_known_by_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "plain.txt"
    path.write_text("Trời hôm nay nắng.", encoding="utf-8")
    outcome = read_source(Source("plain.txt", "plain.txt", path=path), Reading())
    assert isinstance(outcome, Written)
    record = Announcement.model_validate_json(outcome.line)
    assert record.article.gated
    assert prepare_review([record], sources=[tmp_path]).texts == {"plain": "Trời hôm nay nắng."}


@pytest.mark.parametrize("id", ["../secret.txt", "/etc/passwd", "a/../../secret.txt", "\0", ""])
def test_an_id_that_leads_out_of_the_folder_names_no_file(tmp_path: Path, folder: Path, id: str) -> None:
    (tmp_path / "secret.txt").write_text(ASTRAL, encoding="utf-8", newline="")
    record = extract(read_article(ASTRAL.encode(), id=id), profile="rules")
    assert not prepare_review([record], sources=[folder]).texts


# ── data ──


def test_every_field_of_the_record_is_on_the_page() -> None:
    lists = {
        n
        for n, f in Announcement.model_fields.items()
        if "Item"
        in str(
            getattr(f.annotation, "__args__", [None])[0].__mro__
            if hasattr(getattr(f.annotation, "__args__", [None])[0], "__mro__")
            else ""
        )
    }
    assert lists == set(FIELDS) - {"launched_on"}
    assert [part["name"] for part in field_parts()["targets"]][:5] == ["value", "high", "of", "unit", "comparator"]
    assert {part["type"] for parts in field_parts().values() for part in parts} <= {
        "text", "whole", "number", "date", "choice", "list", "object",
    }  # fmt: skip


def test_a_value_is_as_gold_has_it(folder: Path) -> None:
    for record in records_of(folder):
        for field, item in items_of(record):
            value = gold_value(item)
            assert set(value) == {part["name"] for part in field_parts()[field]}
            assert not set(value) & {"evidence", "rule", "confidence", "quantity"}


HOSTILE = [
    "</script><script>alert(1)</script>",
    "<!--<script>",
    "\u2028\u2029",
    "]]>",
    "\ud800 alone",
    "{{data}}",
    "\0\r\n\\\"'",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_data_stays_data_whatever_it_holds(text: str) -> None:
    block = data_block({"a": text})
    assert json.loads(block) == {"a": text}
    assert not re.search("[<>&\u2028\u2029]", block)
    block.encode("utf-8")


def test_the_page_is_whole_in_itself(folder: Path) -> None:
    page = review_page(prepare_review(records_of(folder), sources=[folder]))
    assert data_of(page)["serving"] is False
    assert not re.search(r"""(?:src|href)\s*=|@import|url\(|https?://""", page.split('id="data">')[0])
    assert not re.search(r"\son[a-z]+\s*=|style\s*=", page.split('id="data">')[0].split("<body>")[1])
    assert not re.search(r"innerHTML|outerHTML|insertAdjacent|document\.write|eval\(|new Function", page)


def test_the_policy_names_what_is_in_the_page(folder: Path) -> None:
    page = review_page(prepare_review(records_of(folder)[:1], sources=[folder]))
    found = re.search(r'Content-Security-Policy" content="([^"]+)"', page)
    style, script = (
        re.search(r"<style>(.*?)</style>", page, re.DOTALL),
        page.rpartition("<script>")[2].partition("</script>")[0],
    )
    assert found
    assert style
    policy = dict(part.split(" ", 1) for part in found[1].split("; "))
    digests = [f"'sha256-{base64.b64encode(hashlib.sha256(s.encode()).digest()).decode()}'" for s in (style[1], script)]
    assert [policy["style-src"], policy["script-src"]] == digests
    assert policy["default-src"] == policy["base-uri"] == policy["form-action"] == "'none'"
    assert "connect-src" not in policy
    assert "connect-src 'self'" in review_page(prepare_review([]), serving=True)


def _luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_colours_can_be_read() -> None:
    css = (PAGE / "page.css").read_text(encoding="utf-8")
    named = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", css))
    tints = dict(re.findall(r'\[data-field="(\w+)"\] \{ --hue: [^;]+; --tint: (#[0-9a-f]{6})', css))
    assert set(tints) == {*FIELDS, "kind"}
    for field, tint in tints.items():
        hue = named[field.replace("_", "-")]
        assert _contrast(named["ink"], tint) >= 4.5, field
        assert _contrast("#ffffff", hue) >= 4.5, field  # the chosen mark: white on the hue
        assert _contrast(tint, hue) >= 3, field  # the underline
    for text in ("ink", "quiet", "accent"):
        assert min(_contrast(named[text], named[ground]) for ground in ("paper", "ground")) >= 4.5, text


def test_both_languages_have_every_word() -> None:
    words = (PAGE / "words.js").read_text(encoding="utf-8")
    vietnamese, english = words.split("\n  en: {")
    key = re.compile(r"(?:^|[,{] ?|\n\s+)(\w+): [\"\[]")
    assert set(key.findall(vietnamese)) - {"vi"} == set(key.findall(english)) != set()
    used = "".join(path.read_text(encoding="utf-8") for path in PAGE.iterdir() if path.name != "words.js")
    asked = set(re.findall(r'\bsay\("(\w+)"', used)) | set(re.findall(r'data-(?:say|label)="(\w+)"', used))
    assert asked <= set(key.findall(english))


def test_names_of_gold_files() -> None:
    assert gold_names(["x/a.txt", "y/A.txt"])[0] != gold_names(["x/a.txt", "y/A.txt"])[1]
    names = gold_names(["../..", "a/..", "con<>.txt", "x" * 500, "x" * 501, "dup", "dup"])
    assert all(map(is_gold_name, names))
    assert len({name.casefold() for name in names}) == len(names)


# ── gold ──


def test_gold_is_checked_against_its_text() -> None:
    assert check_gold({"targets": [{"value": 2000, "evidence": "🌾", "nth": 4}]}, ASTRAL) is None
    wrong: tuple[Any, ...] = (
        [],
        {"targets": {}},
        {"targets": ["x"]},
        {"targets": [{"evidence": ""}]},
        {"targets": [{"evidence": "🌾", "nth": 5}]},
        {"targets": [{"evidence": "🌾", "nth": "2"}]},
    )
    for gold in wrong:
        assert check_gold(gold, ASTRAL)


def _download(*golds: dict[str, Any]) -> bytes:
    return "".join(json.dumps(gold, ensure_ascii=False) + "\n" for gold in golds).encode()


def test_a_download_of_all_becomes_a_gold_folder(tmp_path: Path) -> None:
    gold = {"kind": "launch", "themes": [{"text": "A", "evidence": "🌾"}], "review": {"name": "b"}}
    (tmp_path / "gold.jsonl").write_bytes(_download({**gold, "text": ASTRAL}))
    result = run("--unpack", tmp_path / "gold.jsonl", "--gold", tmp_path / "gold")
    assert result.exit_code == 0, result.output
    assert read_gold_folder(tmp_path / "gold") == {"b": gold}
    assert (tmp_path / "gold" / "b.txt").read_bytes() == ASTRAL.encode()


@pytest.mark.parametrize(
    "gold",
    [
        {"review": {"name": "../b"}, "text": ""},
        {"review": {"name": "b"}},
        {"themes": [{"evidence": "không có"}], "review": {"name": "b"}, "text": "khác"},
        {"text": ""},
    ],
)
def test_a_download_that_is_not_ours_writes_nothing(tmp_path: Path, gold: dict[str, Any]) -> None:
    (tmp_path / "gold.jsonl").write_bytes(_download(gold))
    with pytest.raises(ReadError, match=r"gold\.jsonl:1"):
        unpack_gold(tmp_path / "gold.jsonl", tmp_path / "in" / "gold")
    assert not (tmp_path / "in").exists()


# ── the command ──


def test_the_command_writes_a_page(tmp_path: Path, folder: Path) -> None:
    records = write_records(records_of(folder), tmp_path / "records.jsonl")
    result = run(records, "--sources", folder, "-o", tmp_path / "review.html")
    assert result.exit_code == 0, result.output
    assert len(data_of((tmp_path / "review.html").read_text(encoding="utf-8"))["articles"]) == 5


def test_the_command_tells_of_every_record_without_its_text(tmp_path: Path, folder: Path) -> None:
    records = write_records(records_of(folder), tmp_path / "records.jsonl")
    (folder / "a01.txt").write_text("Khác", encoding="utf-8")
    result = run(records, "--sources", folder, "-o", tmp_path / "review.html")
    assert result.exit_code == 1
    assert "a01.txt: its text is not the one" in result.stderr
    assert (tmp_path / "review.html").exists()


def test_a_sample_is_the_same_each_time(tmp_path: Path, folder: Path) -> None:
    records = write_records(records_of(folder, keep_text=True), tmp_path / "records.jsonl")
    pages = []
    for _ in range(2):
        assert run(records, "--sample", "2", "-o", tmp_path / "review.html").exit_code == 0
        pages.append((tmp_path / "review.html").read_bytes())
    assert pages[0] == pages[1]
    assert len(data_of(pages[0].decode())["articles"]) == 2


def test_corrections_are_gone_on_with(tmp_path: Path, folder: Path) -> None:
    records = write_records(records_of(folder, keep_text=True), tmp_path / "records.jsonl")
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / "a01.json").write_text('{"kind": "review"}', encoding="utf-8")
    assert run(records, "--gold", tmp_path / "gold", "-o", tmp_path / "review.html").exit_code == 0
    assert data_of((tmp_path / "review.html").read_text(encoding="utf-8"))["saved"] == {"a01": {"kind": "review"}}


@pytest.mark.parametrize(
    "given", [[], ["-o", "page.html"], ["RECORDS"], ["RECORDS", "--serve"], ["RECORDS", "--serve", "-o", "p"]]
)
def test_usage_is_told(tmp_path: Path, folder: Path, given: list[str]) -> None:
    records = write_records(records_of(folder)[:1], tmp_path / "records.jsonl")
    assert run(*[records if part == "RECORDS" else part for part in given]).exit_code == 2


def test_what_is_no_record_is_told(tmp_path: Path) -> None:
    (tmp_path / "records.jsonl").write_text("{}\n", encoding="utf-8")
    result = run(tmp_path / "records.jsonl", "-o", tmp_path / "review.html")
    assert result.exit_code == 1
    assert "not a file of records" in result.stderr


# ── the server ──


@contextmanager
def served(review_folder: Path, gold: Path) -> Iterator[ReviewServer]:
    server = ReviewServer(prepare_review(records_of(review_folder), sources=[review_folder]), gold)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def ask(server: ReviewServer, method: str, path: str, body: bytes | None = None, **headers: str) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=30)
    try:
        connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()


def test_the_server_gives_the_page_and_saves(tmp_path: Path, folder: Path) -> None:
    gold = {"kind": "launch", "movements": [{"name": "x", "evidence": "🌾", "nth": 2}]}
    with served(folder, tmp_path / "gold") as server:
        base = f"/{server.token}/"
        assert server.server_address[0] == "127.0.0.1"
        assert ask(server, "GET", base)[0] == 200
        assert ask(server, "PUT", f"{base}gold/astral.json", json.dumps(gold).encode()) == (200, "saved")
        assert data_of(ask(server, "GET", base)[1])["saved"] == {"astral": gold}
    assert read_gold_folder(tmp_path / "gold") == {"astral": gold}
    assert (tmp_path / "gold" / "astral.txt").read_bytes() == ASTRAL.encode()
    assert sorted(path.name for path in (tmp_path / "gold").iterdir()) == ["astral.json", "astral.txt"]


def test_the_server_refuses_who_has_no_token_or_names_another_host(tmp_path: Path, folder: Path) -> None:
    with served(folder, tmp_path / "gold") as server:
        base, body = f"/{server.token}/", b'{"kind": "launch"}'
        for path in ("/", "/index.html", "/gold/astral.json", f"/{server.token[:-1]}/", "/%00/"):
            assert ask(server, "GET", path)[0] == 403
            assert ask(server, "PUT", f"{path}gold/astral.json", body)[0] == 403
        for host in ("evil.example", f"evil.example:{server.server_port}", "127.0.0.1:1", ""):
            assert ask(server, "GET", base, Host=host)[0] == 403
            assert ask(server, "PUT", f"{base}gold/astral.json", body, Host=host)[0] == 403
        for origin in ("https://evil.example", "null", f"https://127.0.0.1:{server.server_port}"):
            assert ask(server, "PUT", f"{base}gold/astral.json", body, Origin=origin)[0] == 403
    assert not (tmp_path / "gold").exists()


@pytest.mark.parametrize(
    "name",
    [
        "../astral.json",
        "..%2fastral.json",
        "%2e%2e%2fastral.json",
        "/etc/x.json",
        "other.json",
        "astral",
        "astral.json/x",
        "",
    ],
)
def test_the_server_writes_only_articles_of_the_page(tmp_path: Path, folder: Path, name: str) -> None:
    with served(folder, tmp_path / "gold") as server:
        assert ask(server, "PUT", f"/{server.token}/gold/{name}", b"{}")[0] == 404
        assert ask(server, "GET", f"/{server.token}/gold/{name}")[0] == 404
    assert not (tmp_path / "gold").exists()


def test_the_server_refuses_what_is_no_gold(tmp_path: Path, folder: Path) -> None:
    with served(folder, tmp_path / "gold") as server:
        path = f"/{server.token}/gold/astral.json"
        assert ask(server, "PUT", path, b"{")[0] == 422
        assert ask(server, "PUT", path, b"[]")[0] == 422
        assert ask(server, "PUT", path, b'{"themes": [{"evidence": "none of it"}]}')[0] == 422
        assert ask(server, "PUT", path, b"", Content_Length="99999999999")[0] == 413
    assert not (tmp_path / "gold").exists()


def test_the_server_leaves_another_text_alone(tmp_path: Path, folder: Path) -> None:
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / "astral.txt").write_text("Khác", encoding="utf-8")
    with served(folder, tmp_path / "gold") as server:
        status, why = ask(server, "PUT", f"/{server.token}/gold/astral.json", b'{"kind": "launch"}')
        assert status == 409
        assert "another text" in why
    assert [path.name for path in (tmp_path / "gold").iterdir()] == ["astral.txt"]


def test_answers_say_how_they_may_be_used(tmp_path: Path, folder: Path) -> None:
    with served(folder, tmp_path / "gold") as server:
        connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=30)
        connection.request("GET", f"/{server.token}/")
        headers = connection.getresponse().headers
        connection.close()
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path, folder: Path) -> None:
    (tmp_path / "gold").write_text("a file", encoding="utf-8")
    review = prepare_review(records_of(folder)[-1:], sources=[folder])
    server = ReviewServer(review, tmp_path / "gold")
    try:
        with pytest.raises(OutputError, match="gold"):
            server.save("astral", b'{"kind": "launch"}')
    finally:
        server.server_close()


def test_the_command_serves_until_it_is_stopped(tmp_path: Path, folder: Path) -> None:
    records = write_records(records_of(folder), tmp_path / "records.jsonl")
    options = ["review", str(records), "--sources", str(folder), "--serve", "--gold", str(tmp_path / "gold")]
    command = [sys.executable, "-c", "from thidua_extract.cli import main; main()", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            found = re.match(r"http://127\.0\.0\.1:(\d+)(/\S+/)  ", process.stdout.readline())
            assert found
            connection = http.client.HTTPConnection("127.0.0.1", int(found[1]), timeout=30)
            connection.request("PUT", f"{found[2]}gold/a01.json", b'{"kind": "launch"}')
            assert connection.getresponse().status == 200
            connection.close()
        finally:
            process.send_signal(signal.SIGINT)
        assert process.wait(30) == 0
    assert read_gold_folder(tmp_path / "gold") == {"a01": {"kind": "launch"}}


# ── notebook ──


def test_a_record_shows_itself_with_its_text() -> None:
    record = extract(read_article(ASTRAL.encode(), id="a"), profile="rules", keep_text=True)
    html = record._repr_html_()
    assert record.movements
    for _, item in items_of(record):
        assert f">{item.evidence.text}</mark>" in html
        assert f"<code>{item.rule}</code>" in html
    shown = re.search(r"pre-wrap[^>]*>(.*?)</div>", html, re.DOTALL)
    assert shown
    assert re.sub("<[^>]+>", "", shown[1]) == ASTRAL.replace("\r", "")


def test_a_record_without_its_text_shows_what_it_quotes() -> None:
    record = extract(read_article(ASTRAL.encode(), id="a"), profile="rules")
    html = record._repr_html_()
    assert "<mark" not in html
    assert all(f">{item.evidence.text}</td>" in html for _, item in items_of(record))


def test_a_notebook_shows_markup_as_text() -> None:
    text = 'Đợt 1 <script>alert(1)</script> & "x" <img src=x onerror=alert(1)>'
    record = extract(read_article(text.encode(), id='<b onclick="x">'), profile="rules", keep_text=True)
    phase = Phase(label=text, evidence=Evidence(start=0, end=len(text), text=text), rule="<i>", confidence=0.5)
    html = changed(record, phases=[json.loads(phase.model_dump_json())], kind="launch")._repr_html_()
    assert set(re.findall(r"</?([a-zA-Z]+)", html)) <= {
        "div", "p", "b", "br", "span", "mark", "table", "thead", "tbody", "tr", "th", "td", "code", "ul", "li",
    }  # fmt: skip
    assert "&lt;script&gt;" in html
    assert "<i>" not in html
