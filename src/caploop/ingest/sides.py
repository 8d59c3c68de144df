"""Whose figure it is, and who stands on the other side."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from caploop.extraction import Quantity
from caploop.ingest.about import About
from caploop.ingest.measures import Found
from caploop.ingest.parties import CHIP, Mention, is_listed
from caploop.ingest.sentence import PlacedFigure
from caploop.ingest.subjects import NamedIn, SubjectAt, Talk

TWO_SIDED = frozenset({"equity_investment", "contract_value", "loan", "guarantee", "commitment"})
PLACED = frozenset({"capacity_power", "other", "growth_rate"})
"""Measures that may be a country's rather than a company's."""
_PLACE = re.compile(
    r"美国|中国|北美|欧洲|全球|全美|美方|\bU\.?S\.?\b|\bChina\b|\bnational|\bglobal", re.I
)
_OWNER_BEFORE = re.compile(r"(?:['’]s|的|[:：])\s?(?:[^，,。;；:：()（）、\d$€£¥]{0,14})$")
_TOWARDS = re.compile(r"(?:向|给|对|为|替|与|和|跟|同|\b(?:to|with|from|for|in)\s)\s*$", re.I)
_OWNER_BEHIND = re.compile(r"\s?(?:of|in)\s(?:the\s)?$", re.I)
_BY = re.compile(r"\b(?:was|were|been|is|are|be|being)\s(?:\w+\s){1,2}by\s$", re.I)
_HELD_BY = re.compile(r"\s?(?:stake\s)?(?:owned|held|controlled)\sby\s(?:the\s)?", re.I)
_AHEAD = re.compile(r"(?:with|at|for|in|on|after|despite|under)\b|以|按|随着|凭|在|继|为", re.I)
_SHARES = re.compile(
    r"(?:['’]s?|的)?\s?(?:common\s)?(?:stock|shares?)\b|(?:公司|的)?股[价票]", re.I
)
_SHARES_OF = re.compile(r"\b(?:shares|stock)\s(?:of|in)\s$", re.I)
OF_SHARES = frozenset({"price", "market_cap", "growth_rate"})
"""Measures that shares have."""
_EACH = re.compile(r"\brespectively\b|分别|各自", re.I)
_AND = re.compile(r"\s?(?:和|与|及|以及|、|/|，|,|\band\b|,\sand\b)\s?", re.I)
_INVESTS = re.compile(
    r"投资|注资|入股|领投|跟投|参投|\binvest|\bput(?:s|ting)? in\b|\bstake\b|\bback(?:s|ed)\b", re.I
)


class Spoken(Struct, frozen=True, kw_only=True):
    """Who is spoken of in a sentence: those it names, its subjects, what was said before, and what
    the article is about."""

    named: NamedIn
    subjects: Sequence[SubjectAt]
    talk: Talk
    about: About

    @property
    def is_new(self) -> bool:
        """Whether the sentence speaks of somebody else than the one before."""
        named = [s.party for s in self.subjects if s.mention is not None]
        return bool(named) and self.talk.here not in named


def sides(
    figure: PlacedFigure, measure: Found | None, spoken: Spoken
) -> tuple[str | None, str | None]:
    """The party and the counterparty of a figure: the subject before it in its sentence, and for
    what two sides agree on the one that a word of direction points to."""
    first, last, q = figure.first, figure.last, figure.quantity
    inside, objects = spoken.named.inside, spoken.named.objects
    name = measure.measure if measure else "other"
    if not inside and name in PLACED and _PLACE.search(figure.text, first, q.start):
        return None, None
    party = _issuer(figure, inside) if name in OF_SHARES else None
    party = party or _party(figure, _without_leads(figure, spoken, name), name)
    if name == "valuation" and _INVESTS.search(figure.text, first, last):
        invested = [m.party for m in objects if m.party != party and m.kind != CHIP]
        return (invested[0] if len(set(invested)) == 1 else party), None
    if name not in TWO_SIDED:
        return party, None
    others = [m for m in objects if m.party != party]
    if not others and name == "equity_investment" and spoken.about.most != party:
        return party, spoken.about.most
    others = others or [m for m in inside if m.party != party]
    nearest = min(others, key=lambda m: _far(m, q), default=None)
    return party, nearest.party if nearest else None


def _issuer(figure: PlacedFigure, inside: Sequence[Mention]) -> str | None:
    """Whose shares a price is of: Intel common stock at $23."""
    text = figure.text
    before = [m for m in inside if m.end <= figure.quantity.start]
    shares = [
        m
        for m in before
        if _SHARES.match(text, m.end) or _SHARES_OF.search(text, max(0, m.start - 12), m.start)
    ]
    return shares[-1].party if shares else None


_LEADS = re.compile(r"\s?(?:co-)?(?:led|leads|leading|joined|participated)\b|领投|跟投|参投", re.I)


def _without_leads(figure: PlacedFigure, spoken: Spoken, name: str) -> Spoken:
    """The talk without those who only led the round that a figure is of."""
    if name not in {"funding_round", "valuation"}:
        return spoken
    led = [s for s in spoken.subjects if s.mention and _LEADS.match(figure.text, s.mention.end)]
    if not led:
        return spoken
    return replace(spoken, subjects=[s for s in spoken.subjects if s not in led])


def _party(figure: PlacedFigure, spoken: Spoken, name: str) -> str | None:
    """Whose figure it is: the owner of it, else the subject before it, else whom the text is on."""
    text, q, inside = figure.text, figure.quantity, spoken.named.inside
    before = [s for s in spoken.subjects if s.at < q.start]
    behind = [s for s in spoken.subjects if s.at >= q.end and s.mention is not None]
    owner = _named_owner(figure, inside, is_held=name == "stake")
    if owner is not None:
        return owner.party
    if before:
        return before[-1].party
    if behind and _AHEAD.match(text, figure.first):
        return behind[0].party
    payer = _payer(figure, inside)
    if payer is not None:
        return payer.party
    named = [s.party for s in behind] + [m.party for m in inside if m.kind != CHIP]
    return spoken.talk.here or (named[0] if named else spoken.about.own)


def _named_owner(
    figure: PlacedFigure, inside: Sequence[Mention], *, is_held: bool
) -> Mention | None:
    """The party that the words around a figure give it to; what is held has no owner before it."""
    ways = (None if is_held else _owner(figure, inside), _each(figure, inside))
    return next((way for way in ways if way is not None), None) or _holder(figure, inside)


def _payer(figure: PlacedFigure, inside: Sequence[Mention]) -> Mention | None:
    """By whom something was paid, raised, spent: the first name behind such a "by"."""
    end = figure.quantity.end
    behind = (m for m in inside if m.start >= end)
    return next((m for m in behind if _BY.search(figure.text, end, m.start)), None)


def _holder(figure: PlacedFigure, inside: Sequence[Mention]) -> Mention | None:
    """Who holds a share that stands before its holder: 49% owned by X."""
    end = figure.quantity.end
    behind = (m for m in inside if m.start >= end)
    return next((m for m in behind if _HELD_BY.fullmatch(figure.text, end, m.start)), None)


def _owner(figure: PlacedFigure, inside: Sequence[Mention]) -> Mention | None:
    """The party whose own the figure is said to be: X's $3 billion, $3 billion of X's backlog."""
    text, q = figure.text, figure.quantity
    for one in reversed(inside):
        if one.end <= q.start:
            if _OWNER_BEFORE.match(text, one.end, q.start) and not _TOWARDS.search(
                text, max(0, one.start - 8), one.start
            ):
                return one
            break
    for one in inside:
        if one.start >= q.end:
            owns = text[one.end : one.end + 2] in ("'s", "’s")
            if owns and _OWNER_BEHIND.fullmatch(text, q.end, one.start):
                return one
            break
    return None


def _each(figure: PlacedFigure, inside: Sequence[Mention]) -> Mention | None:
    """The party that a figure of a list belongs to where a sentence tells each its own."""
    text, sentence = figure.text, figure.sentence
    if len(inside) < 2 or not _EACH.search(text, figure.first, figure.last):
        return None
    named = _list_before(text, inside)
    row = [q for q in sentence.figures if named and q.start >= named[-1].end]
    row = row[: len(named)]
    linked = all(_AND.fullmatch(text, a.end, b.start) for a, b in pairwise(row))
    if len(named) > 1 and len(row) == len(named) and linked and figure.quantity in row:
        return named[row.index(figure.quantity)]
    return None


def _list_before(text: str, told: Sequence[Mention]) -> list[Mention]:
    """The last list of several names."""
    lists: list[list[Mention]] = []
    for one in told:
        if lists and is_listed(text, lists[-1][-1], one):
            lists[-1].append(one)
        else:
            lists.append([one])
    several = [names for names in lists if len(names) > 1]
    return several[-1] if several else []


def _far(one: Mention, q: Quantity) -> int:
    return q.start - one.end if one.end <= q.start else one.start - q.end
