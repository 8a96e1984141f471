"""The page: one HTML file with its style, its script and its data inside, which asks nothing of any network."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import regex

from thidua_extract.review.reviewing import Review

__all__ = ["data_block", "review_page", "security_policy"]

_SCRIPTS = (
    "words.js",
    "vocabulary.js",
    "elements.js",
    "offsets.js",
    "work.js",
    "gold.js",
    "saving.js",
    "filters.js",
    "article.js",
    "timeline.js",
    "cards.js",
    "editing.js",
    "keys.js",
    "start.js",
)
"""In this order they are one script."""
_PLACE = regex.compile(r"\{\{([a-z]+)\}\}")
_UNSAFE = regex.compile("[<>&\u2028\u2029\ud800-\udfff]")


def review_page(review: Review, *, saved: Mapping[str, Any] | None = None, serving: bool = False) -> str:
    """The page as HTML; ``serving`` lets it save to the server it came from and to nothing else."""
    return _fill(
        _asset("page.html"),
        {
            "policy": security_policy(serving=serving),
            "style": _asset("page.css"),
            "script": _script(),
            "data": data_block(review.data(saved=saved, serving=serving)),
        },
    )


def security_policy(*, serving: bool) -> str:
    """The content security policy: the page's own style and script by their digests, nothing else."""
    parts = ["default-src 'none'", f"style-src {_digest(_asset('page.css'))}", f"script-src {_digest(_script())}"]
    parts += ["connect-src 'self'"] if serving else []
    return "; ".join([*parts, "base-uri 'none'", "form-action 'none'"])


def data_block(data: Mapping[str, Any]) -> str:
    r"""JSON that can stand in a script element, whatever its strings hold.

    >>> print(data_block({"a": "</script><!--"}))
    {"a":"\u003c/script\u003e\u003c!--"}
    """
    plain = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", plain)


@cache
def _script() -> str:
    inside = "\n".join(_asset(name) for name in _SCRIPTS)
    return f'"use strict";\n(() => {{\n{inside}}})();\n'


@cache
def _asset(name: str) -> str:
    return files("thidua_extract").joinpath("review", "page", name).read_text(encoding="utf-8")


def _digest(source: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()}'"


def _fill(template: str, parts: dict[str, str]) -> str:
    """Put the parts into their places, in one pass: what a part holds is never a place."""
    return _PLACE.sub(lambda found: parts[found[1]], template)
