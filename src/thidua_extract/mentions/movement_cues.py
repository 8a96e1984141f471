"""Words that say what a name is: head nouns (phong trào), verbs (hưởng ứng), other things (mô hình), themes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, cast, get_args

from thidua_extract.lexicon import alternation, load_table

__all__ = ["CUES", "NO_NAMES", "STATE_TITLES", "Cue", "Role", "cue_pattern"]

Role = Literal["head", "weak_head", "verb", "act", "named", "other_thing", "theme", "slogan", "count"]
"""head: phong trào …; weak_head: hoạt động; verb: hưởng ứng …; act: thực hiện …; named: có tên, mang tên; other_thing:
mô hình, quỹ, nghị quyết …; theme: chủ đề; slogan: khẩu hiệu …; count: "44 “Mái ấm Công đoàn”"."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue as it stands in the view; ``kind`` is the movement's kind of a head noun, else empty.

    A kind with a question mark is one of two coordinated heads': "các phong trào, cuộc vận động".
    """

    role: Role
    kind: str
    start: int
    end: int


_ROWS = load_table("movement_heads")

CUES: dict[str, tuple[Role, str]] = {
    row["surface"]: (cast(Role, role), kind)
    for row, role, kind in (
        *((row, row["role"], row["kind"]) for row in _ROWS if row["role"] in get_args(Role)),
        *((row, row["kind"], "") for row in load_table("theme_cues")),
    )
}
"""Surfaces with their role and, for head nouns, kind."""

NO_NAMES = tuple(row["surface"] for row in _ROWS if row["role"] == "no_name")
"""What may stand with a capital after a head noun and is no name: "phong trào Công đoàn"."""

STATE_TITLES = tuple(row["surface"] for row in _ROWS if row["role"] == "state_title")
"""Titles of the law on emulation (Luật Thi đua, khen thưởng): honours, not a campaign's own."""


def cue_pattern(*roles: Role) -> str:
    """A pattern for any cue of ``roles`` (all where none is named), as whole words of folded text."""
    words = tuple(word for word, (role, _) in CUES.items() if not roles or role in roles)
    return rf"(?<![\p{{L}}\p{{N}}])(?P<cue>{alternation(words)})(?![\p{{L}}\p{{N}}])"
