"""SIM through caploop's public Model: audited, drawn inside, moments of every period kept."""

from __future__ import annotations

import argparse
from statistics import median
from time import perf_counter

from common import PERIODS, RANGES, SPENDING, tell

from caploop import __version__, sfc

REPEATS = 5


def sim() -> sfc.Model:
    """The model of the gallery, its one simultaneous equation solved as the peers have it."""
    m = sfc.Model("SIM", freq="Y")
    households, firms, government = m.sectors("households", "firms", "government")
    money = m.instrument("money", issuer=government)
    m.params(G=SPENDING, **{name: sfc.Uniform(*ends) for name, ends in RANGES.items()})
    m.equations("""
        Y = (G + alpha2*H[-1])/(1 - alpha1*(1 - theta))
        C = Y - G
        T = theta*Y
        H = H[-1] + Y - T - C
    """)
    m.flow("consumption", payer=households, payee=firms, via=money, amount="C")
    m.flow("spending", payer=government, payee=firms, via=money, amount="G")
    m.flow("wages", payer=firms, payee=households, via=money, amount="Y")
    m.flow("taxes", payer=households, payee=government, via=money, amount="T")
    m.position(households, money, value="H")
    return m


def main() -> None:
    """Median of repeated runs after one that compiles; the error is the audit's widest gap."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--paths", type=int, required=True)
    asked = parser.parse_args()
    model, times, gap = sim(), [], 0.0
    for _ in range(REPEATS + 1):
        begun = perf_counter()
        run = sfc.simulate(
            model, "2001", PERIODS, draws=asked.paths, keep=["Y"], stats=["mean", "std"], workers=2
        )
        times.append(perf_counter() - begun)
        gap = max(gap, run.audit.gap)
    tell("caploop", __version__, paths=asked.paths, seconds=median(times[1:]), error=gap)


main()
