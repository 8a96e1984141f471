"""One made article, in parts, whatever it is printed as."""

from __future__ import annotations

import datetime as dt
import unicodedata
from dataclasses import dataclass
from functools import lru_cache


@dataclass(slots=True)
class Story:
    """An article and what is known of it; ``kind`` is that of the article it was grown from, "none" for news."""

    number: int
    kind: str
    section: str
    title: str
    paragraphs: list[str]
    byline: str
    published: dt.date
    minute: int
    paper: str
    place: str
    head: tuple[str, ...] = ()

    @property
    def campaign(self) -> bool:
        """Whether it tells of a campaign."""
        return self.kind != "none"

    @property
    def slug(self) -> str:
        """Its title as newspapers put it into an address, with its number."""
        return f"{slug_of(self.title)[:60].rstrip('-')}-{self.number:07d}"

    @property
    def host(self) -> str:
        """The paper's host, on a reserved domain."""
        return host_of(self.paper)

    @property
    def url(self) -> str:
        """Where it stood."""
        return f"https://{self.host}/{slug_of(self.section)}/{self.slug}.html"

    @property
    def moment(self) -> str:
        """The hour of publication in ISO 8601."""
        return f"{self.published.isoformat()}T{self.clock}:00+07:00"

    @property
    def clock(self) -> str:
        """The hour of publication, HH:MM."""
        return f"{self.minute // 60:02d}:{self.minute % 60:02d}"


_PLAIN = {ord("đ"): "d", ord("Đ"): "d"}
_LETTERS: dict[int, str] = {}


class _Slug(dict[int, str]):
    """Characters to what stands for them in an address, worked out once each."""

    def __missing__(self, code: int) -> str:
        plain = unicodedata.normalize("NFD", chr(code).translate(_PLAIN))[0].lower()
        self[code] = plain if plain.isascii() and plain.isalnum() else "-"
        return self[code]


_SLUG = _Slug()


def slug_of(text: str) -> str:
    """Letters without marks, joined by hyphens."""
    return "-".join(filter(None, text.translate(_SLUG).split("-")))


@lru_cache(maxsize=1000)
def host_of(paper: str) -> str:
    """A paper's host, on a reserved domain."""
    return f"{slug_of(paper)}.test"


WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật")
