"""Words around a number that bound it or give its sign, as tables for both languages."""

from __future__ import annotations

import re
from enum import StrEnum

from msgspec import Struct

from caploop.extraction.fused import fused


class Bound(StrEnum):
    """How a printed number limits the value it speaks of."""

    EXACT = "="
    ABOUT = "~"
    ABOVE = ">"
    AT_LEAST = ">="
    BELOW = "<"
    AT_MOST = "<="
    NEARLY = "<~"
    RANGE = "range"
    PLUS_MINUS = "+-"
    ORDER = "order"


FLOORS = frozenset((Bound.ABOVE, Bound.AT_LEAST))
CEILINGS = frozenset((Bound.BELOW, Bound.AT_MOST, Bound.NEARLY))
MIRROR = {
    Bound.ABOVE: Bound.BELOW,
    Bound.AT_LEAST: Bound.AT_MOST,
    Bound.BELOW: Bound.ABOVE,
    Bound.AT_MOST: Bound.AT_LEAST,
}


class Cue(Struct, frozen=True, kw_only=True, gc=False):
    """A bounding word and where it stands; `start` is where the phrase begins."""

    start: int
    end: int
    bound: Bound


_NEVER = "不会|不可能|不再|未能|无法|难以"
_NOT = f"{_NEVER}|未|没有?|不"
_NOT_ABOUT_AFTER = "(?<![合签节预契条违制公相失隐邀特续解履大纽毁])"
_NOT_NEAR_AFTER = "(?<![最附邻临亲远靠新将接逼])"
_GIVING = "(?:可以?|将|会|能|再)*(?:投入|投资|出资|提供|支付|采购|购买|融资|筹集|部署|增加|认购)?"
_ZH_BEFORE = (
    (Bound.AT_LEAST, f"(?:{_NEVER})再?(?:达到|达|到)|(?:未|没有?|不)再?达到?"),
    (Bound.AT_LEAST, "至少|不低于|不少于|最少|起码|不小于|最低|不下于?|≥|不亚于"),
    (Bound.AT_MOST, f"(?:{_NOT})再?(?:超过|超出|突破|高于|多于|超)|至多|上限"),
    (Bound.AT_MOST, f"(?:最多|最高|最大|至多){_GIVING}|≤"),
    (Bound.AT_LEAST, f"(?:至少|最少){_GIVING}"),
    (Bound.BELOW, "不足|不到|低于|少于|小于|不及|跌破|未满|不满|<"),
    (
        Bound.ABOVE,
        "刚刚?过了?|站上|冲破|超过|超出|超越|突破|高于|多于|大于|高出|超|逾|破|不止|已过|>",
    ),
    (Bound.NEARLY, f"接近|将近|逼近|直逼|{_NOT_NEAR_AFTER}近"),
    (Bound.ABOUT, f"{_NOT_ABOUT_AFTER}约|大约|大概|约合|约为|约占|几乎|大致|差不多|估计|[~≈]|上下"),
)
_ZH_FILLER = "(?:于|了|有|各|占|至|到|达到|达|为|是|高达|可达|总计|合计|合|金额|新增)*"
_EN_BEFORE = (
    (Bound.AT_LEAST, r"(?:\bnot|n't|\bnever)\s(?:reach|hit|attain)"),
    (Bound.AT_LEAST, r"at\sleast|(?:no|not)\s(?:less|fewer|lower)\sthan|a?\s?minimum\sof|≥|>="),
    (Bound.AT_MOST, r"up\sto|as\s(?:much|many|high)\sas|at\smost|maximum\sof|capped\sat|≤|<="),
    (Bound.AT_MOST, r"(?:no|not)\s(?:more|greater|higher)\sthan|not\s(?:to\s)?exceed(?:ing)?"),
    (Bound.AT_MOST, r"not\s(?:surpass|top)|n't\sexceed|jusqu['’]à|bis\szu"),
    (Bound.AT_LEAST, r"as\s(?:little|few|low)\sas|mindestens"),
    (Bound.BELOW, r"not\squite|south\sof|weniger\sals|moins\sde"),
    (Bound.ABOVE, r"mehr\sals|plus\sde|über"),
    (Bound.NEARLY, r"knapp|fast|près\sde"),
    (Bound.ABOUT, r"rund|etwa|environ|ca?\."),
    (Bound.BELOW, r"(?:less|fewer|lower|smaller)\sthan|under|below|<"),
    (Bound.ABOVE, r"(?:more|greater|higher|larger|bigger)\sthan|over|above|beyond|>"),
    (Bound.ABOVE, r"exceed(?:s|ed|ing)?|in\sexcess\sof|upwards?\sof|north\sof|just\sover"),
    (Bound.ABOVE, r"surpass(?:es|ed|ing)?|topp(?:ed|ing)|tops|cross(?:es|ed|ing)|breach(?:es|ed)"),
    (Bound.ABOVE, r"(?:climbed|grown|gone|risen|moved|shot|well)\spast"),
    (Bound.ABOVE, r"just\spass(?:es|ed|ing)|(?:pass|cross)(?:ed|ing)?"),
    (Bound.NEARLY, r"nearly|almost|close\sto|just\sunder|approaching|approaches|shy\sof"),
    (
        Bound.ABOUT,
        r"about|around|roughly|approximately|approx\.?|circa|some|(?:an\s)?estimated|[~≈]",
    ),
)
_EN_FILLER = r"(?:\s(?:an?|another|an\sadditional|additional|further))?\s?"
_AFTER = (
    (
        Bound.ABOVE,
        r"以上|之上|(?:或|及)以上|开外|有余|多(?![元样少次年达家个名位项轮])|余(?![额下])",
    ),
    (Bound.AT_LEAST, r"\s?or\s(?:more|above|higher|greater)\b|\+|-plus\b"),
    (Bound.ABOVE, r"\sand\s(?:change|counting)\b|(?<=[円ル])(?:超|强|余り?)"),
    (Bound.NEARLY, "(?<=[円ル])弱"),
    (Bound.BELOW, "以下|之下|未[满満]"),
    (Bound.AT_MOST, r"以内|之内|\s?or\s(?:less|fewer|below)\b"),
    (Bound.ABOUT, r"左右|上下(?!浮|波)|前后|级别?(?!联)|量级|\s?or\sso\b|-(?:scale|class|odd)\b"),
)
# words that bound a scale without a number, as in 上千亿 and 过万
_BARE_BEFORE = (
    (Bound.AT_LEAST, re.compile("(?<![以之向加市网线场史世会路])上$")),
    (Bound.ABOVE, re.compile("(?<![通经不渡])过$")),
)
_FALLING_ZH = (
    "(?:跌幅|降幅|下跌|下降|下滑|减少|降低|缩减|缩水|削减|回落|暴跌|大跌|骤降|骤减|锐减|重挫|下挫|狂跌|崩跌|蒸发|负增长|减值|(?<!下)跌)"
    "(?:了|达到|达|幅度?达?)?"
)
_FALLING_FIXED_ZH = "(?:跌幅|降幅)(?:为|是|在|约为)"
_FALLING_EN = (
    r"\b(?:fell|falls?|fallen|falling|drop(?:s|ped|ping)?|declin(?:e|es|ed|ing)|down|slid|slipped"
    r"|decreas(?:e|es|ed|ing)|shrank|shrunk|plung(?:e|ed|ing)|tumbl(?:e|ed|ing)|plummeted|sank)"
    r"(?:\s(?:by|of|a|an|another|a\sfurther))*\s"
)


_ZH, _ZH_BOUNDS = fused((words, bound) for bound, words in _ZH_BEFORE)
_EN, _EN_BOUNDS = fused((words, bound) for bound, words in _EN_BEFORE)
_BEHIND, _BEHIND_BOUNDS = fused((words, bound) for bound, words in _AFTER)
_IN_CHINESE = re.compile(rf"(?:{_ZH}){_ZH_FILLER}\s?$")
_IN_ENGLISH = re.compile(rf"(?:(?<![a-z])|(?=n't))(?:{_EN}){_EN_FILLER}$")  # in small letters
_BEHIND_EITHER = re.compile(_BEHIND, re.IGNORECASE)
_FALLING = re.compile(rf"(?:{_FALLING_ZH}|{_FALLING_FIXED_ZH}|{_FALLING_EN})\s?$", re.IGNORECASE)
_LAST_WORD = re.compile(r"([A-Za-zÀ-ÿ]+)\s?$")
_WINDOW = 32
_WORD = 14

# The last signs and words a cue can end with: what ends otherwise need not be searched.
_ZH_ENDS = frozenset(re.sub(r"[\x00-;=?-}]", "", "".join(zh for _, zh in _ZH_BEFORE) + _ZH_FILLER))
_FALLING_ENDS = frozenset(re.sub(r"[\x00-\x7f]", "", _FALLING_ZH + _FALLING_FIXED_ZH))
_EN_LAST_WORDS = (
    "reach hit attain least than of to as at most exceed exceeds exceeded exceeding surpass"
    " surpasses surpassed surpassing topped topping tops top crosses crossed"
    " crossing breaches breached pass passes passed passing past cross under below over above"
    " beyond nearly almost approaching approaches about around roughly approximately approx circa"
    " some estimated"
    " a an another additional further zu à mindestens quite als de über knapp fast rund etwa"
    " environ c ca"
)
_EN_ENDS = frozenset(_EN_LAST_WORDS.split())
_FALLING_EN_LAST_WORDS = (
    "fell fall falls fallen falling drop drops dropped dropping decline declines declined declining"
    " down slid slipped decrease decreases decreased decreasing shrank shrunk plunge plunged"
    " plunging tumble tumbled tumbling plummeted sank by of a an another further"
)
_FALLING_EN_ENDS = frozenset(_FALLING_EN_LAST_WORDS.split())
_ENDS = frozenset(word[-2:] for word in _EN_ENDS | _FALLING_EN_ENDS)
# The first signs a cue behind a number can start with, at once or behind a blank.
_BEHIND_FIRST = frozenset(re.sub(r"[\x00-\x7f]", "", _BEHIND) + "+-oO")
_BEHIND_BLANK = frozenset("oOaA")


def cue_before(text: str, position: int, *, bare: bool = False) -> Cue | None:
    """The bounding words that end right before this position of a folded text.

    `bare` says that a scale without a number follows, which 上 and 过 may bound too.

    >>> cue_before("不超过5", 3).bound, cue_before("at least 5", 9).bound
    (<Bound.AT_MOST: '<='>, <Bound.AT_LEAST: '>='>)
    """
    floor = max(0, position - _WINDOW)
    best: Cue | None = None
    if _last_sign(text, position) in _ZH_ENDS:
        start = _run_start(text, (floor, position), _ZH_ENDS)
        best = _cue(_IN_CHINESE.search(text, start, position), _ZH_BOUNDS)
    elif _ends_with(text, position, _EN_ENDS):
        best = _cue_in_english(text, floor, position)
    for bound, pattern in _BARE_BEFORE if bare else ():
        match = pattern.search(text, floor, position)
        if match and match.start() < (best.start if best else position):
            best = Cue(start=match.start(), end=position, bound=bound)
    return best


def _run_start(text: str, span: tuple[int, int], signs: frozenset[str]) -> int:
    """Where the run of these signs starts that ends the span, a blank behind it or not."""
    floor, end = span
    end -= text[end - 1].isspace()
    while end > floor and text[end - 1] in signs:
        end -= 1
    return end


def _cue_in_english(text: str, floor: int, position: int) -> Cue | None:
    before = max(0, floor - 1)
    small = _small(text[before:position])
    found = _cue(_IN_ENGLISH.search(small, floor - before), _EN_BOUNDS)
    return found and Cue(start=before + found.start, end=before + found.end, bound=found.bound)


def _small(words: str) -> str:
    """The words in small letters, each still one letter long; the Turkish i is one too."""
    return words.replace("\u0130", "i").replace("\u0131", "i").lower()


def _cue(match: re.Match[str] | None, bounds: dict[str, Bound]) -> Cue | None:
    if match is None or match.lastgroup is None:
        return None
    return Cue(start=match.start(), end=match.end(), bound=bounds[match.lastgroup])


def _last_sign(text: str, position: int) -> str:
    last = text[position - 1 : position]
    return text[position - 2 : position - 1] if last.isspace() else last


def _ends_with(text: str, position: int, words: frozenset[str]) -> bool:
    """Whether the last word before this position, or a sign that is no letter, can end a cue."""
    last = _last_sign(text, position)
    if not last or not (last.isalpha() or last in ".=≥≤<>~≈"):
        return False
    if not last.isalpha():
        return True
    end = position - text[position - 1].isspace()
    if text[max(0, end - 2) : end].lower() not in _ENDS and last.lower() not in words:
        return False
    word = _LAST_WORD.search(text, max(0, position - _WORD), position)
    return word is not None and word[1].lower() in words


def cue_after(text: str, position: int) -> Cue | None:
    """The bounding words that start right at this position: 以上, 左右, or more, +."""
    first = text[position : position + 1]
    if first.isspace():
        if text[position + 1 : position + 2] not in _BEHIND_BLANK:
            return None
    elif first not in _BEHIND_FIRST:
        return None
    return _cue(_BEHIND_EITHER.match(text, position), _BEHIND_BOUNDS)


def falling_before(text: str, position: int) -> int | None:
    """Where a falling word (跌幅, 减少, fell) right before this position starts, if one does.

    >>> falling_before("减少7", 2), falling_before("亏损7", 2), falling_before("减少到7", 3)
    (0, None, None)
    """
    start = max(0, position - _WINDOW)
    if _last_sign(text, position) in _FALLING_ENDS:
        start = _run_start(text, (start, position), _FALLING_ENDS)
    elif not _ends_with(text, position, _FALLING_EN_ENDS):
        return None
    match = _FALLING.search(text, start, position)
    return match.start() if match else None
