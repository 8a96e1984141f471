"""The review page in a browser: seen, filtered, corrected, saved, opened again and scored."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from chromium import opened
from review_samples import ASTRAL, changed, records_of, write_articles, write_records
from thidua_extract import extract, read_article
from thidua_extract.records import Announcement
from thidua_extract.review import prepare_review, read_gold_folder, review_page, unpack_gold
from thidua_extract.review.serving import ReviewServer

pytestmark = pytest.mark.long

SCORER = Path(__file__).parents[1] / "benchmarks" / "score.py"
NAMES = ("a01", "a05", "a08", "a12", "f01")


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    return write_articles(tmp_path / "articles", *NAMES)


@pytest.fixture
def page_file(tmp_path: Path, articles: Path) -> Path:
    return write_page(tmp_path, records_of(articles, keep_text=True))


def write_page(folder: Path, records: list[Announcement]) -> Path:
    path = folder / "review.html"
    path.write_text(review_page(prepare_review(records)), encoding="utf-8")
    return path


def visit(page: Page, path: Path, name: str | None = None) -> None:
    page.goto(path.as_uri())
    if name:
        page.select_option("#articles", name)


def evidences(page: Page) -> dict[str, str]:
    """What is highlighted for each item of the page."""
    found: dict[str, str] = page.evaluate(
        """() => {
            const found = {};
            for (const mark of document.querySelectorAll('#text mark'))
                for (const key of mark.dataset.items.split(' ')) found[key] = (found[key] ?? '') + mark.textContent;
            return found;
        }"""
    )
    return found


def card(page: Page, value: str) -> Any:
    return page.locator(".card", has=page.locator(".value", has_text=value)).first


def act(page: Page, value: str, name: str) -> None:
    card(page, value).locator(f'[data-act="{name}"]').click()


def in_view(page: Page, selector: str) -> bool:
    """Whether the first such element has come into view."""
    page.wait_for_function(
        """selector => {
            const element = document.querySelector(selector);
            const box = element.getBoundingClientRect();
            return document.elementFromPoint(box.x + 2, box.y + box.height / 2)?.closest(selector) === element;
        }""",
        arg=selector,
    )
    return True


def select_text(page: Page, quote: str) -> None:
    """Select a stretch of the article, as a mouse does."""
    page.evaluate(
        """quote => {
            const root = document.getElementById('text');
            const at = root.textContent.indexOf(quote);
            const range = document.createRange();
            const place = (offset, set) => {
                const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
                for (let node; (node = walker.nextNode()); offset -= node.length)
                    if (offset <= node.length) return set(node, offset);
            };
            place(at, (node, offset) => range.setStart(node, offset));
            place(at + quote.length, (node, offset) => range.setEnd(node, offset));
            getSelection().removeAllRanges();
            getSelection().addRange(range);
        }""",
        quote,
    )


def saved(page: Page, selector: str, folder: Path) -> Path:
    with page.expect_download() as download:
        page.click(selector)
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def as_json(value: object) -> str:
    return json.dumps(value, sort_keys=True)


def score(gold: Path, records: Path) -> dict[str, Any]:
    command = [sys.executable, str(SCORER), str(gold), str(records), "--json"]
    done = subprocess.run(command, capture_output=True, check=True)
    out: dict[str, Any] = json.loads(done.stdout)
    return out


# ── seeing ──


def test_every_evidence_is_highlighted_with_its_own_text(tmp_path: Path, articles: Path, page_file: Path) -> None:
    with opened(tmp_path / "profile") as page:
        visit(page, page_file)
        for article in prepare_review(records_of(articles, keep_text=True)).articles:
            page.select_option("#articles", article["name"])
            marked = evidences(page)
            assert [marked[str(n)] for n, _ in enumerate(article["items"], 1)] == [i["quote"] for i in article["items"]]
            assert page.evaluate("document.getElementById('text').textContent") == article["text"]


def test_overlapping_evidence_is_shown_whole(tmp_path: Path, articles: Path) -> None:
    record = records_of(articles, keep_text=True)[-1]
    text = record.article.text or ""
    spans = [(0, 30), (10, 60), (10, 20), (59, 70)]
    themes = [
        {"text": f"t{n}", "rule": "r", "evidence": {"start": s, "end": e, "text": text[s:e]}}
        for n, (s, e) in enumerate(spans)
    ]
    with opened(tmp_path / "profile") as page:
        visit(page, write_page(tmp_path, [changed(record, themes=themes)]))
        page.select_option("#filter-field", "themes")
        assert sorted(evidences(page).values()) == sorted(text[start:end] for start, end in spans)
        inner = page.locator("mark", has_text=text[10:20].strip()).first
        for value in ("t2", "t0", "t1", "t2"):  # the shortest first, then what lies behind it
            inner.click()
            expect(page.locator(".card.current .value")).to_have_text(value)


def test_value_to_text_and_back(tmp_path: Path, page_file: Path) -> None:
    with opened(tmp_path / "profile") as page:
        visit(page, page_file, "a01")
        card(page, "Đợt III").locator(".value").click()
        assert in_view(page, "mark.current")
        assert "".join(page.locator("mark.current").all_text_contents()).startswith("Đợt III")
        page.locator("mark", has_text="Chiều 9-2").click()
        assert in_view(page, ".card.current")
        expect(page.locator(".card.current")).to_have_attribute("data-field", "launched_on")
        page.locator(".timeline .row").nth(1).click()
        expect(page.locator(".card.current .value")).to_have_text("Đợt II")


def test_doubtful_items_and_issues_come_first(tmp_path: Path, page_file: Path) -> None:
    with opened(tmp_path / "profile") as page:
        visit(page, page_file, "a01")
        sections = page.locator("#items > section").evaluate_all("all => all.map(one => one.className)")
        assert sections[:3] == ["issues", "first", "timeline"]
        lows = page.locator(".doubtful small").all_text_contents()
        assert lows == sorted(lows)
        assert all(float(low) < 0.7 for low in lows)
        page.locator(".doubtful").first.click()
        assert in_view(page, ".card.current")


def test_filters(tmp_path: Path, page_file: Path) -> None:
    with opened(tmp_path / "profile") as page:
        visit(page, page_file)
        whole = page.locator("#articles option").count()
        page.select_option("#filter-field", "phases")
        assert set(page.locator(".card").evaluate_all("all => all.map(one => one.dataset.field)")) == {"phases"}
        assert set(page.locator("mark").evaluate_all("all => all.map(one => one.dataset.field)")) == {"phases"}
        page.select_option("#filter-field", "")
        page.select_option("#filter-confidence", "0.7")
        assert page.locator(".about .low").count() == page.locator(".card").count() > 0
        page.click("#clear")
        rule = page.locator("#filter-rule option").nth(1).get_attribute("value") or ""
        page.select_option("#filter-rule", rule)
        assert set(page.locator(".card code").all_text_contents()) == {rule}
        assert 0 < page.locator("#articles option").count() <= whole
        page.click("#clear")
        page.select_option("#filter-kind", page.locator("#filter-kind option").nth(1).get_attribute("value") or "")
        page.select_option("#filter-status", "rejected")
        expect(page.locator("#empty")).to_be_visible()
        page.click("#clear")
        assert page.locator("#articles option").count() == whole


@pytest.mark.parametrize(("locale", "word"), [("vi-VN", "Phong trào"), ("en-GB", "Movements"), ("fr-FR", "Movements")])
def test_the_language_is_the_browsers_and_can_be_changed(
    tmp_path: Path, page_file: Path, locale: str, word: str
) -> None:
    with opened(tmp_path / "profile", locale=locale) as page:
        visit(page, page_file, "a01")
        heading = page.locator('.field[data-field="movements"] h3')
        expect(heading).to_contain_text(word)
        page.click("#language")
        expect(heading).not_to_contain_text(word)
        assert page.evaluate("document.documentElement.lang") == ("en" if locale == "vi-VN" else "vi")


def test_a_narrow_screen_stacks_and_never_scrolls_sideways(tmp_path: Path, page_file: Path) -> None:
    with opened(tmp_path / "profile", width=390, height=844) as page:
        visit(page, page_file, "a01")
        assert page.evaluate("document.documentElement.scrollWidth") == 390
        article, record = page.locator("#article").bounding_box(), page.locator("#record").bounding_box()
        assert article
        assert record
        assert record["y"] >= article["y"] + article["height"]
        act(page, "Đợt III", "edit")
        form = page.locator("#form").bounding_box()
        assert form
        assert form["x"] >= 0
        assert form["x"] + form["width"] <= 390


def test_print_shows_article_and_record_and_no_controls(tmp_path: Path, page_file: Path) -> None:
    with opened(tmp_path / "profile") as page:
        visit(page, page_file, "a01")
        page.emulate_media(media="print")
        expect(page.locator(".bar")).to_be_hidden()
        expect(page.locator(".actions").first).to_be_hidden()
        expect(page.locator("#text")).to_be_visible()
        assert page.locator("#record").evaluate("one => one.scrollHeight <= one.clientHeight + 1")


def test_everything_that_can_be_used_has_a_name(tmp_path: Path, page_file: Path) -> None:
    with opened(tmp_path / "profile") as page:
        visit(page, page_file, "a01")
        nameless = page.evaluate(
            """() => [...document.querySelectorAll('button, select, input, textarea, [role=button]')]
                .filter(one => !one.getAttribute('aria-label') && !one.textContent.trim())
                .filter(one => !one.labels?.[0]?.textContent.trim())
                .map(one => one.outerHTML)"""
        )
        assert nameless == []
        assert page.locator('[tabindex]:not([tabindex="0"]):not([tabindex="-1"])').count() == 0
        assert page.locator('#text mark[tabindex="0"]').count() == 1


# ── correcting ──


def test_the_keyboard_is_enough(tmp_path: Path, page_file: Path) -> None:
    with opened(tmp_path / "profile") as page:
        visit(page, page_file, "astral")
        press = page.keyboard.press
        press("j")
        expect(page.locator(".card.current")).to_have_attribute("data-field", "kind")
        press("a")
        expect(page.locator('.card[data-field="kind"]')).to_have_attribute("data-status", "accepted")
        expect(page.locator(".card.current")).to_have_attribute("data-field", "launched_on")
        press("x")
        expect(page.locator('.card[data-field="launched_on"]')).to_have_attribute("data-status", "rejected")
        press("k")
        press("u")
        expect(page.locator('.card[data-field="launched_on"]')).to_have_attribute("data-status", "open")
        press("t")
        assert page.evaluate("document.activeElement.tagName") == "MARK"
        press("ArrowRight")
        press("Enter")
        expect(page.locator(".card.current")).not_to_have_attribute("data-field", "launched_on")
        press("m")
        page.select_option("#form-field", "themes")
        page.fill("#form-quote", "sáng kiến")
        page.fill("#form-nth", "2")
        page.fill("#part-text", "thêm")
        page.locator("#part-text").press("Enter")
        expect(card(page, "thêm")).to_have_attribute("data-status", "added")
        press("d")
        expect(page.locator("#done")).to_be_checked()
        press("p")
        expect(page.locator("#articles")).not_to_have_value("astral")
        press("n")
        expect(page.locator("#articles")).to_have_value("astral")
        press("?")
        expect(page.locator("#help-page")).to_be_visible()
        press("Escape")
        expect(page.locator("#help-page")).to_be_hidden()


def correct(page: Page) -> None:
    """One of each correction in the article ``astral``, the rest accepted."""
    act(page, "Lao động giỏi", "reject")
    act(page, "1,655", "edit")
    page.fill("#part-value", "1.656,5")
    page.click("#form button[type=submit]")
    select_text(page, "🌾 năm 2020")
    page.click("#add")
    page.select_option("#form-field", "themes")
    page.fill("#part-text", "Năm bội thu")
    page.click("#form button[type=submit]")
    expect(card(page, "Năm bội thu")).to_have_attribute("data-status", "added")
    page.click("#accept-rest")
    page.check("#done")


def test_corrections_become_gold_that_is_opened_again_and_scored(
    tmp_path: Path, articles: Path, page_file: Path
) -> None:
    gold = write_articles(tmp_path / "gold")
    records = write_records(
        [r for r in records_of(articles) if r.article.id == "astral.txt"], tmp_path / "records.jsonl"
    )
    with opened(tmp_path / "profile") as page:
        visit(page, page_file, "astral")
        correct(page)
        first = saved(page, "#save", gold)
    assert first.name == "astral.json"
    said = json.loads(first.read_text(encoding="utf-8"))
    assert said["movements"] == []
    assert said["themes"][0]["evidence"] == "🌾 năm 2020"
    assert [one["value"] for one in said["statistics"]] == [1656.5]
    assert said["review"]["done"] is True
    out = score(gold, records)
    assert out["kind"] == out["launched_on"] == {"accuracy": 1.0, "of": 1}
    counts = {
        name: tuple(out[name][part] for part in ("right", "extra", "missed"))
        for name in ("movements", "statistics", "themes")
    }
    assert counts == {"movements": (0, 1, 0), "statistics": (0, 1, 1), "themes": (0, 0, 1)}
    assert (out["phases"]["right"], out["phases"]["f1"], out["targets"]["f1"]) == (2, 1.0, 1.0)
    with opened(tmp_path / "other profile") as page:
        visit(page, page_file, "astral")
        page.set_input_files("#open", first)
        expect(page.locator("#message")).to_have_text("Opened 1 articles.")
        statuses = {
            value: card(page, value).get_attribute("data-status")
            for value in ("Lao động giỏi", "1,656.5", "Năm bội thu", "Đợt 1")
        }
        assert list(statuses.values()) == ["rejected", "edited", "added", "accepted"]
        again = saved(page, "#save", tmp_path)
    assert json.loads(again.read_text(encoding="utf-8")) == said


def test_what_is_open_counts_neither_way(tmp_path: Path, articles: Path, page_file: Path) -> None:
    with opened(tmp_path / "profile") as page:
        visit(page, page_file, "a01")
        act(page, "Đợt III", "accept")
        first = saved(page, "#save", tmp_path)
        page.reload()
        page.select_option("#articles", "a01")
        page.set_input_files("#open", first)
        expect(card(page, "Đợt III")).to_have_attribute("data-status", "accepted")
        assert page.locator('.card[data-field="phases"][data-status="open"]').count() == 2
    gold = json.loads(first.read_text(encoding="utf-8"))
    assert set(gold) == {"phases", "review"}
    assert [item.get("optional", False) for item in gold["phases"]] == [True, True, False]


def test_all_accepted_scores_as_the_records_do(tmp_path: Path, articles: Path, page_file: Path) -> None:
    with opened(tmp_path / "profile") as page:
        visit(page, page_file)
        for name in (*NAMES, "astral"):
            page.select_option("#articles", name)
            page.click("#accept-rest")
            page.check("#done")
        expect(page.locator("#progress")).to_have_text("6 of 6 articles checked")
        path = saved(page, "#save-all", tmp_path)
        assert unpack_gold(path, tmp_path / "gold") == 6
        page.reload()
        page.set_input_files("#open", path)
        expect(page.locator("#progress")).to_have_text("6 of 6 articles checked")
    out = score(tmp_path / "gold", write_records(records_of(articles), tmp_path / "records.jsonl"))
    assert out["articles"] == 6
    assert out["whole_record"] == out["macro_f1"] == out["kind"]["accuracy"] == out["target_period"]["accuracy"] == 1.0


def test_gold_by_other_hands_is_taken_and_kept(tmp_path: Path, page_file: Path) -> None:
    path = Path(__file__).parent / "fixtures" / "articles" / "a01.json"
    with opened(tmp_path / "profile") as page:
        visit(page, page_file, "a01")
        page.set_input_files("#open", path)
        expect(page.locator("#message")).to_have_text("Opened 1 articles.")
        out = json.loads(saved(page, "#save", tmp_path).read_text(encoding="utf-8"))
    gold = json.loads(path.read_text(encoding="utf-8"))
    assert out["launched_on"] == gold["launched_on"]
    for name in ("issuing_bodies", "phases", "themes", "movements", "targets", "statistics", "officials", "documents"):
        assert sorted(map(as_json, out[name])) == sorted(map(as_json, gold[name]))


def test_gold_that_does_not_fit_is_told_and_stops_nothing(tmp_path: Path, articles: Path) -> None:
    strange = {"themes": [{"text": "Chủ đề lạ", "evidence": "not in the text"}]}
    review = prepare_review(
        records_of(articles, keep_text=True), saved={"a05": {"themes": ["x"]}, "a01": strange, "gone": 1}
    )
    path = tmp_path / "review.html"
    path.write_text(review_page(review), encoding="utf-8")
    with opened(tmp_path / "profile") as page:
        visit(page, path, "a01")
        expect(page.locator("#message")).to_have_text("Cannot be read: a05.json")
        expect(card(page, "Chủ đề lạ")).to_contain_text("does not say this")
        page.select_option("#articles", "a05")
        assert page.locator('.card[data-status="open"]').count() == page.locator(".card").count() > 1


def test_a_form_says_what_is_wrong(tmp_path: Path, page_file: Path) -> None:
    with opened(tmp_path / "profile") as page:
        visit(page, page_file, "astral")
        act(page, "2,000", "edit")
        for part, value, why in (
            ("#part-value", "nhiều", "Not a number"),
            ("#part-value", "", "Needed"),
            ("#form-quote", "none", "does not say"),
        ):
            before = page.input_value(part)
            page.fill(part, value)
            page.click("#form button[type=submit]")
            expect(page.locator("#form-error")).to_contain_text(why)
            page.fill(part, before)
        page.click("#form button[type=submit]")
        expect(card(page, "2,000")).to_have_attribute("data-status", "accepted")


def test_a_record_without_its_text_is_shown_and_not_corrected(tmp_path: Path, articles: Path) -> None:
    record = records_of(articles)[0]
    with opened(tmp_path / "profile") as page:
        visit(page, write_page(tmp_path, [record]))
        expect(page.locator(".problem")).to_contain_text("--sources")
        assert page.locator("blockquote").count() == page.locator(".card").count() - 1
        assert page.locator(".actions").count() == 0


# ── hostile text ──

INJECTIONS = (
    "<script>document.title='hit'</script>",
    "</script><script>document.title='hit'</script>",
    "<img src=x onerror=\"document.title='hit'\">",
    "\"><svg onload=document.title='hit'>",
    "' onmouseover='document.title=1' x='",
    "javascript:document.title='hit'",
    "&lt;script&gt;document.title='hit'&lt;/script&gt; &#x3c;b&#62;",
    "{{data}} ${document.title='hit'} {% x %} <%= 1 %>",
    "\u202egnp.exe\u202c \u2066RTL\u2069 עברית",
    "<!--<script>--> ]]> \u2028 \u2029 </style></textarea></title>",
)


@pytest.mark.parametrize("hostile", INJECTIONS)
def test_markup_in_texts_titles_and_names_is_text(tmp_path: Path, hostile: str) -> None:
    text = f"Phát động {hostile} thi đua.\nHết."
    record = extract(read_article(b"x", id=f"{hostile}.txt"), profile="rules", keep_text=True)
    start = text.index(hostile)
    item = {
        "rule": hostile,
        "confidence": 0.1,
        "evidence": {"start": start, "end": start + len(hostile), "text": hostile},
    }
    forged = record.article.model_dump(mode="json") | {
        "text": text,
        "title": hostile,
        "publisher": hostile,
        "url": hostile,
    }
    forged["text_sha256"] = read_article(text.encode(), id="x.txt").sha256
    record = changed(
        record,
        article=forged,
        kind="launch",
        campaign={"name": hostile, "year": 2021},
        phases=[item | {"label": hostile, "start": "2021-01-01"}],
        movements=[item | {"name": hostile, "id": hostile, "aliases": [hostile]}],
        issues=[{"code": hostile, "message": hostile, "field": hostile}],
    )
    with opened(tmp_path / "profile") as page:
        visit(page, write_page(tmp_path, [record]))
        elements = page.evaluate("document.querySelectorAll('script, style, img, svg, iframe, object, link, b').length")
        assert elements == 3  # the page's style, its data and its script
        assert page.evaluate("document.getElementById('text').textContent") == text
        assert page.locator("#head h2").evaluate("one => one.textContent") == hostile
        assert set(page.locator(".value").evaluate_all("all => all.map(one => one.textContent)")) == {"launch", hostile}
        assert hostile in page.locator(".issues li").evaluate("one => one.textContent")
        assert page.locator("#articles option").evaluate("one => one.textContent") == hostile
        page.locator("#text mark").first.click()
        act(page, "launch", "accept")
        page.locator('.card[data-field="movements"] [data-act="edit"]').click()
        assert page.input_value("#part-name") == hostile
        page.click("#form button[type=submit]")
        page.click("#language")
        page.click("#accept-rest")
        gold = json.loads(saved(page, "#save", tmp_path).read_text(encoding="utf-8"))
        assert gold["movements"][0]["name"] == gold["movements"][0]["evidence"] == hostile
        assert page.title() == "Soát bản ghi"
        assert page.evaluate("Object.keys(window).filter(name => /hit/.test(name)).length") == 0


# ── serving ──


def test_served_corrections_go_straight_to_the_folder(tmp_path: Path, articles: Path) -> None:
    gold = tmp_path / "gold"
    server = ReviewServer(prepare_review(records_of(articles), sources=[articles]), gold)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        with opened(tmp_path / "profile", allowed=server.address) as page:
            page.goto(server.address)
            page.select_option("#articles", "astral")
            correct(page)
            page.click("#save")
            expect(page.locator("#message")).to_have_text("Saved astral.json.")
            said = read_gold_folder(gold)["astral"]
            assert [one["value"] for one in said["statistics"]] == [1656.5]
            page.goto(server.address)
            page.select_option("#articles", "astral")
            expect(card(page, "Năm bội thu")).to_have_attribute("data-status", "added")
            act(page, "Năm bội thu", "undo")
            page.click("#save")
            expect(page.locator("#message")).to_have_text("Saved astral.json.")
            assert read_gold_folder(gold)["astral"]["themes"] == []
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
    assert (gold / "astral.txt").read_bytes() == ASTRAL.encode()


# ── many ──


def test_hundreds_of_articles_are_one_page(tmp_path: Path, articles: Path) -> None:
    records = records_of(articles, keep_text=True)
    many = [
        record.model_copy(update={"article": record.article.model_copy(update={"id": f"{n}-{record.article.id}"})})
        for n in range(50)
        for record in records
    ]
    with opened(tmp_path / "profile") as page:
        visit(page, write_page(tmp_path, many))
        assert page.locator("#articles option").count() == 300
        assert page.locator("#text mark").count() < 400  # one article is drawn at a time
        for _ in range(5):
            page.keyboard.press("n")
        assert page.evaluate("document.getElementById('articles').selectedIndex") == 5
