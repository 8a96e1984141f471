"""HTML pages in old encodings: recognised by the text they show, read back before that text is taken out.

They are read back as pages because a soft hyphen is a letter (ư) in TCVN3, which whoever takes out the text drops; and
because a page says which stretches are set in a font that draws capitals (.VnTimeH).
"""

from __future__ import annotations

import html
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import regex

from thidua_extract.reader.legacy import VIQR, Reading, find_reading, may_be_misread
from thidua_extract.records import Issue

__all__ = ["read_back", "restore_page", "shown_text"]

_Kind = Literal["text", "tag", "script", "comment"]
_TAG = regex.compile(r"<[/!?A-Za-z][^<>]*+>")
_RAW = regex.compile(r"<(script|style)\b[^<>]*+>", regex.I)
_RAW_ENDS = {name: regex.compile(rf"</{name}\b[^<>]*+>", regex.I) for name in ("script", "style")}


def _pieces(page: str) -> Iterator[tuple[_Kind, str]]:
    """A page cut into text, tags, scripts with style sheets, and comments; joined they are the page."""
    at, closes = 0, {"-->": True, "script": True, "style": True}
    while (less := page.find("<", at)) >= 0:
        if less > at:
            yield "text", page[at:less]
        kind, at = _markup_at(page, less, closes)
        yield kind, page[less:at]
    if at < len(page):
        yield "text", page[at:]


def _markup_at(page: str, less: int, closes: dict[str, bool]) -> tuple[_Kind, int]:
    """What begins with a less-than sign, and where it ends; ``closes`` notes which ends do not come any more."""
    if page.startswith("<!--", less) and closes["-->"]:
        end = page.find("-->", less + 2)
        if end >= 0:
            return "comment", end + 3
        closes["-->"] = False
    raw = _RAW.match(page, less)
    if raw and closes[name := raw[1].lower()]:
        close = _RAW_ENDS[name].search(page, raw.end())
        if close:
            return "script", close.end()
        closes[name] = False
    tag = _TAG.match(page, less)
    return ("tag", tag.end()) if tag else ("text", less + 1)


_INLINE = regex.compile(r"</?(?:a|abbr|b|big|em|font|i|ins|mark|small|span|strong|sub|sup|u|o:p|st1:\w+)\b", regex.I)


def shown_text(page: str) -> str:
    """The text a page shows, a line end for every tag that is not of a run of text.

    >>> shown_text("<p>C&laquo;ng <b>®o</b>µn</p><script>a < b</script>").split()
    ['C«ng', '®oµn']
    """
    parts = []
    for kind, piece in _pieces(page):
        if kind == "text":
            parts.append(piece)
        elif kind != "comment" and not _INLINE.match(piece):
            parts.append("\n")
    return html.unescape("".join(parts))


_ENTITY = regex.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});?")
_SIGN_ENTITY = regex.compile(
    r"&(?:reg|micro|cedil|[NnOo](?:tilde|uml|slash)|eth|aacute|atilde|Atilde|Abreve|Acirc|#0*(?:94|174|181|184|209|214"
    r"|216|225|240|241|246|248|195|194|258)(?![0-9])|#[xX]0*(?:5[eE]|[aA][eE]|[bB]5|[bB]8|[dDfF][1608]|[eE]1"
    r"|[cC][23]|102)(?![0-9A-Fa-f]))"
)


def restore_page(page: str) -> tuple[str, tuple[Issue, ...]]:
    """A page with its text read back where that was Vietnamese in an old encoding, and the issue that says so.

    >>> restore_page("<p>C&laquo;ng ®oµn ph¸t ®éng phong trµo thi ®ua</p>")[0]
    '<p>Công đoàn phát động phong trào thi đua</p>'
    """
    if not may_be_misread(page) and not _SIGN_ENTITY.search(page):
        return page, ()
    reading = find_reading(shown_text(page))
    if reading is None:
        return page, ()
    message = f"The text of the page was {reading.name}; it was read back."
    return read_back(page, reading), (Issue(code="encoding", message=message, field="article"),)


def read_back(page: str, reading: Reading) -> str:
    """The texts of a page, those of its meta tags and of its data in JSON, read back; nothing else changed."""
    capitals = _Capitals()
    return "".join(_restored(kind, piece, reading, capitals) for kind, piece in _pieces(page))


@dataclass(slots=True)
class _Capitals:
    """Whether a piece stands in an element set in a font of TCVN3 that draws small letters as capitals."""

    element: str = ""
    depth: int = 0

    def pass_tag(self, tag: str) -> None:
        """Take note of a tag on the way through the page."""
        name = _TAG_NAME.match(tag)
        if name is None:
            return
        if self.depth and name[2] == self.element:
            self.depth += -1 if name[1] else 1
        elif not self.depth and _CAPITAL_FONT.search(tag):
            self.element, self.depth = name[2], 1


_TAG_NAME = regex.compile(r"<(/?)([A-Za-z0-9]+)")
_CAPITAL_FONT = regex.compile(r"\.vn[a-z0-9 ]{1,30}h(?![a-z0-9])", regex.I)
_CONTENT = regex.compile(r"(?<=\bcontent=)(?:\"[^\"]*+\"|'[^']*+')", regex.I)
_JSON_ESCAPE = regex.compile(r"\\u00([89a-fA-F][0-9a-fA-F])")


def _restored(kind: _Kind, piece: str, reading: Reading, capitals: _Capitals) -> str:
    if kind == "text":
        text = reading.part(_ENTITY.sub(_as_letter, piece))
        return text.upper() if capitals.depth else text
    if kind == "tag":
        if reading.name.startswith("TCVN3"):
            capitals.pass_tag(piece)
        if piece[:5].lower() == "<meta":
            return _CONTENT.sub(lambda m: _attribute(m[0], reading), piece)
    if kind == "script" and "json" in piece[:100] and reading.name != VIQR:
        return reading.part(_JSON_ESCAPE.sub(lambda m: chr(int(m[1], 16)), piece))
    return piece


def _attribute(quoted: str, reading: Reading) -> str:
    """The value of an attribute read back, within its quotation marks."""
    mark = quoted[0]
    value = reading.part(_ENTITY.sub(_as_letter, quoted[1:-1]))
    return mark + value.replace(mark, "&quot;" if mark == '"' else "&#39;") + mark


def _as_letter(m: regex.Match[str]) -> str:
    """An entity as its character, but for what is part of the markup."""
    plain = html.unescape(m[0])
    return plain if len(plain) == 1 and plain not in '<>&"' else m[0]
