"""Whose figure it is, and who stands on the other side."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from caploop.extraction import Quantity
from caploop.ingest.measures import Found, PlacedFigure
from caploop.ingest.parties import Mention

TWO_SIDED = frozenset({"equity_investment", "contract_value", "loan", "guarantee", "commitment"})
PLACED = frozenset({"capacity_power", "other", "growth_rate"})
"""Measures that may be a country's rather than a company's."""
_TO = re.compile(
    r"(?:向|给|对|为|替|持有|入股|投资|收购|和|与|从|在|于|携手|联手|联合|\bin|\binto|\bto|\bwith|\bfrom|\bby|\bof|"
    r"\bacquir\w+|\bback\w*|\bfor)\s*(?:其|the\s)?\s*$",
    re.I,
)
_LISTED = re.compile(r"\s*(?:、|,|，|和|与|及|以及|\band\b|,\s*and\b|)\s*", re.I)
_FIRST_PERSON = re.compile(r"\b(?:we|our|us|I)\b|我们|我司|本公司|本集团", re.I)
_OWNS = re.compile(r"['’]s\b|的|方面|:|：")
_BREAK = re.compile(r"[,，;；、:：]\s*(?:而|但|其中|and\s|but\s|while\s)?$", re.I)
_SIGN = re.compile("[\u4e00-\u9fff]")
HEAD = 4
"""Characters from the start of a sentence within which a name is its subject."""
_PLACE = re.compile(
    r"美国|中国|北美|欧洲|全球|全美|美方|\bU\.?S\.?\b|\bChina\b|\bnational|\bglobal", re.I
)


@dataclass(frozen=True, kw_only=True)
class Spoken:
    """Who is spoken of at a place: those named in the text around it, the party of whom the article
    speaks there, the one it speaks of most, and the one in its title, whose words a first person is
    taken to be."""

    told: Sequence[Mention]
    here: str | None
    most: str | None
    own: str | None


def sides(
    figure: PlacedFigure, measure: Found | None, about: Spoken
) -> tuple[str | None, str | None]:
    """The party and the counterparty of a figure: the subject before it in its sentence, and for
    what two sides agree on the one that a word of direction points to."""
    text, q, first, last = figure.text, figure.quantity, figure.first, figure.last
    inside = [m for m in about.told if first <= m.start and m.end <= last]
    pointed = _pointed(text, inside)
    free = [m for m in inside if m not in pointed]
    name = measure.measure if measure else "other"
    if not free and name in PLACED and _PLACE.search(text, first, q.start):
        return None, None
    if not free and _FIRST_PERSON.search(text, first, last):
        party = about.own
    else:
        party = _subject(free, figure) or _before(about.told, first) or about.here
    if name not in TWO_SIDED:
        return party, None
    others = [m for m in pointed if m.party != party]
    if not others and name == "equity_investment" and about.most != party:
        return party, about.most
    others = others or [m for m in inside if m.party != party]
    nearest = min(others, key=lambda m: _far(m, q), default=None)
    return party, nearest.party if nearest else None


def _before(told: Sequence[Mention], first: int) -> str | None:
    """The first party named in the sentences of the text before this one, if any."""
    before = [m for m in told if m.end <= first]
    return before[0].party if before else None


def _pointed(text: str, inside: Sequence[Mention]) -> list[Mention]:
    """Those whom a word of direction stands before, and those listed after them."""
    found: list[Mention] = []
    last: Mention | None = None
    for one in inside:
        listed = last is not None and _LISTED.fullmatch(text[last.end : one.start]) is not None
        pointed = _TO.search(text[max(0, one.start - 14) : one.start]) is not None
        if last in found if listed else pointed:
            found.append(one)
        last = one
    return found


def _subject(free: Sequence[Mention], figure: PlacedFigure) -> str | None:
    """Whose figure it is: the last one before it with a mark of possession or at the head of a
    clause, else the first of the sentence."""
    before = [m for m in free if m.end <= figure.quantity.start]
    for one in reversed(before):
        owns = _OWNS.match(figure.text, one.end) is not None
        lead = figure.text[max(figure.first, one.start - 4) : one.start]
        if owns or one.start - figure.first <= HEAD or _BREAK.search(lead):
            return one.party
    if before:
        return before[-1].party if _is_chinese(figure) else before[0].party
    return free[0].party if free else None


def _is_chinese(figure: PlacedFigure) -> bool:
    return _SIGN.search(figure.sentence()) is not None


def _far(one: Mention, q: Quantity) -> int:
    return q.start - one.end if one.end <= q.start else one.start - q.end
