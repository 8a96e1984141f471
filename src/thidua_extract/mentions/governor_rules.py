"""What may stand between a quotation and the word that introduces it: connectors, phrases, list separators."""

from __future__ import annotations

import regex

from thidua_extract.mentions.movement_cues import CUES, Role, cue_pattern
from thidua_extract.rules import rule

__all__ = [
    "after",
    "bullet",
    "connector",
    "coordination",
    "copula",
    "count",
    "far_member",
    "genitive",
    "introduction",
    "kind_of",
    "phrase",
    "relative",
    "sentence_end",
    "separator",
]


@rule(
    "governors.connector",
    r"""^[ ]{0,2}(?:(?:
      thi[ ]đua | yêu[ ]nước | đặc[ ]biệt | cao[ ]điểm | chuyên[ ]đề | trọng[ ]tâm | chính | lớn | mới | này | đó | trên
      | sau | sau[ ]đây | quốc[ ]gia | toàn[ ]quốc | chung | hành[ ]động | cách[ ]mạng | xuyên[ ]suốt | là | như
      | như[ ]là | gồm | bao[ ]gồm | cụ[ ]thể | với[ ]tên[ ]gọi | có[ ]tên | có[ ]tên[ ]gọi | mang[ ]tên | lấy[ ]tên
      | tên[ ]là | tên | tiêu[ ]biểu | nhất | nổi[ ]bật | của[ ]năm | xây[ ]dựng | thực[ ]hiện | tập[ ]thể | cá[ ]nhân
      | đạt | được[ ]chọn
      | (?:học[ ])?năm(?:[ ]học)?[ ][0-9]{4}(?:[ ]?[-–][ ]?[0-9]{4})?
      )(?=[ :,–-]|$)[ ]?[:,–-]?[ ]{0,2} | [:–-][ ]{0,2}){1,6}(?:\(?[0-9a-zđ][).][ ])?$ | ^[ ]{1,2}$""",
)
def connector(m: regex.Match[str]) -> bool:
    """Only connectors lie between a cue and its quotation."""
    return True


@rule(
    "governors.phrase",
    r"""^[ ](?: (?:[^.;:,“”"!?]|\.(?=\p{L})){1,100} (?: : [^.;:,“”"!?]{0,45} )?
          | (?:xây[ ]dựng|học[ ]tập|nâng[ ]cao|phấn[ ]đấu)[ ][^.;:“”"!?]{1,90}
          | (?:trong|của|cho|với|phù[ ]hợp|dành|tới|đối[ ]với)[ ](?:[^.;:“”"!?]|\.(?=\p{L})){1,90}
            (?: : [^.;:,“”"!?]{0,45} | [ ]như[ ]?:? | [ ]là[ ]?:? )
          )$""",
)
def phrase(m: regex.Match[str]) -> bool:
    """A phrase within one clause lies between a cue and its quotation."""
    return True


@rule(
    "governors.separator",
    r"""^(?:[ ]{0,2}(?:[,;/&–+-]|và|hay|hoặc|cùng|với|cùng[ ]với|rồi|đến)(?=[ ]|$)){1,2}[ ]{0,2}
          (?:\(?[0-9a-zđ][).][ ])?$
        | ^[ ,;]{1,3}$""",
)
def separator(m: regex.Match[str]) -> bool:
    """A pure list separator."""
    return True


@rule(
    "governors.far_member",
    r"""^[ ,;][^“”".!?]{0,80}?
        (?:(?<=[ ,;])(?:và|với|gắn[ ]với|cùng|cùng[ ]với|hay|tiếp[ ]đến[ ]là|rồi) | [,;])[ ]{1,2}$""",
)
def far_member(m: regex.Match[str]) -> bool:
    """A later member of a list, with a short phrase between: "“A” trong khối sản xuất và “B”"."""
    return True


@rule("governors.line", r"[ •*+.)0-9a-zđ–-]{1,6}")
def bullet(m: regex.Match[str]) -> bool:
    """What may precede a quotation that begins its own line under a heading: "các phong trào:"."""
    return True


@rule("governors.count", r"(?<![\p{N}./,-])(?<!năm[ ])[0-9](?:[0-9.,]{0,9}[0-9])?[ ](?:[\p{L}]{1,10}[ ]){0,3}$")
def count(m: regex.Match[str]) -> bool:
    """A number right before the quotation: what is quoted is counted, not named."""
    return True


@rule(
    "governors.after",
    r",?[ ](?:được[ ](?:chọn|lấy)[ ])?(?:là|làm)[ ](?:(?:tên|gọi|của|một|các|những)[ ]){0,4}"
    + cue_pattern("head", "theme", "slogan"),
)
def after(m: regex.Match[str]) -> tuple[Role, str]:
    """A cue after its quotation: "lấy “…” làm chủ đề", "“…” là tên của phong trào"."""
    return CUES[" ".join(m.group("cue").split())]


@rule("governors.coordination", r"[ ]?(?:,|/|và)?[ ](?:các[ ])?(?:và[ ])?$")
def coordination(m: regex.Match[str]) -> bool:
    """ "các phong trào, cuộc vận động": two heads for one list."""
    return True


@rule("governors.genitive", r"(?:[ ]\p{L}{1,9}){0,3}[ ](?:của|cho|trong)(?:[ ]\p{L}{1,8}){0,3}[ ]$")
def genitive(m: regex.Match[str]) -> bool:
    """ "khẩu hiệu của đợt thi đua": what the slogan belongs to."""
    return True


@rule("governors.kind_of", r"[ ](?:\p{L}{1,9}[ ]){0,4}$")
def kind_of(m: regex.Match[str]) -> bool:
    """ "cuộc thi sáng tác ca khúc": what a contest is held in."""
    return True


@rule("governors.introduction", r"^[ ,]{1,2}(?:như|gồm|bao[ ]gồm|cụ[ ]thể(?:[ ]là)?|đó[ ]là)[ ]?:?[ ]{1,2}$")
def introduction(m: regex.Match[str]) -> bool:
    """ "các phong trào gắn với chủ đề “…” như: “…”": a list after another quotation."""
    return True


@rule("governors.copula", r"(?:[ ]là|:)[ ]{0,2}$")
def copula(m: regex.Match[str]) -> bool:
    """ "… là “…”": the quotation is what the sentence's subject is."""
    return True


@rule("governors.relative", r"[ ](?:do|được|mà)[ ][^.;:“”\"]{2,90}$")
def relative(m: regex.Match[str]) -> bool:
    """A relative clause between a cue and a verb: the verb is its own."""
    return True


@rule("governors.sentence_end", r"(?<!\btp)(?<!\btx)(?<!\bq)(?<!\bp)(?<!\btr)[.!?…](?=[ ]) | \n")
def sentence_end(m: regex.Match[str]) -> int:
    """The end of a sentence, abbreviations ("TP.") apart."""
    return m.end()
