"""The audit of a run: the worst gap of all accounts, and who and when if it is too wide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import jax
import jax.numpy as jnp
import numpy as np

from caploop.sfc.fault import AuditError, ConvergenceError
from caploop.sfc.kernel import run_path
from caploop.sfc.period import Mode, Record, State
from caploop.sfc.simulate import Order, Worst

TOLERANCE = 1e-9


@dataclass(frozen=True, kw_only=True)
class Audit:
    """The widest gap: of rows, columns and declared positions together, relative to gross.

    Gross is the sum of all positions and amounts of that draw and period without their signs;
    `residual` is the worst of the simultaneous equations, relative to max(1, |unknown|).
    """

    gap: float = 0.0
    draw: int = 0
    residual: float = 0.0


def audited(so_far: Audit, worst: Worst) -> Audit:
    """The worse of what was found so far and a chunk's own."""
    residual = max(so_far.residual, worst.residual)
    if not worst.gap > so_far.gap:
        return Audit(gap=so_far.gap, draw=so_far.draw, residual=residual)
    return Audit(gap=worst.gap, draw=worst.gap_draw, residual=residual)


def check_worst(order: Order, worst: Worst, *, labels: Sequence[str]) -> None:
    """Raises on a block that was not solved or a gap above 1e-9 of gross, naming where."""
    model, made = order.model, order.made
    if not worst.residual <= TOLERANCE:
        blocks = "; ".join(", ".join(b.torn) for b in made.plan.blocks if b.torn)
        message = f"model {model.name}: draw {worst.residual_draw} leaves {worst.residual:.1e}"
        hint = "give start() values nearer the solution, or check the equations for no solution"
        raise ConvergenceError(f"{message} in the simultaneous equations of {blocks}; {hint}")
    if worst.gap <= TOLERANCE:
        return
    gaps, gross, amounts = details(order, worst.gap_draw)
    share = np.sum([v / gross for v in gaps.values()], axis=0)
    when = int(np.argmax(~(share <= TOLERANCE)))
    size = {name: abs(float(values[when])) for name, values in gaps.items()}
    widest = max(size, key=lambda n: size[n] if np.isfinite(size[n]) else np.inf)
    largest = max(amounts, key=lambda n: _rank(amounts[n][when]), default="no flow")
    message = f"model {model.name}, draw {worst.gap_draw}, {labels[when]}: {widest} is off by"
    size_text = f"{size[widest]:.3g} {model.unit} of {float(gross[when]):.3g} gross"
    hint = f"the largest amount is {largest!r}; check it, and what the position is said to equal"
    raise AuditError(f"{message} {size_text}; {hint}")


def _rank(amount: np.ndarray) -> float:
    size = float(np.abs(amount).sum())
    return size if np.isfinite(size) else np.inf


def details(
    order: Order, draw: int
) -> tuple[dict[str, np.ndarray], np.ndarray, dict[str, np.ndarray]]:
    """One draw again: every gap, the gross and every amount, by period."""
    drawn, uniforms = order.by_draw(first=draw, count=1, asked=1)
    fixed, changes = order.shared()

    def keep(_: State, record: Record) -> dict[str, jax.Array]:
        gaps = {f"gap:{n}": jnp.sum(v) for n, v in record.gaps.items()}
        return {**gaps, **record.amounts, "gross": record.gross}

    _, paths = run_path(
        order.made.plan,
        {**fixed, **{n: jnp.asarray(v[0]) for n, v in drawn.items() if n}},
        overrides=changes,
        uniforms={n: jnp.asarray(u[:, 0]) for n, u in uniforms.items()},
        periods=order.periods,
        mode=Mode(),
        keep=keep,
    )
    kept = {n: np.asarray(v) for n, v in paths.items()}
    gross = kept.pop("gross")
    gaps = {n.removeprefix("gap:"): kept.pop(n) for n in list(kept) if n.startswith("gap:")}
    return gaps, gross, kept
