"""The model of the loop: mechanisms M1 to M6 as plain functions of one quarter, on the engine.

Money is in USD bn, people in millions, power in GW, time in quarters from 2026Q1 unless a name says
otherwise; `economics.md` of the specification is cited as "section N".
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
