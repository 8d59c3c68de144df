"""Models of Godley and Lavoie, Monetary Economics (2007): the engine's proof and examples.

Each function builds one model with the book's numbers; `params` and `start` replace them by name.
Every position that the published opening values allow is audited against the equations.
"""

from caploop.sfc.textbook.bmw import bmw
from caploop.sfc.textbook.dis import dis
from caploop.sfc.textbook.growth import growth
from caploop.sfc.textbook.insout import insout
from caploop.sfc.textbook.lp import lp
from caploop.sfc.textbook.open import open_economy
from caploop.sfc.textbook.pc import pc, pcex
from caploop.sfc.textbook.reg import reg
from caploop.sfc.textbook.sim import sim, simex

__all__ = [
    "bmw",
    "dis",
    "growth",
    "insout",
    "lp",
    "open_economy",
    "pc",
    "pcex",
    "reg",
    "sim",
    "simex",
]
