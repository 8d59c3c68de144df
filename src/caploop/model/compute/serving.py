"""M2, who is served when compute is short: research or customers, and which customers first."""

from __future__ import annotations

from typing import Any

import jax.numpy as jnp
from jax import Array

from caploop.model.demand.revenue import lifts
from caploop.model.step.values import Values
from caploop.sfc import Series

TO_2030 = 20
TINY = 1e-9
LEAST_FREE = 0.05
GIVES = (
    Series("gw_needed", "GW", says="capacity that customers and the plan's research need"),
    Series("served_part", "share", axes="group", says="part of each group's use that is served"),
    Series("shortage", "share", says="inference that compute cannot serve"),
    Series("inference_part", "share", says="inference over compute in use"),
    Series("training_gw", "GW", says="capacity left for training"),
    Series("training_gw_plan", "GW", says="the same on the plan"),
    Series("tasks_growth", "x/yr", says="growth of tasks a user that the plan's inference needs"),
)


def inference_planned(p: Any, t: Any) -> Array:
    """GW that inference takes on the plan: from `opening_inference_gw` with the plan's users, at a
    rate per user that ends at `inference_share_of_compute` of the plan's compute in 2030, and at
    that share of it later (section 17.6, second point)."""
    whole = p.plan_gw * p.compute_kept
    now = t - 1
    users = p.plan_users / p.opening_weekly_users_mn
    last = TO_2030 - 1
    rate = p.inference_share_of_compute * whole[last] / (p.opening_inference_gw * users[last])
    to_2030 = p.opening_inference_gw * users[now] * rate ** jnp.minimum(t / TO_2030, 1.0)
    after = p.inference_share_of_compute * whole[now]
    planned: Array = jnp.where(t > TO_2030, after, to_2030)
    return planned


def parts_planned(p: Any, t: Any) -> Array:
    """Parts of the plan's inference by group; they sum to 1.

    Free users take what the margin on paying users and the margin on all leave apart: of revenue,
    inference of those who pay is 1 - `paying_user_compute_margin`, all inference 1 -
    `all_user_compute_margin`. The rest is by revenue, Go and the API at more compute a dollar.
    """
    now = t - 1
    free = 1.0 - (1.0 - p.paying_user_compute_margin) / (1.0 - p.all_user_compute_margin)
    free = jnp.maximum(free, LEAST_FREE)
    go = p.go_compute_per_dollar * p.plan_go[now]
    api = p.api_compute_per_dollar * p.plan_api[now]
    others = p.plan_subscriptions[now] + p.plan_work[now] - p.plan_go[now] - p.plan_api[now]
    paid = jnp.stack([go, api, jnp.maximum(others, TINY)])
    return jnp.concatenate([free[None], (1.0 - free) * paid / jnp.sum(paid)])


def asked_for(x: Any, p: Any, t: Any) -> Array:
    """What each group asks for over the plan's, at most 1: what a draw sells above the plan it is
    taken to serve with the plan's compute."""
    now = t - 1
    of_users, of_work = lifts(p, t)
    others = (x["subscriptions_wanted"] - x["go_wanted"]) * of_users
    work = x["seats_wanted"] + x["agents_wanted"] + x["custom_wanted"]
    planned = p.plan_subscriptions[now] + p.plan_work[now] - p.plan_go[now] - p.plan_api[now]
    over = jnp.stack(
        [
            jnp.sum(x["free"]) / jnp.maximum(p.plan_free[now], TINY),
            x["go_wanted"] * of_users / jnp.maximum(p.plan_go[now], TINY),
            x["api_wanted"] * of_work / jnp.maximum(p.plan_api[now], TINY),
            (others + work * of_work) / jnp.maximum(planned, TINY),
        ]
    )
    return jnp.minimum(over * x["customers_kept"], 1.0)


def rationed(asked: Array, missing: Any) -> Array:
    """Part of each group's use that is served when `missing` GW are not there: the first gives
    up all it has before the next gives up any."""
    before = jnp.concatenate([jnp.zeros(1), jnp.cumsum(asked)[:-1]])
    lost = jnp.clip(missing - before, 0.0, asked)
    return 1.0 - lost / jnp.maximum(asked, TINY)


def serve(x: Any, p: Any, t: Any) -> Values:
    """Who is served, from the first missing GW on, and what is left for training.

    What customers and the plan's research need is compared with what is in service or rented in its
    place. What comes late is missed by customers, at `serving_share_of_late_compute` of it, and by
    research; what the company does not order is missed by research alone while it has any.
    """
    planned = inference_planned(p, t)
    asked = planned * parts_planned(p, t) * asked_for(x, p, t)
    research = jnp.maximum(p.plan_gw[t - 1] * p.compute_kept - planned, 0.0)
    inference = jnp.sum(asked)
    have = x["gw_in_all"] + x["gw_replaced"]
    missing = jnp.maximum(inference + research - have, 0.0)
    late = jnp.minimum(missing, jnp.maximum(x["gw_wanted"] - have, 0.0))
    of_customers = p.serving_share_of_late_compute * late
    of_customers = jnp.maximum(of_customers, missing - research)
    of_customers = jnp.minimum(of_customers, inference)
    used = inference - of_customers
    in_2030 = p.inference_share_of_compute * p.plan_gw[TO_2030 - 1] * p.compute_kept
    grown = p.opening_inference_gw * p.weekly_users_2030_mn / p.opening_weekly_users_mn
    return {
        "gw_needed": inference + research,
        "served_part": rationed(asked, of_customers),
        "shortage": of_customers / jnp.maximum(inference, TINY),
        "inference_part": used / jnp.maximum(have, TINY),
        "training_gw": jnp.maximum(have - used, 0.0),
        "training_gw_plan": research,
        "tasks_growth": (in_2030 / grown) ** (4.0 / TO_2030)
        * p.inference_efficiency_growth
        / p.tokens_per_task_growth,
    }
