"""What payments do to positions, and the gaps that the audit of a period finds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import reduce
from operator import add
from typing import Any

import jax
import jax.numpy as jnp
from jax import Array

from caploop.sfc.language.ledger import Cell, Transaction, TransactionKind
from caploop.sfc.language.plan import Plan, position_gap
from caploop.sfc.language.text import evaluate

TINY = 1e-300
SHARED = 1e-5
"""Of gross, beside a party's own turnover: rounding of others' numbers is no gap of its own."""


def changes_of(plan: Plan, amounts: Mapping[str, Array]) -> dict[Cell, Array]:
    """What all entries together add to each position."""
    found: dict[Cell, Array] = {}
    for item in plan.transactions:
        for entry in item.entries:
            paid = side_total(item, amounts[item.name], side=entry.side)
            cell = (entry.sector.name, entry.instrument.name)
            found[cell] = _plus(found.get(cell), paid, sign=entry.sign)
    return found


def _plus(so_far: Array | None, amount: Array, *, sign: int) -> Array:
    if so_far is None:
        return amount if sign > 0 else -amount
    return so_far + amount if sign > 0 else so_far - amount


def side_total(item: Transaction, amount: Array, *, side: int) -> Array:
    """What one side of a transaction pays or gets in all: summed over a group on the other side."""
    if len(item.sides) < 2 or not item.sides[1 - side].shape:
        return amount
    return jnp.sum(amount, axis=-1 if side == 0 else 0)


def gaps_of(
    plan: Plan,
    holdings: Mapping[Cell, Array],
    changes: Mapping[Cell, Array],
    *,
    amounts: Mapping[str, Array],
    now: Mapping[str, Any],
    past: Mapping[tuple[str, int], Array],
) -> dict[str, Array]:
    """Gaps in the model's unit: rows (instruments), columns (sectors), declared positions."""
    rows: dict[str, list[Array]] = {}
    columns: dict[str, list[Array]] = {}
    for cell, (sector, instrument) in plan.cells.items():
        if not instrument.real:
            rows.setdefault(f"instrument {instrument.name}", []).append(jnp.sum(holdings[cell]))
        if cell in changes:
            columns.setdefault(f"sector {sector.name}", []).append(changes[cell])
    gaps = {name: jnp.abs(_sum(parts)) for name, parts in rows.items()}
    incomes = _incomes(plan, amounts)
    for name, parts in columns.items():
        gaps[name] = jnp.abs(_sum(parts) - incomes[name] if name in incomes else _sum(parts))
    for p in plan.positions:
        held = holdings[p.sector.name, p.instrument.name]
        stated = evaluate(p.value, now, past)
        gaps[position_gap(p)] = jnp.abs(held - stated)
    return gaps


def widest(gaps: Mapping[str, Array], scales: Mapping[str, Array], gross: Array) -> Array:
    """The greater of all gaps as a share of gross, and of each as a share of its own parties'."""
    together = sum_of(gaps.values()) / gross
    each = [jnp.max(gap / scales[name]) for name, gap in gaps.items()]
    return reduce(jnp.maximum, each, together)


def turnover_of(
    plan: Plan,
    holdings: Mapping[Cell, Array],
    amounts: Mapping[str, Array],
    *,
    most: Mapping[str, Array],
) -> dict[str, Array]:
    """What each sector holds and pays or gets without signs, or held and paid before if more."""
    found: dict[str, list[Array]] = {}
    for (sector, _), held in holdings.items():
        found.setdefault(sector, []).append(jnp.abs(held))
    for item in plan.transactions:
        size = jnp.abs(amounts[item.name])
        for side, sector_of in enumerate(item.sides):
            found.setdefault(sector_of.name, []).append(side_total(item, size, side=side))
    return {n: jnp.maximum(most[n], jax.lax.stop_gradient(_sum(p))) for n, p in found.items()}


def scale_of(plan: Plan, gap: str, turnover: Mapping[str, Array]) -> Array:
    """The turnover of the party that a gap is about, or of all that hold the instrument."""
    kind, _, rest = gap.partition(" ")
    if kind == "sector":
        return turnover[rest]
    if kind == "position":
        return turnover[plan.stated[gap]]
    return sum_of([turnover[s] for s, i in plan.cells if i == rest])


def _incomes(plan: Plan, amounts: Mapping[str, Array]) -> dict[str, Array]:
    """What each sector's net worth changes by: all that it gets but for exchanges, by column."""
    found: dict[str, Array] = {}
    for item in plan.transactions:
        for entry in item.entries if item.kind is not TransactionKind.EXCHANGE else ():
            paid = side_total(item, amounts[item.name], side=entry.side)
            name = f"sector {entry.sector.name}"
            found[name] = _plus(found.get(name), paid, sign=entry.sign)
    return found


def _sum(parts: list[Array]) -> Array:
    return reduce(add, parts)


def sum_of(parts: Iterable[Array]) -> Array:
    """Sum over all parts and, of groups, over their members; NaN if any is."""
    return reduce(add, [jnp.sum(p) for p in parts], jnp.asarray(0.0))
