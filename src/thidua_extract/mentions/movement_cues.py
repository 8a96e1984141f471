"""Words that say what a name is: head nouns (phong trào), verbs (hưởng ứng), other things (mô hình), themes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, cast, get_args

from ahocorasick_rs import AhoCorasick, MatchKind

from thidua_extract.lexicon import alternation, load_table

__all__ = ["CUES", "NO_NAMES", "OTHER_NAMES", "STATE_TITLES", "Cue", "Role", "cue_pattern", "find_cues"]

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

OTHER_NAMES = tuple(row["surface"] for row in _ROWS if row["role"] == "other_name")
"""First words of a quoted name that is none of a movement, wherever it stands in a list: “Quỹ vì bạn nghèo”."""

STATE_TITLES = tuple(row["surface"] for row in _ROWS if row["role"] == "state_title")
"""Titles of the law on emulation (Luật Thi đua, khen thưởng): honours, not a campaign's own."""


def cue_pattern(*roles: Role) -> str:
    """A pattern for any cue of ``roles`` (all where none is named), as whole words of folded text."""
    words = tuple(word for word, (role, _) in CUES.items() if not roles or role in roles)
    return rf"(?<![\p{{L}}\p{{N}}])(?P<cue>{alternation(words)})(?![\p{{L}}\p{{N}}])"


@cache
def _automaton() -> tuple[AhoCorasick, Sequence[str]]:
    words = list(CUES)
    return AhoCorasick(words, matchkind=MatchKind.LeftmostLongest), words


def find_cues(folded: str) -> list[Cue]:
    """Every cue of folded text as a whole word, in text order, the longest where several begin.

    >>> [(cue.role, cue.kind) for cue in find_cues("các phong trào thi đua, mô hình")]
    [('head', 'movement'), ('other_thing', '')]
    """
    automaton, words = _automaton()
    found = []
    for index, start, end in automaton.find_matches_as_indexes(folded):
        if folded[start - 1 : start].isalnum() or folded[end : end + 1].isalnum():
            continue
        found.append(Cue(*CUES[words[index]], start, end))
    return found
