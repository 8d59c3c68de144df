"""What spending and investing are, by who does it and on what: capex, a stake, a commitment."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from caploop.ingest.measures import GROWTH, OTHER, Found
from caploop.ingest.parties import Mention, roles
from caploop.ingest.sentence import PlacedFigure

SPEND, EQUITY, CAPEX, COMMITMENT = "spend", "equity_investment", "capex", "commitment"
BUILDERS = frozenset({"cloud", "landlord", "chip", "supplier", "assembler", "vehicle"})
"""Roles of those whose own spending is plant and equipment."""
NEAR = 200
"""Signs on either side of a figure in which it is said what the money is for."""
_BUILT = re.compile(
    r"data\s?cent|infrastructure|\bplants?\b|\bfabs?\b|\bfactor|campus|gigawatt"
    r"|\bGW\b|\bservers?\b|\bchips\b|grid"
    r"|数据中心|基础设施|基建|建设|兴建|工厂|厂房|晶圆厂|园区|吉瓦|机房|服务器|智算|算力|电网|美国制造",
    re.I,
)
PRICE, STAKE = "price", "stake"
_POINTS = re.compile(r"基点|\bbps?\b|basis")
"""Hundredths of a percent, in which rates are compared and nothing grows."""
_PER_SHARE = re.compile(r"\s?(?:per|a)\s(?:diluted\s|basic\s)?share")
_EARNED = re.compile(r"net (?:loss|income)|earnings|profit")
"""What of a sum per share says that it was earned and not paid."""
_PLACE = re.compile(r"\s?(?:in|across)\s(?:the\s)?[A-Z]")
"""A place behind a sum of investment: $75 billion in Virginia."""
_AHEAD = re.compile(
    r"\b(?:plans?|planned|pledg\w+|promis\w+|commit\w*|aims?|intends?|by 20\d\d"
    r"|over the next)\b"
    r"|承诺|计划|拟|未来|到20\d\d年|规划|打算",
    re.I,
)


def held(found: Found | None, figure: PlacedFigure, named: Sequence[Mention]) -> Found | None:
    """A share right before "of" and a firm is a stake in it where no word says otherwise.

    11 percent of OpenAI is one, 11 percent of its sales is none.
    """
    if figure.kind != "ratio" or (found is not None and found.measure != OTHER):
        return found
    text, end = figure.text, figure.quantity.end
    for one in named:
        if text[end : one.start] == " of " and text[one.end : one.end + 1] not in {"'", "’"}:
            return Found(measure=STAKE, rule=f"{STAKE}:of", confidence=0.7)
    return found


def settled(found: Found, figure: PlacedFigure, who: tuple[str | None, Sequence[Mention]]) -> Found:
    """The measure where a word of spending or investing leaves it to whose money it is.

    `who` is the party and those named in the sentence.
    """
    if found.measure == PRICE and _PER_SHARE.match(figure.text, figure.quantity.end):
        said = figure.sentence.low[figure.first : figure.last]
        return replace(found, measure=OTHER) if _EARNED.search(said) else found
    if found.measure == GROWTH and _POINTS.search(figure.quantity.text):
        return replace(found, measure=OTHER)
    if found.measure not in {SPEND, EQUITY}:
        return found
    party, named = who
    role = roles().get(party or "", "")
    others = [one for one in named if one.party != party]
    if found.measure == EQUITY and (others or role == "investor" or party is None):
        return found
    return replace(found, measure=_of_role(found.measure, role, figure))


def _of_role(measure: str, role: str, figure: PlacedFigure) -> str:
    q = figure.quantity
    said = figure.text[max(figure.first, q.start - NEAR) : min(figure.last, q.end + NEAR)]
    if role == "investor" and measure == SPEND:
        return EQUITY
    if role == "developer":
        if _AHEAD.search(said):
            return COMMITMENT
        return CAPEX if _BUILT.search(said) else OTHER if measure == SPEND else measure
    is_placed = _PLACE.match(figure.text, figure.quantity.end) is not None
    if is_placed or _BUILT.search(said) or (role in BUILDERS and measure == SPEND):
        return CAPEX
    return OTHER if measure == SPEND else measure
