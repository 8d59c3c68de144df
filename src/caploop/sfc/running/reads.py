"""What each behaviour reads and gives, found by a trial period without any parameter's value."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

import jax.numpy as jnp
from jax import Array

from caploop.core.cache import keep_bytes, kept_bytes
from caploop.sfc.compiled.executable import MOST
from caploop.sfc.language.model import Model
from caploop.sfc.language.plan import make_plan
from caploop.sfc.running.kernel import explore
from caploop.sfc.running.ready import stated
from caploop.sfc.running.work import uncollected


class BehaviourReads(NamedTuple):
    """What a behaviour reads: parameters, series of this period and of those before; its gifts.

    Names are in the order in which they were first asked for.
    """

    parameters: tuple[str, ...]
    series: tuple[str, ...]
    before: tuple[str, ...]
    gives: tuple[str, ...]


def reads(model: Model) -> Mapping[str, BehaviourReads]:
    """What each behaviour reads and gives, by its module and name, in their order.

    Parameters need no values: one that has none counts as one number, or has the shape that
    `Model.arrays` declares. Kept where the model keeps what is compiled.

    >>> m = Model("reads")
    >>> m.names({"pay_usd": "w"})
    >>> def wages(x, p, t): return {"wages": p.pay_usd * p.hours}
    >>> _ = m.behaviour(wages)
    >>> [(r.parameters, r.gives) for r in reads(m).values()]
    [(('w', 'hours'), ('wages',))]
    """
    if "reads" not in model._structures:
        cache = model.executables
        path = None if cache is None else cache.path("behaviours", stated(model))
        held = None if path is None else kept_bytes(path)
        found = _found(model) if held is None else json.loads(held)
        if path is not None and held is None:
            keep_bytes(path, json.dumps(found).encode(), most=MOST)
        model._structures["reads"] = {
            name: BehaviourReads(*(tuple(part) for part in parts)) for name, parts in found.items()
        }
    made: Mapping[str, BehaviourReads] = model._structures["reads"]
    return made


def _found(model: Model) -> dict[str, Any]:
    def stand_in(name: str) -> Array:
        declared = model.arrays_declared.get(name)
        return jnp.ones(() if declared is None else declared.shape(model.lengths))

    with uncollected():
        seen, _, _ = explore(make_plan(model), {}, {}, stand_in=stand_in)
    return {
        name: [[*asked.parameters], [*asked.series], [*asked.before], [*asked.gives]]
        for name, asked in seen.by.items()
    }
