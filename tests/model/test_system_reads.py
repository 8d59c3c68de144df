"""What each mechanism says it reads is what its code reads."""

from __future__ import annotations

import inspect
import re

from caploop.model import (
    assets,
    bargain,
    bounds,
    chips,
    compute,
    counterparty,
    credit,
    demand,
    estate,
    facility,
    feedback,
    funding,
    gate,
    government,
    marks,
    orders,
    outcome,
    pipeline,
    positions,
    power,
    power_queue,
    revenue,
    rivals,
    rivals_market,
    step,
)
from caploop.model import system as whole
from caploop.model.system import MECHANISMS, reads


def test_what_a_mechanism_says_it_reads_is_in_its_code() -> None:
    modules = {
        "M1": (revenue, demand),
        "M2": (compute, pipeline, chips, assets),
        "M3": (funding, credit),
        "M4": (outcome, estate, whole, positions, step),
        "M5": (counterparty, orders, facility, bargain, bounds, whole),
        "M6": (feedback,),
        "M7": (power, power_queue, gate),
        "M8": (government,),
        "M9": (rivals, rivals_market),
        "M10": (marks,),
    }
    stems = (
        r"(H|N|ads_start|CPM_rel|to_Plus|to_Pro|G0|downgrade|luck|pk|dc|slack|G_ga|G_co"
        r"|use0|gw0|ai|keep)_"
    )
    for name, symbols in MECHANISMS.items():
        code = "".join(inspect.getsource(module) for module in modules[name])
        for symbol in symbols:
            stem = (re.match(stems, symbol) or ("", None))[1]
            wanted = [f"p.{symbol}", f'"{stem}"', f"{stem}_{{"]
            assert any(text in code for text in wanted), (name, symbol)
        for symbol in re.findall(r"\bp\.([A-Za-z]\w*)", code):
            assert symbol in reads(), (name, symbol)


def test_every_mechanism_says_what_it_reads() -> None:
    every = {"M1", "M2", "M3", "M4", "M5", "M6", "M7", "M8", "M9", "M10"}
    assert set(MECHANISMS) == every
    assert len(reads()) == len(set(reads()))
