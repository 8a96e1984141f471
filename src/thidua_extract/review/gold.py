"""Gold as the page saves it: read from a folder, checked against its text, taken apart from one file of JSON Lines."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from thidua_extract.errors import OutputError, ReadError
from thidua_extract.review.parts import FIELDS

__all__ = ["check_gold", "gold_bytes", "is_gold_name", "read_gold_folder", "unpack_gold", "write_file"]


def check_gold(gold: object, text: str) -> str | None:
    """What is wrong with a gold of this text, in a sentence; None where nothing is.

    >>> check_gold({"themes": [{"text": "A", "evidence": "chủ đề A"}]}, "Với chủ đề A.")
    >>> check_gold({"themes": [{"text": "A", "evidence": "chủ đề B"}]}, "Với chủ đề A.")
    "themes: the article does not say 'chủ đề B' 1 times"
    """
    if not isinstance(gold, dict):
        return "gold is an object"
    for name in FIELDS[1:]:
        items = gold.get(name, [])
        if not isinstance(items, list):
            return f"{name} is a list"
        for item in items:
            wrong = _check_item(item, text)
            if wrong:
                return f"{name}: {wrong}"
    return None


def _check_item(item: object, text: str) -> str | None:
    if not isinstance(item, dict):
        return "an item is an object"
    quote, nth = item.get("evidence"), item.get("nth", 1)
    if not isinstance(quote, str) or not quote:
        return "the evidence of an item is a string"
    if not isinstance(nth, int) or nth < 1:
        return "nth is a whole number from 1"
    at = -1
    for _ in range(nth):
        at = text.find(quote, at + 1)
        if at < 0:
            return f"the article does not say {quote!r} {nth} times"
    return None


def gold_bytes(gold: Mapping[str, Any]) -> bytes:
    """One gold as its file holds it."""
    return (json.dumps(gold, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "surrogatepass")


def is_gold_name(name: str) -> bool:
    """Whether a name is that of a file in the folder itself, on any system.

    >>> [is_gold_name(name) for name in ("a01", "../a01", "a/b", "", ".a", "c:a")]
    [True, False, False, False, False, False]
    """
    return bool(name) and name.strip(" .") == name and not any(sign in '/\\:*?"<>|' or sign < " " for sign in name)


def read_gold_folder(folder: Path) -> dict[str, Any]:
    """The gold of a folder by the stem of its files; a folder that is not there holds none.

    Raises:
        ReadError: a file is not JSON.
    """
    return {path.stem: _read_json(path) for path in sorted(folder.glob("*.json"))}


def unpack_gold(path: Path, folder: Path) -> int:
    """Write each line of a download of all gold as ``NAME.json`` with its ``NAME.txt``; how many there were.

    Raises:
        ReadError: a line is not the gold of an article.
        OutputError: a file cannot be written.
    """
    golds = list(_lines(path))
    for name, text, gold in golds:
        write_file(folder / f"{name}.txt", text.encode("utf-8", "surrogatepass"))
        write_file(folder / f"{name}.json", gold_bytes(gold))
    return len(golds)


def write_file(path: Path, data: bytes) -> None:
    """Write a file so that it is there whole or not at all; its folder is made.

    Raises:
        OutputError: it cannot be written.
    """
    beside = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(data)
        os.replace(beside, path)
    except OSError as error:
        with suppress(OSError):
            beside.unlink()
        raise OutputError(f"{path}: {error.strerror or error}") from None


def _lines(path: Path) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for number, line in enumerate(path.read_bytes().split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            gold = json.loads(line)
            name, text = gold["review"]["name"], gold.pop("text")
        except (ValueError, KeyError, TypeError):
            raise ReadError("unreadable", "is not the gold of an article", source=f"{path}:{number}") from None
        wrong = check_gold(gold, text) if is_gold_name(name) else f"{name!r} is no name of a file"
        if wrong:
            raise ReadError("unreadable", wrong, source=f"{path}:{number}")
        yield name, text, gold


def _read_json(path: Path) -> Any:
    try:
        return json.loads(path.read_bytes())
    except (OSError, ValueError) as error:
        raise ReadError("unreadable", f"is not JSON: {error}", source=str(path)) from None
