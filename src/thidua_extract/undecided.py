"""What the rules left undecided, settled with underthesea's votes: the only stage that differs between the profiles.

The stage reads mentions and returns mentions; a use of it stays only while ``docs/accuracy.md`` shows that it pays.
"""

from __future__ import annotations

from thidua_extract.mentions import Mentions
from thidua_extract.nlp import Analysis

__all__ = ["settle"]


def settle(mentions: Mentions, analysis: Analysis) -> Mentions:
    """Mentions of ``analysis.document`` with the undecided ones settled."""
    return mentions
