"""M1, revenue of OpenAI: users by market, tiers, advertising, seats, API, agents, devices."""

from __future__ import annotations

from typing import Any

import jax
import jax.numpy as jnp

from caploop.model.demand import users as demand
from caploop.model.step.values import Quarter, Values, began
from caploop.model.terms.parties import FIRST_YEAR, MARKETS

MN_TO_BN = 1e-3
MONTHS = 3
LEAST_SURPRISE = -3.0
RATION_FREE, RATION_GO = 0.5, 0.6
YEARS_TO_2030 = 4.0
TIERS = ("go", "plus", "pro")
WORK = ("seats_revenue", "agents_revenue", "custom_revenue", "api_revenue")
BY_MARKET = ("adopted", *TIERS)
SPLIT = tuple(f"to_{tier}_{market}" for tier in ("Plus", "Pro") for market in MARKETS)
READS = (
    *("W_0", "W_IN", "w_US", "w_DEV", "p_m", "q_m", "kappa_m", "delta_m", "u", "s_C0", "s_C30"),
    *(
        "alpha_q",
        "lambda_s",
        "ar_S",
        "sig_q",
        "pi_0",
        "tier0_Go",
        "tier0_Pro",
        "c_mk",
        "m_PG",
    ),
    *("m_GP", "chi_Plus", "chi_Go", "chi_Pro", "eps_ad", "P_Go", "P_GoIN", "P_Plus", "P_Pro"),
    *(f"N_{market}" for market in MARKETS),
    *(f"ads_start_{market}" for market in MARKETS),
    *(f"CPM_rel_{market}" for market in MARKETS),
    *SPLIT,
    *("Ads_26", "Ads_30", "CPM", "qpd", "fill", "f_store", "app_share", "E_0", "b_E", "K_seat"),
    *("chi_E", "P_seat", "e_0", "ARR_2025Q4", "S_E30", "s_E30", "g_tokv", "g_ptok", "eps_tok"),
    *("W_codex", "codex_ceiling", "codex_speed", "ARPU_agent", "ACV", "custom_starts"),
    *("n_custom", "t_hw", "P_hw", "U_hw", "hw_growth", "gm_hw", "ad_arpu_ceiling"),
    *("lift_consumer", "lift_enterprise", "lift_kept", "ads_exposure", "plan_revenue"),
    *("spread_kept", "load_most", "S_A30", "S_F26", "S_F30", "g_SF", "g_T"),
    *demand.READS,
)


def by_market(p: Any, stem: str) -> jax.Array:
    """Parameters `stem_MARKET` as one array over the markets."""
    return jnp.stack([p[f"{stem}_{market}"] for market in MARKETS])


def lifts(p: Any, t: Any) -> tuple[Any, Any]:
    """The plan's lift of consumer and of enterprise revenue, to the power `lift_kept`: 1 is the
    plan, 0 the bottom-up path; a calibration finds what lies between (section 13)."""
    return p.lift_consumer[t - 1] ** p.lift_kept, p.lift_enterprise[t - 1] ** p.lift_kept


def users(x: Any, p: Any, t: Any) -> Values:
    """Adoption of assistants (Bass), OpenAI's share of use, weekly users, tiers; all in mn.

    Section 2: A is the category's users, W = A min(1, s u) OpenAI's, the share goes towards its
    2030 level at speed lambda_s and further with the quality gap q: an AR(1) towards the gap that
    the race with rivals leaves against the plan (`rivals`); events move it too (`demand`).
    Advertising against each other moves the level.
    """
    reach = by_market(p, "N") * p.kappa_m
    weight = jnp.stack([p.w_US, p.w_DEV, p.W_IN / p.W_0, 0.0])
    weight = weight.at[3].set(1.0 - weight.sum())
    start_share = jnp.minimum(1.0, p.s_C0 * p.u)
    adopted = began(x, "adopted", t, first=p.W_0 * weight / start_share)
    moved = (p.p_m + p.q_m * adopted / reach) * jnp.maximum(reach - adopted, 0.0) / 4
    adopted = adopted + moved * x["growth_left"] - p.delta_m * adopted * (adopted > 0.9 * reach)
    behind = (1.0 - p.ar_S) * x.lag("quality_gap")
    quality = p.ar_S * x.lag("quality") + behind + p.sig_q * x.shock.normal("quality")
    quality = quality + x["release_gain"] + x["catch_up"]
    level = jnp.log(p.s_C30 / (1 - p.s_C30)) + p.alpha_q * quality + demand.attacked(p)
    aim = jax.nn.sigmoid(level)
    share = began(x, "share", t, first=p.s_C0)
    share = share + p.lambda_s * (aim - share)
    weekly = adopted * jnp.minimum(1.0, share * p.u)
    return {"adopted": adopted, "quality": quality, "share": share, "weekly_users": weekly}


def _prices(p: Any, t: Any) -> jax.Array:
    """Monthly prices by tier and market, USD: Go in India is free in its first year."""
    go = jnp.stack([p.P_Go, p.P_Go, jnp.where(t <= 4, 0.0, p.P_GoIN), p.P_GoIN])
    everywhere = jnp.ones(len(MARKETS))
    return jnp.stack([go, p.P_Plus * everywhere, p.P_Pro * everywhere])


def tiers(x: Any, p: Any, t: Any) -> Values:
    """Subscribers of Go, Plus and Pro by market, mn: those won by growth spending and prices, less
    churn by months of use, advertising and regime."""
    weekly = x["weekly_users"]
    paying = p.pi_0 * p.W_0 * weekly / jnp.sum(weekly)
    parts = (p.tier0_Go, 1.0 - p.tier0_Go - p.tier0_Pro, p.tier0_Pro)
    held = jnp.stack(
        [began(x, n, t, first=paying * part) for n, part in zip(TIERS, parts, strict=True)]
    )
    free = jnp.maximum(weekly - jnp.sum(held, axis=0), 0.0)
    to_plus, to_pro = by_market(p, "to_Plus"), by_market(p, "to_Pro")
    leaving = demand.churn(x, p, t)
    prices = _prices(p, t) * x["price_level"]
    taken = jnp.stack([1.0 - to_plus - to_pro, to_plus, to_pro]) * p.c_mk * free
    won = demand.winning(x, p, t, new=taken, prices=prices, leaving=leaving)
    new = taken * won["won"] * x["growth_left"] * x["bought_more"]
    stayed = held * ((1.0 - leaving) ** MONTHS)[:, None]
    moved = p.m_GP * held[0] - p.m_PG * held[1]
    now = stayed + new + jnp.stack([-moved, moved, jnp.zeros(len(MARKETS))])
    used = demand.months_used(x, p, t, stayed=jnp.sum(stayed, axis=1), new=jnp.sum(new, axis=1))
    return {
        **won,
        **dict(zip(TIERS, now, strict=True)),
        "free": jnp.maximum(weekly - jnp.sum(now, axis=0), 0.0),
        "new_payers": jnp.sum(new),
        "payers_wanted": jnp.sum(now),
        "kept_share": jnp.sum(stayed) / jnp.maximum(jnp.sum(held), 1e-9),
        "months_used": used,
        "subscriptions_wanted": MONTHS * jnp.sum(prices * now) * MN_TO_BN,
    }


def advertising(x: Any, p: Any, t: Any) -> Values:
    """Advertising and commerce on Free and Go, by market from its start date, USD bn a quarter.

    Its level goes geometrically from Ads_26 to Ads_30 with the exposed users against those of the
    central path; the plan's lift comes on top. The ad load that would earn it follows from CPM,
    queries a day and fill (section 17.6); users see no more than `load_most` of it.
    """
    now = FIRST_YEAR + (t - 1) / 4
    started = now >= by_market(p, "ads_start") - 1e-9
    relative = by_market(p, "CPM_rel")
    exposed = jnp.sum((x["free"] + x["go"]) * relative * started)
    years = jnp.minimum((t - 2.5) / 4, 4.0)
    level = p.Ads_26 * (p.Ads_30 / p.Ads_26) ** (years / 4) / 4
    earned = level * exposed / p.ads_exposure[t - 1] * lifts(p, t)[0] * x["cpm_level"]
    views = jnp.maximum(exposed, 1e-9) * demand.DAYS * p.qpd * p.fill
    worth = views * p.CPM * x["cpm_level"] * MN_TO_BN
    return {
        "exposed": exposed,
        "advertising_wanted": earned,
        "ad_load_needed": earned / worth,
        "ad_load": jnp.minimum(earned / worth, p.load_most),
    }


def enterprise(x: Any, p: Any, t: Any) -> Values:
    """Seats, agents, custom work and API, USD bn a quarter before the plan's lift.

    The API grows with tokens and falling prices towards what the company's share of the market
    leaves (logistic; section 17.6, first point). A quality gap moves the share of the market in
    logits from s_E30, so that `pull` stays below 1 / s_E30: the whole market.
    """
    seats = began(x, "seats", t, first=p.E_0)
    seats = seats + p.b_E * seats * (1.0 - seats / p.K_seat) - p.chi_E * seats
    agents = began(x, "agent_users", t, first=p.W_codex)
    agents = agents + p.codex_speed * agents * (1.0 - agents / p.codex_ceiling)
    seat_money = MONTHS * p.P_seat * seats * MN_TO_BN
    agent_money = MONTHS * p.ARPU_agent * agents * MN_TO_BN
    custom = p.custom_starts * p.ACV * jnp.minimum(t / p.n_custom, 1.0)
    before = p.e_0 * p.ARR_2025Q4 / 4
    known = MONTHS * (p.P_seat * p.E_0 + p.ARPU_agent * p.W_codex) * MN_TO_BN
    first = jnp.maximum(before - known, 0.1)
    api = began(x, "api_level", t, first=first)
    ceiling = jnp.maximum(p.S_E30 * p.s_E30 / 4 - seat_money - agent_money - custom, first)
    pace = (1.0 + p.g_tokv) ** 0.25 * (1.0 - p.g_ptok) ** ((1.0 - p.eps_tok) / 4) - 1.0
    api = api + api * jnp.clip(pace, 0.0, 0.6) * jnp.clip(1.0 - api / ceiling, 0.0, 1.0)
    at_par = jnp.log(p.s_E30 / (1.0 - p.s_E30))
    pull = jax.nn.sigmoid(at_par + p.alpha_q * x["quality"]) / p.s_E30
    return {
        "seats": seats,
        "agent_users": agents,
        "api_level": api,
        "seats_wanted": seat_money * pull,
        "agents_wanted": agent_money * pull,
        "custom_wanted": custom * pull,
        "api_wanted": api * pull * x["price_level"] * x["bought_more"],
    }


def devices(x: Any, p: Any, t: Any) -> Values:
    """Device sales from their launch, USD bn a quarter, growing by hw_growth of the first."""
    since = FIRST_YEAR + (t - 1) / 4 - p.t_hw
    units = jnp.where(since >= -1e-9, p.U_hw / 4 * (1.0 + p.hw_growth * since), 0.0)
    return {
        "devices_wanted": units * p.P_hw * MN_TO_BN,
        "devices_held": x.lag("devices_held") + units,
    }


def wanted_in_all(x: Any, p: Any, t: Any) -> jax.Array:
    """Revenue of the draw's bottom-up path with the plan's lift, before anything holds it back."""
    work = x["seats_wanted"] + x["agents_wanted"] + x["custom_wanted"] + x["api_wanted"]
    lift, lift_of_work = lifts(p, t)
    consumer = x["subscriptions_wanted"] * lift + x["advertising_wanted"]
    total: jax.Array = consumer + x["devices_wanted"] + work * lift_of_work
    return total


def ceilings(p: Any, t: Any) -> dict[str, jax.Array]:
    """What all sellers together can earn in a quarter, USD bn: of businesses by the market for AI,
    of advertisers by digital advertising of the world.

    The market for AI grows to S_E30 in 2030 as that for models does and goes on at g_SF.
    """
    years = (t - 1.0) / 4 - YEARS_TO_2030
    growing = (p.S_F30 / p.S_F26) ** (jnp.minimum(years, 0.0) / YEARS_TO_2030)
    after = jnp.maximum(years, 0.0)
    return {
        "business": p.S_E30 / 4 * growing * (1.0 + p.g_SF) ** after,
        "advertising": p.S_A30 / 4 * (1.0 + p.g_T) ** after,
    }


def sales(x: Any, p: Any, t: Any) -> Values:
    """Revenue by segment after the plan's lift, a ceiling on advertising per non-payer, rationing
    and customers lost in distress, USD bn.

    How far a draw's bottom-up path lies from the plan is scaled in logarithms by `spread_kept`, so
    that the spread is that of the stated priors R26_prior and R30_prior (section 17.2). Where
    compute is short, users of Free wait first, then Go, then the API (section 3). No segment
    sells more than its market (`ceilings`); `at_market` says where one does.
    """
    short, kept = x["shortage"], x["customers_kept"]
    apart = jnp.log(jnp.maximum(wanted_in_all(x, p, t), 1e-9) / p.plan_revenue[t - 1])
    scale = jnp.exp((p.spread_kept[t - 1] - 1.0) * apart)
    lift_of_users, lift_of_work = (lift * scale for lift in lifts(p, t))
    ceiling = p.ad_arpu_ceiling / 4 * jnp.sum(x["free"] + x["go"]) * MN_TO_BN
    markets = ceilings(p, t)
    advertising = jnp.minimum(x["advertising_wanted"] * scale, ceiling)
    parts = {
        "subscriptions": x["subscriptions_wanted"]
        * lift_of_users
        * (1.0 - jnp.maximum(short - RATION_FREE, 0.0)),
        "advertising": advertising * (1.0 - jnp.minimum(short, 1.0)),
        "seats_revenue": x["seats_wanted"] * lift_of_work,
        "agents_revenue": x["agents_wanted"] * lift_of_work,
        "custom_revenue": x["custom_wanted"] * lift_of_work,
        "api_revenue": x["api_wanted"] * lift_of_work * (1.0 - jnp.maximum(short - RATION_GO, 0.0)),
        "devices_revenue": x["devices_wanted"] * scale,
    }
    parts = {name: value * kept for name, value in parts.items()}
    work = sum((parts[n] for n in WORK), start=jnp.asarray(0.0))
    held = jnp.minimum(1.0, markets["business"] / jnp.maximum(work, 1e-9))
    parts |= {name: parts[name] * held for name in WORK}
    parts["advertising"] = jnp.minimum(parts["advertising"], markets["advertising"])
    at_market = jnp.stack([work >= markets["business"], advertising >= markets["advertising"]])
    revenue = sum(parts.values(), start=jnp.asarray(0.0))
    gross = jnp.maximum(revenue, 1e-9)
    surprise = jnp.maximum(jnp.log(gross / p.plan_revenue[t - 1]), LEAST_SURPRISE)
    consumer = parts["subscriptions"] + parts["advertising"] + parts["devices_revenue"]
    return {
        **parts,
        "revenue": revenue,
        "consumer_share": consumer / gross,
        "run_rate": 4.0 * revenue,
        "users": jnp.sum(x["weekly_users"]),
        "payers": jnp.sum(x["go"] + x["plus"] + x["pro"]),
        "at_market": at_market.astype(float),
        "surprise": surprise,
        "surprise_news": surprise - x.lag("surprise"),
        "store_fees": parts["subscriptions"] * p.f_store * p.app_share,
        "device_cost": parts["devices_revenue"] * (1.0 - p.gm_hw),
    }


BEHAVIOURS: tuple[Quarter, ...] = (
    *demand.BEFORE,
    users,
    tiers,
    advertising,
    enterprise,
    devices,
)
