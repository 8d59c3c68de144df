"""The least shocks on the dated book that ruin a party, and how far from nothing they are."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import sqrt

from msgspec.structs import replace

from caploop.book import Book
from caploop.core.message import message
from caploop.stress import Cleared, Refused, Shock, StaticCase, cleared, least_shocks
from caploop.study.stress.record import SPREAD, Reverse

Sizes = tuple[tuple[str, float], ...]


REVENUE = "revenue openai"
UNIFORM = 1 / sqrt(12)
NORMAL_90 = 2 * 1.6448536269514722
METRIC = message("distance-of-shocks")


def reverse_of(
    book: Book, case: StaticCase, parties: Sequence[str]
) -> tuple[tuple[Reverse, ...], tuple[Refused, ...]]:
    """Least sets by party, and parties that no shock on dated payments can ruin.

    A party is ruined when it is short earlier than it is anyway, or when what it is not paid by
    the last quarter before OpenAI is short anyway is more than its book equity.
    """
    if not parties:
        return (), ()
    short = _until_short(case)
    spreads = _spreads(book, short)
    found: list[Reverse] = []
    refused: list[Refused] = []
    seen: dict[Sizes, Cleared] = {}
    for party in parties:
        sets = least_shocks(_ruins(short, party, seen), spreads)
        found += [
            Reverse(party=party, shocks=dict(s.sizes), plausibility=s.plausibility) for s in sets
        ]
        if not sets:
            what = message("least-shock", party=party)
            refused.append(Refused(what=what, why=message("no-shock-ruins")))
    return tuple(found), tuple(refused)


def _until_short(case: StaticCase) -> StaticCase:
    """The case up to the last quarter in which nobody is short without a shock."""
    whole = cleared(case, [])
    bad = (whole.short > 0).any(axis=1)
    last = int(bad.argmax()) if bad.any() else case.quarters
    return replace(
        case,
        quarters=last,
        debts=tuple(d for d in case.debts if d.quarter < last),
        funding=tuple(d for d in case.funding if d.quarter < last),
        income=case.income[:last],
        costs=case.costs[:last],
    )


def _spreads(book: Book, case: StaticCase) -> Mapping[str, float]:
    prior = next(p for p in book.parameters if p.symbol == SPREAD)
    spread = float((prior.high - prior.low) / prior.central) / NORMAL_90
    names = dict.fromkeys(d.agreement for d in case.funding if d.payee == "openai")
    return {REVENUE: spread, **dict.fromkeys(names, UNIFORM)}


def _ruins(
    case: StaticCase, party: str, seen: dict[Sizes, Cleared]
) -> Callable[[Mapping[str, float]], bool]:
    """Whether shocks of these sizes ruin the party; `seen` keeps what was cleared for another."""

    def ruined(sizes: Mapping[str, float]) -> bool:
        key = tuple(sizes.items())
        if key not in seen:
            seen[key] = cleared(case, [_shock(name, size) for name, size in key if size > 0])
        return _is_ruined(case, seen[key], party)

    return ruined


def _is_ruined(case: StaticCase, found: Cleared, party: str) -> bool:
    if party in case.parties and (found.short[:, case.parties.index(party)] > 0).any():
        return True
    unpaid = zip(case.debts, found.unpaid, strict=True)
    lost = sum(amount for due, amount in unpaid if due.payee == party)
    return party in case.equity and lost > case.equity[party]


def _shock(name: str, size: float) -> Shock:
    if name == REVENUE:
        return Shock(kind="revenue", target="openai", size=size)
    return Shock(kind="withdraw", target=name, size=size)
