"""Times as "[words] form start..end !issue"; a bound is Y-M-D, Y-M, Y-Qn, Y-Hn or Y, ? for what is not said."""

from __future__ import annotations

from thidua_extract.mentions.dates import PartialDate, Time, find_in
from thidua_extract.text import make_view


def read(text: str, context: dict[str, str]) -> list[tuple[str, str]]:
    view = make_view(text)
    return [(m.rule, show(m.value, view.text[m.start : m.end])) for m in find_in(view.folded, 0, len(view.text))]


def show(time: Time, written: str) -> str:
    bounds = f"{bound(time.start)}..{bound(time.end)}" if time.start != time.end else bound(time.start)
    flags = "".join(f" !{issue}" for issue in time.issues) + (" of_document" if time.of_document else "")
    return f"[{written}] {time.form} {bounds}{flags}"


def bound(point: PartialDate | None) -> str:
    if point is None:
        return "-"
    year = str(point.year) if point.year else "?"
    if point.special:
        return point.special
    if point.grain == "year":
        said = year
    elif point.grain == "half":
        said = f"{year}-H{1 if point.month == 1 else 2}"
    elif point.grain == "quarter":
        said = f"{year}-Q{((point.month or 1) + 2) // 3}"
    elif point.grain == "month":
        said = f"{year}-{point.month:02}"
    else:
        said = f"{year}-{point.month or 0:02}-{point.day or 0:02}"
    return (said + (f"~{point.edge}" if point.edge else "")) + ("+" if point.after else "")
