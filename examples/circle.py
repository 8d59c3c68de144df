"""A chip maker invests in a laboratory that buys its chips; outside revenue decides how it ends."""

from typing import Any

import jax.numpy as jnp

from caploop import sfc

PROMISED = 100.0


def circle() -> sfc.Model:
    """Quarters, in billions of dollars; a tranche of ten for each gigawatt that is built."""
    m = sfc.Model("CIRCLE", freq="Q", unit="USD bn")
    maker, lab, users, funds, bank = m.sectors("chip maker", "lab", "users", "funds", "bank")
    cash, shares = m.instrument("cash", issuer=bank), m.instrument("shares", issuer=lab)
    for sector, amount in ((maker, 60.0), (lab, 20.0), (users, 3000.0), (funds, 500.0)):
        m.open(sector, cash, amount=amount)
    revenue = m.flow("revenue", payer=users, payee=lab, via=cash)
    costs = m.flow("costs", payer=lab, payee=users, via=cash)
    chips = m.flow("chips", payer=lab, payee=maker, via=cash)
    cheque = m.exchange("cheque", buyer=maker, seller=lab, asset=shares, via=cash)
    outside = m.exchange("round", buyer=funds, seller=lab, asset=shares, via=cash)
    m.params(first=3.3, growth=sfc.Normal(0.10, 0.04), costs=sfc.Normal(4.5, 0.5, within=(0, 9)))
    m.params(power=0.2, price=12.5, share=sfc.Beta(2, 8), closes=sfc.Beta(6, 3))

    @m.behaviour
    def quarter(x: Any, p: Any, t: Any, shock: Any) -> Any:
        """Builds a little more each quarter; a round may fill what is short."""
        earned, built = p.first * jnp.exp(p.growth * t), p.power * (1 + 0.1 * t)
        left = PROMISED - x.holding(maker, shares)
        paid = jnp.minimum(10 * built, left) * shock.bernoulli("tranche", p.closes)
        short = p.costs + p.price * built - earned - paid - x.holding(lab, cash)
        comes = shock.bernoulli("round", p.share + 0.4 * (earned > p.costs))
        raised = jnp.maximum(short, 0.0) * comes
        return {
            revenue: earned,
            costs: p.costs,
            chips: p.price * built,
            cheque: paid,
            outside: raised,
        }

    @m.event("cash out", when=lambda x, p, t: x.holding(lab, cash))
    def stop(x: Any, p: Any, t: Any) -> Any:
        """Without cash no chips are bought, and no cheque is written."""
        return {chips: 0.0, cheque: 0.0}

    return m


if __name__ == "__main__":
    kept = ["cash out", "flow:chips", "flow:cheque"]
    run = sfc.simulate(circle(), "2026Q1", 20, draws=1_000_000, keep=kept, stats=["mean"])
    mean = run.data.isel(scenario=0, statistic=0)
    print("out of cash at the end of 2030:", f"{float(mean['cash out'][-1]):.1%} of draws")
    print(
        "chips paid by cheques:",
        f"{float(mean['flow:cheque'].sum() / mean['flow:chips'].sum()):.0%}",
    )
    print("widest gap of the accounts:", f"{run.audit.gap:.0e} of gross")
