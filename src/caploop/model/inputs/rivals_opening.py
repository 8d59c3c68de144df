"""What rivals have at the start: cash and cash flow of those that report, values of the others."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from caploop.book import KnownBook, Position
from caploop.model.inputs.observed import BN, ORIGIN
from caploop.model.inputs.sources import Made
from caploop.model.rivals.start import RIVALS

REPORTING = ("google", "meta", "xai")
HELD = ("cash_and_equivalents", "marketable_securities")
MOVED = "operating_cash_flow"
ROWS = ("flow0_open", "value0_xai", "value0_anthropic", "cash0_anthropic")
MADE = ("rival_cash_flow", "rival_cash_held", "rival_value")


def rivals_opened(known: KnownBook, central: Mapping[str, float]) -> dict[str, NDArray[np.float64]]:
    """Cash flow of 2025, cash at its end and value to raise money on, USD bn, by rival.

    A rival without a reported number has that of its row, and none where it has no row either.
    """
    held, moved = _stocks(known), _years(known)
    cash = {name: sum(_value(p) for p in held if p.party == name) for name in REPORTING}
    flow = {name: sum(_value(p) for p in moved if p.party == name) for name in REPORTING}
    given = {
        "rival_cash_flow": {**flow, "open": central["flow0_open"]},
        "rival_cash_held": {**cash, "anthropic": central["cash0_anthropic"]},
        "rival_value": {n: central[f"value0_{n}"] for n in ("xai", "anthropic")},
    }
    return {key: np.array([found.get(n, 0.0) for n in RIVALS]) for key, found in given.items()}


def made_of_rivals(known: KnownBook) -> dict[str, Made]:
    """Where these arrays come from: ids of positions, and rows that are judgements."""
    used = (*_stocks(known), *_years(known))
    ids = tuple(dict.fromkeys(p.id for p in used))
    guessed = any(p.nature in {"assumption", "prior"} for p in used)
    made = Made(symbols=ROWS, positions=ids, assumption=guessed)
    return dict.fromkeys(MADE, made)


def _stocks(known: KnownBook) -> list[Position]:
    return [p for p in known.held(ORIGIN) if p.item in HELD and _whole(p)]


def _years(known: KnownBook) -> list[Position]:
    return [p for p in known.moved(ORIGIN) if p.item == MOVED and _whole(p) and _year(p)]


def _whole(position: Position) -> bool:
    return (
        position.party in REPORTING
        and position.value is not None
        and not position.counterparty
        and position.segment is None
    )


def _year(position: Position) -> bool:
    start, end = position.period_start, position.period_end
    return start is not None and end is not None and (end - start).days > 350


def _value(position: Position) -> float:
    return float(position.value or 0) * BN
