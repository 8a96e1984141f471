"""Records before a researcher's eyes: a page to look at and correct them, and how one shows itself in a notebook."""

from __future__ import annotations

from thidua_extract.review.gold import read_gold_folder, unpack_gold
from thidua_extract.review.page import review_page
from thidua_extract.review.reviewing import Review, prepare_review

__all__ = ["Review", "prepare_review", "read_gold_folder", "review_page", "unpack_gold"]
