"""Random numbers by counter: number i of a stream depends on (seed, name, period, i) alone."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy import special

from caploop.core.errors import UsageError
from caploop.core.labels import in_order
from caploop.sfc.language.distribution import Distribution

WORDS = 4
BITS = 30
"""Of a Sobol coordinate: with more, SciPy cannot start anywhere but at the first point."""


@dataclass(frozen=True, kw_only=True)
class Correlation:
    """Gaussian copula: the correlation matrix of the normal scores of `names`."""

    names: tuple[str, ...]
    matrix: np.ndarray

    def __post_init__(self) -> None:
        ordered = in_order("correlation", self.matrix, [self.names, self.names])
        matrix = np.asarray(ordered, float)
        object.__setattr__(self, "matrix", matrix)
        square = matrix.shape == (len(self.names),) * 2
        if not square or not np.allclose(matrix, matrix.T) or not np.allclose(np.diag(matrix), 1):
            raise UsageError(
                "correlation: the matrix must be square, symmetric, ones on the diagonal"
            )
        if np.linalg.eigvalsh(matrix).min() <= 0:
            raise UsageError(
                "correlation: not positive definite; shrink it towards the unit matrix"
            )


def stream(
    seed: int, name: str, *, first: int, count: int, kind: str = "parameter", period: int = 0
) -> np.ndarray:
    """Uniforms strictly inside (0, 1) for draws first .. first + count - 1 (Salmon et al. 2011)."""
    digest = hashlib.blake2b(f"{seed}|{kind}|{name}|{period}".encode(), digest_size=16).digest()
    bits = np.random.Philox(key=np.frombuffer(digest, np.uint64))
    bits.advance(first // WORDS)
    skip = first % WORDS
    words = bits.random_raw(count + skip)[skip:]
    return ((words >> np.uint64(11)).astype(float) + 0.5) * 2.0**-53


def draw_parameters(
    distributions: Mapping[str, Distribution],
    *,
    seed: int,
    first: int,
    count: int,
    correlation: Correlation | None = None,
    sequence: str = "random",
) -> dict[str, np.ndarray]:
    """Values of every parameter for `count` draws from index `first`, shape (count,) each."""
    names = sorted(distributions)
    if sequence == "sobol":
        uniforms = dict(zip(names, _sobol(len(names), seed, first=first, count=count), strict=True))
    elif sequence == "random":
        uniforms = {n: stream(seed, n, first=first, count=count) for n in names}
    else:
        raise UsageError(f"sequence {sequence!r} is neither 'random' nor 'sobol'")
    if correlation is not None:
        scores = np.stack([special.ndtri(uniforms[n]) for n in correlation.names])
        joined = np.linalg.cholesky(correlation.matrix) @ scores
        uniforms |= dict(zip(correlation.names, special.ndtr(joined), strict=True))
    return {n: distributions[n].quantile(uniforms[n]) for n in names}


def _sobol(dimensions: int, seed: int, *, first: int, count: int) -> np.ndarray:
    if not dimensions:
        return np.empty((0, count))
    from scipy.stats import qmc  # half a second, and few runs draw this way

    engine = qmc.Sobol(dimensions, scramble=True, rng=np.random.default_rng(seed), bits=BITS)
    if first:
        engine.fast_forward(first)
    middle: np.ndarray = engine.random(count).T + 2.0 ** -(BITS + 1)
    return middle
