"""The record of `caploop calibrate`: what was fitted to what, how well, and how it was scored."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from msgspec import Struct

from caploop.core.message import Message
from caploop.study.shared.answered import AnswerRecord
from caploop.study.shared.rows import Versions


class Fitted(Struct, frozen=True, kw_only=True):
    """One fitted parameter: prior and posterior P5, P50, P95 in the model's unit, diagnostics.

    `prior_from` says whether the prior is the book's, widened because its page is later than the
    date, or an early judgement.
    """

    symbol: str
    unit: str
    prior: tuple[float, float, float]
    posterior: tuple[float, float, float]
    r_hat: float
    effective: float
    prior_from: str


class Pull(Struct, frozen=True, kw_only=True):
    """One claim against what the fit predicts for it: median, P5 and P95 with the claim's noise.

    `pull` is claimed less predicted in standard deviations of both together.
    """

    claim: str
    quantity: str
    kind: str
    known_at: date
    claimed: float
    q05: float
    q50: float
    q95: float
    pull: float


class Scored(Struct, frozen=True, kw_only=True):
    """A claim that became known later, against the prediction of the fit made before.

    `log_score` is the logarithm of the predicted density at what was claimed (higher is better),
    `prior_score` that of the priors alone.
    """

    claim: str
    quantity: str
    kind: str
    known_at: date
    claimed: float
    q05: float
    q50: float
    q95: float
    inside: bool
    log_score: float
    prior_score: float


class CalibrationFit(Struct, frozen=True, kw_only=True):
    """One calibration: at a date, on one plan vintage."""

    at: date
    plan_vintage: str
    chains: int
    draws: int
    seed: int
    largest_r_hat: float
    least_effective: float
    divergent: int
    converged: bool
    fitted: tuple[Fitted, ...]
    pulls: tuple[Pull, ...]
    scored: tuple[Scored, ...]
    inside: float | None
    log_score: float | None
    prior_score: float | None
    names: tuple[str, ...]
    grid: tuple[tuple[float, ...], ...]
    correlation: tuple[tuple[float, ...], ...]


class CalibrationRecord(AnswerRecord, frozen=True, kw_only=True):
    """The answer: every fit, and the check on made-up truths.

    `synthetic_coverage` is the share of 90 % intervals that hold the truth over `replicas`.
    """

    command: ClassVar[str] = "calibrate"

    as_of: date
    known_at: date
    headline: Message
    fits: tuple[CalibrationFit, ...]
    synthetic_coverage: float
    replicas: int
    notes: tuple[Message, ...]
    versions: Versions
    hash: str
