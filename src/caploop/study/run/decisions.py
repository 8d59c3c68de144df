"""What the rules of decision say on a run: bargaining, a vendor's hole, owning, revisions."""

from __future__ import annotations

from collections.abc import Mapping

from caploop.model.step import expected_over_required, owned_share, price_cut, vendors_hole
from caploop.model.terms import CHIPMAKERS, LESSORS, lease_price
from caploop.study.run.record import Bargain, FirmDecisions
from caploop.study.shared.model_run import ModelRun

YEAR = 1
QUARTERS = slice(4 * YEAR, 4 * YEAR + 4)


def decisions(run: ModelRun, central: Mapping[str, float]) -> FirmDecisions:
    """The rules at central parameters on the run's means."""
    inside = float(run.mean("chips")[QUARTERS].sum(axis=(0, 1))[CHIPMAKERS.index("nvidia")])
    last_year = float(run.inputs.params["outside_revenue"][len(LESSORS)])
    guidance = 4 * central["R_nv4"]
    hole = vendors_hole(guidance=guidance, others=max(last_year - inside / 2, 0.0))
    owning = _owning(central)
    return FirmDecisions(
        bargains=_bargains(run, central["theta_nash"]),
        guidance=guidance,
        hole=hole.amount,
        hole_share=hole.share,
        cost_of_owning=owning,
        lease=central["ell"],
        owned_share=owned_share(
            cost_of_owning=owning, lease=central["ell"], softness=central["soft_own"]
        ),
        plan_before=central["C_8y"],
        plan_after=central["C_26_30"],
        expected_over_required=expected_over_required(
            central["C_26_30"] / central["C_8y"], response=1.0
        ),
    )


def _bargains(run: ModelRun, weight: float) -> tuple[Bargain, ...]:
    depends = run.mean("firm_dependency")[QUARTERS].mean(axis=0)
    rent = run.mean("rent_paid")[QUARTERS].sum(axis=0)
    chips = run.mean("chips")[QUARTERS].sum(axis=(0, 1))
    parts = [*(rent / max(rent.sum(), 1e-9)), *(chips / max(chips.sum(), 1e-9))]
    rows = [
        Bargain(
            supplier=name,
            of_sellers_sales=float(depends[i]),
            of_purchases=float(parts[i]),
            price_cut=price_cut(
                of_sellers_sales=float(depends[i]),
                of_buyers_purchases=float(parts[i]),
                weight=weight,
            ),
        )
        for i, name in enumerate((*LESSORS, *CHIPMAKERS))
        if name != "vehicles"
    ]
    return tuple(sorted(rows, key=lambda row: -row.price_cut))


def _owning(central: Mapping[str, float]) -> float:
    """Cost of a GW-year at OpenAI's own cost of debt, without a lessor's margin."""
    return lease_price(
        capex=central["kappa"],
        it_share=central["sh_IT"],
        it_years=central["n_IT"],
        shell_years=central["n_sh"],
        rate=central["r_base"] + central["s_oai"],
        utilisation=central["util"],
        power_price=central["p_el"],
        upkeep=central["om"],
        margin=central["mu"],
    )[0]
