"""What ruins a party as tables: least shocks, forced sales, stopped supply, what has no number."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from caploop.report.tables.cell import (
    AnswerTable,
    Cell,
    DataWord,
    Enumeration,
    Joined,
    Money,
    Number,
    PartyName,
    Share,
    Text,
    table,
)
from caploop.report.tables.spans import ids
from caploop.stress import Pledge, Stopped
from caploop.study.stress import Reverse, StressRecord

SETS = 4
"""Least sets drawn of each party."""
BETWEEN = " · "
DOWNGRADED = "downgraded, share of draws"
NO_SHOCK = "least-shock"
NOT_PARTIES = frozenset({"grid", "engines on site"})


def parties(names: Sequence[str]) -> Cell:
    """Parties one after the other, or that there are none."""
    return PartyName(";".join(names)) if names else Text("stress.nobody")


def unshaken(record: StressRecord) -> list[str]:
    """Parties that no one or two shocks to dated payments ruin."""
    return [str(r.what.values["party"]) for r in record.refused if r.what.code == NO_SHOCK]


def sizes(found: Reverse) -> Cell:
    """The shocks of a set, each with what it takes away."""
    shocks = found.shocks.items()
    told = (Joined((DataWord("stress_set", n), Share(-v, signed=True))) for n, v in shocks)
    return Joined(tuple(told), BETWEEN)


def reverse(record: StressRecord) -> AnswerTable:
    """Least sets of shocks that ruin each party, and parties that none ruins."""
    names = unshaken(record)
    rows: list[tuple[Cell, ...]] = [
        (PartyName(r.party), sizes(r), Number(r.plausibility, 2)) for r in record.reverse
    ]
    rows += [(PartyName(name), Text("stress.no_shock"), None) for name in names]
    values = {
        "sets": SETS,
        "refused": parties(names),
        "others": _downgraded(record, names),
    }
    columns = ("firm", "stress_shocks", "stress_deviations")
    return table("stress_reverse", columns, rows, values=values)


def _downgraded(record: StressRecord, names: Sequence[str]) -> Enumeration:
    """How often those that no dated shock ruins pass their line in the run without a shock."""
    rows = [d for d in record.distress if d.measure == DOWNGRADED and d.party in names]
    last = [d for d in rows if d.quarter == rows[-1].quarter and d.baseline > 0]
    return _each((d.party, Share(d.baseline)) for d in last)


def _each(pairs: Iterable[tuple[str, Cell]]) -> Enumeration:
    found = tuple(Joined((PartyName(name), cell)) for name, cell in pairs)
    return Enumeration(found, none="stress.nobody")


def pledged(record: StressRecord, asset: str) -> list[Pledge]:
    """Who holds the asset against debt."""
    return [p for p in record.pledges if p.asset == asset]


def pledges(record: StressRecord) -> AnswerTable:
    """What is held against debt, and from which part of it on a holder must sell."""
    rows = (
        (
            DataWord("stress_asset", p.asset),
            PartyName(p.party),
            *map(Money, (p.holding, p.other, p.debt)),
            Share(p.limit),
            ids(p.positions),
        )
        for p in record.pledges
    )
    columns = (
        "stress_asset",
        "stress_holder",
        "stress_held",
        "stress_beside",
        "debt",
        "stress_limit",
        "stress_positions",
    )
    return table("stress_pledges", columns, rows)


def sales(record: StressRecord, asset: str, *, name: str) -> AnswerTable:
    """Losses of one asset's holders by first fall and depth of the market."""
    rows = (
        (
            PartyName(f.party),
            Share(f.first_fall),
            Text("stress.bottomless") if f.depth is None else Money(f.depth),
            Share(f.price),
            *map(Money, (f.sold, f.loss, f.sale_loss)),
        )
        for f in record.fire_sales
        if f.asset == asset
    )
    held = pledged(record, asset)
    values = {
        "held": _each((p.party, Money(p.holding)) for p in held),
        "debt": _each((p.party, Money(p.debt)) for p in held),
        "limit": Share(held[0].limit) if held else None,
    }
    columns = (
        "stress_holder",
        "stress_fall",
        "stress_depth",
        "stress_price",
        "stress_sold",
        "stress_loss",
        "stress_by_sales",
    )
    return table(name, columns, rows, values=values)


def alone(found: Stopped) -> bool:
    """Whether one supplier stops and not the whole layer."""
    return found.missing != found.layer


def supplier(name: str) -> Cell:
    """A supplier: a party, or a source of power."""
    return Text(f"supplier.{name}") if name in NOT_PARTIES else PartyName(name)


def cascade(record: StressRecord) -> AnswerTable:
    """The part of signed compute not delivered without one supplier or one layer."""
    rows = (
        (
            supplier(c.missing) if alone(c) else Text("stress.layer"),
            Text(f"stress_layer.{c.layer}"),
            PartyName(c.party),
            Share(c.lost),
            ids(c.through),
        )
        for c in record.cascade
    )
    layers = (Text(f"stress_layer.{c.layer}") for c in record.cascade if not alone(c))
    values = {"layers": Enumeration(tuple(layers), none="stress.nobody")}
    columns = ("stress_missing", "layer", "firm", "stress_output", "stress_agreements")
    return table("stress_cascade", columns, rows, values=values)


def refused(record: StressRecord) -> AnswerTable:
    """What has no number, each with its reason."""
    rows = ((r.what, r.why) for r in record.refused)
    return table("stress_refused", ("stress_what", "stress_why"), rows)
