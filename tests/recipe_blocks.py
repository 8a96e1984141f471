"""The Python blocks of a page of the docs, run as they are written."""

from __future__ import annotations

import doctest
from pathlib import Path

DOCS = Path(__file__).parents[1] / "docs"


def run_section(page: str, heading: str, names: dict[str, object]) -> int:
    """Run the examples below a heading, with these names at hand; how many there were."""
    text = (DOCS / page).read_text(encoding="utf-8")
    section = text.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    examples = doctest.DocTestParser().get_doctest(section, names, f"{page}, {heading}", page, 0)
    runner = doctest.DocTestRunner()
    runner.run(examples)
    assert runner.failures == 0
    return len(examples.examples)
