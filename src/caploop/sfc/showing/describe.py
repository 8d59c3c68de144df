"""A model in words, made from the model: parties, accounts, equations, parameters, their order."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Sequence

from caploop.sfc.language.model import Model, sides_named
from caploop.sfc.language.plan import make_plan


def describe(model: Model) -> str:
    """Markdown: parties, instruments, transactions, equations and their order, parameters."""
    parts = [f"# {model.name}", f"Period: {model.freq}. Unit: {model.unit or 'none given'}."]
    parts += ["## Parties", _bullets(_parties(model))]
    parts += ["## Instruments", _bullets(_instruments(model))]
    parts += ["## Transactions", _table(("name", "kind", "who", "amount"), _transactions(model))]
    equations = [(e.name, f"`{e.value.text}`", e.note) for e in model.equation_list]
    if equations:
        parts += ["## Equations", _table(("name", "equals", "meaning"), equations)]
        parts += ["## Order", _bullets(_order(model))]
    if model.behaviours:
        told = [f"`{b.__name__}`: {inspect.getdoc(b) or 'not described'}" for b in model.behaviours]
        parts += ["## Behaviours", _bullets(told)]
    if model.events:
        happens = [(e.name, str(e.priority), inspect.getdoc(e.then) or "") for e in model.events]
        parts += ["## Events", _table(("name", "priority", "what happens"), happens)]
    values = [(name, str(value)) for name, value in model.parameters.items()]
    parts += ["## Parameters", _table(("name", "value"), values)]
    return "\n\n".join(parts) + "\n"


def _parties(model: Model) -> Iterable[str]:
    for sector in model.sector_list:
        yield sector.name + (f": {', '.join(sector.members)}" if sector.members else "")


def _instruments(model: Model) -> Iterable[str]:
    for item in model.instruments:
        owed = " or ".join(s.name for s in item.issuers)
        yield f"{item.name}: " + (
            "a real asset, owed by nobody" if item.real else f"owed by {owed}"
        )


def _transactions(model: Model) -> Iterable[Sequence[str]]:
    for item in model.transactions:
        named = zip(sides_named(item.kind), item.sides, strict=True)
        who = ", ".join(f"{role} {sector}" for role, sector in named)
        amount = model.amounts.get(item.name)
        yield item.name, item.kind, who, f"`{amount.text}`" if amount else "from a behaviour"


def _order(model: Model) -> Iterable[str]:
    for block in make_plan(model).blocks:
        names = ", ".join(block.names)
        how = "linear" if block.linear else "by Newton's method"
        yield f"{names}: at once, {how}, in {', '.join(block.torn)}" if block.torn else names


def _bullets(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(row)} |" for row in lines)
