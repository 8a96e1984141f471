"""Broken things among good ones, each with the code of the error that a reader has to make of it."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
import warnings
import zipfile
import zlib
from collections import Counter
from pathlib import Path
from random import Random

from press.archives import STAMP
from press.printed import Desk
from press.rows import row_of
from press.storing import member
from press.story import Story


class Damage:
    """Adds broken files beside an archive's good ones, and counts the errors they must give."""

    def __init__(self, folder: Path, rng: Random) -> None:
        self.folder, self.rng = folder / "bad", rng
        self.errors: Counter[str] = Counter()
        self.skipped = 0

    def add(self, stories: list[Story], desk: Desk) -> None:
        """One set of broken files; ``stories`` are five articles that are in no other file."""
        number = stories[0].number
        self.below = self.folder / f"{number:08d}"
        self.below.mkdir(parents=True, exist_ok=True)
        self._files(number)
        self._rows(stories)
        self._archives(stories, desk)

    def _file(self, name: str, data: bytes, **errors: int) -> None:
        (self.below / name).write_bytes(data)
        self.errors.update(errors)

    def _files(self, number: int) -> None:
        menu = "<ul><li>Thi đua - Khen thưởng</li></ul>"
        self._file("empty.txt", b"", empty=1)
        self._file("empty-page.html", b" \n", empty=1)
        self._file("picture.txt", b"\x89PNG\r\n\x1a\n" + self.rng.randbytes(900), binary=1)
        self._file("noise.html", self.rng.randbytes(3000) + b"\0\0", binary=1)
        self._file(
            "no-text.html",
            f"<html><head><script>var m='{menu}'</script></head><body></body></html>".encode(),
            no_text=1,
        )
        self._file("empty.warc.gz", gzip.compress(b"", mtime=0), empty=1)
        self._file("report.docx", _document())
        self._file("logo.png", b"\x89PNG\r\n\x1a\n" + self.rng.randbytes(300))
        self.skipped += 2
        self._columns(number)

    def _columns(self, number: int) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        pq.write_table(pa.table({"ma": [number], "noi_dung": ["x"]}), self.below / "other-columns.parquet")
        self.errors["no_column"] += 1

    def _rows(self, stories: list[Story]) -> None:
        """A file with three bad lines among good ones, and one that breaks off after two good rows."""
        lines = [json.dumps(row_of(s), ensure_ascii=False).encode() for s in stories]
        bad = [lines[0][: len(lines[0]) // 2], b'["no", "object"]', b'{"id": "x", "url": "https://a.test/"}']
        self._file(
            "bad-lines.jsonl", b"\n".join([lines[0], *bad, lines[1]]) + b"\n", not_json=1, not_an_object=1, no_field=1
        )
        packer = zlib.compressobj(6, zlib.DEFLATED, 31)
        whole = packer.compress(lines[2] + b"\n" + lines[3] + b"\n") + packer.flush(zlib.Z_FULL_FLUSH)
        self._file("breaks-off.jsonl.gz", whole + (packer.compress(lines[4]) + packer.flush())[:200], truncated=1)
        self._file("ragged.csv", b"id,text\n1,a,b,c\n", ragged_row=1)

    def _archives(self, stories: list[Story], desk: Desk) -> None:
        self._zip(*member(stories[4], self.rng, desk))
        packed = io.BytesIO()
        with tarfile.open(fileobj=packed, mode="w") as archive:
            info = tarfile.TarInfo("cut.html")
            info.size = 200_000
            archive.addfile(info, io.BytesIO(self.rng.randbytes(200_000)))
        self._file("breaks-off.tar.gz", gzip.compress(packed.getvalue(), mtime=0)[:90_000], truncated=1)
        self._file("breaks-off.html.gz", gzip.compress(self.rng.randbytes(9000), mtime=0)[:4000], truncated=1)

    def _zip(self, name: str, data: bytes) -> None:
        """Two members of one name, and one whose bytes do not match its sum."""
        path = self.below / "bad-members.zip"
        spoilt = self.rng.randbytes(500)
        with zipfile.ZipFile(path, "w") as archive, warnings.catch_warnings():
            warnings.simplefilter("ignore")
            for member_name, content in ((name, data), (name, data), ("spoilt.txt", spoilt)):
                archive.writestr(zipfile.ZipInfo(member_name, STAMP), content)
        whole = path.read_bytes().replace(spoilt, spoilt[:-1] + bytes([spoilt[-1] ^ 1]))
        path.write_bytes(whole)
        self.errors.update(corrupt=1, duplicate_id=1)


def _document() -> bytes:
    """An office document, which is a zip archive and no archive of pages."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name in ("[Content_Types].xml", "word/document.xml"):
            archive.writestr(zipfile.ZipInfo(name, STAMP), "<xml/>")
    return data.getvalue()
