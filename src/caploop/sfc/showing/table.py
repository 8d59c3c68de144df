"""A run's accounts as tables: the balance sheet and the transaction-flow matrix of one period."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from caploop.core.errors import UsageError
from caploop.sfc.language.ledger import Sector, Transaction, TransactionKind
from caploop.sfc.running.simulate import Run


@dataclass(frozen=True, kw_only=True)
class Table:
    """Rows by columns of amounts in the model's unit, with their sums; `title` says which."""

    title: str
    frame: pd.DataFrame

    def text(self, *, digits: int = 2) -> str:
        """For a terminal; what is zero stays empty."""
        return f"{self.title}\n{self._printed(digits).to_string()}"

    def html(self, *, digits: int = 2) -> str:
        """An HTML table, escaped, with the title as its caption."""
        styler = self._printed(digits).style.set_caption(self.title)
        return str(styler.format(escape="html").to_html())

    def latex(self, *, digits: int = 2) -> str:
        """A LaTeX tabular with caption."""
        styler = self._printed(digits).style.format(escape="latex")
        return str(styler.to_latex(caption=self.title, hrules=True))

    def _printed(self, digits: int) -> pd.DataFrame:
        def cell(value: float) -> str:
            return f"{value:,.{digits}f}" if abs(value) >= 0.5 * 10.0**-digits else ""

        return self.frame.map(cell)


def balance_sheet(
    run: Run, period: str, *, scenario: str | None = None, draw: int | str = 0
) -> Table:
    """Positions at the end of a period: instruments by parties, net worth in the last row.

    The sum of a financial instrument is zero. `draw` is an index, or the name of a statistic such
    as "mean" where the run kept statistics. Raises `UsageError` where a position was not kept.
    """
    columns = _columns(run)
    rows: dict[str, dict[str, float]] = {}
    for instrument in run.model.instruments:
        row: dict[str, float] = {}
        for sector in run.model.sector_list:
            name = f"holding:{sector}:{instrument}"
            if name in run.data or _has(run, name):
                row |= _spread(sector, picked(run, name, period, scenario=scenario, draw=draw))
        rows[instrument.name] = row
    frame = pd.DataFrame(rows).T.reindex(columns=columns).fillna(0.0)
    frame["sum"] = frame.sum(axis=1)
    frame.loc["net worth"] = frame.sum(axis=0)
    return Table(title=_title(run, "Balance sheet", period), frame=frame)


def transaction_flow_matrix(
    run: Run, period: str, *, scenario: str | None = None, draw: int | str = 0
) -> Table:
    """Payments of a period and what they did to holdings: every row and every column sums to zero.

    Uses of funds are negative. An exchange shows as the change of its two instruments; gains
    without payment and real accumulation are not payments and are left out.
    """
    rows: dict[str, dict[str, float]] = {}
    changes = {i.name: dict.fromkeys(_columns(run), 0.0) for i in run.model.instruments}
    for item in run.model.transactions:
        if item.kind in {TransactionKind.REVALUATION, TransactionKind.ACCUMULATION}:
            continue
        amount = picked(run, f"flow:{item}", period, scenario=scenario, draw=draw)
        for entry in item.entries:
            for column, value in _spread(entry.sector, _side(item, amount, entry.side)).items():
                changes[entry.instrument.name][column] -= entry.sign * value
                if item.kind is TransactionKind.FLOW:
                    row = rows.setdefault(item.name, {})
                    row[column] = row.get(column, 0.0) + entry.sign * value
    rows |= {f"change in {name}": row for name, row in changes.items() if any(row.values())}
    frame = pd.DataFrame(rows).T.reindex(columns=_columns(run)).fillna(0.0)
    frame["sum"] = frame.sum(axis=1)
    frame.loc["sum"] = frame.sum(axis=0)
    return Table(title=_title(run, "Transaction-flow matrix", period), frame=frame)


def _columns(run: Run) -> list[str]:
    return [name for s in run.model.sector_list for name in s.members or (s.name,)]


def _has(run: Run, name: str) -> bool:
    """Whether the model has such a position at all, kept or not."""
    made = run.model._cache.get("ready")
    return made is not None and name in made.names


def _spread(sector: Sector, values: np.ndarray) -> Mapping[str, float]:
    names = sector.members or (sector.name,)
    return dict(zip(names, np.atleast_1d(values).astype(float), strict=True))


def _side(item: Transaction, amount: np.ndarray, side: int) -> np.ndarray:
    if len(item.sides) < 2 or not item.sides[1 - side].shape:
        return amount
    return np.asarray(amount.sum(axis=-1 if side == 0 else 0))


def picked(
    run: Run, name: str, period: str, *, scenario: str | None, draw: int | str
) -> np.ndarray:
    """One period's value of a kept name, shape of its members."""
    data = run[name]
    across, when = str(data.dims[1]), str(data.dims[2])
    if period not in data[when].values:
        first, last = data[when].values[[0, -1]]
        raise UsageError(f"period {period!r} was not run; the run goes from {first} to {last}")
    chosen = scenario or str(data.scenario.values[0])
    if chosen not in data.scenario.values or draw not in data[across].values:
        message = f"there is no scenario {chosen!r} with {across} {draw!r}"
        kept = ", ".join(str(s) for s in data.scenario.values)
        raise UsageError(f"{message}; scenarios: {kept}; {across}s: {data[across].values[:5]}")
    return np.asarray(data.sel({"scenario": chosen, across: draw, when: period}).values)


def _title(run: Run, what: str, period: str) -> str:
    unit = f", {run.model.unit}" if run.model.unit else ""
    return f"{what} of {run.model.name}, {period}{unit}"
