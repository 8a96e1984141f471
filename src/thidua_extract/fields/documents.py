"""The record field ``documents``: văn bản được dẫn, each once, with its date and issuer where the text has them."""

from __future__ import annotations

import datetime as dt

import regex

from thidua_extract import records
from thidua_extract.anchors import Anchors
from thidua_extract.blocks import Document
from thidua_extract.mentions import Mentions
from thidua_extract.mentions.documents import Cited
from thidua_extract.spans import Mention, inside

__all__ = ["extract"]

_OF = regex.compile(r"[ ]?(?:\([^()]{1,40}\))?,?[ ]?(?:của|do)[ ]{1,2}$", regex.VERBOSE)
_ISSUES = regex.compile(
    r"(?:ban[ ]hành|ký|có)[ ](?:\p{L}{1,8}[ ]){0,4}$|(?:ban[ ]hành|ký[ ](?:ban[ ]hành)?)[ ]?$", regex.VERBOSE
)
_ON = regex.compile(
    r"ngày[ ]{0,2}(?P<d>[0-3]?[0-9])[ ]?[/.-][ ]?(?P<m>[01]?[0-9])[ ]?[/.-][ ]?(?P<y>(?:19|20)[0-9]{2})(?![0-9])",
    regex.VERBOSE,
)


def extract(document: Document, mentions: Mentions, anchors: Anchors) -> tuple[records.Document, ...]:
    """Items of ``documents`` in text order."""
    items: dict[str, records.Document] = {}
    for m in mentions.documents:
        item = _item(document, mentions, m)
        key = _key(item.number)
        known = items.get(key)
        if known is None:
            items[key] = item
        elif known.issued_on is None and item.issued_on is not None:
            items[key] = known.model_copy(update={"issued_on": item.issued_on, "issuer": known.issuer or item.issuer})
    return tuple(_without_short_forms(list(items.values())))


def _key(number: str) -> str:
    return regex.sub(r"[^\p{L}0-9]", "", number).lower().lstrip("0")


def _item(document: Document, mentions: Mentions, m: Mention[Cited]) -> records.Document:
    cited = m.value
    issuer = cited.issuer or _issuer_after(document, mentions, m) or _issuer_before(document, mentions, m)
    return records.Document(
        number=cited.number,
        type=cited.type,
        issued_on=cited.issued_on or _date_before(document, m),
        issuer=issuer,
        evidence=document.evidence(m.start, m.end),
        rule=m.rule,
    )


def _issuer_after(document: Document, mentions: Mentions, m: Mention[Cited]) -> str | None:
    following = inside(mentions.bodies, m.end, m.end + 50)
    if not following or not _OF.fullmatch(document.folded, m.end, following[0].start):
        return None
    return following[0].value.name


def _issuer_before(document: Document, mentions: Mentions, m: Mention[Cited]) -> str | None:
    """The body that ban hành or ký the document in the same sentence."""
    sentence = document.sentence_at(m.start)
    if sentence is None or not _ISSUES.search(document.folded, max(sentence.start, m.start - 50), m.start):
        return None
    before = [b for b in inside(mentions.bodies, sentence.start, m.start) if b.end <= m.start]
    return before[-1].value.name if before else None


def _date_before(document: Document, m: Mention[Cited]) -> dt.date | None:
    """The day of a sentence that says the document was issued then: "Ngày 27/6/2025, UBND … ban hành Kế hoạch số …"."""
    sentence = document.sentence_at(m.start)
    if sentence is None or not _ISSUES.search(document.folded, max(sentence.start, m.start - 50), m.start):
        return None
    found = list(_ON.finditer(document.folded, sentence.start, m.start))
    if len(found) != 1:
        return None
    try:
        return dt.date(int(found[0]["y"]), int(found[0]["m"]), int(found[0]["d"]))
    except ValueError:
        return None


def _without_short_forms(items: list[records.Document]) -> list[records.Document]:
    """A bare number repeated after its full form ("Nghị quyết 57" after "57-NQ/TW") is the same document."""
    full = {(i.type, regex.match("[0-9]+", i.number).group().lstrip("0")) for i in items if not i.number.isdigit()}  # type: ignore[union-attr]
    return [i for i in items if not i.number.isdigit() or (i.type, i.number.lstrip("0")) not in full]
