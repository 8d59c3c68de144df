"""Seconds to compile a model and its gradient in a process of its own, cached or not, as JSON."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from time import perf_counter

from caploop import sfc
from caploop.sfc import textbook


def chained(count: int) -> sfc.Model:
    """One party's cash driven by a chain of scalar equations, each of the one before."""
    m = sfc.Model("CHAIN", freq="Y")
    lab, users = m.sectors("lab", "users")
    cash = m.instrument("cash", issuer=users)
    m.params(growth=0.01)
    links = [f"v{i} = v{i - 1}*(1 + growth) + 0.1*v{i}[-1]" for i in range(1, count)]
    m.equations("\n".join(["v0 = 1 + growth*v0[-1]", *links]))
    m.flow("sales", payer=users, payee=lab, via=cash, amount=f"v{count - 1}")
    return m


def taken(action: Callable[[], object]) -> float:
    """Wall seconds of one call."""
    begun = perf_counter()
    action()
    return perf_counter() - begun


def main() -> None:
    """Forward run, then gradient, each the first of its process."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--chain", type=int, default=0)
    asked = parser.parse_args()
    model = chained(asked.chain) if asked.chain else textbook.insout()
    name, wrt = (f"v{asked.chain - 1}", "growth") if asked.chain else ("Y", "alpha1")
    told = {
        "forward": taken(lambda: sfc.simulate(model, "2001", 60, keep=[name])),
        "gradient": taken(
            lambda: sfc.gradient(model, lambda paths: paths[name][-1], 60, wrt=[wrt])
        ),
    }
    json.dump(told, sys.stdout)


main()
