"""M1, revenue of OpenAI: users by market, tiers, advertising, seats, API, agents, devices."""

from __future__ import annotations

from typing import Any

import jax
import jax.numpy as jnp

from caploop.model.demand import users as demand
from caploop.model.step.values import Quarter, Values, began
from caploop.model.terms.parties import FIRST_YEAR, GROUPS, MARKETS
from caploop.sfc import Series

MN_TO_BN = 1e-3
MONTHS = 3
LEAST_SURPRISE = -3.0
YEARS_TO_2030 = 4.0
TIERS = ("go", "plus", "pro")
WORK = ("seats_revenue", "agents_revenue", "custom_revenue", "api_revenue")
AXES = {"market": len(MARKETS), "tier": len(TIERS), "ceiling": 2}
GIVES = (
    Series("adopted", "mn", axes="market", says="users of assistants of any make"),
    Series("quality", "1", says="OpenAI's quality gap to the best rival, in logits"),
    Series("share", "share", says="OpenAI's share of use"),
    Series("weekly_users", "mn", axes="market", says="weekly users"),
    Series("growth_gate", "share", says="part of growth spending that its rule lets through"),
    Series("growth", "1", says="growth spending over the plan's"),
    Series("lifetime_value", "USD", says="gross margin that a new payer brings"),
    Series("sm_planned", "USD bn/qtr", says="sales and marketing on the plan"),
    Series("sm_spent", "USD bn/qtr", says="sales and marketing spent"),
    Series("go", "mn", axes="market", says="subscribers of Go"),
    Series("plus", "mn", axes="market", says="subscribers of Plus"),
    Series("pro", "mn", axes="market", says="subscribers of Pro"),
    Series("free", "mn", axes="market", says="users who do not pay"),
    Series("new_payers", "mn", says="payers won in the quarter"),
    Series("payers_wanted", "mn", says="payers before any is lost in distress"),
    Series("kept_share", "share", says="payers of last quarter who stayed"),
    Series("months_used", "mo", axes="tier", says="average months of use"),
    Series("subscriptions_wanted", "USD bn/qtr", says="subscriptions before the plan's lift"),
    Series("go_wanted", "USD bn/qtr", says="those to Go"),
    Series("exposed", "mn", says="users who see advertising, at prices of the first market"),
    Series("advertising_wanted", "USD bn/qtr", says="advertising before its ceilings"),
    Series("ad_load_needed", "1", says="advertisements a query that would earn it"),
    Series("ad_load", "1", says="advertisements a query"),
    Series("seats", "mn", says="business seats"),
    Series("agent_users", "mn", says="users of agents"),
    Series("api_level", "USD bn/qtr", says="API at the market share of the plan"),
    Series("seats_wanted", "USD bn/qtr", says="seats before the plan's lift"),
    Series("agents_wanted", "USD bn/qtr", says="agents before the plan's lift"),
    Series("custom_wanted", "USD bn/qtr", says="custom work before the plan's lift"),
    Series("api_wanted", "USD bn/qtr", says="API before the plan's lift"),
    Series("devices_wanted", "USD bn/qtr", says="devices before the draw's scale"),
    Series("devices_held", "mn", says="devices sold so far"),
    Series("subscriptions", "USD bn/qtr", says="revenue from subscriptions"),
    Series("advertising", "USD bn/qtr", says="revenue from advertising and commerce"),
    Series("seats_revenue", "USD bn/qtr", says="revenue from seats"),
    Series("agents_revenue", "USD bn/qtr", says="revenue from agents"),
    Series("custom_revenue", "USD bn/qtr", says="revenue from custom work"),
    Series("api_revenue", "USD bn/qtr", says="revenue from the API"),
    Series("devices_revenue", "USD bn/qtr", says="revenue from devices"),
    Series("revenue", "USD bn/qtr", says="revenue in all"),
    Series("run_rate", "USD bn/yr", says="revenue of the quarter, a year's worth"),
    Series("users", "mn", says="weekly users in all markets"),
    Series("payers", "mn", says="subscribers in all markets"),
    Series("at_market", "share", axes="ceiling", says="1 where a market has no more to spend"),
    Series("surprise", "1", says="logarithm of revenue over the plan's"),
    Series("store_fees", "USD bn/qtr", says="fees of app stores on subscriptions"),
    Series("device_cost", "USD bn/qtr", says="cost of devices sold"),
)


def by_market(p: Any, stem: str) -> jax.Array:
    """Parameters `stem_market` as one array over the markets."""
    return jnp.stack([p[f"{stem}_{market.lower()}"] for market in MARKETS])


def lifts(p: Any, t: Any) -> tuple[Any, Any]:
    """The plan's lift of consumer and of enterprise revenue, to the power `lift_kept`: 1 is the
    plan, 0 the bottom-up path; a calibration finds what lies between (section 13)."""
    return p.lift_consumer[t - 1] ** p.lift_kept, p.lift_enterprise[t - 1] ** p.lift_kept


def users(x: Any, p: Any, t: Any) -> Values:
    """Adoption of assistants (Bass), OpenAI's share of use, weekly users, tiers; all in mn.

    Section 2: A is the category's users, W = A min(1, s u) OpenAI's, the share goes towards its
    2030 level at speed `share_speed_per_quarter` and further with the quality gap q: an AR(1)
    towards the gap that the race with rivals leaves against the plan (`rivals`); events move it too
    (`demand`). Advertising against each other moves the level.
    """
    reach = by_market(p, "online_persons_mn") * p.adoption_ceiling_share
    weight = jnp.stack(
        [
            p.opening_user_share_us_canada,
            p.opening_user_share_developed,
            p.opening_weekly_users_india_mn / p.opening_weekly_users_mn,
            0.0,
        ]
    )
    weight = weight.at[3].set(1.0 - weight.sum())
    start_share = jnp.minimum(1.0, p.opening_consumer_share * p.multi_homing)
    adopted = began(x, "adopted", t, first=p.opening_weekly_users_mn * weight / start_share)
    moved = (
        (p.innovation_per_year + p.imitation_per_year * adopted / reach)
        * jnp.maximum(reach - adopted, 0.0)
        / 4
    )
    adopted = (
        adopted
        + moved * x["growth_left"]
        - p.category_abandonment_per_quarter * adopted * (adopted > 0.9 * reach)
    )
    behind = (1.0 - p.sentiment_persistence) * x.lag("quality_gap")
    quality = (
        p.sentiment_persistence * x.lag("quality")
        + behind
        + p.quality_volatility * x.shock.normal("quality")
    )
    quality = quality + x["release_gain"] + x["catch_up"]
    level = (
        jnp.log(p.consumer_share_2030 / (1 - p.consumer_share_2030))
        + p.quality_weight_in_share * quality
        + demand.attacked(p)
    )
    aim = jax.nn.sigmoid(level)
    share = began(x, "share", t, first=p.opening_consumer_share)
    share = share + p.share_speed_per_quarter * (aim - share)
    weekly = adopted * jnp.minimum(1.0, share * p.multi_homing)
    return {"adopted": adopted, "quality": quality, "share": share, "weekly_users": weekly}


def _prices(p: Any, t: Any) -> jax.Array:
    """Monthly prices by tier and market, USD: Go in India is free in its first year."""
    go = jnp.stack(
        [
            p.go_usd_per_month,
            p.go_usd_per_month,
            jnp.where(t <= 4, 0.0, p.go_india_usd_per_month),
            p.go_india_usd_per_month,
        ]
    )
    everywhere = jnp.ones(len(MARKETS))
    return jnp.stack([go, p.plus_usd_per_month * everywhere, p.pro_usd_per_month * everywhere])


def tiers(x: Any, p: Any, t: Any) -> Values:
    """Subscribers of Go, Plus and Pro by market, mn: those won by growth spending and prices, less
    churn by months of use, advertising and regime. Of users whom last quarter's compute did not
    serve none becomes a payer."""
    weekly = x["weekly_users"]
    paying = p.opening_paying_share * p.opening_weekly_users_mn * weekly / jnp.sum(weekly)
    parts = (
        p.opening_go_share,
        1.0 - p.opening_go_share - p.opening_pro_share,
        p.opening_pro_share,
    )
    held = jnp.stack(
        [began(x, n, t, first=paying * part) for n, part in zip(TIERS, parts, strict=True)]
    )
    free = jnp.maximum(weekly - jnp.sum(held, axis=0), 0.0)
    to_plus, to_pro = (by_market(p, f"{tier}_share_of_new_payers") for tier in ("plus", "pro"))
    leaving = demand.churn(x, p, t)
    prices = _prices(p, t) * x["price_level"]
    taken = jnp.stack([1.0 - to_plus - to_pro, to_plus, to_pro]) * p.conversion_per_quarter * free
    taken = taken * began(x, "served_part", t, first=jnp.ones(len(GROUPS)))[0]
    spending, won = demand.winning(x, p, t, new=taken, prices=prices, leaving=leaving)
    new = taken * won * x["growth_left"] * x["bought_more"]
    stayed = held * ((1.0 - leaving) ** MONTHS)[:, None]
    moved = p.go_to_plus_per_quarter * held[0] - p.plus_to_go_per_quarter * held[1]
    now = stayed + new + jnp.stack([-moved, moved, jnp.zeros(len(MARKETS))])
    used = demand.months_used(x, p, t, stayed=jnp.sum(stayed, axis=1), new=jnp.sum(new, axis=1))
    return {
        **spending,
        **dict(zip(TIERS, now, strict=True)),
        "free": jnp.maximum(weekly - jnp.sum(now, axis=0), 0.0),
        "new_payers": jnp.sum(new),
        "payers_wanted": jnp.sum(now),
        "kept_share": jnp.sum(stayed) / jnp.maximum(jnp.sum(held), 1e-9),
        "months_used": used,
        "subscriptions_wanted": MONTHS * jnp.sum(prices * now) * MN_TO_BN,
        "go_wanted": MONTHS * jnp.sum(prices[0] * now[0]) * MN_TO_BN,
    }


def advertising(x: Any, p: Any, t: Any) -> Values:
    """Advertising and commerce on Free and Go, by market from its start date, USD bn a quarter.

    Its level goes geometrically from `ads_revenue_2026_usd_bn` to `ads_revenue_2030_usd_bn` with
    the exposed users against those of the central path; the plan's lift comes on top. The ad load
    that would earn it follows from CPM, queries a day and fill (section 17.6); users see no more
    than `ad_load_cap` of it.
    """
    now = FIRST_YEAR + (t - 1) / 4
    started = now >= by_market(p, "ads_start_year") - 1e-9
    relative = by_market(p, "relative_ad_price")
    exposed = jnp.sum((x["free"] + x["go"]) * relative * started)
    years = jnp.minimum((t - 2.5) / 4, 4.0)
    level = (
        p.ads_revenue_2026_usd_bn
        * (p.ads_revenue_2030_usd_bn / p.ads_revenue_2026_usd_bn) ** (years / 4)
        / 4
    )
    earned = level * exposed / p.ads_exposure[t - 1] * lifts(p, t)[0] * x["cpm_level"]
    views = jnp.maximum(exposed, 1e-9) * demand.DAYS * p.queries_per_user_day * p.ad_fill_share
    worth = views * p.usd_per_ad_view * x["cpm_level"] * MN_TO_BN
    return {
        "exposed": exposed,
        "advertising_wanted": earned,
        "ad_load_needed": earned / worth,
        "ad_load": jnp.minimum(earned / worth, p.ad_load_cap),
    }


def _opening_api(p: Any) -> jax.Array:
    """Revenue of the API at the start: what seats and agents leave of enterprise revenue."""
    before = p.opening_enterprise_share * p.run_rate_2025_usd_bn / 4
    seats = p.seat_usd_per_month * p.opening_seats_mn
    agents = p.agent_usd_per_month * p.opening_codex_users_mn
    known = MONTHS * (seats + agents) * MN_TO_BN
    return jnp.maximum(before - known, 0.1)


def enterprise(x: Any, p: Any, t: Any) -> Values:
    """Seats, agents, custom work and API, USD bn a quarter before the plan's lift.

    The API grows with tokens and falling prices towards what the company's share of the market
    leaves (logistic; section 17.6, first point). A quality gap moves the share of the market in
    logits from `enterprise_share_2030`, so that `pull` stays below 1 / `enterprise_share_2030`: the
    whole market.
    """
    seats = began(x, "seats", t, first=p.opening_seats_mn)
    seats = (
        seats
        + p.seat_growth_per_quarter * seats * (1.0 - seats / p.seat_ceiling_mn)
        - p.seat_churn_per_quarter * seats
    )
    agents = began(x, "agent_users", t, first=p.opening_codex_users_mn)
    agents = agents + p.codex_growth_per_quarter * agents * (1.0 - agents / p.codex_ceiling_mn)
    seat_money = MONTHS * p.seat_usd_per_month * seats * MN_TO_BN
    agent_money = MONTHS * p.agent_usd_per_month * agents * MN_TO_BN
    custom = (
        p.custom_starts
        * p.custom_contract_usd_bn
        * jnp.minimum(t / p.custom_contract_quarters, 1.0)
    )
    first = _opening_api(p)
    api = began(x, "api_level", t, first=first)
    ceiling = jnp.maximum(
        p.enterprise_market_2030_usd_bn * p.enterprise_share_2030 / 4
        - seat_money
        - agent_money
        - custom,
        first,
    )
    pace = (1.0 + p.token_volume_growth) ** 0.25 * (1.0 - p.api_price_decline) ** (
        (1.0 - p.api_demand_elasticity) / 4
    ) - 1.0
    api = api + api * jnp.clip(pace, 0.0, 0.6) * jnp.clip(1.0 - api / ceiling, 0.0, 1.0)
    at_par = jnp.log(p.enterprise_share_2030 / (1.0 - p.enterprise_share_2030))
    pull = (
        jax.nn.sigmoid(at_par + p.quality_weight_in_share * x["quality"]) / p.enterprise_share_2030
    )
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
    """Device sales from their launch, USD bn a quarter, growing by `device_sales_growth` of the
    first."""
    since = FIRST_YEAR + (t - 1) / 4 - p.device_launch_year
    units = jnp.where(
        since >= -1e-9, p.devices_first_year_mn / 4 * (1.0 + p.device_sales_growth * since), 0.0
    )
    return {
        "devices_wanted": units * p.device_usd * MN_TO_BN,
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

    The market for AI grows to `enterprise_market_2030_usd_bn` in 2030 as that for models does and
    goes on at `late_model_market_growth`.
    """
    years = (t - 1.0) / 4 - YEARS_TO_2030
    growing = (p.model_market_2030_usd_bn / p.model_market_2026_usd_bn) ** (
        jnp.minimum(years, 0.0) / YEARS_TO_2030
    )
    after = jnp.maximum(years, 0.0)
    return {
        "business": p.enterprise_market_2030_usd_bn
        / 4
        * growing
        * (1.0 + p.late_model_market_growth) ** after,
        "advertising": p.ads_market_2030_usd_bn / 4 * (1.0 + p.terminal_growth) ** after,
    }


def sales(x: Any, p: Any, t: Any) -> Values:
    """Revenue by segment after the plan's lift, a ceiling on advertising per non-payer, what
    compute can serve (`served_part`) and customers lost in distress, USD bn.

    How far a draw's bottom-up path lies from the middle one is scaled in logarithms by
    `spread_kept`, so that the spread is that of the stated priors R26_prior and R30_prior (section
    17.2). No segment sells more than its market (`ceilings`); `at_market` says where one does.
    """
    kept = x["customers_kept"]
    free, go, api, paid = x["served_part"]
    apart = jnp.log(jnp.maximum(wanted_in_all(x, p, t), 1e-9) / p.middle_revenue[t - 1])
    scale = jnp.exp((p.spread_kept[t - 1] - 1.0) * apart)
    lift_of_users, lift_of_work = (lift * scale for lift in lifts(p, t))
    ceiling = p.ad_revenue_per_user_ceiling_usd / 4 * jnp.sum(x["free"] + x["go"]) * MN_TO_BN
    markets = ceilings(p, t)
    advertising = jnp.minimum(x["advertising_wanted"] * scale, ceiling)
    parts = {
        "subscriptions": (x["go_wanted"] * go + (x["subscriptions_wanted"] - x["go_wanted"]) * paid)
        * lift_of_users,
        "advertising": advertising * free,
        "seats_revenue": x["seats_wanted"] * lift_of_work * paid,
        "agents_revenue": x["agents_wanted"] * lift_of_work * paid,
        "custom_revenue": x["custom_wanted"] * lift_of_work * paid,
        "api_revenue": x["api_wanted"] * lift_of_work * api,
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
    return {
        **parts,
        "revenue": revenue,
        "run_rate": 4.0 * revenue,
        "users": jnp.sum(x["weekly_users"]),
        "payers": jnp.sum(x["go"] + x["plus"] + x["pro"]),
        "at_market": at_market.astype(float),
        "surprise": surprise,
        "store_fees": parts["subscriptions"] * p.store_fee_share * p.app_store_payers_share,
        "device_cost": parts["devices_revenue"] * (1.0 - p.device_gross_margin),
    }


BEHAVIOURS: tuple[Quarter, ...] = (
    *demand.BEFORE,
    users,
    tiers,
    advertising,
    enterprise,
    devices,
)
