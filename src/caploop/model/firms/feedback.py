"""M6, feedback: whose money comes back as whose revenue, coverage by outside money, loop gain."""

from __future__ import annotations

from typing import Any

import jax.numpy as jnp
import numpy as np

from caploop.model.step.tags import OwnMoneyBounds, pooled, sold, through
from caploop.model.step.values import Quarter, Values, began
from caploop.model.terms.parties import CHIPMAKERS, FIRMS, LESSORS, ORIGINS
from caploop.sfc import Series

OUTSIDE, MARKET, DEBT = (ORIGINS.index(name) for name in ("outside", "market", "debt"))
AMD, GOVERNMENT = ORIGINS.index("amd"), ORIGINS.index("government")
NAMES = slice(ORIGINS.index(FIRMS[0]), ORIGINS.index(FIRMS[0]) + len(FIRMS))
LESSOR, CHIP = slice(0, len(LESSORS)), slice(len(LESSORS), len(LESSORS) + len(CHIPMAKERS))
OWN = np.eye(len(FIRMS), len(ORIGINS), k=NAMES.start)
TINY = 1e-9
GIVES = (
    Series("tags_openai_now", "share", axes="origin", says="whose money its cash then is"),
    Series("tags_firms_now", "share", axes="firm origin", says="whose money a firm's cash then is"),
    Series("tags_before_now", "share", axes="firm origin", says="whose money a firm's stakes were"),
    Series("invested", "USD bn", axes="firm", says="what firms have put into OpenAI"),
    Series("recycled", "USD bn/qtr", axes="supplier", says="own money back as revenue"),
    Series("circular_share", "share", says="part of OpenAI's cash that is suppliers' money"),
    Series("network_recycled", "USD bn/qtr", says="rent paid out of any supplier's money"),
    Series("own_first", "USD bn", axes="supplier", says="own money in OpenAI's cash, out first"),
    Series("own_last", "USD bn", axes="supplier", says="own money in OpenAI's cash, out last"),
    Series("chip_first", "USD bn", axes="lessor chipmaker", says="own money at lessors, out first"),
    Series("chip_last", "USD bn", axes="lessor chipmaker", says="own money at lessors, out last"),
    Series("recycled_most", "USD bn/qtr", axes="supplier", says="own money back, at most"),
    Series("recycled_least", "USD bn/qtr", axes="supplier", says="own money back, at least"),
    Series("outside_so_far", "USD bn", says="revenue since the start"),
    Series("compute_so_far", "USD bn", says="rent paid since the start"),
    Series("coverage", "1", says="the one over the other"),
    Series("brought", "USD bn", says="cheques of suppliers since the start"),
    Series("money", "USD bn", says="new money since the start"),
    Series("loop_gain", "1", says="what a dollar of orders adds to the next round of orders"),
)


def _fresh() -> Any:
    return jnp.eye(len(ORIGINS))[OUTSIDE]


def tagging(x: Any, p: Any, t: Any) -> Values:
    """Composition of every pool after the quarter's receipts, and each supplier's own money back.

    Money enters as outside revenue, outside equity, debt, or under the name of the supplier that
    invests it; proportional mixing. Rent left open is own money at delivery; all openings count as
    outside, before 2026 (sections 7, 17.5).
    """
    origins = len(ORIGINS)
    held = x["tags_openai"]
    inflow = jnp.zeros(origins).at[OUTSIDE].set(x["receipts"]).at[DEBT].set(x["debt_raised"])
    inflow = inflow.at[OUTSIDE].add(x["interest_earned"])
    inflow = inflow.at[NAMES].set(x["cheques"][: len(FIRMS)]).at[MARKET].set(x["cheques"][-1])
    inflow = inflow.at[GOVERNMENT].add(x["support_cheque"])
    inflow = inflow.at[AMD].add(x["warrant_sale"])
    openai = pooled(x["cash"], held, inflow=inflow)
    before = x["tags_before"]
    rent = sold(
        x["rent_paid"][None], openai[None], own=jnp.asarray(OWN)[LESSOR], before=before[LESSOR]
    )
    lessors = pooled(
        x["firm_cash"][LESSOR],
        x["tags_firms"][LESSOR],
        inflow=rent.inflow + _other_inflow(x, LESSOR),
    )
    chips = sold(
        jnp.concatenate([x["chips"], x["own_chips"][None]]),
        jnp.concatenate([lessors, openai[None]]),
        own=jnp.asarray(OWN)[CHIP],
        before=before[CHIP],
    )
    makers = pooled(
        x["firm_cash"][CHIP],
        x["tags_firms"][CHIP],
        inflow=chips.inflow + _other_inflow(x, CHIP),
    )
    rest = x["tags_firms"][CHIP.stop :]
    firms = jnp.concatenate([lessors, makers, rest])
    gave = x["cheques"][: len(FIRMS)]
    invested = x.lag("invested") + gave
    new_before = (before * (invested - gave)[:, None] + firms * gave[:, None]) / jnp.maximum(
        invested, TINY
    )[:, None]
    return {
        "tags_openai_now": openai,
        "tags_firms_now": firms,
        "tags_before_now": jnp.where(invested[:, None] > 0, new_before, before),
        "invested": invested,
        "recycled": jnp.concatenate([rent.recycled + x["left_open"], chips.recycled]),
        "circular_share": jnp.sum(openai[NAMES]),
        "network_recycled": jnp.sum(x["rent_paid"] * jnp.sum(openai[NAMES])),
    }


def _other_inflow(x: Any, which: slice) -> Any:
    outside = jnp.maximum(x["firm_outside"][which], 0.0)
    columns = jnp.zeros((outside.shape[0], len(ORIGINS))).at[:, OUTSIDE].set(outside)
    columns = columns.at[:, DEBT].set(x["firm_borrowed"][which])
    return columns.at[:, MARKET].set(x["firm_issued"][which])


def bounds(x: Any, p: Any, t: Any) -> Values:
    """The most and the least of each supplier's own money that can have come back, USD bn.

    Two conventions beside proportional mixing: its own money leaves a pool first, or last. Lessors
    are paid by OpenAI, chip makers by lessors.
    """
    gave = x["cheques"][: CHIP.stop]
    first = x.lag("own_first") + gave
    last = x.lag("own_last") + gave
    pool = x["cash"] + x["receipts"] + jnp.sum(x["cheques"]) + x["debt_raised"]
    pool = pool + x["warrant_sale"] + x["interest_earned"]
    rent = jnp.sum(x["rent_paid"])
    share = x["rent_paid"] / jnp.maximum(rent, TINY)
    others = x["other_paid"] + x["interest_paid"] + x["share_settled"]
    others = others + x["own_capex_paid"] + x["vendor_repaid"] + x["tax_paid"] + x["debt_repaid"]
    spent = jnp.minimum(rent + others, pool)
    out = through(OwnMoneyBounds(first, last), pool, paid=spent)
    at_most = jnp.minimum(out.first, rent)
    at_least = jnp.clip(out.last - (spent - rent), 0.0)
    direct = jnp.minimum(jnp.minimum(first[LESSOR], x["rent_paid"]), at_most[LESSOR])
    inside = x["firm_cash"][LESSOR] + x["rent_paid"] + jnp.maximum(x["firm_outside"][LESSOR], 0.0)
    arrived = OwnMoneyBounds(
        x.lag("chip_first") + share[:, None] * at_most[CHIP],
        x.lag("chip_last") + share[:, None] * at_least[CHIP],
    )
    inside = inside[:, None] + x["firm_borrowed"][LESSOR][:, None]
    back = through(arrived, inside, paid=jnp.minimum(x["chips"], inside))
    return {
        "own_first": first - jnp.concatenate([direct, at_most[CHIP]]),
        "own_last": last - jnp.concatenate([share * at_least[LESSOR], at_least[CHIP]]),
        "chip_first": arrived.first - back.first,
        "chip_last": arrived.last - back.last,
        "recycled_most": jnp.concatenate([direct + x["left_open"], jnp.sum(back.first, axis=0)]),
        "recycled_least": jnp.concatenate(
            [share * at_least[LESSOR] + x["left_open"], jnp.sum(back.last, axis=0)]
        ),
    }


def coverage(x: Any, p: Any, t: Any) -> Values:
    """Outside revenue against payments for compute since the start, and the gain of the loop.

    The gain is what one dollar of orders adds to the next round of orders: value added to the
    supplier's shares, passed on as raise capacity, times the part of new money that suppliers bring
    and the part of cost that is compute (section 7).
    """
    outside = x.lag("outside_so_far") + x["revenue"]
    compute = x.lag("compute_so_far") + jnp.sum(x["rent_paid"])
    brought = began(x, "brought", t, first=0.0) + jnp.sum(x["cheques"][: len(FIRMS)])
    money = began(x, "money", t, first=0.0) + jnp.sum(x["cheques"]) + x["debt_raised"]
    worth = (
        p.announcement_elasticity
        * p.firm_order_credibility
        * p.nvidia_gross_margin
        * p.order_duration
    )
    share = jnp.sum(x["rent"]) / jnp.maximum(x["cost"], TINY)
    return {
        "outside_so_far": outside,
        "compute_so_far": compute,
        "coverage": outside / jnp.maximum(compute, TINY),
        "brought": brought,
        "money": money,
        "loop_gain": worth
        * p.raise_cap_share
        * (1.0 + p.feedback_to_raise_cap)
        * share
        * brought
        / jnp.maximum(money, TINY),
    }


AFTER: tuple[Quarter, ...] = (tagging, bounds, coverage)
