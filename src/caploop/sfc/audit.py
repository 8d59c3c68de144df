"""The audit of a run: the worst gap of all accounts, and who and when if it is too wide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import jax
import jax.numpy as jnp
import numpy as np

from caploop.sfc.fault import AuditError, ConvergenceError
from caploop.sfc.kernel import Override, run_path
from caploop.sfc.model import Model
from caploop.sfc.period import Mode, Record, State
from caploop.sfc.simulate import Chunk, Ready, shocks_of

TOLERANCE = 1e-9


@dataclass(frozen=True, kw_only=True)
class Audit:
    """Worst gap over rows, columns and declared positions, relative to the period's gross.

    Gross is the sum of all positions and amounts of that draw and period without their signs;
    `residual` is the worst of the simultaneous equations, relative to max(1, |unknown|).
    """

    gap: float = 0.0
    draw: int = 0
    residual: float = 0.0


def audited(so_far: Audit, chunk: Chunk) -> Audit:
    """The worse of what was found so far and a chunk's own."""
    at = int(np.argmax(chunk.gap))
    residual = max(so_far.residual, float(chunk.residual.max()))
    if not chunk.gap[at] > so_far.gap:
        return Audit(gap=so_far.gap, draw=so_far.draw, residual=residual)
    return Audit(gap=float(chunk.gap[at]), draw=chunk.first + at, residual=residual)


def check_chunk(
    model: Model,
    made: Ready,
    chunk: Chunk,
    *,
    overrides: Mapping[str, Override],
    labels: Sequence[str],
    seed: int,
) -> None:
    """Raises on a block that was not solved or a gap above 1e-9 of gross, naming where."""
    if not chunk.residual.max() <= TOLERANCE:
        at = int(np.argmax(chunk.residual))
        blocks = "; ".join(", ".join(b.torn) for b in made.plan.blocks if b.torn)
        message = f"model {model.name}: draw {chunk.first + at} leaves {chunk.residual[at]:.1e}"
        hint = "give start() values nearer the solution, or check the equations for no solution"
        raise ConvergenceError(f"{message} in the simultaneous equations of {blocks}; {hint}")
    if chunk.gap.max() <= TOLERANCE:
        return
    at = int(np.argmax(chunk.gap))
    gaps, gross, amounts = _details(
        made, chunk, at, overrides=overrides, periods=len(labels), seed=seed
    )
    share = np.max([v / gross for v in gaps.values()], axis=0)
    when = int(np.argmax(~(share <= TOLERANCE)))
    size = {name: abs(float(values[when])) for name, values in gaps.items()}
    worst = max(size, key=lambda n: size[n] if np.isfinite(size[n]) else np.inf)
    largest = max(amounts, key=lambda n: _rank(amounts[n][when]), default="no flow")
    message = f"model {model.name}, draw {chunk.first + at}, {labels[when]}: {worst} is off by"
    size_text = f"{size[worst]:.3g} {model.unit} of {float(gross[when]):.3g} gross"
    hint = f"the largest amount is {largest!r}; check it, and what the position is said to equal"
    raise AuditError(f"{message} {size_text}; {hint}")


def _rank(amount: np.ndarray) -> float:
    size = float(np.abs(amount).sum())
    return size if np.isfinite(size) else np.inf


def _details(
    made: Ready,
    chunk: Chunk,
    at: int,
    *,
    overrides: Mapping[str, Override],
    periods: int,
    seed: int,
) -> tuple[dict[str, np.ndarray], np.ndarray, dict[str, np.ndarray]]:
    """One draw again, with every gap and amount of every period kept."""
    drawn = {n: jnp.asarray(v[..., at]) for n, v in chunk.drawn.items() if n}
    params = {**{n: jnp.asarray(v) for n, v in made.fixed.items()}, **drawn}
    uniforms = shocks_of(made, seed=seed, first=chunk.first + at, count=1, periods=periods)

    def keep(_: State, record: Record) -> dict[str, jax.Array]:
        gaps = {f"gap:{n}": jnp.max(v) for n, v in record.gaps.items()}
        return {**gaps, **record.amounts, "gross": record.gross}

    _, paths = run_path(
        made.plan,
        params,
        overrides={n: (jnp.asarray(o.times), jnp.asarray(o.plus)) for n, o in overrides.items()},
        uniforms={n: jnp.asarray(u[:, 0]) for n, u in uniforms.items()},
        periods=periods,
        mode=Mode(),
        keep=keep,
    )
    kept = {n: np.asarray(v) for n, v in paths.items()}
    gross = kept.pop("gross")
    gaps = {n.removeprefix("gap:"): kept.pop(n) for n in list(kept) if n.startswith("gap:")}
    return gaps, gross, kept
