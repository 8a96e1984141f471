"""Quantities as "comparator value[-high][/of] unit"; the text is one body line."""

from __future__ import annotations

from thidua_extract.blocks import Block, Document, Sentence
from thidua_extract.mentions import dates, documents, quantities
from thidua_extract.mentions.quantities import Amount
from thidua_extract.text import make_view


def read(text: str, context: dict[str, str]) -> list[tuple[str, str]]:
    view = make_view(text)
    lines = [(0, len(view.text))]
    document = Document(
        view,
        tuple(Block(start, end, "body") for start, end in lines),
        tuple(Sentence(start, end, k) for k, (start, end) in enumerate(lines)),
        _starts=tuple(start for start, _ in lines),
    )
    cited = documents.find(document)
    claimed = [*cited, *dates.find(document, claimed=cited)]
    return [(m.rule, show(m.value)) for m in quantities.find(document, claimed=claimed)]


def show(amount: Amount) -> str:
    high = "" if amount.high is None else f"-{amount.high}"
    of = "" if amount.of is None else f"/{amount.of}"
    return f"{amount.comparator} {amount.value}{high}{of} {amount.unit}".strip()
