"""A period's payments as a circular Sankey."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from caploop.charts import Scene
from caploop.charts.sankey import Node, Ribbon, circular_sankey
from caploop.sfc.language.ledger import Sector, TransactionKind
from caploop.sfc.running.simulate import Run
from caploop.sfc.showing.table import picked

LEAST = 1e-9


def sankey(
    run: Run, period: str, *, scenario: str | None = None, draw: int | str = 0, width: int = 1240
) -> Scene:
    """Who pays whom in a period; an amount below zero is drawn the other way round.

    Exchanges show by their payment. `draw` is an index or a statistic that was kept.
    """
    model = run.model
    parties = [name for s in model.sector_list for name in _names(s)]
    ribbons = list(_ribbons(run, period, scenario=scenario, draw=draw))
    paid = sum(r.amount for r in ribbons)
    unit = model.unit or "units"
    told = f"{len(ribbons)} payments between {len(parties)} parties, {paid:,.4g} {unit} in all"
    return circular_sankey(
        [Node(id=name, label=name) for name in parties],
        ribbons,
        title=f"{model.name}, {period}",
        description=told,
        unit_label=unit,
        width=width,
    )


def _ribbons(run: Run, period: str, *, scenario: str | None, draw: int | str) -> Iterator[Ribbon]:
    for item in run.model.transactions:
        if item.kind not in {TransactionKind.FLOW, TransactionKind.EXCHANGE}:
            continue
        amount = picked(run, f"flow:{item}", period, scenario=scenario, draw=draw)
        payers, payees = (_names(s) for s in item.sides)
        table = np.reshape(amount, (len(payers), len(payees)))
        for (i, j), value in np.ndenumerate(table):
            ends = (payers[i], payees[j]) if value > 0 else (payees[j], payers[i])
            if abs(value) > LEAST:
                yield Ribbon(
                    source=ends[0],
                    target=ends[1],
                    amount=abs(float(value)),
                    kind=item.kind.value,
                    firmness="firm",
                    label=item.name,
                    id=f"{item.name}: {ends[0]} to {ends[1]}",
                )


def _names(sector: Sector) -> tuple[str, ...]:
    return sector.members or (sector.name,)
