"""Pages that list several unrelated headlines and are no article."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from thidua_extract.blocks.front import Front
from thidua_extract.blocks.lines import Line
from thidua_extract.blocks.model import Label

__all__ = ["is_listing"]

_TEASER = regex.compile(
    r"\([0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{4}[ ,–-]{0,3}[0-9]{1,2}[:h][0-9]{2}\)[ ]"
    r"|.{20,400}[….][ ]{0,3}\[?(?:Xem|Đọc)[ ](?:tiếp|thêm|chi[ ]tiết)\]?[ »>.…]{0,4}$",
    regex.VERBOSE,
)
"""A teaser with its own stamp at its head, or with a link to the rest at its end."""


def is_listing(lines: Sequence[Line], labels: dict[int, Label], front: Front, end: int) -> bool:
    """Whether the page holds several headlines, each with its own stamp or teaser, and no article below one of them."""
    inside = [k for k in range(end) if labels[k][1] not in ("blocks.marker", "blocks.box")]
    stamps = sum(1 for k in inside if labels[k][1] == "blocks.stamp" and k > front.body)
    cut = sum(1 for k in inside if lines[k].prose and lines[k].text.endswith(("...", "…", "[…]", "[...]")))
    teasers = sum(1 for k in inside if _TEASER.match(lines[k].text))
    prose = sum(1 for k in inside if labels[k][0] in ("lead", "body"))
    heads = sum(1 for k in inside if _headline(lines[k], labels[k]))
    if stamps >= 3 and heads >= 3 and stamps * 2 >= prose:
        return True
    if teasers >= 3 and teasers * 3 >= prose:
        return True
    if cut >= 3 and heads >= 3 and cut * 2 >= prose:
        return True
    return prose == 0 and heads >= 5 and not any(lines[k].bullet for k in inside)


def _headline(line: Line, label: Label) -> bool:
    """Whether a line may be the headline of one of several articles."""
    kinds = ("title", "subhead", "crud", "caption")
    return line.words >= 6 and not line.prose and (label[0] in kinds or label[1] == "blocks.category")
