"""A run of the whole model: moments of many draws by quarter, with what they rest on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import jax
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from caploop import sfc
from caploop.book import Book, KnownBook, Scenario
from caploop.core.cache import cache_folder
from caploop.core.errors import UsageError
from caploop.core.memory import GB
from caploop.model.assembly import MOVED, Inputs, loop_system, model_inputs
from caploop.model.inputs import prior_of
from caploop.model.terms import QUARTERS, quarter_name
from caploop.study.shared import series as shown
from caploop.study.shared.input_kinds import input_kind
from caploop.study.shared.rows import PriorRow, QuantileRow

MOST_DRAWS = 1_000_000
SECONDS_A_DRAW = 0.006
"""Of processor, as measured on 2,048 draws of the plan's world after the first call."""
BYTES_A_DRAW = 34_000
"""Of memory where paths are kept: the peak of `compare` at 20,000 draws less that at 1,000."""

LEVELS = ("q05", "q10", "q25", "q50", "q75", "q90", "q95")
STATISTICS = ("mean", *LEVELS, "count")
STANDING = "alive"
"""The series that says whether OpenAI stands in a quarter: its own figures are told of those draws
alone, as a bankrupt company's are not nothing but are not followed."""


class ModelRun(Struct, frozen=True, kw_only=True):
    """Moments by name: arrays of statistic by quarter, or by quarter and party."""

    known: KnownBook
    scenario: Scenario
    inputs: Inputs
    draws: int
    seed: int
    moments: dict[str, NDArray[np.float64]]
    gap: float

    def rows(self, name: str, *, digits: int = 6) -> tuple[QuantileRow, ...]:
        """Mean and quantiles of a quantity, quarter by quarter."""
        return tuple(
            self._row(quarter_name(i + 1), column, digits)
            for i, column in enumerate(self.moments[name].T)
        )

    def years(self, name: str, *, digits: int = 6) -> tuple[QuantileRow, ...]:
        """Mean and quantiles of what has added up over each calendar year."""
        whole = self.moments[name][:, 3::4]
        return tuple(
            self._row(quarter_name(4 * i + 4)[:4], column, digits)
            for i, column in enumerate(whole.T)
        )

    def mean(self, name: str) -> NDArray[np.float64]:
        """Mean over the draws told by quarter, and by party where there are several."""
        return np.asarray(np.nan_to_num(self.moments[name][0]))

    def median(self, name: str) -> NDArray[np.float64]:
        """Median over the draws told by quarter, and by party where there are several."""
        return np.asarray(np.nan_to_num(self.moments[name][1 + LEVELS.index("q50")]))

    def _row(self, period: str, column: NDArray[np.float64], digits: int) -> QuantileRow:
        mean, *levels, count = (round(float(v), digits) + 0.0 for v in np.nan_to_num(column))
        told = round(count / self.draws, 9)
        return QuantileRow(
            period=period, mean=mean, **dict(zip(LEVELS, levels, strict=True)), told=told
        )


def run_model(
    known: KnownBook,
    scenario: Scenario,
    *,
    keep: tuple[str, ...],
    draws: int,
    seed: int,
) -> ModelRun:
    """Runs the model from 2026Q1 to 2035Q4 and keeps moments of the quantities named.

    Raises UsageError for a number of draws that cannot be, and what `model_inputs` refuses.
    """
    inputs, run = run_engine(
        known,
        scenario,
        keep=keep,
        draws=draws,
        seed=seed,
        stats=STATISTICS,
    )
    moments = {name: run.values(name)[0] for name in keep}
    return ModelRun(
        known=known,
        scenario=scenario,
        inputs=inputs,
        draws=draws,
        seed=seed,
        moments=moments,
        gap=float(run.audit.gap),
    )


def run_engine(
    known: KnownBook,
    scenario: Scenario,
    *,
    keep: tuple[str, ...],
    draws: int,
    seed: int,
    stats: tuple[str, ...] = (),
) -> tuple[Inputs, sfc.Run]:
    """Inputs and run of the model from 2026Q1 to 2035Q4; without `stats` every draw's own paths.

    Every run computes what any question shows, so that all share one compiled function. A parameter
    that the scenario makes certain is drawn all the same, always that one number, and whatever a
    lever can move in some quarters counts as moved: neither asks for another.

    Raises UsageError for a number of draws that cannot be, amounts that are no numbers, and what
    `model_inputs` refuses.
    """
    if not 1 <= draws <= MOST_DRAWS:
        raise UsageError(_refused(draws, whole=not stats))
    inputs, model = ready_model(known, scenario)
    try:
        run = sfc.simulate(
            model,
            quarter_name(1),
            QUARTERS,
            draws=draws,
            seed=seed,
            keep=keep,
            among=shown.EVERY,
            stats=stats,
            only={n: STANDING for n in keep if n in shown.OWN} if stats else None,
            scenarios={"run": changes_of(inputs)},
        )
    except sfc.AuditError as error:
        if "nan" not in str(error):
            raise
        message = f"{scenario.id} leads to amounts that are no numbers; a value set is too extreme"
        raise UsageError(f"{message}: {error}") from error
    return inputs, run


def ready_model(known: KnownBook, scenario: Scenario) -> tuple[Inputs, sfc.Model]:
    """The inputs of a run of the book under a scenario, and the model with them.

    Raises what `model_inputs` refuses.
    """
    _keep_compiled()
    inputs = model_inputs(known, scenario, quarters=QUARTERS)
    return inputs, loop_system(_drawn(known.book, inputs), joint=inputs.joint)


def changes_of(inputs: Inputs) -> dict[str, Any]:
    """What a run changes by quarter; what any lever could move counts as moved, unchanged."""
    return {**dict.fromkeys(MOVED, sfc.Change()), **inputs.changes}


def _refused(draws: int, *, whole: bool) -> str:
    hours, memory = draws * SECONDS_A_DRAW / 3600, draws * BYTES_A_DRAW / GB
    takes = f" would take some {hours:,.0f} hours of processor" if draws > 0 else " say nothing"
    takes += f" and {memory:,.0f} GB of memory" if whole and draws > 0 else ""
    return f"{draws:,} draws{takes}; take 1 to {MOST_DRAWS:,}"


def _drawn(book: Book, inputs: Inputs) -> dict[str, Any]:
    """Parameters with those that a scenario made certain as a distribution of one number."""
    spread = {p.symbol for p in book.parameters if not isinstance(prior_of(p), float)}
    certain = {n: v for n, v in inputs.params.items() if n in spread and isinstance(v, float)}
    return {**inputs.params, **{n: sfc.Empirical((v, v)) for n, v in certain.items()}}


def priors(run: ModelRun, *, beside: Iterable[str] = ()) -> tuple[PriorRow, ...]:
    """Every parameter that the run read, and those named `beside`, in the book's order."""
    used = {*run.inputs.symbols, *beside}
    said = {c.id: c for c in run.known.book.sheets.evidence.claims}
    return tuple(
        PriorRow(
            symbol=p.symbol,
            name=p.name,
            unit=p.unit,
            low=float(p.low),
            central=float(p.central),
            high=float(p.high),
            source=p.source,
            assumption=p.assumption,
            claims=p.claims,
            rests_on=input_kind(p, said),
        )
        for p in run.known.parameters
        if p.symbol in used
    )


def _keep_compiled() -> None:
    """Small compiled functions too are kept between processes."""
    told: Any = jax.config
    told.update("jax_compilation_cache_dir", str(cache_folder() / "small"))
    told.update("jax_persistent_cache_min_compile_time_secs", 0.5)
