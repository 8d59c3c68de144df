"""The audit of a run: the worst gap of all accounts, and who and when if it is too wide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import jax
import jax.numpy as jnp
import numpy as np

from caploop.sfc.language.fault import AuditError, ConvergenceError
from caploop.sfc.running.accounts import sum_of
from caploop.sfc.running.chunks import Order, Worst
from caploop.sfc.running.kernel import run_path
from caploop.sfc.running.period import Mode, Record, State

TOLERANCE = 1e-9


@dataclass(frozen=True, kw_only=True)
class Audit:
    """The widest gap of rows, columns and declared positions.

    Of all together relative to gross, the sum of all positions and amounts of that draw and period
    without their signs; and of each relative to what its own party held and paid at most in a
    period so far. `residual` is the worst of the simultaneous equations, relative to
    max(1, |unknown|).
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
    """Raises on a block that was not solved or a gap above 1e-9, of gross or of the party's own."""
    model, made = order.model, order.made
    if not worst.residual <= TOLERANCE:
        blocks = "; ".join(", ".join(b.torn) for b in made.plan.blocks if b.torn)
        message = f"model {model.name}: draw {worst.residual_draw} leaves {worst.residual:.1e}"
        hint = "give start() values nearer the solution, or check the equations for no solution"
        raise ConvergenceError(f"{message} in the simultaneous equations of {blocks}; {hint}")
    if worst.gap <= TOLERANCE:
        return
    found = details(order, worst.gap_draw)
    share = found.total / found.gross
    each = np.stack(list(found.share.values()))
    when = int(np.argmax(~((share <= TOLERANCE) & (each <= TOLERANCE).all(axis=0))))
    is_nan = {n: bool(np.isnan(gap[when])) for n, gap in found.gaps.items()}
    name = max(found.share, key=lambda n: (is_nan[n], _size(found.share[n][when])))
    largest = max(found.amounts, key=lambda n: _size(found.amounts[n][when]), default="no flow")
    message = f"model {model.name}, draw {worst.gap_draw}, {labels[when]}: {name} is off by"
    off, own = (float(np.max(part[name][when])) for part in (found.gaps, found.scales))
    size_text = (
        f"{off:.3g} {model.unit}, of {own:.3g} of its own and {float(found.gross[when]):.3g} gross"
    )
    hint = f"the largest amount is {largest!r}; check it, and what the position is said to equal"
    raise AuditError(f"{message} {size_text}; {hint}")


def _size(amount: np.ndarray) -> float:
    size = float(np.abs(amount).sum())
    return size if np.isfinite(size) else np.inf


@dataclass(frozen=True, kw_only=True)
class Details:
    """One draw's audit by period: gaps with what each is measured against, gross, every amount.

    `gaps`, `scales` and `share` are by gap, the widest member of a group each.
    """

    gaps: dict[str, np.ndarray]
    scales: dict[str, np.ndarray]
    gross: np.ndarray
    total: np.ndarray
    amounts: dict[str, np.ndarray]

    @property
    def share(self) -> dict[str, np.ndarray]:
        """Each gap over its scale; NaN where there is no number."""
        return {name: gap / self.scales[name] for name, gap in self.gaps.items()}


def details(order: Order, draw: int) -> Details:
    """One draw again, with everything the audit saw."""
    drawn, uniforms = order.by_draw(first=draw, count=1, asked=1)
    fixed, changes, openings = jax.tree.map(jnp.asarray, order.shared())

    def keep(_: State, record: Record) -> dict[str, jax.Array]:
        kept = {"gross": record.gross, "total": sum_of(record.gaps.values())}
        for name, gap in record.gaps.items():
            flat = jnp.ravel(gap)
            scale = jnp.ravel(jnp.broadcast_to(record.scales[name], jnp.shape(gap)))
            at = jnp.argmax(flat / scale)
            kept |= {f"gap:{name}": flat[at], f"scale:{name}": scale[at]}
        return kept | {f"amount:{n}": v for n, v in record.amounts.items()}

    _, paths = run_path(
        order.made.plan,
        {**fixed, **{n: jnp.asarray(v[0]) for n, v in drawn.items() if n}},
        openings=openings,
        overrides=changes,
        uniforms={n: jnp.asarray(u[:, 0]) for n, u in uniforms.items()},
        periods=order.periods,
        mode=Mode(),
        keep=keep,
    )
    kept = {n: np.asarray(v) for n, v in paths.items()}

    def of(kind: str) -> dict[str, np.ndarray]:
        return {n.removeprefix(kind): v for n, v in kept.items() if n.startswith(kind)}

    return Details(
        gaps=of("gap:"),
        scales=of("scale:"),
        gross=kept["gross"],
        total=kept["total"],
        amounts=of("amount:"),
    )
