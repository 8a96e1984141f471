"""Bytes to an article: decoding, text out of HTML, what the source says about itself."""

from __future__ import annotations

from thidua_extract.reader.article import Article, article_from_text
from thidua_extract.reader.source import read_article

__all__ = ["Article", "article_from_text", "read_article"]
