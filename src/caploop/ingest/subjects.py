"""Of whom a sentence speaks at each of its places: subjects, and what stands for them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from msgspec import Struct
from msgspec.structs import replace

from caploop.ingest.parties import CHIP, FIRM, OBSERVER, PERSON, PRODUCT, Mention, is_listed, roles
from caploop.ingest.sentence import Sentence
from caploop.ingest.vocabulary import rows_of, written_out
from caploop.ingest.words import WordSet, small

_FILLED = 24
"""Signs before a name in which words of direction are looked for."""
_BY_OR_OF = re.compile(r"\b(?:of|in|at)\s+$", re.I)
_TOWARDS_ZH = re.compile(r"(?:向|给|对|为|替|与|和|跟|同|被|由|据)\s*$")
_OWNS = re.compile(r"(?:\s?[（(][^()（）]{1,24}[)）])?(?:['’]s?\b|的(?!确)|方面|旗下|[:：])", re.I)
_SHARE = re.compile(
    r",?\s*(?:一家|就|约)?"
    r"(?:占|贡献|accounts? for|accounted for|represents?|ma[dk](?:e|es|ing) up)",
    re.I,
)
_DEAL = re.compile(
    r"\s(?:deal|contract|order|lease|agreement|partnership|investment|stake|money)\b"
)
_DOING = re.compile(r"\s(?:also\s)?[a-z]{2,}ing\b")
"""What makes of a name behind "with" one who does something: with Amazon putting in $50 billion."""
_THE = re.compile(r"\b(?:the|this|our|its)\s$", re.I)
_WHO = re.compile(
    r"(?:[^,，.;；]{0,24}[,，])?\s*(?:which|who|whose|that)\b"
    r"(?!\s(?:ha[sd]|have|is|was|were|are)\s(?:(?:since|also|now|later)\s)?"
    r"(?:been|worth|expected|due|set|valued))",
    re.I,
)
_ASSET = re.compile(
    r"\s?(?:股份|股权|股票|芯片|显卡|GPU|TPU|服务器|算力卡"
    r"|(?:shares?|stock|common stock|chips?|GPUs?|TPUs?|servers?|accelerators?|bonds?|capacity"
    r"|models?)\b)",
    re.I,
)
_CLAUSE_ENDS = re.compile(r"[,，;；:：.。!！?？(（]\s?(?:而|但)?$")
WE, YOU, LATTER, FORMER, SELF, MANY = "we", "you", "latter", "former", "self", "many"
_STAND_INS = {
    WE: "we|our|us|ours|我们|我司|本公司|本集团|咱们",
    YOU: "you|your|你们|贵公司|您",
    LATTER: "后者|the latter",
    FORMER: "前者|the former",
    SELF: "it|its|the company|the firm|the group|该公司|公司|集团|该集团|该企业|其|它",
    MANY: "(private )?lenders|the lenders|creditors|bondholders|(the |us )?hyperscalers"
    "|(the )?hyperscale cloud providers|big tech|tech giants"
    "|(the )?cloud (companies|providers|giants)|tech companies|the industry|the sector|utilities"
    "|[四五六七]大(云厂商|云巨头|科技巨头|云服务商|巨头|厂商)|云厂商们?|云巨头们|科技巨头|各大厂商"
    "|行业|业界|全行业|整个行业|外资|投信|三大法人|散户",
}
_UNKNOWN = re.compile(
    r"(?:^|(?<=[,;.!?] )|(?<=said )|(?<=and ))(?P<name>(?:[A-Z][\w&'’.-]+ ){1,4})"
    r"(?=(?:has |had |have |will |would |also |is |are )?(?:said|says|plans?|raised|raises|agreed"
    r"|signed|reported|posted|expects?|sold|bought|filed|leads?|makes?|employs?|announced|owns?"
    r"|invested|acquired|oversees|manages|runs|led|lent|borrowed|issued|hired|launched|raising"
    r"|leading|seeking|building)\b)"
)
_ENGLISH = re.compile("[a-z] [a-z]")
_UNKNOWN_WHO = re.compile(
    r"(?:[A-Z][\w&'’.-]+ ){0,3}(?P<name>[A-Z][\w&’.-]+), (?=which |who |whose )|"
    r"(?P<owner>[A-Z][\w&.-]+)['’]s (?=[a-z])"
)
HEAD = 4
"""Characters from the start of a clause within which a chip's name is its subject."""


class SubjectAt(Struct, frozen=True, kw_only=True, gc=False):
    """From a place of a sentence on, whom it speaks of; nobody where an unknown name stands."""

    at: int
    party: str | None
    mention: Mention | None = None
    is_we: bool = False
    is_self: bool = False


class Talk(Struct, frozen=True, kw_only=True, gc=False):
    """What has been said before a sentence: of whom it speaks, whose the article is, who `we` and
    `you` are, and the parties named, latest last."""

    here: str | None = None
    own: str | None = None
    we: str | None = None
    you: str | None = None
    named: tuple[str, ...] = ()


def _table(use: str) -> tuple[str, ...]:
    """The words of the table for one use."""
    told = (row["words"] for row in rows_of("subject_words.csv") if row["use"] == use)
    return tuple(word for words in told for word in written_out(words))


@cache
def _set_of(use: str) -> frozenset[str]:
    return frozenset(map(small, _table(use)))


def _points_in_english(words: list[str]) -> bool:
    """Whether words of direction end this row of words, with few between them and its end."""
    for word in words[: -_BETWEEN - 2 : -1]:
        bare = word.rstrip(".")
        if bare in _set_of("points_en"):
            return True
        if bare not in _set_of("between_en"):
            return False
    return False


def _points_in_chinese(tail: str) -> bool:
    """The same of Chinese signs; of words that end there the longest counts."""
    for _ in range(_BETWEEN + 1):
        ends = [tail[-size:] for size in range(min(_LONGEST, len(tail)), 0, -1)]
        told = next((end for end in ends if end in _set_of("not_points_zh")), None)
        if told is not None:
            return False
        if any(end in _set_of("points_zh") for end in ends):
            return True
        between = next((end for end in ends if end in _set_of("between_zh")), None)
        if between is None:
            return False
        tail = tail[: -len(between)].rstrip()
    return False


_BETWEEN = 3
"""Words that may stand between a word of direction and its name."""
_LONGEST = 4
"""Signs of the longest Chinese word of direction."""


@cache
def _meanings() -> dict[str, str]:
    """Each word that stands for a party with what it means: we, the latter, or a role."""
    told = _STAND_INS | {row["roles"]: row["words"] for row in rows_of("role_nouns.csv")}
    return {small(word): means for means, words in told.items() for word in written_out(words)}


@cache
def _stand_in_words() -> WordSet:
    return WordSet(_meanings())


def pointed(text: str, inside: Sequence[Mention]) -> list[Mention]:
    """Those whom a word of direction stands before, and those listed after them."""
    found: list[Mention] = []
    last: Mention | None = None
    for one in inside:
        if last is not None and is_listed(text, last, one):
            is_object = last in found
        else:
            is_object = _is_pointed(text, one)
        is_asset = not _at_break(text, one.start) and _ASSET.match(text, one.end) is not None
        is_deal = _DEAL.match(text, one.end) is not None and _THE.search(text, 0, one.start)
        if is_object or is_asset or is_deal or _SHARE.match(text, one.end):
            found.append(one)
            found += _listed_before(text, inside, one)
        last = one
    return sorted(found, key=lambda one: one.start)


def _listed_before(text: str, inside: Sequence[Mention], last: Mention) -> Iterator[Mention]:
    """Those of a list whose last is what a share of something is said of."""
    if _SHARE.match(text, last.end) is None:
        return
    after = last
    for one in reversed([m for m in inside if m.end <= last.start]):
        if not is_listed(text, one, after):
            return
        yield one
        after = one


def _at_break(text: str, start: int) -> bool:
    """Whether a clause starts here."""
    return start <= HEAD or _CLAUSE_ENDS.search(text, max(0, start - 4), start) is not None


def _is_pointed(text: str, one: Mention) -> bool:
    floor = max(0, one.start - _FILLED)
    tail = text[floor : one.start]
    bare = tail.rstrip()
    if not bare:
        return False
    if bare.isascii() or bare[-1].isascii():
        if bare == tail or not _points_in_english(small(bare).split()):
            return False
        if bare.endswith("with") and _DOING.match(text, one.end):
            return False
        owns = _OWNS.match(text, one.end) is not None
        return not (owns and _BY_OR_OF.search(text, floor, one.start))
    if _points_in_chinese(bare):
        owns = _OWNS.match(text, one.end) is not None
        return not owns or _TOWARDS_ZH.search(text, floor, one.start) is not None
    return False


class NamedIn(Struct, frozen=True, kw_only=True, gc=False):
    """The parties that a sentence names, and those of them that a word of direction points to."""

    inside: tuple[Mention, ...] = ()
    objects: tuple[Mention, ...] = ()


def named_in(sentence: Sentence, told: Sequence[Mention]) -> NamedIn:
    """Those named in a sentence of a line that names these."""
    inside = tuple(m for m in told if sentence.first <= m.start and m.end <= sentence.last)
    return NamedIn(inside=inside, objects=tuple(pointed(sentence.text, inside)))


def subjects_of(sentence: Sentence, named: NamedIn, talk: Talk) -> list[SubjectAt]:
    """Who is spoken of from where on in a sentence, in order."""
    text, last = sentence.text, sentence.last
    inside, objects = named.inside, named.objects
    found = [
        SubjectAt(at=m.start, party=m.party, mention=m)
        for before, m in zip((None, *inside), inside, strict=False)
        if m not in objects
        and (m.kind != CHIP or _is_head(sentence, m))
        and not _is_voice(text, m)
        and (before is None or before in objects or not is_listed(text, before, m))
    ]
    found += [
        SubjectAt(at=hit.start(), party=m.party)
        for m in objects
        if (hit := _WHO.match(text, m.end, last)) is not None
    ]
    found += _stand_ins(sentence, inside, talk)
    found += _unknown(sentence, inside) if sentence.figures else []
    voices = [m for m in inside if _is_voice(text, m)]
    if voices and not found and not _ITS.search(text, sentence.first, last):
        found.append(SubjectAt(at=voices[0].start, party=None))
        shares = [m for m in objects if _SHARE.match(text, m.end)]
        found += [SubjectAt(at=m.start, party=m.party, mention=m) for m in shares]
    found.sort(key=lambda one: one.at)
    return [s for n, s in enumerate(found) if n == 0 or not s.is_self]


_ESTIMATES = re.compile(
    r"(?:['’]s?)?\s?(?:则|也|并)?(?:research\s|securities\s)?"
    r"(?:analysts?|estimat|reckon|forecast|calculat|expects? that|says? the|said the"
    r"|认为|估计|测算|估算|研报|报告|分析师|预测|统计|数据)",
    re.I,
)
_ITS = re.compile(r"其|它|该公司|\b(?:its?|the company|the firm|their)\b", re.I)
_VOICES = frozenset({"lender", "observer"})


def _is_voice(text: str, one: Mention) -> bool:
    """Whether a name is only that of who says so."""
    if one.kind == OBSERVER:
        return True
    told = _ESTIMATES.match(text, one.end) is not None
    return told and (roles().get(one.party) in _VOICES or one.party not in roles())


def _is_head(sentence: Sentence, one: Mention) -> bool:
    start = max([sentence.first, *(b + 1 for b in sentence.marks.breaks if b < one.start)])
    return one.start - start <= HEAD


def _stand_ins(sentence: Sentence, inside: Sequence[Mention], talk: Talk) -> list[SubjectAt]:
    """What words that stand for a party mean: we, you, the latter, the chipmaker."""
    found: list[SubjectAt] = []
    low = sentence.low[sentence.first : sentence.last]
    for hit in _stand_in_words().found_in(low):
        at, means = sentence.first + hit.start(), _meanings()[hit.group()]
        if means == WE:
            if sentence.text[at : at + 2] != "US":
                found.append(SubjectAt(at=at, party=talk.we, is_we=True))
            continue
        if means in {SELF, MANY}:
            found += _loose(sentence, (at, hit.group()), talk if means == SELF else None)
            continue
        named = [m.party for m in inside if m.end <= at]
        party = talk.you if means == YOU else _meant(means, named, talk)
        if party is not None:
            found.append(SubjectAt(at=at, party=party))
    return found


def _loose(sentence: Sentence, word: tuple[int, str], talk: Talk | None) -> list[SubjectAt]:
    """A word for whom the text speaks of, or for many at once, where it is a subject."""
    at, said = word
    text = sentence.text
    if talk is None:
        one = Mention(start=at, end=at + len(said), party="")
        return [] if _is_pointed(text, one) else [SubjectAt(at=at, party=None)]
    is_start = at - sentence.first <= HEAD or _at_break(text, at)
    if talk.own is not None and text[at : at + len(said)].endswith("Company"):
        return [SubjectAt(at=at, party=talk.own)]
    if talk.here is None or not (is_start or said.isascii()):
        return []
    return [SubjectAt(at=at, party=talk.here, is_self=True)]


def _meant(means: str, named: Sequence[str], talk: Talk) -> str | None:
    """The party that the latter, the former or the noun of a role means."""
    if means in {LATTER, FORMER}:
        two = [*named] if len(set(named)) > 1 else [*talk.named[-2:], *named]
        return two[-1 if means == LATTER else 0] if two else None
    told = (*talk.named, *named)
    return next((party for party in reversed(told) if roles().get(party) == means), None)


def _unknown(sentence: Sentence, inside: Sequence[Mention]) -> list[SubjectAt]:
    """Where a name that nobody knows is the subject of an English clause."""
    text, found = sentence.text, []
    if _ENGLISH.search(text, sentence.first, sentence.last) is None:
        return []
    for pattern in (_UNKNOWN, _UNKNOWN_WHO):
        for hit in pattern.finditer(text, sentence.first, sentence.last):
            name = hit[hit.lastgroup or 0]
            words = name.split()
            known = any(m.start < hit.end() and hit.start() < m.end for m in inside)
            if not known and words and words[0].lower().strip(".") not in _set_of("ordinary"):
                found.append(SubjectAt(at=hit.start(hit.lastgroup or 0), party=None))
    return found


def talk_after(talk: Talk, told: Sequence[Mention], subjects: Sequence[SubjectAt]) -> Talk:
    """What has been said after a sentence: its first subject is spoken of on."""
    if not told and not subjects:
        return talk
    kinds = {FIRM, PERSON, PRODUCT}
    strong = [
        s.party
        for s in subjects
        if s.is_self or (s.mention is not None and s.mention.kind in kinds)
    ]
    others = [s.party for s in subjects if s.mention is None and s.party is not None]
    we = [s.party for s in subjects if s.is_we and s.party is not None]
    here = next(iter(we or strong or others), talk.here)
    named = (*talk.named, *(m.party for m in told))[-8:]
    return replace(talk, here=here, named=named)
