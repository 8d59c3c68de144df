"""Which firms fail in a run, with OpenAI and without it, and what their lenders lose."""

from __future__ import annotations

from collections.abc import Mapping

from caploop.model.terms import FIRMS, FIRST_YEAR
from caploop.study.run.record import Failure
from caploop.study.shared.model_run import STATISTICS, ModelRun

SHOWN = (0, 1, 2, 4, 9)
"""Years, from 0, by whose end failures are told."""
FIELDS: Mapping[str, tuple[str, ...]] = {
    "failures.failed": ("firm_failed",),
    "failures.beside": ("failed_beside", "alive"),
    "failures.alone": ("firm_failed", "failed_beside", "alive"),
    "failures.tight": ("firm_tight",),
    "failures.lenders_lost": ("firm_lenders_lost",),
    "failures.lenders_lost_q95": ("firm_lenders_lost",),
}


def failures(run: ModelRun) -> tuple[Failure, ...]:
    """A row a year shown and firm of a run that kept these series."""
    return tuple(_failure(run, i, n) for n in SHOWN for i in range(len(FIRMS)))


def _failure(run: ModelRun, firm: int, n: int) -> Failure:
    last = 4 * n + 3
    failed, beside = (
        float(run.mean(name)[last, firm]) for name in ("firm_failed", "failed_beside")
    )
    stands = float(run.mean("alive")[last])
    lost = run.moments["firm_lenders_lost"]
    return Failure(
        party=FIRMS[firm],
        year=FIRST_YEAR + n,
        failed=round(failed, 6),
        beside=round(beside / (1.0 - stands), 6) if stands < 1.0 else None,
        alone=round((failed - beside) / stands, 6) if stands > 0 else 0.0,
        tight=round(float(run.mean("firm_tight")[last, firm]), 6),
        lenders_lost=round(float(run.mean("firm_lenders_lost")[last, firm]), 6),
        lenders_lost_q95=round(float(lost[STATISTICS.index("q95")][last, firm]), 6),
    )
