"""What of an article varies: dates, figures, people, places, names of firms and schools; found once an article."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any

from press import calendar, numbers, words

NAME = (
    r"(?:[A-ZĐÁÀẢÃẠĂẮẰẲẴẶÂẤẦẨẪẬÉÈẺẼẸÊẾỀỂỄỆÍÌỈĨỊÓÒỎÕỌÔỐỒỔỖỘƠỚỜỞỠỢÚÙỦŨỤƯỨỪỬỮỰÝỲỶỸỴ]"
    r"[a-zđáàảãạăắằẳẵặâấầẩẫậéèẻẽẹêếềểễệíìỉĩịóòỏõọôốồổỗộơớờởỡợúùủũụưứừửữựýỳỷỹỵ]*)"
)
_TITLES = (
    r"(?:[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Cc]ô|[Tt]hầy|[Ee]m|[Đđ]ồng chí|[Cc]hủ tịch|Giám đốc|Bí thư|Đại tá"
    r"|Thượng tá|Trung tá|Thiếu tá|Đại úy|Thượng úy|Thiếu tướng|Hiệu trưởng|bác sĩ|công nhân|Chính ủy)"
)
_CALLED = re.compile(rf"{_TITLES} ({NAME}(?: {NAME}){{1,3}})")
_NAMES_ALONE = re.compile(rf"(?<!\w)({NAME}(?: {NAME}){{2,3}})(?!\w)")
_NO_PERSON_AFTER = re.compile(
    r"(?:đường|phố|Trường|trường|THPT|THCS|Tiểu học|quận|huyện|xã|phường|lưu niệm|gương|KCN|bổng|Mầm non|TP|tỉnh) $"
)
_NAMED = re.compile(
    r"(?:THPT|THCS|Tiểu học|Mầm non|KCN|Khu công nghiệp|Cao su|May|Dệt may|Xi măng|Thủy điện|Than|Giày|Mía đường)"
    rf" ({NAME} {NAME}(?: {NAME})?)(?! {NAME}|\w)"
)
_WEEKDAY = re.compile(r"([Tt]hứ (?:[Hh]ai|[Bb]a|[Tt]ư|[Nn]ăm|[Ss]áu|[Bb]ảy|[2-7])|[Cc]hủ [Nn]hật)\W{1,4}(?:ngày )?$")
_REMEMBERED = re.compile(
    r"(?:\d{1,2}[/.-]\d{1,2}[/.-])?(1[89]\d\d|20\d\d) ?[-–/] ?(?:\d{1,2}[/.-]\d{1,2}[/.-])?(20\d\d)(?!\d)"
)
_STAMP = re.compile(r"(?:\([^()\n]{2,22}\)|[A-ZĐ]{2,6}(?: [Oo]nline)?)(?= ?[-–] ?)")


@dataclass(frozen=True, slots=True)
class Slot:
    """A stretch that varies: what it is, as written, and what it means."""

    what: str
    text: str
    value: Any = None


class Slots:
    """The stretches of one article that vary, none overlapping another; what is found first has its way."""

    def __init__(self, text: str, published: dt.date, officials: list[str]) -> None:
        self.text, self.published = text, published
        self.found: list[tuple[int, int, Slot]] = []
        self.taken = bytearray(len(text))
        self.days: set[dt.date] = {published}
        self.people: dict[str, bool] = {}
        self.provinces = _provinces_of(text)
        self.named = _named_in(text)
        self._stamp()
        self._remembered()
        self._dates()
        self._people(officials)
        self._names()
        self._places()
        self._figures()

    def pieces(self) -> list[str | Slot]:
        """The text as literals and slots, in order."""
        found: list[str | Slot] = []
        at = 0
        for start, end, slot in sorted(self.found, key=lambda s: s[0]):
            found.append(self.text[at:start])
            found.append(slot.text if slot.what == "kept" else slot)
            at = end
        found.append(self.text[at:])
        return [p for p in found if p != ""]

    def _add(self, start: int, end: int, what: str, value: Any = None) -> None:
        if start < end and not any(self.taken[start:end]):
            self.taken[start:end] = b"\x01" * (end - start)
            self.found.append((start, end, Slot(what, self.text[start:end], value)))

    def _stamp(self) -> None:
        """(QBĐT) before the lead."""
        lead = self.text.find("\n") + 1
        if m := _STAMP.match(self.text, lead):
            self._add(lead, m.end(), "stamp")

    def _remembered(self) -> None:
        """(28/7/1929 - 28/7/2014): only the last year moves, and with it the 85 of its anniversary."""
        for m in _REMEMBERED.finditer(self.text):
            age = int(m[2]) - int(m[1])
            if int(m[1]) >= self.published.year - calendar.HISTORY:
                continue
            self._add(m.start(), m.start(2), "kept")
            self._add(m.start(2), m.end(2), "year")
            for a in re.finditer(rf"(?<![\d.,/]){age}(?= năm| mùa)|(?<=thứ ){age}(?!\d)", self.text):
                self._add(a.start(), a.end(), "anniversary")

    def _dates(self) -> None:
        for found in calendar.find_dates(self.text, self.published):
            if found.historic:
                self._add(found.start, found.end, "kept")
                continue
            self._add(found.start, found.end, "date", (found.day, found.form))
            self.days.add(found.day)
            at = max(0, found.start - 20)
            if m := _WEEKDAY.search(self.text, at, found.start):
                self._add(m.start(1), m.end(1), "weekday", found.day)
        for m in calendar.MONTH_YEAR.finditer(self.text):
            law = "Luật" in self.text[max(0, m.start() - 40) : m.start()]
            if int(m[1]) >= self.published.year - calendar.HISTORY and not law:
                self._add(m.start(1), m.end(1), "year")

    def _people(self, officials: list[str]) -> None:
        called = [m[1] for m in _CALLED.finditer(self.text)]
        alone = [
            m[1]
            for m in _NAMES_ALONE.finditer(self.text)
            if not _NO_PERSON_AFTER.search(self.text, max(0, m.start() - 12), m.start())
        ]
        for name in sorted({n for n in (*officials, *called, *alone) if _is_person(n)}, key=lambda n: (-len(n), n)):
            self.people[name] = "Thị" in name.split() or bool(
                re.search(rf"(?:[Bb]à|[Cc]hị|[Cc]ô) {re.escape(name)}", self.text)
            )
            for m in re.finditer(rf"{re.escape(name)}(?!\w)", self.text):
                self._add(m.start(), m.end(), "person", name)
        for name in self.people:
            given = re.escape(name.split()[-1])
            for m in re.finditer(rf"\b(?:[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Cc]ô|[Tt]hầy) ({given})(?! {NAME}|\w)", self.text):
                self._add(m.start(1), m.end(1), "given", name)

    def _names(self) -> None:
        for name in self.named:
            for m in re.finditer(rf"(?<!\w)(?:{re.escape(name)}|{re.escape(name.upper())})(?!\w)", self.text):
                self._add(m.start(), m.end(), "named_one", name)

    def _places(self) -> None:
        forms = [(form, ("province", p.name)) for p in self.provinces for form in _spellings(p.name)]
        if self.provinces:
            forms += [(d, ("district", d)) for d in self.provinces[0].districts]
        for form, value in sorted(forms, key=lambda f: (-len(f[0]), f[0])):
            for m in re.finditer(rf"(?<!\w){re.escape(form)}(?!\w| Phủ)", self.text):
                self._add(m.start(), m.end(), "place", value)

    def _figures(self) -> None:
        quoted = re.findall(r"[“\"]([^“”\"\n]{2,90})[”\"]", self.text)
        names = {n for q in quoted for n in re.findall(r"\d+", q)}
        for m in numbers.DOCUMENT.finditer(self.text):
            self._add(m.start(1), m.end(1), "document")
        for m in numbers.FRACTION.finditer(self.text):
            if int(m[1]) > 12 and int(m[2]) > 12:
                self._add(m.start(), m.end(), "fraction", (int(m[1]), int(m[2])))
        for m in numbers.NUMBER.finditer(self.text):
            if numbers.varies(self.text, m, names):
                self._add(m.start(), m.end(), "count")


def _provinces_of(text: str) -> list[words.Province]:
    """Provinces a text names, the most frequent first."""
    text = text.replace("Điện Biên Phủ", "").replace("Hồ Chí Minh", "").lower()
    seen = {p: sum(text.count(form.lower()) for form in set(_spellings(p.name))) for p in words.provinces()}
    return sorted((p for p, n in seen.items() if n), key=lambda p: (-seen[p], p.name))


def _spellings(name: str) -> list[str]:
    """A province as it may be written: in capitals, with the old tone placement, with or without blanks."""
    forms = {name, name.replace("òa", "oà").replace("óa", "oá"), name.replace(" - ", "-")}
    return [*sorted(forms), *sorted(f.upper() for f in forms)]


def _places_known() -> set[str]:
    return {p.name for p in words.provinces()} | {d for p in words.provinces() for d in p.districts}


def _is_person(name: str) -> bool:
    parts = name.split()
    pairs = {" ".join(parts[i : i + 2]) for i in range(len(parts) - 1)}
    return (
        len(parts) > 1
        and parts[0] in words.listed("known_surname")
        and not pairs & (_places_known() | {"Chí Minh", "Thanh niên", "Chủ tịch", "Đoàn Thanh", "Mai Vàng"})
    )


def _named_in(text: str) -> list[str]:
    """Proper names of firms, schools and estates, that are no provinces."""
    names = dict.fromkeys(m[1] for m in _NAMED.finditer(text))
    provinces = {p.name for p in words.provinces()}
    return [n for n in names if not any(p in n for p in provinces)]
