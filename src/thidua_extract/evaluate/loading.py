"""Gold and records into memory, each by the name of its article: the stem of ``article.id`` or of the gold file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import Any

from thidua_extract.evaluate.linked import launch_date
from thidua_extract.evaluate.matching import FIELDS, Item
from thidua_extract.evaluate.reading_lines import EvaluationError, is_record, iter_objects, iter_records, parse_json

__all__ = ["Gold", "Records", "load_gold", "load_records"]

Records = Mapping[str, Item]
"""Records as JSON has them, by the name of the article."""


@dataclass(frozen=True)
class Gold:
    """Gold by the name of the article, and the source's text where it is at hand.

    Where evidence is a string, it becomes offsets into the text: its first occurrence, or the ``nth``.

    Raises:
        EvaluationError: gold quotes what the text does not say.
    """

    articles: Mapping[str, Item]
    texts: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        located = {name: _located(name, gold, self.texts.get(name)) for name, gold in self.articles.items()}
        object.__setattr__(self, "articles", located)


def load_gold(path: Path) -> Gold:
    """Gold out of a folder of ``NAME.json`` beside ``NAME.txt``, or of JSON Lines: records, or the review page's gold.

    Raises:
        EvaluationError: a file cannot be read or holds no gold, two have one name, evidence is not in the text.
    """
    articles, texts = _folder(path) if path.is_dir() else _lines(path)
    if not articles:
        raise EvaluationError(f"{path}: no gold there")
    try:
        return Gold(articles, texts)
    except EvaluationError as error:
        raise EvaluationError(f"{path}: {error}") from None


def load_records(path: Path) -> Records:
    """The records of a file of JSON Lines.

    Raises:
        EvaluationError: the file cannot be read, holds no record, or two whose ids have one stem.
    """
    records: dict[str, Item] = {}
    for record in iter_records(path):
        name = _name(record["article"]["id"])
        if name in records:
            raise EvaluationError(f"{path}: two records for {name}: ids must differ in their stem")
        records[name] = record
    return records


def _name(identifier: object) -> str:
    return PurePath(str(identifier)).stem


def _folder(path: Path) -> tuple[dict[str, Item], dict[str, str]]:
    articles, texts = {}, {}
    for file in sorted(path.glob("*.json")):
        try:
            gold = parse_json(file.read_bytes(), str(file))
            beside = file.with_suffix(".txt")
            if beside.exists():
                texts[file.stem] = _decoded(beside.read_bytes())
        except (OSError, UnicodeDecodeError) as error:
            raise EvaluationError(f"{file}: gold or its text cannot be read: {error}") from None
        if not isinstance(gold, dict):
            raise EvaluationError(f"{file}: gold is a JSON object")
        articles[file.stem] = gold
    return articles, texts


def _decoded(data: bytes) -> str:
    """A text as offsets count in it: decoded, without a byte order mark."""
    return data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")


def _lines(path: Path) -> tuple[dict[str, Item], dict[str, str]]:
    articles: dict[str, Item] = {}
    texts: dict[str, str] = {}
    for number, item in iter_objects(path):
        name, gold, text = _gold_of_line(item, f"{path}:{number}")
        if name in articles:
            raise EvaluationError(f"{path}:{number}: gold for {name} again")
        articles[name] = gold
        if isinstance(text, str):
            texts[name] = text
    return articles, texts


def _gold_of_line(item: Item, where: str) -> tuple[str, Item, Any]:
    """A record taken as gold, or what the review page saves."""
    if is_record(item):
        fields = {name: item[name] for name in ("kind", *FIELDS) if name in item}
        gold = {**fields, "launched_on": launch_date(item)} if "campaign" in item else fields
        return _name(item["article"]["id"]), gold, item["article"].get("text")
    review = item.get("review")
    if isinstance(review, dict) and "name" in review:
        return str(review["name"]), item, item.get("text")
    raise EvaluationError(f"{where}: neither a record nor gold")


def _located(name: str, gold: Item, text: str | None) -> Item:
    if text is None:
        return gold
    try:
        keys = [key for key in FIELDS if key in gold]
        return gold | {key: [_with_offsets(f"{name}: {key}", item, text) for item in gold[key]] for key in keys}
    except (TypeError, AttributeError) as error:
        raise EvaluationError(f"{name}: gold is not made as the codebook says: {error}") from None


def _with_offsets(where: str, item: Item, text: str) -> Item:
    quoted = item.get("evidence")
    if not isinstance(quoted, str):
        return item
    at = -1
    for _ in range(item.get("nth", 1)):
        at = text.find(quoted, at + 1)
        if at < 0:
            raise EvaluationError(f"{where}: gold evidence is not in the article: {quoted!r}")
    return {**item, "evidence": {"start": at, "end": at + len(quoted), "text": quoted}}
