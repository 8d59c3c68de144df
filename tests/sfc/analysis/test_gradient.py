"""Gradients against finite differences, hard events, and sampling a posterior."""

from __future__ import annotations

import math
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import numpyro
import numpyro.distributions as dist
import pytest
from numpyro.infer import MCMC, NUTS

from caploop import sfc
from caploop.core.errors import UsageError
from caploop.sfc import textbook
from caploop.sfc.running.chunks import draws_of
from caploop.sfc.running.ready import ready
from tests.sfc.cases import sim_in_code, sim_in_equations


@pytest.mark.parametrize("build", [sim_in_code, sim_in_equations])
@pytest.mark.parametrize("name", ["alpha1", "alpha2", "theta", "G"])
def test_a_gradient_is_its_finite_difference(build: Any, name: str) -> None:
    model = build(theta=sfc.Uniform(0.15, 0.25))
    found = sfc.gradient(model, lambda r: r["Y"][-1], 20, wrt=[name], draws=50)[name]
    path = sfc.path_function(model, 20)
    step = 1e-5

    def mean(shift: float) -> float:
        drawn = draws_of(model, ready(model), seed=0, first=0, count=50, sequence="random")
        base = {"alpha1": 0.6, "alpha2": 0.4, "G": 20.0, "theta": jnp.asarray(drawn["theta"])}
        base[name] = base[name] + shift
        each = {n: jnp.broadcast_to(jnp.asarray(v), (50,)) for n, v in base.items()}
        return float(jax.vmap(lambda p: path(p)["Y"][-1])(each).mean())

    expected = (mean(step) - mean(-step)) / (2 * step)
    assert found == pytest.approx(expected, rel=1e-6)


def test_newton_is_differentiated_implicitly() -> None:
    model = sfc.Model("root", freq="Y")
    model.params(a=2.0)
    model.equations("Q = Q - (Q*Q - a)/3")
    x, y = model.sectors("x", "y")
    model.flow("f", payer=x, payee=y, via=model.instrument("m", issuer=x), amount="Q")
    found = sfc.gradient(model, lambda r: r["Q"][-1], 1, wrt=["a"])["a"]
    assert found == pytest.approx(0.5 / math.sqrt(2), rel=1e-9)


def ruin(sd: float = 1.0) -> sfc.Model:
    """Ruined (one) where a normal loss exceeds 2: probability Phi(loss - 2)."""
    model = sfc.Model("ruin", unit="USD bn")
    a, b = model.sectors("a", "b")
    pay = model.flow("pay", payer=a, payee=b, via=model.instrument("m", issuer=b))
    model.params(loss=sfc.Normal(1.0, sd), buffer=2.0)

    @model.behaviour
    def quarter(x: Any, p: Any, t: Any) -> Any:
        return {pay: p.loss, "ruined": x.gate("ruin", p.buffer - p.loss)}

    return model


DENSITY_AT_ONE = math.exp(-0.5) / math.sqrt(2 * math.pi)


def test_a_hard_gate_is_refused() -> None:
    with pytest.raises(sfc.GradientError, match="the gates ruin are steps"):
        sfc.gradient(ruin(), lambda r: r["ruined"][-1], 1, wrt=["loss"], draws=10)


def test_the_likelihood_ratio_of_a_probability() -> None:
    found = sfc.gradient(
        ruin(),
        lambda r: r["ruined"][-1],
        1,
        wrt=["loss"],
        draws=200_000,
        through_events="likelihood-ratio",
    )
    assert found["loss"] == pytest.approx(DENSITY_AT_ONE, abs=0.004)


def test_a_smooth_gate_is_near_when_it_is_cold() -> None:
    found = sfc.gradient(
        ruin(),
        lambda r: r["ruined"][-1],
        1,
        wrt=["loss", "buffer"],
        draws=200_000,
        through_events="smooth",
        temperature=0.05,
    )
    assert found["loss"] == pytest.approx(DENSITY_AT_ONE, abs=0.006)
    assert found["buffer"] == pytest.approx(-found["loss"], rel=1e-9)


def test_a_hard_target_without_a_gate_is_found_out() -> None:
    with pytest.raises(sfc.GradientError, match="zero, yet a step of"):
        sfc.gradient(
            sim_in_code(theta=sfc.Uniform(0.15, 0.25)),
            lambda r: jnp.where(r["Y"][-1] > 95, 1.0, 0.0),
            30,
            wrt=["theta"],
            draws=500,
        )


def test_a_true_zero_is_returned() -> None:
    model = sim_in_code(unused=1.0)
    assert sfc.gradient(model, lambda r: r["Y"][-1], 3, wrt=["unused"]) == {"unused": 0.0}


def test_a_bernoulli_event_by_the_likelihood_ratio() -> None:
    model = sfc.Model("coin", unit="USD bn")
    a, b = model.sectors("a", "b")
    pay = model.flow("pay", payer=a, payee=b, via=model.instrument("m", issuer=b))
    model.params(p=0.3, size=2.0)

    @model.behaviour
    def quarter(x: Any, p: Any, t: Any, shock: Any) -> Any:
        return {pay: p.size * shock.bernoulli("closes", p.p)}

    found = sfc.gradient(
        model,
        lambda r: r["flow:pay"].sum(0),
        2,
        wrt=["p", "size"],
        draws=100_000,
        through_events="likelihood-ratio",
    )
    assert found["p"] == pytest.approx(4.0, abs=0.1)
    assert found["size"] == pytest.approx(0.6, abs=0.02)


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        ({"wrt": ["thet"]}, UsageError, "did you mean theta"),
        ({"wrt": ["theta"], "through_events": "magic"}, UsageError, "none of smooth"),
        (
            {"wrt": ["theta"], "through_events": "likelihood-ratio"},
            sfc.GradientError,
            "does not vanish at its ends",
        ),
    ],
)
def test_a_bad_gradient_says_what_to_do(call: Any, error: Any, message: str) -> None:
    with pytest.raises(error, match=message):
        sfc.gradient(sim_in_code(theta=sfc.Uniform(0.1, 0.2)), lambda r: r["Y"][-1], 2, **call)


def test_a_posterior_on_pc_recovers_what_made_the_data() -> None:
    truth = {"alpha1": 0.63, "theta": 0.22}
    path = sfc.path_function(textbook.pc(), 12)
    noise = np.random.default_rng(1).normal(scale=0.3, size=(2, 12))
    made = path({name: jnp.asarray(value) for name, value in truth.items()})
    data = np.stack([made["Y"], made["V"]]) + noise

    def statement(seen: Any) -> None:
        alpha1 = numpyro.sample("alpha1", dist.Uniform(0.4, 0.8))
        theta = numpyro.sample("theta", dist.Uniform(0.1, 0.4))
        found = path({"alpha1": alpha1, "theta": theta})
        both = jnp.stack([found["Y"], found["V"]])
        numpyro.sample("seen", dist.Normal(both, 0.3), obs=seen)

    sampler = MCMC(NUTS(statement), num_warmup=300, num_samples=300, progress_bar=False)
    sampler.run(jax.random.key(0), data)
    for name, value in truth.items():
        low, high = np.quantile(sampler.get_samples()[name], [0.005, 0.995])
        assert low < value < high
        assert high - low < 0.1
