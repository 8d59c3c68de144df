"""What the record of the plans says first."""

from __future__ import annotations

from collections.abc import Sequence

from caploop.consistency import IdentitySystem
from caploop.core.message import Message, message
from caploop.study.plan.record import PlanResults, SetVerdict, Used

SHOWN = 4


def headline(
    sets: Sequence[SetVerdict], system: IdentitySystem, *, tail: float, results: PlanResults | None
) -> Message:
    """Which figures part, by how much, what repairs them, and which plans hold.

    With results it ends with how often burn stays within what is said, year by year.
    """
    tested = [s for s in sets if s.coherent is not None]
    if not tested:
        return message("nothing-tested")
    holding = tuple(s.id for s in tested if s.coherent)
    parts = [p for s in tested if not s.coherent for p in _parting(s, system, tail=tail)]
    if holding == ("asked",):
        parts.append(message("asked-hold"))
    elif holding:
        parts.append(message("sets-hold" if len(holding) > 1 else "set-holds", sets=holding))
    if results is not None:
        parts.append(_years(results))
    return message("plan-tested", parts=tuple(parts))


def _years(results: PlanResults) -> Message:
    """How often burn stays within what is said, over the shapes of the first block."""
    first = results.chances[0].block
    shares = [c.within for c in results.chances if c.block == first]
    return message(
        "burn-within",
        compute=results.compute,
        burn=results.burn,
        least=min(shares),
        most=max(shares),
    )


def plan_figures(found: SetVerdict) -> tuple[Used, ...]:
    """Claims of plans, and tries, that the identity in question hangs on, the largest first.

    Where it hangs on none of a plan, all claims it hangs on.
    """
    linked = {s.term for s in found.solved if s.identity == found.identity}
    stated = [
        f
        for f in found.figures
        if f.term in linked and f.value is not None and f.origin in {"claim", "asked"}
    ]
    of_plans = [f for f in stated if f.origin == "asked" or f.vintage is not None]
    told = of_plans or stated
    return tuple(sorted(told, key=lambda f: (-abs(f.value or 0.0), f.term)))


def _parting(found: SetVerdict, system: IdentitySystem, *, tail: float) -> list[Message]:
    figures = plan_figures(found)
    parting = message(
        "cannot-hold",
        numbers=tuple(f.value for f in figures[:SHOWN] if f.value is not None),
        unit=next((f.unit for f in figures), ""),
        gap=abs(found.gap),
        least=found.least,
        share=1 - tail,
        holds=found.holds,
    )
    if found.moved_most is None or found.before is None or found.repair is None:
        return [parting]
    term = system.terms[found.moved_most]
    names = {"term_en": term.name_en, "term_zh": term.name_zh}
    return [parting, message("least-change", before=found.before, repair=found.repair, **names)]
