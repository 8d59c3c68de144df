"""M4, cash and outcome states: what is due, what is paid first, and how distress ends."""

from __future__ import annotations

from typing import Any

import jax
import jax.numpy as jnp

from caploop.model.default.government import support_score
from caploop.model.step.decision import kept_of_plan
from caploop.model.step.values import Quarter, Values, began, opened
from caploop.model.terms.parties import FIRMS, INVESTORS, STAGES
from caploop.sfc import Series

NORMAL, CONSTRAINED, DISTRESS, RESCUED, RENEGOTIATED, ACQUIRED, BANKRUPT = range(len(STAGES))
SUPPORTED = len(STAGES)
"""A rescue by the government: the exit after the last stage, which then counts as rescued."""
TINY = 1e-9
GIVES = (
    Series("alive", "share", says="1 while OpenAI is not bankrupt"),
    Series("sound", "share", says="1 before distress"),
    Series("frozen", "share", says="part of the growth of compute given up this quarter"),
    Series("plan_kept", "share", says="spending plan as revised, over the plan"),
    Series("leases_kept", "share", says="1 until a bankruptcy rejects the leases"),
    Series("price_cut", "share", says="cut of rent in a renegotiation"),
    Series("customers_kept", "share", says="customers not lost in distress so far"),
    Series("rescue_cheques", "USD bn/qtr", axes="investor", says="money of a rescue"),
    Series("support_cheque", "USD bn/qtr", says="money of the government"),
    Series("own_capex_paid", "USD bn/qtr", says="own capacity paid"),
    Series("other_paid", "USD bn/qtr", says="other cost, fees and devices paid, old bills too"),
    Series("tax_paid", "USD bn/qtr", says="tax on income paid"),
    Series("interest_paid", "USD bn/qtr", says="interest paid"),
    Series("debt_repaid", "USD bn/qtr", says="loans and notes repaid"),
    Series("fee_paid", "USD bn/qtr", says="fee for a guarantee paid"),
    Series("share_settled", "USD bn/qtr", says="Microsoft's share paid"),
    Series("vendor_repaid", "USD bn/qtr", says="vendor credit repaid"),
    Series("rent_paid", "USD bn/qtr", axes="lessor", says="rent paid, with what was open"),
    Series("headroom", "USD bn", says="cash left after all that is due; below nothing it is out"),
    Series("unexplained_cost", "USD bn/qtr", says="reported burn less that of all lines"),
    Series("cost", "USD bn/qtr", says="all that falls due but repayments"),
    Series("burn", "USD bn/qtr", says="what falls due less what is earned"),
    Series("burn_paid", "USD bn/qtr", says="what is paid less what is earned"),
    Series("vendor_paid", "USD bn/qtr", axes="lessor", says="vendor credit repaid to each"),
    Series("monthly_cost_now", "USD bn/mo", says="what a month cost this quarter"),
    Series("rent_in_all", "USD bn/qtr", says="rent due to all lessors"),
    Series("inference_cost", "USD bn/qtr", says="rent of the part of compute that inference uses"),
    Series("stage", "1", says="stage of distress, by its place in STAGES"),
    Series("in_stage", "share", axes="stage", says="1 for the stage that holds"),
    Series("distress_quarters", "qtr", says="quarters of distress without a break"),
    Series("cash_out", "share", says="1 once cash has been out"),
    Series("rescued_ever", "share", says="1 once OpenAI has been rescued"),
    Series("ever_constrained", "share", says="1 once cash has been low"),
    Series("support_due", "USD bn/qtr", says="support that comes next quarter"),
    Series("supported", "share", says="1 once the government has come in"),
    Series("rescue_due", "USD bn/qtr", says="rescue money that comes next quarter"),
    Series("arrears_in_all", "USD bn", says="what is due and cannot be paid"),
    Series("burn_so_far", "USD bn", says="burn since the start"),
    Series("cash_at_start", "USD bn", says="cash with which the run began"),
    Series("funding_gap", "USD bn", says="what must have come from outside for cash to last"),
    Series("revenue_growth", "USD bn/qtr", says="growth of revenue over last quarter"),
    Series("revenue_year", "USD bn", says="revenue of the year so far"),
    Series("burn_year", "USD bn", says="burn of the year so far"),
    Series("burn_paid_year", "USD bn", says="burn paid in the year so far"),
    Series("cost_year", "USD bn", says="cost of the year so far"),
)


def standing(x: Any, p: Any, t: Any) -> Values:
    """What last quarter's outcome means for this one: spending, leases, prices, customers.

    After a bankruptcy the company is not followed further: it sells and spends nothing, and what it
    owes stays owed. Spending plans shrink when revenue falls short of plan: plan' = plan (1 - rho
    max(0, shortfall)) (section 18). While constrained, growth of compute is given up by the
    share `growth_given_up_share`.
    """
    stage = x.lag("stage")
    bankrupt = jnp.where(stage == BANKRUPT, 1.0, 0.0)
    cut_short = (stage == CONSTRAINED) | (stage == DISTRESS)
    revised = kept_of_plan(jnp.exp(x.lag("surprise")), 1.0, response=p.plan_response)
    kept = jnp.where(t <= 1, 1.0, revised)
    cut = jnp.where(stage == RENEGOTIATED, p.renegotiation_cut, 0.0)
    hurt = stage == DISTRESS
    customers = began(x, "customers_kept", t, first=1.0) * (1.0 - bankrupt)
    return {
        "alive": 1.0 - bankrupt,
        "sound": jnp.where(stage < DISTRESS, 1.0, 0.0),
        "frozen": jnp.where(cut_short, 1.0, 0.0) * p.growth_given_up_share,
        "plan_kept": kept,
        "leases_kept": 1.0 - bankrupt,
        "price_cut": cut,
        "customers_kept": customers
        * jnp.where(hurt, (1.0 - p.distress_customer_loss_per_year) ** 0.25, 1.0),
    }


def settlement(x: Any, p: Any, t: Any) -> Values:
    """Payment by priority out of cash, receipts and new money; what is short stays owed.

    Wages and other cost come first, then tax, interest, debt that falls due, Microsoft's share,
    rent with old arrears (section 17.5, step 9). `headroom` is cash less all that is due: below
    zero cash is out. A quarter whose burn was reported has that burn: what its lines leave of it is
    `unexplained_cost`.
    """
    earned = x["receipts"] + x["warrant_sale"] + x["interest_earned"]
    incoming = earned + jnp.sum(x["cheques"]) + x["debt_raised"] + x["support_cheque"]
    left = x["cash"] * x["alive"] + incoming - jnp.sum(x["lent"] - x["interest_from_cerebras"])
    dues = {
        "own_capex_paid": x["own_capex"],
        "other_paid": x["other_cost"]
        + x["fees"]
        + x["device_cost_due"]
        + x["other_arrears"] * x["alive"],
        "tax_paid": x["tax_due"],
        "interest_paid": x["interest"],
        "debt_repaid": x["debt_due"],
        "fee_paid": x["guarantee_fee"],
        "share_settled": x["revenue_share"],
        "vendor_repaid": jnp.sum(x["vendor_due"]),
    }
    paid: dict[str, Any] = {}
    for name, due in dues.items():
        paid[name] = jnp.minimum(due, jnp.maximum(left, 0.0))
        left = left - paid[name]
    owed = x["arrears"] * x["alive"] + x["rent"] + x["ending_fee"] - x["left_open"]
    whole = jnp.sum(owed)
    part = jnp.minimum(1.0, jnp.maximum(left, 0.0) / jnp.maximum(whole, TINY))
    headroom = left - whole - (sum(dues.values()) - sum(paid.values()))
    repaid = paid["vendor_repaid"] + paid["debt_repaid"]
    new_bills = jnp.sum(x["rent"] + x["ending_fee"]) - x["other_arrears"] * x["alive"]
    lent = jnp.sum(x["lent"] - x["interest_from_cerebras"])
    due = sum(dues.values()) - dues["vendor_repaid"] - dues["debt_repaid"] + new_bills
    missing = p.burn_seen[t - 1] - (due + lent - earned)
    more = jnp.where(p.burn_told[t - 1] > 0, missing, 0.0)
    due = due + more
    burn = due + lent - earned
    return {
        **paid,
        "rent_paid": owed * part,
        "unexplained_cost": more,
        "headroom": headroom - more,
        "cost": due,
        "burn": burn,
        "burn_paid": sum(paid.values()) - repaid + jnp.sum(owed) * part + lent - earned + more,
        "vendor_paid": x["vendor_due"]
        * paid["vendor_repaid"]
        / jnp.maximum(dues["vendor_repaid"], TINY),
        "monthly_cost_now": due / 3,
        "rent_in_all": jnp.sum(x["rent"]),
        "inference_cost": jnp.sum(x["rent"]) * jnp.minimum(1.0, x["inference_part"]),
    }


def _exit(x: Any, p: Any) -> jax.Array:
    """Which way distress ends: multinomial logit over rescue, renegotiation, sale, bankruptcy
    and, with its lever on, support by the government.

    Strategic investors compare what they would lose with what is short; suppliers the cut they are
    offered with what bankruptcy would leave them (section 5).
    """
    need = jnp.maximum(x["need"], 0.1)
    stake = jnp.sum(x["owned"][: len(FIRMS)]) * x["value"]
    lost = stake + 4.0 * jnp.sum(x["rent"]) * (1.0 - p.unsecured_recovery)
    closed = -50.0 * (1.0 - p.funding_on)
    scores = jnp.stack(
        [
            p.rescue_utility * jnp.log(lost / need) + closed,
            ((1.0 - p.renegotiation_cut) - p.unsecured_recovery) / 0.2,
            jnp.log(
                p.acquisition_price_ratio * x["value"] / need * (1.0 - p.antitrust_block_chance)
            )
            + closed,
            0.0,
            support_score(p),
        ]
    )
    steps = jnp.cumsum(jax.nn.softmax(scores))
    luck = x.shock.uniform("exit")
    return RESCUED + jnp.sum(luck > steps[:4])


def transition(x: Any, p: Any, t: Any) -> Values:
    """Next state: normal, constrained, distress, then an exit once cash is out.

    Renegotiated and rescued parties can fall into distress again; acquired and bankrupt are final.
    Distress is low cash while a round is refused or none can be asked for; history had none of it.
    `arrears_in_all` is
    what is due and cannot be paid at the end of the quarter; `funding_gap`
    the cumulative need: what must have come from outside by then, in equity or debt, for cash
    never to have been below nothing, whether or not it came.
    """
    stage = x.lag("stage")
    so_far = jnp.where((t - 1) % 4 == 0, 0.0, 1.0)
    decided = x["observed"] < 1
    out = (x["headroom"] < -1e-6) & decided
    low = jnp.maximum(x["headroom"], 0.0) < p.least_cash_months * x["monthly_cost_now"]
    low = low & decided
    ahead = p.burn_ahead[t] * x["plan_kept"] + 4.0 * (x["burn"] - x["plan_burn_now"])
    coming = jnp.sum(along_rows(p.cheques_agreed, t)) * p.funding_on
    short = jnp.maximum(x["headroom"], 0.0) + coming < ahead * p.constrained_runway_quarters / 4.0
    short = short & decided
    blocked = (x["refused"] > 0) | (p.window_open < 1) | (p.funding_on < 1)
    distress = low & blocked
    for_long = began(x, "distress_quarters", t, first=0.0)
    lasting = jnp.where(distress, for_long + 1.0, 0.0)
    exit_to = _exit(x, p)
    helped = exit_to == SUPPORTED
    exit_to = jnp.where(helped, RESCUED, exit_to)
    again = (stage == RENEGOTIATED) & (exit_to == RENEGOTIATED)
    exit_to = jnp.where(again, BANKRUPT, exit_to)
    fresh = jnp.where(distress, DISTRESS, jnp.where(short, CONSTRAINED, NORMAL))
    kept = jnp.where((stage == RENEGOTIATED) & ~out, RENEGOTIATED, fresh)
    moved = jnp.where(out, exit_to, kept)
    final = (stage == ACQUIRED) | (stage == BANKRUPT)
    now = jnp.where(final, stage, moved)
    saved = jnp.where((now == RESCUED) & out & ~final, 1.0, 0.0) * _shortfall(x)
    by_state = jnp.where(helped, 1.0, 0.0)
    constrained = began(x, "ever_constrained", t, first=0.0)
    return {
        "stage": now.astype(float),
        "in_stage": (jnp.arange(len(STAGES)) == now).astype(float),
        "distress_quarters": lasting,
        "cash_out": jnp.maximum(x.lag("cash_out"), jnp.where(out, 1.0, 0.0)),
        "rescued_ever": jnp.maximum(x.lag("rescued_ever"), jnp.where(now == RESCUED, 1.0, 0.0)),
        "ever_constrained": jnp.maximum(constrained, jnp.where(low, 1.0, 0.0)),
        "support_due": saved * by_state,
        "supported": jnp.maximum(x.lag("supported"), jnp.where(saved > 0, by_state, 0.0)),
        "rescue_due": saved * (1.0 - by_state)
        + jnp.where(now == ACQUIRED, 1.0, 0.0) * jnp.maximum(x["burn"], 0.0)
        + jnp.where((now == ACQUIRED) & out & ~final, 1.0, 0.0) * _shortfall(x),
        "arrears_in_all": jnp.maximum(-x["headroom"], 0.0),
        **_need(x, p, t),
        "revenue_growth": x["revenue"] - x.lag("revenue"),
        "revenue_year": so_far * x.lag("revenue_year") + x["revenue"],
        "burn_year": so_far * x.lag("burn_year") + x["burn"],
        "burn_paid_year": so_far * x.lag("burn_paid_year") + x["burn_paid"],
        "cost_year": so_far * x.lag("cost_year") + x["cost"],
    }


def _need(x: Any, p: Any, t: Any) -> dict[str, Any]:
    """Burn since the run began, the cash it began with, and what had to come beside it by now."""
    burnt = opened(x, p, t, name="burn_so_far", first=0.0) + x["burn"]
    cash = jnp.where(t <= 1, p.opening_cash_openai_usd_bn, x.lag("cash_at_start"))
    cash = jnp.where((t > 1) & (t <= p.first_quarter), x["cash"], cash)
    before = opened(x, p, t, name="funding_gap", first=0.0)
    return {
        "burn_so_far": burnt,
        "cash_at_start": cash,
        "funding_gap": jnp.maximum(jnp.maximum(before, burnt - cash), 0.0),
    }


def _shortfall(x: Any) -> jax.Array:
    return jnp.maximum(-x["headroom"], 0.0) + 4.0 * jnp.maximum(x["burn"], 0.0)


def along_rows(rows: jax.Array, t: Any) -> jax.Array:
    """The four rows after the one of this quarter, ends held at the last."""
    return rows[jnp.minimum(t + jnp.arange(4), rows.shape[0] - 1)]


def rescue(x: Any, p: Any, t: Any) -> Values:
    """Cheques that last quarter's exit brings at this opening: strategic holders by their stakes.

    An acquirer's money comes from the market, as the acquirer is not named (section 17.5).
    """
    due = x.lag("rescue_due") * p.funding_on
    stakes = began(x, "owned", t, first=p.ownership)[: len(FIRMS)]
    weights = stakes / jnp.maximum(jnp.sum(stakes), TINY)
    held = weights * due * jnp.where(x.lag("stage") == RESCUED, 1.0, 0.0)
    cheques = jnp.zeros(len(INVESTORS)).at[: len(FIRMS)].set(held)
    return {
        "rescue_cheques": cheques.at[-1].set(due - jnp.sum(held)),
        "support_cheque": x.lag("support_due") * p.funding_on,
    }


BEFORE: tuple[Quarter, ...] = (standing,)
