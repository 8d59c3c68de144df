"""What `caploop calibrate` prints, and a saved calibration read for other questions."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from caploop.cli.output import check_place, emit, rendered, teller
from caploop.report.tables.frame import TextTable, table_of
from caploop.study.calibrate.answer import DATES, calibrate, check_sizes
from caploop.study.calibrate.record import CalibrationRecord
from caploop.study.claims import claims
from caploop.study.shared.open import open_book
from caploop.study.shared.opening import open_ledger


def answer_calibrate(
    *,
    book: Path | None,
    ledger: str | None,
    name: str,
    as_of: date | None,
    known_at: date | None,
    at: tuple[date, ...],
    chains: int,
    warm: int,
    draws: int,
    replicas: int,
    seed: int,
    form: str | None,
    output: Path | None,
    quiet: bool,
) -> int:
    """Fits, scores and prints or writes; returns the exit code."""
    tell = teller(quiet=quiet)
    check_place(output)
    check_sizes(chains=chains, warm=warm, draws=draws, replicas=replicas)
    held = open_book(book=book, url=ledger, name=name)
    opened = open_ledger(book=book, url=ledger, as_of=as_of, known_at=known_at)
    seen = claims(opened.ledger, as_of=opened.as_of, known_at=opened.known_at).claims
    opened.ledger.close()
    days = at or tuple(day for day in DATES if day <= opened.known_at)
    tell(f"known at {opened.known_at}; calibrated at {', '.join(str(day) for day in days)}")
    record = calibrate(
        held,
        seen,
        as_of=opened.as_of,
        known_at=opened.known_at,
        at=days,
        chains=chains,
        warm=warm,
        draws=draws,
        replicas=replicas,
        seed=seed,
    )
    if form is not None or not sys.stdout.isatty():
        tell(record.headline)
    emit(rendered(record, calibration_tables(record), form), output, tell)
    return 0


def calibration_tables(record: CalibrationRecord) -> tuple[TextTable, ...]:
    """How each fit went, what it was scored on, its pulls and parameters, and notes."""
    notes = (
        f"on {record.replicas} made-up truths {record.synthetic_coverage:.1%} of 90 % intervals "
        "hold the truth",
        *record.notes,
    )
    told = table_of("Weak points", ("what to keep in mind",), ((note,) for note in notes))
    return _fits(record), _scored(record), _pulls(record), _fitted(record), told


def _fits(record: CalibrationRecord) -> TextTable:
    return table_of(
        "Calibrations",
        (
            *("at", "plan", "claims", "parameters", "largest R-hat", "least effective size"),
            *("divergent", "converged", "later claims inside 90 %", "log score", "of the priors"),
        ),
        (
            (
                *(str(f.at), f.plan_vintage, str(len(f.pulls)), str(len(f.fitted))),
                *(f"{f.largest_r_hat:.4f}", f"{f.least_effective:,.0f}", str(f.divergent)),
                "yes" if f.converged else "no",
                *("none" if v is None else f"{v:.2f}" for v in (f.inside, f.log_score)),
                "none" if f.prior_score is None else f"{f.prior_score:.2f}",
            )
            for f in record.fits
        ),
    )


def _scored(record: CalibrationRecord) -> TextTable:
    return table_of(
        "Claims that came later, against the fit made before",
        ("at", "claim", "number", "kind", "known", "claimed", "q05", "q50", "q95", "inside"),
        (
            (
                *(str(f.at), s.claim, s.quantity, s.kind, str(s.known_at)),
                *(f"{v:,.2f}" for v in (s.claimed, s.q05, s.q50, s.q95)),
                "yes" if s.inside else "no",
            )
            for f in record.fits
            for s in f.scored
        ),
    )


def _pulls(record: CalibrationRecord) -> TextTable:
    return table_of(
        "Claims the fit was made on",
        ("at", "claim", "number", "kind", "claimed", "q05", "q50", "q95", "pull"),
        (
            (
                *(str(f.at), p.claim, p.quantity, p.kind),
                *(f"{v:,.2f}" for v in (p.claimed, p.q05, p.q50, p.q95)),
                f"{p.pull:+.2f}",
            )
            for f in record.fits
            for p in f.pulls
        ),
    )


def _fitted(record: CalibrationRecord) -> TextTable:
    return table_of(
        "Fitted parameters, P5, P50 and P95 in the model's units",
        ("at", "symbol", "unit", "prior", "posterior", "R-hat", "effective", "prior from"),
        (
            (
                *(str(f.at), row.symbol, row.unit),
                *(", ".join(f"{v:.4g}" for v in three) for three in (row.prior, row.posterior)),
                *(f"{row.r_hat:.4f}", f"{row.effective:,.0f}", row.prior_from),
            )
            for f in record.fits
            for row in f.fitted
        ),
    )
