"""A model made ready to run: the order of its equations, what must be carried, what is unknown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from caploop.core.errors import UsageError
from caploop.sfc.language.ledger import Cell, Instrument, Sector, Transaction, cells
from caploop.sfc.language.model import Behaviour, DeclaredPosition, Event, Model, Value, nearest
from caploop.sfc.language.order import Block, order_equations
from caploop.sfc.language.series import Series
from caploop.sfc.language.text import Equation, Expression

FEW = 4
"""Behaviours of a model whose period is still small."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """Everything a period needs; `lags` tells how many past values of each name are carried."""

    blocks: tuple[Block, ...]
    equations: Mapping[str, Equation]
    transactions: tuple[Transaction, ...]
    amounts: Mapping[str, Expression]
    cells: Mapping[Cell, tuple[Sector, Instrument]]
    positions: tuple[DeclaredPosition, ...]
    behaviours: tuple[Behaviour, ...]
    events: tuple[Event, ...]
    parameters: frozenset[str]
    symbols: Mapping[str, str]
    declared: Mapping[str, Series]
    lengths: Mapping[str, int]
    opening: Mapping[str, Value]
    opening_default: float
    lags: dict[str, int] = field(default_factory=dict)

    @property
    def is_large(self) -> bool:
        """Whether a period is so large that compiling it takes longer than running many draws."""
        return len(self.behaviours) > FEW

    @cached_property
    def stated(self) -> dict[str, str]:
        """The sector of each declared position, by the name of its gap."""
        return {position_gap(p): p.sector.name for p in self.positions}

    def opening_of(self, name: str) -> np.ndarray:
        """Value of a variable in the period before the first."""
        if name in self.declared and name not in self.opening:
            return np.full(self.declared[name].shape(self.lengths), self.opening_default)
        return np.asarray(self.opening.get(name, self.opening_default), dtype=float)

    def refuse_unknown(self, name: str) -> None:
        """Refuses a name that no declared series has, where the model declares any."""
        known = {*self.declared, *self.equations, *self.parameters, *(e.name for e in self.events)}
        if self.declared and name not in known:
            raise UsageError(f"no series is called {name!r}; {nearest(name, known)}")


def position_gap(position: DeclaredPosition) -> str:
    """What the audit calls the gap of a declared position."""
    return f"position {position.sector} {position.instrument} = {position.value.text}"


def make_plan(model: Model) -> Plan:
    """The model in running order; refuses unknown names and missing amounts."""
    equations = {e.name: e for e in model.equation_list}
    _check_names(model, equations)
    blocks = order_equations(model.equation_list)
    used = dict.fromkeys(cells(tuple(model.transactions)))
    used |= dict.fromkeys((p.sector, p.instrument) for p in model.positions)
    used |= dict.fromkeys((s, i) for i in model.instruments for s in i.issuers)
    by_name = {(s.name, i.name): (s, i) for s, i in used}
    for cell in model.openings:
        if cell not in by_name:
            message = f"opening of {cell[1]!r} held by {cell[0]!r}: no transaction reaches it"
            raise UsageError(f"{message}; declare a position or a transaction for it")
    return Plan(
        blocks=blocks,
        equations=equations,
        transactions=tuple(model.transactions),
        amounts=dict(model.amounts),
        cells=by_name,
        positions=tuple(model.positions),
        behaviours=tuple(model.behaviours),
        events=tuple(model.events),
        parameters=frozenset(model.parameters),
        symbols=dict(model.symbols),
        declared=dict(model.declared),
        lengths=dict(model.lengths),
        opening=dict(model.opening),
        opening_default=model.opening_default,
        lags=_lags(model, blocks),
    )


def _lags(model: Model, blocks: tuple[Block, ...]) -> dict[str, int]:
    lags: dict[str, int] = {}
    for expression in _expressions(model):
        for name, depth in sorted(expression.lags):
            lags[name] = max(depth, lags.get(name, 0))
    for block in blocks:
        for name in block.torn:
            lags.setdefault(name, 1)
    return lags


def _expressions(model: Model) -> Iterable[Expression]:
    yield from (e.value for e in model.equation_list)
    yield from model.amounts.values()
    yield from (p.value for p in model.positions)


def _check_names(model: Model, equations: Mapping[str, Equation]) -> None:
    known = set(equations) | set(model.parameters)
    both = set(equations) & set(model.parameters)
    if both:
        message = f"{', '.join(sorted(both))}: both an equation and a parameter"
        raise UsageError(f"model {model.name}: {message}; drop one of the two")
    if not model.behaviours:
        without = [t.name for t in model.transactions if t.name not in model.amounts]
        if without:
            message = f"nothing gives the amount of {', '.join(without)}"
            raise UsageError(f"model {model.name}: {message}; give amount=... or a behaviour")
    for expression in _expressions(model):
        names = set(expression.now) | {name for name, _ in expression.lags}
        unknown = sorted(names - known)
        if unknown and not model.behaviours:
            message = f"{unknown[0]!r} in {expression.text!r} is neither equation nor parameter"
            hint = nearest(unknown[0], known)
            raise UsageError(f"model {model.name}: {message}; {hint}")
