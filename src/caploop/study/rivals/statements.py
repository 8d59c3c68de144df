"""Two statements on cheaper computing and on an efficiency break, put to the central race."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import jax
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from caploop.model.assembly import Inputs
from caploop.model.rivals import OPENAI, Path, central_race, slopes
from caploop.model.terms import FIRST_YEAR
from caploop.study.rivals.record import BreakYear, StatementYear, TestedStatement

YEARS = 10
TENTH = 0.1
SAID = {
    "cheaper_hardware": ("003-21",),
    "efficiency_break": ("003-22", "003-46"),
}


class Race(Struct, frozen=True, kw_only=True):
    """The central race compiled, with its length."""

    path: Path
    quarters: int


def race_of(inputs: Inputs, central: Mapping[str, float]) -> Race:
    """The race at central values for the plan and the levers of a run."""
    never = {"break_on": 0.0, "rivals_window": 1.0}
    path = central_race({**inputs.params, **never}, central, quarters=inputs.quarters)
    return Race(path=path, quarters=inputs.quarters)


def breaks(race: Race) -> tuple[BreakYear, ...]:
    """Share, firms that can live, price, cost of entry by year, with a break in 2026Q1 and without.

    Breaks at their expectation come on both sides.
    """
    path = jax.jit(race.path)
    on, off = ({k: np.asarray(v) for k, v in path({"break_on": b}).items()} for b in (1.0, 0.0))
    return tuple(
        BreakYear(
            year=FIRST_YEAR + n,
            share=_at(on["use_share"][:, OPENAI], n),
            share_without=_at(off["use_share"][:, OPENAI], n),
            viable=_at(on["viable"], n),
            viable_without=_at(off["viable"], n),
            price=_at(on["price_index"], n),
            price_without=_at(off["price_index"], n),
            entry_years=_at(on["entry_years"], n),
            entry_years_without=_at(off["entry_years"], n),
        )
        for n in range(YEARS)
    )


def _at(values: NDArray[np.float64], n: int) -> float:
    return round(float(values[4 * n + 3]), 6)


def statements(
    race: Race, central: Mapping[str, float], *, low: Mapping[str, float], high: Mapping[str, float]
) -> tuple[TestedStatement, TestedStatement]:
    """Cheaper hardware for all with little imitation, and a break with much diffusion: `low` and
    `high` are the ends of the ranges."""
    first = {"g_hw": central["g_hw"], "spill": low["spill"]}
    second = {"jump_e": central["jump_e"], "diff_e": high["diff_e"], "break_on": 1.0}
    return (
        _tested(race, "cheaper_hardware", moved="g_hw", at=first, sign=1),
        _tested(race, "efficiency_break", moved="jump_e", at=second, sign=-1),
    )


def _tested(
    race: Race, name: str, *, moved: str, at: Mapping[str, float], sign: int
) -> TestedStatement:
    share, by = slopes(race.path, moved, quarters=race.quarters)(at)
    rows = tuple(
        StatementYear(
            year=FIRST_YEAR + n, share=_at(share, n), change=round(TENTH * float(by[4 * n + 3]), 6)
        )
        for n in range(YEARS)
    )
    return TestedStatement(
        id=name,
        moved=moved,
        at=dict(at),
        expected="rises or holds" if sign > 0 else "falls",
        years=rows,
        verdict=verdict_of([row.change for row in rows], sign=sign),
        claims=SAID[name],
    )


def verdict_of(changes: Sequence[float], *, sign: int) -> str:
    """holds where no year's change has the other sign, fails where all have, else in_part."""
    kept = [sign * change >= 0 for change in changes]
    return "holds" if all(kept) else "in_part" if any(kept) else "fails"
