"""What tells Vietnamese from a wrong reading of its bytes: frequent syllables, possible syllables, other letters."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

import regex

__all__ = ["fluency", "frequent_share", "holds_sound_letters", "is_syllable", "syllables"]

_SAMPLE = 20_000
_ACCENTED = regex.compile(r"[^\x00-\x7f\P{L}]")
_WORD = regex.compile(r"\p{L}+")
_FREQUENT = (
    "và của các công đoàn động được năm đua người là có với viên chức phát trào thực hiện tổ nhân đã những không về để"
    " ngày tại huyện tỉnh thành phố xã hội nghị đảng bộ việt đồng chí tháng đến từ ủy nước đại lần một nghiệp sản"
    " cấp chủ tịch hoạt kế hoạch nâng chất lượng đẩy mạnh việc trường học giáo dục phụ nữ"
)
_SYLLABLES = frozenset(_FREQUENT.split(" "))
_LETTERS = frozenset(
    unicodedata.normalize("NFC", "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ")
)


def fluency(text: str) -> float:
    """The share of a text's words that are frequent syllables of Vietnamese: what tells rival readings apart.

    It is 0 where a text does not read as Vietnamese: that share below a twelfth, or more than one in fifty accented
    letters of another language.

    >>> fluency("phát động thi đua"), fluency("ph¸t ®éng thi ®ua"), fluency("phát động thi đua ç î ï ñ")
    (0.75, 0.0, 0.0)
    """
    found = frequent_share(text)
    if found * 12 < 1:
        return 0.0
    accented = _ACCENTED.findall(unicodedata.normalize("NFC", text[:_SAMPLE]).lower())
    known = sum(map(_LETTERS.__contains__, accented))
    return found if known * 50 >= len(accented) * 49 else 0.0


def frequent_share(text: str) -> float:
    """The share of a text's words that are frequent syllables of Vietnamese, whatever letters it holds besides.

    >>> frequent_share("phát động España"), frequent_share("")
    (0.6666666666666666, 0.0)
    """
    words = _WORD.findall(unicodedata.normalize("NFC", text[:_SAMPLE]).lower())
    return sum(map(_SYLLABLES.__contains__, words)) / max(1, len(words))


_SOUND = regex.compile(r"[\u0128\u0129\u0168\u0169\u1ea0-\u1ef9]")


def holds_sound_letters(text: str) -> bool:
    """Whether a text holds letters that no Western or Vietnamese code page leaves behind (ạ, ế, ũ): it was read right.

    >>> holds_sound_letters("phát động"), holds_sound_letters("ph¸t ®éng"), holds_sound_letters("Hà Giang")
    (True, False, False)
    """
    return bool(_SOUND.search(text))


_TONES = "\u0300\u0301\u0303\u0309\u0323"
_SYLLABLE = regex.compile(
    r"(?:ngh?|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdđghklmnprstvx])?"
    r"(?:a(?:c|ch|i|m|n|ng|nh|o|p|t|u|y)?|ă(?:c|m|n|ng|p|t)|â(?:c|m|n|ng|p|t|u|y)"
    r"|e(?:c|m|n|ng|o|p|t)?|ê(?:ch|m|n|nh|p|t|u)?|i(?:a|ch|m|n|nh|p|t|u)?|[iy]ê(?:c|m|n|ng|p|t|u)|y(?:t|n|nh|m)?"
    r"|oa(?:c|ch|i|m|n|ng|nh|o|p|t|y)?|oă(?:c|m|n|ng|t)|oe(?:n|o|t)?|oo(?:c|ng)|o(?:c|i|m|n|ng|p|t)?"
    r"|ô(?:c|i|m|n|ng|p|t)?|ơ(?:i|m|n|p|t)?|uâ(?:n|ng|t|y)|uê(?:ch|nh)?|uơ|uô(?:c|i|m|n|ng|t)"
    r"|uy(?:a|ch|ên|êt|n|nh|p|t|u)?|u(?:a|c|i|m|n|ng|p|t)?|ươ(?:c|i|m|n|ng|p|t|u)|ư(?:a|c|i|m|n|ng|t|u)?)"
)
_STOPPED = regex.compile(r"(?:c|ch|p|t)$")


def is_syllable(word: str) -> bool:
    """Whether a word is a possible syllable of Vietnamese; its tone may stand on any vowel of an open diphthong.

    >>> [is_syllable(word) for word in ("thuỷ", "Đua", "nghiệp", "đuạ", "nhng", "trong", "court")]
    [True, True, True, False, False, True, False]
    """
    return len(word) <= 16 and _is_syllable(word.lower())


@lru_cache(maxsize=16_384)
def _is_syllable(word: str) -> bool:
    apart = unicodedata.normalize("NFD", word)
    tones = [k for k, c in enumerate(apart) if c in _TONES]
    plain = unicodedata.normalize("NFC", "".join(c for c in apart if c not in _TONES))
    if len(tones) > 1 or not _SYLLABLE.fullmatch(plain):
        return False
    if not tones:
        return not _STOPPED.search(plain)
    if _STOPPED.search(plain) and apart[tones[0]] not in "\u0301\u0323":
        return False
    return _tone_in_place(unicodedata.normalize("NFC", word))


_MISPLACED = regex.compile(r"(?<![qg])[uiư][àáảãạ]$|^.*[àáảãạéèẻẽẹòóỏõọùúủũụìíỉĩị][ăâêôơư]")


def _tone_in_place(word: str) -> bool:
    """Whether the tone is not on the second half of "ua", "ia", "ưa", nor before a letter of shape."""
    return not _MISPLACED.search(word)


_SIGNED_WORD = regex.compile(r"[\p{L}\u00a1-\u00ff]+")


def syllables(text: str) -> int:
    """How many words of a text are possible syllables that bear a mark of Vietnamese; signs count as part of a word.

    >>> syllables("phát động thi đua"), syllables("ph¸t ®éng thi ®ua")
    (3, 0)
    """
    words = _SIGNED_WORD.findall(unicodedata.normalize("NFC", text))
    return sum(1 for word in words if not word.isascii() and is_syllable(word))
