"""Terms of the book beside its sums, as tables of text: a view each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from caploop.book import total
from caploop.study.shared import Clauses

Rows = Callable[[Clauses], Iterable[Sequence[Any]]]
WALL = range(2026, 2033)
"""Years of the maturity wall that have a column of their own."""


def _bn(value: Decimal | None) -> str:
    return "" if value is None else f"{value / 10**9:,.4g}"


def _gw(value: Decimal | None) -> str:
    return "" if value is None else f"{value / 10**9:.4g}"


def _exits(found: Clauses) -> Iterable[Sequence[Any]]:
    for e in found.exits:
        sums = (e.headline_usd, e.to_come_usd, e.firm_usd)
        firm = [_bn(s) for s in sums[:2]] + [_bn(sums[2]) if e.firm_usd is not None else "not told"]
        side = e.exit_terms if e.side == "named" else e.side
        yield e.payer, e.payee, *firm, side, e.notice_days, e.since, e.tranche


def _obligations(found: Clauses) -> Iterable[Sequence[Any]]:
    """Rows of each definition with their total; there is none over all of them."""
    for kind in dict.fromkeys(o.definition for o in found.obligations):
        mine = [o for o in found.obligations if o.definition == kind]
        for o in mine:
            yield kind, o.party, _bn(o.amount_usd), o.day, o.position
        yield kind, "all of these", _bn(total(mine)), "", ""


def _maturities(found: Clauses) -> Iterable[Sequence[Any]]:
    for issuer in dict.fromkeys(m.issuer for m in found.maturities):
        mine = [m for m in found.maturities if m.issuer == issuer]
        by_year = {m.year if m.dated else "no date": m.amount_usd for m in mine}
        years = (_bn(by_year.get(year)) for year in WALL)
        yield issuer, *years, _bn(by_year.get(None)), _bn(by_year.get("no date"))


def _covenants(found: Clauses) -> Iterable[Sequence[Any]]:
    for c in found.covenants:
        rests = f"{c.rests_on} (a judgement)" if c.assumption else c.rests_on
        threshold = f"{c.bound} {c.threshold.normalize():f}"
        seen = "not in the book" if c.measured is None else f"{c.measured.normalize():f}"
        left = "" if c.headroom is None else f"{c.headroom.normalize():f}"
        test = c.test.replace("-", " ")
        yield c.issuer, test, threshold, c.first_test, seen, c.measured_on, left, rests


def _tiers(found: Clauses) -> Iterable[Sequence[Any]]:
    for t in found.tiers:
        chance = "" if t.chance is None else f"{t.chance:.0%}"
        rests = f"{t.rests_on} (a judgement)" if t.assumption else t.rests_on
        yield t.user, t.tier, _gw(t.headline_w), chance, _gw(t.expected_w), rests
    for user in dict.fromkeys(t.user for t in found.tiers):
        mine = [t for t in found.tiers if t.user == user]
        known = [t.expected_w for t in mine if t.expected_w is not None]
        whole = _gw(sum(known, Decimal(0))) if len(known) == len(mine) else ""
        yield user, "all", _gw(sum((t.headline_w for t in mine), Decimal(0))), "", whole, ""


def _holders(found: Clauses) -> Iterable[Sequence[Any]]:
    for h in found.holders:
        yield h.lender, h.borrower, _bn(h.amount_usd), _bn(h.drawn_usd), " ".join(h.tranches)


CLAUSE_VIEWS: Mapping[str, tuple[tuple[str, ...], Rows]] = {
    "exits": (
        (
            *("payer", "payee", "headline bn USD", "to come", "cannot be cancelled"),
            *("who may leave", "notice, days", "from", "tranche"),
        ),
        _exits,
    ),
    "obligations": (("definition", "party", "bn USD", "day", "position"), _obligations),
    "maturities": (("issuer", *map(str, WALL), "later", "no date in the book"), _maturities),
    "covenants": (
        ("issuer", "test", "threshold", "first test", "measured", "on", "headroom", "rests on"),
        _covenants,
    ),
    "tiers": (("user", "evidence", "GW told", "chance", "GW expected", "chance from"), _tiers),
    "holders": (("lender", "borrower", "bn USD", "of it drawn", "tranches"), _holders),
}
