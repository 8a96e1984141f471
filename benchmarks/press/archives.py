"""Pages in archives: zip, and tar as one packed stream."""

from __future__ import annotations

import io
import tarfile
import zipfile
from random import Random

from press.storing import Format, Packed, member
from press.story import Story

STAMP = (2020, 1, 1, 0, 0, 0)
"""The time of every member."""


class Zip(Format):
    """Pages, and some texts, in zip archives."""

    archive: zipfile.ZipFile | None = None

    def open(self, part: int) -> None:
        self.archive = zipfile.ZipFile(
            self.folder / f"pages-{part:04d}.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=4
        )

    def write(self, story: Story, rng: Random) -> None:
        assert self.archive
        name, data = member(story, rng, self.desk)
        info = zipfile.ZipInfo(name, STAMP)
        info.compress_type = zipfile.ZIP_DEFLATED
        self.archive.writestr(info, data)

    def close(self) -> None:
        if self.archive:
            self.archive.close()
        self.archive = None


class Tar(Packed):
    """Pages in a tar archive."""

    name = "pages-{part:04d}.tar"
    archive: tarfile.TarFile | None = None

    def open(self, part: int) -> None:
        super().open(part)
        self.archive = tarfile.open(fileobj=self.stream, mode="w|", format=tarfile.PAX_FORMAT)  # noqa: SIM115

    def write(self, story: Story, rng: Random) -> None:
        assert self.archive
        name, data = member(story, rng, self.desk)
        info = tarfile.TarInfo(f"./{name}")
        info.size = len(data)
        self.archive.addfile(info, io.BytesIO(data))

    def close(self) -> None:
        if self.archive:
            self.archive.close()
        self.archive = None
        super().close()
