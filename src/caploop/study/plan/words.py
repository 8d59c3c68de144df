"""What the record of the plans says first."""

from __future__ import annotations

from collections.abc import Sequence

from caploop.consistency.identity import IdentitySystem
from caploop.study.plan.record import PlanResults, SetVerdict, Used

SHOWN = 4


def headline(
    sets: Sequence[SetVerdict], system: IdentitySystem, *, tail: float, results: PlanResults | None
) -> str:
    """One sentence: which figures part, by how much, what repairs them, which plans hold.

    With results it ends with how often burn stays within what is said, year by year.
    """
    tested = [s for s in sets if s.coherent is not None]
    if not tested:
        return "no identity has all its figures yet: nothing can be said of them"
    parting = [s for s in tested if not s.coherent]
    holding = [s.id for s in tested if s.coherent]
    said = [_parting(s, system, tail=tail) for s in parting]
    if holding == ["asked"]:
        said.append("these figures hold together")
    elif holding:
        each = "each hold" if len(holding) > 1 else "holds"
        said.append(f"{_named(holding)} {each} together")
    if results is not None:
        said.append(_years(results))
    return "; ".join(said)


def _years(results: PlanResults) -> str:
    """How often burn stays within what is said, over the shapes of the first block."""
    first = results.chances[0].block
    shares = [c.within for c in results.chances if c.block == first]
    return (
        f"year by year {results.compute:,.0f} of compute leaves burn within {results.burn:,.0f} in "
        f"{min(shares):.0%} to {max(shares):.0%} of draws"
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


def _parting(found: SetVerdict, system: IdentitySystem, *, tail: float) -> str:
    figures = plan_figures(found)
    numbers = _named([f"{f.value:,.4g}" for f in figures[:SHOWN]])
    unit = next((f.unit for f in figures), "")
    text = (
        f"{numbers} {unit} cannot all hold: {abs(found.gap):,.0f} part them in the middle draw, "
        f"{found.least:,.0f} or more in {1 - tail:.0%}, and {found.holds:.0%} of draws close"
    )
    if found.moved_most is None or found.before is None or found.repair is None:
        return text
    name = system.terms[found.moved_most].name_en
    return f"{text}; the least change takes {name} from {found.before:,.0f} to {found.repair:,.0f}"


def _named(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
