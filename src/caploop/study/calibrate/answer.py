"""Fits the model to the claims known by a date and scores it on those that came later."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from jax import Array
from msgspec import Struct
from msgspec.structs import replace
from numpy.typing import NDArray

from caploop.book import KnownBook, Parameter, known_book, widened
from caploop.core.errors import UsageError
from caploop.core.message import Message, message
from caploop.distributions import fitted
from caploop.evidence import Claim, read_early_priors
from caploop.model.assembly import model_inputs
from caploop.model.fit import (
    FITTED,
    SCALES,
    Observation,
    Posterior,
    QuantileTable,
    compared,
    coverage,
    predictor,
    quantity_of,
    sampled,
    table_of,
    told,
)
from caploop.model.inputs import central_of, distribution_of, prior_of
from caploop.sfc.language import Parameter as Prior
from caploop.study.calibrate.record import CalibrationFit, CalibrationRecord, Fitted, Pull, Scored
from caploop.study.options import CalibrateOptions
from caploop.study.shared.rows import digest, versions
from caploop.study.shared.scenario_settings import scenario_of

DATES = (date(2025, 10, 1), date(2025, 12, 1), date(2026, 3, 1))
VINTAGES: Mapping[str, str] = {"V0": "S2", "V2": "S0"}
LATE = date(2026, 2, 1)
"""From this day the plan of February 2026 is what plan-type claims are compared with."""
LEVELS = (0.05, 0.5, 0.95)
CURVE = (np.arange(200) + 0.5) / 200
R_HAT, EFFECTIVE = 1.01, 400
NOTES = (
    message("unfitted-stay-central"),
    message("lift-at-central-values"),
    message("coverage-by-normals"),
)


class FitInputs(Struct, frozen=True, kw_only=True):
    """What one fit needs: the priors' table, where each came from, and the numbers of a path."""

    table: QuantileTable
    origin: Mapping[str, str]
    units: Mapping[str, str]
    predict: Callable[[Mapping[str, Array]], dict[str, Array]]
    vintage: str


LEAST_DRAWS = 4
"""Of a chain: with fewer, halves of chains cannot be compared."""
MOST_DRAWS = 1_000_000
SECONDS_A_DRAW = 0.04
"""200 processor seconds for 4 chains of 1,200 draws and 200 replicas, as timed."""


def check_sizes(options: CalibrateOptions) -> None:
    """Raises UsageError for numbers with which nothing is fitted, or too much to hold."""
    chains, warm, draws, replicas = options.chains, options.warm, options.draws, options.replicas
    sizes = {"chains": (chains, 1), "warm": (warm, 1), "draws": (draws, LEAST_DRAWS)}
    for name, (value, least) in {**sizes, "replicas": (replicas, 1)}.items():
        if value < least:
            raise UsageError(f"--{name} {value}: at least {least} is needed; leave it out for ours")
    asked = chains * (warm + draws) + replicas
    if asked > MOST_DRAWS:
        hours = asked * SECONDS_A_DRAW / 3600
        raise UsageError(
            f"{chains:,} chains of {warm + draws:,} draws and {replicas:,} replicas are {asked:,} "
            f"draws, some {hours:,.0f} hours of processor; take {MOST_DRAWS:,} at most"
        )


def calibrate(
    known: KnownBook, claims: Sequence[Claim], options: CalibrateOptions
) -> CalibrationRecord:
    """Every fit and its score on later claims, and coverage on truths made up from the priors.

    Raises UsageError for a date after the day of knowledge or before any claim can be compared.
    """
    check_sizes(options)
    book, known_at = known.book, known.known_at
    at = options.at or tuple(day for day in DATES if day <= known_at)
    if not at or max(at) > known_at:
        raise UsageError(f"a calibration lies on or before the day of knowledge, {known_at}")
    fits = tuple(_fit(known, claims, day, options=options) for day in at)
    ready = ready_at(known, at[-1])
    seen = observations(claims, upto=at[-1], vintage=ready.vintage)
    numbers = compared(ready.predict, ready.table, seen)
    share = coverage(numbers, ready.table, seen, replicas=options.replicas, seed=options.seed)
    record = CalibrationRecord(
        as_of=known.as_of,
        known_at=known_at,
        headline=_headline(fits, share),
        fits=fits,
        synthetic_coverage=round(share, 6),
        replicas=options.replicas,
        notes=NOTES,
        versions=versions(book),
        hash="",
    )
    return replace(record, hash=digest(record))


def observations(
    claims: Iterable[Claim], *, upto: date, vintage: str, after: date | None = None
) -> tuple[Observation, ...]:
    """Claims that can be compared, known by a day (and after another), one a number and origin.

    Live ones only; of plans those of one vintage, and rumours and opinions not at all.
    """
    found: dict[tuple[str, str, str], Observation] = {}
    for claim in sorted(claims, key=lambda c: (c.known_at, c.id)):
        kind = _kind(claim, vintage)
        made = quantity_of(claim)
        wanted = claim.known_at <= upto and (after is None or claim.known_at > after)
        if kind is None or made is None or not wanted or claim.state != "live":
            continue
        one = Observation(
            claim=claim.id, quantity=made[0], value=made[1], kind=kind, known_at=claim.known_at
        )
        origin = vintage if kind == "plan" else "" if kind in {"company", "press"} else claim.origin
        found.setdefault((one.quantity, kind, origin), one)
    return tuple(found.values())


def _kind(claim: Claim, vintage: str) -> str | None:
    """How firmly a claim binds the fit: what was reported, estimated, or planned."""
    if claim.nature == "actual":
        return "company" if (claim.speaker or "").startswith("openai") else "press"
    if claim.nature not in {"guidance", "forecast"}:
        return None
    if claim.plan_vintage is not None:
        return "plan" if claim.plan_vintage == vintage else None
    return "estimate" if claim.nature == "forecast" else "plan"


def ready_at(known: KnownBook, day: date) -> FitInputs:
    """Priors at a day and the path's numbers under the plan that was the newest by then."""
    book = known.book
    vintage = "V2" if day >= LATE else "V0"
    world = scenario_of(book, scenarios=[VINTAGES[vintage]])
    known_then = known_book(book, as_of=known.known_at, known_at=known.known_at)
    inputs = model_inputs(known_then, world, quarters=24)
    central = {p.symbol: central_of(p) for p in book.parameters}
    early = {row["symbol"]: row for row in read_early_priors()}
    rows = {p.symbol: p for p in book.parameters if p.symbol in FITTED}
    made = {s: _prior_at(rows[s], day, early.get(s)) for s in FITTED}
    priors = {**{s: prior for s, (prior, _) in made.items()}, **SCALES}
    drawn = {s: p for s, p in priors.items() if hasattr(p, "quantile")}
    return FitInputs(
        table=table_of(drawn),
        origin={**{s: word for s, (_, word) in made.items()}, **dict.fromkeys(SCALES, "judgement")},
        units={**{s: rows[s].unit for s in FITTED}, **dict.fromkeys(SCALES, "1")},
        predict=predictor(inputs.params, central, inputs.plan),
        vintage=vintage,
    )


def _prior_at(row: Parameter, day: date, early: Mapping[str, Any] | None) -> tuple[Prior, str]:
    """A parameter's prior as it could be had on a day, and in a word where it is from."""
    if row.known_at <= day:
        return prior_of(row), "the book's"
    if early is None:
        return prior_of(widened(row)), "widened"
    three = (float(early[k]) for k in ("low", "central", "high"))
    fit = fitted(*three, distribution=early["distribution"], symbol=row.symbol)
    return distribution_of(fit), "early judgement"


def _fit(
    known: KnownBook, claims: Sequence[Claim], day: date, *, options: CalibrateOptions
) -> CalibrationFit:
    ready = ready_at(known, day)
    seen = observations(claims, upto=day, vintage=ready.vintage)
    if not seen:
        raise UsageError(f"no claim known by {day} speaks of a number the model gives; take later")
    numbers = compared(ready.predict, ready.table, seen)
    found = sampled(
        numbers,
        ready.table,
        seen,
        chains=options.chains,
        warm=options.warm,
        draws=options.draws,
        seed=options.seed,
    )
    later = observations(claims, upto=known.known_at, vintage=ready.vintage, after=day)
    scored = _scored(ready, found, later, seed=options.seed)
    r_hat, effective = float(np.max(found.r_hat)), float(np.min(found.effective))
    return CalibrationFit(
        at=day,
        plan_vintage=ready.vintage,
        chains=options.chains,
        draws=options.draws,
        seed=options.seed,
        largest_r_hat=round(r_hat, 6),
        least_effective=round(effective, 3),
        divergent=found.divergent,
        converged=r_hat < R_HAT and effective > EFFECTIVE,
        fitted=tuple(_fitted(ready, found, i) for i in range(len(found.names))),
        pulls=_pulls(ready, found, seen, seed=options.seed),
        scored=scored,
        inside=_mean([float(s.inside) for s in scored]),
        log_score=_mean([s.log_score for s in scored]),
        prior_score=_mean([s.prior_score for s in scored]),
        names=found.names,
        grid=tuple(_rounded(np.quantile(column, CURVE)) for column in found.values.T),
        correlation=tuple(_rounded(row) for row in _correlation(found.scores)),
    )


def _correlation(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Correlation of scores (draw, parameter), shrunk towards none by parameters over draws.

    That keeps it positive definite however few the draws are, and hardly moves it where they are
    many.
    """
    draws, size = scores.shape
    share = min(1.0, size / draws)
    plain = np.atleast_2d(np.corrcoef(scores.T))
    return np.asarray((1.0 - share) * plain + share * np.eye(size))


def _fitted(ready: FitInputs, found: Posterior, i: int) -> Fitted:
    name = found.names[i]
    grid, values = ready.table.scores, ready.table.values[i]
    scores = np.array([-1.6448536269514722, 0.0, 1.6448536269514722])
    before = [float(v) for v in np.interp(scores, grid, values)]
    after = [float(v) for v in np.quantile(found.values[:, i], LEVELS)]
    return Fitted(
        symbol=name,
        unit=ready.units[name],
        prior=(before[0], before[1], before[2]),
        posterior=(after[0], after[1], after[2]),
        r_hat=round(float(found.r_hat[i]), 6),
        effective=round(float(found.effective[i]), 3),
        prior_from=ready.origin[name],
    )


def predicted(
    ready: FitInputs, scores: NDArray[np.float64], seen: Sequence[Observation], *, seed: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Numbers of the observations at each draw of scores, without and with the claims' noise.

    On the scale they are compared on; both (draw, observation).
    """
    numbers = compared(ready.predict, ready.table, seen)
    at = np.asarray(jax.jit(jax.vmap(numbers))(jnp.asarray(scores)))
    _, spread = told(seen)
    noise = np.random.default_rng(seed).standard_normal(at.shape)
    return at, at + noise * np.asarray(spread)


def _pulls(
    ready: FitInputs, found: Posterior, seen: Sequence[Observation], *, seed: int
) -> tuple[Pull, ...]:
    plain, noisy = predicted(ready, found.scores, seen, seed=seed)
    value, _ = (np.asarray(v) for v in told(seen))
    rows = []
    for i, one in enumerate(seen):
        low, middle, high = _back(one, np.quantile(noisy[:, i], LEVELS))
        rows.append(
            Pull(
                **_named(one),
                q05=low,
                q50=middle,
                q95=high,
                pull=round(float((value[i] - plain[:, i].mean()) / noisy[:, i].std()), 6),
            )
        )
    return tuple(rows)


def _scored(
    ready: FitInputs, found: Posterior, later: Sequence[Observation], *, seed: int
) -> tuple[Scored, ...]:
    if not later:
        return ()
    _, noisy = predicted(ready, found.scores, later, seed=seed)
    free = np.random.default_rng(seed + 1).standard_normal(found.scores.shape)
    _, before = predicted(ready, free, later, seed=seed)
    value, _ = (np.asarray(v) for v in told(later))
    rows = []
    for i, one in enumerate(later):
        low, middle, high = _back(one, np.quantile(noisy[:, i], LEVELS))
        rows.append(
            Scored(
                **_named(one),
                q05=low,
                q50=middle,
                q95=high,
                inside=low <= one.value <= high,
                log_score=_density(noisy[:, i], value[i]),
                prior_score=_density(before[:, i], value[i]),
            )
        )
    return tuple(rows)


def _named(one: Observation) -> dict[str, Any]:
    return {
        "claim": one.claim,
        "quantity": one.quantity,
        "kind": one.kind,
        "known_at": one.known_at,
        "claimed": round(one.value, 9),
    }


def _back(one: Observation, levels: NDArray[np.float64]) -> tuple[float, float, float]:
    """Quantiles in the number's own unit."""
    low, middle, high = (float(v) for v in (levels if one.is_plain else np.exp(levels)))
    return round(low, 9), round(middle, 9), round(high, 9)


def _density(sample: NDArray[np.float64], value: Any) -> float:
    """Logarithm of a normal density with the sample's mean and spread at the value."""
    spread = float(sample.std())
    apart = (float(value) - float(sample.mean())) / spread
    return round(-0.5 * apart**2 - float(np.log(spread)) - 0.5 * float(np.log(2 * np.pi)), 6)


def _mean(values: Sequence[float]) -> float | None:
    return round(float(np.mean(values)), 6) if values else None


def _rounded(values: NDArray[np.float64]) -> tuple[float, ...]:
    return tuple(round(float(v), 9) for v in values)


def _headline(fits: Sequence[CalibrationFit], share: float) -> Message:
    first = fits[0]
    return message(
        "claims-inside",
        day=first.at.isoformat(),
        inside=sum(s.inside for s in first.scored),
        count=len(first.scored),
        share=share,
    )
