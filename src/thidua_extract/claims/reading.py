"""Each quantity in turn: vetoed, a goal or a result, by the cue that governs it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from thidua_extract.anchors import Anchors
from thidua_extract.blocks import Document, Sentence
from thidua_extract.claims.cues import Cue, find_cues
from thidua_extract.claims.elided import fill_units
from thidua_extract.claims.model import Claim, Mode
from thidua_extract.claims.periods import Periods
from thidua_extract.claims.vetoes import is_vetoed
from thidua_extract.mentions import Mentions
from thidua_extract.mentions.quantities import Amount
from thidua_extract.rules import decision
from thidua_extract.spans import Mention, inside

__all__ = ["find_claims"]

_GOAL_HEADING_RULE = decision("targets.heading")
_RESULT_HEADING_RULE = decision("statistics.heading")
_BASE_LEVEL_RULE = decision("statistics.base_level")
_STARTING_LEVEL_RULE = decision("statistics.starting_level")
_FLOOR_RULE = decision("targets.floor")
_EACH_RULE = decision("targets.each")
_OF_PLAN_RULE = decision("statistics.of_plan")
_CHANGE_RULE = decision("statistics.change")
_PLAIN_RULE = decision("statistics.plain")
_GOT_RULE = decision("statistics.got")
_REGISTERED_RULE = decision("statistics.registered")

_BULLET = regex.compile(r"[ ]{0,8}(?:[-+*•–—]|\(?(?:\d{1,2}|[a-zđ])[.)]|\d{1,2}[.]\d)[ ]?")
_GOAL_HEAD = regex.compile(r"(?:chỉ tiêu|mục tiêu|nội dung thi đua|yêu cầu)(?!\p{L})")
_RESULT_HEAD = regex.compile(r"(?:kết quả|thành tích)(?!\p{L})")
_EACH = regex.compile(
    r"(?<!\p{L})(?<!(?:bình[ ]quân|trung[ ]bình|tính[ ]ra)[ ])(?:mỗi|từng)[ ]"
    r"(?!(?:năm|tháng|ngày|vụ|quý|tuần|lần|suất|phần|căn|giờ|ký|kg|tấn|hecta|héc-ta|ha|người một)(?!\p{L}))"
    r"\p{L}[^\d;.!?\n]{0,90}\Z"
)
# "vận động chị em tiết kiệm được 37 tỷ đồng", "mỗi tổ lu lèn được 140 mét": done.
_GOT = regex.compile(r"[\p{L}”\"][ ]được[ ]\Z")
# "đăng ký 45 sáng kiến": work registered is reported, whatever the sentence before asked for.
_REGISTERED = regex.compile(
    r"(?<!chỉ tiêu )(?<!phấn đấu )(?<!\p{L})đăng ký(?: thực hiện| đảm nhận| mới| tham gia)?[ ]\Z"
)
_HEADING_LENGTH = 90  # a shorter line without a stop is a heading, whatever it is marked as
# "thu nhập từ 300 triệu đồng trở lên có 2.900 hộ": whom a result counts.
_COUNTS_OTHERS = regex.compile(r"[^\d;.\n]{0,30}trở[ ]lên[ ](?:có|chiếm)[ ](?:gần[ ]|hơn[ ]|trên[ ]|khoảng[ ])?\d")
_PASSING = (_EACH_RULE, _FLOOR_RULE, _GOT_RULE)  # what one quantity's form says holds to the end of its sentence
_COMPARED = regex.compile(r"(?:so[ ]với|cùng[ ]kỳ)[^,;.\n(]{0,24}[ ]?\([^)]{0,12}\Z")
# "đạt 112% chỉ tiêu được giao", "bằng 104% kế hoạch năm": measured against what was set, so reached.
_OF_PLAN = regex.compile(
    r"[ ](?:so[ ]với[ ])?(?:các[ ])?(?:chỉ[ ]tiêu|kế[ ]hoạch|dự[ ]toán|nghị[ ]quyết|cùng[ ]kỳ)(?!\p{L})"
)
_AWARDED = regex.compile(r"được[ ](?:nhận|trao|tặng|khen|vinh[ ]danh|tôn[ ]vinh)(?!\p{L})")
_CLAUSE_END = regex.compile(r"[,;:.…(]")


@dataclass(frozen=True, slots=True)
class State:
    """The mode in force at a point of the text, and how firmly."""

    mode: Mode | None = None
    strength: int = 0
    rule: str = ""


def find_claims(document: Document, mentions: Mentions, anchors: Anchors) -> tuple[Claim, ...]:
    """Goals and results of the readable body, in text order."""
    amounts = fill_units(document, mentions.quantities)
    claims: list[Claim] = []
    state = intro = State()
    periods = Periods(document, anchors, amounts)
    block = -1
    for sentence in document.sentences:
        moved = sentence.block != block
        listed = _is_listed(document, sentence)
        periods.enter(sentence, new_block=moved, listed=listed)
        if moved:
            intro = _intro(document, block, sentence, state, intro)
            state, block = intro, sentence.block
        here = inside(amounts, sentence.start, sentence.end)
        cues = find_cues(document, mentions, anchors, sentence.start, sentence.end)
        at, inherited = sentence.start, state
        for mention in here:
            state = _fold_cues([c for c in cues if at <= c.start and c.end <= _limit(mention)], state)
            at = _limit(mention)
            firm = state.strength == 3 or state != inherited
            claim, state = _claim(document, mentions, periods, sentence, mention, here, cues, state, firm)
            claims += claim
        state = _fold_cues([c for c in cues if c.start >= at], state)
        periods.leave(sentence, state.mode, listed=listed)
        state = _weaken(inherited if state.rule in _PASSING else state, 2)
    return tuple(claims)


def _intro(document: Document, last: int, sentence: Sentence, state: State, intro: State) -> State:
    """The mode that a list's opening line, a heading or the paragraph before hands down."""
    if last < 0:
        return State()
    text, here = document.folded, document.blocks[sentence.block]
    before = document.blocks[sentence.block - 1]
    if before.kind == "subhead":
        heading = _heading(text[before.start : before.end])
        return heading if heading.mode else _weaken(intro, 2)
    bulleted = _BULLET.match(text, here.start, here.end) is not None
    if bulleted and _BULLET.match(text, before.start, before.end):
        return intro
    ending = text[before.start : before.end].rstrip()[-1:]
    if ending == ":":
        return _weaken(state, 2)
    if ending.isalnum() and before.end - before.start < _HEADING_LENGTH:
        return _weaken(intro, 2)
    return State() if state.mode == "goal" else _weaken(state, 1)


def _is_listed(document: Document, sentence: Sentence) -> bool:
    """Whether the sentence's block is an item of a list or follows a line that opens one."""
    here = document.blocks[sentence.block]
    before = document.blocks[sentence.block - 1] if sentence.block else here
    opened = document.folded[before.start : before.end].rstrip().endswith(":")
    return opened or _BULLET.match(document.folded, here.start, here.end) is not None


def _heading(heading: str) -> State:
    if _GOAL_HEAD.search(heading):
        return State("goal", 2, _GOAL_HEADING_RULE)
    return State("result", 2, _RESULT_HEADING_RULE) if _RESULT_HEAD.search(heading) else State()


def _weaken(state: State, strength: int) -> State:
    return State(state.mode, min(state.strength, strength), state.rule)


def _fold_cues(cues: Sequence[Cue], state: State) -> State:
    """The mode after ``cues``: strength 3 always turns it, 2 only a weak one, 1 only where nothing is in force."""
    for cue in cues:
        if cue.strength == 3 or cue.strength > state.strength:
            state = State(cue.mode, cue.strength, cue.rule)
    return state


def _limit(mention: Mention[Amount]) -> int:
    return max(mention.value.lead, mention.start)


def _claim(
    document: Document,
    mentions: Mentions,
    periods: Periods,
    sentence: Sentence,
    mention: Mention[Amount],
    here: Sequence[Mention[Amount]],
    cues: Sequence[Cue],
    state: State,
    firm: bool,
) -> tuple[list[Claim], State]:
    """The claim a quantity makes, if any, and the mode it leaves in force for those after it."""
    if not mention.value.unit or document.blocks[sentence.block].kind in ("title", "subhead"):
        return [], state
    reading = _read_mode(document, sentence, mention, cues, state, firm)
    if reading.mode is None or is_vetoed(document, mentions, sentence, mention, here, reading.mode):
        return [], state
    dated = reading.rule not in (_STARTING_LEVEL_RULE, _BASE_LEVEL_RULE)
    period = periods.read(sentence, mention, reading.mode) if dated else periods.read_adjacent(mention, reading.mode)
    claim = Claim(mention, reading.mode, reading.rule, period)
    return [claim], reading if reading.rule in _PASSING and state.strength < 3 else state


def _read_mode(
    document: Document, sentence: Sentence, mention: Mention[Amount], cues: Sequence[Cue], state: State, firm: bool
) -> State:
    """The mode at a quantity: one its sentence sets, else the quantity's own form, else what is said behind it."""
    amount = mention.value
    if _is_base(document, mention):
        return State("result", 2, _BASE_LEVEL_RULE)
    if amount.change and amount.since:
        return State("result", 2, _STARTING_LEVEL_RULE)
    if state.mode == "result" and state.strength >= 3:
        return state
    own = _by_own_words(document, sentence, mention, state)
    if own is not None:
        return own
    if not firm:
        ahead = _ahead(document, mention, cues, near=state.strength >= 2)
        if ahead:
            return State(ahead.mode, 2, ahead.rule)
    if state.mode and state.strength >= 2:
        return state
    if amount.change:
        return State("result", 2, _CHANGE_RULE)
    return state if state.mode else _by_form(amount)


def _by_own_words(document: Document, sentence: Sentence, mention: Mention[Amount], state: State) -> State | None:
    """What the words right at a quantity say of it, where no firm result is in force."""
    amount = mention.value
    if amount.since and _COUNTS_OTHERS.match(document.folded, mention.end):
        return State()
    if amount.comparator == "ge":
        return State("goal", 2, _FLOOR_RULE)
    if state.strength < 3 and _GOT.search(document.folded, sentence.start, amount.lead):
        return State("result", 2, _GOT_RULE)
    if _EACH.search(document.folded, sentence.start, mention.start):
        return State("goal", 2, _EACH_RULE)
    if state.strength < 3 and _REGISTERED.search(document.folded, sentence.start, amount.lead):
        return State("result", 2, _REGISTERED_RULE)
    if state.strength < 3 and _is_of_plan(document, mention):
        return State("result", 2, _OF_PLAN_RULE)
    return None


def _is_of_plan(document: Document, mention: Mention[Amount]) -> bool:
    text = document.folded
    of_plan = mention.value.kind == "percent" and _OF_PLAN.match(text, mention.end)
    return bool(of_plan) and text[: mention.start].endswith(("đạt ", "bằng ", "vượt ", "được "))


def _is_base(document: Document, mention: Mention[Amount]) -> bool:
    """Whether a figure in parentheses says what an earlier time had: "so với năm 2015 (11 vụ)"."""
    opening = document.folded[max(0, mention.value.lead - 1) : mention.value.lead]
    return opening == "(" and bool(_COMPARED.search(document.folded, max(0, mention.start - 40), mention.start))


def _ahead(document: Document, mention: Mention[Amount], cues: Sequence[Cue], *, near: bool) -> Cue | None:
    """The first firm cue behind a quantity ("26 thợ đã nhận"); ``near``: only in its own clause."""
    for cue in cues:
        passive = _AWARDED.match(document.folded, cue.start) is not None
        if cue.start >= mention.end and (cue.strength == 3 or passive):
            apart = _CLAUSE_END.search(document.folded, mention.end, cue.start)
            return None if near and apart else cue
    return None


def _by_form(amount: Amount) -> State:
    """Nothing governs: a plain figure in running text is reported, a small count is left alone."""
    if amount.kind in ("percent", "money", "measure") or amount.value >= 100:
        return State("result", 0, _PLAIN_RULE)
    return State()
