"""What a bankruptcy leaves to whom: claims and payments by class, losses by lessor."""

from __future__ import annotations

from caploop.model.default import CLASSES, SHARES
from caploop.model.terms import LESSORS, STAGES
from caploop.study.runway.record import Default, Recovery
from caploop.study.shared import series as shown
from caploop.study.shared.model_run import ModelRun

KEPT = shown.DEFAULT


def default_of(run: ModelRun) -> Default:
    """The defaults of a run that kept `KEPT`."""
    probability = float(run.mean("in_stage")[-1][STAGES.index("bankrupt")])
    fell = float(run.mean("fell").sum())
    claims, paid = (run.mean(name).sum(axis=0) for name in ("estate_claims", "estate_paid"))
    lost = run.mean("lost_in_default").sum(axis=0)
    if fell <= 0:
        return Default(probability=probability, recoveries=(), lost={})
    return Default(
        probability=round(probability, 9),
        recoveries=tuple(
            Recovery(
                rank=name,
                claimed=round(float(claims[i]) / fell, 6),
                paid=round(float(paid[i]) / fell, 6),
                rate=round(float(paid[i] / claims[i]), 6)
                if claims[i] > 0 and i != SHARES
                else None,
            )
            for i, name in enumerate(CLASSES)
        ),
        lost={name: round(float(v) / fell, 6) for name, v in zip(LESSORS, lost, strict=True)},
    )
