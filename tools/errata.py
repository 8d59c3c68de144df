"""What the units of version 0.1.0 did to the headline outputs: `python -m tools.errata`.

Version 0.1.0 converted five parameters to the unit of their equations twice. Reading today's rows
times the same factors gives its numbers back, so each column is a run of today's code.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from caploop.book.book import Book
from caploop.book.known import known_book
from caploop.book.parameter import Parameter
from caploop.book.vintage.named import vintages
from caploop.distributions.fit import scaled
from caploop.model.terms.parties import FIRMS, FIRST_YEAR, STAGES
from caploop.study.shared.model_run import run_engine
from caploop.study.shared.open import open_book
from caploop.study.shared.scenario_settings import scenario_of
from caploop.study.shared.series import EVERY

TWICE: Mapping[str, Decimal] = {
    "b1": Decimal(10),
    "b_mkt": Decimal(10),
    "b2": Decimal("0.25"),
    "imp": Decimal(100),
    "CPM": Decimal("0.001"),
}
"""What each row was multiplied by once too often."""
ROUNDS = ("b1", "b_mkt", "b2")
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "as in 0.1.0": tuple(TWICE),
    "rounds mended": ("imp", "CPM"),
    "sales mended": (*ROUNDS, "CPM"),
    "all mended": (),
}
"""Which rows each column still reads twice."""
Series = Mapping[str, NDArray[np.float64]]


def read_twice(book: Book, symbols: tuple[str, ...]) -> Book:
    """The book with these rows multiplied as version 0.1.0 did."""
    rows = (_times(p, TWICE[p.symbol]) if p.symbol in symbols else p for p in book.parameters)
    return replace(book, parameters=tuple(rows))


def _times(row: Parameter, factor: Decimal) -> Parameter:
    three = {name: getattr(row, name) * factor for name in ("low", "central", "high")}
    return replace(row, **three, fit=scaled(row.fit, float(factor)))


def paths_of(book: Book, *, scenario: str, draws: int, seed: int) -> dict[str, Any]:
    """Every series that any question shows, by name: draw by quarter, or by quarter and party."""
    known = known_book(book, as_of=book.as_of, known_at=book.known_at)
    world = scenario_of(book, scenarios=[scenario])
    _, run = run_engine(known, world, keep=EVERY, draws=draws, seed=seed)
    return {name: np.asarray(run[name].isel(scenario=0).values) for name in EVERY}


def outputs(paths: Series) -> dict[str, str]:
    """Headline outputs by name: shares of draws, or 5 %, 50 % and 95 % of them; USD bn."""
    found: dict[str, str] = {}
    for year in (2028, 2030, 2035):
        found[f"cash out by {year}"] = _share(paths["cash_out"][:, _end(year)])
    for state in ("bankrupt", "acquired"):
        place = STAGES.index(state)
        for year in (2030, 2035):
            found[f"{state} by {year}"] = _share(paths["in_stage"][:, _end(year), place])
    found["rescued once by 2030"] = _share(paths["rescued_ever"][:, _end(2030)])
    for name, label in _AMOUNTS.items():
        for year in (2026, 2028, 2030, 2034):
            found[f"{label} {year}"] = _span(paths[name][:, _end(year)])
    found["burn 2026 to 2029"] = _span(
        np.stack([paths["burn_year"][:, _end(y)] for y in range(2026, 2030)]).sum(axis=0)
    )
    found["mean revenue 2034"] = f"{paths['revenue_year'][:, _end(2034)].mean():,.0f}"
    for party in ("oracle", "softbank"):
        place = FIRMS.index(party)
        found[f"{party} downgraded 2030"] = _share(paths["downgraded"][:, _end(2030), place])
    return found


_AMOUNTS = {
    "revenue_year": "revenue",
    "burn_year": "burn",
    "value": "value",
    "gw_in_all": "GW",
    "ad_load": "advertisements a query",
    "payers": "payers, mn,",
    "loan_to_value": "SoftBank's loan-to-value",
    "funding_gap": "cumulative need",
}


def _end(year: int) -> int:
    return 4 * (year - FIRST_YEAR) + 3


def _share(values: NDArray[np.float64]) -> str:
    return f"{values.mean():.1%}"


def _span(values: NDArray[np.float64]) -> str:
    return " – ".join(f"{v:,.3g}" for v in np.quantile(values, [0.05, 0.5, 0.95]))


def table(columns: Mapping[str, Mapping[str, str]]) -> str:
    """The outputs as a Markdown table, one column a case."""
    names = list(next(iter(columns.values())))
    rows = [["output", *columns], ["---"] * (len(columns) + 1)]
    rows += [[name, *(found[name] for found in columns.values())] for name in names]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def main(argv: list[str], *, tell: Callable[[str], object] = print) -> int:
    """Prints the table; about a minute a column."""
    parser = argparse.ArgumentParser(prog="python -m tools.errata", description=__doc__)
    parser.add_argument("--draws", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--scenario", default="S0")
    asked = parser.parse_args(argv)
    book = open_book(book=Path(vintages()[0].id))
    found = {
        name: outputs(paths_of(read_twice(book, twice), **vars(asked)))
        for name, twice in COLUMNS.items()
    }
    tell(table(found))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
