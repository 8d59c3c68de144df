"""Kind, unit and currency of a figure where it does not say them: bare numbers, and whose 元."""

from __future__ import annotations

import re

from msgspec.structs import replace

from caploop.extraction import Quantity
from caploop.ingest.measures import Found, measure_of
from caploop.ingest.script import old_signs
from caploop.ingest.sentence import SUM, PlacedFigure, Sentence, kind_of

_SOME, OFTEN = 4000, 12
"""One sign in so many of the first ones in old script makes an article one of that script."""
_CHINESE = re.compile("[\u4e00-\u9fff]")
CROWD = 5_000_000
"""So many people are no staff of anybody."""
BARE = ("money", "users", "heads", "chips")
"""Kinds of what a large number without any unit may be: the one whose word speaks loudest."""
BARE_UNITS = {"users": "user", "heads": "person", "chips": "chip"}


def placed(q: Quantity, sentence: Sentence) -> tuple[PlacedFigure, Found | None]:
    """A figure with its kind and measure."""
    figure = PlacedFigure(quantity=q, kind=kind_of(q), sentence=sentence)
    if figure.kind == "heads" and (q.value or q.high or q.low or 0) >= CROWD:
        figure = replace(figure, kind="users")
    if q.unit is None and (q.value or q.high or q.low or 0) >= SUM:
        ways = [
            replace(figure, kind=kind) for kind in (BARE if kind_of(q) != "money" else BARE[:2])
        ]
        told = [
            (way, cue) for way in ways if (cue := measure_of(way)) and "default" not in cue.rule
        ]
        if told:
            return max(told, key=lambda one: one[1].confidence)
    return figure, measure_of(figure)


_HONG_KONG = re.compile(r"港[元幣]|HK\$|港股|恒生|恆生")
_SAME_BELOW = re.compile(r"人民[幣币]\s?[(（,，]?\s?[下以]下?同")
_RENMINBI = re.compile(r"人民[币幣]$")


def yuan_of(text: str) -> str | None:
    """Whose 元 it is in an article in traditional script: Hong Kong's where it speaks of it, else
    Taiwan's; none in simplified script."""
    head = text[:_SOME]
    if old_signs(head) * OFTEN <= len(_CHINESE.findall(head)):
        return None
    if _SAME_BELOW.search(text):
        return "CNY"
    return "HKD" if _HONG_KONG.search(text) and "台幣" not in text else "TWD"


def unit_of(figure: PlacedFigure, measure: Found | None) -> str | None:
    """The unit of a figure; things counted of which staff is measured are people."""
    unit = figure.quantity.unit
    is_staff = measure is not None and measure.measure == "headcount"
    return "person" if is_staff and unit == "count" else unit or BARE_UNITS.get(figure.kind)


def is_plain_yuan(figure: PlacedFigure, printed: str) -> bool:
    q = figure.quantity
    if q.currency not in {None, "CNY"} or not printed.endswith(("元", "圓")):
        return False
    return _RENMINBI.search(figure.text, max(0, q.start - 5), q.start) is None
