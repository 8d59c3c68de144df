"""What each mechanism says it reads is what its code reads."""

from __future__ import annotations

import inspect
import re

from caploop.model.accounts import positions
from caploop.model.assembly import system as whole
from caploop.model.assembly.system import MECHANISMS, reads
from caploop.model.compute import assets, chips, gate, pipeline
from caploop.model.compute import capacity as compute
from caploop.model.default import government, outcome
from caploop.model.default import waterfall as estate
from caploop.model.demand import revenue
from caploop.model.demand import users as demand
from caploop.model.finance import bargain, credit, facility, funding, marks
from caploop.model.firms import bounds, counterparty, feedback, orders
from caploop.model.power import queue as power_queue
from caploop.model.power import supply as power
from caploop.model.rivals import market as rivals_market
from caploop.model.rivals import race as rivals
from caploop.model.step import values as step


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
