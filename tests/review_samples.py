"""Articles and records for the review page, made as a user makes them."""

from __future__ import annotations

import json
from pathlib import Path

from thidua_extract import extract, read_article
from thidua_extract.records import Announcement

FIXTURES = Path(__file__).parent / "fixtures" / "articles"
ASTRAL = (
    "🌾🌾 Ngày 5/3/2021, Liên đoàn Lao động tỉnh Hà Nam phát động phong trào “Lao động giỏi 𠀋”.\r\n"
    "🌾 Phấn đấu có ít nhất 2.000 sáng kiến; 🌾 năm 2020 có 1.655 sáng kiến.\r\n"
    "Đợt 1 từ ngày 5/3 đến ngày 30/6/2021; đợt 2 từ ngày 1/7 đến hết năm 2021.\r\n"
)


def write_articles(folder: Path, *names: str) -> Path:
    """A folder with fixture articles and one of astral characters and CRLF."""
    folder.mkdir(parents=True)
    for name in names:
        (folder / f"{name}.txt").write_bytes((FIXTURES / f"{name}.txt").read_bytes())
    (folder / "astral.txt").write_bytes(ASTRAL.encode())
    return folder


def records_of(folder: Path, *, keep_text: bool = False) -> list[Announcement]:
    return [
        extract(read_article(path, id=path.name), profile="rules", keep_text=keep_text)
        for path in sorted(folder.glob("*.txt"))
    ]


def write_records(records: list[Announcement], path: Path) -> Path:
    path.write_text("".join(record.model_dump_json() + "\n" for record in records), encoding="utf-8")
    return path


def changed(record: Announcement, **parts: object) -> Announcement:
    """The record with other values at its top, such as ``kind`` or ``themes``."""
    return Announcement.model_validate({**json.loads(record.model_dump_json()), **parts})
